//! Around the decision: what has to be had first, what departments do together, what has to be in
//! place before opening, and what the citizen has to do afterwards, by when.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Entry, View, figures};
use crate::{
    assessment::{
        AssessedExclusive, AssessedJoint, AssessedMaterial, AssessedObligation, AssessedOpening,
        AssessedPrerequisite, ObligationFacts, State,
    },
    condition::node::{Node, Value},
    ids::{ItemId, MaterialId},
    model::{Base, Catalog, NoticeKind, Obligation, Period, Unit},
    reckon,
};

/// What the citizen has to do, of the theme and of the items that are in.
pub(super) fn obligations(view: &View<'_>) -> Vec<AssessedObligation> {
    let of_theme = view.sheet.obligations.iter().zip(&view.plan.obligations);
    let of_items =
        view.present().flat_map(|entry| entry.sheet.obligations.iter().zip(&entry.plan.obligations));
    of_theme
        .chain(of_items)
        .filter(|(_, nodes)| nodes.when.evaluate(&view.outcome.values).is_true())
        .map(|(facts, nodes)| assessed(view, facts, nodes.base.as_ref()))
        .collect()
}

fn assessed(view: &View<'_>, facts: &Arc<ObligationFacts>, base: Option<&Node>) -> AssessedObligation {
    let from = match base.map(|node| node.evaluate(&view.outcome.values)) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    let due = facts.within.zip(from).map(|(period, from)| due(period, from, &view.catalog.calendar));
    AssessedObligation {
        facts: Arc::clone(facts),
        due: due.map(|due| due.date),
        due_text: due.map(|due| figures::day(due.date)),
        due_estimated: due.is_some_and(|due| due.estimated),
    }
}

/// The last day. A reminder rather comes early: calendar days are not moved past a holiday.
pub fn due(period: Period, from: Date, calendar: &workdays::Calendar) -> workdays::Due {
    let exactly = |date| workdays::Due { date, estimated: false };
    match period.unit {
        Unit::WorkingDays => calendar.add_working_days(from, period.count),
        Unit::CalendarDays => exactly(reckon::add_days(from, period.count)),
        Unit::Months => exactly(reckon::add_months(from, period.count)),
        Unit::Years => exactly(reckon::add_years(from, period.count)),
    }
}

/// The time in words: 从出生日期和时间起90天内.
pub(crate) fn limit(catalog: &Catalog, item: Option<&ItemId>, obligation: &Obligation) -> String {
    let label = |id: &str| catalog.element_label(id).to_owned();
    limit_words(item.map(|item| catalog.item_name(item)), label, obligation)
}

/// The same with the names at hand.
pub(super) fn limit_words(
    item: Option<&str>,
    label: impl Fn(&str) -> String,
    obligation: &Obligation,
) -> String {
    let from = match &obligation.after {
        Base::Result => item.map_or_else(|| "办好以后".to_owned(), |name| format!("“{name}”办好以后")),
        Base::Element { element } => format!("从{}起", label(element)),
        Base::Event { text } => text.clone(),
    };
    let period = match (obligation.within, obligation.every) {
        (Some(within), _) => format!("{}内", words(within)),
        (None, Some(Period { count: 1, unit: Unit::Years })) => "每年一次".to_owned(),
        (None, Some(every)) => format!("每{}一次", words(every)),
        (None, None) => String::new(),
    };
    format!("{from}{period}")
}

fn words(period: Period) -> String {
    let unit = match period.unit {
        Unit::CalendarDays => "天",
        Unit::WorkingDays => "个工作日",
        Unit::Months => "个月",
        Unit::Years => "年",
    };
    format!("{}{unit}", period.count)
}

/// What has to be had elsewhere for items that are in.
pub(super) fn prerequisites(view: &View<'_>) -> Vec<AssessedPrerequisite> {
    let prerequisites = view.theme.prerequisites.iter().zip(&view.plan.prerequisites);
    prerequisites
        .zip(&view.sheet.prerequisites)
        .filter(|((_, when), _)| when.evaluate(&view.outcome.values).is_true())
        .map(|((one, _), facts)| AssessedPrerequisite {
            facts: Arc::clone(facts),
            items: concerned(view, &one.items),
        })
        .filter(|one| !one.items.is_empty())
        .collect()
}

/// Those of the items that are part of the thing under the answers, done or blocked.
fn concerned(view: &View<'_>, items: &[ItemId]) -> Vec<ItemId> {
    if items.is_empty() {
        return Vec::new();
    }
    let entries = view.entries().filter(|entry| matches!(entry.state, State::In | State::Blocked));
    entries.map(|entry| &entry.item.id).filter(|item| items.contains(item)).cloned().collect()
}

/// What departments do together: where two items or two papers meet.
pub(super) fn joint(view: &View<'_>, materials: &[AssessedMaterial]) -> Vec<AssessedJoint> {
    let inspected =
        |id: &&ItemId| view.present().any(|entry| entry.item.id == **id && is_inspected(view, entry));
    let listed = |id: &&MaterialId| materials.iter().any(|material| material.id == **id);
    let joint = view.theme.joint.iter().zip(&view.sheet.joint).map(|(joint, facts)| AssessedJoint {
        facts: Arc::clone(facts),
        items: joint.items.iter().filter(inspected).cloned().collect(),
        materials: joint.materials.iter().filter(listed).cloned().collect(),
    });
    joint.filter(|joint| joint.items.len() > 1 || joint.materials.len() > 1).collect()
}

/// Whether somebody comes to look at the place, on the path that the answers take.
fn is_inspected(view: &View<'_>, entry: Entry<'_>) -> bool {
    let mut looks = entry.sheet.inspections.iter();
    looks.any(|step| !view.used(entry.plan.steps.start + step).is_false())
}

/// Items of which only one may be granted, where the answers lead to several.
pub(super) fn exclusive(view: &View<'_>) -> Vec<AssessedExclusive> {
    let is_present = |id: &&ItemId| view.present().any(|entry| entry.item.id == **id);
    let exclusive = view.theme.exclusive.iter().zip(&view.sheet.exclusive);
    exclusive
        .map(|(one, facts)| AssessedExclusive {
            facts: Arc::clone(facts),
            items: one.items.iter().filter(is_present).cloned().collect(),
        })
        .filter(|one| one.items.len() > 1)
        .collect()
}

/// The checklist before opening.
pub(super) fn opening(view: &View<'_>) -> Vec<AssessedOpening> {
    let notices = view.theme.notices.iter().zip(&view.sheet.opening).zip(&view.outcome.notices);
    notices
        .filter(|(_, applies)| applies.is_true())
        .filter_map(|((notice, facts), _)| {
            Some(AssessedOpening {
                facts: Arc::clone(facts.as_ref()?),
                items: concerned(view, &notice.items),
            })
        })
        .collect()
}

/// Why that item, or the whole thing, need not be done.
pub(super) fn not_needed(view: &View<'_>, item: Option<&ItemId>) -> Vec<String> {
    let notices = view.theme.notices.iter().zip(&view.outcome.notices);
    notices
        .filter(|(notice, applies)| notice.kind == NoticeKind::NotNeeded && applies.is_true())
        .filter(|(notice, _)| item.map_or(notice.items.is_empty(), |item| notice.items.contains(item)))
        .map(|(notice, _)| notice.message.clone())
        .collect()
}

/// The honest answer where nothing is left to be done and nothing stands in the way.
pub(super) fn nothing_needed(view: &View<'_>) -> Option<String> {
    let nothing = view.entries().all(|entry| entry.state == State::Out);
    let said = not_needed(view, None);
    let usual = || vec!["照您的回答，这件事没有要办的手续。".to_owned()];
    nothing.then(|| (if said.is_empty() { usual() } else { said }).join("；"))
}
