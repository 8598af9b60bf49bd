//! What a correction (补正) of a case is.

use catalog::{DepartmentId, ElementId, MaterialId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::AccountId;

/// A correction (补正) of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Whether it is the one correction, or why it was asked for again.
    #[serde(default)]
    pub round: Round,
    /// The notice.
    pub notice: CorrectionNotice,
    /// When it was sent.
    pub asked_at: Timestamp,
    /// Who signed it.
    pub asked_by: AccountId,
    /// When the applicant returned it.
    pub returned_at: Option<Timestamp>,
    /// Fields whose value changed on return.
    pub changed_fields: Vec<ElementId>,
    /// Materials that were handed in anew.
    pub changed_materials: Vec<MaterialId>,
}

/// Which correction it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "round", rename_all = "snake_case")]
pub enum Round {
    /// 一次告知: the one.
    #[default]
    First,
    /// 补正内容未达要求: what came back does not meet what was asked, line by line.
    Unmet,
    /// A second one, about what could have been seen the first time: the lead department signed why.
    Second {
        /// Why.
        why: String,
    },
}

/// What the correction notice (补正告知书) names: all of it at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CorrectionNotice {
    /// Fields, and what is wrong with each.
    pub fields: Vec<FieldRemark>,
    /// Materials, and what is wrong with each.
    pub materials: Vec<MaterialRemark>,
    /// A word to the applicant.
    pub message: String,
}

/// A remark on a field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldRemark {
    /// Which element.
    pub element: ElementId,
    /// What is wrong; in records from before they were kept apart, also how to mend it.
    pub remark: String,
    /// How to mend it.
    #[serde(default)]
    pub how: String,
    /// Departments that remarked it; none where the counter or the lead department did.
    #[serde(default)]
    pub departments: Vec<DepartmentId>,
}

/// A remark on a material.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MaterialRemark {
    /// Which material.
    pub material: MaterialId,
    /// What is wrong; in records from before they were kept apart, also how to mend it.
    pub remark: String,
    /// How to mend it.
    #[serde(default)]
    pub how: String,
    /// Departments that remarked it; none where the counter or the lead department did.
    #[serde(default)]
    pub departments: Vec<DepartmentId>,
}
