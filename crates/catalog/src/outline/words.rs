//! Conditions in words: “孩子在哪里出生”选“江津区内的医院或妇幼保健院”，并且…
//!
//! Read from the compiled condition, so that names are resolved and what cannot
//! be is gone. Computed situations are followed back to the questions that
//! people are asked. What has no plain words names the questions it looks at.

use crate::{
    condition::node::{Node, Order, Slot, Value, Word},
    model::{Catalog, Situation, Theme},
    plan::{Plan, SituationSlot},
};

/// When something holds.
pub(crate) enum When {
    /// Whatever is answered.
    Always,
    /// Whatever is answered, not.
    Never,
    /// On this condition.
    If(String),
}

/// Says conditions of one theme.
pub(crate) struct Speaker<'a> {
    catalog: &'a Catalog,
    theme: &'a Theme,
    plan: &'a Plan,
}

/// A condition taken apart into what can be said.
#[derive(Debug, Clone, PartialEq)]
enum Clause {
    Always,
    Never,
    /// The slot holds one of these words (or none of them).
    Words {
        slot: Slot,
        words: Vec<Word>,
        yes: bool,
    },
    /// The set in the slot has at least one word of the mask (or none).
    Set {
        slot: Slot,
        mask: u64,
        yes: bool,
    },
    /// Anything else, in words.
    Text(String),
    All(Vec<Clause>),
    Any(Vec<Clause>),
}

impl<'a> Speaker<'a> {
    pub(crate) fn new(catalog: &'a Catalog, theme: &'a Theme) -> Self {
        Self { catalog, theme, plan: &theme.plan }
    }

    /// The condition in words.
    pub(crate) fn say(&self, node: &Node) -> When {
        match self.clause(node, true) {
            Clause::Always => When::Always,
            Clause::Never => When::Never,
            clause => When::If(self.phrase(&clause)),
        }
    }

    /// The clause that the node is true (or, with `yes` false, false).
    fn clause(&self, node: &Node, yes: bool) -> Clause {
        match node {
            Node::Constant(value) => fixed((*value == Value::Bool(true)) == yes),
            Node::Slot(slot) => self.flag(*slot, yes),
            Node::Is(slot, word) => self.is_one_of(&Node::Slot(*slot), &[*word], yes),
            Node::OneOf(slot, words) => self.is_one_of(&Node::Slot(*slot), words, yes),
            Node::SlotHasAny(slot, mask) => self.has_any(&Node::Slot(*slot), *mask, yes),
            Node::HasAny(set, mask) => self.has_any(set, *mask, yes),
            Node::Not(node) => self.clause(node, !yes),
            Node::And(nodes) => join(nodes.iter().map(|node| self.clause(node, yes)), yes),
            Node::Or(nodes) => join(nodes.iter().map(|node| self.clause(node, yes)), !yes),
            Node::Choose(nodes) => self.by_cases(nodes, |node| self.clause(node, yes)),
            Node::Same(nodes) => self.same(node, nodes, yes),
            Node::Compare(order, nodes) => self.compare(node, *order, nodes, yes),
            _ => self.depends_on(node),
        }
    }

    /// What holds for the branch that is taken.
    fn by_cases(&self, nodes: &[Node; 3], say: impl Fn(&Node) -> Clause) -> Clause {
        let [condition, then, otherwise] = nodes;
        let taken = all([self.clause(condition, true), say(then)]);
        let not_taken = all([self.clause(condition, false), say(otherwise)]);
        any([taken, not_taken])
    }

    fn flag(&self, slot: Slot, yes: bool) -> Clause {
        if let Some(derived) = self.derived(slot) {
            return self.clause(derived, yes);
        }
        let verb = if self.is_question(slot) { "答" } else { "填" };
        Clause::Text(format!("{}{verb}“{}”", self.subject(slot), if yes { "是" } else { "否" }))
    }

    /// The node, a word, is one of these.
    fn is_one_of(&self, node: &Node, words: &[Word], yes: bool) -> Clause {
        match node {
            Node::Constant(Value::Word(word)) => fixed(words.contains(word) == yes),
            Node::Slot(slot) => match self.derived(*slot) {
                Some(derived) => self.is_one_of(derived, words, yes),
                None => Clause::Words { slot: *slot, words: words.to_vec(), yes },
            },
            Node::Choose(nodes) => self.by_cases(nodes, |node| self.is_one_of(node, words, yes)),
            Node::Translate(slot, pairs) => {
                let meant = |value: &Value| matches!(value, Value::Word(word) if words.contains(word));
                let from: Vec<&Value> =
                    pairs.iter().filter(|(_, to)| meant(to)).map(|(from, _)| from).collect();
                let words = from.iter().filter_map(|value| match value {
                    Value::Word(word) => Some(*word),
                    _ => None,
                });
                let words: Vec<Word> = words.collect();
                match from.as_slice() {
                    [] => fixed(!yes),
                    [Value::Bool(value)] => self.clause(&Node::Slot(*slot), *value == yes),
                    _ if words.len() == from.len() => self.is_one_of(&Node::Slot(*slot), &words, yes),
                    _ => self.depends_on(node),
                }
            }
            _ => self.depends_on(node),
        }
    }

    /// The node, a set, has at least one word of the mask.
    fn has_any(&self, node: &Node, mask: u64, yes: bool) -> Clause {
        match node {
            Node::Constant(Value::Set(set)) => fixed((set & mask != 0) == yes),
            Node::Slot(slot) => match self.derived(*slot) {
                Some(derived) => self.has_any(derived, mask, yes),
                None => Clause::Set { slot: *slot, mask, yes },
            },
            Node::Union(nodes) => join(nodes.iter().map(|node| self.has_any(node, mask, yes)), !yes),
            Node::Choose(nodes) => self.by_cases(nodes, |node| self.has_any(node, mask, yes)),
            Node::TranslateSet(slot, pairs) => {
                let from = pairs.iter().filter(|(_, to)| to & mask != 0).fold(0, |set, (from, _)| set | from);
                if from == 0 { fixed(!yes) } else { self.has_any(&Node::Slot(*slot), from, yes) }
            }
            _ => self.depends_on(node),
        }
    }

    fn same(&self, node: &Node, nodes: &[Node; 2], yes: bool) -> Clause {
        match nodes {
            [word, Node::Constant(Value::Word(wanted))] | [Node::Constant(Value::Word(wanted)), word] => {
                self.is_one_of(word, &[*wanted], yes)
            }
            [Node::Size(set), Node::Constant(Value::Number(0.0))]
            | [Node::Constant(Value::Number(0.0)), Node::Size(set)] => self.has_any(set, u64::MAX, !yes),
            [Node::Size(set), Node::Constant(Value::Number(number))]
            | [Node::Constant(Value::Number(number)), Node::Size(set)] => match &**set {
                Node::Slot(slot) if self.derived(*slot).is_none() => {
                    let verb = if yes { "正好选" } else { "选的不是" };
                    Clause::Text(format!("{}{verb}{number}项", self.subject(*slot)))
                }
                _ => self.depends_on(node),
            },
            [Node::Slot(slot), Node::Constant(Value::Number(number))]
            | [Node::Constant(Value::Number(number)), Node::Slot(slot)] => match self.derived(*slot) {
                Some(_) => self.depends_on(node),
                None => {
                    let verb = if yes { "是" } else { "不是" };
                    Clause::Text(format!("{}{verb}{number}{}", self.subject(*slot), self.unit(*slot)))
                }
            },
            [Node::Slot(one), Node::Slot(other)] => {
                let verb = if yes { "一样" } else { "不一样" };
                Clause::Text(format!("{}和{}的回答{verb}", self.subject(*one), self.subject(*other)))
            }
            _ => self.depends_on(node),
        }
    }

    fn compare(&self, node: &Node, order: Order, nodes: &[Node; 2], yes: bool) -> Clause {
        let (slot, number, order, counts) = match nodes {
            [Node::Slot(slot), Node::Constant(Value::Number(number))] => (*slot, *number, order, false),
            [Node::Constant(Value::Number(number)), Node::Slot(slot)] => {
                (*slot, *number, turned(order), false)
            }
            [Node::Size(set), Node::Constant(Value::Number(number))] => match &**set {
                Node::Slot(slot) => (*slot, *number, order, true),
                _ => return self.depends_on(node),
            },
            _ => return self.depends_on(node),
        };
        if self.derived(slot).is_some() {
            return self.depends_on(node);
        }
        let order = if yes { order } else { opposite(order) };
        if counts && number == 0.0 && order == Order::Greater {
            return self.has_any(&Node::Slot(slot), u64::MAX, true);
        }
        let word = match order {
            Order::Less => "少于",
            Order::LessOrEqual => "不超过",
            Order::Greater => "超过",
            Order::GreaterOrEqual => "不少于",
        };
        let subject = self.subject(slot);
        Clause::Text(if counts {
            format!("{subject}选的{word}{number}项")
        } else {
            format!("{subject}{word}{number}{}", self.unit(slot))
        })
    }

    /// What is left to say of a condition that has no plain words.
    fn depends_on(&self, node: &Node) -> Clause {
        let mut names: Vec<String> = Vec::new();
        self.asked(node, &mut names);
        Clause::Text(format!("要看{}怎么回答", names.join("、")))
    }

    /// The questions that a condition looks at, through what is computed.
    fn asked(&self, node: &Node, names: &mut Vec<String>) {
        node.occurring(&mut |slot| match self.derived(slot) {
            Some(derived) => self.asked(derived, names),
            None => {
                let name = self.subject(slot);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        });
    }

    fn situation(&self, slot: Slot) -> Option<(&'a Situation, &'a SituationSlot)> {
        let index = usize::from(slot);
        Some((self.theme.situations.get(index)?, self.plan.situations.get(index)?))
    }

    fn derived(&self, slot: Slot) -> Option<&'a Node> {
        self.situation(slot)?.1.derived.as_ref()
    }

    fn is_question(&self, slot: Slot) -> bool {
        self.situation(slot).is_some()
    }

    /// What is looked at: the question, or the field of the form.
    fn subject(&self, slot: Slot) -> String {
        match self.situation(slot) {
            Some((situation, _)) => format!("“{}”", situation.question.trim_end_matches(['?', '？'])),
            None => {
                let element = &self.plan.elements[usize::from(slot) - self.theme.situations.len()];
                format!("表上“{}”", self.catalog.element_label(&element.id))
            }
        }
    }

    fn unit(&self, slot: Slot) -> &'a str {
        self.situation(slot).and_then(|(situation, _)| situation.unit.as_deref()).unwrap_or_default()
    }

    /// What people see of a word: the option's label, or the word of the form.
    fn label(&self, slot: Slot, word: Word) -> String {
        let Some((situation, compiled)) = self.situation(slot) else {
            return self.plan.words.text(word).to_owned();
        };
        let option = compiled.options.iter().position(|(_, known, _)| *known == word);
        option.map_or_else(String::new, |index| situation.options[index].label.clone())
    }

    /// The labels of a mask; all of them where it asks for anything at all.
    fn labels(&self, slot: Slot, mask: u64) -> Vec<String> {
        match self.situation(slot) {
            Some((situation, compiled)) => {
                let options = compiled.options.iter().zip(&situation.options);
                options
                    .filter(|((.., bit), _)| bit & mask != 0)
                    .map(|(_, option)| option.label.clone())
                    .collect()
            }
            None => {
                let words =
                    (0..self.plan.words.len()).filter_map(|number| u16::try_from(number).ok()).map(Word);
                let words =
                    words.filter(|word| self.plan.words.find_bit(*word).is_some_and(|bit| bit & mask != 0));
                words.map(|word| self.plan.words.text(word).to_owned()).collect()
            }
        }
    }

    fn phrase(&self, clause: &Clause) -> String {
        match clause {
            Clause::Always => "任何情况".to_owned(),
            Clause::Never => "没有这种情况".to_owned(),
            Clause::Text(text) => text.clone(),
            Clause::Words { slot, words, yes } => self.words_phrase(*slot, words, *yes),
            Clause::Set { slot, mask, yes } => self.set_phrase(*slot, *mask, *yes),
            Clause::All(clauses) => self.listed(clauses, "，并且"),
            Clause::Any(clauses) => self.listed(clauses, "，或者"),
        }
    }

    fn words_phrase(&self, slot: Slot, words: &[Word], yes: bool) -> String {
        let subject = self.subject(slot);
        let labels: Vec<String> =
            words.iter().map(|word| self.label(slot, *word)).filter(|label| !label.is_empty()).collect();
        if labels.is_empty() {
            return format!("{subject}{}", if yes { "不用回答" } else { "要回答" });
        }
        let verb = match (self.is_question(slot), yes) {
            (true, true) => "选",
            (true, false) => "不选",
            (false, true) => "填",
            (false, false) => "不填",
        };
        format!("{subject}{verb}{}", quoted(&labels, yes))
    }

    fn set_phrase(&self, slot: Slot, mask: u64, yes: bool) -> String {
        let subject = self.subject(slot);
        let labels = self.labels(slot, mask);
        let every =
            self.situation(slot).is_some_and(|(situation, _)| situation.options.len() == labels.len());
        match (every, yes) {
            (true, true) => format!("{subject}选了任何一项"),
            (true, false) => format!("{subject}一项也没选"),
            (false, true) => format!("{subject}选了{}", quoted(&labels, yes)),
            (false, false) => format!("{subject}没选{}", quoted(&labels, yes)),
        }
    }

    fn listed(&self, clauses: &[Clause], between: &str) -> String {
        let phrases = clauses.iter().map(|clause| match clause {
            Clause::All(_) | Clause::Any(_) => format!("（{}）", self.phrase(clause)),
            clause => self.phrase(clause),
        });
        phrases.collect::<Vec<_>>().join(between)
    }
}

/// Labels in quotation marks: one of them, or all of them.
fn quoted(labels: &[String], one_of: bool) -> String {
    let quoted: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
    quoted.join(if one_of { "或" } else { "、" })
}

fn fixed(holds: bool) -> Clause {
    if holds { Clause::Always } else { Clause::Never }
}

fn turned(order: Order) -> Order {
    match order {
        Order::Less => Order::Greater,
        Order::LessOrEqual => Order::GreaterOrEqual,
        Order::Greater => Order::Less,
        Order::GreaterOrEqual => Order::LessOrEqual,
    }
}

fn opposite(order: Order) -> Order {
    match order {
        Order::Less => Order::GreaterOrEqual,
        Order::LessOrEqual => Order::Greater,
        Order::Greater => Order::LessOrEqual,
        Order::GreaterOrEqual => Order::Less,
    }
}

fn all(clauses: impl IntoIterator<Item = Clause>) -> Clause {
    join(clauses, true)
}

fn any(clauses: impl IntoIterator<Item = Clause>) -> Clause {
    join(clauses, false)
}

/// All of the clauses (`every`), or at least one of them: flat, without what decides nothing,
/// and with what is said of the same question said once.
fn join(clauses: impl IntoIterator<Item = Clause>, every: bool) -> Clause {
    let (neutral, decisive) =
        if every { (Clause::Always, Clause::Never) } else { (Clause::Never, Clause::Always) };
    let mut kept: Vec<Clause> = Vec::new();
    for clause in clauses {
        if clause == decisive {
            return decisive;
        }
        match clause {
            clause if clause == neutral => {}
            Clause::All(inner) if every => inner.into_iter().for_each(|one| keep(&mut kept, one, every)),
            Clause::Any(inner) if !every => inner.into_iter().for_each(|one| keep(&mut kept, one, every)),
            clause => keep(&mut kept, clause, every),
        }
    }
    match kept.len() {
        0 => neutral,
        1 => kept.swap_remove(0),
        _ if every => Clause::All(kept),
        _ => Clause::Any(kept),
    }
}

/// Adds a clause. “One of these or one of those” and “none of these and none of those” about
/// the same question become one.
fn keep(kept: &mut Vec<Clause>, clause: Clause, every: bool) {
    match &clause {
        Clause::Words { slot, words, yes } if *yes != every => {
            for known in kept.iter_mut() {
                if let Clause::Words { slot: other, words: held, yes: same } = known
                    && other == slot
                    && same == yes
                {
                    held.extend(
                        words.iter().filter(|word| !held.contains(word)).copied().collect::<Vec<_>>(),
                    );
                    return;
                }
            }
        }
        Clause::Set { slot, mask, yes } if *yes != every => {
            for known in kept.iter_mut() {
                if let Clause::Set { slot: other, mask: held, yes: same } = known
                    && other == slot
                    && same == yes
                {
                    *held |= mask;
                    return;
                }
            }
        }
        _ => {}
    }
    if !kept.contains(&clause) {
        kept.push(clause);
    }
}
