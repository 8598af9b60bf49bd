//! One value: from what was typed to its type's own shape, or what is wrong with it.

use catalog::{assessment::AssessedField, model::ElementType};
use identifiers::{Mobile, PersonName, ResidentId, Uscc};
use jiff::civil::{Date, DateTime};
use serde_json::Value;

use super::{Beside, text_of};

/// Longest text of a field, in characters.
const LONGEST_TEXT: usize = 1000;

type Problem = (&'static str, String);

/// Reads a value that is not empty.
pub(crate) fn read(
    field: &AssessedField,
    given: &Value,
    beside: &Beside<'_>,
    today: Date,
) -> Result<Value, Problem> {
    if field.multiple {
        return read_several(field, given, beside, today);
    }
    match given {
        Value::Array(values) if values.len() == 1 => read_one(field, &values[0], beside, today),
        Value::Array(_) | Value::Object(_) => Err(("wrong_type", format!("{}只填一个值", field.label))),
        single => read_one(field, single, beside, today),
    }
}

fn read_several(
    field: &AssessedField,
    given: &Value,
    beside: &Beside<'_>,
    today: Date,
) -> Result<Value, Problem> {
    let given = match given {
        Value::Array(values) => values.as_slice(),
        single => std::slice::from_ref(single),
    };
    // Where there is no list to choose from, people write several things in one line.
    let typed: Vec<Value> = given.iter().flat_map(|value| parts(field, value)).collect();
    let values: Result<Vec<_>, _> = typed.iter().map(|value| read_one(field, value, beside, today)).collect();
    Ok(Value::Array(values?))
}

fn parts(field: &AssessedField, value: &Value) -> Vec<Value> {
    let Value::String(text) = value else { return vec![value.clone()] };
    if !field.choices.is_empty() {
        return vec![value.clone()];
    }
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(Value::from).collect()
}

fn read_one(
    field: &AssessedField,
    given: &Value,
    beside: &Beside<'_>,
    today: Date,
) -> Result<Value, Problem> {
    if field.kind == ElementType::Boolean {
        if let Value::Bool(value) = given {
            return Ok(Value::Bool(*value));
        }
        return read_bool(&text_of(given))
            .map(Value::Bool)
            .ok_or_else(|| ("wrong_choice", format!("{}请选“是”或“否”", field.label)));
    }
    let typed = text_of(given);
    if typed.chars().count() > LONGEST_TEXT {
        return Err(("too_long", format!("{}最多写{LONGEST_TEXT}个字", field.label)));
    }
    if typed.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(("control_character", format!("{}里有看不见的字符，请重新输入", field.label)));
    }
    match field.kind {
        ElementType::Text | ElementType::Address => text(field, &typed),
        ElementType::PersonName => person_name(field, &typed),
        ElementType::Integer => integer(field, &typed),
        ElementType::Decimal | ElementType::Money | ElementType::Area => decimal(field, &typed),
        ElementType::Date => date(field, &typed, today),
        ElementType::Datetime => datetime(field, &typed, today),
        ElementType::Choice => choice(field, &typed),
        ElementType::IdCard => id_number(field, &typed, beside, today),
        ElementType::Uscc => parsed(field, &typed, |typed| Uscc::parse(typed).map(|code| code.to_string())),
        ElementType::Mobile => telephone(field, &typed),
        ElementType::Boolean => Err(("wrong_type", field.label.clone())),
    }
}

/// 是/否 in the ways in which forms and programs say it.
pub(crate) fn read_bool(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "是" | "on" | "1" => Some(true),
        "false" | "否" | "0" => Some(false),
        _ => None,
    }
}

fn text(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    let trimmed = typed.trim();
    let Some(pattern) = &field.pattern else { return Ok(trimmed.into()) };
    let plain = identifiers::normalise(trimmed);
    for candidate in [trimmed, plain.as_str(), plain.to_uppercase().as_str()] {
        if matches_pattern(pattern, candidate) {
            return Ok(candidate.into());
        }
    }
    Err(("wrong_form", format!("{}的写法不对：{}", field.label, field.help)))
}

fn matches_pattern(pattern: &str, text: &str) -> bool {
    // Patterns were compiled once when the catalogue was checked; one that does
    // not compile here would let nobody through, so it lets everybody through.
    regex_lite::Regex::new(pattern).map_or(true, |regex| regex.is_match(text))
}

fn person_name(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    parsed(field, typed, |typed| PersonName::parse(typed).map(|name| name.as_str().to_owned()))
}

fn parsed<E: std::fmt::Display>(
    field: &AssessedField,
    typed: &str,
    parse: impl Fn(&str) -> Result<String, E>,
) -> Result<Value, Problem> {
    parse(typed).map(Value::String).map_err(|problem| ("wrong_value", format!("{}：{problem}", field.label)))
}

fn number(field: &AssessedField, typed: &str) -> Result<f64, Problem> {
    let plain: String = identifiers::normalise(typed).chars().filter(|c| *c != ',' && *c != '，').collect();
    let unit = field.unit.as_deref().unwrap_or_default();
    let plain = plain.strip_suffix(unit).unwrap_or(&plain).trim();
    let number: f64 = plain.parse().map_err(|_| ("wrong_number", format!("{}请填数字", field.label)))?;
    if !number.is_finite() {
        return Err(("wrong_number", format!("{}请填数字", field.label)));
    }
    let unit = field.unit.as_deref().unwrap_or_default();
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(("too_small", format!("{}不能小于{min}{unit}", field.label)));
    }
    if let Some(max) = field.max.filter(|max| number > *max) {
        return Err(("too_large", format!("{}不能大于{max}{unit}", field.label)));
    }
    Ok(number)
}

fn integer(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    let number = number(field, typed)?;
    if number.fract() != 0.0 || number.abs() > 9e15 {
        return Err(("wrong_number", format!("{}请填整数", field.label)));
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53, checked above")]
    Ok(Value::from(number as i64))
}

fn decimal(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    let number = number(field, typed)?;
    serde_json::Number::from_f64(number)
        .map(Value::Number)
        .ok_or_else(|| ("wrong_number", format!("{}请填数字", field.label)))
}

/// Elements whose date lies in the past by their nature.
fn is_past(element: &str) -> bool {
    ["birth_date", "death_date"].iter().any(|suffix| element.ends_with(suffix))
}

fn date(field: &AssessedField, typed: &str, today: Date) -> Result<Value, Problem> {
    let date = parse_date(typed)
        .ok_or_else(|| ("wrong_date", format!("{}请写成年-月-日，例如2026-03-02", field.label)))?;
    check_day(field, date, today)?;
    Ok(date.to_string().into())
}

/// A day of our times, and not to come where it lies in the past by its nature.
fn check_day(field: &AssessedField, date: Date, today: Date) -> Result<(), Problem> {
    if date.year() < 1880 || date.year() > 2200 {
        return Err(("wrong_date", format!("{}的年份请核对", field.label)));
    }
    if is_past(&field.id) && date > today {
        return Err(("future_date", format!("{}不能晚于今天", field.label)));
    }
    Ok(())
}

fn parse_date(typed: &str) -> Option<Date> {
    let plain = identifiers::normalise(typed);
    let plain = plain.replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = plain.trim().split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return (plain.len() == 8).then(|| plain.parse().ok()).flatten();
    };
    Date::new(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

fn datetime(field: &AssessedField, typed: &str, today: Date) -> Result<Value, Problem> {
    let plain = identifiers::normalise(typed).replace(['/', '.'], "-");
    let moment: DateTime = plain
        .trim()
        .parse()
        .map_err(|_| ("wrong_datetime", format!("{}请写成2026-03-02 09:30这样", field.label)))?;
    check_day(field, moment.date(), today)?;
    Ok(moment.strftime("%Y-%m-%dT%H:%M").to_string().into())
}

fn choice(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    let trimmed = typed.trim();
    if field.choices.is_empty() || field.choices.iter().any(|choice| choice == trimmed) {
        return Ok(trimmed.into());
    }
    Err(("wrong_choice", format!("{}请从{}中选", field.label, field.choices.join("、"))))
}

/// Papers whose number is an eighteen-digit one with a check digit.
fn is_resident_number(id_type: &str) -> bool {
    id_type.is_empty() || id_type.contains("居民身份证") || id_type.contains("港澳台居民居住证")
}

fn id_number(field: &AssessedField, typed: &str, beside: &Beside<'_>, today: Date) -> Result<Value, Problem> {
    let id_type = beside.text(field, "id_type").unwrap_or_default();
    if !is_resident_number(&id_type) {
        let plain = identifiers::normalise(typed).to_uppercase();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | '-');
        if (5..=30).contains(&plain.len()) && plain.chars().all(allowed) {
            return Ok(plain.into());
        }
        return Err(("wrong_value", format!("{}请照证件上的字母和数字填写", field.label)));
    }
    let number =
        ResidentId::parse(typed).map_err(|problem| ("wrong_value", format!("{}：{problem}", field.label)))?;
    if number.birth_date() > today {
        return Err(("wrong_value", format!("{}里的出生日期晚于今天，请核对", field.label)));
    }
    let beside_date = beside.text(field, "birth_date").and_then(|text| parse_date(&text));
    if beside_date.is_some_and(|date| date != number.birth_date()) && field.id.ends_with(".id_number") {
        return Err(("differs", format!("{}里的出生日期与所填出生日期不一致，请核对", field.label)));
    }
    Ok(number.as_str().into())
}

fn telephone(field: &AssessedField, typed: &str) -> Result<Value, Problem> {
    // Shops may give a landline where their pattern allows one.
    if let Some(pattern) = field.pattern.as_deref().filter(|pattern| pattern.contains('|')) {
        let plain = identifiers::normalise(typed);
        if matches_pattern(pattern, &plain) {
            return Ok(plain.into());
        }
    }
    parsed(field, typed, |typed| Mobile::parse(typed).map(|mobile| mobile.as_str().to_owned()))
}
