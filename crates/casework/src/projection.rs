//! Each item's own form back out of the one form (还原): complete by the item's own
//! fields, with where each value comes from.
//!
//! Works from what the case was begun with, so that a later catalogue changes
//! nothing. Knows ids and values; the words are for others to find.

use catalog::{ElementId, ItemId, MaterialId};
use serde_json::Value;

use crate::{
    case::{Case, HandedIn, Task},
    plan::{PlannedField, PlannedItem},
};

/// An item's own form for one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Which item.
    pub item: ItemId,
    /// What the form is called; none in cases from before that was kept.
    pub name: Option<String>,
    /// Its fields, in order; one that has several rows occurs once for each.
    pub fields: Vec<ProjectedField>,
    /// Its materials, in the order of the list.
    pub materials: Vec<ProjectedMaterial>,
}

/// A field of the form as it is filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectedField {
    /// Which element.
    pub element: ElementId,
    /// The item requires it.
    pub required: bool,
    /// The row, counted from 0, where there are several.
    pub row: Option<usize>,
    /// Its value.
    pub value: Projected,
}

/// Where the value of a field comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Projected {
    /// From the one form.
    Filled(Value),
    /// The thing itself settles it.
    Settled(Value),
    /// From the result of another item of the case: its number, once it is granted.
    Result {
        /// Which item.
        item: ItemId,
        /// The number of its result.
        number: Option<String>,
    },
    /// Nothing was filled in.
    Empty,
}

/// A material of the item as it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectedMaterial {
    /// Which material.
    pub material: MaterialId,
    /// It need not be handed in.
    pub spared: bool,
    /// What was handed in for it.
    pub handed_in: Option<HandedIn>,
}

impl Projection {
    /// Required fields for which there is neither a value nor a result to come.
    pub fn missing(&self) -> impl Iterator<Item = &ProjectedField> {
        self.fields.iter().filter(|field| field.required && field.value == Projected::Empty)
    }
}

/// The own form of a task's item, filled from the case; none for a task that is not of this case.
pub fn projection(case: &Case, task: &Task) -> Option<Projection> {
    let item = case.plan.item(&task.item)?;
    let fields = planned_fields(item);
    Some(Projection {
        item: item.item.clone(),
        name: item.form.as_ref().map(|form| form.name.clone()),
        fields: fields.iter().flat_map(|field| projected(case, task, field)).collect(),
        materials: materials(case, item),
    })
}

/// The fields of the form; in older plans, what the department may see.
fn planned_fields(item: &PlannedItem) -> Vec<PlannedField> {
    if let Some(form) = &item.form {
        return form.fields.clone();
    }
    let fields = item.elements.iter().map(|element| PlannedField {
        element: element.clone(),
        required: false,
        rows: false,
        settled: None,
        comes_from: None,
    });
    fields.collect()
}

fn projected(case: &Case, task: &Task, field: &PlannedField) -> Vec<ProjectedField> {
    let given = case.form.get(&field.element).filter(|value| !is_empty(value));
    let of_row = |row: Option<usize>, value: Option<&Value>| ProjectedField {
        element: field.element.clone(),
        required: field.required,
        row,
        value: value_of(case, task, field, value),
    };
    // Rows that go their own way stand on their own forms, and on theirs alone.
    let is_apart = |row: usize| {
        let row = u32::try_from(row).ok();
        case.plan.apart_of(&task.item, row).is_some_and(|apart| apart.elements.contains(&field.element))
    };
    match (given, task.row) {
        (Some(Value::Array(rows)), None) if (0..rows.len()).any(is_apart) => {
            let rows = rows.iter().enumerate().filter(|(row, _)| !is_apart(*row));
            rows.map(|(row, value)| of_row(Some(row), Some(value).filter(|value| !is_empty(value)))).collect()
        }
        (Some(Value::Array(rows)), Some(row)) if field.rows => {
            let value = rows.get(row as usize).filter(|value| !is_empty(value));
            vec![of_row(None, value)]
        }
        (Some(Value::Array(rows)), None) if field.rows && rows.len() > 1 => {
            let rows = rows.iter().enumerate();
            rows.map(|(row, value)| of_row(Some(row), Some(value).filter(|value| !is_empty(value)))).collect()
        }
        (Some(Value::Array(rows)), None) if field.rows => vec![of_row(None, rows.first())],
        (value, _) => vec![of_row(None, value)],
    }
}

fn value_of(case: &Case, task: &Task, field: &PlannedField, given: Option<&Value>) -> Projected {
    if let Some(value) = given {
        return Projected::Filled(value.clone());
    }
    if let Some(value) = &field.settled {
        return Projected::Settled(value.clone());
    }
    let Some(item) = field.comes_from.clone() else { return Projected::Empty };
    let same_row = |other: &&Task| other.item == item && (other.row == task.row || other.row.is_none());
    let from = case.tasks.iter().find(same_row);
    let number = from.and_then(|task| task.stage.result()).map(|result| result.number.clone());
    Projected::Result { item, number }
}

fn materials(case: &Case, item: &PlannedItem) -> Vec<ProjectedMaterial> {
    let planned =
        case.plan.wanted(&case.materials).filter(|planned| item.materials.contains(&planned.material));
    let materials = planned.map(|planned| ProjectedMaterial {
        material: planned.material.clone(),
        spared: planned.spared,
        handed_in: case.materials.iter().find(|handed| handed.material == planned.material).cloned(),
    });
    materials.collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_empty),
        _ => false,
    }
}
