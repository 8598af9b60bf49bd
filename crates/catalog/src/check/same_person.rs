//! P087 照抄的来源不对
//!
//! 分段的 same_as 写的是“同上”可以照抄哪几段的人，要是表单里别的分段，而且至少有一个数据项对得上
//! （点号后面相同，如 name）；数据项的 same_as 要是同一类型的另一个数据项。对不上，照抄出来是空的。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    // Nothing is said of what stands in a file that could not be read.
    if draft.is_obscure(Kind::Elements, "") {
        return;
    }
    let suffixes = |section: &str| -> Vec<&str> {
        let elements = draft.elements.iter().filter(|element| element.value.section == section);
        elements.filter_map(|element| Some(element.value.id.split_once('.')?.1)).collect()
    };
    for section in &draft.sections {
        let own = suffixes(&section.value.id);
        for (index, other) in section.value.same_as.iter().enumerate() {
            let spot = section.at.key("same_as").index(index).spot();
            if *other == section.value.id || !draft.sections.iter().any(|known| known.value.id == *other) {
                let names = draft.sections.iter().map(|known| (&*known.value.id, &*known.value.title));
                out.error("P087", spot, format!("没有别的分段叫 {other}")).hint_if_some(meant(other, names));
            } else if !suffixes(other).iter().any(|suffix| own.contains(suffix)) {
                out.error("P087", spot, format!("{other} 和这一段没有对得上的数据项"));
            }
        }
    }
    for element in &draft.elements {
        for (index, id) in element.value.copy_from.iter().enumerate() {
            let kind = draft.element(id).map(|other| other.value.kind);
            if kind != Some(element.value.kind) {
                let message = format!("{id} 不是同一类型的数据项");
                out.error("P087", element.at.key("copy_from").index(index).spot(), message);
            }
        }
        let Some(other) = element.value.same_as.as_ref().and_then(|other| draft.element(other)) else {
            continue;
        };
        if other.value.kind != element.value.kind {
            let message = format!("{} 和这个数据项不是同一类型", other.value.id);
            out.error("P087", element.at.key("same_as").spot(), message);
        }
    }
}
