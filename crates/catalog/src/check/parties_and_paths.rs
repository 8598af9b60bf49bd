//! P084 当事人和办法写得不对
//!
//! 当事人（parties）要么到场（present），要么签字（sign），什么都不做的不用写；section 要是表单的分段；
//! together（同时到场）至少要有两个要到场的人。一个事项有几种办法（paths，如设立、变更）的，
//! 至少写两种，不写条件的只能是最后一种，否则后面的谁也走不到。

use crate::{
    diagnostics::Diagnostics,
    model::Item,
    read::draft::{At, Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        parties(draft, &item.value, item.at, out);
        paths(&item.value, item.at, out);
    }
}

fn parties(draft: &Draft<'_>, item: &Item, at: At<'_>, out: &mut Diagnostics) {
    for (index, party) in item.parties.iter().enumerate() {
        let at = at.key("parties").index(index);
        if !party.present && party.sign.is_none() {
            out.error("P084", at.key("role").spot(), format!("{}既不到场也不签字", party.role))
                .hint("请写 present 或 sign，或者删去这一个");
        }
        let Some(section) = &party.section else { continue };
        let known = draft.sections.iter().any(|known| known.value.id == *section);
        if !known && !draft.is_obscure(Kind::Sections, section) {
            let names = draft.sections.iter().map(|known| (&*known.value.id, &*known.value.title));
            out.error("P084", at.key("section").spot(), format!("没有编号为 {section} 的表单分段"))
                .hint_if_some(super::meant(section, names));
        }
    }
    let present = item.parties.iter().filter(|party| party.present).count();
    if item.together && present < 2 {
        out.error("P084", at.key("together").spot(), "同时到场的人不到两个")
            .hint("请在 parties 写上要到场的人");
    }
}

fn paths(item: &Item, at: At<'_>, out: &mut Diagnostics) {
    let Some(last) = item.paths.len().checked_sub(1) else { return };
    let at = at.key("paths");
    if last == 0 {
        out.error("P084", at.spot(), "只有一种办法的不用写 paths");
        return;
    }
    for (index, path) in item.paths.iter().enumerate() {
        match (&path.when, index == last) {
            (None, false) => {
                out.error("P084", at.index(index).key("id").spot(), "没有条件的办法后面的，谁也走不到")
                    .hint("请补上 when，或者把它放到最后");
            }
            (Some(_), true) => {
                out.error(
                    "P084",
                    at.index(index).key("when").spot(),
                    "最后一种办法有条件，不合条件的就没有办法走",
                )
                .hint("请删去 when");
            }
            _ => {}
        }
    }
}
