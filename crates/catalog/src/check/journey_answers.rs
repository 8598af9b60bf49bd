//! P120 旅程走不通
//!
//! 旅程（journeys 文件夹里的例子）讲一个真实的人怎么办一件事：一句话的故事，和这个人对每个问题的回答。
//! 回答必须是这件事真的会问的问题、真的有的选项，并且要答到没有问题可问为止，否则办事的人也走不通。

use crate::diagnostics::{Diagnostics, Spot};

/// Complains of an answer that nobody could give.
pub(crate) fn complain(message: &str, spot: Spot<'_>, out: &mut Diagnostics) {
    out.error("P120", spot, message).hint("请照这件事现在的问题和选项改");
}

/// Complains of questions that are left open.
pub(crate) fn left_open(questions: &[String], spot: Spot<'_>, out: &mut Diagnostics) {
    out.error("P120", spot, format!("还有{}个问题没有回答：{}", questions.len(), questions.join("；")))
        .hint("请把这些问题的回答补上");
}

/// Complains of a file that belongs to no theme.
pub(crate) fn of_no_theme(theme: &str, file: &str, out: &mut Diagnostics) {
    out.error_in_file("P120", file, format!("没有叫 {theme} 的主题"))
        .hint("旅程放在 journeys/主题编号/ 里，文件名自己取");
}
