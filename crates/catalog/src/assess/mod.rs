//! Assess (评估): from somebody's answers to everything that follows from them.
//!
//! [`Plan::evaluate`](crate::plan::Plan::evaluate) finds out what holds, by
//! index; this module says it in words: what is to be done and why, what is to
//! be brought and filled in, who waits for whom, what it costs and saves.
//! Knows nothing of cases, storage or the time of day.

mod acts;
pub(crate) mod after;
mod answers;
mod chains;
mod computed;
mod explained;
mod fields;
mod figures;
pub(crate) mod graph;
pub mod grounds;
mod groups;
mod items;
pub mod ledger;
mod materials;
pub mod own_forms;
mod questions;
mod reasons;
mod rows;
mod savings;
mod sheet;
pub mod what_if;
mod why;

pub use after::due;
pub use answers::{answer_text, check_answers, parse_answer};
pub use explained::Explained;
pub use questions::answer_label;
pub use rows::rows_apart;
pub(crate) use sheet::Shared;
pub use sheet::Sheet;
pub use why::Why;

use std::{ops::Deref, sync::Arc};

use jiff::civil::Date;

use crate::{
    answers::Answers,
    assessment::{
        AssessedFee, AssessedNotice, AssessedStop, Assessment, Question, SettledElement, State, VisitReason,
    },
    condition::node::{Slot, Value},
    ids::ItemId,
    model::{Catalog, Item, Theme},
    plan::{ItemPlan, Outcome, Plan},
};

/// Everything that follows from the answers so far. Answers that do not fit
/// their question are passed over: see [`check_answers`].
pub fn assess(catalog: &Catalog, theme: &Theme, answers: &Answers) -> Assessment {
    assess_on(catalog, theme, answers, catalog.day)
}

/// The same, told as of a day on which the catalogue holds as it is.
pub fn assess_on(catalog: &Catalog, theme: &Theme, answers: &Answers, on: Date) -> Assessment {
    let filled = computed::fill_in(theme, answers);
    let all = filled.as_ref().map_or(answers, |(filled, _)| filled);
    let mut assessment = describe(catalog, theme, theme.plan.evaluate(all));
    assessment.on = on;
    if let Some((_, computed)) = filled {
        for answered in &mut assessment.answered {
            answered.computed = computed.contains(&answered.id);
        }
        assessment.dropped.retain(|dropped| !computed.contains(&dropped.id));
    }
    assessment
}

/// Says in words what the theme comes to.
pub fn describe(catalog: &Catalog, theme: &Theme, outcome: Outcome) -> Assessment {
    let told = Arc::new(Told { sheet: Arc::clone(&theme.sheet), outcome });
    let view = View { catalog, theme, look: told.look() };
    let materials::Merged { mut materials, papers } = materials::merged(&view, &told);
    let any_of = groups::settle(&view, &mut materials);
    let graph = graph::graph(&view);
    let rows = rows::rows(&view);
    let visit_reasons = visit_reasons(&view);
    let savings = savings::savings(&view, &materials, papers, &graph, !visit_reasons.is_empty());
    Assessment {
        complete: view.outcome.next.is_empty(),
        next: questions::next(&view),
        left: view.outcome.left,
        answered: questions::answered(&view),
        dropped: questions::dropped(&view),
        items: items::items(&view, &told),
        fields: fields::merged(&view, &rows),
        stops: stops(&view, &told),
        notices: notices(&view),
        figures: figures::figures(&view),
        prerequisites: after::prerequisites(&view),
        joint: after::joint(&view, &materials),
        exclusive: after::exclusive(&view),
        opening: after::opening(&view),
        obligations: after::obligations(&view),
        presence: theme.presence.clone(),
        nothing_needed: after::nothing_needed(&view),
        fees: fees(&view),
        visits: savings.after.visits,
        settled: settled(&view),
        version: catalog.version.clone(),
        on: catalog.day,
        materials,
        rows,
        any_of,
        graph,
        savings,
        visit_reasons,
        told,
    }
}

impl Theme {
    /// A question as it is asked.
    pub fn question(&self, situation: &str) -> Option<&Arc<Question>> {
        let at = self.situations.iter().position(|known| *known.id == *situation)?;
        self.sheet.situations.get(at).map(|known| &known.question)
    }
}

/// A theme under somebody's answers: what was evaluated, and what the theme says of it.
#[derive(Debug, Default)]
pub struct Told {
    sheet: Arc<Sheet>,
    pub(crate) outcome: Outcome,
}

impl Told {
    fn look(&self) -> Look<'_> {
        Look { sheet: &self.sheet, plan: &self.sheet.plan, outcome: &self.outcome }
    }
}

/// What was evaluated, with what the theme says of it: enough to give reasons.
#[derive(Clone, Copy)]
struct Look<'a> {
    sheet: &'a Sheet,
    plan: &'a Plan,
    outcome: &'a Outcome,
}

/// What the describing functions look at.
struct View<'a> {
    catalog: &'a Catalog,
    theme: &'a Theme,
    look: Look<'a>,
}

impl<'a> Deref for View<'a> {
    type Target = Look<'a>;
    fn deref(&self) -> &Look<'a> {
        &self.look
    }
}

/// An item of the theme with all that is known of it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    index: usize,
    item: &'a Item,
    sheet: &'a sheet::ItemSheet,
    plan: &'a ItemPlan,
    state: State,
}

impl<'a> Look<'a> {
    /// The items of the theme, in its order.
    fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let items = self.sheet.items.iter().zip(&self.plan.items).zip(&self.outcome.items);
        items.enumerate().map(|(index, ((sheet, plan), standing))| Entry {
            index,
            item: &sheet.item,
            sheet,
            plan,
            state: standing.state,
        })
    }

    /// The items that are in.
    fn present(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.entries().filter(|entry| entry.state == State::In)
    }

    /// Whether an item is in.
    fn is_present(&self, item: usize) -> bool {
        self.outcome.items[item].state == State::In
    }

    /// What a condition inside an item comes to.
    fn used(&self, index: usize) -> Value {
        self.plan.uses[index].evaluate(&self.outcome.values)
    }

    /// The same, evaluated already where the item is in or may be.
    fn used_by(&self, entry: Entry<'_>, index: usize) -> Value {
        match entry.state {
            State::In | State::Open => self.outcome.uses[index],
            _ => self.used(index),
        }
    }

    /// The number that a slot holds as a count of at least one: what is in is done once or oftener.
    fn count(&self, slot: Slot) -> u32 {
        match self.outcome.values[usize::from(slot)] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            Value::Number(number) => number.clamp(1.0, 10_000.0) as u32,
            _ => 1,
        }
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
        needs.map(|need| self.sheet.ids[need].clone()).collect()
    }

    /// What an item waits for under the answers, by index, whether or not it is part of the case.
    fn waits_for(&self, plan: &'a ItemPlan) -> impl Iterator<Item = usize> + use<'a> {
        let needs = plan.needs.iter().zip(&plan.need_whens);
        let values = &self.outcome.values;
        needs.filter(|(_, when)| !when.evaluate(values).is_false()).map(|(need, _)| *need)
    }
}

fn visit_reasons(view: &View<'_>) -> Vec<Arc<VisitReason>> {
    view.present().filter_map(|entry| entry.sheet.visit.clone()).collect()
}

fn stops(view: &View<'_>, told: &Arc<Told>) -> Vec<AssessedStop> {
    let applies = view.outcome.stops.iter().zip(&view.outcome.blocking);
    let stops = view.sheet.stops.iter().zip(applies).enumerate();
    stops
        .filter(|(_, (_, (applies, _)))| applies.is_true())
        .map(|(index, (facts, (_, blocking)))| AssessedStop {
            facts: Arc::clone(facts),
            acknowledged: blocking.is_false(),
            why: Why::stop(told, index),
        })
        .collect()
}

fn notices(view: &View<'_>) -> Vec<Arc<AssessedNotice>> {
    let notices = view.sheet.notices.iter().zip(&view.outcome.notices);
    notices.filter(|(_, value)| value.is_true()).map(|(notice, _)| Arc::clone(notice)).collect()
}

fn fees(view: &View<'_>) -> Vec<Arc<AssessedFee>> {
    view.present().filter_map(|entry| entry.sheet.fee.clone()).collect()
}

/// Elements that answers settle, in the order of the questions, then those that the theme settles.
fn settled(view: &View<'_>) -> Vec<Arc<SettledElement>> {
    let mut settled = Vec::with_capacity(16);
    for (index, situation) in view.sheet.situations.iter().enumerate() {
        if situation.element.is_some() {
            settled.extend(questions::settled(view, index));
        }
    }
    let said = settled.len();
    for constant in &view.sheet.constants {
        if !settled[..said].iter().any(|element: &Arc<SettledElement>| element.id == constant.id) {
            settled.push(Arc::clone(constant));
        }
    }
    settled
}
