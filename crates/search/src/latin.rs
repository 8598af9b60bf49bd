//! Pinyin: of Chinese characters, and as people type it.

use std::{collections::HashSet, sync::LazyLock};

use pinyin::ToPinyin;

/// Every syllable of Mandarin that a common character has.
static SYLLABLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    ('\u{4e00}'..='\u{9fa5}').filter_map(|c| c.to_pinyin()).map(|syllable| plain(syllable.plain())).collect()
});
const LONGEST_SYLLABLE: usize = 6;

/// The syllable of a character, as this region hears it: zh as z, n as l, ing as in.
pub(crate) fn sound(c: char) -> Option<String> {
    c.to_pinyin().map(|syllable| heard(&plain(syllable.plain())))
}

/// The first letters of a text's syllables; Latin letters stand for themselves.
pub(crate) fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(syllable) => syllable.plain().chars().next(),
            None => c.is_ascii_alphanumeric().then_some(c),
        })
        .collect()
}

/// The pinyin of a text, written in one.
pub(crate) fn spelled(text: &str) -> String {
    text.chars()
        .map(|c| c.to_pinyin().map_or_else(|| c.to_string(), |syllable| plain(syllable.plain())))
        .collect()
}

/// Typed letters cut into syllables as heard, as few as possible; none where they are not pinyin.
pub(crate) fn syllables(letters: &[char]) -> Option<Vec<String>> {
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0));
    for end in 1..=letters.len() {
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            let Some((count, _)) = best[start] else { continue };
            let syllable: String = letters[start..end].iter().collect();
            let better = best[end].is_none_or(|(fewest, _)| count + 1 < fewest);
            if better && SYLLABLES.contains(&plain(&syllable)) {
                best[end] = Some((count + 1, start));
            }
        }
    }
    let mut cut = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        let (_, start) = best[end]?;
        cut.push(heard(&plain(&letters[start..end].iter().collect::<String>())));
        end = start;
    }
    cut.reverse();
    Some(cut)
}

fn plain(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

fn heard(syllable: &str) -> String {
    let syllable = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
        [b'n', ..] if syllable.len() > 1 => format!("l{}", &syllable[1..]),
        _ => syllable.to_owned(),
    };
    match syllable.strip_suffix('g') {
        Some(front) if front.ends_with("in") || front.ends_with("en") => front.to_owned(),
        _ => syllable,
    }
}
