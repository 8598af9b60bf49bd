//! Proofs (证明): what holds of a theme for all answers there are.
//!
//! The answers of a theme are finite once numbers are cut at their thresholds,
//! so a decision diagram knows for each condition under which answers it holds.
//! What is asked of it is decided, not sampled: whether an item can be reached,
//! whether two things can hold together, and the fewest answers that show it.
//! Agrees with [`Plan::evaluate`] on all answers to all that applies.

mod cells;
mod counts;
mod days;
mod linear;
mod outcomes;
mod shortest;
mod space;
mod symbolic;
mod told;

use biodivine_lib_bdd::{Bdd, BddValuation, BddVariable};

pub use counts::Counts;
pub use days::LongestPath;

use self::{
    cells::Numbers,
    linear::Linear,
    space::Space,
    symbolic::{Held, Looked, World},
};
use crate::{
    answers::Answers,
    condition::node::{Node, Slot},
    plan::{ItemPlan, NumberRange, Outcome, Plan},
};

/// What holds of a theme for all answers.
pub struct Proof<'a> {
    plan: &'a Plan,
    space: Space,
    applies: Vec<Bdd>,
    held: Vec<Option<Held>>,
    wanted: Vec<Bdd>,
    stopped: Vec<Bdd>,
    stops: Vec<Bdd>,
    notices: Vec<Bdd>,
    uses: Vec<Bdd>,
    /// Whether each item waits for each of its needs.
    waits: Vec<Vec<Bdd>>,
    /// What else is told: obligations, prerequisites, figures, rows, parties, paths, who applies.
    further: Vec<Bdd>,
    looked: Looked,
}

/// The comparisons between several numbers come out in too many ways to try them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("几个数互相比较的方式太多，没有办法逐一证明")]
pub struct TooManyNumbers;

/// Something that holds under some answers and not under others.
#[derive(Clone, PartialEq)]
pub struct Claim(Bdd);

impl Claim {
    /// Under no answers.
    pub fn is_never(&self) -> bool {
        self.0.is_false()
    }

    /// Under all answers.
    pub fn is_always(&self) -> bool {
        self.0.is_true()
    }

    /// Both together.
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.and(&other.0))
    }

    /// One of them, or both.
    pub fn or(&self, other: &Self) -> Self {
        Self(self.0.or(&other.0))
    }

    /// This one without the other.
    pub fn and_not(&self, other: &Self) -> Self {
        Self(self.0.and_not(&other.0))
    }

    /// The other answers.
    pub fn negated(&self) -> Self {
        Self(self.0.not())
    }
}

impl<'a> Proof<'a> {
    /// Works out a compiled theme for all answers.
    pub fn of(plan: &'a Plan) -> Result<Self, TooManyNumbers> {
        Self::with_room(plan, &[])
    }

    fn with_room(plan: &'a Plan, room: &[usize]) -> Result<Self, TooManyNumbers> {
        let looked = Looked::at(plan, conditions(plan).into_iter());
        let numbers = numbers(plan, &looked)?;
        let space = Space::new(space::asked(plan, &looked, numbers), room);
        let world = World::of(plan, &space, &looked);
        let truths = |nodes: &mut dyn Iterator<Item = &Node>| -> Vec<Bdd> {
            nodes.map(|node| world.truth(node)).collect()
        };
        let stops = truths(&mut plan.stops.iter().map(|(node, _)| node));
        let notices = truths(&mut plan.notices.iter());
        let uses = truths(&mut plan.uses.iter());
        let wanted = truths(&mut plan.items.iter().map(|item| &item.when));
        // An obstacle that is taken note of stands in nobody's way.
        let blocks = |stop: &usize| match &world.noted[*stop] {
            Some(noted) => stops[*stop].and_not(noted),
            None => stops[*stop].clone(),
        };
        let stopped = plan
            .items
            .iter()
            .map(|item| item.stops.iter().map(blocks).fold(space.constant(false), |any, one| any.or(&one)));
        let stopped: Vec<Bdd> = stopped.collect();
        let waits = plan.items.iter().map(|item| truths(&mut item.need_whens.iter())).collect();
        let mut further = truths(&mut further(plan).into_iter());
        for ((item, wanted), stopped) in plan.items.iter().zip(&wanted).zip(&stopped) {
            let present = wanted.and_not(stopped);
            further.extend(inside(item).map(|node| world.truth(node).and(&present)));
        }
        let World { applies, held, .. } = world;
        Ok(Self { plan, applies, held, wanted, stopped, stops, notices, uses, waits, further, space, looked })
    }

    /// Everything.
    pub fn always(&self) -> Claim {
        Claim(self.space.constant(true))
    }

    /// Nothing.
    pub fn never(&self) -> Claim {
        Claim(self.space.constant(false))
    }

    /// The situation at that index applies: it is asked.
    pub fn applies(&self, situation: usize) -> Claim {
        Claim(self.applies[situation].clone())
    }

    /// The item's own condition holds, whatever blocks it.
    pub fn wanted(&self, item: usize) -> Claim {
        Claim(self.wanted[item].clone())
    }

    /// The item is in: wanted and not blocked.
    pub fn present(&self, item: usize) -> Claim {
        Claim(self.wanted[item].and_not(&self.stopped[item]))
    }

    /// The item is wanted and blocked.
    pub fn blocked(&self, item: usize) -> Claim {
        Claim(self.wanted[item].and(&self.stopped[item]))
    }

    /// The stop at that index applies.
    pub fn stop(&self, stop: usize) -> Claim {
        Claim(self.stops[stop].clone())
    }

    /// The notice at that index applies.
    pub fn notice(&self, notice: usize) -> Claim {
        Claim(self.notices[notice].clone())
    }

    /// The condition at that index inside an item holds, be the item in or not.
    pub(crate) fn used(&self, index: usize) -> Claim {
        Claim(self.uses[index].clone())
    }

    /// Where the situation holds that option.
    pub(crate) fn holds(&self, situation: usize, option: usize) -> Claim {
        let (_, word, bit) = &self.plan.situations[situation].options[option];
        let found = match &self.held[situation] {
            Some(Held::Word(words)) => words.iter().find(|(held, _)| held == word).map(|(_, there)| there),
            Some(Held::Set(bits)) => bits.get(bit),
            _ => None,
        };
        found.map_or_else(|| self.never(), |there| Claim(there.clone()))
    }

    /// Where a question of yes or no, or a computed one, comes to yes; none for other kinds.
    pub(crate) fn truth(&self, situation: usize) -> Option<Claim> {
        match &self.held[situation] {
            Some(Held::Truth(truth)) => Some(Claim(truth.clone())),
            _ => None,
        }
    }

    /// Answers under which as many items as can be are in at once; none where none ever is.
    pub fn fullest(&self) -> Option<Answers> {
        let never = self.space.constant(false);
        let mut counts = vec![self.space.constant(true)];
        for item in 0..self.wanted.len() {
            counts = symbolic::counted(counts, &self.present(item).0, &never);
        }
        let most = counts.iter().skip(1).rev().find(|count| !count.is_false())?;
        self.example(&Claim(most.clone()))
    }

    /// Where an item waits for one of its needs, by its place among them.
    pub(crate) fn waits(&self, item: usize, need: usize) -> Claim {
        Claim(self.waits[item][need].clone())
    }

    /// What else is told, beside items, stops, notices and what items ask for.
    pub(crate) fn further(&self) -> impl Iterator<Item = Claim> {
        self.further.iter().cloned().map(Claim)
    }

    /// Whether a condition looks at what only a function knows: it is taken for anything there is.
    pub(crate) fn assumes(&self, node: &Node) -> bool {
        self.looked.facts.contains(node)
            || self.looked.numbers.contains(node)
            || node.children().iter().any(|child| self.assumes(child))
    }

    /// Whether some claim comes out differently for different answers to a situation.
    pub(crate) fn turns<'c>(&self, situation: usize, mut claims: impl Iterator<Item = &'c Claim>) -> bool {
        let variables = self.variables(situation);
        claims.any(|claim| {
            let support = claim.0.support_set();
            variables.iter().any(|variable| support.contains(variable))
        })
    }

    fn variables(&self, situation: usize) -> Vec<BddVariable> {
        let holds = |unit: &&space::Unit| unit.slots().iter().any(|slot| usize::from(*slot) == situation);
        self.space.units.iter().find(holds).map(|unit| unit.variables.clone()).unwrap_or_default()
    }

    /// The fewest answers by which the evaluation itself comes to show what is claimed;
    /// none where no answers do.
    pub fn shortest(&self, claim: &Claim, shows: impl Fn(&Outcome) -> bool) -> Option<Answers> {
        let setting = shortest::shortest(&self.space, &claim.0)?;
        let whole = self.whole(&claim.0.select(&setting))?;
        let mut answers = self.partly(&setting);
        loop {
            let outcome = self.plan.evaluate(&answers);
            if shows(&outcome) {
                break;
            }
            // A question that the few answers leave open is answered as in the whole.
            let Some(next) = outcome.next.first() else {
                answers = whole;
                // Where only a function knows more, no answers show it.
                if !shows(&self.plan.evaluate(&answers)) {
                    return None;
                }
                break;
            };
            let id = &self.plan.situations[*next].id;
            answers.situations.insert(id.clone(), whole.situations.get(id)?.clone());
        }
        self.without_superfluous(&mut answers, shows);
        Some(answers)
    }

    /// Answers to all that applies, under which the claim holds; none where no answers do.
    pub fn example(&self, claim: &Claim) -> Option<Answers> {
        let setting = shortest::shortest(&self.space, &claim.0)?;
        self.whole(&claim.0.select(&setting))
    }

    /// Leaves out answers without which the evaluation shows the same.
    fn without_superfluous(&self, answers: &mut Answers, shows: impl Fn(&Outcome) -> bool) {
        for id in answers.situations.keys().cloned().collect::<Vec<_>>() {
            if let Some(answer) = answers.situations.remove(&id)
                && !shows(&self.plan.evaluate(answers))
            {
                answers.situations.insert(id, answer);
            }
        }
        for id in answers.elements.keys().cloned().collect::<Vec<_>>() {
            if let Some(value) = answers.elements.remove(&id)
                && !shows(&self.plan.evaluate(answers))
            {
                answers.elements.insert(id, value);
            }
        }
    }

    /// The answers to those units of which something is set.
    fn partly(&self, setting: &[(BddVariable, bool)]) -> Answers {
        let mut answers = Answers::default();
        let is_set = |variable: BddVariable| setting.contains(&(variable, true));
        for unit in &self.space.units {
            if setting.iter().any(|(variable, _)| unit.variables.contains(variable)) {
                self.space.answer(self.plan, unit, is_set, &mut answers);
            }
        }
        answers
    }

    /// Answers to all that applies, of those that are left the ones that choose least.
    fn whole(&self, within: &Bdd) -> Option<Answers> {
        let witness = within.most_negative_valuation()?;
        let mut answers = Answers::default();
        for unit in &self.space.units {
            self.space.answer(self.plan, unit, |variable| witness.value(variable), &mut answers);
        }
        let applies = self.plan.evaluate(&answers).applies;
        for (situation, applies) in self.plan.situations.iter().zip(applies) {
            if applies != Some(true) {
                answers.situations.remove(&situation.id);
            }
        }
        Some(answers)
    }

    /// What holds under answers to all that applies, as the diagrams have it: to be
    /// compared with [`Plan::evaluate`]. None where a number is out of its range.
    pub fn verdict(&self, answers: &Answers) -> Option<Verdict> {
        let outcome = self.plan.evaluate(answers);
        let said = |slot: Slot| {
            let at = usize::from(slot);
            if let Some(function) = at.checked_sub(outcome.values.len()) {
                let value = self.looked.numbers[function].evaluate(&outcome.values);
                return Some(value).filter(|value| value.is_known());
            }
            let applies = outcome.applies.get(at).is_none_or(|applies| *applies == Some(true));
            Some(outcome.values[at]).filter(|value| applies && value.is_known())
        };
        let is_fact = |fact: usize| self.looked.facts[fact].evaluate(&outcome.values).is_true();
        let is_noted = |id: &str| answers.acknowledged.contains(id);
        let mut set = vec![false; usize::from(self.space.constant(true).num_vars())];
        for unit in &self.space.units {
            for (variable, value) in self.space.setting(unit, said, is_fact, is_noted)? {
                set[variable.to_index()] = value;
            }
        }
        let valuation = BddValuation::new(set);
        let holds = |claims: &[Bdd]| claims.iter().map(|claim| claim.eval_in(&valuation)).collect();
        Some(Verdict {
            applies: holds(&self.applies),
            wanted: holds(&self.wanted),
            stopped: holds(&self.stopped),
            stops: holds(&self.stops),
            notices: holds(&self.notices),
            uses: holds(&self.uses),
        })
    }
}

/// What holds under some answers, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether each situation applies.
    pub applies: Vec<bool>,
    /// Whether each item's own condition holds.
    pub wanted: Vec<bool>,
    /// Whether some stop stands in each item's way.
    pub stopped: Vec<bool>,
    /// Whether each stop applies.
    pub stops: Vec<bool>,
    /// Whether each notice applies.
    pub notices: Vec<bool>,
    /// Whether each condition inside an item holds, be the item in or not.
    pub uses: Vec<bool>,
}

/// Every condition of a plan that decides what is told.
fn conditions(plan: &Plan) -> Vec<&Node> {
    let whens = plan.items.iter().map(|item| &item.when);
    let stops = plan.stops.iter().map(|(node, _)| node);
    let inside_items = plan.items.iter().flat_map(|item| inside(item).chain(&item.need_whens));
    whens
        .chain(stops)
        .chain(&plan.notices)
        .chain(&plan.uses)
        .chain(further(plan))
        .chain(inside_items)
        .collect()
}

/// Conditions of what the theme tells beside items, stops and notices.
fn further(plan: &Plan) -> Vec<&Node> {
    let obligations = plan.obligations.iter().map(|obligation| &obligation.when);
    let figures = plan.figures.iter().map(|(when, _)| when);
    let rows = plan.rows.iter().flat_map(|(counts, _)| counts);
    obligations.chain(&plan.prerequisites).chain(figures).chain(rows).collect()
}

/// Conditions of what an item tells beside what it asks for.
fn inside(item: &ItemPlan) -> impl Iterator<Item = &Node> {
    let obligations = item.obligations.iter().map(|obligation| &obligation.when);
    std::iter::once(&item.applied_when).chain(&item.parties).chain(&item.paths).chain(obligations)
}

/// Numbers that people give, those together that are compared with each other, cut at their thresholds.
fn numbers(plan: &Plan, looked: &Looked) -> Result<Vec<Numbers>, TooManyNumbers> {
    let own = plan.situations.len() + plan.elements.len();
    let mut ranges: Vec<(Slot, NumberRange)> = symbolic::numbers(plan)
        .filter(|(slot, _)| usize::from(*slot) < plan.situations.len() || looked.slots.contains(slot))
        .collect();
    let given = (own..own + looked.numbers.len()).filter_map(|slot| Slot::try_from(slot).ok());
    ranges.extend(given.map(|slot| (slot, NumberRange::ANY)));
    let mut groups: Vec<(Vec<Slot>, Vec<Linear>)> =
        ranges.iter().map(|(slot, _)| (vec![*slot], Vec::new())).collect();
    for form in looked.forms.iter().cloned() {
        let looks_at = |(slots, _): &(Vec<Slot>, Vec<Linear>)| form.slots().any(|slot| slots.contains(&slot));
        let (together, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(looks_at);
        let mut group: (Vec<Slot>, Vec<Linear>) = (Vec::new(), Vec::new());
        for (slots, forms) in together {
            group.0.extend(slots);
            group.1.extend(forms);
        }
        group.0.sort_unstable();
        group.1.push(form);
        rest.push(group);
        groups = rest;
    }
    let range = |slot: Slot| {
        let found = ranges.iter().find(|(other, _)| *other == slot);
        found.map_or(NumberRange::ANY, |(_, range)| *range)
    };
    let cut = groups
        .into_iter()
        .map(|(slots, forms)| Numbers::cut(slots, forms, range).map_err(|_| TooManyNumbers));
    cut.collect()
}
