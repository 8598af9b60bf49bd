//! P122 没有旅程走到的地方
//!
//! 每个问题的每个选项、每个事项，都至少要有一个旅程走到，办过一次才知道它是不是对的。
//! 没有人走到的选项，要么补一个旅程，要么这个选项本来就不该有。

use crate::diagnostics::Diagnostics;

/// Complains of something that no journey of a theme reaches.
pub(crate) fn complain(what: String, theme: &str, out: &mut Diagnostics) {
    out.error_in_file("P122", &format!("journeys/{theme}"), what).hint("请为它补写一个旅程");
}
