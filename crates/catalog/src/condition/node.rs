//! Conditions lowered: small trees over numbered slots, evaluated in three values.
//!
//! Evaluation is strong Kleene logic: a part that is not yet known only makes
//! the whole unknown where it can still turn it. So knowing more never turns
//! a known result round.

use std::{collections::BTreeMap, fmt, sync::Arc};

use jiff::civil::Date;
use workdays::Calendar;

use super::functions::Function;
use crate::days::Parameter;

/// A word of the theme: an option's id, an element's choice or a text in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u16);

/// What a slot holds or a node comes to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Value {
    /// Not yet known.
    #[default]
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// One word; the empty word stands for no choice.
    Word(Word),
    /// A set of words, one bit each.
    Set(u64),
    /// A day.
    Date(Date),
}

impl Value {
    /// Whether it is known.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// Known to be true.
    pub fn is_true(self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// Known to be false.
    pub fn is_false(self) -> bool {
        matches!(self, Self::Bool(false))
    }
}

/// The words of one theme, numbered. Words that occur in sets have a bit as well.
#[derive(Debug, Clone, Default)]
pub struct WordTable {
    texts: Vec<String>,
    numbers: BTreeMap<String, Word>,
    bits: BTreeMap<Word, u64>,
}

impl WordTable {
    /// Most words that may occur in the sets of one theme.
    pub const MAX_SET_WORDS: usize = 64;

    /// The word of that text, numbered now if it is new.
    pub fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.numbers.get(text) {
            return *word;
        }
        let number = u16::try_from(self.texts.len()).expect("a theme has fewer than 65536 words");
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), Word(number));
        Word(number)
    }

    /// The word of that text, if the theme knows it.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.numbers.get(text).copied()
    }

    /// The text of a word.
    pub fn text(&self, word: Word) -> &str {
        &self.texts[usize::from(word.0)]
    }

    /// The bit of a word, given now if it has none; none when all bits are taken.
    pub fn bit(&mut self, word: Word) -> Option<u64> {
        let next = self.bits.len();
        if let Some(bit) = self.bits.get(&word) {
            return Some(*bit);
        }
        (next < Self::MAX_SET_WORDS).then(|| *self.bits.entry(word).or_insert(1 << next))
    }

    /// The bit of a word, if it has one.
    pub fn find_bit(&self, word: Word) -> Option<u64> {
        self.bits.get(&word).copied()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

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

/// Constructors that work in what is already constant.
impl Node {
    pub(crate) fn all(nodes: Vec<Node>) -> Self {
        Self::join(nodes, false)
    }

    pub(super) fn any(nodes: Vec<Node>) -> Self {
        Self::join(nodes, true)
    }

    fn join(nodes: Vec<Node>, decisive: bool) -> Self {
        let mut kept = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Constant(Value::Bool(value)) if value == decisive => return node,
                Self::Constant(Value::Bool(_)) => {}
                Self::Or(inner) if decisive => kept.extend(inner),
                Self::And(inner) if !decisive => kept.extend(inner),
                node => kept.push(node),
            }
        }
        match kept.len() {
            0 => Self::Constant(Value::Bool(!decisive)),
            1 => kept.swap_remove(0),
            _ if decisive => Self::Or(merge_masks(kept).into()),
            _ => Self::And(kept.into()),
        }
    }

    pub(crate) fn negation(node: Node) -> Self {
        match node {
            Self::Constant(Value::Bool(value)) => Self::Constant(Value::Bool(!value)),
            Self::Not(inner) => *inner,
            node => Self::Not(Box::new(node)),
        }
    }

    pub(crate) fn choose(condition: Node, then: Node, otherwise: Node) -> Self {
        match condition {
            Self::Constant(Value::Bool(true)) => then,
            Self::Constant(Value::Bool(false)) => otherwise,
            _ if then == otherwise => then,
            condition => Self::Choose(Box::new([condition, then, otherwise])),
        }
    }

    pub(crate) fn same(left: Node, right: Node) -> Self {
        match (left, right) {
            (Self::Constant(left), Self::Constant(right)) => Self::Constant(Value::Bool(left == right)),
            (Self::Slot(slot), Self::Constant(Value::Word(word)))
            | (Self::Constant(Value::Word(word)), Self::Slot(slot)) => Self::Is(slot, word),
            (left, right) => Self::Same(Box::new([left, right])),
        }
    }

    /// The word is one of those.
    pub(super) fn one_of(word: Node, words: &[Word]) -> Self {
        match word {
            Self::Constant(Value::Word(word)) => Self::Constant(Value::Bool(words.contains(&word))),
            Self::Slot(slot) => Self::OneOf(slot, words.into()),
            word => Self::any(
                words.iter().map(|one| Self::same(word.clone(), Self::Constant(Value::Word(*one)))).collect(),
            ),
        }
    }

    /// The set has at least one word of the mask. Distributed over unions and
    /// choices, so that one part may decide while another is unknown.
    pub(super) fn has_any(set: Node, mask: u64) -> Self {
        match set {
            Self::Constant(value) => Self::Constant(has_any(value, mask)),
            Self::Slot(slot) => Self::SlotHasAny(slot, mask),
            Self::Union(nodes) => {
                Self::any((*nodes).into_iter().map(|node| Self::has_any(node, mask)).collect())
            }
            Self::Choose(nodes) => {
                let [condition, then, otherwise] = *nodes;
                Self::choose(condition, Self::has_any(then, mask), Self::has_any(otherwise, mask))
            }
            set => Self::HasAny(Box::new(set), mask),
        }
    }

    pub(super) fn union(left: Node, right: Node) -> Self {
        match (left, right) {
            (Self::Constant(Value::Set(left)), Self::Constant(Value::Set(right))) => {
                Self::Constant(Value::Set(left | right))
            }
            (Self::Constant(Value::Set(0)), node) | (node, Self::Constant(Value::Set(0))) => node,
            (left, right) => Self::Union(Box::new([left, right])),
        }
    }
}

/// Makes one test of several on the same set.
fn merge_masks(nodes: Vec<Node>) -> Vec<Node> {
    let mut merged: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Node::SlotHasAny(slot, mask) = node {
            let same = merged.iter_mut().find_map(|kept| match kept {
                Node::SlotHasAny(held, kept) if *held == slot => Some(kept),
                _ => None,
            });
            if let Some(kept) = same {
                *kept |= mask;
                continue;
            }
        }
        merged.push(node);
    }
    merged
}
