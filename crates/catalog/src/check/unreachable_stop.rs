//! P063 起不了作用的障碍
//!
//! 障碍的条件永远不成立，该拦的就没有拦；或者条件成立时，它要拦的事项从来不在办，等于没有拦。
//! 只想说一句话、不拦事项的，请写成 notices。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, stop) in theme.theme.stops.iter().enumerate() {
            let claim = theme.proof.stop(index);
            let spot = theme.part("stops", index, "when").spot();
            if claim.is_never() {
                out.error("P063", spot, "不论怎么回答都碰不到这个障碍：条件永远不成立")
                    .hint("请核对选项，以及有没有要求两件不会同时发生的事");
                continue;
            }
            let (_, blocked) = &theme.theme.plan.stops[index];
            let bites = blocked.iter().any(|item| !claim.and(&theme.proof.wanted(*item)).is_never());
            if !stop.blocks.is_empty() && !bites {
                let shown = theme.shown(proven.catalog, &claim, |outcome| outcome.stops[index].is_true());
                out.error("P063", spot, "碰到这个障碍的时候，它要拦的事项都不在办")
                    .hint("请核对 blocks；只想说一句话的，请写成 notices")
                    .shown_by(shown);
            }
        }
    }
}
