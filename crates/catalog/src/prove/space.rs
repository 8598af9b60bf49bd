//! The space of all answers as variables of decision diagrams.
//!
//! A question is a unit: a few neighbouring variables that number its answers.
//! Every setting of the variables is an answer: numbers beyond the last answer
//! count as the last one, so that nothing has to be excluded. Numbers that are
//! compared with each other are one unit, cut into cells.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};
use jiff::{Span, civil::Date};

use super::{
    cells::Numbers,
    symbolic::{Looked, day_number},
};
use crate::{
    answers::{Answer, Answers, Number},
    condition::{
        functions::Reading,
        node::{Slot, Value, Word},
    },
    model::{ElementType, SituationType},
    plan::Plan,
};

/// What a unit answers.
#[derive(Debug)]
pub(super) enum Asked {
    YesNo(Slot),
    /// One of these words.
    One(Slot, Vec<Word>),
    /// Any of these bits.
    Set(Slot, Vec<u64>),
    Numbers(Numbers),
    /// Whether something is so that only a function knows.
    Fact(usize),
    /// Whether a stop is taken note of, with its id.
    Noted(usize, String),
}

/// A question, or several numbers that are compared with each other.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) asked: Asked,
    pub(super) variables: Vec<BddVariable>,
    /// Variables that stand for what follows from this unit and those before it.
    pub(super) outcomes: Vec<BddVariable>,
}

impl Unit {
    /// How many answers it takes.
    pub(super) fn questions(&self) -> u32 {
        match &self.asked {
            Asked::Numbers(numbers) => u32::try_from(numbers.len()).unwrap_or(u32::MAX),
            _ => 1,
        }
    }

    /// How many different answers it has, where each bit of a set is a variable of its own.
    fn codes(&self) -> usize {
        match &self.asked {
            Asked::YesNo(_) | Asked::Fact(_) | Asked::Noted(..) => 2,
            Asked::One(_, words) => words.len(),
            Asked::Set(_, bits) => 1 << bits.len().min(30),
            Asked::Numbers(numbers) => numbers.cells.len(),
        }
    }

    /// The slots that it fills.
    pub(super) fn slots(&self) -> &[Slot] {
        match &self.asked {
            Asked::Fact(_) | Asked::Noted(..) => &[],
            Asked::YesNo(slot) | Asked::One(slot, _) | Asked::Set(slot, _) => std::slice::from_ref(slot),
            Asked::Numbers(numbers) => &numbers.slots,
        }
    }
}

/// All units of a plan, with their variables.
pub(super) struct Space {
    variables: BddVariableSet,
    pub(super) units: Vec<Unit>,
    /// The unit of each variable.
    unit_of: Vec<usize>,
}

impl Space {
    /// Lays out the variables, with room for so many outcomes behind each unit.
    pub(super) fn new(asked: Vec<Asked>, room: &[usize]) -> Self {
        let bare = |asked| Unit { asked, variables: Vec::new(), outcomes: Vec::new() };
        let mut units: Vec<Unit> = asked.into_iter().map(bare).collect();
        let room = |at: usize| room.get(at).copied().unwrap_or(0);
        let widths: Vec<usize> = units.iter().map(width).collect();
        let total: usize = widths.iter().enumerate().map(|(at, width)| width + room(at)).sum();
        let total = u16::try_from(total).expect("a theme has fewer than 65536 variables");
        let variables = BddVariableSet::new_anonymous(total);
        let mut left = variables.variables().into_iter();
        let mut unit_of = Vec::new();
        for (at, unit) in units.iter_mut().enumerate() {
            unit.variables = left.by_ref().take(widths[at]).collect();
            unit.outcomes = left.by_ref().take(room(at)).collect();
            unit_of.resize(unit_of.len() + widths[at] + room(at), at);
        }
        Self { variables, units, unit_of }
    }

    pub(super) fn constant(&self, value: bool) -> Bdd {
        if value { self.variables.mk_true() } else { self.variables.mk_false() }
    }

    pub(super) fn variable(&self, variable: BddVariable) -> Bdd {
        self.variables.mk_var(variable)
    }

    pub(super) fn unit_of(&self, variable: BddVariable) -> usize {
        self.unit_of[variable.to_index()]
    }

    /// The answers with that number, the last one also for all numbers beyond.
    pub(super) fn answered(&self, unit: &Unit, code: usize) -> Bdd {
        let last = unit.codes() - 1;
        if code == last {
            let before = (0..last).map(|code| self.numbered(unit, code));
            return before.fold(self.constant(false), |any, one| any.or(&one)).not();
        }
        self.numbered(unit, code)
    }

    fn numbered(&self, unit: &Unit, code: usize) -> Bdd {
        let bits = unit.variables.iter().enumerate();
        bits.fold(self.constant(true), |all, (place, variable)| {
            let bit = self.variables.mk_literal(*variable, code >> place & 1 == 1);
            all.and(&bit)
        })
    }

    /// Numbers that no answer bears: where each answer is to be counted once.
    pub(super) fn superfluous(&self, unit: &Unit) -> Bdd {
        if !matches!(unit.asked, Asked::One(..) | Asked::Numbers(_)) {
            return self.constant(false);
        }
        let all = (0..unit.codes()).map(|code| self.numbered(unit, code));
        all.fold(self.constant(false), |any, one| any.or(&one)).not()
    }

    /// Puts the answers of a unit, read from its variables, among the others.
    pub(super) fn answer(
        &self,
        plan: &Plan,
        unit: &Unit,
        is_set: impl Fn(BddVariable) -> bool,
        to: &mut Answers,
    ) {
        let bits = unit.variables.iter().enumerate();
        let code =
            bits.filter(|(_, variable)| is_set(**variable)).fold(0, |code, (place, _)| code | 1 << place);
        let code = code.min(unit.codes() - 1);
        if let Asked::Noted(_, id) = &unit.asked
            && is_set(unit.variables[0])
        {
            to.acknowledged.insert(id.clone());
        }
        for (at, slot) in unit.slots().iter().enumerate() {
            let value = match &unit.asked {
                Asked::YesNo(_) => Value::Bool(is_set(unit.variables[0])),
                Asked::One(_, words) => Value::Word(words[code]),
                Asked::Set(_, bits) => {
                    let chosen = bits.iter().zip(&unit.variables).filter(|(_, variable)| is_set(**variable));
                    Value::Set(chosen.fold(0, |set, (bit, _)| set | bit))
                }
                Asked::Numbers(numbers) => Value::Number(numbers.cells[code][at]),
                Asked::Fact(_) | Asked::Noted(..) => continue,
            };
            put(plan, *slot, value, to);
        }
    }

    /// The variables of a unit as what is said of its slots sets them; where nothing is said,
    /// any answer will do. None where nobody may answer so.
    pub(super) fn setting(
        &self,
        unit: &Unit,
        said: impl Fn(Slot) -> Option<Value>,
        is_fact: impl Fn(usize) -> bool,
        is_noted: impl Fn(&str) -> bool,
    ) -> Option<Vec<(BddVariable, bool)>> {
        let code = match &unit.asked {
            Asked::Fact(fact) => usize::from(is_fact(*fact)),
            Asked::Noted(_, id) => usize::from(is_noted(id)),
            Asked::YesNo(slot) => usize::from(said(*slot).is_some_and(Value::is_true)),
            Asked::One(slot, words) => match said(*slot) {
                // A word that the theme does not know is the last one.
                Some(Value::Word(word)) => {
                    words.iter().position(|other| *other == word).unwrap_or(words.len() - 1)
                }
                _ => 0,
            },
            Asked::Set(slot, bits) => {
                let set = match said(*slot) {
                    Some(Value::Set(set)) => set,
                    _ => 0,
                };
                let pairs = bits.iter().zip(&unit.variables);
                return Some(pairs.map(|(bit, variable)| (*variable, set & bit != 0)).collect());
            }
            Asked::Numbers(numbers) => {
                let held = numbers.slots.iter().enumerate().map(|(at, slot)| match said(*slot) {
                    Some(Value::Number(number)) => number,
                    Some(Value::Date(date)) => day_number(date),
                    _ => numbers.cells[0][at],
                });
                numbers.cell(&held.collect::<Vec<f64>>())?
            }
        };
        let places = unit.variables.iter().enumerate();
        Some(places.map(|(place, variable)| (*variable, code >> place & 1 == 1)).collect())
    }
}

/// How many variables number the answers.
fn width(unit: &Unit) -> usize {
    match &unit.asked {
        Asked::Set(_, bits) => bits.len(),
        _ => (0..).find(|width| 1 << width >= unit.codes()).unwrap_or(0),
    }
}

/// The questions and form fields of a plan that answers can choose, in the order in which they depend on each other.
pub(super) fn asked(plan: &Plan, looked: &Looked, numbers: Vec<Numbers>) -> Vec<Asked> {
    let mut first: BTreeMap<Slot, Numbers> =
        numbers.into_iter().map(|numbers| (numbers.slots[0], numbers)).collect();
    let mut asked = Vec::new();
    let questions = plan.order.iter().copied();
    let fields = (plan.situations.len()..plan.situations.len() + plan.elements.len())
        .map(|slot| Slot::try_from(slot).expect("slots are numbered by Slot"))
        .filter(|slot| looked.slots.contains(slot));
    for slot in questions.chain(fields) {
        if let Some(numbers) = first.remove(&slot) {
            asked.push(Asked::Numbers(numbers));
            continue;
        }
        let at = usize::from(slot);
        asked.extend(match plan.situations.get(at) {
            Some(situation) if situation.derived.is_some() => None,
            Some(situation) => match situation.kind {
                SituationType::Boolean => Some(Asked::YesNo(slot)),
                SituationType::Single => {
                    let words: Vec<Word> = situation.options.iter().map(|(_, word, _)| *word).collect();
                    (!words.is_empty()).then_some(Asked::One(slot, words))
                }
                SituationType::Multi => {
                    Some(Asked::Set(slot, situation.options.iter().map(|(.., bit)| *bit).collect()))
                }
                SituationType::Number => None,
            },
            None => field(plan, slot),
        });
    }
    // Then what only functions know, and obstacles that can be taken note of.
    asked.extend(first.into_values().map(Asked::Numbers));
    asked.extend((0..looked.facts.len()).map(Asked::Fact));
    let noted = plan.lifted_by.iter().enumerate();
    asked.extend(noted.filter_map(|(stop, id)| Some(Asked::Noted(stop, id.clone()?))));
    asked
}

/// What may stand in a field of the form that conditions look at.
fn field(plan: &Plan, slot: Slot) -> Option<Asked> {
    let element = &plan.elements[usize::from(slot) - plan.situations.len()];
    if let Some(reading) = element.reading {
        return (reading == Reading::IsMale).then_some(Asked::YesNo(slot));
    }
    let every = || (0..plan.words.len()).filter_map(|word| u16::try_from(word).ok().map(Word));
    match element.kind {
        _ if element.multiple => {
            let words = element.words.clone().unwrap_or_else(|| every().collect());
            Some(Asked::Set(slot, words.iter().filter_map(|word| plan.words.find_bit(*word)).collect()))
        }
        ElementType::Boolean => Some(Asked::YesNo(slot)),
        ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => None,
        ElementType::Date | ElementType::Datetime => None,
        _ => {
            // Any text: one that the theme knows, or another one.
            let other = Word(u16::try_from(plan.words.len()).unwrap_or(u16::MAX));
            let words = element.words.clone().unwrap_or_else(|| every().chain([other]).collect());
            (!words.is_empty()).then_some(Asked::One(slot, words))
        }
    }
}

fn put(plan: &Plan, slot: Slot, value: Value, to: &mut Answers) {
    let at = usize::from(slot);
    let Some(situation) = plan.situations.get(at) else {
        // A number that a function gives, and what an identity number says, nobody writes down as such.
        let element = plan.elements.get(at - plan.situations.len());
        let Some(element) = element.filter(|element| element.reading.is_none()) else { return };
        let is_day = matches!(element.kind, ElementType::Date | ElementType::Datetime);
        let day = || match value {
            Value::Number(number) if is_day => day_of(number),
            _ => None,
        };
        if element.id == *"today" {
            to.today = day();
        } else {
            let value = day().map_or_else(|| json(plan, value), |day| day.to_string().into());
            to.elements.insert(element.id.clone(), value);
        }
        return;
    };
    let answer = match value {
        Value::Bool(value) => Answer::Bool(value),
        Value::Number(number) => Answer::Number(Number::of(number)),
        Value::Word(word) => {
            let option = situation.options.iter().find(|(_, option, _)| *option == word);
            Answer::One(option.map(|(id, ..)| id.clone()).unwrap_or_default())
        }
        Value::Set(set) => {
            let chosen = situation.options.iter().filter(|(.., bit)| bit & set != 0);
            Answer::Many(chosen.map(|(id, ..)| id.clone()).collect())
        }
        Value::Date(_) | Value::Unknown => return,
    };
    to.situations.insert(situation.id.clone(), answer);
}

fn json(plan: &Plan, value: Value) -> serde_json::Value {
    let text = |word: Word| {
        // A text that the theme does not know stands for all others.
        if usize::from(word.0) < plan.words.len() { plan.words.text(word) } else { "另外的内容" }
    };
    match value {
        Value::Bool(value) => value.into(),
        Value::Number(number) => number.into(),
        Value::Word(word) => text(word).into(),
        Value::Set(set) => {
            let words = (0..plan.words.len()).filter_map(|word| u16::try_from(word).ok().map(Word));
            let chosen = words.filter(|word| plan.words.find_bit(*word).is_some_and(|bit| bit & set != 0));
            chosen.map(|word| serde_json::Value::from(text(word))).collect()
        }
        Value::Date(date) => date.to_string().into(),
        Value::Unknown => serde_json::Value::Null,
    }
}

/// The day so many days after the first of January 1970.
fn day_of(number: f64) -> Option<Date> {
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let days = number.clamp(-700_000.0, 2_900_000.0) as i64;
    Date::constant(1970, 1, 1).checked_add(Span::new().days(days)).ok()
}
