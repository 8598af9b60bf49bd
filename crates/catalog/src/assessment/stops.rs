//! What stands in the way, and what is said once.

use std::sync::Arc;

use serde::Serialize;

use super::Why;
use crate::{
    ids::ItemId,
    model::{NoticeKind, StopKind, Way},
};

/// An obstacle that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedStop {
    /// What it says whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<StopFacts>,
    /// The applicant has taken note of it, and it blocks nothing any more.
    pub acknowledged: bool,
    /// Why it applies, in words.
    pub why: Why,
}

/// What an obstacle says.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StopFacts {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// What it does: `block`, `warn`, `acknowledge`, `hand_over`.
    pub kind: StopKind,
    /// Where it is done instead, or has to be cleared first, by name.
    pub to: Option<String>,
    /// Ways out.
    pub ways: Vec<Way>,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// What it blocks.
    pub blocks: Vec<ItemId>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A remark that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedNotice {
    /// What it is about: `remark`, `opening`, `not_needed`.
    pub kind: NoticeKind,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Items of which only one may be granted.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedExclusive {
    /// What is told whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<ExclusiveFacts>,
    /// The items.
    pub items: Vec<ItemId>,
}

/// What is told of items of which only one may be granted.
#[derive(Debug, Clone, Serialize)]
pub struct ExclusiveFacts {
    /// Its id.
    pub id: String,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}
