//! What a text is compared by: its characters, pairs of characters, and how they sound.

use std::collections::HashMap;

use crate::{
    latin::{sound, syllables},
    text::{Canonical, is_han, runs},
};

/// A single character tells less than two that stand together.
const SINGLE: f64 = 0.3;
/// Heard alike is less than written alike.
const HEARD: f64 = 0.7;
/// Letters of pinyin leave more open than characters do.
const SPELLED: f64 = 0.9;

/// Every feature that some theme has, with how much it tells.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, u32>,
    /// By feature, how few groups of themes have it.
    telling: Vec<f64>,
    /// What a feature tells that no theme has.
    unknown: f64,
}

/// A feature of what was typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The feature of the index that answers to it, if any.
    pub feature: Option<u32>,
    /// How much it tells.
    pub weight: f64,
    /// How well the feature answers to it, from 0 to 1.
    pub gain: f64,
}

impl Vocabulary {
    /// Adds a text's features and gives their ids, each once. Pinyin is typed of the
    /// text as it stands, which the lexicon may have put differently.
    pub fn learn(&mut self, text: &Canonical, as_it_stands: &str) -> Vec<u32> {
        let characters: Vec<char> = as_it_stands.chars().filter(|c| is_han(*c)).collect();
        let mut ids: Vec<u32> = features(text)
            .into_iter()
            .chain(characters.windows(2).filter_map(heard_pair))
            .map(|feature| {
                let next = self.ids.len() as u32;
                *self.ids.entry(feature).or_insert(next)
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Weighs the features: `groups[id]` says how many of `all` groups of themes have it.
    pub fn weigh(&mut self, groups: &[usize], all: usize) {
        let telling = |groups: f64| (1.0 + all as f64 / groups).ln();
        self.telling = groups.iter().map(|count| telling(*count as f64)).collect();
        self.unknown = telling(0.5);
    }

    fn id(&self, feature: &str) -> Option<u32> {
        self.ids.get(feature).copied()
    }

    fn tells(&self, feature: &str) -> f64 {
        self.id(feature).map_or(self.unknown, |id| self.telling[id as usize])
    }

    /// How much a text of known features tells: what all its parts weigh as a query.
    pub fn mass(&self, text: &Canonical) -> f64 {
        self.wanted(text).iter().map(|wanted| wanted.weight).sum()
    }

    /// What the text asks for.
    pub fn wanted(&self, text: &Canonical) -> Vec<Wanted> {
        let mut seen = HashMap::new();
        for run in text.parts.iter().flat_map(|part| runs(part)) {
            if run.first().is_some_and(|c| is_han(*c)) {
                self.want_characters(&run, &mut seen);
            } else {
                self.want_letters(&run, &mut seen);
            }
        }
        let mut wanted: Vec<(String, Wanted)> = seen.into_iter().collect();
        wanted.sort_by(|a, b| a.0.cmp(&b.0));
        wanted.into_iter().map(|(_, wanted)| wanted).collect()
    }

    fn want_characters(&self, run: &[char], seen: &mut HashMap<String, Wanted>) {
        for c in run {
            let feature = c.to_string();
            let weight = self.tells(&feature) * if run.len() == 1 { 1.0 } else { SINGLE };
            let wanted = Wanted { feature: self.id(&feature), weight, gain: 1.0 };
            seen.entry(feature).or_insert(wanted);
        }
        for pair in run.windows(2) {
            let feature: String = pair.iter().collect();
            let wanted = match self.id(&feature) {
                Some(id) => Wanted { feature: Some(id), weight: self.telling[id as usize], gain: 1.0 },
                None => {
                    let [a, b] = [pair[0], pair[1]].map(|c| self.tells(&c.to_string()));
                    let alike = heard_pair(pair).and_then(|heard| self.id(&heard));
                    Wanted { feature: alike, weight: (a * b).sqrt(), gain: HEARD }
                }
            };
            seen.entry(feature).or_insert(wanted);
        }
    }

    /// Letters may be a word of the catalogue or pinyin.
    fn want_letters(&self, run: &[char], seen: &mut HashMap<String, Wanted>) {
        let word: String = run.iter().collect();
        if let Some(id) = self.id(&word) {
            let wanted = Wanted { feature: Some(id), weight: self.telling[id as usize], gain: 1.0 };
            seen.entry(word).or_insert(wanted);
            return;
        }
        let Some(sounds) = syllables(run).filter(|sounds| sounds.len() > 1) else {
            seen.entry(word).or_insert(Wanted { feature: None, weight: self.unknown, gain: 0.0 });
            return;
        };
        for pair in sounds.windows(2) {
            let feature = format!("~{} {}", pair[0], pair[1]);
            let known = self.id(&feature);
            // The words that say nothing are not cut out of pinyin, so what is unknown weighs less.
            let weight = known.map_or(self.unknown * SINGLE, |id| self.telling[id as usize]);
            seen.entry(feature).or_insert(Wanted { feature: known, weight, gain: SPELLED });
        }
    }
}

/// The features of a text of the catalogue: characters, pairs, sounds of pairs, words of letters.
fn features(text: &Canonical) -> Vec<String> {
    let mut features = Vec::new();
    for run in text.parts.iter().flat_map(|part| runs(part)) {
        if !run.first().is_some_and(|c| is_han(*c)) {
            features.push(run.iter().collect());
            continue;
        }
        features.extend(run.iter().map(char::to_string));
        for pair in run.windows(2) {
            features.push(pair.iter().collect());
            features.extend(heard_pair(pair));
        }
    }
    features
}

fn heard_pair(pair: &[char]) -> Option<String> {
    Some(format!("~{} {}", sound(pair[0])?, sound(pair[1])?))
}
