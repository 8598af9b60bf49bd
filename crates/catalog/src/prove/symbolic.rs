//! Conditions over all answers at once: what a node comes to, for each answer.
//!
//! The same cases as `Node::evaluate`, with every slot known. A truth is a
//! decision diagram; a word, a set and a number are told apart by diagrams. Days
//! are numbers. What only a function knows (an age, a month of retirement) is
//! taken for any number there is, and two of them for independent of each other:
//! so nothing that can be reached is ever called out of reach.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use jiff::civil::Date;

use super::{
    linear::Linear,
    space::{Asked, Space, Unit},
};
use crate::{
    condition::{
        functions::{Function, Reading, Sort},
        node::{Node, Order, Slot, Sum, Value, Word},
    },
    model::{ElementType, SituationType},
    plan::{NumberRange, Plan},
    reckon,
};

/// What something comes to, for each answer.
#[derive(Debug, Clone)]
pub(super) enum Held {
    /// Where it is true.
    Truth(Bdd),
    /// Where it is which word.
    Word(Vec<(Word, Bdd)>),
    /// Where each word is in the set.
    Set(BTreeMap<u64, Bdd>),
    /// Where it is which sum; days are counted.
    Number(Vec<(Linear, Bdd)>),
}

/// The slots of a plan, for each answer.
pub(super) struct World<'a> {
    pub(super) space: &'a Space,
    looked: &'a Looked,
    /// Where each fact that a function tells holds.
    facts: Vec<Bdd>,
    /// Where each stop is taken note of; none for those that cannot be.
    pub(super) noted: Vec<Option<Bdd>>,
    /// What each slot holds; none for those not yet reached.
    pub(super) held: Vec<Option<Held>>,
    /// Whether each question applies.
    pub(super) applies: Vec<Bdd>,
}

impl<'a> World<'a> {
    /// Works out every slot of the plan, as `Plan::evaluate` does.
    pub(super) fn of(plan: &Plan, space: &'a Space, looked: &'a Looked) -> Self {
        let slots = plan.situations.len() + plan.elements.len() + looked.numbers.len();
        let applies = vec![space.constant(true); plan.situations.len()];
        let (facts, noted) = (vec![space.constant(false); looked.facts.len()], vec![None; plan.stops.len()]);
        let mut world = Self { space, looked, facts, noted, held: vec![None; slots], applies };
        for unit in &space.units {
            world.answers(unit);
        }
        for slot in &plan.order {
            let at = usize::from(*slot);
            let situation = &plan.situations[at];
            if let Some(derived) = &situation.derived {
                world.held[at] = Some(world.node(derived));
                continue;
            }
            let applies = world.truth(&situation.ask_when);
            let otherwise = world.value(situation.default);
            let answer = world.held[at].take().unwrap_or_else(|| otherwise.clone());
            world.held[at] = Some(world.choose(&applies, answer, otherwise));
            world.applies[at] = applies;
        }
        world
    }

    /// What a unit's variables say that its slots hold.
    fn answers(&mut self, unit: &Unit) {
        let space = self.space;
        let (slot, held) = match &unit.asked {
            Asked::YesNo(slot) => (slot, Held::Truth(space.variable(unit.variables[0]))),
            Asked::One(slot, words) => {
                let each = words.iter().enumerate().map(|(code, word)| (*word, space.answered(unit, code)));
                (slot, Held::Word(each.collect()))
            }
            Asked::Set(slot, bits) => {
                let each = bits.iter().zip(&unit.variables).map(|(bit, one)| (*bit, space.variable(*one)));
                (slot, Held::Set(each.collect()))
            }
            Asked::Numbers(numbers) => {
                for slot in &numbers.slots {
                    let itself = vec![(Linear::slot(*slot), space.constant(true))];
                    self.held[usize::from(*slot)] = Some(Held::Number(itself));
                }
                return;
            }
            Asked::Fact(fact) => {
                self.facts[*fact] = space.variable(unit.variables[0]);
                return;
            }
            Asked::Noted(stop, _) => {
                self.noted[*stop] = Some(space.variable(unit.variables[0]));
                return;
            }
        };
        self.held[usize::from(*slot)] = Some(held);
    }

    /// Where a condition holds.
    pub(super) fn truth(&self, node: &Node) -> Bdd {
        match self.node(node) {
            Held::Truth(truth) => truth,
            _ => self.never(),
        }
    }

    fn never(&self) -> Bdd {
        self.space.constant(false)
    }

    fn value(&self, value: Value) -> Held {
        let always = self.space.constant(true);
        match value {
            Value::Bool(value) => Held::Truth(self.space.constant(value)),
            Value::Number(number) => Held::Number(vec![(Linear::constant(number), always)]),
            Value::Date(date) => Held::Number(vec![(Linear::constant(day_number(date)), always)]),
            Value::Word(word) => Held::Word(vec![(word, always)]),
            Value::Set(set) => {
                let bits = (0..64).map(|place| 1_u64 << place).filter(|bit| set & bit != 0);
                Held::Set(bits.map(|bit| (bit, always.clone())).collect())
            }
            Value::Unknown => Held::Truth(self.never()),
        }
    }

    fn slot(&self, slot: Slot) -> Held {
        self.held[usize::from(slot)].clone().unwrap_or_else(|| self.value(Value::Unknown))
    }

    fn is(&self, held: &Held, is_wanted: impl Fn(Word) -> bool) -> Bdd {
        let Held::Word(words) = held else { return self.never() };
        let wanted = words.iter().filter(|(word, _)| is_wanted(*word));
        wanted.fold(self.never(), |any, (_, one)| any.or(one))
    }

    fn has_any(&self, held: &Held, mask: u64) -> Bdd {
        let Held::Set(bits) = held else { return self.never() };
        let wanted = bits.iter().filter(|(bit, _)| *bit & mask != 0);
        wanted.fold(self.never(), |any, (_, one)| any.or(one))
    }

    fn node(&self, node: &Node) -> Held {
        match node {
            Node::Constant(value) => self.value(*value),
            Node::Slot(slot) => self.slot(*slot),
            Node::Is(slot, word) => Held::Truth(self.is(&self.slot(*slot), |held| held == *word)),
            Node::OneOf(slot, words) => Held::Truth(self.is(&self.slot(*slot), |held| words.contains(&held))),
            Node::SlotHasAny(slot, mask) => Held::Truth(self.has_any(&self.slot(*slot), *mask)),
            Node::HasAny(set, mask) => Held::Truth(self.has_any(&self.node(set), *mask)),
            Node::Not(inner) => Held::Truth(self.truth(inner).not()),
            Node::And(nodes) => {
                let all = self.space.constant(true);
                Held::Truth(nodes.iter().fold(all, |all, node| all.and(&self.truth(node))))
            }
            Node::Or(nodes) => {
                Held::Truth(nodes.iter().fold(self.never(), |any, node| any.or(&self.truth(node))))
            }
            Node::Choose(nodes) => {
                let [condition, then, otherwise] = &**nodes;
                self.choose(&self.truth(condition), self.node(then), self.node(otherwise))
            }
            Node::Same(nodes) => Held::Truth(self.same(&self.node(&nodes[0]), &self.node(&nodes[1]))),
            Node::Compare(order, nodes) => {
                let difference = self.reckon(&nodes[0], &nodes[1], |one, other| one.plus(-1.0, other));
                Held::Truth(self.compare(*order, &difference))
            }
            Node::Reckon(sum, nodes) => self.number(node, &nodes[..], |given| match given {
                [one, other] => reckoned(*sum, one, other),
                _ => None,
            }),
            Node::Call(function, _) if function.result() == Sort::Bool => {
                let known = self.looked.facts.iter().position(|known| known == node);
                Held::Truth(known.map_or_else(|| self.never(), |fact| self.facts[fact].clone()))
            }
            Node::Call(function, nodes) => self.number(node, nodes, |given| of_days(*function, given)),
            Node::WorkingDays(_, nodes) => self.number(node, &nodes[..], |_| None),
            Node::ValueOn(_, day) => self.number(node, std::slice::from_ref(day), |_| None),
            Node::Union(nodes) => match (self.node(&nodes[0]), self.node(&nodes[1])) {
                (Held::Set(mut one), Held::Set(other)) => {
                    for (bit, there) in other {
                        let known = one.entry(bit).or_insert_with(|| self.never());
                        *known = known.or(&there);
                    }
                    Held::Set(one)
                }
                (held, _) => held,
            },
            Node::Size(set) => Held::Number(self.size(&self.node(set))),
            Node::Translate(slot, pairs) => self.translate(&self.slot(*slot), pairs),
            Node::TranslateSet(slot, pairs) => {
                let mut bits: BTreeMap<u64, Bdd> = BTreeMap::new();
                let held = self.slot(*slot);
                for (from, to) in pairs {
                    let there = self.has_any(&held, *from);
                    let known = bits.entry(*to).or_insert_with(|| self.never());
                    *known = known.or(&there);
                }
                Held::Set(bits)
            }
        }
    }

    fn choose(&self, condition: &Bdd, then: Held, otherwise: Held) -> Held {
        let either = |then: &Bdd, otherwise: &Bdd| Bdd::if_then_else(condition, then, otherwise);
        match (then, otherwise) {
            (Held::Truth(then), Held::Truth(otherwise)) => Held::Truth(either(&then, &otherwise)),
            (Held::Word(then), Held::Word(otherwise)) => Held::Word(self.merged(condition, then, otherwise)),
            (Held::Number(then), Held::Number(otherwise)) => {
                Held::Number(self.merged(condition, then, otherwise))
            }
            (Held::Set(then), Held::Set(otherwise)) => {
                let never = self.never();
                let bits = then.keys().chain(otherwise.keys());
                let of =
                    |set: &BTreeMap<u64, Bdd>, bit| set.get(bit).cloned().unwrap_or_else(|| never.clone());
                Held::Set(bits.map(|bit| (*bit, either(&of(&then, bit), &of(&otherwise, bit)))).collect())
            }
            (then, _) => then,
        }
    }

    /// What may be held in either case, each thing once.
    fn merged<T: PartialEq>(
        &self,
        condition: &Bdd,
        then: Vec<(T, Bdd)>,
        otherwise: Vec<(T, Bdd)>,
    ) -> Vec<(T, Bdd)> {
        let then = then.into_iter().map(|(held, there)| (held, there.and(condition)));
        let otherwise = otherwise.into_iter().map(|(held, there)| (held, there.and_not(condition)));
        gathered(then.chain(otherwise))
    }

    fn same(&self, one: &Held, other: &Held) -> Bdd {
        match (one, other) {
            (Held::Truth(one), Held::Truth(other)) => one.iff(other),
            (Held::Word(one), Held::Word(other)) => {
                let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
                let equal = pairs.filter(|(one, other)| one.0 == other.0);
                equal.fold(self.never(), |any, (one, other)| any.or(&one.1.and(&other.1)))
            }
            (Held::Number(one), Held::Number(other)) => {
                let difference = pairwise(one, other, |one, other| one.plus(-1.0, other));
                self.signs(&difference, |sign| sign == 0.0)
            }
            _ => self.never(),
        }
    }

    fn compare(&self, order: Order, difference: &[(Linear, Bdd)]) -> Bdd {
        self.signs(difference, |sign| match order {
            Order::Less => sign < 0.0,
            Order::LessOrEqual => sign <= 0.0,
            Order::Greater => sign > 0.0,
            Order::GreaterOrEqual => sign >= 0.0,
        })
    }

    /// Where a sum has a sign that is wanted.
    fn signs(&self, sums: &[(Linear, Bdd)], is_wanted: impl Fn(f64) -> bool) -> Bdd {
        let mut any = self.never();
        for (sum, there) in sums {
            let wanted = match sum.as_constant() {
                Some(constant) => self.space.constant(is_wanted(constant)),
                None => self.cells(sum, &is_wanted),
            };
            any = any.or(&wanted.and(there));
        }
        any
    }

    /// The cells of the numbers that a sum looks at in which it is wanted.
    fn cells(&self, sum: &Linear, is_wanted: impl Fn(f64) -> bool) -> Bdd {
        let looks_at =
            |numbers: &super::cells::Numbers| sum.slots().any(|slot| numbers.slots.contains(&slot));
        let found = self.space.units.iter().find_map(|unit| match &unit.asked {
            Asked::Numbers(numbers) if looks_at(numbers) => Some((unit, numbers)),
            _ => None,
        });
        let Some((unit, numbers)) = found else { return self.never() };
        let mut any = self.never();
        for (code, cell) in numbers.cells.iter().enumerate() {
            let number =
                |slot: Slot| numbers.slots.iter().position(|other| *other == slot).map_or(0.0, |at| cell[at]);
            if is_wanted(sum.at(number)) {
                any = any.or(&self.space.answered(unit, code));
            }
        }
        any
    }

    fn reckon(
        &self,
        one: &Node,
        other: &Node,
        sum: impl Fn(&Linear, &Linear) -> Linear,
    ) -> Vec<(Linear, Bdd)> {
        match (self.node(one), self.node(other)) {
            (Held::Number(one), Held::Number(other)) => pairwise(&one, &other, sum),
            _ => Vec::new(),
        }
    }

    /// A number or a day: what it comes to for each of what its parts may be, or else any number.
    fn number(&self, node: &Node, parts: &[Node], whole: impl Fn(&[Linear]) -> Option<Linear>) -> Held {
        let mut all: Vec<(Vec<Linear>, Bdd)> = vec![(Vec::new(), self.space.constant(true))];
        for part in parts {
            let Held::Number(sums) = self.node(part) else { return Held::Number(Vec::new()) };
            let more = all.iter().flat_map(|(before, there)| {
                sums.iter().map(move |(sum, here)| {
                    (before.iter().chain([sum]).cloned().collect::<Vec<_>>(), there.and(here))
                })
            });
            all = more.filter(|(_, there)| !there.is_false()).collect();
        }
        let each: Option<Vec<(Linear, Bdd)>> =
            all.into_iter().map(|(given, there)| Some((whole(&given)?, there))).collect();
        let first = self.held.len() - self.looked.numbers.len();
        let itself = || {
            let known = self.looked.numbers.iter().position(|known| known == node)?;
            self.held[first + known].clone()
        };
        match each {
            Some(each) => Held::Number(gathered(each.into_iter())),
            None => itself().unwrap_or(Held::Number(Vec::new())),
        }
    }

    fn size(&self, set: &Held) -> Vec<(Linear, Bdd)> {
        let Held::Set(bits) = set else { return Vec::new() };
        let mut counts = vec![self.space.constant(true)];
        for there in bits.values() {
            counts = counted(counts, there, &self.never());
        }
        let numbers = (0_u32..).map(f64::from).map(Linear::constant);
        numbers.zip(counts).filter(|(_, there)| !there.is_false()).collect()
    }

    fn translate(&self, held: &Held, pairs: &[(Value, Value)]) -> Held {
        let from = |value: Value| match (held, value) {
            (Held::Truth(truth), Value::Bool(true)) => truth.clone(),
            (Held::Truth(truth), Value::Bool(false)) => truth.not(),
            (held, Value::Word(word)) => self.is(held, |other| other == word),
            _ => self.never(),
        };
        let words = pairs.iter().filter_map(|(value, to)| match to {
            Value::Word(word) => Some((*word, from(*value))),
            _ => None,
        });
        Held::Word(gathered(words))
    }
}

/// One more thing counted: where so many of all hold, by their number.
pub(super) fn counted(counts: Vec<Bdd>, there: &Bdd, never: &Bdd) -> Vec<Bdd> {
    let mut more = vec![never.clone(); counts.len() + 1];
    for (count, known) in counts.iter().enumerate() {
        more[count] = more[count].or(&known.and_not(there));
        more[count + 1] = more[count + 1].or(&known.and(there));
    }
    more
}

fn pairwise(
    one: &[(Linear, Bdd)],
    other: &[(Linear, Bdd)],
    sum: impl Fn(&Linear, &Linear) -> Linear,
) -> Vec<(Linear, Bdd)> {
    let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
    gathered(pairs.map(|(one, other)| (sum(&one.0, &other.0), one.1.and(&other.1))))
}

fn gathered<T: PartialEq>(all: impl Iterator<Item = (T, Bdd)>) -> Vec<(T, Bdd)> {
    let mut each: Vec<(T, Bdd)> = Vec::new();
    for (held, there) in all.filter(|(_, there)| !there.is_false()) {
        match each.iter_mut().find(|(known, _)| *known == held) {
            Some((_, known)) => *known = known.or(&there),
            None => each.push((held, there)),
        }
    }
    each
}

/// What conditions look at: the sums that they compare, where numbers are to be cut, and what
/// only functions know.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Sums whose sign decides something.
    pub(super) forms: Vec<Linear>,
    /// Numbers and days that a function gives: each is taken for any number there is. They stand
    /// behind the plan's own slots.
    pub(super) numbers: Vec<Node>,
    /// What a function says is so or not: each is taken for either.
    pub(super) facts: Vec<Node>,
    /// Slots that occur.
    pub(super) slots: BTreeSet<Slot>,
}

impl Looked {
    /// What these conditions and those of the plan's questions look at.
    pub(super) fn at<'n>(plan: &Plan, nodes: impl Iterator<Item = &'n Node>) -> Self {
        let slots = plan.situations.len() + plan.elements.len();
        let mut gather = Gather { sums: vec![Vec::new(); slots], looked: Self::default() };
        for (slot, _) in numbers(plan) {
            gather.sums[usize::from(slot)] = vec![Linear::slot(slot)];
        }
        for slot in &plan.order {
            let at = usize::from(*slot);
            let situation = &plan.situations[at];
            gather.look(&situation.ask_when);
            if let Some(derived) = &situation.derived {
                gather.look(derived);
                gather.sums[at] = gather.sums(derived);
            } else if let Value::Number(number) = situation.default {
                gather.sums[at].push(Linear::constant(number));
            }
        }
        nodes.for_each(|node| gather.look(node));
        gather.looked
    }

    /// The slot that stands for what a function gives.
    fn number(&mut self, node: &Node, first: usize) -> Slot {
        let at = self.numbers.iter().position(|known| known == node).unwrap_or_else(|| {
            self.numbers.push(node.clone());
            self.numbers.len() - 1
        });
        Slot::try_from(first + at).expect("a theme has fewer than 65536 numbers")
    }
}

/// The slots for which people give a number or a day, with what they may give.
pub(super) fn numbers(plan: &Plan) -> impl Iterator<Item = (Slot, NumberRange)> {
    let asked = plan.situations.iter().map(|situation| {
        let is_asked = situation.kind == SituationType::Number && situation.derived.is_none();
        is_asked.then_some(situation.range)
    });
    let fields = plan.elements.iter().map(|element| match (element.kind, element.reading) {
        (_, Some(Reading::BirthDate)) | (ElementType::Date | ElementType::Datetime, None) => {
            Some(NumberRange { whole: true, ..NumberRange::ANY })
        }
        (ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area, None) => {
            (!element.multiple).then_some(element.range)
        }
        _ => None,
    });
    (0..).zip(asked.chain(fields)).filter_map(|(slot, range)| Some((slot, range?)))
}

/// Days as numbers: how many have passed since the first of January 1970.
pub(super) fn day_number(date: Date) -> f64 {
    f64::from(reckon::days_between(Date::constant(1970, 1, 1), date))
}

/// What a function gives, worked out in sums where it is one of days alone; none where only the
/// function knows.
fn of_days(function: Function, given: &[Linear]) -> Option<Linear> {
    match (function, given) {
        (Function::DaysBetween, [from, to]) => Some(to.plus(-1.0, from)),
        (Function::AddDays, [from, days]) => Some(from.plus(1.0, days)),
        _ => None,
    }
}

struct Gather {
    /// What each slot's number may be; nothing for those that hold none.
    sums: Vec<Vec<Linear>>,
    looked: Looked,
}

impl Gather {
    /// Notes everything in a node that the diagrams have to tell apart.
    fn look(&mut self, node: &Node) {
        node.occurring(&mut |slot| {
            self.looked.slots.insert(slot);
        });
        match node {
            Node::Compare(_, nodes) | Node::Same(nodes) => {
                for one in self.sums(&nodes[0]) {
                    for other in self.sums(&nodes[1]) {
                        let form = one.plus(-1.0, &other);
                        if form.as_constant().is_none() && !self.looked.forms.contains(&form) {
                            self.looked.forms.push(form);
                        }
                    }
                }
            }
            Node::Call(function, _)
                if function.result() == Sort::Bool && !self.looked.facts.contains(node) =>
            {
                self.looked.facts.push(node.clone());
            }
            _ => {}
        }
        node.children().iter().for_each(|child| self.look(child));
    }

    /// What a number or a day may be; nothing where the node is none.
    fn sums(&mut self, node: &Node) -> Vec<Linear> {
        let first = self.sums.len();
        let sums = match node {
            Node::Constant(Value::Number(number)) => vec![Linear::constant(*number)],
            Node::Constant(Value::Date(date)) => vec![Linear::constant(day_number(*date))],
            Node::Slot(slot) => self.sums[usize::from(*slot)].clone(),
            Node::Size(_) => (0..=64).map(|count| Linear::constant(f64::from(count))).collect(),
            Node::Choose(nodes) => [self.sums(&nodes[1]), self.sums(&nodes[2])].concat(),
            Node::Reckon(sum, nodes) => {
                let (ones, others) = (self.sums(&nodes[0]), self.sums(&nodes[1]));
                let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
                let whole = pairs.map(|(one, other)| reckoned(*sum, one, other)).collect::<Option<Vec<_>>>();
                whole.unwrap_or_else(|| vec![Linear::slot(self.looked.number(node, first))])
            }
            Node::Call(function, nodes) if function.result() != Sort::Bool => {
                let given: Vec<Vec<Linear>> = nodes.iter().map(|node| self.sums(node)).collect();
                let whole = combinations(&given).iter().map(|given| of_days(*function, given)).collect();
                let whole: Option<Vec<Linear>> = whole;
                whole
                    .filter(|whole| !whole.is_empty())
                    .unwrap_or_else(|| vec![Linear::slot(self.looked.number(node, first))])
            }
            Node::WorkingDays(..) | Node::ValueOn(..) => vec![Linear::slot(self.looked.number(node, first))],
            _ => Vec::new(),
        };
        let mut each: Vec<Linear> = Vec::new();
        for sum in sums {
            if !each.contains(&sum) {
                each.push(sum);
            }
        }
        each
    }
}

/// One of each.
fn combinations(lists: &[Vec<Linear>]) -> Vec<Vec<Linear>> {
    lists.iter().fold(vec![Vec::new()], |known, list| {
        let more = known
            .iter()
            .flat_map(|before| list.iter().map(move |one| before.iter().chain([one]).cloned().collect()));
        more.collect()
    })
}

/// A sum of two; none where both parts of a product depend on answers, or where something is divided by them.
fn reckoned(sum: Sum, one: &Linear, other: &Linear) -> Option<Linear> {
    match (sum, one.as_constant(), other.as_constant()) {
        (Sum::Plus, ..) => Some(one.plus(1.0, other)),
        (Sum::Minus, ..) => Some(one.plus(-1.0, other)),
        (Sum::Times, Some(factor), _) => Some(other.times(factor)),
        (Sum::Times, _, Some(factor)) => Some(one.times(factor)),
        (Sum::Over, _, Some(divisor)) if divisor != 0.0 => Some(one.times(1.0 / divisor)),
        _ => None,
    }
}
