//! P020 条件写得不对
//!
//! when、ask_when、derived 里写的是条件：用情形的编号、数据项的编号和选项的编号写成，例如
//! parents_marriage == 'married' && children_count > 1。名字写错、拿数和文字比较、
//! 比较了一个没有的选项，条件就永远不成立，该办的事项会悄悄漏掉，所以在发布之前查出来。

use crate::{condition::Problem, diagnostics::Diagnostics, read::draft::At};

/// Points at the part of a condition that is to blame.
pub(crate) fn complain(problem: &Problem, at: At<'_>, out: &mut Diagnostics) {
    out.error("P020", at.part(&problem.span), problem.message.clone()).hint_if_some(problem.hint.clone());
}
