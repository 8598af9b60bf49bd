//! P053 核心要件不能容缺
//!
//! 核心要件（key: true）缺了就没有东西可以审，不能容缺后补。材料的说明里写了可以后补的，要么不是核心要件，
//! 要么说明写错了。反过来，写着可以容缺（deferral: true）而每份材料都是核心要件的，等于一份都不能容缺，
//! 群众会白高兴一场。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

const LATER: [&str; 5] = ["容缺", "后补", "补交", "后交", "事后提交"];
const NOT_LATER: [&str; 4] = ["不能容缺", "不得容缺", "不可容缺", "不容缺"];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        let materials = &item.value.materials;
        if item.value.deferral && !materials.is_empty() && materials.iter().all(|used| used.key) {
            out.error("P053", item.at.name("deferral"), "写着可以容缺，每份材料却都是核心要件")
                .hint("请把可以后补的材料改成 key: false，或者把 deferral 改成 false");
        }
        for (index, used) in materials.iter().enumerate().filter(|(_, used)| used.key) {
            for (key, text) in [("note", &used.note), ("instead_of", &used.instead_of)] {
                let Some(text) = text else { continue };
                let later = LATER.iter().find(|word| text.contains(**word));
                if let Some(word) = later
                    && !NOT_LATER.iter().any(|word| text.contains(word))
                {
                    let at = item.at.key("materials").index(index).key(key);
                    let start = text.find(word).unwrap_or_default();
                    let spot = at.part(&(start..start + word.len()));
                    out.error("P053", spot, format!("{} 是核心要件，不能容缺后补", used.material))
                        .hint("可以后补的请改成 key: false；告知承诺时不用交的，请写进 when");
                }
            }
        }
    }
}
