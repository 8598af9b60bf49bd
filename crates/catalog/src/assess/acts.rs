//! Acts: who takes part, who applies, on which path, and what an item that is blocked does to those after it.

use std::sync::Arc;

use super::{Entry, View};
use crate::{
    assessment::{AssessedParty, AssessedPath, HeldBy, State},
    model::{AppliedBy, IfBlocked, StopKind},
};

/// Those without whom the item is not done.
pub(super) fn parties(view: &View<'_>, entry: Entry<'_>) -> Vec<Arc<AssessedParty>> {
    let parties = entry.sheet.parties.iter().zip(&entry.plan.parties);
    parties
        .filter(|(_, when)| !when.evaluate(&view.outcome.values).is_false())
        .map(|(party, _)| Arc::clone(party))
        .collect()
}

/// The path that the answers take; none while that is not known, and where there is one way alone.
pub(super) fn path(view: &View<'_>, entry: Entry<'_>) -> Option<Arc<AssessedPath>> {
    let mut paths = entry.sheet.paths.iter().zip(&entry.plan.paths);
    // An unknown path in front of a known one leaves it open.
    let (path, when) = paths.find(|(_, when)| !when.evaluate(&view.outcome.values).is_false())?;
    when.evaluate(&view.outcome.values).is_true().then(|| Arc::clone(path))
}

/// Who applies in place of the applicant.
pub(super) fn applied_by(view: &View<'_>, entry: Entry<'_>) -> Option<Arc<AppliedBy>> {
    let by = entry.sheet.applied_by.as_ref()?;
    entry.plan.applied_when.evaluate(&view.outcome.values).is_true().then(|| Arc::clone(by))
}

/// What the item waits for that is blocked, near or far.
pub(super) fn held_by(view: &View<'_>, entry: Entry<'_>) -> Vec<HeldBy> {
    if entry.state != State::In {
        return Vec::new();
    }
    let held = waits(view, entry.index).filter_map(|(need, if_blocked)| {
        let item = &view.theme.items[need].item;
        let name = view.catalog.item_name(item);
        let stops = stops(view, need, if_blocked)?;
        let text = if stops {
            format!("“{name}”现在办不了，这一项也要等它办好才能办")
        } else {
            format!("“{name}”在别处办好，拿到结果后接着办这一项")
        };
        Some(HeldBy { item: item.clone(), stops, text })
    });
    held.collect()
}

/// What an item waits for under the answers, with what its author says of the case that it is blocked.
fn waits<'a>(view: &View<'a>, item: usize) -> impl Iterator<Item = (usize, Option<IfBlocked>)> {
    let plan = &view.plan.items[item];
    let needs = plan.needs.iter().zip(&plan.need_whens).zip(&plan.if_blocked);
    needs
        .filter(|((_, when), _)| !when.evaluate(&view.outcome.values).is_false())
        .map(|((need, _), if_blocked)| (*need, *if_blocked))
}

/// Whether what is waited for stops the waiting; none where nothing is in its way. A circle of
/// waiting is a fault of the package that the check finds; `blocked_far` ends in it all the same.
fn stops(view: &View<'_>, need: usize, if_blocked: Option<IfBlocked>) -> Option<bool> {
    match view.outcome.items[need].state {
        State::Blocked => Some(match if_blocked {
            Some(said) => said == IfBlocked::Stop,
            None => !done_elsewhere(view, need),
        }),
        State::In if if_blocked != Some(IfBlocked::GoOn) && blocked_far(view, need) => Some(true),
        _ => None,
    }
}

/// Whether all that blocks an item hands it over to another place.
fn done_elsewhere(view: &View<'_>, item: usize) -> bool {
    let mut blocking =
        view.plan.items[item].stops.iter().filter(|stop| view.outcome.blocking[**stop].is_true());
    blocking.all(|stop| view.theme.stops[*stop].kind == StopKind::HandOver)
}

/// Whether an item that is in cannot be done since something behind it is blocked.
fn blocked_far(view: &View<'_>, item: usize) -> bool {
    let mut seen = vec![item];
    let mut at = 0;
    while at < seen.len() {
        for (need, if_blocked) in waits(view, seen[at]).collect::<Vec<_>>() {
            match (view.outcome.items[need].state, if_blocked) {
                (State::Blocked, Some(IfBlocked::Stop)) => return true,
                (State::Blocked, None) if !done_elsewhere(view, need) => return true,
                (State::In, None | Some(IfBlocked::Stop)) if !seen.contains(&need) => seen.push(need),
                _ => {}
            }
        }
        at += 1;
    }
    false
}
