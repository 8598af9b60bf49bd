//! Every word of the lexicon, and which of them stand in what was typed: as they are written,
//! by sound, in pinyin, by first letters, or with a slip.

mod letters;
mod slips;

use std::collections::HashMap;

use crate::{
    lexicon::Sense,
    sound::{self, Sound},
    text::{Sign, Unit, is_han, is_number},
    weights::Weights,
};

pub(crate) use letters::one_slip;
use slips::{LONGEST_WITH_SLIP, hash_without};

/// Ways of sounding of one word that are kept.
const MOST_SOUNDS: usize = 8;

/// Whether a word is looked for by its first letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Too few people mean it.
    Never,
    /// Where nothing common has the same letters.
    Usual,
    /// Before all others.
    Common,
}

/// A word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// As written.
    pub text: String,
    /// What it does.
    pub senses: Vec<Sense>,
    /// Put together from what a shop sells and a word for a shop: too many of them to look for slips.
    pub made_up: bool,
    /// Whether it is looked for by first letters.
    pub letters: Letters,
    codes: Box<[u32]>,
    /// How each character may sound; empty where it is not all Chinese.
    sounds: Vec<Vec<Sound>>,
    /// The pinyin of each character.
    syllables: Vec<String>,
    /// The pinyin in one.
    spelled: String,
}

impl Word {
    /// Its characters; nothing where it is not all Chinese.
    pub fn characters(&self) -> Option<impl Iterator<Item = char>> {
        (!self.sounds.is_empty()).then(|| self.text.chars().filter(|c| is_han(*c)))
    }

    /// How many characters or words of letters it has.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether it tells nothing about what is meant.
    pub fn is_general(&self) -> bool {
        self.senses.iter().all(|sense| *sense == Sense::General)
    }

    /// Whether it does something only within rules of several words.
    pub fn is_part(&self) -> bool {
        self.senses == [Sense::Part]
    }

    /// Whether it belongs to the class.
    pub fn is_of(&self, class: u16) -> bool {
        self.senses.contains(&Sense::Class(class))
    }

    /// Whether it speaks for some thing by itself.
    fn names_a_thing(&self) -> bool {
        self.senses.iter().any(|sense| matches!(sense, Sense::Rule(_)))
    }
}

/// How a word was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// As written.
    Written,
    /// Other characters of the same sound.
    Heard,
    /// In pinyin.
    Spelled,
    /// By first letters.
    Initials,
    /// With a character too many, too few, wrong or out of place.
    Slip,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// First unit.
    pub start: usize,
    /// Behind the last unit.
    pub end: usize,
    /// Number of the word.
    pub word: u32,
    /// How it was found.
    pub way: Way,
    /// How well it fits, from 0 to 1.
    pub quality: f64,
}

impl Spot {
    /// How many units it covers.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether both cover some unit.
    pub fn touches(&self, other: &Spot) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The words, and the ways in which they are looked up.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// The words by number.
    pub words: Vec<Word>,
    written: HashMap<Box<[u32]>, u32>,
    heard: HashMap<Box<[u16]>, Vec<u32>>,
    initials: HashMap<String, Vec<u32>>,
    /// Words without one of their characters, by hash.
    shortened: HashMap<u64, Vec<u32>>,
    /// Words by their characters in order of code.
    sorted: HashMap<Box<[u32]>, Vec<u32>>,
    /// What a character is taken for at a glance.
    alike: HashMap<u32, Vec<u32>>,
    longest: usize,
}

impl Vocabulary {
    /// Number of the word, which may be new.
    pub fn word(&mut self, text: &str, codes: Vec<u32>) -> u32 {
        if let Some(number) = self.written.get(codes.as_slice()) {
            return *number;
        }
        let number = self.words.len() as u32;
        let characters: Vec<char> = text.chars().filter(|c| is_han(*c)).collect();
        let all_han = characters.len() == codes.len();
        let sounds: Vec<Vec<Sound>> =
            if all_han { characters.iter().map(|c| sound::readings(*c)).collect() } else { Vec::new() };
        let syllables: Vec<String> = if all_han {
            characters.iter().filter_map(|c| sound::spelling(*c)).collect()
        } else {
            Vec::new()
        };
        self.longest = self.longest.max(codes.len());
        self.written.insert(codes.clone().into(), number);
        self.words.push(Word {
            text: text.to_owned(),
            senses: Vec::new(),
            made_up: false,
            letters: Letters::Usual,
            codes: codes.into(),
            spelled: syllables.concat(),
            sounds,
            syllables,
        });
        number
    }

    /// Number of the word with these codes.
    pub fn find(&self, codes: &[u32]) -> Option<u32> {
        self.written.get(codes).copied()
    }

    /// One thing more that the word does.
    pub fn add_sense(&mut self, word: u32, sense: Sense) {
        let senses = &mut self.words[word as usize].senses;
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Makes ready to look words up by sound, letters and slips; after the last word was added.
    pub fn arrange(&mut self) {
        for (number, word) in self.words.iter().enumerate() {
            let number = number as u32;
            if word.sounds.is_empty() || word.senses.is_empty() {
                continue;
            }
            for heard in ways_of_sounding(&word.sounds) {
                self.heard.entry(heard.into()).or_default().push(number);
            }
            if !word.names_a_thing() || word.len() < 2 {
                continue;
            }
            if word.letters != Letters::Never {
                let letters: String = word.syllables.iter().filter_map(|text| text.chars().next()).collect();
                self.initials.entry(letters).or_default().push(number);
            }
            if word.len() > LONGEST_WITH_SLIP {
                continue;
            }
            if word.len() >= 4 && !word.made_up {
                for without in 0..word.len() {
                    self.shortened.entry(hash_without(&word.codes, Some(without))).or_default().push(number);
                }
            }
            if word.len() >= 3 {
                let mut sorted = word.codes.clone();
                sorted.sort_unstable();
                self.sorted.entry(sorted).or_default().push(number);
            }
        }
    }

    /// Every word that stands in the text as written, by sound or by letters.
    pub fn spots(&self, units: &[Unit], weights: &Weights) -> Vec<Spot> {
        let mut spots = Vec::new();
        let codes: Vec<u32> = units.iter().map(|unit| unit.code).collect();
        let heards: Vec<Option<u16>> = units.iter().map(|unit| unit.sound.map(|sound| sound.heard)).collect();
        for start in 0..units.len() {
            let mut heard = Vec::new();
            for end in start + 1..=units.len().min(start + self.longest) {
                // A short word does not reach across a comma.
                if end - start > 1
                    && end - start < 4
                    && units[start + 1..end].iter().any(|unit| unit.after_break)
                {
                    break;
                }
                if let Some(word) = self.written.get(&codes[start..end])
                    && !self.words[*word as usize].senses.is_empty()
                {
                    spots.push(Spot { start, end, word: *word, way: Way::Written, quality: 1.0 });
                }
                if heard.len() + 1 == end - start {
                    heard.extend(heards[end - 1]);
                }
                if heard.len() == end - start {
                    for word in self.heard.get(heard.as_slice()).into_iter().flatten() {
                        spots.extend(self.by_sound(units, start, end, *word, weights));
                    }
                }
            }
        }
        for (at, unit) in units.iter().enumerate() {
            if let Sign::Letters(letters) = &unit.sign
                && unit.code == 0
            {
                self.by_letters(letters, at, weights, &mut spots);
            }
        }
        self.by_looks(&codes, weights, &mut spots);
        spots
    }

    /// A word of the same sound: in pinyin, or with wrong characters of which some are right.
    fn by_sound(
        &self,
        units: &[Unit],
        start: usize,
        end: usize,
        number: u32,
        weights: &Weights,
    ) -> Option<Spot> {
        let word = &self.words[number as usize];
        let (mut right, mut spelled, mut exactly) = (0, 0, 0);
        for (unit, (code, sounds)) in units[start..end].iter().zip(word.codes.iter().zip(&word.sounds)) {
            match &unit.sign {
                Sign::Han(_) => right += usize::from(unit.code == *code),
                _ => {
                    spelled += 1;
                    exactly += usize::from(
                        sounds.iter().any(|sound| unit.sound.is_some_and(|it| it.written == sound.written)),
                    );
                }
            }
        }
        let length = end - start;
        if right == length {
            return None;
        }
        let wrong = length - right - spelled;
        let (way, quality) = if wrong == 0 {
            // A syllable by itself may be anything; a word for opening or selling it may well be.
            let quality =
                if length == 1 { 0.5 } else { 1.0 - 0.12 * (spelled - exactly) as f64 / length as f64 };
            let known = if word.is_general() { 0.9 } else { 1.0 };
            (Way::Spelled, weights.spelled * quality * known)
        } else {
            if word.is_general() || length == 1 || right + spelled == 0 || length == 2 && wrong == 2 {
                return None;
            }
            // 落的 is not 落地, and 埋了 is not 买了: of two characters the wrong one is no word by
            // itself, and the right word says what is meant.
            let is_word = |(unit, code): (&Unit, &u32)| unit.code != *code && self.is_general_by_itself(unit);
            if length == 2
                && (!word.names_a_thing() || units[start..end].iter().zip(&word.codes).any(is_word))
            {
                return None;
            }
            // Two characters say little: the wrong one must sound exactly like the right one.
            let exact = |(unit, sounds): (&Unit, &Vec<Sound>)| {
                unit.sound.is_some_and(|it| sounds.iter().any(|sound| sound.written == it.written))
            };
            if length == 2 && !units[start..end].iter().zip(&word.sounds).all(exact) {
                return None;
            }
            (Way::Heard, 1.0 - (1.0 - weights.heard) * 2.5 * wrong as f64 / length as f64)
        };
        if length == 1 && (word.names_a_thing() || way == Way::Heard) {
            return None;
        }
        Some(Spot { start, end, word: number, way, quality })
    }

    fn is_general_by_itself(&self, unit: &Unit) -> bool {
        self.find(&[unit.code]).is_some_and(|word| {
            let word = &self.words[word as usize];
            !word.senses.is_empty() && word.is_general()
        })
    }

    /// Whether the unit is a number or stands for nothing.
    pub fn is_silent(unit: &Unit) -> bool {
        match &unit.sign {
            Sign::Letters(word) => is_number(word),
            Sign::Syllable(text) => text.len() == 1,
            Sign::Han(_) => false,
        }
    }
}

fn ways_of_sounding(sounds: &[Vec<Sound>]) -> Vec<Vec<u16>> {
    let mut ways: Vec<Vec<u16>> = vec![Vec::new()];
    for readings in sounds {
        let mut more = Vec::new();
        for way in &ways {
            for reading in readings {
                let mut way = way.clone();
                way.push(reading.heard);
                if !more.contains(&way) {
                    more.push(way);
                }
            }
        }
        more.truncate(MOST_SOUNDS);
        ways = more;
    }
    ways
}
