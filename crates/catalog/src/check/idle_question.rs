//! P065 答什么都一样的问题
//!
//! 一个问题不论怎么回答，要办的事、要交的材料、要填的栏、环节、时限、障碍、提示都一样，就不该问群众。
//! 只为统计或告知而问的，请写明 informative: true。

use super::proven::{Proven, ProvenTheme};
use crate::{condition::node::Node, diagnostics::Diagnostics};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        let told = theme.proof.told();
        for (index, situation) in theme.theme.situations.iter().enumerate() {
            let asked = situation.derived.is_none() && !theme.proof.applies(index).is_never();
            if !asked || situation.informative || is_written_down(theme, index) {
                continue;
            }
            if !theme.proof.turns(index, told.iter()) {
                let spot = theme.part("situations", index, "question").spot();
                out.error("P065", spot, format!("“{}”不论怎么回答，结果都一样", situation.question))
                    .hint("请删去这一问；只为告知而问的，写上 informative: true");
            }
        }
    }
}

/// The answer stands on the form of an item, or says how often it is done.
fn is_written_down(theme: &ProvenTheme<'_, '_>, situation: usize) -> bool {
    let asked = theme.proof.applies(situation);
    let plan = &theme.theme.plan;
    let by_rows = plan.row_slots.iter().any(|(slot, items)| {
        usize::from(*slot) == situation
            && items.iter().any(|item| !asked.and(&theme.present[*item]).is_never())
    });
    by_rows
        || is_reckoned_with(theme, situation)
        || plan.items.iter().enumerate().any(|(index, plan)| {
            let present = asked.and(&theme.present[index]);
            let fills = plan.fields.range().zip(&plan.field_slots).any(|(used, slot)| {
                slot.is_some_and(|slot| usize::from(slot) == situation)
                    && !present.and(&theme.proof.used(used)).is_never()
            });
            let repeats = plan.repeat.is_some_and(|slot| usize::from(slot) == situation);
            fills || repeats && !present.is_never()
        })
}

/// A figure is reckoned from the answer, be it through answers that are computed.
fn is_reckoned_with(theme: &ProvenTheme<'_, '_>, situation: usize) -> bool {
    let plan = &theme.theme.plan;
    let mut slots: Vec<usize> = Vec::new();
    let look = |node: &Node, slots: &mut Vec<usize>| {
        node.occurring(&mut |slot| {
            if !slots.contains(&usize::from(slot)) {
                slots.push(usize::from(slot));
            }
        });
    };
    plan.figures.iter().for_each(|(_, value)| look(value, &mut slots));
    // How often an item is done may be reckoned as well.
    slots.extend(plan.items.iter().filter_map(|item| item.repeat).map(usize::from));
    let mut at = 0;
    while at < slots.len() {
        if let Some(known) = plan.situations.get(slots[at]) {
            look(known.derived.as_ref().unwrap_or(&known.ask_when), &mut slots);
        }
        at += 1;
    }
    slots.contains(&situation)
}
