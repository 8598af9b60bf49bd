//! Around the decision: what the applicant takes note of, has first, does afterwards, and what is done
//! together or apart.

use catalog::{
    ElementId, ItemId, MaterialId,
    model::{Base, JointKind, Period},
};
use serde::{Deserialize, Serialize};

/// An obstacle that holds nothing up once the applicant has taken note of it in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedWarning {
    /// The obstacle's id within the theme.
    pub id: String,
    /// What it says.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
}

/// Something to be had elsewhere first (前置): an appraisal, a work permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPrerequisite {
    /// Its id within the theme.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Who does it, by name.
    pub actor: String,
    /// Items that it is for.
    pub items: Vec<ItemId>,
    /// The material that shows that it is done.
    pub material: Option<MaterialId>,
    /// Nothing can be handed in before it is done.
    pub before_handing_in: bool,
    /// What else to know.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// What the citizen has to do by a day (义务): a reminder, never a limit of the government's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedObligation {
    /// Its id.
    pub id: String,
    /// The item that it follows from; none where it follows from the thing itself.
    pub item: Option<ItemId>,
    /// What has to be done, in plain words.
    pub text: String,
    /// Within what time; none where it comes round.
    pub within: Option<Period>,
    /// How often it comes round.
    pub every: Option<Period>,
    /// From what day on.
    pub after: Base,
    /// The item itself is what has to be done: with its result nothing is left to do.
    #[serde(default)]
    pub met_by_item: bool,
    /// The time in words.
    pub limit: String,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// One inspection or one drawing for several items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedJoint {
    /// Which.
    pub kind: JointKind,
    /// What is told.
    pub text: String,
    /// Items whose inspection it is.
    pub items: Vec<ItemId>,
    /// Materials that one drawing stands for.
    pub materials: Vec<MaterialId>,
}

/// Rows of the form that are handled by themselves in some items, so that the others need not wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedApart {
    /// The items in which they are handled by themselves.
    pub items: Vec<ItemId>,
    /// The rows, counted from 0.
    pub rows: Vec<u32>,
    /// How many rows there are in all.
    pub of: u32,
    /// What a row is called, such as 员工.
    pub word: String,
    /// Elements of the section, of which each row has its own value.
    pub elements: Vec<ElementId>,
    /// Why, in plain words.
    pub reason: String,
    /// The prerequisite that they wait for.
    pub until: Option<String>,
}
