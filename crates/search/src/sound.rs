//! Pinyin: how a character sounds, and how people type it.

use std::{collections::HashMap, sync::LazyLock};

use pinyin::{ToPinyin, ToPinyinMulti};

/// A syllable as written and as this region hears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sound {
    /// Number of the syllable as written, such as zhuang.
    pub written: u16,
    /// Number of what is heard: zh as z, n as l, ing as in.
    pub heard: u16,
}

/// A syllable that was typed.
#[derive(Debug, Clone)]
pub(crate) struct Syllable {
    /// As typed.
    pub text: String,
    /// How it sounds.
    pub sound: Sound,
}

/// Every syllable of Mandarin that a common character has.
static SYLLABLES: LazyLock<HashMap<String, Sound>> = LazyLock::new(|| {
    let mut all: Vec<String> = ('\u{4e00}'..='\u{9fa5}')
        .filter_map(|c| c.to_pinyin())
        .map(|syllable| written(syllable.plain()))
        .filter(|syllable| syllable.is_ascii())
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut heards: HashMap<String, u16> = HashMap::new();
    let numbered = all.into_iter().enumerate().map(|(number, syllable)| {
        let next = heards.len() as u16;
        let heard = *heards.entry(heard(&syllable)).or_insert(next);
        (syllable, Sound { written: number as u16, heard })
    });
    numbered.collect()
});

const LONGEST_SYLLABLE: usize = 6;
/// Readings of a character that are looked at.
const READINGS: usize = 3;

/// How a character usually sounds.
pub(crate) fn of(c: char) -> Option<Sound> {
    SYLLABLES.get(&written(c.to_pinyin()?.plain())).copied()
}

/// Every way in which a character may sound, the usual one first.
pub(crate) fn readings(c: char) -> Vec<Sound> {
    let mut readings: Vec<Sound> = of(c).into_iter().collect();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        if let Some(sound) = SYLLABLES.get(&written(reading.plain()))
            && !readings.contains(sound)
        {
            readings.push(*sound);
        }
    }
    readings.truncate(READINGS);
    readings
}

/// The pinyin of a character, as typed.
pub(crate) fn spelling(c: char) -> Option<String> {
    c.to_pinyin().map(|syllable| written(syllable.plain()))
}

/// The first letters of a text's syllables; Latin letters stand for themselves.
pub(crate) fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|c| match spelling(c) {
            Some(syllable) => syllable.chars().next(),
            None => c.is_ascii_alphanumeric().then_some(c),
        })
        .collect()
}

/// The pinyin of a text, written in one.
pub(crate) fn spelled(text: &str) -> String {
    text.chars().map(|c| spelling(c).unwrap_or_else(|| c.to_string())).collect()
}

/// Typed letters cut into syllables, as few as possible; none where they are not pinyin.
pub(crate) fn syllables(word: &str) -> Option<Vec<Syllable>> {
    if word.len() < 2 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    best[0] = Some((0, 0));
    for end in 1..=word.len() {
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            let Some((count, _)) = best[start] else { continue };
            // A lone vowel is a syllable only where nothing else will do.
            let count = count + if end - start == 1 { 3 } else { 1 };
            let better = best[end].is_none_or(|(fewest, _)| count < fewest);
            if better && SYLLABLES.contains_key(&word[start..end]) {
                best[end] = Some((count, start));
            }
        }
    }
    let mut cut = Vec::new();
    let mut end = word.len();
    while end > 0 {
        let (_, start) = best[end]?;
        let text = word[start..end].to_owned();
        cut.push(Syllable { sound: SYLLABLES[&text], text });
        end = start;
    }
    cut.reverse();
    Some(cut)
}

/// Whether the letters are the syllables' beginnings, one after the other: huogd for huo guo dian.
pub(crate) fn abbreviates(letters: &str, syllables: &[String]) -> bool {
    let Some((first, rest)) = syllables.split_first() else { return letters.is_empty() };
    let most = first.len().min(letters.len());
    (1..=most)
        .rev()
        .any(|length| letters[..length] == first[..length] && abbreviates(&letters[length..], rest))
}

fn written(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

fn heard(syllable: &str) -> String {
    let mut heard = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
        [b'n', ..] if syllable.len() > 1 => format!("l{}", &syllable[1..]),
        _ => syllable.to_owned(),
    };
    if heard.starts_with("lv") {
        heard = heard.replacen("lv", "lu", 1);
    }
    match heard.strip_suffix('g') {
        Some(front) if front.ends_with("in") || front.ends_with("en") => front.to_owned(),
        _ => heard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Option<Vec<String>> {
        Some(syllables(word)?.into_iter().map(|syllable| syllable.text).collect())
    }

    #[test]
    fn letters_are_cut_into_as_few_syllables_as_possible() {
        assert_eq!(cut("kaihuoguodian").unwrap(), ["kai", "huo", "guo", "dian"]);
        assert_eq!(cut("lvxingshe").unwrap(), ["lv", "xing", "she"]);
        assert_eq!(cut("hgd"), None);
        assert_eq!(cut("restaurant"), None);
    }

    #[test]
    fn the_region_hears_some_sounds_alike() {
        for (one, other) in [("zhu", "zu"), ("nan", "lan"), ("ying", "yin"), ("sheng", "sen"), ("lv", "lu")] {
            assert_eq!(SYLLABLES[one].heard, SYLLABLES[other].heard, "{one} {other}");
            assert_ne!(SYLLABLES[one].written, SYLLABLES[other].written, "{one} {other}");
        }
    }

    #[test]
    fn first_letters_and_whole_syllables_may_be_mixed() {
        let syllables: Vec<String> = ["huo", "guo", "dian"].map(String::from).into();
        for letters in ["hgd", "huogd", "huoguodian", "hgdian", "huguod"] {
            assert!(abbreviates(letters, &syllables), "{letters}");
        }
        assert!(!abbreviates("hg", &syllables) && !abbreviates("hgdx", &syllables));
    }
}
