//! P096 参数的编号不对
//!
//! 参数的编号和情形、数据项一起用在条件里：只能用小写英文字母、数字和下划线，以字母开头，
//! 也不能和某个主题的情形、和一个算式同名，否则不知道条件里写的是哪一样。

use crate::{
    condition::{
        VALUE_ON,
        functions::{Function, Reading},
    },
    diagnostics::Diagnostics,
    read::draft::Draft,
};

/// Words that mean something else in conditions, beside the functions.
const RESERVED: [&str; 7] = ["true", "false", "in", "size", "today", "add_working_days", VALUE_ON];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for parameter in &draft.parameters {
        let id = &parameter.value.id;
        let well_formed = id.starts_with(|first: char| first.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !RESERVED.contains(&id.as_str());
        let calls = Function::named(id).is_some() || Reading::ALL.iter().any(|(name, _)| *name == id);
        if !well_formed {
            out.error("P096", parameter.id.clone(), format!("{id} 不能作参数的编号"))
                .hint("请用小写英文字母、数字和下划线，以字母开头");
        }
        if calls {
            let message = format!("{id} 是一个算式的名字，不能作参数的编号");
            out.error("P096", parameter.id.clone(), message).hint("请给参数换一个编号");
        }
        for theme in &draft.themes {
            if theme.value.situation(&id.as_str().into()).is_some() {
                let message = format!("主题 {} 有同名的情形 {id}", theme.value.id);
                out.error("P096", parameter.id.clone(), message).hint("请给参数换一个编号");
            }
        }
    }
}
