//! P054 环节的天数加起来比承诺的长
//!
//! 承诺时限从受理算到作出决定。各环节（steps）的天数加起来比它长，承诺就做不到。
//! 决定以后的制证、送达、支付另算（行政许可法第四十四条），公示、鉴定这些特别程序依法不计（第四十五条），
//! 行政机关以外的单位做的环节不由政府计时，都不加在里面。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

/// Steps behind the decision.
const AFTERWARDS: [&str; 9] = ["制证", "送达", "寄送", "支付", "拨付", "到账", "发证", "领取", "打印"];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        let value = &item.value;
        let outside =
            |id: &str| draft.department(id).is_some_and(|department| department.value.kind == "outside");
        let counted = value.steps.iter().filter(|step| {
            step.when.is_none()
                && !outside(&step.actor)
                && !AFTERWARDS.iter().any(|word| step.name.contains(word))
                && !value.special_procedures.iter().any(|special| special.contains(&*step.name))
        });
        let days: u32 = counted.map(|step| step.working_days).sum();
        let variants = value.limit_variants.iter().map(|(_, days)| *days);
        let promised = variants.fold(value.promised_limit.working_days, u32::max);
        if days > promised {
            let spot = item.at.key("promised_limit").key("working_days").spot();
            out.warning("P054", spot, format!("承诺 {promised} 个工作日，各环节加起来却要 {days} 个"))
                .hint("请核对 steps 和 promised_limit");
        }
    }
}
