//! P024 条件没有办法完全证明
//!
//! 几个要填的数互相比较（例如人数和面积比），程序把它们的每一种大小关系都试一遍；比较得太多、系数太大，试不完，
//! 就证明不了：请少比较几个数，或者改成和一个写定的数比较。
//!
//! 条件里直接用了年龄、退休月份这样的算法，或者两个答案相乘的，证明时把算出来的数当作什么数都可能：
//! 到得了的不会说成到不了，到不了的可能没有查出来。能写成一个问题（用 computed 算出答案）的，请写成问题。

use super::proven::{Proven, ProvenTheme};
use crate::{
    condition::node::Node,
    diagnostics::{Diagnostics, Level},
    read::draft::At,
};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for at in &proven.too_many {
        out.error("P024", at.name("situations"), "几个数互相比较的方式太多，没有办法逐一证明")
            .hint("请少比较几个数，或者改成和一个写定的数比较");
    }
    for theme in &proven.themes {
        let plan = &theme.theme.plan;
        for (index, situation) in plan.situations.iter().enumerate() {
            look(theme, &situation.ask_when, theme.part("situations", index, "ask_when"), out);
            if let Some(derived) = &situation.derived {
                look(theme, derived, theme.part("situations", index, "derived"), out);
            }
        }
        for (index, item) in plan.items.iter().enumerate() {
            look(theme, &item.when, theme.part("items", index, "when"), out);
        }
        for (index, (when, _)) in plan.stops.iter().enumerate() {
            look(theme, when, theme.part("stops", index, "when"), out);
        }
        for (index, when) in plan.notices.iter().enumerate() {
            look(theme, when, theme.part("notices", index, "when"), out);
        }
    }
}

fn look(theme: &ProvenTheme<'_, '_>, node: &Node, at: At<'_>, out: &mut Diagnostics) {
    if theme.proof.assumes(node) {
        out.found(Level::Note, "P024", at.spot(), "条件里直接用了算法，证明时只能当作什么数都可能")
            .hint("请写成一个问题，用 computed 算出答案");
    }
}
