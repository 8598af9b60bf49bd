//! P050 没有法律依据
//!
//! 每个事项都要写依据：法无授权不可为，没有依据的事项不能要求群众办。拦住事项的障碍也要写依据（law）：
//! 不予办理而说不出哪一条，群众无从申辩。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        if item.value.basis.is_empty() {
            out.error("P050", item.id.clone(), format!("事项“{}”没有写依据", item.value.name))
                .hint("请在 basis 里写上法律、文件的全称和条款");
        }
        for (index, basis) in item.value.basis.iter().enumerate() {
            let at = item.at.key("basis").index(index);
            if basis.law.trim().is_empty() {
                out.error("P050", at.key("law").spot(), "依据是空的").hint("请写法律、文件的全称");
            }
        }
    }
    for theme in &draft.themes {
        for (index, stop) in theme.value.stops.iter().enumerate() {
            let blank = stop.law.as_ref().is_none_or(|law| law.trim().is_empty());
            if blank && !stop.blocks.is_empty() {
                let spot = theme.at.key("stops").index(index).key("message").spot();
                out.warning("P050", spot, "障碍拦住了事项，却没有写依据")
                    .hint("请写上 law: 法律、文件的全称和条款");
            }
        }
    }
}
