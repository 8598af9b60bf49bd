//! P002 同一个键写了两次
//!
//! 同一层里一个键只能写一次，否则不知道以哪一个为准。请删去一个，或者改成正确的键名。

use std::ops::Range;

use crate::diagnostics::{Diagnostics, Spot};

/// Complains about the second of two equal keys.
pub(crate) fn complain(key: &str, first: Spot<'_>, second: Range<usize>, out: &mut Diagnostics) {
    let line = first.file.text[..first.span.start].matches('\n').count() + 1;
    out.error("P002", Spot { file: first.file, span: second }, format!("{key} 写了两次"))
        .hint(format!("第 {line} 行已经写过，请删去一处"));
}
