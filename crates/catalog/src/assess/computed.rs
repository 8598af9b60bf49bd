//! Answers that need not be asked: worked out from a date, an identity number and the day on which
//! it is asked. They count as answers, and a person may still give another.

use super::questions;
use crate::{answers::Answers, ids::SituationId, model::Theme};

/// The answers with those that can be worked out, and which those are.
pub(super) fn fill_in(theme: &Theme, answers: &Answers) -> Option<(Answers, Vec<SituationId>)> {
    let mut filled: Option<(Answers, Vec<SituationId>)> = None;
    // One answer may let another be worked out; each round adds at least one.
    for _ in 0..theme.situations.len() {
        let known = filled.as_ref().map_or(answers, |(filled, _)| filled);
        let found = theme.plan.computed(known);
        if found.is_empty() {
            break;
        }
        let (filled, computed) = filled.get_or_insert_with(|| (answers.clone(), Vec::new()));
        for (index, value) in found {
            let id = &theme.situations[index].id;
            filled.situations.insert(id.clone(), questions::answer(&theme.plan.situations[index], value));
            computed.push(id.clone());
        }
    }
    filled
}
