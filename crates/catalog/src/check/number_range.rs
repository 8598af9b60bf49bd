//! P032 数的范围不对
//!
//! 最小值（min）不能大于最大值（max），默认的数要在范围之内，只有答数的情形和是数的数据项才有范围；
//! 一行一人的分段至少要能填一行；办几次由它定的数（repeat_by），最小是 1。范围写反了，什么数都填不进去。

use crate::{
    answers::Answer,
    diagnostics::Diagnostics,
    model::{ElementType, SituationType},
    read::draft::{At, Draft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for element in &draft.elements {
        // A text's range is that of its length.
        let ranged = !matches!(element.value.kind, ElementType::Boolean | ElementType::Choice);
        range(element.value.min, element.value.max, ranged, element.at, out);
    }
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index);
            let ranged = situation.kind == SituationType::Number;
            let counts =
                theme.value.items.iter().any(|entry| entry.repeat_by.as_ref() == Some(&situation.id));
            if counts && ranged && situation.derived.is_none() && situation.min.is_none_or(|min| min < 1.0) {
                let message = format!("办几次由“{}”定，至少要办一次", situation.question);
                out.error("P032", at.key("question").spot(), message).hint("请写上 min: 1");
            }
            range(situation.min, situation.max, ranged, at, out);
            let Some(Answer::Number(number)) = &situation.default else { continue };
            let low = situation.min.is_some_and(|min| number.value() < min);
            let high = situation.max.is_some_and(|max| number.value() > max);
            if low || high {
                out.error("P032", at.key("default").spot(), "默认的数不在 min 和 max 之间");
            }
        }
    }
    for section in &draft.sections {
        if section.value.row.is_some() && section.value.max_rows == 0 {
            out.error("P032", section.at.key("max_rows").spot(), "最多 0 行的分段谁也填不了");
        }
    }
}

fn range(min: Option<f64>, max: Option<f64>, ranged: bool, at: At<'_>, out: &mut Diagnostics) {
    if !ranged && (min.is_some() || max.is_some()) {
        let key = if min.is_some() { "min" } else { "max" };
        out.error("P032", at.name(key), "这里答的不是数，不能写 min 和 max").hint("请删去");
    }
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        out.error("P032", at.key("min").spot(), format!("最小值 {min} 大于最大值 {max}"))
            .hint("是否把 min 和 max 写反了？");
    }
}
