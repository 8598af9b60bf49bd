//! P067 等一件来不了的事
//!
//! needs 的意思是“本办件里有它，就等它的结果”。两个事项从来不同时在办，等待就是空的，多半写错了事项或者条件。
//! 等的那件在办、却被障碍拦住时怎么办，由 if_blocked 说；没有说的，在别处办的就往下办，别的就一起停。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, entry) in theme.theme.items.iter().enumerate() {
            let present = &theme.present[index];
            if present.is_never() {
                continue;
            }
            for (position, need) in entry.needs.iter().enumerate() {
                let Some(other) = theme.theme.items.iter().position(|entry| entry.item == *need) else {
                    continue;
                };
                let names = [proven.catalog.item_name(&entry.item), proven.catalog.item_name(need)];
                let at = theme.part("items", index, "needs").index(position);
                let place = theme.theme.plan.items[index].needs.iter().position(|need| *need == other);
                let Some(place) = place else { continue };
                let together = present.and(&theme.present[other]).and(&theme.proof.waits(index, place));
                if together.is_never() {
                    out.error(
                        "P067",
                        at.spot(),
                        format!("“{}”等“{}”，可它们从来不同时办", names[0], names[1]),
                    )
                    .hint("请核对等的是哪一项，或者删去这个等待");
                }
            }
        }
    }
}
