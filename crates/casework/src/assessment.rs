//! 同步评估: what each department concerned says of an application, within one window, and how
//! their remarks come together into the one notice.

use catalog::{DepartmentId, ElementId, MaterialId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, CorrectionNotice, FieldRemark, MaterialRemark},
    plan::CasePlan,
};

/// What one department says of the application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DepartmentAssessment {
    /// The department.
    pub department: DepartmentId,
    /// The last day of its window.
    pub due: Date,
    /// What it says.
    pub verdict: Verdict,
}

/// Where a department's assessment stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was said yet.
    Open,
    /// 齐全: nothing is missing.
    Complete {
        /// When.
        at: Timestamp,
        /// Who said so, as the record shows it.
        by_name: String,
        /// The counter said so for the department.
        at_counter: bool,
    },
    /// Something has to be mended.
    Missing {
        /// When.
        at: Timestamp,
        /// Who said so, as the record shows it.
        by_name: String,
        /// The counter said so for the department.
        at_counter: bool,
        /// What, why and how.
        remarks: CorrectionNotice,
    },
    /// 视为受理: the window went by without a notice to the applicant.
    Deemed {
        /// The day of receipt from which it counts as accepted.
        received_on: Date,
    },
}

impl Verdict {
    /// The word in the API: `open`, `complete`, `missing`, `deemed`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete { .. } => "complete",
            Self::Missing { .. } => "missing",
            Self::Deemed { .. } => "deemed",
        }
    }

    /// What it remarks; none where nothing is missing.
    pub fn remarks(&self) -> Option<&CorrectionNotice> {
        match self {
            Self::Missing { remarks, .. } => Some(remarks),
            Self::Open | Self::Complete { .. } | Self::Deemed { .. } => None,
        }
    }
}

/// 当场更正: what was corrected before the counter, with the confirmation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrectedOnSpot {
    /// Who confirmed it, by the name that was signed.
    pub confirmed_by: String,
    /// When.
    pub at: Timestamp,
    /// What was corrected.
    pub changes: Vec<SpotChange>,
}

/// A value that was corrected on the spot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpotChange {
    /// Which element.
    pub element: ElementId,
    /// What stood there.
    pub was: serde_json::Value,
    /// What stands there now.
    pub now: serde_json::Value,
}

impl CasePlan {
    /// The departments concerned, in the plan's order. A bank, a hospital or an insurer that does an item
    /// itself assesses no application.
    pub fn departments(&self) -> Vec<DepartmentId> {
        let mut departments: Vec<DepartmentId> = Vec::new();
        for item in self.items.iter().filter(|item| item.outside.is_none()) {
            if !departments.contains(&item.department) {
                departments.push(item.department.clone());
            }
        }
        departments
    }

    /// Whether the counter may assess for the department: each of its items lets it.
    pub fn counter_assesses(&self, department: &DepartmentId) -> bool {
        let mut own = self.items.iter().filter(|item| item.department == *department).peekable();
        own.peek().is_some() && own.all(|item| item.counter_assesses)
    }

    /// Whether an item of the department uses the field.
    pub fn uses_field(&self, department: &DepartmentId, element: &ElementId) -> bool {
        let mut own = self.items.iter().filter(|item| item.department == *department);
        own.any(|item| item.elements.contains(element))
    }

    /// Whether an item of the department uses the material.
    pub fn uses_material(&self, department: &DepartmentId, material: &MaterialId) -> bool {
        let mut own = self.items.iter().filter(|item| item.department == *department);
        own.any(|item| item.materials.contains(material))
    }
}

impl Case {
    /// What the department says of the application; none where it was not asked.
    pub fn assessment(&self, department: &DepartmentId) -> Option<&DepartmentAssessment> {
        self.assessments.iter().find(|one| one.department == *department)
    }

    /// Departments whose last word is that something is missing.
    pub fn remarking(&self) -> Vec<DepartmentId> {
        let remarking = self.assessments.iter().filter(|one| one.verdict.remarks().is_some());
        remarking.map(|one| one.department.clone()).collect()
    }

    /// The remarks of all departments as one notice.
    pub fn merged_remarks(&self) -> CorrectionNotice {
        let remarks =
            self.assessments.iter().filter_map(|one| Some((&one.department, one.verdict.remarks()?)));
        let mut merged = CorrectionNotice::default();
        for (department, remarks) in remarks {
            merged.add(remarks, Some(department));
        }
        merged
    }

    /// Whether a field can still be remarked on: nothing was asked yet, or a notice named it, or it has
    /// changed since.
    pub fn can_remark_on_field(&self, element: &ElementId) -> bool {
        let mut asked = self.corrections().peekable();
        asked.peek().is_none()
            || asked.any(|one| {
                one.notice.fields.iter().any(|remark| remark.element == *element)
                    || one.changed_fields.contains(element)
            })
    }

    /// Whether a material can still be remarked on, as [`Self::can_remark_on_field`].
    pub fn can_remark_on_material(&self, material: &MaterialId) -> bool {
        let mut asked = self.corrections().peekable();
        asked.peek().is_none()
            || asked.any(|one| {
                one.notice.materials.iter().any(|remark| remark.material == *material)
                    || one.changed_materials.contains(material)
            })
    }
}

impl CorrectionNotice {
    /// Names nothing.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.materials.is_empty()
    }

    /// Takes remarks in. What two say of one field or material falls together; the same words stand once.
    pub fn add(&mut self, other: &Self, from: Option<&DepartmentId>) {
        for remark in &other.fields {
            let mut new = remark.clone();
            new.departments.extend(from.cloned());
            match self.fields.iter_mut().find(|known| known.element == new.element) {
                Some(known) => known.join(new),
                None => self.fields.push(new),
            }
        }
        for remark in &other.materials {
            let mut new = remark.clone();
            new.departments.extend(from.cloned());
            match self.materials.iter_mut().find(|known| known.material == new.material) {
                Some(known) => known.join(new),
                None => self.materials.push(new),
            }
        }
        if self.message.trim().is_empty() {
            self.message.clone_from(&other.message);
        }
    }
}

impl FieldRemark {
    fn join(&mut self, other: Self) {
        join(&mut self.remark, &other.remark);
        join(&mut self.how, &other.how);
        join_departments(&mut self.departments, other.departments);
    }
}

impl MaterialRemark {
    fn join(&mut self, other: Self) {
        join(&mut self.remark, &other.remark);
        join(&mut self.how, &other.how);
        join_departments(&mut self.departments, other.departments);
    }
}

fn join_departments(known: &mut Vec<DepartmentId>, more: Vec<DepartmentId>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// Adds words that are not there yet.
fn join(words: &mut String, more: &str) {
    let more = more.trim();
    let known =
        words.split('；').any(|part| part.trim().trim_end_matches('。') == more.trim_end_matches('。'));
    if more.is_empty() || known {
        return;
    }
    if !words.trim().is_empty() {
        words.truncate(words.trim_end_matches('。').len());
        words.push('；');
    }
    words.push_str(more);
}
