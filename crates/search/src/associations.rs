//! What pairs and triples of characters and sounds, and kinds of words, usually go with, learnt from the
//! training half of the labelled queries and from the lexicon's own words.
//!
//! A second opinion beside the lexicon: it knows ways of saying things that no rule has,
//! and which words are about nothing here. `data/learnt.tsv` is written by `cargo run -p search --example learn`.

use std::collections::BTreeSet;

use crate::{
    lexicon::{Lexicon, Sense},
    reading::Reading,
    text::{Sign, Unit},
};

/// The learnt weights are kept as tenths.
const TENTHS: f64 = 10.0;

/// What the words of a sentence usually go with.
#[derive(Debug, Default)]
pub(crate) struct Associations {
    /// Theme ids, `several` for what different things have, and `none` for what is not offered here.
    pub classes: Vec<String>,
    bias: Vec<f64>,
    /// Of each feature its number, which is a hash, in order; and where its weights end.
    features: Box<[(u64, u32)]>,
    /// For one feature after the other the classes that it speaks for or against.
    weights: Box<[(u8, i16)]>,
}

/// How likely each class is for a sentence, as logarithms.
#[derive(Debug, Clone, Default)]
pub(crate) struct Likelihoods(pub Vec<f64>);

impl Associations {
    /// Reads what was learnt.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut associations = Self::default();
        let Some(head) = lines.next() else { return Ok(associations) };
        let wrong = || "搜索词典 learnt.tsv 读不了".to_owned();
        for class in head.split('\t') {
            let (name, bias) = class.split_once('=').ok_or_else(wrong)?;
            associations.classes.push(name.to_owned());
            associations.bias.push(bias.parse().map_err(|_| wrong())?);
        }
        let mut lines: Vec<(u64, &str)> = lines
            .map(|line| line.split_once('\t').map(|(feature, weights)| (number_of(feature), weights)))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        lines.sort_unstable();
        let (mut features, mut weights) = (Vec::with_capacity(lines.len()), Vec::new());
        for (feature, line) in lines {
            for weight in line.split(' ') {
                let (class, weight) = weight.split_once('=').ok_or_else(wrong)?;
                weights.push((class.parse().map_err(|_| wrong())?, weight.parse().map_err(|_| wrong())?));
            }
            features.push((feature, weights.len() as u32));
        }
        associations.features = features.into();
        associations.weights = weights.into();
        Ok(associations)
    }

    /// The weights of a feature.
    fn weights_of(&self, feature: u64) -> Option<&[(u8, i16)]> {
        let at = self.features.binary_search_by_key(&feature, |(number, _)| *number).ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.features[before].1);
        Some(&self.weights[start as usize..self.features[at].1 as usize])
    }

    /// How likely each class is.
    pub fn of(&self, reading: &Reading, lexicon: &Lexicon) -> Likelihoods {
        let mut scores = vec![0.0; self.classes.len()];
        let units = reading.meant(lexicon);
        // Letters that nobody can read say nothing.
        if units.iter().all(|unit| matches!(unit.sign, Sign::Letters(_)) && unit.code == 0) {
            return Likelihoods(scores);
        }
        let mut numbers = Vec::new();
        for_each_feature(&units, reading, lexicon, &mut |feature| numbers.push(number_of(feature)));
        numbers.sort_unstable();
        numbers.dedup();
        // What nobody has seen before makes everything less sure.
        let length = (numbers.len().max(1) as f64).sqrt();
        for weights in numbers.into_iter().filter_map(|number| self.weights_of(number)) {
            for (class, weight) in weights {
                if let Some(score) = scores.get_mut(usize::from(*class)) {
                    *score += f64::from(*weight) / TENTHS;
                }
            }
        }
        for (score, bias) in scores.iter_mut().zip(&self.bias) {
            *score = *score / length + bias;
        }
        let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all = scores.iter().map(|score| (score - most).exp()).sum::<f64>().ln() + most;
        Likelihoods(scores.into_iter().map(|score| score - all).collect())
    }

    /// The pieces of the sentence that speak most for a class.
    pub fn because(&self, reading: &Reading, lexicon: &Lexicon, class: usize) -> Vec<String> {
        let mut pieces: Vec<(i16, String)> = features(reading, lexicon)
            .into_iter()
            .filter_map(|feature| {
                let weights = self.weights_of(number_of(&feature))?;
                let weight = weights.iter().find(|(other, _)| usize::from(*other) == class)?.1;
                let text = feature.strip_prefix('c')?.to_owned();
                (weight > 0 && text.chars().count() > 1).then_some((weight, text))
            })
            .collect();
        pieces.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut because: Vec<String> = Vec::new();
        for (_, piece) in pieces {
            if because.len() < 2
                && !because.iter().any(|other| other.contains(&piece) || piece.contains(other.as_str()))
            {
                because.push(piece);
            }
        }
        because
    }
}

/// The features of a sentence, each once.
pub(crate) fn features(reading: &Reading, lexicon: &Lexicon) -> BTreeSet<String> {
    let mut features = BTreeSet::new();
    for_each_feature(&reading.meant(lexicon), reading, lexicon, &mut |feature| {
        features.insert(feature.to_owned());
    });
    features
}

/// Characters and sounds, alone and up to three together; words of letters and what three letters
/// they have; how much nothing explains, and where; and the kinds of words that were read.
fn for_each_feature(units: &[Unit], reading: &Reading, lexicon: &Lexicon, take: &mut impl FnMut(&str)) {
    let mut feature = String::new();
    for (at, unit) in units.iter().enumerate() {
        if let Sign::Letters(word) = &unit.sign {
            feature.clear();
            feature.push('w');
            feature.push_str(word);
            take(&feature);
            let letters: Vec<char> = word.chars().collect();
            for three in letters.windows(3) {
                feature.clear();
                feature.push('l');
                feature.extend(three);
                take(&feature);
            }
        }
        feature.clear();
        feature.push('c');
        for next in units[at..].iter().take(3) {
            let Sign::Han(c) = next.sign else { break };
            feature.push(c);
            take(&feature);
        }
        feature.clear();
        feature.push('p');
        for sound in units[at..].iter().take(3).map_while(|next| next.sound) {
            feature.push(' ');
            feature.push_str(&sound.heard.to_string());
            take(&feature);
        }
    }
    take(["u0", "u1", "u2", "u3"][reading.unknown.len().min(3)]);
    if reading.unknown.last().is_some_and(|at| at + 1 == reading.units.len()) {
        take("ulast");
    }
    if reading.unknown_head {
        take("uhead");
    }
    for mention in reading.mentions.iter().filter(|mention| mention.factor > 0.0) {
        for sense in &lexicon.vocabulary.words[mention.spot.word as usize].senses {
            if let Sense::Class(class) = sense {
                feature.clear();
                feature.push('k');
                feature.push_str(lexicon.class_name(*class));
                take(&feature);
            }
        }
    }
}

/// The number of a feature: the same on every machine and in every build.
fn number_of(feature: &str) -> u64 {
    feature.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
