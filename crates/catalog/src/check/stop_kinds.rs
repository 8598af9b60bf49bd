//! P081 障碍的种类和出路写得不对
//!
//! 障碍有四种：block 办不了；warn 只提醒；acknowledge 申请人看清楚、书面确认以后转人工办；
//! hand_over 转到别处办。要确认的要有编号（id），确认的记录靠它；转到别处的要写去哪里（to）；
//! 只提醒的不能拦事项。出路（ways）里的 change 写本主题要改的那一问，theme 写改走的主题。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    model::{Stop, StopKind},
    read::draft::{At, Draft, Kind, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, stop) in theme.value.stops.iter().enumerate() {
            let at = theme.at.key("stops").index(index);
            kind(stop, at, out);
            destination(draft, stop, at, out);
            ways(draft, &theme.value, stop, at, out);
        }
    }
}

fn kind(stop: &Stop, at: At<'_>, out: &mut Diagnostics) {
    let (fault, hint) = match stop.kind {
        StopKind::Acknowledge if stop.id.is_none() => ("要书面确认的障碍没有编号", "请补上 id"),
        StopKind::Acknowledge if stop.blocks.is_empty() => {
            ("确认以后没有什么可以办", "请在 blocks 写上确认以后才办的事项，或者把 kind 改成 warn")
        }
        StopKind::HandOver if stop.to.is_none() => ("没有写转到哪里去", "请补上 to"),
        StopKind::Warn if !stop.blocks.is_empty() => {
            ("只提醒的障碍不能拦事项", "请删去 blocks，或者把 kind 改成 block")
        }
        _ => return,
    };
    out.error("P081", at.key("kind").spot(), fault).hint(hint);
}

/// Words that look like an id must be one.
fn destination(draft: &Draft<'_>, stop: &Stop, at: At<'_>, out: &mut Diagnostics) {
    let Some(to) = stop.to.as_deref().filter(|to| to.is_ascii()) else { return };
    if draft.department(to).is_none() && !draft.is_obscure(Kind::Departments, to) {
        let names = draft.departments.iter().map(|known| (&*known.value.id, &*known.value.short_name));
        out.error("P081", at.key("to").spot(), format!("没有编号为 {to} 的部门"))
            .hint_if_some(meant(to, names));
    }
}

fn ways(draft: &Draft<'_>, theme: &ThemeDraft, stop: &Stop, at: At<'_>, out: &mut Diagnostics) {
    for (index, way) in stop.ways.iter().enumerate() {
        let at = at.key("ways").index(index);
        if let Some(change) = &way.change {
            match theme.situation(change) {
                Some(situation) if situation.derived.is_none() => {}
                Some(_) => {
                    out.error("P081", at.key("change").spot(), format!("{change} 是算出来的，没有人能改"))
                        .hint("请写它所看的那一问");
                }
                None => {
                    let names = theme.situations.iter().map(|known| (&*known.id, &*known.question));
                    let message = format!("本主题没有编号为 {change} 的情形");
                    out.error("P081", at.key("change").spot(), message).hint_if_some(meant(change, names));
                }
            }
        }
        if let Some(other) = &way.theme
            && draft.theme(other).is_none()
            && !draft.is_obscure(Kind::Themes, other)
        {
            let names = draft.themes.iter().map(|known| (&*known.value.id, &*known.value.name));
            out.error("P081", at.key("theme").spot(), format!("没有编号为 {other} 的主题"))
                .hint_if_some(meant(other, names));
        }
    }
}
