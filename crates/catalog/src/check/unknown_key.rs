//! P003 不认识的键
//!
//! 每种内容能写哪些键是定好的。写错一个字母的键如果放过，里面的内容就会悄悄丢掉，
//! 例如把 needs 写成 need，后面的事项就不再等前面的结果。

use crate::diagnostics::{Diagnostics, Spot, nearest};

/// Complains about a key that nothing reads.
pub(crate) fn complain(key: &str, what: &str, known: &[&str], spot: Spot<'_>, out: &mut Diagnostics) {
    let hint = nearest(key, known.iter().copied())
        .map(|known| format!("是否想写 {known}？"))
        .or_else(|| (!known.is_empty()).then(|| format!("可以写的键：{}", known.join("、"))));
    out.error("P003", spot, format!("{what}里没有 {key} 这个键")).hint_if_some(hint);
}
