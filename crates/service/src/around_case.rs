//! Around the decision of a case, in words: what was taken note of, what has to be had first, what is
//! done together, and which rows can go without the others.

use casework::{Case, PlannedItem, Task};
use catalog::{Catalog, DepartmentId};
use jiff::{Timestamp, civil::Date};

use crate::words;

/// Something that the applicant has taken note of in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcknowledgedView {
    /// The obstacle's id within the theme.
    pub stop: String,
    /// The exact text that was signed.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// Something that has to be had elsewhere first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrerequisiteView {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Who does it.
    pub actor: String,
    /// Names of the items that it is for.
    pub items: Vec<String>,
    /// It is there.
    pub met: bool,
    /// The number of what was got.
    pub number: String,
    /// The day on which it was got.
    pub on: Option<Date>,
    /// What else to know.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// What departments do together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointView {
    /// 只上门看一次, 只画一张图.
    pub what: &'static str,
    /// What is told.
    pub text: String,
    /// The departments that come together, by short name, with their items.
    pub with: Vec<(DepartmentId, String)>,
}

/// A row that can be withdrawn by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// Counted from 0.
    pub row: u32,
    /// 第2个孩子
    pub name: String,
}

pub(crate) fn acknowledged(case: &Case) -> Vec<AcknowledgedView> {
    let acknowledged = case.acknowledged.iter().map(|one| AcknowledgedView {
        stop: one.stop.clone(),
        text: one.text.clone(),
        at: one.at,
        by: one.by_name.clone(),
    });
    acknowledged.collect()
}

/// What has to be had first; a number and a day are shown to those who see the whole form.
pub(crate) fn prerequisites(catalog: &Catalog, case: &Case, whole: bool) -> Vec<PrerequisiteView> {
    let prerequisites = case.plan.prerequisites.iter().map(|one| {
        let met = case.met.iter().find(|met| met.id == one.id).filter(|_| whole);
        PrerequisiteView {
            id: one.id.clone(),
            name: one.name.clone(),
            actor: one.actor.clone(),
            items: one.items.iter().map(|item| catalog.item_name(item).to_owned()).collect(),
            met: case.is_met(one),
            number: met.map(|met| met.number.clone()).unwrap_or_default(),
            on: met.and_then(|met| met.on),
            note: one.note.clone(),
            law: one.law.clone(),
        }
    });
    prerequisites.collect()
}

pub(crate) fn joint(catalog: &Catalog, case: &Case) -> Vec<JointView> {
    let joint = case.plan.joint.iter().map(|one| {
        let items = one.items.iter().filter_map(|item| case.plan.item(item));
        let named = |item: &PlannedItem| {
            let department = catalog.department_name(&item.department);
            (item.department.clone(), format!("{department}（{}）", catalog.item_name(&item.item)))
        };
        JointView {
            what: documents::joint_word(one.kind),
            text: one.text.clone(),
            with: items.map(named).collect(),
        }
    });
    joint.collect()
}

/// Rows with open tasks of which nothing was granted yet, where others are left.
pub(crate) fn rows(catalog: &Catalog, case: &Case) -> Vec<RowView> {
    let mut rows: Vec<RowView> = Vec::new();
    for task in case.tasks.iter().filter(|task| !task.stage.is_ended()) {
        let Some(row) = task.row.filter(|row| rows.iter().all(|known| known.row != *row)) else { continue };
        let granted = |other: &&Task| other.row == Some(row) && other.stage.is_granted();
        let left = case.tasks.iter().any(|other| other.row != Some(row));
        if left && !case.tasks.iter().any(|other| granted(&other)) {
            let name = words::row_of_task(catalog, case, task).unwrap_or_default();
            rows.push(RowView { row, name });
        }
    }
    rows
}

/// What a line of progress says beside its stage: who applies, whose clock it is, what it waits for.
pub(crate) fn remarks(case: &Case, task: &Task) -> Vec<String> {
    let Some(item) = case.plan.item(&task.item) else { return Vec::new() };
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(item.path.clone());
    remarks.extend(item.applied_by.as_ref().map(|by| by.note.clone()));
    remarks.extend(item.outside.as_ref().map(|actor| format!("由{actor}办理，不计入承诺时限")));
    remarks.extend(item.statutory_calendar_days.map(|days| format!("法定{days}天，按自然日算")));
    if let Some(apart) = case.plan.apart_of(&task.item, task.row) {
        remarks.push(apart.reason.clone());
    }
    remarks
}

/// Who takes part, in words: in person, by hand.
pub(crate) fn parties(case: &Case, task: &Task) -> Vec<String> {
    let Some(item) = case.plan.item(&task.item) else { return Vec::new() };
    let parties = item.parties.iter();
    let parties =
        parties.map(|party| documents::part_taken(&party.role, &party.act, party.present, party.sign));
    let mut words: Vec<String> = parties.collect();
    words.extend((item.together && words.len() > 1).then(|| "几个人要同时办".to_owned()));
    words
}
