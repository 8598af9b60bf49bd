//! P086 分行填的写得不对
//!
//! rows 写本主题里表单的哪一段一人一行：section 要是表单的分段，by 要是答一个数的情形，
//! common（所有人一样、只问一次）的要是这一段的数据项；最少的不能多于最多的；
//! 单独办的行（apart）写的要是本主题的事项，
//! 等到什么办好（waits_for）写的要是本主题的 prerequisites。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    model::{Rows, SituationType},
    read::draft::{At, Draft, Kind, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, rows) in theme.value.rows.iter().enumerate() {
            one(draft, &theme.value, rows, theme.at.key("rows").index(index), out);
        }
    }
}

fn one(draft: &Draft<'_>, theme: &ThemeDraft, rows: &Rows, at: At<'_>, out: &mut Diagnostics) {
    let known = draft.sections.iter().any(|section| section.value.id == rows.section);
    if !known && !draft.is_obscure(Kind::Sections, &rows.section) {
        let names = draft.sections.iter().map(|known| (&*known.value.id, &*known.value.title));
        let message = format!("没有编号为 {} 的表单分段", rows.section);
        out.error("P086", at.key("section").spot(), message).hint_if_some(meant(&rows.section, names));
    }
    if let Some(by) = &rows.by {
        let kind = theme.situation(by).map(|situation| situation.kind);
        if kind != Some(SituationType::Number) {
            let names = theme.situations.iter().map(|known| (&*known.id, &*known.question));
            out.error("P086", at.key("by").spot(), format!("本主题没有编号为 {by}、答一个数的情形"))
                .hint_if_some(meant(by, names));
        }
    }
    for (index, id) in rows.common.iter().enumerate() {
        let within = draft.element(id).is_some_and(|element| element.value.section == rows.section);
        if !within && !draft.is_obscure(Kind::Elements, "") {
            let message = format!("{id} 不是这一段的数据项");
            out.error("P086", at.key("common").index(index).spot(), message);
        }
    }
    for (index, count) in rows.counts.iter().enumerate() {
        if count.least == 0 || count.most.is_some_and(|most| count.least > most) {
            let at = at.key("counts").index(index);
            out.error("P086", at.key("least").spot(), "最少的行数不对").hint("最少一行，不多于最多的行数");
        }
    }
    for (index, apart) in rows.apart.iter().enumerate() {
        let at = at.key("apart").index(index);
        if let Some(waited_for) = &apart.waits_for
            && !theme.prerequisites.iter().any(|known| known.id == *waited_for)
        {
            let names = theme.prerequisites.iter().map(|known| (&*known.id, &*known.name));
            let message = format!("本主题没有编号为 {waited_for} 的、要先在别处办好的事");
            out.error("P086", at.key("waits_for").spot(), message).hint_if_some(meant(waited_for, names));
        }
        let at = at.key("items");
        for (index, id) in apart.items.iter().enumerate().filter(|(_, id)| !theme.has_item(id)) {
            out.error("P086", at.index(index).spot(), format!("本主题没有事项 {id}"));
        }
    }
}
