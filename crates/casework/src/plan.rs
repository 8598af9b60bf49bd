//! What a case was begun with: the part of an assessment that handling needs,
//! frozen at submission, so that a later version of the catalogue changes nothing.

mod around;
mod ways;

pub use around::{PlannedApart, PlannedJoint, PlannedObligation, PlannedPrerequisite, PlannedWarning};
pub use ways::{PlannedGroup, PlannedWay};

use catalog::{DepartmentId, ElementId, ItemId, MaterialId, ThemeId, model::Signature};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{false_material::PlannedBar, promise::PlannedCommitment, steps::PlannedStep};

/// The plan of one case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CasePlan {
    /// The theme.
    pub theme: ThemeId,
    /// Catalogue version.
    pub version: String,
    /// The day whose rules hold for the case: the day on which it was begun. Cases of before this
    /// was kept have none.
    #[serde(default)]
    pub on: Option<Date>,
    /// The lead department.
    pub lead: DepartmentId,
    /// Items to be done, in the theme's order.
    pub items: Vec<PlannedItem>,
    /// Materials that are needed, in order of the list.
    pub materials: Vec<PlannedMaterial>,
    /// Elements on the form, in order.
    pub elements: Vec<ElementId>,
    /// Groups of materials of which one way is enough.
    #[serde(default)]
    pub any_of: Vec<PlannedGroup>,
    /// Why nobody may act for the applicant; none where an agent may.
    #[serde(default)]
    pub in_person: Option<String>,
    /// Everybody comes at the same time.
    #[serde(default)]
    pub together: bool,
    /// Obstacles that the applicant takes note of in writing.
    #[serde(default)]
    pub warnings: Vec<PlannedWarning>,
    /// What has to be had elsewhere first.
    #[serde(default)]
    pub prerequisites: Vec<PlannedPrerequisite>,
    /// What the citizen has to do afterwards.
    #[serde(default)]
    pub obligations: Vec<PlannedObligation>,
    /// What has to be in place before opening.
    #[serde(default)]
    pub opening: Vec<String>,
    /// What departments do together.
    #[serde(default)]
    pub joint: Vec<PlannedJoint>,
    /// Rows of the form that go their own way.
    #[serde(default)]
    pub apart: Vec<PlannedApart>,
    /// The section of the form that tells of the body (法人) that applies; none where a person does.
    #[serde(default)]
    pub legal_entity: Option<String>,
    /// Sections of the form that tell of children.
    #[serde(default)]
    pub children: Vec<String>,
    /// Working days that the applicant has to return a correction; none in plans from before it was
    /// kept, and where the district sets none.
    #[serde(default)]
    pub correction_working_days: Option<u32>,
}

impl CasePlan {
    /// Why the law reserves it to the people themselves; none where somebody may act for them. Either the
    /// whole thing is, or an item at which its parties have to be present together.
    pub fn reserved_to_person(&self) -> Option<String> {
        let of_item = || {
            let together = self.items.iter().filter(|item| item.together);
            let present = together.flat_map(|item| &item.parties).find(|party| party.present)?;
            Some(format!("{}：{}", present.role, present.act))
        };
        self.in_person.clone().or_else(of_item)
    }
}

/// An item to be done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlannedItem {
    /// Which item.
    pub item: ItemId,
    /// The department that decides.
    pub department: DepartmentId,
    /// How many times; none where it is done once.
    pub repeat: Option<u32>,
    /// Items of this plan that it waits for.
    pub needs: Vec<ItemId>,
    /// Promised limit in working days; 0 means on the spot.
    pub promised_days: u32,
    /// Statutory limit in working days.
    pub statutory_days: u32,
    /// Procedures of its own whose time is not counted, beside those of the law.
    #[serde(default)]
    pub special_procedures: Vec<String>,
    /// Elements that its department may see.
    pub elements: Vec<ElementId>,
    /// Materials that its department may see.
    pub materials: Vec<MaterialId>,
    /// What it results in.
    pub results: Vec<PlannedResult>,
    /// The form that it has by law; none in plans from before it was kept.
    #[serde(default)]
    pub form: Option<PlannedForm>,
    /// The path that the answers take, by name, where there are several: 设立, 变更经营者.
    #[serde(default)]
    pub path: Option<String>,
    /// Who applies in place of the applicant.
    #[serde(default)]
    pub applied_by: Option<PlannedApplicant>,
    /// Those without whom it is not done, beside the applicant.
    #[serde(default)]
    pub parties: Vec<PlannedParty>,
    /// The parties act at the same time.
    #[serde(default)]
    pub together: bool,
    /// The bank, hospital or insurer that does it, by name: its clock is not the government's, and no
    /// light is lit for it.
    #[serde(default)]
    pub outside: Option<String>,
    /// Last day by law in calendar days, where the law counts so.
    #[serde(default)]
    pub statutory_calendar_days: Option<u32>,
    /// Its steps with who acts; none in plans from before they were kept.
    #[serde(default)]
    pub steps: Vec<PlannedStep>,
    /// 告知承诺 applies, and on these terms.
    #[serde(default)]
    pub commitment: Option<PlannedCommitment>,
    /// Whose great interests it may directly concern, and why.
    #[serde(default)]
    pub third_party_interest: Option<String>,
    /// How long false materials close it to the person; none where they do not.
    #[serde(default)]
    pub bar: Option<PlannedBar>,
    /// The counter may assess for the department whether anything is missing (窗口代为评估).
    #[serde(default)]
    pub counter_assesses: bool,
    /// It is a licence (行政许可), of which everybody may read.
    #[serde(default)]
    pub licence: bool,
}

/// Who applies for an item in place of the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedApplicant {
    /// `employer`, `bank`, `spouse`, `department`.
    pub who: String,
    /// What is left to the applicant, in plain words.
    pub note: String,
}

/// Somebody without whom an item is not done (当事人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedParty {
    /// Who it is, such as 男方.
    pub role: String,
    /// What they do, in plain words.
    pub act: String,
    /// They have to come themselves.
    pub present: bool,
    /// How they sign; none where they do not.
    pub sign: Option<Signature>,
    /// The section of the form that is about them; none in plans from before it was kept.
    #[serde(default)]
    pub section: Option<String>,
}

/// The form that an item has by law (事项自己的表), filled from the one form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedForm {
    /// What it is called.
    pub name: String,
    /// Its fields, in order.
    pub fields: Vec<PlannedField>,
}

/// A field of an item's own form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedField {
    /// Which element.
    pub element: ElementId,
    /// The item requires it.
    pub required: bool,
    /// Each row has a value of its own.
    pub rows: bool,
    /// What the thing itself settles it to.
    pub settled: Option<serde_json::Value>,
    /// The item of this case whose result tells it.
    pub comes_from: Option<ItemId>,
}

/// A result that an item ends in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedResult {
    /// Its name.
    pub name: String,
    /// `licence`, `certificate`, `approval`, `record`, `payment`.
    pub kind: String,
    /// The material it becomes.
    pub material: Option<MaterialId>,
    /// How long it holds, in words.
    pub validity: Option<String>,
    /// How many years it holds from its first day; none in plans from before it was kept.
    #[serde(default)]
    pub valid_years: Option<u32>,
}

impl PlannedResult {
    /// The last day of one that holds from that day; none where it does not end by itself.
    pub fn holds_until(&self, from: Date) -> Option<Date> {
        last_day(from, self.valid_years?)
    }
}

/// The last of so many years that begin with that day.
pub fn last_day(from: Date, years: u32) -> Option<Date> {
    from.checked_add(Span::new().years(i64::from(years))).ok()?.yesterday().ok()
}

/// A material that is needed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlannedMaterial {
    /// Which material.
    pub material: MaterialId,
    /// Key material (核心要件).
    pub key: bool,
    /// May follow later (容缺).
    pub deferrable: bool,
    /// Need not be handed in: shared, generated, committed to, or an earlier result.
    pub spared: bool,
    /// What happens where it is not spared after all.
    #[serde(default)]
    pub fallback: Option<String>,
}
