//! P052 告知承诺没有说后果和核查
//!
//! 告知承诺要把话说在前面：依据哪份文件可以承诺（commitment_basis）、批后什么时候怎么核查、承诺不实有什么后果
//! （都写在 after_approval_check 里）。虚假承诺的依法终止办理、责令限期整改、撤销决定并记入信用
//! （国办发〔2020〕42号）；不事先告知，承诺书就没有约束力，群众也会蒙在鼓里。写了承诺书是哪一份材料
//! （commitment_paper）的，它要在本事项的材料里。写了多久核查（commitment_check）的，只写一样：working_days
//! 几个工作日内、months 几个月内、exempt 免予核查的理由。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

/// What may follow from a false commitment.
const CONSEQUENCES: [&str; 17] = [
    "撤销", "撤回", "注销", "吊销", "追回", "退回", "收回", "终止", "恢复", "取消", "整改", "改正", "责令",
    "处罚", "失信", "惩戒", "不予",
];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in draft.items.iter().filter(|item| item.value.commitment) {
        let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
        let spot = item.at.name("commitment");
        if let Some(paper) = &item.value.commitment_paper
            && !item.value.materials.iter().any(|used| used.material == *paper)
        {
            let message = format!("承诺书 {paper} 不在本事项的材料里");
            out.error("P052", item.at.key("commitment_paper").spot(), message)
                .hint("请写 materials 里的一份材料，或者去掉这一行");
        }
        if item.value.commitment_check.as_ref().is_some_and(|check| check.written() != 1) {
            out.error("P052", item.at.key("commitment_check").spot(), "多久核查只写一样")
                .hint("working_days、months、exempt 里选一样写");
        }
        if blank(&item.value.commitment_basis) {
            out.error("P052", spot.clone(), "可以告知承诺，却没有写依据")
                .hint("请补上一行 commitment_basis: …");
        }
        if blank(&item.value.after_approval_check) {
            out.error("P052", spot, "可以告知承诺，却没有写批后核查和后果")
                .hint("请补上一行 after_approval_check: 什么时候怎么核查，承诺不实的怎么办");
            continue;
        }
        let told = item.value.after_approval_check.as_deref().unwrap_or_default();
        if !CONSEQUENCES.iter().any(|word| told.contains(word)) {
            out.error("P052", item.at.key("after_approval_check").spot(), "没有写承诺不实有什么后果")
                .hint("例如：发现承诺不实的，撤销决定并记入信用");
        }
    }
}
