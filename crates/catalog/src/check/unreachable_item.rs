//! P060 到不了的事项
//!
//! 不论怎么回答都轮不到办的事项：要么它的条件永远不成立，要么条件一成立就总有障碍拦住它。
//! 写在主题里而谁也办不了，是空头承诺。没有一个主题用到的事项也一样，群众找不到它。

use super::proven::Proven;
use crate::{assessment::State, diagnostics::Diagnostics};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, entry) in theme.theme.items.iter().enumerate() {
            if !theme.present[index].is_never() {
                continue;
            }
            let name = proven.catalog.item_name(&entry.item);
            let blocked = theme.proof.blocked(index);
            if blocked.is_never() {
                let spot = theme.part("items", index, "when").spot();
                out.error("P060", spot, format!("不论怎么回答都不会办“{name}”：条件永远不成立"))
                    .hint("请核对选项，以及有没有要求两件不会同时发生的事");
            } else {
                let spot = theme.part("items", index, "item").spot();
                let shown = theme
                    .shown(proven.catalog, &blocked, |outcome| outcome.items[index].state == State::Blocked);
                out.error("P060", spot, format!("“{name}”要办的时候总有障碍拦住它"))
                    .hint("请核对障碍的条件，或者从主题里删去这个事项")
                    .shown_by(shown);
            }
        }
    }
    if !proven.is_whole() {
        return;
    }
    let used = |id: &crate::ids::ItemId| {
        proven.catalog.themes.iter().any(|theme| theme.items.iter().any(|entry| entry.item == *id))
    };
    for item in proven.catalog.items.values().filter(|item| !used(&item.id)) {
        if let Some(at) = proven.spots.items.get(&item.id) {
            out.warning("P060", at.key("id").spot(), format!("没有一个主题用到“{}”", item.name))
                .hint("请把它写进一个主题的 items，或者删去这个文件");
        }
    }
}
