//! P033 选项、格式和数据项的类型对不上
//!
//! 类型是 choice 的数据项要有选项（choices），别的类型不能有；格式（pattern）要是能用的正则表达式。
//! 否则表单上是一个空的下拉框，或者怎样填都说格式不对。

use crate::{diagnostics::Diagnostics, model::ElementType, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for element in &draft.elements {
        let (at, value) = (element.at, &element.value);
        let choice = value.kind == ElementType::Choice;
        if choice && value.choices.is_empty() {
            out.error("P033", at.key("type").spot(), format!("数据项 {} 是选择，却没有选项", value.id))
                .hint("请写上 choices");
        }
        if !choice && !value.choices.is_empty() {
            out.error("P033", at.name("choices"), format!("数据项 {} 不是选择，不能有选项", value.id))
                .hint("请删去 choices，或者把 type 改成 choice");
        }
        let Some(pattern) = &value.pattern else { continue };
        if regex_lite::Regex::new(pattern).is_err() {
            out.error("P033", at.key("pattern").spot(), "格式不是能用的正则表达式")
                .hint("请核对括号和反斜杠；反斜杠要写在单引号里");
        }
    }
}
