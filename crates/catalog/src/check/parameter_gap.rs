//! P092 参数的值中间空了几天
//!
//! 前一个值到期的第二天就要有后一个值。中间空着的几天里，用到这个参数的条件就没有依据。

use crate::{days::in_words, diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for parameter in &draft.parameters {
        let values = &parameter.value.values;
        if values.is_empty() {
            let message = format!("参数 {} 一个值也没有", parameter.value.id);
            out.error("P092", parameter.id.clone(), message);
        }
        for (index, pair) in values.windows(2).enumerate() {
            let (Some(until), Some(from)) = (pair[0].in_force.until, pair[1].in_force.from) else { continue };
            let Ok(next) = until.tomorrow() else { continue };
            if next < from {
                let at = parameter.at.key("values").index(index + 1).key("from");
                let message = format!("参数 {} 在{}没有值", parameter.value.id, between(next, from));
                out.error("P092", at.spot(), message).hint(format!("是否想写 {next}？"));
            }
        }
    }
}

fn between(first: jiff::civil::Date, end: jiff::civil::Date) -> String {
    match end.yesterday() {
        Ok(last) if last > first => format!("{}至{}", in_words(first), in_words(last)),
        _ => in_words(first),
    }
}
