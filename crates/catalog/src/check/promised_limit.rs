//! P034 承诺时限长于法定时限
//!
//! 承诺时限只能比法定时限短，不能更长（优化营商环境条例第三十六条）。法律按自然日规定的，不作比较。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        let statutory = &item.value.statutory_limit;
        if statutory.calendar_days.is_some() {
            continue;
        }
        let promised = item.at.key("promised_limit");
        let first = (item.value.promised_limit.working_days, promised.key("working_days"));
        let variants = item
            .value
            .limit_variants
            .iter()
            .enumerate()
            .map(|(index, (_, days))| (*days, promised.key("variants").index(index).key("working_days")));
        for (days, at) in [first].into_iter().chain(variants) {
            if days > statutory.working_days {
                let message = format!("承诺 {days} 个工作日，比法定的 {} 个还长", statutory.working_days);
                out.error("P034", at.spot(), message).hint("请核对法定时限和承诺时限");
            }
        }
    }
}
