//! Items under the answers.

use super::{Entry, View, acts, after, reasons};
use crate::{
    assessment::{AssessedItem, AssessedStep, State},
    condition::node::Node,
};

/// Every item of the theme, in its order.
pub(super) fn items(view: &View<'_>) -> Vec<AssessedItem> {
    view.entries().map(|entry| assessed(view, entry)).collect()
}

fn assessed(view: &View<'_>, entry: Entry<'_>) -> AssessedItem {
    let item = entry.item;
    let is_done = matches!(entry.state, State::In | State::Open);
    AssessedItem {
        id: item.id.clone(),
        name: item.name.clone(),
        department: item.department.clone(),
        department_name: view.catalog.department_name(&item.department).to_owned(),
        state: entry.state,
        why: why(view, entry),
        needs: view.needs(entry),
        repeat: entry.plan.repeat.filter(|_| is_done).map(|slot| view.count(slot)),
        working_days: working_days(view, entry),
        statutory_days: item.statutory_limit.working_days,
        kind: item.kind.clone(),
        basis: item.basis.clone(),
        conditions: item.conditions.clone(),
        steps: steps(view, entry),
        results: item.results.iter().map(|result| result.name.clone()).collect(),
        commitment: item.commitment,
        deferral: item.deferral,
        on_site: item.on_site.clone(),
        beyond_reason: beyond_reason(entry),
        blocked_by: blocked_by(view, entry),
        held_by: acts::held_by(view, entry),
        not_needed: if entry.state == State::Out {
            after::not_needed(view, Some(&item.id))
        } else {
            Vec::new()
        },
        calendar_days: item.statutory_limit.calendar_days,
        supervised: item.steps.iter().any(|step| is_ours(view, &step.actor)) || item.steps.is_empty(),
        parties: if is_done { acts::parties(view, entry) } else { Vec::new() },
        together: item.together,
        applied_by: acts::applied_by(view, entry).filter(|_| is_done),
        path: acts::path(view, entry).filter(|_| is_done),
        certain: item.certain && entry.entry.certain,
    }
}

/// The promised limit in working days on the path that the answers choose.
pub(super) fn working_days(view: &View<'_>, entry: Entry<'_>) -> u32 {
    let variants = entry.plan.variants.range().zip(&entry.item.limit_variants);
    let chosen = variants.filter(|(index, _)| view.used(*index).is_true()).map(|(_, (_, days))| *days).next();
    chosen.unwrap_or(entry.item.promised_limit.working_days)
}

fn steps(view: &View<'_>, entry: Entry<'_>) -> Vec<AssessedStep> {
    let steps = entry.plan.steps.range().zip(&entry.item.steps);
    steps
        .filter(|(index, _)| !view.used(*index).is_false())
        .map(|(_, step)| AssessedStep {
            name: step.name.clone(),
            actor: view.catalog.department_name(&step.actor).to_owned(),
            working_days: step.working_days,
            supervised: is_ours(view, &step.actor),
        })
        .collect()
}

/// Whether an actor's clock is the government's: not that of a hospital, a bank, an insurer.
fn is_ours(view: &View<'_>, actor: &str) -> bool {
    view.catalog.departments.get(actor).is_none_or(|department| department.kind != "outside")
}

fn beyond_reason(entry: Entry<'_>) -> Option<String> {
    let reason = entry.entry.beyond_reason.clone();
    entry.entry.beyond_annex.then(|| reason.unwrap_or_else(|| "不办这一项，这件事不能依法办成".to_owned()))
}

fn blocked_by(view: &View<'_>, entry: Entry<'_>) -> Vec<String> {
    if entry.state != State::Blocked {
        return Vec::new();
    }
    let stops = entry.plan.stops.iter().filter(|stop| view.outcome.blocking[**stop].is_true());
    stops.map(|stop| view.theme.stops[*stop].message.clone()).collect()
}

fn why(view: &View<'_>, entry: Entry<'_>) -> Vec<String> {
    let when = &entry.plan.when;
    let mut why = match entry.state {
        State::Open => {
            let mut why = reasons::depends_on(view, when);
            let stops = entry.plan.stops.iter().map(|stop| &view.plan.stops[*stop].0);
            for sentence in stops.flat_map(|stop| reasons::depends_on(view, stop)) {
                if !why.contains(&sentence) {
                    why.push(sentence);
                }
            }
            why
        }
        _ if *when == Node::TRUE => vec!["这件事必办的事项".to_owned()],
        _ => reasons::because(view, when),
    };
    if entry.state == State::Blocked {
        let stops = entry.plan.stops.iter().filter(|stop| view.outcome.blocking[**stop].is_true());
        for sentence in stops.flat_map(|stop| reasons::because(view, &view.plan.stops[*stop].0)) {
            if !why.contains(&sentence) {
                why.push(sentence);
            }
        }
    }
    if entry.state == State::In
        && let Some(reason) = beyond_reason(entry)
    {
        why.push(format!("配合部门名单之外，但必须办：{reason}"));
    }
    why
}
