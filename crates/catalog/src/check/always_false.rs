//! P023 条件永远不成立
//!
//! 不论怎么回答条件都不成立，写在后面的提示、栏目、环节、时限就永远用不上：多半是选项写错了，
//! 或者要求了两件不会同时发生的事。事项里的条件，要在用到它的每个主题里都不成立才算。
//! 到不了的事项、障碍、问题、材料另有编号（P060 到 P064）。

use super::{
    always_true::is_computed,
    proven::{Proven, Use},
};
use crate::{
    diagnostics::{Diagnostics, Spot},
    plan::ItemPlan,
};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for index in 0..theme.theme.situations.len() {
            if is_computed(theme.theme, index)
                && theme.proof.truth(index).is_some_and(|truth| truth.is_never())
            {
                complain(theme.part("situations", index, "derived").spot(), "算出来的总是“否”", out);
            }
        }
        for index in 0..theme.theme.notices.len() {
            if theme.proof.notice(index).is_never() {
                complain(theme.part("notices", index, "when").spot(), "这句话从来不说", out);
            }
        }
    }
    for (item, at, uses) in proven.items() {
        let reached = uses.iter().any(|one| !one.theme.present[one.index].is_never());
        let never = |index: &dyn Fn(&ItemPlan) -> usize| {
            let used = |one: &Use<'_, '_, '_>| {
                one.theme.present[one.index].and(&one.theme.proof.used(index(one.plan)))
            };
            reached && uses.iter().all(|one| used(one).is_never())
        };
        for index in 0..item.fields.len() {
            if never(&|plan| plan.fields.start + index) {
                complain(at.key("fields").index(index).key("when").spot(), "这一栏从来不填", out);
            }
        }
        for index in 0..item.steps.len() {
            if never(&|plan| plan.steps.start + index) {
                complain(at.key("steps").index(index).key("when").spot(), "这个环节从来没有", out);
            }
        }
        for index in 0..item.limit_variants.len() {
            if never(&|plan| plan.variants.start + index) {
                let at = at.key("promised_limit").key("variants").index(index).key("when");
                complain(at.spot(), "这个时限从不适用", out);
            }
        }
    }
}

fn complain(spot: Spot<'_>, what: &str, out: &mut Diagnostics) {
    out.error("P023", spot, format!("不论怎么回答，{what}：条件永远不成立"))
        .hint("请核对选项，以及有没有要求两件不会同时发生的事");
}
