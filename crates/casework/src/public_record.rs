//! 决定公开: the licences that were granted to bodies with a name of their own (法人), as everybody may read of them
//! (行政许可法 第四十条). Nothing of a person is in it: not who applied, not who signed, not who decided.

use catalog::{DepartmentId, ItemId};
use jiff::civil::Date;

use crate::{
    case::{Case, TaskId, TaskResult, TaskStage, day_of},
    event::Event,
    results::ResultStep,
};

/// A licence as everybody may read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicDecision {
    /// The task that granted it.
    pub task: TaskId,
    /// The item.
    pub item: ItemId,
    /// The department that decided.
    pub department: DepartmentId,
    /// The body that holds it, by name.
    pub holder: String,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// The day of the decision.
    pub granted_on: Date,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; none where it does not end.
    pub valid_until: Option<Date>,
}

impl Case {
    /// The licence of a granted task, where everybody may read of it: none for what is no licence, and where
    /// a person holds it.
    pub fn public_decision(&self, task: &TaskId) -> Option<PublicDecision> {
        let task = self.task(task)?;
        let planned = self.plan.item(&task.item).filter(|planned| planned.licence)?;
        let section = self.plan.legal_entity.as_ref()?;
        let holder = self.form.get(format!("{section}.name").as_str())?.as_str()?.trim();
        let TaskStage::Granted { at, result, .. } = &task.stage else { return None };
        let TaskResult { name, number, valid_from, valid_until, .. } = result;
        (!holder.is_empty()).then(|| PublicDecision {
            task: task.id.clone(),
            item: planned.item.clone(),
            department: task.department.clone(),
            holder: holder.to_owned(),
            name: name.clone(),
            number: number.clone(),
            granted_on: day_of(*at),
            valid_from: *valid_from,
            valid_until: *valid_until,
        })
    }
}

/// What an event changes in the public record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicChange<'a> {
    /// A licence was granted.
    Granted(&'a TaskId),
    /// A slip on it was corrected.
    Corrected(&'a TaskId),
    /// It was revoked (撤销).
    Revoked(&'a TaskId),
}

impl<'a> PublicChange<'a> {
    /// What the event changes; none for most.
    pub fn of(event: &'a Event) -> Option<Self> {
        match event {
            Event::TaskGranted { task, .. } => Some(Self::Granted(task)),
            Event::Result(ResultStep::Corrected { task, .. }) => Some(Self::Corrected(task)),
            Event::ResultRevoked { task, .. } => Some(Self::Revoked(task)),
            _ => None,
        }
    }
}
