//! Every word of the lexicon, and which of them stand in what was typed: as they are written,
//! by sound, in pinyin, by first letters, or with a slip.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    lexicon::Sense,
    sound::{self, Sound},
    text::{Sign, Unit, is_han, is_number},
    weights::Weights,
};

/// Words with slips are looked for up to this length.
const LONGEST_WITH_SLIP: usize = 9;
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

    /// hgd is 火锅店, khgd is 开火锅店, huogd is a mixture, huogaudian is a slip.
    fn by_letters(&self, letters: &str, at: usize, weights: &Weights, spots: &mut Vec<Spot>) {
        if !letters.bytes().all(|b| b.is_ascii_lowercase()) || letters.len() < 3 {
            return;
        }
        let mut found: Vec<(u32, f64, Way)> = Vec::new();
        let by_initials = |letters: &str, quality: f64, found: &mut Vec<(u32, f64, Way)>| {
            for word in self.initials.get(letters).into_iter().flatten() {
                found.push((*word, weights.initials * quality, Way::Initials));
            }
        };
        by_initials(letters, 1.0, &mut found);
        // 开, 办, 领 before it, or 手续, 流程 behind it.
        for verb in ["k", "b", "l", "z", "m", "j", "q", "zc", "bl"] {
            if let (true, Some(rest)) =
                (found.is_empty(), letters.strip_prefix(verb).filter(|rest| rest.len() > 1))
            {
                by_initials(rest, 0.95, &mut found);
            }
        }
        for tail in ["sx", "lc", "zm", "zj"] {
            if let (true, Some(rest)) =
                (found.is_empty(), letters.strip_suffix(tail).filter(|rest| rest.len() > 1))
            {
                by_initials(rest, 0.9, &mut found);
            }
        }
        if found.is_empty() && letters.len() >= 5 {
            for (number, word) in self.words.iter().enumerate() {
                if word.len() < 2 || !word.names_a_thing() || word.syllables.is_empty() {
                    continue;
                }
                let number = number as u32;
                if word.len() >= 3 && sound::abbreviates(letters, &word.syllables) {
                    found.push((number, weights.initials, Way::Initials));
                } else if near_letters(letters, &word.spelled) {
                    let share = word.spelled.len() as f64 / letters.len() as f64;
                    found.push((number, weights.slip * (0.8 + 0.2 * share.min(1.0)), Way::Slip));
                }
            }
        }
        if found.iter().any(|(word, ..)| self.words[*word as usize].letters == Letters::Common) {
            found.retain(|(word, ..)| self.words[*word as usize].letters == Letters::Common);
        }
        let best = found.iter().map(|(_, quality, _)| *quality).fold(0.0, f64::max);
        for (word, quality, way) in found {
            if quality >= best - 0.06 {
                spots.push(Spot { start: at, end: at + 1, word, way, quality });
            }
        }
    }

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

fn hash_without(codes: &[u32], without: Option<usize>) -> u64 {
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

/// Whether a stretch of the letters is the word's pinyin with one letter wrong.
fn near_letters(letters: &str, spelled: &str) -> bool {
    let (letters, spelled) = (letters.as_bytes(), spelled.as_bytes());
    if spelled.len() < 6 || letters.len() + 1 < spelled.len() {
        return false;
    }
    // At most one slip: the first or the second half stands there unharmed.
    let (front, back) = spelled.split_at(spelled.len() / 2);
    let has = |part: &[u8]| letters.windows(part.len()).any(|window| window == part);
    if !has(front) && !has(back) {
        return false;
    }
    let lengths = [spelled.len(), spelled.len() + 1, spelled.len() - 1];
    lengths
        .into_iter()
        .filter(|length| *length <= letters.len())
        .any(|length| letters.windows(length).any(|window| one_slip_bytes(window, spelled)))
}

/// Whether two words differ by one letter: wrong, missing, too many, or two changed places.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    one_slip_bytes(one.as_bytes(), other.as_bytes())
}

fn one_slip_bytes(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one.len(), other.len()) {
        (a, b) if a == b => {
            a == 0
                || one[1..] == other[1..]
                || a > 1 && one[0] == other[1] && one[1] == other[0] && one[2..] == other[2..]
        }
        (a, b) if a == b + 1 => one[1..] == *other,
        (a, b) if a + 1 == b => *one == other[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_letter_wrong_missing_too_many_or_out_of_place() {
        for (one, other) in [
            ("huogoudian", "huoguodian"),
            ("huogudian", "huoguodian"),
            ("pasport", "passport"),
            ("passporrt", "passport"),
            ("same", "same"),
        ] {
            assert!(one_slip(one, other), "{one} {other}");
        }
        assert!(!one_slip("jiehun", "lihun"));
    }

    #[test]
    fn a_slip_in_pinyin_is_found_within_a_longer_run() {
        assert!(near_letters("kaihuogudian", "huoguodian"));
        assert!(near_letters("huoguodain", "huoguodian"));
        assert!(!near_letters("kaimianguan", "huoguodian"));
    }
}
