//! P004 少了必须写的键
//!
//! 名称、部门、时限这些键不能缺：少了它们，一次告知就说不完整。

use crate::diagnostics::{Diagnostics, Spot};

/// Complains that a key is not there, at the first key of what lacks it.
pub(crate) fn complain(key: &str, what: &str, spot: Spot<'_>, out: &mut Diagnostics) {
    out.error("P004", spot, format!("{what}少了 {key}")).hint(format!("请补上一行“{key}: …”"));
}
