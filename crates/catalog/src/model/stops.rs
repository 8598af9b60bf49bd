//! Obstacles (障碍): what stands in the way by law, and the ways out.

use serde::{Deserialize, Serialize};

use crate::{
    days::Period,
    ids::{ItemId, SituationId, ThemeId},
};

/// What an obstacle does to the items that it names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// They cannot be done as things stand.
    #[default]
    Block,
    /// Nothing; it is told with weight.
    Warn,
    /// They can be done once the applicant has taken note in writing, and a person looks at it then.
    Acknowledge,
    /// They are done elsewhere.
    HandOver,
}

/// A way out of an obstacle.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// In plain words.
    pub text: String,
    /// The question whose answer would have to be another.
    pub change: Option<SituationId>,
    /// The theme to turn to instead.
    pub theme: Option<ThemeId>,
}

/// A lawful obstacle or redirection.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Stop {
    /// Its id within the theme; needed where it is taken note of.
    pub id: Option<String>,
    /// What it does.
    pub kind: StopKind,
    /// The condition, as written.
    pub when: String,
    /// What is told, and where to go instead.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// Items that it blocks.
    pub blocks: Vec<ItemId>,
    /// Where it is done instead, or has to be cleared first: a department's id or plain words.
    pub to: Option<String>,
    /// Ways out.
    pub ways: Vec<Way>,
    /// What the counter has to know; not shown to the public.
    pub note: Option<String>,
    /// On which days it holds.
    pub in_force: Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}
