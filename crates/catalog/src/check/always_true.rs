//! P022 条件总是成立
//!
//! 条件不论怎么回答都成立，写了等于没写：多半是少写了一个“不”，或者另一个条件已经管住了它。
//! 确实总要的，请删去这个条件，读的人就不用去想它。事项里的条件，要在用到它的每个主题里都总成立才算。
//! 主题自己定死的情形，写 derived: "true" 或 derived: "false"，不算。

use super::proven::Proven;
use crate::{
    diagnostics::{Diagnostics, Spot},
    model::{SituationType, Theme},
    plan::ItemPlan,
    prove::Claim,
};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, situation) in theme.theme.situations.iter().enumerate() {
            if situation.ask_when.is_some() && situation.derived.is_some() {
                let spot = theme.part("situations", index, "ask_when").spot();
                out.warning("P022", spot, "算出来的情形从来不问，提问的条件没有用").hint("请删去 ask_when");
            } else if situation.ask_when.is_some() && theme.proof.applies(index).is_always() {
                complain(theme.part("situations", index, "ask_when").spot(), "这一问总要问", out);
            }
            if is_computed(theme.theme, index)
                && theme.proof.truth(index).is_some_and(|truth| truth.is_always())
            {
                complain(theme.part("situations", index, "derived").spot(), "算出来的总是“是”", out);
            }
        }
        for (index, entry) in theme.theme.items.iter().enumerate() {
            if entry.when.is_some() && theme.proof.wanted(index).is_always() {
                complain(theme.part("items", index, "when").spot(), "这个事项总要办", out);
            }
        }
        for index in 0..theme.theme.stops.len() {
            if theme.proof.stop(index).is_always() {
                complain(theme.part("stops", index, "when").spot(), "这个障碍总是有", out);
            }
        }
        for (index, notice) in theme.theme.notices.iter().enumerate() {
            if notice.when.is_some() && theme.proof.notice(index).is_always() {
                complain(theme.part("notices", index, "when").spot(), "这句话总是说", out);
            }
        }
    }
    inside_items(proven, out);
}

/// Whether a yes or no is computed from answers, and not settled by the theme as `true` or `false`.
pub(super) fn is_computed(theme: &Theme, situation: usize) -> bool {
    let known = &theme.situations[situation];
    let settled = |derived: &String| matches!(derived.trim(), "true" | "false");
    known.kind == SituationType::Boolean && known.derived.as_ref().is_some_and(|derived| !settled(derived))
}

fn inside_items(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for (item, at, uses) in proven.items() {
        // Of something that never holds nothing else is said.
        let always = |index: &dyn Fn(&ItemPlan) -> usize| {
            let each = uses.iter().map(|one| {
                let present = &one.theme.present[one.index];
                (present, present.and(&one.theme.proof.used(index(one.plan))))
            });
            let each: Vec<(&Claim, Claim)> = each.collect();
            each.iter().any(|(_, used)| !used.is_never())
                && each.iter().all(|(present, used)| **present == *used)
        };
        for (index, used) in item.materials.iter().enumerate() {
            if used.when.is_some() && always(&|plan| plan.materials.start + index) {
                complain(at.key("materials").index(index).key("when").spot(), "这份材料总要", out);
            }
        }
        for (index, used) in item.fields.iter().enumerate() {
            if used.when.is_some() && always(&|plan| plan.fields.start + index) {
                complain(at.key("fields").index(index).key("when").spot(), "这一栏总要填", out);
            }
        }
        for (index, step) in item.steps.iter().enumerate() {
            if step.when.is_some() && always(&|plan| plan.steps.start + index) {
                complain(at.key("steps").index(index).key("when").spot(), "这个环节总是有", out);
            }
        }
        for index in 0..item.limit_variants.len() {
            if always(&|plan| plan.variants.start + index) {
                let at = at.key("promised_limit").key("variants").index(index).key("when");
                complain(at.spot(), "这个时限总是适用", out);
            }
        }
    }
}

fn complain(spot: Spot<'_>, what: &str, out: &mut Diagnostics) {
    out.warning("P022", spot, format!("不论怎么回答，{what}：条件写了等于没写"))
        .hint("确实总要的，请删去条件；不是的，请核对条件");
}
