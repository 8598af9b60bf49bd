//! Acts (行为): who acts with whom, who applies, on which path, and who may not be stood in for.

use serde::{Deserialize, Serialize};

use crate::ids::{ElementId, ItemId, SituationId};

/// How somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// By hand alone: papers of inheritance, before a registrar (电子签名法第三条).
    Hand,
    /// By hand or electronically.
    Any,
}

/// Somebody without whom the item is not done (当事人): a spouse, a bank, each shareholder.
#[derive(Debug, Clone, Serialize)]
pub struct Party {
    /// Who it is, such as 男方.
    pub role: String,
    /// The section of the form that is about them; each row of it is one of them.
    pub section: Option<String>,
    /// They have to come themselves.
    pub present: bool,
    /// How they sign; none where they do not.
    pub sign: Option<Signature>,
    /// What they do, in plain words.
    pub act: String,
    /// The condition, as written.
    pub when: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Who applies for an item in place of the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedBy {
    /// `employer`, `bank`, `spouse`, `department` (departments do it among themselves).
    pub who: String,
    /// What is left to the applicant, in plain words.
    pub note: String,
    /// The condition, as written.
    pub when: Option<String>,
}

/// One of several paths of an item: setting up or changing, ordinary or by commitment.
#[derive(Debug, Clone, Serialize)]
pub struct Path {
    /// Its id within the item.
    pub id: String,
    /// Its name, such as 变更经营者.
    pub name: String,
    /// The condition, as written; the first that holds is taken, one without is the last.
    pub when: Option<String>,
    /// What is different on it, in plain words.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What waiting for an item means where that item is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfBlocked {
    /// It goes on: the result may come from elsewhere, and the applicant brings it.
    GoOn,
    /// It cannot be done either.
    Stop,
}

/// More on why and when an item waits for another.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Need {
    /// The condition, as written.
    pub when: Option<String>,
    /// What becomes of it where the other is blocked; where nothing is said, it goes on if the other
    /// is done elsewhere, and stops otherwise.
    pub if_blocked: Option<IfBlocked>,
}

/// Who has to come for the whole thing.
#[derive(Debug, Clone, Serialize)]
pub struct Presence {
    /// All of them at the same time.
    pub together: bool,
    /// Somebody else may act for them.
    pub agent: bool,
    /// Why, in plain words.
    pub why: String,
    /// On what it rests.
    pub law: Option<String>,
}

/// Rows of the form in this theme: employees, shareholders, heirs.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    /// The section that repeats.
    pub section: String,
    /// What one row is called, where the section does not say.
    pub row: Option<String>,
    /// The number question that says how many.
    pub by: Option<SituationId>,
    /// Elements of the section that are the same for all and asked once.
    pub common: Vec<ElementId>,
    /// How few and how many there may be.
    pub counts: Vec<RowCount>,
    /// Rows that go their own way.
    pub apart: Vec<Apart>,
}

/// How many rows there may be under some answers.
#[derive(Debug, Clone, Serialize)]
pub struct RowCount {
    /// The condition, as written.
    pub when: Option<String>,
    /// The fewest.
    pub least: u32,
    /// The most; none where the section's own bound holds.
    pub most: Option<u32>,
}

/// Rows that are handled by themselves, so that the others need not wait.
#[derive(Debug, Clone, Serialize)]
pub struct Apart {
    /// The condition over the answers and the elements of one row, as written.
    pub when: String,
    /// Why, in plain words.
    pub reason: String,
    /// Items in which they are handled by themselves.
    pub items: Vec<ItemId>,
    /// The prerequisite that they wait for.
    pub waits_for: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}
