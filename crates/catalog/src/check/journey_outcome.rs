//! P121 旅程的结果和写下的不一样
//!
//! 旅程的 expect 一段是牵头部门看过、认可的结果：办哪几项、谁等谁、交什么、免什么、几天、跑几趟。
//! 规则改了，结果就会变。变得对，就用 `yijianshi catalog test --bless` 重新写下，再请人看一遍；变得不对，就改规则。

use crate::diagnostics::{Diagnostics, Spot};

/// Complains of one line that differs.
pub(crate) fn complain(difference: String, spot: Spot<'_>, out: &mut Diagnostics) {
    out.error("P121", spot, difference)
        .hint("结果对就运行 yijianshi catalog test --bless 写下新的结果；不对就改主题或事项");
}
