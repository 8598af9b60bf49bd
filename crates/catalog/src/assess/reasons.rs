//! Reasons in plain words: which answers made a condition what it is.

use super::{Look, questions, sheet::Label};
use crate::condition::node::{Node, Slot, Value};

/// Sentences such as 因为您回答：由谁来办——孩子妈妈, for the least number of
/// answers that decide the condition. None where it holds always.
pub(super) fn because(view: &Look<'_>, node: &Node) -> Vec<String> {
    let slots = slots(view, node, true);
    let sentence = |slot: &Slot| {
        let index = usize::from(*slot);
        match view.sheet.situations.get(index) {
            Some(situation) => {
                let question = situation.question.question.trim_end_matches(['?', '？']);
                format!("因为您回答：{question}——{}", questions::said(view, index).label)
            }
            None => match &view.sheet.labels[index - view.plan.situations.len()] {
                Label::Group(name) => format!("因为您选的：{name}"),
                Label::Field(name) => format!("因为您填写的{name}"),
            },
        }
    };
    slots.iter().map(sentence).collect()
}

/// Sentences such as 还要看您怎么回答：在江津打疫苗吗, for what can still turn the condition.
pub(super) fn depends_on(view: &Look<'_>, node: &Node) -> Vec<String> {
    let slots = slots(view, node, false);
    let sentence = |slot: &Slot| {
        let index = usize::from(*slot);
        match view.sheet.situations.get(index) {
            Some(situation) => format!("还要看您怎么回答：{}", situation.question.question),
            None => match &view.sheet.labels[index - view.plan.situations.len()] {
                Label::Group(name) => format!("还要看您怎么选：{name}"),
                Label::Field(name) => format!("还要看您怎么填写：{name}"),
            },
        }
    };
    slots.iter().map(sentence).collect()
}

/// The slots that decide the condition, or that still can.
pub(super) fn slots(view: &Look<'_>, node: &Node, decided: bool) -> Vec<Slot> {
    let mut slots = Vec::new();
    follow(view, node, decided, &mut slots);
    slots
}

/// Collects the slots that decide the condition (`decided`) or still can. What
/// was computed, and what does not apply, is followed back to what people said.
fn follow(view: &Look<'_>, node: &Node, decided: bool, slots: &mut Vec<Slot>) {
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
