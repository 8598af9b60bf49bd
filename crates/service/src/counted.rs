//! For whom a search without success was counted today: for each only once with the same words, and for
//! nobody with any number of words, so that no one fills the office's list alone.
//!
//! Where somebody asks from is kept as a number that means nothing outside this program, in memory, and
//! is forgotten with the day. Each node knows only whom it answered itself.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use jiff::civil::Date;

/// So many different words of one asker are counted in a day.
const MOST_WORDS: usize = 20;
/// So many askers are told apart in a day; who comes after them is not counted.
const MOST_ASKERS: usize = 20_000;

/// Whom it was counted for on the last day on which somebody asked.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    day: Option<Date>,
    /// Made anew each day, so that no number of one day says anything about another's.
    key: RandomState,
    askers: HashMap<u64, HashSet<u64>>,
}

impl Counted {
    /// Whether these words of this asker are to be counted: the first time that day they are.
    pub fn is_new(&mut self, asker: &str, words: &str, day: Date) -> bool {
        if self.day != Some(day) {
            *self = Self { day: Some(day), ..Self::default() };
        }
        let (asker, words) = (self.key.hash_one(asker), self.key.hash_one(words));
        if self.askers.len() >= MOST_ASKERS && !self.askers.contains_key(&asker) {
            return false;
        }
        let counted = self.askers.entry(asker).or_default();
        counted.len() < MOST_WORDS && counted.insert(words)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_same_words_of_one_asker_count_once_a_day() {
        let mut counted = Counted::default();
        let (monday, tuesday) = (date(2026, 3, 2), date(2026, 3, 3));
        assert!(counted.is_new("198.51.100.1", "挂蓝牌", monday));
        assert!(!counted.is_new("198.51.100.1", "挂蓝牌", monday));
        assert!(counted.is_new("198.51.100.2", "挂蓝牌", monday));
        assert!(counted.is_new("198.51.100.1", "喝茶", monday));
        assert!(counted.is_new("198.51.100.1", "挂蓝牌", tuesday));
    }

    #[test]
    fn nobody_fills_the_list_with_words_of_his_own() {
        let mut counted = Counted::default();
        let day = date(2026, 3, 2);
        let taken = (0..100).filter(|number| counted.is_new("198.51.100.1", &format!("话{number}"), day));
        assert_eq!(taken.count(), MOST_WORDS);
    }

    #[test]
    fn a_crowd_of_askers_does_not_fill_the_memory() {
        let mut counted = Counted::default();
        let day = date(2026, 3, 2);
        for asker in 0..MOST_ASKERS {
            assert!(counted.is_new(&asker.to_string(), "挂蓝牌", day));
        }
        assert!(!counted.is_new("one more", "挂蓝牌", day));
        assert!(counted.is_new("7", "喝茶", day));
    }
}
