//! P051 收费没有依据
//!
//! 实施行政许可不收费，法律、行政法规另有规定的除外（行政许可法第五十八条）。收费、税款、保证金都要写明依据
//! 哪部法律、哪份文件；不收费的也要写一句“不收费”。写了金额、依据里却说不收费的，自相矛盾。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

/// Words by which a law or a document is known.
const DOCUMENTS: [&str; 14] =
    ["法", "条例", "规定", "办法", "通知", "公告", "批复", "意见", "决定", "目录", "清单", "政策", "〔", "["];
const FREE: [&str; 4] = ["不收费", "免费", "不收取", "无收费"];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        let fee = &item.value.fee;
        let at = item.at.key("fee");
        let says = |words: &[&str]| words.iter().any(|word| fee.basis.contains(word));
        let charged = !fee.amount.is_empty() || fee.yuan.is_some_and(|yuan| yuan > 0.0);
        if fee.basis.trim().is_empty() {
            out.error("P051", at.key("basis").spot(), "没有写收费或不收费的依据").hint("不收费的写“不收费”");
        } else if charged && says(&FREE[..1]) {
            out.error("P051", at.key("basis").spot(), "写了金额，依据里却说不收费")
                .hint("请核对 amount 和 basis");
        } else if charged && !says(&DOCUMENTS) && !says(&FREE) {
            out.error("P051", at.key("basis").spot(), "收费的依据里没有写是哪部法律、哪份文件")
                .hint("请写上收费文件的名称和文号");
        }
    }
}
