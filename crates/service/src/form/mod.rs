//! The one form: typed values in, checked values out, every complaint at its field.
//!
//! A value is kept as it was typed until it is right; a checked value has its
//! type's own shape (a number, a date as `2026-03-02`, a list of words).

mod value;

use std::collections::BTreeMap;

use casework::case::Form;
use catalog::{
    Assessment, Catalog, ElementId,
    assessment::{AssessedField, State},
    model::ElementType,
};
use jiff::civil::Date;
use serde_json::Value;

use crate::Complaint;

/// The most rows of a section that the person may add to.
const MOST_ROWS: usize = 200;

/// A checked form with everything that is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// Values that are right, in their type's shape.
    pub(crate) form: Form,
    /// What is wrong, in the order of the form.
    pub(crate) complaints: Vec<Complaint>,
}

/// Checks every field that applies. Values of fields that do not apply are left
/// out; elements that the catalogue does not know are complained of.
pub(crate) fn check(catalog: &Catalog, assessment: &Assessment, typed: &Form, today: Date) -> Checked {
    let mut checked = Checked::default();
    for field in assessment.fields.iter().filter(|field| field.state == State::In) {
        check_field(assessment, field, typed, today, &mut checked);
    }
    let unknown = typed.keys().filter(|id| !catalog.elements.contains_key(&***id));
    checked.complaints.extend(unknown.map(|id| {
        Complaint::new(pointer(id, None), "unknown_element", "没有这个数据项，请对照办事指南的表单")
    }));
    checked
}

fn check_field(
    assessment: &Assessment,
    field: &AssessedField,
    typed: &Form,
    today: Date,
    checked: &mut Checked,
) {
    if let Some(settled) = assessment.settled.iter().find(|settled| settled.id == field.id) {
        let value = if field.repeat.is_some() {
            Value::Array(vec![settled.value.clone(); row_count(assessment, field, typed)])
        } else {
            settled.value.clone()
        };
        checked.form.insert(field.id.clone(), value);
        return;
    }
    let given = typed.get(&field.id).unwrap_or(&Value::Null);
    if field.repeat.is_none() {
        if let Some(value) = check_value(field, given, None, typed, today, &mut checked.complaints) {
            checked.form.insert(field.id.clone(), value);
        }
        return;
    }
    let count = row_count(assessment, field, typed);
    let rows = rows_of(given);
    if rows.len() > count && rows[count..].iter().any(|row| !is_empty(row)) {
        let message = format!("这里应当是{count}份，多填了，请删去多的或改前面的人数");
        checked.complaints.push(Complaint::new(pointer(&field.id, None), "too_many_rows", message));
    }
    let values: Vec<Value> = (0..count)
        .map(|index| {
            let row = rows.get(index).unwrap_or(&Value::Null);
            check_value(field, row, Some(index), typed, today, &mut checked.complaints).unwrap_or(Value::Null)
        })
        .collect();
    if values.iter().any(|value| !value.is_null()) {
        checked.form.insert(field.id.clone(), Value::Array(values));
    }
}

fn check_value(
    field: &AssessedField,
    given: &Value,
    row: Option<usize>,
    typed: &Form,
    today: Date,
    complaints: &mut Vec<Complaint>,
) -> Option<Value> {
    if is_empty(given) {
        if field.required {
            let message = format!("请填写{}", field.label);
            complaints.push(Complaint::new(pointer(&field.id, row), "required", message));
        }
        return None;
    }
    let beside = Beside { typed, row };
    match value::read(field, given, &beside, today) {
        Ok(value) => Some(value),
        Err((code, message)) => {
            complaints.push(Complaint::new(pointer(&field.id, row), code, message));
            None
        }
    }
}

/// The other values of the same person, for checks that need two of them.
pub(crate) struct Beside<'a> {
    typed: &'a Form,
    row: Option<usize>,
}

impl Beside<'_> {
    /// The value of the same section's `suffix`, as typed.
    pub(crate) fn text(&self, field: &AssessedField, suffix: &str) -> Option<String> {
        let id = ElementId::from(format!("{}.{suffix}", field.section));
        let value = self.typed.get(&id)?;
        let value = match (value, self.row) {
            (Value::Array(rows), Some(row)) => rows.get(row)?,
            (Value::Array(rows), None) => rows.first()?,
            (single, _) => single,
        };
        Some(text_of(value)).filter(|text| !text.is_empty())
    }
}

/// How many rows a repeating field has: as many as the answers say, or as many as were typed.
pub(crate) fn row_count(assessment: &Assessment, field: &AssessedField, typed: &Form) -> usize {
    let set = field.repeat.unwrap_or(1).max(1) as usize;
    if !field.open_rows {
        return set;
    }
    let siblings =
        assessment.fields.iter().filter(|other| other.section == field.section && other.repeat.is_some());
    let typed_rows =
        siblings.filter_map(|other| typed.get(&other.id)).map(|value| rows_of(value).len()).max();
    typed_rows.unwrap_or(1).clamp(1, MOST_ROWS)
}

/// The rows of a value; a single value is one row.
pub(crate) fn rows_of(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(rows) => rows.clone(),
        single => vec![single.clone()],
    }
}

/// Whether nothing was typed.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_empty),
        _ => false,
    }
}

/// A value to read: of a moment the day and the hour stand apart.
pub(crate) fn to_read(catalog: &Catalog, element: &ElementId, value: &Value) -> String {
    let text = text_of(value);
    match catalog.elements.get(element).map(|known| known.kind) {
        Some(ElementType::Datetime) => text.replacen('T', " ", 1),
        _ => text,
    }
}

/// A value as text, for a control.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => format!("{whole:.0}"),
            _ => number.to_string(),
        },
        Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join("、"),
        Value::Object(_) => String::new(),
    }
}

/// Where a complaint about a field points.
pub(crate) fn pointer(element: &str, row: Option<usize>) -> String {
    match row {
        Some(row) => format!("/form/{element}/{row}"),
        None => format!("/form/{element}"),
    }
}

/// The name of a field's control: `child.name`, or `child.name.1` for the second row.
pub(crate) fn control_name(element: &str, row: Option<usize>) -> String {
    match row {
        Some(row) => format!("{element}.{row}"),
        None => element.to_owned(),
    }
}

/// Puts posted values into the form as they were typed. Names that belong to no
/// field of the assessment are passed over; a control that takes several values
/// is replaced as a whole.
pub(crate) fn put_typed(assessment: &Assessment, form: &mut Form, pairs: &[(String, String)]) {
    let mut posted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, text) in pairs {
        posted.entry(name).or_default().push(text);
    }
    for field in &assessment.fields {
        if field.repeat.is_none() {
            if let Some(texts) = posted.get(field.id.as_str()) {
                form.insert(field.id.clone(), typed_value(field, texts));
            }
            continue;
        }
        let count = if field.open_rows { MOST_ROWS } else { row_count(assessment, field, form) };
        let mut rows = form.get(&field.id).map(rows_of).unwrap_or_default();
        let mut touched = false;
        for row in 0..count {
            if let Some(texts) = posted.get(control_name(&field.id, Some(row)).as_str()) {
                if rows.len() <= row {
                    rows.resize(row + 1, Value::Null);
                }
                rows[row] = typed_value(field, texts);
                touched = true;
            }
        }
        if touched {
            form.insert(field.id.clone(), Value::Array(rows));
        }
    }
}

fn typed_value(field: &AssessedField, texts: &[&str]) -> Value {
    let mut kept = texts.iter().filter(|text| !text.is_empty()).map(|text| Value::String((*text).to_owned()));
    if field.multiple {
        Value::Array(kept.collect())
    } else {
        kept.next_back().unwrap_or_else(|| Value::String(String::new()))
    }
}

/// The text of a value that is the same in every row (twins are born on one day); none where rows differ.
fn said_once(value: &Value) -> Option<String> {
    let rows = rows_of(value);
    let first = rows.first().map(text_of).unwrap_or_default();
    rows.iter().all(|row| text_of(row) == first).then_some(first)
}

/// Values that conditions of the catalogue may look at, in their type's shape:
/// only what is right already, and only what is asked once.
pub(crate) fn known_elements(catalog: &Catalog, form: &Form) -> BTreeMap<ElementId, Value> {
    let mut known = BTreeMap::new();
    for (id, value) in form {
        let Some(element) = catalog.elements.get(&**id) else { continue };
        let Some(text) = said_once(value) else { continue };
        let value = match element.kind {
            ElementType::Boolean => value::read_bool(&text).map(Value::Bool),
            ElementType::Choice if !element.multiple => {
                element.choices.contains(&text).then(|| Value::String(text.clone()))
            }
            ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => {
                text.parse().ok().and_then(serde_json::Number::from_f64).map(Value::Number)
            }
            ElementType::Date | ElementType::Datetime => {
                let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
                day.map(|day| Value::String(day.to_string()))
            }
            ElementType::IdCard => {
                identifiers::ResidentId::parse(&text).ok().map(|id| Value::String(id.as_str().into()))
            }
            _ => None,
        };
        if let Some(value) = value {
            known.insert(id.clone(), value);
        }
    }
    known
}
