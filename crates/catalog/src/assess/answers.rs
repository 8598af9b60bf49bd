//! Answers as people and programs give them: read from text, checked against the theme.

use serde_json::Value as Json;

use super::questions::is_whole;
use crate::{
    answers::{Answer, AnswerProblem, Answers, Number},
    diagnostics::nearest,
    ids::{ElementId, SituationId},
    model::{CHOICE, Catalog, Element, ElementType, Situation, SituationType, Theme},
};

/// Everything that is wrong with the answers, in plain words. An answer to a
/// question that does not apply is not wrong: it is passed over.
pub fn check_answers(catalog: &Catalog, theme: &Theme, answers: &Answers) -> Vec<AnswerProblem> {
    let situations = answers.situations.iter().filter_map(|(id, answer)| {
        let situation = theme.situations.iter().find(|situation| situation.id == *id);
        match situation {
            None => Some(unknown_situation(theme, id)),
            Some(situation) => check_answer(situation, answer, is_whole(catalog, situation)).err(),
        }
    });
    let elements = answers.elements.iter().filter_map(|(id, value)| match id.strip_prefix(CHOICE) {
        Some(group) => check_choice(catalog, theme, group, value),
        None => check_element(catalog, id, value),
    });
    situations.chain(elements).collect()
}

/// Reads an answer from text: `true`, `false`, 是 or 否; an option's id or its
/// label; ids separated by commas; a number. Full-width signs are taken too.
pub fn parse_answer(theme: &Theme, id: &str, text: &str) -> Result<Answer, AnswerProblem> {
    let situation = theme.situations.iter().find(|situation| situation.id == *id);
    let Some(situation) = situation else { return Err(unknown_situation(theme, &SituationId::from(id))) };
    let text = narrow(text);
    let text = text.trim();
    let answer = match situation.kind {
        SituationType::Boolean => match text {
            "true" | "是" => Answer::Bool(true),
            "false" | "否" => Answer::Bool(false),
            _ => return Err(wrong_type(situation)),
        },
        SituationType::Number => Answer::Number(number(text).ok_or_else(|| wrong_type(situation))?),
        SituationType::Single => Answer::One(option_id(situation, text)),
        SituationType::Multi => {
            let chosen = text.split([',', '、']).map(str::trim).filter(|id| !id.is_empty());
            let mut ids: Vec<String> = Vec::new();
            for id in chosen.map(|id| option_id(situation, id)) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            let place = |id: &String| situation.options.iter().position(|option| option.id == *id);
            ids.sort_by_key(|id| place(id).unwrap_or(usize::MAX));
            Answer::Many(ids)
        }
    };
    check_answer(situation, &answer, false).map(|()| answer)
}

/// An answer as text, such that [`parse_answer`] reads it again.
pub fn answer_text(answer: &Answer) -> String {
    match answer {
        Answer::Bool(value) => value.to_string(),
        Answer::Number(Number::Whole(whole)) => whole.to_string(),
        Answer::Number(Number::Fraction(fraction)) => fraction.to_string(),
        Answer::One(id) => id.clone(),
        Answer::Many(ids) => ids.join(","),
    }
}

/// Full-width letters, digits and signs as their ordinary ones.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

fn number(text: &str) -> Option<Number> {
    if let Ok(whole) = text.parse() {
        return Some(Number::Whole(whole));
    }
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let fraction: f64 = text.parse().ok().filter(|_| plain)?;
    fraction.is_finite().then_some(Number::Fraction(fraction))
}

/// The id of the option with that id or label; the text itself where there is none.
fn option_id(situation: &Situation, text: &str) -> String {
    let by_id = situation.options.iter().find(|option| option.id == text);
    let option = by_id.or_else(|| situation.options.iter().find(|option| narrow(&option.label) == text));
    option.map_or_else(|| text.to_owned(), |option| option.id.clone())
}

fn problem(id: &str, code: &'static str, message: String) -> AnswerProblem {
    AnswerProblem { id: id.to_owned(), code, message }
}

fn unknown_situation(theme: &Theme, id: &SituationId) -> AnswerProblem {
    let near = nearest(id, theme.situations.iter().map(|situation| situation.id.as_str()));
    let hint = near.map(|near| format!("，是否想写 {near}？")).unwrap_or_default();
    problem(id, "unknown_situation", format!("{}没有叫 {id} 的问题{hint}", theme.name))
}

fn check_answer(situation: &Situation, answer: &Answer, whole: bool) -> Result<(), AnswerProblem> {
    match (situation.kind, answer) {
        (SituationType::Boolean, Answer::Bool(_)) => Ok(()),
        (SituationType::Number, Answer::Number(number)) => check_number(situation, *number, whole),
        (SituationType::Single, Answer::One(id)) => check_option(situation, id),
        (SituationType::Multi, Answer::Many(ids)) => {
            ids.iter().try_for_each(|id| check_option(situation, id))
        }
        _ => Err(wrong_type(situation)),
    }
}

/// Numbers count or measure something: without a smallest one they start at zero.
fn check_number(situation: &Situation, number: Number, whole: bool) -> Result<(), AnswerProblem> {
    let value = number.value();
    if whole && value.fract() != 0.0 {
        let message = format!("“{}”要填整数", situation.question);
        return Err(problem(&situation.id, "wrong_type", message));
    }
    let (least, most) = (situation.min.unwrap_or(0.0), situation.max);
    if value >= least && most.is_none_or(|most| value <= most) {
        return Ok(());
    }
    let range = match most {
        Some(most) => format!("{least} 到 {most} 之间的数"),
        None => format!("不小于 {least} 的数"),
    };
    let unit = situation.unit.as_ref().map(|unit| format!("（{unit}）")).unwrap_or_default();
    Err(problem(&situation.id, "out_of_range", format!("“{}”要填{range}{unit}", situation.question)))
}

fn check_option(situation: &Situation, id: &str) -> Result<(), AnswerProblem> {
    if situation.options.iter().any(|option| option.id == id) {
        return Ok(());
    }
    let message = format!("“{}”没有 {id} 这个选项，可以选：{}", situation.question, choices(situation));
    Err(problem(&situation.id, "unknown_option", message))
}

fn choices(situation: &Situation) -> String {
    let options: Vec<String> =
        situation.options.iter().map(|option| format!("{}（{}）", option.id, option.label)).collect();
    options.join("、")
}

fn wrong_type(situation: &Situation) -> AnswerProblem {
    let wanted = match situation.kind {
        SituationType::Boolean => "要答 true（是）或 false（否）".to_owned(),
        SituationType::Number => "要填一个数".to_owned(),
        SituationType::Single => format!("要选一个：{}", choices(situation)),
        SituationType::Multi => format!("要给一个清单，可以选：{}", choices(situation)),
    };
    problem(&situation.id, "wrong_type", format!("“{}”{wanted}", situation.question))
}

/// Whether a text begins with a day.
fn is_date(text: &str) -> bool {
    text.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

/// A choice among the ways of a group that no element of the form tells.
fn check_choice(catalog: &Catalog, theme: &Theme, group: &str, value: &Json) -> Option<AnswerProblem> {
    let items = theme.items.iter().filter_map(|entry| catalog.items.get(&entry.item));
    let known = items.flat_map(|item| &item.any_of).find(|known| known.id == group);
    let id = format!("{CHOICE}{group}");
    let Some(known) = known else {
        return Some(problem(&id, "unknown_element", format!("{}没有叫 {group} 的任选材料", theme.name)));
    };
    let ways = known.ways.iter().map(|way| format!("{}（{}）", way.id, way.label));
    let message = format!("“{}”可以选：{}", known.name, ways.collect::<Vec<_>>().join("、"));
    (!known.ways.iter().any(|way| known.value_of(way) == *value))
        .then(|| problem(&id, "unknown_option", message))
}

fn check_element(catalog: &Catalog, id: &ElementId, value: &Json) -> Option<AnswerProblem> {
    let Some(element) = catalog.elements.get(id) else {
        let near = nearest(id, catalog.elements.keys().map(|known| known.as_str()));
        let hint = near.map(|near| format!("，是否想写 {near}？")).unwrap_or_default();
        return Some(problem(id, "unknown_element", format!("没有叫 {id} 的数据项{hint}")));
    };
    if element.multiple {
        let Json::Array(values) = value else {
            return Some(problem(id, "wrong_type", format!("“{}”要给一个清单", element.label)));
        };
        return values.iter().find_map(|value| check_element_value(element, value));
    }
    check_element_value(element, value)
}

fn check_element_value(element: &Element, value: &Json) -> Option<AnswerProblem> {
    let wrong =
        |wanted: &str| Some(problem(&element.id, "wrong_type", format!("“{}”要填{wanted}", element.label)));
    match (element.kind, value) {
        (ElementType::Boolean, Json::Bool(_)) => None,
        (ElementType::Boolean, _) => wrong(" true（是）或 false（否）"),
        (
            ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area,
            Json::Number(number),
        ) => {
            let value = number.as_f64()?;
            let inside =
                element.min.is_none_or(|min| value >= min) && element.max.is_none_or(|max| value <= max);
            let message = format!("“{}”的数超出了范围", element.label);
            (!inside).then(|| problem(&element.id, "out_of_range", message))
        }
        (ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area, _) => {
            wrong("一个数")
        }
        (ElementType::Choice, Json::String(text)) if !element.choices.contains(text) => {
            let message =
                format!("“{}”没有 {text} 这个选项，可以选：{}", element.label, element.choices.join("、"));
            Some(problem(&element.id, "unknown_option", message))
        }
        (ElementType::Date | ElementType::Datetime, Json::String(text)) if !is_date(text) => {
            wrong("日期，例如 2026-11-01")
        }
        (_, Json::String(_)) => None,
        _ => wrong("文字"),
    }
}
