//! How alike a sentence and the texts of the catalogue are, by pairs of characters: for ways of
//! asking that no word of the lexicon covers.

use std::collections::{BTreeSet, HashMap};

use crate::{
    lexicon::{Lexicon, Sense},
    reading::Reading,
    text::{Unit, units},
};

/// Less than this says nothing.
const LEAST: f64 = 0.55;
/// A text of fewer pairs is too short to be alike by accident.
const FEWEST: usize = 3;

/// From so many pairs on, a piece of a text that stands in it whole is like it.
const PIECE: usize = 4;
/// How alike such a piece is.
const WHOLE_PIECE: f64 = 0.9;

/// Texts of the catalogue by the pairs of characters in them.
#[derive(Debug, Default)]
pub(crate) struct Resemblance {
    texts: Vec<Kept>,
    pairs: HashMap<(u32, u32), Vec<u32>>,
}

#[derive(Debug)]
struct Kept {
    text: String,
    groups: Vec<usize>,
    pairs: usize,
}

impl Resemblance {
    /// Keeps a text of these groups of themes.
    pub fn keep(&mut self, text: &str, groups: &[usize], lexicon: &Lexicon) {
        let pairs = pairs_of(&units(text, lexicon));
        if pairs.len() < FEWEST {
            return;
        }
        let number = self.texts.len() as u32;
        self.texts.push(Kept { text: text.to_owned(), groups: groups.into(), pairs: pairs.len() });
        for pair in pairs {
            self.pairs.entry(pair).or_default().push(number);
        }
    }

    /// For each group, the most alike text and how alike it is, from 0 to 1.
    pub fn of(&self, reading: &Reading, lexicon: &Lexicon) -> HashMap<usize, (f64, &str)> {
        let mut pairs = pairs_of(&reading.units);
        // Words that tell nothing make nothing alike.
        let words = &lexicon.vocabulary.words;
        for mention in &reading.mentions {
            let general =
                words[mention.spot.word as usize].senses.iter().all(|sense| *sense == Sense::General);
            if general && mention.spot.len() > 1 {
                let units = &reading.units[mention.spot.start..mention.spot.end];
                for pair in units.windows(2) {
                    pairs.remove(&(pair[0].code, pair[1].code));
                }
            }
        }
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for pair in &pairs {
            for text in self.pairs.get(pair).into_iter().flatten() {
                *shared.entry(*text).or_default() += 1;
            }
        }
        let mut best: HashMap<usize, (f64, &str)> = HashMap::new();
        for (text, shared) in shared {
            let kept = &self.texts[text as usize];
            let alike = 2.0 * shared as f64 / (pairs.len().max(FEWEST) + kept.pairs) as f64;
            // A long piece of a name is as good as the name.
            let alike = if shared == pairs.len() && shared >= PIECE { alike.max(WHOLE_PIECE) } else { alike };
            if alike < LEAST {
                continue;
            }
            for group in &kept.groups {
                let entry = best.entry(*group).or_insert((0.0, ""));
                if alike > entry.0 || alike == entry.0 && kept.text.as_str() < entry.1 {
                    *entry = (alike, &kept.text);
                }
            }
        }
        best
    }
}

fn pairs_of(units: &[Unit]) -> BTreeSet<(u32, u32)> {
    units
        .windows(2)
        .filter(|pair| pair.iter().all(Unit::is_han))
        .map(|pair| (pair[0].code, pair[1].code))
        .collect()
}
