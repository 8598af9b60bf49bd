//! Questions: those still to be asked, and the answers in words.

use serde_json::Value as Json;

use super::View;
use crate::{
    answers::{Answer, Number},
    assessment::{AnsweredQuestion, Question},
    condition::node::Value,
    model::{Catalog, ElementType, Situation},
    plan::SituationSlot,
};

/// Questions still to be asked, most decisive first.
pub(super) fn next(view: &View<'_>) -> Vec<Question> {
    let situations = view.outcome.next.iter().map(|index| &view.theme.situations[*index]);
    situations
        .map(|situation| Question {
            id: situation.id.clone(),
            question: situation.question.clone(),
            why: situation.why.clone(),
            kind: situation.kind,
            options: situation.options.clone(),
            default: situation.default.clone(),
            unit: situation.unit.clone(),
            min: situation.min,
            max: situation.max,
            whole: is_whole(view.catalog, situation),
        })
        .collect()
}

/// Whether a question takes whole numbers.
pub(super) fn is_whole(catalog: &Catalog, situation: &Situation) -> bool {
    let element = situation.element.as_ref().and_then(|id| catalog.elements.get(id));
    situation.takes_whole_numbers(element)
}

/// What is known of the questions that apply, and of the others where an author set a default.
pub(super) fn answered(view: &View<'_>) -> Vec<AnsweredQuestion> {
    let situations = view.theme.situations.iter().enumerate();
    situations
        .filter(|(index, _)| is_told(view, *index))
        .map(|(index, situation)| AnsweredQuestion {
            id: situation.id.clone(),
            question: situation.question.clone(),
            answer: answer(&view.plan.situations[index], view.outcome.values[index]),
            label: label(view, index),
            assumed: !view.outcome.answered[index],
            computed: false,
        })
        .collect()
}

/// A value is told when it was answered, computed, or is a default that the author set.
fn is_told(view: &View<'_>, index: usize) -> bool {
    let situation = &view.theme.situations[index];
    view.outcome.values[index].is_known()
        && (view.outcome.answered[index] || situation.derived.is_some() || situation.default.is_some())
}

/// A value as the answer that would give it.
pub(super) fn answer(slot: &SituationSlot, value: Value) -> Answer {
    match value {
        Value::Bool(value) => Answer::Bool(value),
        Value::Number(number) => Answer::Number(Number::of(number)),
        Value::Set(set) => {
            let chosen = slot.options.iter().filter(|(.., bit)| bit & set != 0);
            Answer::Many(chosen.map(|(id, ..)| id.clone()).collect())
        }
        Value::Word(word) => {
            let chosen = slot.options.iter().find(|(_, option, _)| *option == word);
            Answer::One(chosen.map(|(id, ..)| id.clone()).unwrap_or_default())
        }
        Value::Unknown | Value::Date(_) => Answer::One(String::new()),
    }
}

/// The same as JSON.
pub(super) fn written_json(number: f64) -> Json {
    match Number::of(number) {
        Number::Whole(whole) => Json::from(whole),
        Number::Fraction(fraction) => Json::from(fraction),
    }
}

/// What a situation is known to be, in words.
pub(super) fn label(view: &View<'_>, index: usize) -> String {
    answer_label(
        &view.theme.situations[index],
        &answer(&view.plan.situations[index], view.outcome.values[index]),
    )
}

/// An answer in words.
pub fn answer_label(situation: &Situation, answer: &Answer) -> String {
    match answer {
        Answer::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Answer::Number(number) => {
            let unit = situation.unit.as_deref().unwrap_or_default();
            format!("{}{unit}", number.value())
        }
        Answer::One(id) => option_label(situation, id).unwrap_or("没有选").to_owned(),
        Answer::Many(ids) if ids.is_empty() => "都没有".to_owned(),
        Answer::Many(ids) => {
            let labels: Vec<&str> = ids.iter().filter_map(|id| option_label(situation, id)).collect();
            labels.join("、")
        }
    }
}

fn option_label<'a>(situation: &'a Situation, id: &str) -> Option<&'a str> {
    situation.options.iter().find(|option| option.id == id).map(|option| option.label.as_str())
}

/// The value of the element that a situation fills; none while it is not known
/// or was only taken since the question does not apply.
pub(super) fn element_value(view: &View<'_>, index: usize) -> Option<Json> {
    if !is_told(view, index) {
        return None;
    }
    let situation = &view.theme.situations[index];
    let choice = |id: &String| {
        let option = situation.options.iter().find(|option| option.id == *id)?;
        Some(Json::from(option.value.clone().unwrap_or_else(|| option.label.clone())))
    };
    match answer(&view.plan.situations[index], view.outcome.values[index]) {
        Answer::Bool(value) => Some(match &situation.element_values {
            Some((yes, no)) => Json::from(if value { yes.clone() } else { no.clone() }),
            None => Json::from(value),
        }),
        Answer::Number(Number::Whole(whole)) => Some(Json::from(whole)),
        Answer::Number(Number::Fraction(fraction)) => Some(Json::from(fraction)),
        Answer::One(id) => choice(&id),
        Answer::Many(ids) => {
            let mut values: Vec<Json> = Vec::new();
            for value in ids.iter().filter_map(choice) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            let element = situation.element.as_ref().and_then(|id| view.catalog.elements.get(id));
            if element.is_some_and(|element| element.multiple || element.kind == ElementType::Choice) {
                return Some(Json::Array(values));
            }
            let words: Vec<&str> = values.iter().filter_map(Json::as_str).collect();
            Some(Json::from(words.join("、")))
        }
    }
}
