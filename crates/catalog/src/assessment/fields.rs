//! The one form: its fields, its rows, and what need not be asked on it.

use std::sync::Arc;

use serde::Serialize;

use super::{ItemSet, State};
use crate::{
    ids::ElementId,
    model::{Element, ElementType},
};

/// A field of the merged form.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedField {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<FieldFacts>,
    /// Must be filled in for at least one item that uses it.
    pub required: bool,
    /// How many rows; none where it is asked once. 1 where the person may add rows.
    pub repeat: Option<u32>,
    /// The person may add and remove rows.
    pub open_rows: bool,
    /// `In`, or `Open` while it depends on another field.
    pub state: State,
    /// Shown only while this holds (a condition over other fields), as written.
    pub shown_when: Option<String>,
    /// Items that use it.
    pub items: ItemSet,
}

/// What a field is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct FieldFacts {
    /// Which element.
    pub id: ElementId,
    /// What stands beside it.
    pub label: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ElementType,
    /// The section's id.
    pub section: String,
    /// Where its value can be read from, by name.
    pub prefill: Option<String>,
    /// The allowed words of a choice.
    pub choices: Vec<String>,
    /// Several values in one field.
    pub multiple: bool,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Pattern of the text.
    pub pattern: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// One sentence of help.
    pub help: String,
    /// Masked and encrypted.
    pub sensitive: bool,
    /// The element to offer as 同上.
    pub same_as: Option<ElementId>,
    /// Elements whose value it may well have too.
    pub copy_from: Vec<ElementId>,
}

impl FieldFacts {
    /// The element as a field; where it can be read from is for the caller to name.
    pub fn of(element: &Element) -> Self {
        Self {
            id: element.id.clone(),
            label: element.label.clone(),
            kind: element.kind,
            section: element.section.clone(),
            prefill: None,
            choices: element.choices.clone(),
            multiple: element.multiple,
            min: element.min,
            max: element.max,
            pattern: element.pattern.clone(),
            unit: element.unit.clone(),
            help: element.help.clone(),
            sensitive: element.sensitive,
            same_as: element.same_as.clone(),
            copy_from: element.copy_from.clone(),
        }
    }
}

/// Rows of the form that the theme sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedRows {
    /// The section.
    pub section: String,
    /// What one row is called.
    pub row: Arc<str>,
    /// How many, where an answer says it.
    pub count: Option<u32>,
    /// The fewest, where the person adds rows.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// A data element that an answer or the theme settles.
#[derive(Debug, Clone, Serialize)]
pub struct SettledElement {
    /// Which element.
    pub id: ElementId,
    /// Its value.
    pub value: serde_json::Value,
    /// Where from: `answer` or `theme`.
    pub from: &'static str,
}
