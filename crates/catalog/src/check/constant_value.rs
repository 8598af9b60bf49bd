//! P036 主题自定的值填不进数据项
//!
//! constants 里的值由主题定下，不问申请人，所以要是那个数据项真能填的值：是选择的，要是选项之一。

use crate::{diagnostics::Diagnostics, model::ElementType, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (id, value) in &theme.value.constants {
            let Some(element) = draft.element(id) else { continue };
            let element = &element.value;
            let fits = match element.kind {
                ElementType::Choice => {
                    value.as_str().is_some_and(|word| element.choices.iter().any(|choice| choice == word))
                }
                ElementType::Boolean => value.is_boolean(),
                ElementType::Integer => value.is_i64(),
                ElementType::Decimal | ElementType::Money | ElementType::Area => value.is_number(),
                _ => value.is_string(),
            };
            if fits {
                continue;
            }
            let spot = theme.at.key("constants").key(id).spot();
            let found = out.error("P036", spot, format!("这个值填不进数据项 {id}（{}）", element.label));
            if element.kind == ElementType::Choice {
                found.hint(format!("可以写：{}", element.choices.join("、")));
            }
        }
    }
}
