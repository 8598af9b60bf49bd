//! P085 办理前后的事写得不对
//!
//! 办完以后的事（obligations）要写限期（within）或者隔多久一次（every），只写一个；从哪天起算（after）写
//! result（事项的结果）、日期类的数据项，或者一句话。要先在别处办好的（prerequisites）、只能选一样的
//! （exclusive）、合起来办的（joint）、提示里的 items，写的都要是本主题的事项；只能选一样的、合起来办的
//! 至少两样。

use super::meant;
use crate::{
    diagnostics::{Diagnostics, Spot},
    ids::{ItemId, MaterialId},
    model::{Base, ElementType, Obligation},
    read::draft::{At, Draft, Kind, Placed, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        obligations(draft, &item.value.obligations, item.at, true, out);
    }
    for theme in &draft.themes {
        obligations(draft, &theme.value.obligations, theme.at, false, out);
        prerequisites(draft, theme, out);
        several(draft, theme, out);
        for (index, notice) in theme.value.notices.iter().enumerate() {
            items(draft, &theme.value, &notice.items, theme.at.key("notices").index(index).key("items"), out);
        }
    }
}

fn obligations(draft: &Draft<'_>, list: &[Obligation], at: At<'_>, in_item: bool, out: &mut Diagnostics) {
    for (index, obligation) in list.iter().enumerate() {
        let at = at.key("obligations").index(index);
        match (obligation.within, obligation.every) {
            (None, None) => {
                out.error("P085", at.key("id").spot(), "没有写什么时候以前要做")
                    .hint("请补上 within，例如 {calendar_days: 30}，或者 every");
            }
            (Some(_), Some(_)) => {
                out.error("P085", at.name("every"), "within 和 every 只能写一个");
            }
            _ => {}
        }
        if obligation.met_by_item && (!in_item || obligation.after == Base::Result) {
            out.error(
                "P085",
                at.key("met_by_item").spot(),
                "办好事项就算做到的，要写在事项里，从结果以前的一天起算",
            );
        }
        match &obligation.after {
            Base::Result if !in_item => {
                out.error("P085", at.key("after").spot(), "主题没有自己的结果，不知道从哪天起算")
                    .hint("请写数据项或者一句话，或者把这一条写到事项里");
            }
            Base::Element { element } => {
                let kind = draft.element(element).map(|element| element.value.kind);
                if kind.is_some_and(|kind| !matches!(kind, ElementType::Date | ElementType::Datetime)) {
                    out.error("P085", at.key("after").spot(), format!("{element} 不是日期，不能从它起算"));
                }
            }
            _ => {}
        }
    }
}

fn prerequisites(draft: &Draft<'_>, theme: &Placed<'_, ThemeDraft>, out: &mut Diagnostics) {
    for (index, one) in theme.value.prerequisites.iter().enumerate() {
        let at = theme.at.key("prerequisites").index(index);
        items(draft, &theme.value, &one.items, at.key("items"), out);
        if one.items.is_empty() {
            out.error("P085", at.key("id").spot(), "没有写是为了哪些事项").hint("请补上 items");
        }
        if let Some(id) = &one.material {
            material(draft, id, at.key("material").spot(), out);
        }
        let known = draft.department(&one.actor).is_some() || draft.is_obscure(Kind::Departments, &one.actor);
        if one.actor.is_ascii() && !known {
            let names = draft.departments.iter().map(|known| (&*known.value.id, &*known.value.short_name));
            out.error("P085", at.key("actor").spot(), format!("没有编号为 {} 的部门", one.actor))
                .hint_if_some(meant(&one.actor, names));
        }
    }
}

/// What needs two at least.
fn several(draft: &Draft<'_>, theme: &Placed<'_, ThemeDraft>, out: &mut Diagnostics) {
    for (index, one) in theme.value.exclusive.iter().enumerate() {
        let at = theme.at.key("exclusive").index(index);
        items(draft, &theme.value, &one.items, at.key("items"), out);
        if one.items.len() < 2 {
            out.error("P085", at.key("id").spot(), "只能选一样的，至少要写两样").hint("请补上 items");
        }
    }
    for (index, one) in theme.value.joint.iter().enumerate() {
        let at = theme.at.key("joint").index(index);
        items(draft, &theme.value, &one.items, at.key("items"), out);
        for (index, id) in one.materials.iter().enumerate() {
            material(draft, id, at.key("materials").index(index).spot(), out);
        }
        if one.items.len() < 2 && one.materials.len() < 2 {
            out.error("P085", at.key("id").spot(), "合起来办的，至少要写两样")
                .hint("请补上 items 或者 materials");
        }
    }
}

fn items(draft: &Draft<'_>, theme: &ThemeDraft, ids: &[ItemId], at: At<'_>, out: &mut Diagnostics) {
    for (index, id) in ids.iter().enumerate().filter(|(_, id)| !theme.has_item(id)) {
        let names = theme.items.iter();
        let names =
            names.map(|entry| (&*entry.item, draft.item(&entry.item).map_or("", |item| &*item.value.name)));
        out.error("P085", at.index(index).spot(), format!("本主题没有事项 {id}"))
            .hint_if_some(meant(id, names));
    }
}

fn material(draft: &Draft<'_>, id: &MaterialId, spot: Spot<'_>, out: &mut Diagnostics) {
    if draft.material(id).is_none() && !draft.is_obscure(Kind::Materials, id) {
        let names = draft.materials.iter().map(|known| (&*known.value.id, &*known.value.name));
        out.error("P085", spot, format!("没有编号为 {id} 的材料")).hint_if_some(meant(id, names));
    }
}
