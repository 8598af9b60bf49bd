//! Government service items: what the law wants of each.

use serde::{Deserialize, Serialize};

use super::{AnyOf, CommitmentCheck, Obligation, PaperWay, Party, Path, RiskClass, SparedBy};
use crate::{
    days::{self},
    ids::{DepartmentId, ElementId, ItemId, MaterialId},
};

/// Something that is otherwise on some days than it is written for all the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// On which days.
    pub in_force: days::Period,
    /// By which law.
    pub law: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Where something is laid down in law.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Basis {
    /// Name of the law.
    pub law: String,
    /// Article.
    pub article: Option<String>,
    /// What it says, in one line.
    pub gist: String,
    /// On which days it holds.
    #[serde(flatten)]
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A limit (时限) of an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Limit {
    /// Working days; 0 means on the spot (即办).
    pub working_days: u32,
    /// Where the law counts calendar days.
    pub calendar_days: Option<u32>,
    /// A remark.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A step inside an item.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// 受理, 审查, 现场核查, 决定, 制证, 送达 …
    pub name: String,
    /// Who acts.
    pub actor: DepartmentId,
    /// Working days it takes.
    pub working_days: u32,
    /// The condition under which it takes place, as written.
    pub when: Option<String>,
}

/// What an item results in.
#[derive(Debug, Clone, Serialize)]
pub struct ItemResult {
    /// Its name.
    pub name: String,
    /// `licence`, `certificate`, `approval`, `record`, `payment`.
    pub kind: String,
    /// The material it becomes for other items.
    pub material: Option<MaterialId>,
    /// How long it holds, in words.
    pub validity: Option<String>,
    /// How many years it holds from its first day, where that is a number.
    pub valid_years: Option<u32>,
}

/// The three kinds of money, which are kept apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// 收费
    #[default]
    Fee,
    /// 税款
    Tax,
    /// 保证金：stays the payer's own
    Deposit,
}

/// A fee, a tax or a deposit, in words and, where it is a plain sum, in yuan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fee {
    /// Which of the three kinds of money.
    pub kind: FeeKind,
    /// Amount in words; empty when nothing is charged.
    pub amount: String,
    /// Amount in yuan where it is a fixed sum.
    pub yuan: Option<f64>,
    /// On what it rests.
    pub basis: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Use of a material by an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MaterialUse {
    /// Which material.
    pub material: MaterialId,
    /// The condition, as written.
    pub when: Option<String>,
    /// Key material (审批核心要件): never deferred.
    pub key: bool,
    /// Copies.
    pub copies: Option<u32>,
    /// A remark for the applicant.
    pub note: Option<String>,
    /// What spares the applicant this paper.
    pub instead_of: Option<String>,
    /// Which kind of sparing that is.
    pub spared_by: Option<SparedBy>,
    /// What happens where it does not come about after all, in words.
    pub fallback: Option<String>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Use of a data element by an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FieldUse {
    /// Which element.
    pub element: ElementId,
    /// The condition, as written.
    pub when: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A government service item (政务服务事项).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The department that decides.
    pub department: DepartmentId,
    /// 行政许可, 行政确认 …
    #[serde(rename = "type")]
    pub kind: String,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Conditions of approval.
    pub conditions: Vec<String>,
    /// Materials.
    pub materials: Vec<MaterialUse>,
    /// Sets of materials of which one is enough.
    pub any_of: Vec<AnyOf>,
    /// Fields.
    pub fields: Vec<FieldUse>,
    /// Those without whom it is not done, beside the applicant.
    pub parties: Vec<Party>,
    /// The parties act at the same time.
    pub together: bool,
    /// Its paths, where it has several.
    pub paths: Vec<Path>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Limit set by law.
    pub statutory_limit: Limit,
    /// Limit promised to the public.
    pub promised_limit: Limit,
    /// Promised limits that differ by path: condition as written and working days.
    pub limit_variants: Vec<(String, u32)>,
    /// Procedures whose time is not counted.
    pub special_procedures: Vec<String>,
    /// Further words on limits.
    pub special_limits: Option<String>,
    /// What it costs.
    pub fee: Fee,
    /// Results.
    pub results: Vec<ItemResult>,
    /// 告知承诺 applies.
    pub commitment: bool,
    /// On what the commitment rests.
    pub commitment_basis: Option<String>,
    /// False where the lead department has still to confirm that it applies.
    pub commitment_certain: bool,
    /// The commitment itself, where it is listed as a material: signed here, it is handed in.
    pub commitment_paper: Option<MaterialId>,
    /// When what was granted on it is checked; none where the district's own time holds.
    pub commitment_check: Option<CommitmentCheck>,
    /// A law, regulation or rule itself provides for the commitment.
    pub commitment_by_law: bool,
    /// The class of risk that it belongs to.
    pub risk_class: Option<RiskClass>,
    /// So many years nobody applies again whose result was revoked for false materials; none where the
    /// general three hold.
    pub revocation_bar_years: Option<u32>,
    /// Whose great interests it may directly concern, and why (利害关系人).
    pub third_party_interest: Option<String>,
    /// The paper by which that shows: only a case that wants it concerns others. None where every case does.
    pub third_party_paper: Option<MaterialId>,
    /// 容缺受理 applies.
    pub deferral: bool,
    /// The counter may assess for the department whether anything is missing (窗口代为评估).
    pub counter_assesses: bool,
    /// Why an applicant must be present once; none where nobody must.
    pub on_site: Option<String>,
    /// `window`, `post`, `online`.
    pub delivery: Vec<String>,
    /// The check after approval.
    pub after_approval_check: Option<String>,
    /// What the citizen has to do afterwards.
    pub obligations: Vec<Obligation>,
    /// What held earlier.
    pub history: Option<String>,
    /// A remark for authors and counters.
    pub note: Option<String>,
    /// What is otherwise on the day than it is written for other days.
    pub changes: Vec<Change>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

impl Item {
    /// The group and its way that a material is part of.
    pub fn way_of(&self, material: &str) -> Option<(&AnyOf, &PaperWay)> {
        self.any_of.iter().find_map(|group| {
            let way = group.ways.iter().find(|way| way.materials.iter().any(|one| *one == *material))?;
            Some((group, way))
        })
    }
}
