//! Words with a slip: a character too many, too few, wrong, twice, or out of place.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Spot, Vocabulary, Way, letters::near_letters};
use crate::{
    text::{Sign, Unit, is_han},
    weights::Weights,
};

/// Words with slips are looked for up to this length.
pub(super) const LONGEST_WITH_SLIP: usize = 9;

impl Vocabulary {
    /// Words with a slip, where `open` says which units nothing else explains and `named` where a
    /// thing is named as it is written: a slip is not looked for across it.
    pub fn slips(
        &self,
        units: &[Unit],
        open: &[bool],
        named: &[(usize, usize)],
        weights: &Weights,
    ) -> Vec<Spot> {
        let mut spots = Vec::new();
        let codes: Vec<u32> = units.iter().map(|unit| unit.code).collect();
        for start in 0..units.len() {
            for end in start + 3..=units.len().min(start + LONGEST_WITH_SLIP + 1) {
                let window = &codes[start..end];
                if named.iter().any(|(first, last)| start <= *first && *last <= end) {
                    continue;
                }
                if !open[start..end].iter().any(|open| *open) || !units[start..end].iter().all(Unit::is_han) {
                    continue;
                }
                let mut found: Vec<(u32, f64)> = Vec::new();
                let mut sorted = window.to_vec();
                sorted.sort_unstable();
                for word in self.sorted.get(sorted.as_slice()).into_iter().flatten() {
                    found.push((*word, 0.95));
                }
                for without in 0..window.len() {
                    let doubled = without > 0 && window[without] == window[without - 1];
                    // Twice the same character is a slip of the finger.
                    if doubled {
                        let mut once = window.to_vec();
                        once.remove(without);
                        found.extend(self.written.get(once.as_slice()).map(|word| (*word, 1.0)));
                    }
                    for word in self.shortened.get(&hash_without(window, Some(without))).into_iter().flatten()
                    {
                        let length = self.words[*word as usize].len();
                        if length == window.len()
                            && length >= 5
                            && differ(window, &self.words[*word as usize].codes) == 1
                        {
                            found.push((*word, 0.8));
                        }
                    }
                    if window.len() >= 5 {
                        let mut fewer = window.to_vec();
                        fewer.remove(without);
                        found.extend(self.written.get(fewer.as_slice()).map(|word| (*word, 0.85)));
                    }
                }
                for word in self.shortened.get(&hash_without(window, None)).into_iter().flatten() {
                    let codes = &self.words[*word as usize].codes;
                    // Of a short word the ends must be there.
                    let whole =
                        codes.len() > 4 || codes.first() == window.first() && codes.last() == window.last();
                    if whole && is_without_one(codes, window) {
                        found.push((*word, 0.9));
                    }
                }
                for (word, quality) in found {
                    if self.words[word as usize].names_a_thing() {
                        let quality = weights.slip * quality;
                        spots.push(Spot { start, end, word, way: Way::Slip, quality });
                    }
                }
            }
        }
        self.spelled_slips(units, open, weights, &mut spots);
        spots
    }

    /// Characters that look alike, a group a line; lines that begin with `#` are passed over.
    pub fn take_for_alike(&mut self, groups: &str) {
        for group in groups.lines().filter(|line| !line.starts_with('#')) {
            let characters: Vec<u32> = group.chars().filter(|c| is_han(*c)).map(u32::from).collect();
            for one in &characters {
                let others = characters.iter().filter(|other| *other != one);
                self.alike.entry(*one).or_default().extend(others);
            }
        }
    }

    /// Words of which one character was taken for another that looks like it: 奶荼店 is 奶茶店. Not
    /// where what stands there is a word as it is written.
    pub(super) fn by_looks(&self, codes: &[u32], weights: &Weights, spots: &mut Vec<Spot>) {
        let written: Vec<(usize, usize)> = spots
            .iter()
            .filter(|spot| spot.way == Way::Written && spot.len() > 1)
            .map(|spot| (spot.start, spot.end))
            .collect();
        let mut read = codes.to_vec();
        for (at, code) in codes.iter().enumerate() {
            if written.iter().any(|(start, end)| (*start..*end).contains(&at)) {
                continue;
            }
            for meant in self.alike.get(code).into_iter().flatten() {
                read[at] = *meant;
                for start in at.saturating_sub(LONGEST_WITH_SLIP - 1)..=at {
                    for end in (at + 1).max(start + 2)..=codes.len().min(start + LONGEST_WITH_SLIP) {
                        let word = self.written.get(&read[start..end]).copied();
                        if let Some(word) = word.filter(|word| self.words[*word as usize].names_a_thing()) {
                            spots.push(Spot { start, end, word, way: Way::Slip, quality: weights.slip });
                        }
                    }
                }
            }
            read[at] = *code;
        }
    }

    /// Pinyin with a letter wrong, which was cut into other syllables.
    fn spelled_slips(&self, units: &[Unit], open: &[bool], weights: &Weights, spots: &mut Vec<Spot>) {
        let mut start = 0;
        while start < units.len() {
            let spelled = |unit: &Unit| matches!(unit.sign, Sign::Syllable(_));
            let end = start + units[start..].iter().take_while(|unit| spelled(unit)).count();
            if end == start {
                start += 1;
                continue;
            }
            let letters: String = units[start..end].iter().map(Unit::text).collect();
            if letters.len() >= 6 && open[start..end].iter().any(|open| *open) {
                for (number, word) in self.words.iter().enumerate() {
                    if word.len() >= 2
                        && word.spelled.len() >= 6
                        && word.names_a_thing()
                        && near_letters(&letters, &word.spelled)
                    {
                        let share = word.spelled.len() as f64 / letters.len() as f64;
                        let quality = weights.slip * (0.7 + 0.3 * share.min(1.0));
                        spots.push(Spot { start, end, word: number as u32, way: Way::Slip, quality });
                    }
                }
            }
            start = end;
        }
    }
}

/// A hash of the word without one of its characters.
pub(super) fn hash_without(codes: &[u32], without: Option<usize>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (at, code) in codes.iter().enumerate() {
        if Some(at) != without {
            code.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn differ(one: &[u32], other: &[u32]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).count()
}

/// Whether `shorter` is the word without one of its characters.
fn is_without_one(word: &[u32], shorter: &[u32]) -> bool {
    word.len() == shorter.len() + 1
        && (0..word.len()).any(|at| word[..at] == shorter[..at] && word[at + 1..] == shorter[at..])
}
