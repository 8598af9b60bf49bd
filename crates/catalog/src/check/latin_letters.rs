//! P042 给群众看的话里有外文字母
//!
//! 不是人人都认得拉丁字母和英文缩写：APP 写成手机应用，OCR 写成文字识别，QR 写成二维码。
//! 没有通行中文说法的（国家标准的编号 GB、身份证号码末位的 X、纸张 A4）可以用。

use std::{collections::HashSet, sync::LazyLock};

use super::{public_words::public_words, segment::lines};
use crate::{diagnostics::Diagnostics, read::draft::Draft};

static ALLOWED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("words/latin.txt")).flat_map(str::split_whitespace).collect());

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for words in public_words(draft) {
        // An id that stands where words might is looked at by other rules.
        if words.text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_') {
            continue;
        }
        let mut left = words.text;
        while let Some(begin) = left.find(is_latin) {
            let rest = &left[begin..];
            let inside = |letter: char| is_latin(letter) || letter.is_ascii_digit() || letter == '/';
            let length = rest.find(|letter| !inside(letter)).unwrap_or(rest.len());
            let word = rest[..length].trim_end_matches('/');
            let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
            if !ALLOWED.contains(word) && !ALLOWED.contains(letters) {
                let start = rest.as_ptr().addr() - words.text.as_ptr().addr();
                let spot = words.at.part(&(start..start + word.len()));
                out.warning("P042", spot, format!("“{word}”不是中文")).hint("请写成中文");
            }
            left = &rest[length..];
        }
    }
}

/// Half-width or full-width.
fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
