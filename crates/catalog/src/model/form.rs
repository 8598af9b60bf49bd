//! The form: data elements in their sections.

use serde::{Deserialize, Serialize};

use crate::ids::ElementId;

/// What kind of value a data element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ElementType {
    Text,
    Integer,
    Decimal,
    Date,
    Datetime,
    Boolean,
    Choice,
    IdCard,
    Uscc,
    Mobile,
    Address,
    PersonName,
    Money,
    Area,
}

/// A data element (数据项): the same fact about the same person is one element everywhere.
#[derive(Debug, Clone, Serialize)]
pub struct Element {
    /// Its id.
    pub id: ElementId,
    /// What stands beside the field.
    pub label: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ElementType,
    /// The allowed words of a choice.
    pub choices: Vec<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// A pattern that the text must match.
    pub pattern: Option<String>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Department or material that it can be read from.
    pub prefill: Option<String>,
    /// Encrypted, masked and kept out of logs.
    pub sensitive: bool,
    /// One plain sentence of help.
    pub help: String,
    /// The element whose value it takes when people act for themselves.
    pub same_as: Option<ElementId>,
    /// Elements whose value it may well have too (同上): offered, not filled in.
    pub copy_from: Vec<ElementId>,
    /// Several values in one field (a set of business items, say), not rows.
    pub multiple: bool,
    /// The section of the form it belongs to.
    pub section: String,
    /// Its place in the file: fields of a section are asked in this order.
    #[serde(skip)]
    pub order: usize,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A section of the one form: what is asked about one person or one thing.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The part of an element's id before the dot, such as `child`.
    pub id: String,
    /// Heading, such as 孩子信息.
    pub title: String,
    /// What one row is called (孩子) where the section repeats.
    pub row: Option<String>,
    /// The most rows that a person may add where nothing else sets the number.
    pub max_rows: u32,
    /// Sections whose person may be the same one (同上), in the order in which they are offered.
    pub same_as: Vec<String>,
    /// It tells of a body with a name of its own (法人), whose licences everybody may read of.
    pub legal_entity: bool,
    /// It tells of children, for whom a guardian agrees while they are young (个人信息保护法 第三十一条).
    pub children: bool,
    /// It tells of somebody who has died: what departments know of them is shown to close relatives alone
    /// (个人信息保护法 第四十九条).
    pub deceased: bool,
}
