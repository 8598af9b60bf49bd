//! P005 值的写法不对
//!
//! 天数要写整数，日期要写成 2026-11-01，是或否要写 true 或 false，有固定几种写法的只能写其中一种。
//! 写成别的，计算期限和判断条件就没有依据。

use crate::diagnostics::{Diagnostics, Spot, nearest};

/// Complains that a value is not what it must be.
pub(crate) fn complain(expected: &str, spot: Spot<'_>, out: &mut Diagnostics) {
    out.error("P005", spot, expected);
}

/// Complains that a value is none of the words that it may be.
pub(crate) fn complain_about_word<'a>(
    key: &str,
    word: &str,
    words: impl Iterator<Item = &'a str> + Clone,
    spot: Spot<'_>,
    out: &mut Diagnostics,
) {
    let hint = match nearest(word, words.clone()) {
        Some(near) => format!("是否想写 {near}？"),
        None => format!("可以写：{}", words.collect::<Vec<_>>().join("、")),
    };
    out.error("P005", spot, format!("{key} 不能写 {word}")).hint(hint);
}
