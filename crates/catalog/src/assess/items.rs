//! Items under the answers.

use std::sync::Arc;

use super::{Entry, Look, Told, View, acts, after, why::Why};
use crate::assessment::{AssessedItem, AssessedStep, State};

/// Every item of the theme, in its order.
pub(super) fn items(view: &View<'_>, told: &Arc<Told>) -> Vec<AssessedItem> {
    view.entries().map(|entry| assessed(view, told, entry)).collect()
}

fn assessed(view: &View<'_>, told: &Arc<Told>, entry: Entry<'_>) -> AssessedItem {
    let is_done = matches!(entry.state, State::In | State::Open);
    AssessedItem {
        facts: Arc::clone(&entry.sheet.facts),
        state: entry.state,
        why: Why::item(told, entry.index),
        needs: view.needs(entry),
        repeat: entry.plan.repeat.filter(|_| is_done).map(|slot| view.count(slot)),
        working_days: working_days(view, entry),
        steps: steps(view, entry),
        blocked_by: blocked_by(view, entry),
        held_by: acts::held_by(view, entry),
        not_needed: if entry.state == State::Out {
            after::not_needed(view, Some(&entry.item.id))
        } else {
            Vec::new()
        },
        parties: if is_done { acts::parties(view, entry) } else { Vec::new() },
        applied_by: acts::applied_by(view, entry).filter(|_| is_done),
        path: acts::path(view, entry).filter(|_| is_done),
    }
}

/// The promised limit in working days on the path that the answers choose.
pub(super) fn working_days(view: &Look<'_>, entry: Entry<'_>) -> u32 {
    let chosen = variant(view, entry).map(|nth| entry.sheet.variant_days[nth]);
    chosen.unwrap_or(entry.sheet.promised_days)
}

/// Which variant of the limit the answers choose; none where it is the ordinary one.
pub(super) fn variant(view: &Look<'_>, entry: Entry<'_>) -> Option<usize> {
    entry.plan.variants.range().position(|index| view.used_by(entry, index).is_true())
}

fn steps(view: &View<'_>, entry: Entry<'_>) -> Arc<[AssessedStep]> {
    let mut values = entry.plan.steps.range().map(|index| view.used_by(entry, index));
    if !values.any(|value| value.is_false()) {
        return Arc::clone(&entry.sheet.steps);
    }
    let steps = entry.plan.steps.range().zip(entry.sheet.steps.iter());
    steps.filter(|(index, _)| !view.used_by(entry, *index).is_false()).map(|(_, step)| step.clone()).collect()
}

fn blocked_by(view: &View<'_>, entry: Entry<'_>) -> Vec<String> {
    if entry.state != State::Blocked {
        return Vec::new();
    }
    let stops = entry.plan.stops.iter().filter(|stop| view.outcome.blocking[**stop].is_true());
    stops.map(|stop| view.sheet.stops[*stop].message.clone()).collect()
}
