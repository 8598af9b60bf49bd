//! Screens of a theme: which of its questions are asked together.

use super::{record::Record, theme::answer};
use crate::{
    answers::Answer,
    ids::SituationId,
    model::{Exception, Screen, Situation, SituationType},
};

pub(super) fn screens(r: &mut Record<'_, '_>, situations: &[Situation]) -> Vec<Screen> {
    let screens = r.list("screens", "提问的页", |r| screen(r, situations));
    Screen::complete(screens, situations)
}

fn screen(r: &mut Record<'_, '_>, situations: &[Situation]) -> Screen {
    Screen {
        id: r.text("id"),
        topic: r.text("topic"),
        ask: r.texts("ask").into_iter().map(SituationId::from).collect(),
        exceptions: r.list("exceptions", "少见的情况", |r| exception(r, situations)),
    }
}

fn exception(r: &mut Record<'_, '_>, situations: &[Situation]) -> Exception {
    r.period();
    let situation = SituationId::from(r.text("situation"));
    let known = situations.iter().find(|known| known.id == situation);
    // A question that does not exist is complained of by the check.
    let kind = known.map_or(SituationType::Boolean, |known| known.kind);
    let ordinary = r.required_raw("ordinary").and_then(|node| {
        let read = answer(node, kind);
        if read.is_none() && known.is_some() {
            r.complain(node, "ordinary 要写这一问的一个回答：是否写 true 或 false，数写一个数，单选写编号，多选写编号的列表");
        }
        read
    });
    Exception {
        situation,
        ordinary: ordinary.unwrap_or(Answer::Bool(false)),
        label: r.text("label"),
        certain: r.flag("certain", true),
    }
}
