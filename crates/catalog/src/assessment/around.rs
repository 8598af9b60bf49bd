//! What goes round the decisions: what has to be had before, what is done together, what is to do
//! afterwards.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    ids::{ElementId, ItemId, MaterialId},
    model::{Base, JointKind, Period},
};

/// Something to be had elsewhere first.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedPrerequisite {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<PrerequisiteFacts>,
    /// Items that it is for.
    pub items: Vec<ItemId>,
}

/// What something to be had elsewhere is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct PrerequisiteFacts {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Who does it, by name.
    pub actor: String,
    /// The material that shows that it is done.
    pub material: Option<MaterialId>,
    /// Nothing can be handed in before it is done.
    pub before_handing_in: bool,
    /// What else to know.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What departments do together.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedJoint {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<JointFacts>,
    /// Items whose inspection it is.
    pub items: Vec<ItemId>,
    /// Materials that one drawing stands for.
    pub materials: Vec<MaterialId>,
}

/// What something done together is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct JointFacts {
    /// Its id.
    pub id: String,
    /// `inspection` or `drawing`.
    pub kind: JointKind,
    /// What is told.
    pub text: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Something that has to be in place before opening.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedOpening {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<OpeningFacts>,
    /// Items of this thing by which it comes about.
    pub items: Vec<ItemId>,
}

/// What has to be in place whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct OpeningFacts {
    /// What.
    pub text: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What the citizen has to do by a day. A reminder, never a limit of the government's.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedObligation {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<ObligationFacts>,
    /// The last day, where the day from which it runs is known.
    pub due: Option<jiff::civil::Date>,
    /// The same in words.
    pub due_text: Option<String>,
    /// It rests on a year whose holidays are not yet published.
    pub due_estimated: bool,
}

/// What an obligation is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct ObligationFacts {
    /// Its id.
    pub id: String,
    /// The item that it follows from; none where it follows from the thing itself.
    pub item: Option<ItemId>,
    /// What has to be done.
    pub text: String,
    /// Within what time.
    pub within: Option<Period>,
    /// How often it comes round.
    pub every: Option<Period>,
    /// From what day on.
    pub after: ObligationBase,
    /// The item itself is what has to be done: with its result nothing is left to do.
    pub met_by_item: bool,
    /// The time in words.
    pub limit: String,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// From what day an obligation's time runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObligationBase {
    /// `result`: the day on which the item is granted; `element`: a day on the form; `event`:
    /// something that nobody here sees.
    pub kind: &'static str,
    /// The element with the day.
    pub element: Option<ElementId>,
    /// The event in words.
    pub text: Option<String>,
}

impl From<&Base> for ObligationBase {
    fn from(base: &Base) -> Self {
        match base {
            Base::Result => Self { kind: "result", element: None, text: None },
            Base::Element { element } => Self { kind: "element", element: Some(element.clone()), text: None },
            Base::Event { text } => Self { kind: "event", element: None, text: Some(text.clone()) },
        }
    }
}
