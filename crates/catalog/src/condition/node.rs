//! Conditions lowered: small trees over numbered slots, evaluated in three values.
//!
//! Evaluation is strong Kleene logic: a part that is not yet known only makes
//! the whole unknown where it can still turn it. So knowing more never turns
//! a known result round.

mod make;
mod values;

pub use values::{Value, Word, WordTable};

use std::{fmt, sync::Arc};

use workdays::Calendar;

use super::functions::Function;
use crate::days::Parameter;

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

/// What is done with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sum {
    Plus,
    Minus,
    Times,
    Over,
}

/// The published working days that a condition counts by.
#[derive(Clone)]
pub struct Days(pub Arc<Calendar>);

impl PartialEq for Days {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Days")
    }
}

/// The number of a slot: a situation, or an element that no situation fills.
pub type Slot = u16;

/// A condition or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A value that does not depend on answers.
    Constant(Value),
    /// What a slot holds.
    Slot(Slot),
    /// The slot holds this word.
    Is(Slot, Word),
    /// The slot holds one of these words.
    OneOf(Slot, Box<[Word]>),
    /// The set has at least one of these words.
    HasAny(Box<Node>, u64),
    /// The slot, a set, has at least one of these words.
    SlotHasAny(Slot, u64),
    /// Not.
    Not(Box<Node>),
    /// All of them.
    And(Box<[Node]>),
    /// At least one of them.
    Or(Box<[Node]>),
    /// The second if the first, else the third.
    Choose(Box<[Node; 3]>),
    /// Both are equal.
    Same(Box<[Node; 2]>),
    /// The first stands in that order to the second.
    Compare(Order, Box<[Node; 2]>),
    /// A number reckoned from two.
    Reckon(Sum, Box<[Node; 2]>),
    /// Both sets together.
    Union(Box<[Node; 2]>),
    /// How many words a set has.
    Size(Box<Node>),
    /// The value that stands for what the slot holds: an element's choice for an option.
    Translate(Slot, Box<[(Value, Value)]>),
    /// The same for a set, word by word.
    TranslateSet(Slot, Box<[(u64, u64)]>),
    /// What a function comes to.
    Call(Function, Box<[Node]>),
    /// A day so many working days later.
    WorkingDays(Days, Box<[Node; 2]>),
    /// What a parameter is set to on a day.
    ValueOn(Arc<Parameter>, Box<Node>),
}

impl Default for Node {
    fn default() -> Self {
        Self::TRUE
    }
}

impl Node {
    /// Always true.
    pub const TRUE: Self = Self::Constant(Value::Bool(true));
    /// Always false.
    pub const FALSE: Self = Self::Constant(Value::Bool(false));

    /// What it comes to, given what the slots hold.
    #[inline]
    pub fn evaluate(&self, slots: &[Value]) -> Value {
        // Most conditions inside items hold always.
        if let Self::Constant(value) = self { *value } else { self.work_out(slots) }
    }

    fn work_out(&self, slots: &[Value]) -> Value {
        use Value::{Bool, Number, Set, Unknown};
        match self {
            Self::Constant(value) => *value,
            Self::Slot(slot) => slots[usize::from(*slot)],
            Self::Is(slot, word) => match slots[usize::from(*slot)] {
                Value::Word(held) => Bool(held == *word),
                _ => Unknown,
            },
            Self::OneOf(slot, words) => match slots[usize::from(*slot)] {
                Value::Word(held) => Bool(words.contains(&held)),
                _ => Unknown,
            },
            Self::SlotHasAny(slot, mask) => has_any(slots[usize::from(*slot)], *mask),
            Self::HasAny(set, mask) => has_any(set.evaluate(slots), *mask),
            Self::Not(node) => match node.evaluate(slots) {
                Bool(value) => Bool(!value),
                _ => Unknown,
            },
            Self::And(nodes) => until(nodes, slots, false),
            Self::Or(nodes) => until(nodes, slots, true),
            Self::Choose(nodes) => {
                let [condition, then, otherwise] = &**nodes;
                match condition.evaluate(slots) {
                    Bool(true) => then.evaluate(slots),
                    Bool(false) => otherwise.evaluate(slots),
                    _ => {
                        let value = then.evaluate(slots);
                        if value == otherwise.evaluate(slots) { value } else { Unknown }
                    }
                }
            }
            Self::Same(nodes) => match (nodes[0].evaluate(slots), nodes[1].evaluate(slots)) {
                (Unknown, _) | (_, Unknown) => Unknown,
                (left, right) => Bool(left == right),
            },
            Self::Compare(order, nodes) => match (nodes[0].evaluate(slots), nodes[1].evaluate(slots)) {
                (Number(left), Number(right)) => Bool(order.holds(&left, &right)),
                (Value::Date(left), Value::Date(right)) => Bool(order.holds(&left, &right)),
                _ => Unknown,
            },
            Self::Reckon(sum, nodes) => match (nodes[0].evaluate(slots), nodes[1].evaluate(slots)) {
                (Number(left), Number(right)) => match sum {
                    Sum::Plus => Number(left + right),
                    Sum::Minus => Number(left - right),
                    Sum::Times => Number(left * right),
                    Sum::Over if right == 0.0 => Unknown,
                    Sum::Over => Number(left / right),
                },
                _ => Unknown,
            },
            Self::Union(nodes) => match (nodes[0].evaluate(slots), nodes[1].evaluate(slots)) {
                (Set(left), Set(right)) => Set(left | right),
                _ => Unknown,
            },
            Self::Size(set) => match set.evaluate(slots) {
                Set(words) => Number(f64::from(words.count_ones())),
                _ => Unknown,
            },
            Self::Translate(slot, pairs) => {
                let held = slots[usize::from(*slot)];
                pairs.iter().find(|(from, _)| *from == held).map_or(Unknown, |(_, to)| *to)
            }
            Self::TranslateSet(slot, pairs) => match slots[usize::from(*slot)] {
                Set(held) => {
                    Set(pairs.iter().filter(|(from, _)| held & from != 0).fold(0, |set, (_, to)| set | to))
                }
                _ => Unknown,
            },
            Self::Call(function, nodes) => {
                let given: Vec<Value> = nodes.iter().map(|node| node.evaluate(slots)).collect();
                function.apply(&given)
            }
            Self::WorkingDays(days, nodes) => match (nodes[0].evaluate(slots), nodes[1].evaluate(slots)) {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                (Value::Date(from), Number(count)) => {
                    Value::Date(days.0.add_working_days(from, count.clamp(0.0, 10_000.0) as u32).date)
                }
                _ => Unknown,
            },
            Self::ValueOn(parameter, day) => match day.evaluate(slots) {
                Value::Date(day) => {
                    parameter.nearest(day).and_then(|set| set.value.number()).map_or(Unknown, Number)
                }
                _ => Unknown,
            },
        }
    }

    /// Calls `visit` for each slot that can still turn the result: what is left
    /// of the condition after everything known has been worked in.
    pub fn residual(&self, slots: &[Value], visit: &mut impl FnMut(Slot)) {
        if self.evaluate(slots).is_known() {
            return;
        }
        if let Self::Choose(nodes) = self {
            let [condition, then, otherwise] = &**nodes;
            match condition.evaluate(slots) {
                Value::Bool(true) => return then.residual(slots, visit),
                Value::Bool(false) => return otherwise.residual(slots, visit),
                _ => {}
            }
        }
        match self.slot() {
            Some(slot) => visit(slot),
            None => self.children().iter().for_each(|child| child.residual(slots, visit)),
        }
    }

    /// Calls `visit` for each slot that made the result what it is, in the
    /// least number of clauses: one false clause of a conjunction, the true
    /// clauses of a disjunction.
    pub fn deciding(&self, slots: &[Value], visit: &mut impl FnMut(Slot)) {
        match self {
            Self::And(nodes) | Self::Or(nodes) => {
                let decisive = Value::Bool(matches!(self, Self::Or(_)));
                let values: Vec<Value> = nodes.iter().map(|node| node.evaluate(slots)).collect();
                let decided = values.contains(&decisive);
                let mut left = if decided && decisive.is_false() { 1 } else { nodes.len() };
                for (node, value) in nodes.iter().zip(values) {
                    if left > 0 && (!decided || value == decisive) {
                        node.deciding(slots, visit);
                        left -= 1;
                    }
                }
            }
            Self::Choose(nodes) => {
                let [condition, then, otherwise] = &**nodes;
                match condition.evaluate(slots) {
                    Value::Bool(taken) => {
                        condition.deciding(slots, visit);
                        if taken { then } else { otherwise }.deciding(slots, visit);
                    }
                    _ => {
                        then.deciding(slots, visit);
                        otherwise.deciding(slots, visit);
                    }
                }
            }
            _ => match self.slot() {
                Some(slot) => visit(slot),
                None => self.children().iter().for_each(|child| child.deciding(slots, visit)),
            },
        }
    }

    /// Calls `visit` for each slot that occurs.
    pub fn occurring(&self, visit: &mut impl FnMut(Slot)) {
        match self.slot() {
            Some(slot) => visit(slot),
            None => self.children().iter().for_each(|child| child.occurring(visit)),
        }
    }

    /// Calls `visit` for each number that the slot is compared with.
    pub(crate) fn bounds(&self, slot: Slot, visit: &mut impl FnMut(f64)) {
        if let Self::Compare(_, nodes) | Self::Same(nodes) = self {
            match &**nodes {
                [Self::Slot(held), Self::Constant(Value::Number(number))]
                | [Self::Constant(Value::Number(number)), Self::Slot(held)]
                    if *held == slot =>
                {
                    visit(*number);
                }
                _ => {}
            }
        }
        self.children().iter().for_each(|child| child.bounds(slot, visit));
    }

    /// The slot that a leaf looks at.
    fn slot(&self) -> Option<Slot> {
        match self {
            Self::Slot(slot)
            | Self::Is(slot, _)
            | Self::OneOf(slot, _)
            | Self::SlotHasAny(slot, _)
            | Self::Translate(slot, _)
            | Self::TranslateSet(slot, _) => Some(*slot),
            _ => None,
        }
    }

    pub(crate) fn children(&self) -> &[Node] {
        match self {
            Self::Not(node) | Self::HasAny(node, _) | Self::Size(node) | Self::ValueOn(_, node) => {
                std::slice::from_ref(node)
            }
            Self::And(nodes) | Self::Or(nodes) => nodes,
            Self::Choose(nodes) => &nodes[..],
            Self::Same(nodes)
            | Self::Compare(_, nodes)
            | Self::Reckon(_, nodes)
            | Self::Union(nodes)
            | Self::WorkingDays(_, nodes) => &nodes[..],
            Self::Call(_, nodes) => nodes,
            _ => &[],
        }
    }
}

fn has_any(set: Value, mask: u64) -> Value {
    match set {
        Value::Set(words) => Value::Bool(words & mask != 0),
        _ => Value::Unknown,
    }
}

/// The decisive value if any node has it, the other one if all are known, else unknown.
fn until(nodes: &[Node], slots: &[Value], decisive: bool) -> Value {
    let mut known = true;
    for node in nodes {
        match node.evaluate(slots) {
            Value::Bool(value) if value == decisive => return Value::Bool(decisive),
            Value::Bool(_) => {}
            _ => known = false,
        }
    }
    if known { Value::Bool(!decisive) } else { Value::Unknown }
}
