//! Words typed in Latin letters: by first letters, in pinyin with a letter wrong, or in a mixture.

use super::{Letters, Spot, Vocabulary, Way};
use crate::{sound, weights::Weights};

impl Vocabulary {
    /// hgd is 火锅店, khgd is 开火锅店, huogd is a mixture, huogaudian is a slip.
    pub(super) fn by_letters(&self, letters: &str, at: usize, weights: &Weights, spots: &mut Vec<Spot>) {
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
}

/// Whether a stretch of the letters is the word's pinyin with one letter wrong.
pub(super) fn near_letters(letters: &str, spelled: &str) -> bool {
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
