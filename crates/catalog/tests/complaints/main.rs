//! Every rule's complaint stands under its culprit and says how to mend it; and where answers show it, the
//! fewest of them are given.

mod additions;
mod conditions;
mod findings;
mod form;
mod law;
mod reach;
#[path = "../read_support/mod.rs"]
mod read_support;
mod references;
mod values;
mod words;

use catalog::{Diagnostics, Level};
use read_support::{edited, small};

/// The answers that show the only finding, as the command line takes them.
fn answers(found: &Diagnostics) -> Vec<String> {
    assert_eq!(found.len(), 1, "{found}");
    let shown = found.iter().next().unwrap().shown_by.as_ref().expect("answers show it");
    shown.answers.iter().map(|answer| format!("{}={}", answer.id, answer.answer)).collect()
}

/// The item that issues the paper, which needs it whatever is answered.
fn paper_always() -> String {
    let file = small().into_iter().find(|file| file.name == "items/issue_paper.yaml").unwrap();
    edited(&file.text, "when: wanted, ", "")
}

fn level(found: &Diagnostics) -> Level {
    assert_eq!(found.len(), 1, "{found}");
    found.iter().next().unwrap().level
}
