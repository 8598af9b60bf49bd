//! P018 数据项没有归到表单的分段
//!
//! 数据项编号点号前的一段（或者它的 section）要是 sections.yaml 里有的分段，
//! 否则表单上没有地方放这一栏，申请人就填不了。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for element in &draft.elements {
        let section = &element.value.section;
        let known = draft.sections.iter().any(|known| known.value.id == *section);
        if known || draft.is_obscure(Kind::Sections, section) || !draft.present.contains(&Kind::Sections) {
            continue;
        }
        let names = draft.sections.iter().map(|section| (&*section.value.id, &*section.value.title));
        let written = element.at.key("section");
        let spot =
            if std::ptr::eq(written.node, element.at.node) { element.id.clone() } else { written.spot() };
        out.error(
            "P018",
            spot,
            format!("数据项 {} 的分段 {section} 不在 sections.yaml 里", element.value.id),
        )
        .hint_if_some(meant(section, names));
    }
}
