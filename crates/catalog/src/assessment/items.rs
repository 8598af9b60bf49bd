//! The items: where each stands, and who has a part in it.

use std::sync::Arc;

use serde::Serialize;

use super::{State, Why};
use crate::{
    ids::{DepartmentId, ItemId, MaterialId},
    model::{AppliedBy, Basis, Signature},
};

/// An item under the answers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedItem {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<ItemFacts>,
    /// Where it stands.
    pub state: State,
    /// Why, in words: the answers and clauses that put it there.
    pub why: Why,
    /// Items of this case that it waits for (only those that are in).
    pub needs: Vec<ItemId>,
    /// How many times it is done; none where it does not repeat.
    pub repeat: Option<u32>,
    /// Promised limit in working days, on the path that the answers choose.
    pub working_days: u32,
    /// Steps on the path that the answers choose: name, actor's short name, working days.
    pub steps: Arc<[AssessedStep]>,
    /// What blocks it and where to go instead.
    pub blocked_by: Vec<String>,
    /// What it waits for that is blocked.
    pub held_by: Vec<HeldBy>,
    /// Why it need not be done, where that is worth saying.
    pub not_needed: Vec<String>,
    /// Those without whom it is not done, beside the applicant.
    pub parties: Vec<Arc<AssessedParty>>,
    /// Who applies in place of the applicant.
    pub applied_by: Option<Arc<AppliedBy>>,
    /// The path that the answers take, where there are several.
    pub path: Option<Arc<AssessedPath>>,
}

/// What an item is whatever the answers are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ItemFacts {
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The department that decides.
    pub department: DepartmentId,
    /// Its short name.
    pub department_name: String,
    /// Statutory limit in working days.
    pub statutory_days: u32,
    /// 行政许可 …
    pub kind: String,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Conditions of approval.
    pub conditions: Vec<String>,
    /// Names of its results.
    pub results: Vec<String>,
    /// 告知承诺 applies.
    pub commitment: bool,
    /// The commitment itself, where it is listed as a material.
    pub commitment_paper: Option<MaterialId>,
    /// 容缺受理 applies.
    pub deferral: bool,
    /// Why somebody must be present once.
    pub on_site: Option<String>,
    /// Of a department that the annex does not list, and why it is needed.
    pub beyond_reason: Option<String>,
    /// Statutory limit in calendar days, where the law counts so.
    pub calendar_days: Option<u32>,
    /// A department decides; otherwise its clock is not the government's, and nobody supervises it.
    pub supervised: bool,
    /// The parties act at the same time.
    pub together: bool,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A step of an item.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedStep {
    /// 受理, 审查 …
    pub name: String,
    /// Who acts, by short name.
    pub actor: String,
    /// Working days.
    pub working_days: u32,
    /// Its clock is the government's.
    pub supervised: bool,
}

/// What an item waits for that is blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBy {
    /// Which item.
    pub item: ItemId,
    /// The waiting item cannot be done either; otherwise it goes on with a result from elsewhere.
    pub stops: bool,
    /// In words.
    pub text: String,
}

/// Somebody without whom an item is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedParty {
    /// Who it is.
    pub role: String,
    /// The section of the form that is about them.
    pub section: Option<String>,
    /// They have to come themselves.
    pub present: bool,
    /// How they sign: `hand`, `any`; none where they do not.
    pub sign: Option<Signature>,
    /// What they do.
    pub act: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// The path of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedPath {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is different on it.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}
