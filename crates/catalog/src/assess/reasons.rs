//! Reasons in plain words: which answers made a condition what it is.

use super::{View, questions};
use crate::{
    condition::node::{Node, Slot, Value},
    model::CHOICE,
};

/// Sentences such as 因为您回答：由谁来办——孩子妈妈, for the least number of
/// answers that decide the condition. None where it holds always.
pub(super) fn because(view: &View<'_>, node: &Node) -> Vec<String> {
    let mut slots = Vec::new();
    follow(view, node, true, &mut slots);
    let sentence = |slot: &Slot| {
        let index = usize::from(*slot);
        match view.theme.situations.get(index) {
            Some(situation) => {
                let question = situation.question.trim_end_matches(['?', '？']);
                Some(format!("因为您回答：{question}——{}", questions::label(view, index)))
            }
            None => {
                let element = &view.plan.elements[index - view.theme.situations.len()];
                Some(match group_name(view, &element.id) {
                    Some(group) => format!("因为您选的：{group}"),
                    None => format!("因为您填写的{}", view.catalog.element_label(&element.id)),
                })
            }
        }
    };
    slots.iter().filter_map(sentence).collect()
}

/// Sentences such as 还要看您怎么回答：在江津打疫苗吗, for what can still turn the condition.
pub(super) fn depends_on(view: &View<'_>, node: &Node) -> Vec<String> {
    let mut slots = Vec::new();
    follow(view, node, false, &mut slots);
    let sentence = |slot: &Slot| {
        let index = usize::from(*slot);
        match view.theme.situations.get(index) {
            Some(situation) => format!("还要看您怎么回答：{}", situation.question),
            None => {
                let element = &view.plan.elements[index - view.theme.situations.len()];
                match group_name(view, &element.id) {
                    Some(group) => format!("还要看您怎么选：{group}"),
                    None => format!("还要看您怎么填写：{}", view.catalog.element_label(&element.id)),
                }
            }
        }
    };
    slots.iter().map(sentence).collect()
}

/// What is chosen where the slot is a choice among papers that no element of the form tells.
fn group_name<'a>(view: &View<'a>, id: &str) -> Option<&'a str> {
    let id = id.strip_prefix(CHOICE)?;
    let mut groups = view.entries().flat_map(|entry| &entry.item.any_of);
    groups.find(|group| group.id == id).map(|group| group.name.as_str())
}

/// Collects the slots that decide the condition (`decided`) or still can. What
/// was computed, and what does not apply, is followed back to what people said.
fn follow(view: &View<'_>, node: &Node, decided: bool, slots: &mut Vec<Slot>) {
    let values = &view.outcome.values;
    let mut found = Vec::new();
    if decided {
        node.deciding(values, &mut |slot| found.push(slot));
    } else {
        node.residual(values, &mut |slot| found.push(slot));
    }
    for slot in found {
        let index = usize::from(slot);
        let Some(situation) = view.plan.situations.get(index) else {
            keep(slots, slot);
            continue;
        };
        match (&situation.derived, view.outcome.applies[index]) {
            (Some(derived), _) => follow(view, derived, decided, slots),
            (None, Some(true)) => {
                if values[index].is_known() == decided {
                    keep(slots, slot);
                }
            }
            (None, _) => {
                if decided == (values[index] != Value::Unknown) {
                    follow(view, &situation.ask_when, decided, slots);
                }
            }
        }
    }
}

fn keep(slots: &mut Vec<Slot>, slot: Slot) {
    if !slots.contains(&slot) {
        slots.push(slot);
    }
}
