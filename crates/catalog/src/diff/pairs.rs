//! Telling what belongs together: by id, and where there is none, by likeness of words.

use std::collections::BTreeMap;

/// What became of each id: there before, there now, or both.
pub(super) fn by_id<'a, K: Ord, T>(
    old: impl IntoIterator<Item = (K, &'a T)>,
    new: impl IntoIterator<Item = (K, &'a T)>,
) -> Vec<(K, Option<&'a T>, Option<&'a T>)> {
    let mut old: BTreeMap<K, &T> = old.into_iter().collect();
    let mut pairs: Vec<(K, Option<&T>, Option<&T>)> = Vec::new();
    for (id, new) in new {
        let before = old.remove(&id);
        pairs.push((id, before, Some(new)));
    }
    pairs.extend(old.into_iter().map(|(id, old)| (id, Some(old), None)));
    pairs
}

/// Pairs things by their words: those that are equal first, then those that are alike.
pub(super) fn by_words<'a, T>(
    old: &'a [T],
    new: &'a [T],
    words: impl Fn(&T) -> &str,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: Vec<&T> = old.iter().collect();
    let mut take = |wanted: &dyn Fn(&str) -> bool| {
        let at = left.iter().position(|one| wanted(words(one)))?;
        Some(left.remove(at))
    };
    let mut pairs: Vec<(Option<&T>, Option<&T>)> =
        new.iter().map(|new| (take(&|text| text == words(new)), Some(new))).collect();
    for (old, new) in &mut pairs {
        if let (None, Some(new)) = (&old, new) {
            *old = take(&|text| alike(text, words(new)));
        }
    }
    pairs.extend(left.into_iter().map(|old| (Some(old), None)));
    pairs
}

/// Whether two sentences say nearly the same: more than two thirds of their pairs of neighbouring
/// characters are the same.
fn alike(one: &str, other: &str) -> bool {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (ones, mut others) = (pairs(one), pairs(other));
    let total = ones.len() + others.len();
    let mut shared = 0;
    for pair in ones {
        if let Some(at) = others.iter().position(|other| *other == pair) {
            others.swap_remove(at);
            shared += 2;
        }
    }
    total > 0 && shared * 3 > total * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_differ_in_a_number_are_alike_and_others_are_not() {
        assert!(alike("公告不少于四十五日，期满无异议的", "公告不少于二十日，期满无异议的"));
        assert!(!alike("双方均无配偶", "双方均持有效居民身份证"));
        assert!(!alike("", ""));
    }

    #[test]
    fn equal_sentences_are_paired_before_those_that_are_alike() {
        let old = ["满二十日的可以申请", "满三十日的可以申请"];
        let new = ["满三十日的可以申请", "满六十日的可以申请", "另外一件事"];
        let pairs = by_words(&old, &new, |text| text);
        assert_eq!(
            pairs,
            [(Some(&old[1]), Some(&new[0])), (Some(&old[0]), Some(&new[1])), (None, Some(&new[2]))]
        );
    }
}
