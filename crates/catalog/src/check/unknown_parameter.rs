//! P093 没有这个参数
//!
//! 文字里｛编号｝的地方会换成参数当天的值，编号要在 parameters.yaml 里有。写错了，
//! 群众看到的就是一串字母，不是数目。

use super::meant;
use crate::diagnostics::{Diagnostics, Spot};

/// Complains of a name in braces that no parameter bears.
pub(crate) fn complain<'a>(
    name: &str,
    known: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    spot: Spot<'_>,
    out: &mut Diagnostics,
) {
    let hint = meant(name, known).unwrap_or_else(|| "请在 parameters.yaml 里写上，或者去掉花括号".to_owned());
    out.error("P093", spot, format!("没有编号为 {name} 的参数")).hint(hint);
}
