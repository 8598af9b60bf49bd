//! Questions: those still to be asked, and the answers in words.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Look, sheet::Said};
use crate::{
    answers::{Answer, Number},
    assessment::{AnswerFacts, AnsweredQuestion, Question, SettledElement},
    condition::node::Value,
    model::{Catalog, Element, ElementType, Screen, Situation},
    plan::SituationSlot,
};

/// Questions still to be asked, in the order of asking.
pub(super) fn next(view: &Look<'_>) -> Vec<Arc<Question>> {
    view.outcome.next.iter().map(|index| Arc::clone(&view.sheet.situations[*index].question)).collect()
}

/// A situation as it is asked; its element is where its answer goes.
pub(super) fn question(situation: &Situation, element: Option<&Element>, screens: &[Screen]) -> Question {
    let screen = screens.iter().find(|screen| screen.questions().any(|id| *id == situation.id));
    let exceptions = screen.iter().flat_map(|screen| &screen.exceptions);
    Question {
        id: situation.id.clone(),
        question: situation.question.clone(),
        why: situation.why.clone(),
        kind: situation.kind,
        options: situation.options.clone(),
        default: situation.default.clone(),
        unit: situation.unit.clone(),
        min: situation.min,
        max: situation.max,
        whole: situation.takes_whole_numbers(element),
        screen: screen.map(|screen| screen.id.clone()).unwrap_or_default(),
        topic: screen.map(|screen| screen.topic.clone()).unwrap_or_default(),
        exception: exceptions.into_iter().find(|one| one.situation == situation.id).cloned(),
    }
}

/// Whether a question takes whole numbers.
pub(super) fn is_whole(catalog: &Catalog, situation: &Situation) -> bool {
    let element = situation.element.as_ref().and_then(|id| catalog.elements.get(id));
    situation.takes_whole_numbers(element)
}

/// Whether an element takes the answers to a multiple choice as a list.
pub(super) fn takes_several(element: &Element) -> bool {
    element.multiple || element.kind == ElementType::Choice
}

/// What is known of the questions that apply, and of the others where an author set a default.
pub(super) fn answered(view: &Look<'_>) -> Vec<AnsweredQuestion> {
    let mut told = Vec::with_capacity(view.sheet.situations.len());
    for index in 0..view.sheet.situations.len() {
        if is_told(view, index) {
            let assumed = !view.outcome.answered[index];
            told.push(AnsweredQuestion { facts: said(view, index), assumed, computed: false });
        }
    }
    told
}

/// The answers that were given to questions that do not apply, in the theme's order.
pub(super) fn dropped(view: &Look<'_>) -> Vec<Arc<AnswerFacts>> {
    let mut dropped = view.outcome.dropped.clone();
    dropped.sort_unstable_by_key(|(index, _)| *index);
    dropped.into_iter().map(|(index, value)| worded(view, index, value)).collect()
}

/// A value is told when it was answered, computed, or is a default that the author set.
fn is_told(view: &Look<'_>, index: usize) -> bool {
    let situation = &view.sheet.situations[index];
    view.outcome.values[index].is_known()
        && (view.outcome.answered[index] || situation.derived || situation.question.default.is_some())
}

/// The prepared answer that a value stands for; none for large numbers and several options.
fn prepared<'a>(view: &Look<'a>, index: usize, value: Value) -> Option<&'a Said> {
    let situation = &view.sheet.situations[index];
    match value {
        Value::Bool(value) => situation.said.get(usize::from(value)),
        Value::Word(word) => {
            let options = &view.plan.situations[index].options;
            let chosen = options.iter().position(|(_, option, _)| *option == word);
            Some(chosen.and_then(|at| situation.said.get(at)).unwrap_or(&situation.nothing))
        }
        Value::Set(0) | Value::Unknown | Value::Date(_) => Some(&situation.nothing),
        Value::Set(set) => {
            let options = &view.plan.situations[index].options;
            options.iter().position(|(.., bit)| *bit == set).and_then(|at| situation.said.get(at))
        }
        Value::Number(number) => match Number::of(number) {
            Number::Whole(whole) => usize::try_from(whole).ok().and_then(|whole| situation.said.get(whole)),
            Number::Fraction(_) => None,
        },
    }
}

/// What a situation is known to be, as an answer and in words.
pub(super) fn said(view: &Look<'_>, index: usize) -> Arc<AnswerFacts> {
    worded(view, index, view.outcome.values[index])
}

/// An answer to a question in words.
fn worded(view: &Look<'_>, index: usize, value: Value) -> Arc<AnswerFacts> {
    if let Some(said) = prepared(view, index, value) {
        return Arc::clone(&said.facts);
    }
    let situation = &view.sheet.situations[index];
    let answer = answer(&view.plan.situations[index], value);
    let label = match value {
        Value::Number(number) => {
            let mut label = match Number::of(number) {
                Number::Whole(whole) => whole.to_string(),
                Number::Fraction(fraction) => fraction.to_string(),
            };
            label.push_str(situation.question.unit.as_deref().unwrap_or_default());
            label
        }
        _ => {
            let labels: Vec<&str> =
                chosen(view, index, value).map(|at| situation.said[at].facts.label.as_str()).collect();
            labels.join("、")
        }
    };
    let AnswerFacts { id, question, .. } = &*situation.nothing.facts;
    Arc::new(AnswerFacts { id: id.clone(), question: Arc::clone(question), answer, label })
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

/// Which options of a multiple choice are chosen.
fn chosen(view: &Look<'_>, index: usize, value: Value) -> impl Iterator<Item = usize> {
    let set = match value {
        Value::Set(set) => set,
        _ => 0,
    };
    let options = view.plan.situations[index].options.iter().enumerate();
    options.filter(move |(_, (.., bit))| bit & set != 0).map(|(at, _)| at)
}

/// A number as JSON.
pub(super) fn written_json(number: f64) -> Json {
    match Number::of(number) {
        Number::Whole(whole) => Json::from(whole),
        Number::Fraction(fraction) => Json::from(fraction),
    }
}

/// The element that a situation settles; none while its value is not known
/// or was only taken since the question does not apply.
pub(super) fn settled(view: &Look<'_>, index: usize) -> Option<Arc<SettledElement>> {
    if !is_told(view, index) {
        return None;
    }
    let situation = &view.sheet.situations[index];
    let value = view.outcome.values[index];
    let value = match (prepared(view, index, value), value) {
        (Some(said), value) if !matches!(value, Value::Set(_)) => return said.settles.clone(),
        (_, Value::Number(number)) => written_json(number),
        _ => {
            let mut values: Vec<&Json> = Vec::new();
            for settles in chosen(view, index, value).filter_map(|at| situation.said[at].settles.as_deref()) {
                if !values.contains(&&settles.value) {
                    values.push(&settles.value);
                }
            }
            if situation.several {
                values.into_iter().cloned().collect()
            } else {
                Json::from(values.into_iter().filter_map(Json::as_str).collect::<Vec<_>>().join("、"))
            }
        }
    };
    let id = situation.element.clone()?;
    Some(Arc::new(SettledElement { id, value, from: "answer" }))
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
