//! What pairs and triples of characters and sounds usually go with, learnt from the training half of
//! the labelled queries and from the lexicon's own words.
//!
//! A second opinion beside the lexicon: it knows ways of saying things that no rule has,
//! and which words are about nothing here. `data/learnt.tsv` is written by `cargo run -p search --example learn`.

use std::collections::{BTreeSet, HashMap};

use crate::text::{Sign, Unit};

/// The learnt weights are kept as tenths.
const TENTHS: f64 = 10.0;

/// What the words of a sentence usually go with.
#[derive(Debug, Default)]
pub(crate) struct Associations {
    /// Theme ids, and `none` for what is not offered here.
    pub classes: Vec<String>,
    bias: Vec<f64>,
    table: HashMap<Box<str>, Box<[(u8, i16)]>>,
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
        for line in lines {
            let (feature, weights) = line.split_once('\t').ok_or_else(wrong)?;
            let weights = weights.split(' ').map(|weight| {
                let (class, weight) = weight.split_once('=').ok_or_else(wrong)?;
                Ok((class.parse().map_err(|_| wrong())?, weight.parse().map_err(|_| wrong())?))
            });
            associations.table.insert(feature.into(), weights.collect::<Result<_, String>>()?);
        }
        Ok(associations)
    }

    /// How likely each class is.
    pub fn of(&self, units: &[Unit]) -> Likelihoods {
        let mut scores = vec![0.0; self.classes.len()];
        // Letters that nobody can read say nothing.
        if units.iter().all(|unit| matches!(unit.sign, Sign::Letters(_)) && unit.code == 0) {
            return Likelihoods(scores);
        }
        let mut known = 0;
        for feature in features(units) {
            if let Some(weights) = self.table.get(feature.as_str()) {
                known += 1;
                for (class, weight) in weights {
                    if let Some(score) = scores.get_mut(*class as usize) {
                        *score += f64::from(*weight) / TENTHS;
                    }
                }
            }
        }
        let length = f64::from(known.max(1)).sqrt();
        for (score, bias) in scores.iter_mut().zip(&self.bias) {
            *score = *score / length + bias;
        }
        let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all = scores.iter().map(|score| (score - most).exp()).sum::<f64>().ln() + most;
        Likelihoods(scores.into_iter().map(|score| score - all).collect())
    }

    /// The pieces of the sentence that speak most for a class.
    pub fn because(&self, units: &[Unit], class: usize) -> Vec<String> {
        let mut pieces: Vec<(i16, String)> = features(units)
            .into_iter()
            .filter_map(|feature| {
                let weights = self.table.get(feature.as_str())?;
                let weight = weights.iter().find(|(other, _)| *other as usize == class)?.1;
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

/// The features of a sentence: characters and sounds, alone and up to three together, and words of letters.
pub(crate) fn features(units: &[Unit]) -> BTreeSet<String> {
    let mut features = BTreeSet::new();
    for (at, unit) in units.iter().enumerate() {
        if let Sign::Letters(word) = &unit.sign {
            features.insert(format!("w{word}"));
            let letters: Vec<char> = word.chars().collect();
            features.extend(letters.windows(3).map(|three| format!("l{}", three.iter().collect::<String>())));
        }
        let (mut written, mut heard) = (String::from("c"), String::from("p"));
        let (mut all_written, mut all_heard) = (true, true);
        for next in units[at..].iter().take(3) {
            match &next.sign {
                Sign::Han(c) => written.push(*c),
                _ => all_written = false,
            }
            match next.sound {
                Some(sound) => heard.push_str(&format!(" {}", sound.heard)),
                None => all_heard = false,
            }
            if all_written {
                features.insert(written.clone());
            }
            if all_heard {
                features.insert(heard.clone());
            }
        }
    }
    features
}
