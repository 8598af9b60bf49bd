//! Answers in an address: read from its query, and written back for links that carry them.

use catalog::{
    Answer, Answers, Assessment, SituationId, Theme,
    model::{Element, ElementType, SituationType},
};
use service::{Complaint, Rules, RulesAsked};

use crate::{
    csrf::{Pairs, value},
    error::Failed,
    ui::choice::{self, answer_values},
    url,
};

/// Names in an address that say which rules are meant.
const OF_THE_RULES: [&str; 2] = ["on", "version"];

/// The rules that an address asks for; what is no day and no version asks for nothing.
pub(super) fn rules_asked(pairs: &Pairs) -> RulesAsked {
    let [on, version] = OF_THE_RULES.map(|name| value(pairs, name).trim());
    RulesAsked { on: on.parse().ok(), version: (!version.is_empty()).then(|| version.to_owned()) }
}

/// What links on a page carry so that they lead to the same rules.
pub(super) fn rules_pairs(asked: &RulesAsked, rules: &Rules) -> Pairs {
    if asked.is_today() {
        return Pairs::new();
    }
    vec![("on".to_owned(), rules.on.to_string()), ("version".to_owned(), rules.version.clone())]
}

/// Answers read from a query, with what was wrong with the rest.
pub(super) struct Read {
    /// The answers that can be taken.
    pub(super) answers: Answers,
    /// What is wrong with the others.
    pub(super) complaints: Vec<Complaint>,
}

/// Reads the answers; names that are no situations of the theme are passed over. An answer that
/// cannot be taken is left out and complained of, so that the page asks again.
pub(super) fn read(rules: &Rules, theme: &Theme, pairs: &[(String, String)]) -> Result<Read, Failed> {
    // Obstacles that one can take note of hold nothing up on a page: the signature is asked for with the
    // application.
    let acknowledged = theme.can_be_noted().map(str::to_owned).collect();
    let answers = Answers { acknowledged, ..Answers::default() };
    let mut read = Read { answers, complaints: Vec::new() };
    for situation in &theme.situations {
        let given: Pairs = pairs.iter().filter(|(name, _)| situation.id == **name).cloned().collect();
        if given.is_empty() {
            continue;
        }
        if situation.kind == SituationType::Multi && given.iter().all(|(_, value)| value.trim().is_empty()) {
            read.answers.situations.insert(situation.id.clone(), Answer::Many(Vec::new()));
            continue;
        }
        let problem = match rules.parse_answers(&theme.id, &given) {
            Ok(answers) => {
                let mut all = read.answers.clone();
                all.situations.extend(answers.situations.clone());
                match rules.check_answers(&theme.id, &answers) {
                    Ok(()) => {
                        read.answers = all;
                        continue;
                    }
                    Err(failure) => Failed::from(failure),
                }
            }
            Err(failure) => Failed::from(failure),
        };
        match problem.complaints() {
            Some(complaints) => read.complaints.extend(choice::told(theme, complaints)),
            None => return Err(problem),
        }
    }
    Ok(read)
}

/// A value typed for an element that figures want; none where it is not of its kind.
pub(super) fn element_value(element: &Element, text: &str) -> Option<serde_json::Value> {
    let text = identifiers::normalise(text);
    match element.kind {
        _ if text.is_empty() => None,
        ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => {
            text.parse().ok().and_then(serde_json::Number::from_f64).map(serde_json::Value::Number)
        }
        _ => Some(text.into()),
    }
}

/// The answers as pairs for a form or a link, in the order of the theme.
pub(super) fn pairs(theme: &Theme, answers: &Answers) -> Pairs {
    let mut pairs = Pairs::new();
    for situation in &theme.situations {
        let Some(answer) = answers.situations.get(&situation.id) else { continue };
        let values = answer_values(answer);
        if values.is_empty() {
            pairs.push((situation.id.to_string(), String::new()));
        }
        pairs.extend(values.into_iter().map(|value| (situation.id.to_string(), value)));
    }
    pairs
}

/// The answers that still apply, by the assessment: what a link or a new case carries.
pub(super) fn in_force(assessment: &Assessment, answers: &Answers) -> Answers {
    let given =
        |id: &SituationId| assessment.answered.iter().any(|answered| answered.id == *id && !answered.assumed);
    Answers {
        situations: answers
            .situations
            .iter()
            .filter(|(id, _)| given(id))
            .map(|(id, a)| (id.clone(), a.clone()))
            .collect(),
        ..answers.clone()
    }
}

/// The address of a thing's page with the answers, and perhaps one of them to be changed.
pub(super) fn address(page: impl std::fmt::Display, pairs: &Pairs, edit: Option<&str>) -> String {
    let mut query = url::query(pairs.iter().map(|(name, value)| (name, value)));
    if let Some(edit) = edit {
        let join = if query.is_empty() { "" } else { "&" };
        query.push_str(&format!("{join}edit={}", url::encode(edit)));
    }
    if query.is_empty() { page.to_string() } else { format!("{page}?{query}") }
}
