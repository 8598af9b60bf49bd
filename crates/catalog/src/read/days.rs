//! A file as it reads on one day.
//!
//! Whatever carries a first or a last day (`from`, `until`) is taken out on the
//! days on which it does not hold; what `changes` lays down for the day stands in
//! the place of what is written beside it; and the values that parameters have on
//! the day are put into the texts that name them. What is left is a catalogue
//! without days, which everything behind reads as if there were no others. Works on
//! the tree, so that whatever is left still knows its place in the file.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use granit_parser::ScalarStyle;
use jiff::civil::Date;

use super::{
    Placement,
    draft::{At, Kind},
    record::plain,
    tree::{Entry, Node, Scalar, Value},
};
use crate::{
    check::{changes_overlap, empty_period, parameter_without_value, succession_gap, unknown_parameter},
    days::{Parameter, Period, Setting, Settings, named},
    diagnostics::Diagnostics,
    model::NEVER,
};

/// Keys whose texts are conditions or reckoned: parameters stand in them by name.
const CONDITIONS: [&str; 5] = ["when", "ask_when", "derived", "computed", "computed_when"];
/// Lists of a theme whose records are about items, the key that names these, and how few they may be.
const ABOUT_ITEMS: [(&str, &str, usize); 5] = [
    ("stops", "blocks", 1),
    ("notices", "items", 1),
    ("prerequisites", "items", 1),
    ("exclusive", "items", 2),
    ("joint", "items", 2),
];
/// What a change says of itself, not of what it changes.
pub(crate) const OF_THE_CHANGE: [&str; 5] = ["from", "until", "law", "note", "certain"];

/// What a walk over all files found: the days on which anything changes, and the parameters in use.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) turns: BTreeSet<Date>,
    pub(super) used: BTreeSet<String>,
}

/// Walks over a file, whatever day it is.
pub(super) fn survey<'n>(
    place: Placement<'n>,
    node: &'n Node<'n>,
    parameters: &BTreeMap<String, Parameter>,
    found: &mut Survey,
    out: &mut Diagnostics,
) {
    // A holiday has a first and a last day of its own, and a parameter's values are read as they are.
    if !matches!(place.kind, Kind::Calendar | Kind::Parameters) {
        let at = At { file: place.file, node };
        Surveyor { parameters, found, out }.walk(at, "", Period::ALWAYS);
    }
}

struct Surveyor<'s> {
    parameters: &'s BTreeMap<String, Parameter>,
    found: &'s mut Survey,
    out: &'s mut Diagnostics,
}

impl Surveyor<'_> {
    fn walk<'n>(&mut self, at: At<'n>, key: &str, around: Period) {
        match &at.node.value {
            Value::Scalar(scalar) if CONDITIONS.contains(&key) => self.condition(at, scalar, around),
            Value::Scalar(scalar) => self.text(at, scalar, around),
            Value::Sequence(nodes) => {
                match key {
                    "changes" => changes_overlap::check(at, nodes, self.out),
                    "items" => succession_gap::check(at, nodes, self.out),
                    _ => {}
                }
                nodes.iter().for_each(|node| self.walk(At { node, ..at }, key, around));
            }
            Value::Mapping(entries) => {
                let own = period_of(at.node);
                if own.is_empty() {
                    empty_period::complain(own, at.key("until").spot(), self.out);
                }
                self.found.turns.extend(own.turns());
                let around = around.within(own);
                for entry in entries {
                    let reckoned = key == "figures" && entry.key == "value";
                    let key = if reckoned { "computed" } else { &entry.key };
                    self.walk(At { node: &entry.node, ..at }, key, around);
                }
            }
        }
    }

    fn condition(&mut self, at: At<'_>, scalar: &Scalar<'_>, around: Period) {
        for found in named(&scalar.text, |name| self.parameters.contains_key(name)) {
            if found.of_another_day {
                self.found.used.insert(found.parameter.to_owned());
            } else {
                self.take(found.parameter, at, found.at, around);
            }
        }
    }

    fn text(&mut self, at: At<'_>, scalar: &Scalar<'_>, around: Period) {
        for (name, place) in insertions(&scalar.text) {
            if self.parameters.contains_key(name) {
                self.take(name, at, place, around);
            } else {
                let known = self.parameters.values();
                let known = known.map(|parameter| (&*parameter.id, &*parameter.label));
                unknown_parameter::complain(name, known, at.part(&place), self.out);
            }
        }
    }

    fn take(&mut self, name: &str, at: At<'_>, place: std::ops::Range<usize>, around: Period) {
        self.found.used.insert(name.to_owned());
        let told = self.parameters[name].told();
        if !around.is_empty() && !around.lies_in(told) {
            parameter_without_value::complain(&self.parameters[name], told, at.part(&place), self.out);
        }
    }
}

/// The days on which a mapping holds, by its `from` and `until`; every day for anything else.
pub(crate) fn period_of(node: &Node<'_>) -> Period {
    let Value::Mapping(entries) = &node.value else { return Period::ALWAYS };
    let day = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        plain(&entry.node)?.parse().ok()
    };
    Period { from: day("from"), until: day("until") }
}

/// Names in full-width braces, ｛such as this｝, with the bytes of the whole; a brace that is not
/// closed holds the rest of the text.
fn insertions(text: &str) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find('｛')?;
        let inside = start + '｛'.len_utf8();
        let (end, after) = match text[inside..].find('｝') {
            Some(length) => (inside + length, inside + length + '｝'.len_utf8()),
            None => (text.len(), text.len()),
        };
        at = after;
        Some((text[inside..end].trim(), start..after))
    })
}

/// The same file as it reads on one day.
pub(super) struct OnDay<'s> {
    pub(super) day: Date,
    pub(super) settings: &'s Settings,
    /// Items that do not hold on the day.
    pub(super) idle: BTreeSet<String>,
}

impl OnDay<'_> {
    /// Whether the file as a whole holds on the day: an item may come and go.
    pub(super) fn holds(&self, place: Placement<'_>, node: &Node<'_>) -> bool {
        place.kind != Kind::Items || period_of(node).holds_on(self.day)
    }

    /// Leaves in a file what holds on the day.
    pub(super) fn resolve(&self, place: Placement<'_>, node: &mut Node<'_>) {
        if matches!(place.kind, Kind::Calendar | Kind::Parameters) {
            return;
        }
        if place.kind == Kind::Themes {
            self.theme(node);
        }
        self.part(node);
    }

    fn part(&self, node: &mut Node<'_>) {
        match &mut node.value {
            Value::Scalar(scalar) => self.insert_values(scalar),
            Value::Sequence(nodes) => {
                nodes.retain(|node| period_of(node).holds_on(self.day));
                nodes.iter_mut().for_each(|node| self.part(node));
            }
            Value::Mapping(entries) => {
                self.apply_changes(entries);
                entries.retain(|entry| period_of(&entry.node).holds_on(self.day));
                entries.iter_mut().for_each(|entry| self.part(&mut entry.node));
            }
        }
    }

    fn insert_values(&self, scalar: &mut Scalar<'_>) {
        if !scalar.text.contains('｛') {
            return;
        }
        let mut text = String::new();
        let mut at = 0;
        for (name, place) in insertions(&scalar.text) {
            text.push_str(&scalar.text[at..place.start]);
            // A name that there is not has been complained of by the survey.
            text.extend(self.settings.get(name).map(Setting::in_words));
            at = place.end;
        }
        text.push_str(&scalar.text[at..]);
        scalar.text = Cow::Owned(text);
    }

    /// Puts what the changes of the day lay down in the place of what is written beside them.
    fn apply_changes(&self, entries: &mut Vec<Entry<'_>>) {
        let Some(at) = entries.iter().position(|entry| entry.key == "changes") else { return };
        let mut changes = entries.remove(at);
        if let Value::Sequence(nodes) = &mut changes.node.value {
            nodes.retain(|node| period_of(node).holds_on(self.day));
            // A change without days changes nothing: the check asks for them.
            for node in nodes.iter_mut().filter(|node| !period_of(node).is_always()) {
                let Value::Mapping(change) = &mut node.value else { continue };
                let of_itself = |entry: &mut Entry<'_>| OF_THE_CHANGE.contains(&&*entry.key);
                let laid_down: Vec<Entry<'_>> = change.extract_if(.., |entry| !of_itself(entry)).collect();
                let doubtful = change.iter().find(|entry| entry.key == "certain");
                let doubtful = doubtful.filter(|entry| plain(&entry.node) == Some("false"));
                let doubtful = doubtful.map(|entry| flag("certain", false, entry));
                for entry in laid_down.into_iter().chain(doubtful) {
                    put(entries, entry);
                }
            }
        }
        entries.push(changes);
    }

    /// What only a theme has: an item that does not hold on the day is neither done nor waited for
    /// nor blocked, and a question that does not hold is not asked but keeps its name.
    fn theme(&self, root: &mut Node<'_>) {
        let Value::Mapping(entries) = &mut root.value else { return };
        let mut gone: BTreeSet<String> = BTreeSet::new();
        if let Some(nodes) = list(entries, "items") {
            let name = |node: &Node<'_>| scalar_of(node, "item").map(str::to_owned);
            let stays = |node: &Node<'_>| {
                period_of(node).holds_on(self.day)
                    && scalar_of(node, "item").is_none_or(|item| !self.idle.contains(item))
            };
            gone.extend(nodes.iter().filter(|node| !stays(node)).filter_map(name));
            nodes.retain(stays);
            for left in nodes.iter().filter_map(name) {
                gone.remove(&left);
            }
            for node in nodes {
                strike(node, "needs", &gone);
            }
        }
        // What was about such items alone is not told either; a choice or a joint visit needs two.
        for (key, about, fewest) in ABOUT_ITEMS {
            if let Some(nodes) = list(entries, key) {
                nodes.retain_mut(|node| strike(node, about, &gone).is_none_or(|left| left >= fewest));
            }
        }
        for node in list(entries, "rows").into_iter().flatten() {
            let Value::Mapping(rows) = &mut node.value else { continue };
            for apart in list(rows, "apart").into_iter().flatten() {
                strike(apart, "items", &gone);
            }
        }
        for node in list(entries, "situations").into_iter().flatten() {
            if !period_of(node).holds_on(self.day) {
                silence(node);
            }
        }
    }
}

fn list<'e, 'a>(entries: &'e mut [Entry<'a>], key: &str) -> Option<&'e mut Vec<Node<'a>>> {
    match &mut entries.iter_mut().find(|entry| entry.key == key)?.node.value {
        Value::Sequence(nodes) => Some(nodes),
        _ => None,
    }
}

fn scalar_of<'e>(node: &'e Node<'_>, key: &str) -> Option<&'e str> {
    let Value::Mapping(entries) = &node.value else { return None };
    match &entries.iter().find(|entry| entry.key == key)?.node.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

/// Takes items out of a list; tells how many are left of one out of which any were taken.
fn strike(node: &mut Node<'_>, key: &str, gone: &BTreeSet<String>) -> Option<usize> {
    let Value::Mapping(entries) = &mut node.value else { return None };
    let nodes = list(entries, key)?;
    let before = nodes.len();
    nodes.retain(|node| match &node.value {
        Value::Scalar(scalar) => !gone.contains(&*scalar.text),
        _ => !scalar_of(node, "item").is_some_and(|item| gone.contains(item)),
    });
    (nodes.len() < before).then_some(nodes.len())
}

/// Makes a question one that is never asked: it stands for no, or for nothing chosen.
fn silence(node: &mut Node<'_>) {
    let Value::Mapping(entries) = &mut node.value else { return };
    let Some(first) = entries.first() else { return };
    let never = text("ask_when", NEVER, first);
    entries.retain(|entry| !["derived", "default", "from", "until"].contains(&&*entry.key));
    put(entries, never);
}

fn put<'a>(entries: &mut Vec<Entry<'a>>, entry: Entry<'a>) {
    match entries.iter_mut().find(|known| known.key == entry.key) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}

fn flag<'a>(key: &'static str, value: bool, beside: &Entry<'_>) -> Entry<'a> {
    text(key, if value { "true" } else { "false" }, beside)
}

fn text<'a>(key: &'static str, value: &'static str, beside: &Entry<'_>) -> Entry<'a> {
    let scalar = Scalar { text: Cow::Borrowed(value), style: ScalarStyle::Plain };
    Entry {
        key: Cow::Borrowed(key),
        key_span: beside.key_span.clone(),
        node: Node { span: beside.node.span.clone(), value: Value::Scalar(scalar) },
    }
}
