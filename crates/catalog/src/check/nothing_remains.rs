//! P066 答到最后什么也不用办，又没有说为什么
//!
//! 群众答完了问题，没有一件要办的事，也没有一句话告诉他为什么、该去哪里，这件事就断在半路上。
//! 请为这样的回答写一句提示（notices，kind: not_needed），说明为什么没有要办的、可以去哪里；依法办不了的，写成障碍（stops）。

use super::proven::Proven;
use crate::{assessment::State, diagnostics::Diagnostics, model::NoticeKind};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        let mut silent = theme.proof.always();
        for present in &theme.present {
            silent = silent.and_not(present);
        }
        for stop in 0..theme.theme.stops.len() {
            silent = silent.and_not(&theme.proof.stop(stop));
        }
        for (notice, known) in theme.theme.notices.iter().enumerate() {
            if known.kind == NoticeKind::NotNeeded && known.items.is_empty() {
                silent = silent.and_not(&theme.proof.notice(notice));
            }
        }
        let shown = theme.shown(proven.catalog, &silent, |outcome| {
            outcome.items.iter().all(|item| matches!(item.state, State::Out | State::Blocked))
                && outcome.stops.iter().all(|stop| stop.is_false())
                && theme.theme.notices.iter().zip(&outcome.notices).all(|(known, told)| {
                    known.kind != NoticeKind::NotNeeded || !known.items.is_empty() || told.is_false()
                })
        });
        if shown.is_some() {
            out.error("P066", theme.at.name("items"), "有的回答答到最后什么也不用办，又没有说为什么")
                .hint("请写一句提示（kind: not_needed），说明为什么没有要办的、可以去哪里")
                .shown_by(shown);
        }
    }
}
