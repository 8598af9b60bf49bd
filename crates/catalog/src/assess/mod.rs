//! Assess (评估): from somebody's answers to everything that follows from them.
//!
//! [`Plan::evaluate`](crate::plan::Plan::evaluate) finds out what holds, by
//! index; this module says it in words: what is to be done and why, what is to
//! be brought and filled in, who waits for whom, what it costs and saves.
//! Knows nothing of cases, storage or the time of day.

mod acts;
pub(crate) mod after;
mod answers;
mod computed;
mod fields;
mod figures;
pub(crate) mod graph;
mod groups;
mod items;
mod materials;
mod questions;
mod reasons;
mod rows;
mod savings;

pub use after::due;
pub use answers::{answer_text, check_answers, parse_answer};
pub use questions::answer_label;
pub use rows::rows_apart;

use crate::{
    answers::Answers,
    assessment::{AssessedFee, AssessedNotice, AssessedStop, Assessment, SettledElement, State, VisitReason},
    condition::node::{Slot, Value},
    ids::{ItemId, MaterialId},
    model::{Catalog, Item, MaterialUse, Theme, ThemeItem},
    plan::{ItemPlan, Outcome, Plan},
};

/// Everything that follows from the answers so far. Answers that do not fit
/// their question are passed over: see [`check_answers`].
pub fn assess(catalog: &Catalog, theme: &Theme, answers: &Answers) -> Assessment {
    let Some((filled, computed)) = computed::fill_in(theme, answers) else {
        return describe(catalog, theme, &theme.plan.evaluate(answers));
    };
    let mut assessment = describe(catalog, theme, &theme.plan.evaluate(&filled));
    for answered in &mut assessment.answered {
        answered.computed = computed.contains(&answered.id);
    }
    assessment
}

/// Says in words what the theme comes to.
pub fn describe(catalog: &Catalog, theme: &Theme, outcome: &Outcome) -> Assessment {
    let view = View { catalog, theme, plan: &theme.plan, outcome };
    let mut materials = materials::merged(&view);
    let any_of = groups::settle(&view, &mut materials);
    let listed: Vec<MaterialId> = materials.iter().map(|material| material.id.clone()).collect();
    let graph = graph::graph(&view);
    let visit_reasons = visit_reasons(&view);
    let savings = savings::savings(&view, &materials, &graph, !visit_reasons.is_empty());
    Assessment {
        complete: outcome.next.is_empty(),
        next: questions::next(&view),
        answered: questions::answered(&view),
        items: items::items(&view),
        fields: fields::merged(&view),
        stops: stops(&view),
        notices: notices(&view),
        figures: figures::figures(&view),
        prerequisites: after::prerequisites(&view),
        joint: after::joint(&view, &listed),
        exclusive: after::exclusive(&view),
        opening: after::opening(&view),
        obligations: after::obligations(&view),
        presence: theme.presence.clone(),
        rows: rows::rows(&view),
        nothing_needed: after::nothing_needed(&view),
        fees: fees(&view),
        visits: savings.after.visits,
        settled: settled(&view),
        version: catalog.version.clone(),
        materials,
        any_of,
        graph,
        savings,
        visit_reasons,
    }
}

/// What the describing functions look at.
struct View<'a> {
    catalog: &'a Catalog,
    theme: &'a Theme,
    plan: &'a Plan,
    outcome: &'a Outcome,
}

/// An item of the theme with all that is known of it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    index: usize,
    entry: &'a ThemeItem,
    item: &'a Item,
    plan: &'a ItemPlan,
    state: State,
}

impl<'a> View<'a> {
    /// The items of the theme, in its order.
    fn entries(&self) -> impl Iterator<Item = Entry<'a>> {
        let (catalog, outcome) = (self.catalog, self.outcome);
        self.theme.items.iter().zip(&self.plan.items).enumerate().filter_map(move |(index, (entry, plan))| {
            let item = catalog.items.get(&entry.item)?;
            Some(Entry { index, entry, item, plan, state: outcome.items[index].state })
        })
    }

    /// The items that are in.
    fn present(&self) -> impl Iterator<Item = Entry<'a>> {
        self.entries().filter(|entry| entry.state == State::In)
    }

    /// What a condition inside an item comes to.
    fn used(&self, index: usize) -> Value {
        self.plan.uses[index].evaluate(&self.outcome.values)
    }

    /// The number that a slot holds as a count of at least one: what is in is done once or oftener.
    fn count(&self, slot: Slot) -> u32 {
        match self.outcome.values[usize::from(slot)] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            Value::Number(number) => number.clamp(1.0, 10_000.0) as u32,
            _ => 1,
        }
    }

    /// Uses of materials by an item that are or may be needed, with what their condition comes to.
    fn material_uses(&self, entry: Entry<'a>) -> Vec<(usize, &'a MaterialUse, Value)> {
        let uses = entry.plan.materials.range().zip(&entry.item.materials);
        uses.map(|(index, used)| (index, used, self.used(index)))
            .filter(|(_, _, value)| !value.is_false())
            .collect()
    }

    /// Whether what is left of a condition looks at an element that only the form will tell.
    fn awaits_form(&self, index: usize) -> bool {
        let mut awaits = false;
        self.plan.uses[index].residual(&self.outcome.values, &mut |slot| {
            awaits |= usize::from(slot) >= self.plan.situations.len();
        });
        awaits
    }

    /// Items of this case that an item waits for.
    fn needs(&self, entry: Entry<'a>) -> Vec<ItemId> {
        if entry.state == State::Out {
            return Vec::new();
        }
        let needs = self.waits_for(entry.plan);
        let needs = needs.filter(|need| self.outcome.items[*need].state == State::In);
        needs.map(|need| self.theme.items[need].item.clone()).collect()
    }

    /// What an item waits for under the answers, by index, whether or not it is part of the case.
    fn waits_for(&self, plan: &'a ItemPlan) -> impl Iterator<Item = usize> {
        let needs = plan.needs.iter().zip(&plan.need_whens);
        needs.filter(|(_, when)| !when.evaluate(&self.outcome.values).is_false()).map(|(need, _)| *need)
    }
}

fn visit_reasons(view: &View<'_>) -> Vec<VisitReason> {
    let reason = |entry: Entry<'_>| {
        let reason = entry.item.on_site.clone()?;
        Some(VisitReason { item: entry.item.id.clone(), reason })
    };
    view.present().filter_map(reason).collect()
}

fn stops(view: &View<'_>) -> Vec<AssessedStop> {
    let told = view.outcome.stops.iter().zip(&view.outcome.blocking);
    let stops = view.theme.stops.iter().zip(&view.plan.stops).zip(told);
    stops
        .filter(|(_, (applies, _))| applies.is_true())
        .map(|((stop, (node, blocked)), (_, blocking))| AssessedStop {
            id: stop.id.clone(),
            kind: stop.kind,
            to: stop.to.as_deref().map(|to| view.catalog.department_name(to).to_owned()),
            ways: stop.ways.clone(),
            acknowledged: blocking.is_false(),
            message: stop.message.clone(),
            law: stop.law.clone(),
            blocks: blocked.iter().map(|item| view.theme.items[*item].item.clone()).collect(),
            why: reasons::because(view, node),
            certain: stop.certain,
        })
        .collect()
}

fn notices(view: &View<'_>) -> Vec<AssessedNotice> {
    let notices = view.theme.notices.iter().zip(&view.outcome.notices);
    notices
        .filter(|(_, value)| value.is_true())
        .map(|(notice, _)| AssessedNotice {
            kind: notice.kind,
            message: notice.message.clone(),
            law: notice.law.clone(),
            certain: notice.certain,
        })
        .collect()
}

fn fees(view: &View<'_>) -> Vec<AssessedFee> {
    let fees = view.present().filter(|entry| !entry.item.fee.amount.is_empty());
    fees.map(|entry| AssessedFee {
        item: entry.item.id.clone(),
        name: entry.item.name.clone(),
        kind: entry.item.fee.kind,
        amount: entry.item.fee.amount.clone(),
        yuan: entry.item.fee.yuan,
        basis: entry.item.fee.basis.clone(),
        certain: entry.item.fee.certain,
    })
    .collect()
}

/// Elements that answers settle, in the order of the questions, then those that the theme settles.
fn settled(view: &View<'_>) -> Vec<SettledElement> {
    let mut settled: Vec<SettledElement> = Vec::new();
    for (index, situation) in view.theme.situations.iter().enumerate() {
        if let Some(id) = &situation.element
            && let Some(value) = questions::element_value(view, index)
        {
            settled.push(SettledElement { id: id.clone(), value, from: "answer" });
        }
    }
    for (id, value) in &view.theme.constants {
        if !settled.iter().any(|element| element.id == *id) {
            settled.push(SettledElement { id: id.clone(), value: value.clone(), from: "theme" });
        }
    }
    settled
}
