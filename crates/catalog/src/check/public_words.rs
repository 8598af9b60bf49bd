//! The words of a catalogue that the public reads, with their places.
//!
//! Not among them: quotations of laws, remarks for authors and counters, the
//! ways in which people ask for a theme.

use crate::read::{
    as_flag,
    draft::{At, Draft},
    tree::Value,
};

/// Keys of a theme, from the outermost inwards; lists are passed through.
const THEME: [&str; 31] = [
    "name",
    "summary",
    "outcome",
    "tips",
    "pair_question",
    "situations.question",
    "situations.why",
    "situations.options.label",
    "screens.topic",
    "screens.exceptions.label",
    "items.applied_by.note",
    "stops.message",
    "stops.ways.text",
    "notices.message",
    "figures.label",
    "figures.formula",
    "obligations.text",
    "obligations.consequence",
    "prerequisites.name",
    "prerequisites.actor",
    "prerequisites.note",
    "exclusive.message",
    "joint.text",
    "presence.why",
    "rows.row",
    "rows.apart.reason",
    "extensions.text",
    "items.beyond_reason",
    "stops.to",
    "figures.unit",
    "situations.unit",
];
const ITEM: [&str; 24] = [
    "name",
    "conditions",
    "materials.note",
    "materials.instead_of",
    "materials.fallback",
    "any_of.name",
    "any_of.ways.label",
    "parties.role",
    "parties.act",
    "paths.name",
    "paths.note",
    "steps.name",
    "special_procedures",
    "special_limits",
    "fee.amount",
    "result.name",
    "result.validity",
    "on_site",
    "after_approval_check",
    "obligations.text",
    "obligations.consequence",
    "obligations.after.event",
    "statutory_limit.note",
    "promised_limit.note",
];
const MATERIAL: [&str; 3] = ["name", "issuer", "sample_note"];
const ELEMENT: [&str; 4] = ["label", "help", "choices", "unit"];
const SECTION: [&str; 2] = ["title", "row"];

/// A stretch of words that the public reads.
#[derive(Clone, Copy)]
pub(super) struct PublicWords<'d, 'n> {
    pub(super) text: &'d str,
    /// Where the text stands.
    pub(super) at: At<'n>,
    /// Its key, such as `situations.question`.
    pub(super) key: &'static str,
}

/// All of them, in the order of the files.
pub(super) fn public_words<'d, 'n: 'd>(draft: &'d Draft<'n>) -> Vec<PublicWords<'d, 'n>> {
    let mut words = Vec::new();
    let mut all = |at: At<'n>, keys: &[&'static str]| {
        for key in keys {
            gather(at, key, key, &mut words);
        }
    };
    draft.themes.iter().for_each(|theme| all(theme.at, &THEME));
    draft.items.iter().for_each(|item| all(item.at, &ITEM));
    draft.materials.iter().for_each(|material| all(material.at, &MATERIAL));
    draft.elements.iter().for_each(|element| all(element.at, &ELEMENT));
    draft.sections.iter().for_each(|section| all(section.at, &SECTION));
    // A department's id is no word for the public.
    let ids = ["issuer", "stops.to", "prerequisites.actor"];
    words.retain(|words| !ids.contains(&words.key) || draft.department(words.text).is_none());
    words
}

fn gather<'n>(at: At<'n>, path: &str, key: &'static str, words: &mut Vec<PublicWords<'n, 'n>>) {
    match &at.node.value {
        // Yes and no are no words: whoever wrote them is told so by the reader.
        Value::Scalar(_) if path.is_empty() && as_flag(at.node).is_some() => {}
        Value::Scalar(scalar) if path.is_empty() => words.push(PublicWords { text: &scalar.text, at, key }),
        Value::Scalar(_) => {}
        Value::Sequence(nodes) => {
            nodes.iter().for_each(|node| gather(At { node, ..at }, path, key, words));
        }
        Value::Mapping(entries) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            if let Some(entry) = entries.iter().find(|entry| entry.key == first) {
                gather(At { node: &entry.node, ..at }, rest, key, words);
            }
        }
    }
}
