//! P062 问不到的问题
//!
//! 提问的条件（ask_when）永远不成立，这一问就谁也不会碰到，它的选项谁也选不了。
//! 请核对条件里的选项，或者删去这一问。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, situation) in theme.theme.situations.iter().enumerate() {
            if situation.is_asked() && theme.proof.applies(index).is_never() {
                let spot = theme.part("situations", index, "ask_when").spot();
                out.error("P062", spot, format!("不论怎么回答都不会问“{}”", situation.question))
                    .hint("请核对条件里的选项，或者删去这一问");
            }
        }
    }
}
