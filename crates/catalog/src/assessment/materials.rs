//! The one list of materials, with what spares them and where one of several is enough.

use std::sync::Arc;

use serde::Serialize;

use super::{ItemSet, SparedBy, State, Why};
use crate::ids::{ElementId, ItemId, MaterialId};

/// Why the applicant need not bring a material.
#[derive(Debug, Clone, Serialize)]
pub struct Spared {
    /// By what.
    pub by: SparedBy,
    /// In words.
    pub text: Arc<str>,
    /// What happens where it does not come about after all: data that cannot be found, say.
    pub fallback: Arc<str>,
}

/// A material of the merged list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedMaterial {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<MaterialFacts>,
    /// `In`, or `Open` while it depends on what is not yet known.
    pub state: State,
    /// Items that need it.
    pub needed_by: ItemSet,
    /// Key material for at least one of them.
    pub key: bool,
    /// May be supplied later (容缺): key for none, and every item that needs it allows it.
    pub deferrable: bool,
    /// Why it need not be brought; none where it must be.
    pub spared: Option<Spared>,
    /// Why it is needed, in words.
    pub why: Why,
    /// Copies.
    pub copies: Option<u32>,
    /// Remarks.
    pub notes: Vec<Arc<str>>,
    /// How many sets: one for each row of the item that repeats.
    pub repeat: Option<u32>,
    /// Needed only while this holds (a condition over fields of the form), as written.
    pub shown_when: Option<String>,
    /// The group of which it is one way; none where nothing can be chosen.
    pub any_of: Option<Arc<OneWay>>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What a material is whatever the answers are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MaterialFacts {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// Who issues it, by name.
    pub issuer: String,
    /// How to fill in or get it.
    pub sample_note: String,
    /// `certificate`, `form` …
    pub kind: String,
    /// `original`, `copy`, `electronic`.
    pub carrier: Vec<String>,
}

/// Materials of which one set is enough, and where the choice stands.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedGroup {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<GroupFacts>,
    /// Items that ask for it.
    pub items: Vec<ItemId>,
    /// The way that is chosen; none while nothing says it.
    pub chosen: Option<String>,
    /// The ways, of which one is enough.
    pub ways: Vec<AssessedWay>,
}

/// What a group of materials is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct GroupFacts {
    /// Its id.
    pub id: String,
    /// What is proved.
    pub name: String,
    /// The name of the choice among the elements.
    pub choice: ElementId,
    /// On what it rests that either will do.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// One way of a group.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedWay {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<WayFacts>,
    /// What it comes to here: materials that have to be brought.
    pub to_bring: Vec<MaterialId>,
    /// Materials of it that are spared.
    pub spared: Vec<MaterialId>,
}

/// What one way of a group is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct WayFacts {
    /// Its id.
    pub id: String,
    /// In plain words.
    pub label: String,
    /// The choice that stands for it.
    pub value: serde_json::Value,
    /// What most people do.
    pub usual: bool,
    /// What is said of a material that is part of it.
    #[serde(skip)]
    pub one: Arc<OneWay>,
}

/// That a material is one way of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneWay {
    /// The group's id.
    pub group: String,
    /// What is proved.
    pub name: String,
    /// The way's id.
    pub way: String,
    /// The way in plain words.
    pub label: String,
}
