//! Around the decision: what has to be there before it, and what the citizen has to do after it.

use serde::{Deserialize, Serialize};

use crate::ids::{ElementId, ItemId, MaterialId};

/// By what a period is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 自然日
    CalendarDays,
    /// 工作日
    WorkingDays,
    /// 个月
    Months,
    /// 年
    Years,
}

/// So many days, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// From what a period runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Base {
    /// The day on which the item is granted.
    Result,
    /// A day on the form.
    Element {
        /// Which element.
        element: ElementId,
    },
    /// Something that nobody here sees, in words.
    Event {
        /// What.
        text: String,
    },
}

/// What the citizen has to do by a day (义务): a reminder, never a limit of the government's.
#[derive(Debug, Clone, Serialize)]
pub struct Obligation {
    /// Its id.
    pub id: String,
    /// What has to be done, in plain words.
    pub text: String,
    /// Within what time; none where it comes round.
    pub within: Option<Period>,
    /// How often it comes round.
    pub every: Option<Period>,
    /// From what day on.
    pub after: Base,
    /// The item itself is what has to be done: with its result nothing is left to do.
    pub met_by_item: bool,
    /// The condition, as written.
    pub when: Option<String>,
    /// What follows where it is not done, in plain words.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Something to be had elsewhere before an item can be decided (前置): an appraisal, a work permit.
#[derive(Debug, Clone, Serialize)]
pub struct Prerequisite {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Who does it: a department's id or plain words.
    pub actor: String,
    /// The condition, as written.
    pub when: Option<String>,
    /// Items that it is for.
    pub items: Vec<ItemId>,
    /// The material that shows that it is done.
    pub material: Option<MaterialId>,
    /// Nothing can be handed in before it is done.
    pub before_handing_in: bool,
    /// What else to know, in plain words.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Items of which only so many may be granted to the same person (互斥).
#[derive(Debug, Clone, Serialize)]
pub struct Exclusive {
    /// Its id.
    pub id: String,
    /// The items.
    pub items: Vec<ItemId>,
    /// What is told where several are applied for.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// The answers never lead to several of them at once.
    pub strict: bool,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What departments do together for several items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JointKind {
    /// One visit to the place (联合踏勘).
    Inspection,
    /// One drawing (一图多用).
    Drawing,
}

/// One inspection or one drawing for several items.
#[derive(Debug, Clone, Serialize)]
pub struct Joint {
    /// Its id.
    pub id: String,
    /// Which.
    pub kind: JointKind,
    /// What is told.
    pub text: String,
    /// Items whose inspection it is.
    pub items: Vec<ItemId>,
    /// Materials that one drawing stands for.
    pub materials: Vec<MaterialId>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something to know.
    #[default]
    Remark,
    /// Something that has to be in place before opening (开业前), beside the result.
    Opening,
    /// Why something need not be done: an honest nothing.
    NotNeeded,
}
