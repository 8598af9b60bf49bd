//! Around the decision: what has to be had first, what departments do together, what has to be in
//! place before opening, and what the citizen has to do afterwards, by when.

use jiff::civil::Date;

use super::{Entry, View, figures};
use crate::{
    assessment::{
        AssessedExclusive, AssessedJoint, AssessedObligation, AssessedOpening, AssessedPrerequisite, State,
    },
    condition::node::{Node, Value},
    ids::{ItemId, MaterialId},
    model::{Base, Catalog, NoticeKind, Obligation, Period, Unit},
    reckon,
};

/// What the citizen has to do, of the theme and of the items that are in.
pub(super) fn obligations(view: &View<'_>) -> Vec<AssessedObligation> {
    let of_theme = view.theme.obligations.iter().zip(&view.plan.obligations).map(|pair| (None, pair));
    let of_items = view.present().flat_map(|entry| {
        let item = &entry.item.id;
        entry.item.obligations.iter().zip(&entry.plan.obligations).map(move |pair| (Some(item), pair))
    });
    of_theme
        .chain(of_items)
        .filter(|(_, (_, nodes))| nodes.when.evaluate(&view.outcome.values).is_true())
        .map(|(item, (obligation, nodes))| assessed(view, item, obligation, nodes.base.as_ref()))
        .collect()
}

fn assessed(
    view: &View<'_>,
    item: Option<&ItemId>,
    obligation: &Obligation,
    base: Option<&Node>,
) -> AssessedObligation {
    let from = match base.map(|node| node.evaluate(&view.outcome.values)) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    let due = obligation.within.zip(from).map(|(period, from)| due(period, from, &view.catalog.calendar));
    AssessedObligation {
        id: obligation.id.clone(),
        item: item.cloned(),
        text: obligation.text.clone(),
        within: obligation.within,
        every: obligation.every,
        after: (&obligation.after).into(),
        met_by_item: obligation.met_by_item,
        limit: limit(view.catalog, item, obligation),
        due: due.map(|due| due.date),
        due_text: due.map(|due| figures::day(due.date)),
        due_estimated: due.is_some_and(|due| due.estimated),
        consequence: obligation.consequence.clone(),
        law: obligation.law.clone(),
        certain: obligation.certain,
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
    let from = match &obligation.after {
        Base::Result => item
            .map_or_else(|| "办好以后".to_owned(), |item| format!("“{}”办好以后", catalog.item_name(item))),
        Base::Element { element } => format!("从{}起", catalog.element_label(element)),
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
        .filter(|(_, when)| when.evaluate(&view.outcome.values).is_true())
        .map(|(one, _)| AssessedPrerequisite {
            id: one.id.clone(),
            name: one.name.clone(),
            actor: view.catalog.department_name(&one.actor).to_owned(),
            items: concerned(view, &one.items),
            material: one.material.clone(),
            before_handing_in: one.before_handing_in,
            note: one.note.clone(),
            law: one.law.clone(),
            certain: one.certain,
        })
        .filter(|one| !one.items.is_empty())
        .collect()
}

/// Those of the items that are part of the thing under the answers, done or blocked.
fn concerned(view: &View<'_>, items: &[ItemId]) -> Vec<ItemId> {
    let entries = view.entries().filter(|entry| matches!(entry.state, State::In | State::Blocked));
    entries.map(|entry| entry.item.id.clone()).filter(|item| items.contains(item)).collect()
}

/// What departments do together: where two items or two papers meet.
pub(super) fn joint(view: &View<'_>, listed: &[MaterialId]) -> Vec<AssessedJoint> {
    let inspected: Vec<&ItemId> =
        view.present().filter(|entry| is_inspected(view, *entry)).map(|entry| &entry.item.id).collect();
    let joint = view.theme.joint.iter().map(|joint| AssessedJoint {
        id: joint.id.clone(),
        kind: joint.kind,
        text: joint.text.clone(),
        items: joint.items.iter().filter(|item| inspected.contains(item)).cloned().collect(),
        materials: joint.materials.iter().filter(|id| listed.contains(id)).cloned().collect(),
        law: joint.law.clone(),
        certain: joint.certain,
    });
    joint.filter(|joint| joint.items.len() > 1 || joint.materials.len() > 1).collect()
}

/// Whether somebody comes to look at the place, on the path that the answers take.
fn is_inspected(view: &View<'_>, entry: Entry<'_>) -> bool {
    let mut steps = entry.plan.steps.range().zip(&entry.item.steps);
    steps.any(|(index, step)| step.name.contains("现场") && !view.used(index).is_false())
}

/// Items of which only one may be granted, where the answers lead to several.
pub(super) fn exclusive(view: &View<'_>) -> Vec<AssessedExclusive> {
    let present: Vec<&ItemId> = view.present().map(|entry| &entry.item.id).collect();
    let exclusive = view.theme.exclusive.iter().map(|one| AssessedExclusive {
        id: one.id.clone(),
        items: one.items.iter().filter(|item| present.contains(item)).cloned().collect(),
        message: one.message.clone(),
        law: one.law.clone(),
        certain: one.certain,
    });
    exclusive.filter(|one| one.items.len() > 1).collect()
}

/// The checklist before opening.
pub(super) fn opening(view: &View<'_>) -> Vec<AssessedOpening> {
    let notices = view.theme.notices.iter().zip(&view.outcome.notices);
    notices
        .filter(|(notice, applies)| notice.kind == NoticeKind::Opening && applies.is_true())
        .map(|(notice, _)| AssessedOpening {
            text: notice.message.clone(),
            items: concerned(view, &notice.items),
            law: notice.law.clone(),
            certain: notice.certain,
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
