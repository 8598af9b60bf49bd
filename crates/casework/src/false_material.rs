//! 虚假材料: what follows by law from a material that is false (行政许可法 第六十九条、第七十八条、第七十九条).
//!
//! The application is not accepted or not granted, with a warning; what was obtained by it is revoked, after
//! the person was heard. Where the licence concerns public safety, health, life or property, the same licence
//! is closed to the person for a time. It never reaches to anything else, and ends by itself.

use catalog::{ItemId, MaterialId};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use crate::case::{Case, Task, TaskId};

/// Years without a new application where it was not granted (第七十八条).
pub const REFUSED_YEARS: u32 = 1;

/// Years without one where what was obtained was revoked (第七十九条), unless another law says more.
pub const REVOKED_YEARS: u32 = 3;

/// The law of the one year.
pub const REFUSED_LAW: &str = "中华人民共和国行政许可法第七十八条";

/// The law of the three.
pub const REVOKED_LAW: &str = "中华人民共和国行政许可法第七十九条";

/// A material that was found to be false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FalseMaterial {
    /// The task at which it was found; none where that was before acceptance.
    pub task: Option<TaskId>,
    /// Which material.
    pub material: MaterialId,
    /// What is false about it.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
    /// On which day.
    pub on: Date,
}

/// An item for which the person may not apply again for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Which item.
    pub item: ItemId,
    /// The last day of it.
    pub until: Date,
    /// The law.
    pub law: String,
}

/// How long false materials close an item, frozen with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedBar {
    /// Years where it was not granted.
    pub refused_years: u32,
    /// Years where what was obtained was revoked.
    pub revoked_years: u32,
}

impl Case {
    /// Materials that were found to be false at that task.
    pub fn false_materials_of<'a>(&'a self, task: &'a TaskId) -> impl Iterator<Item = &'a FalseMaterial> {
        self.false_materials.iter().filter(move |one| one.task.as_ref() == Some(task))
    }

    /// The bar for an item that is not granted because of a false material.
    pub(crate) fn bar_if_refused(&self, item: &ItemId, today: Date) -> Option<Bar> {
        let planned = self.plan.item(item)?.bar?;
        Some(bar(item, planned.refused_years, REFUSED_LAW, today))
    }

    /// The bar for an item whose result is revoked because of one.
    pub(crate) fn bar_if_revoked(&self, task: &Task, today: Date) -> Option<Bar> {
        let planned = self.plan.item(&task.item)?.bar?;
        self.false_materials_of(&task.id).next()?;
        Some(bar(&task.item, planned.revoked_years, REVOKED_LAW, today))
    }
}

fn bar(item: &ItemId, years: u32, law: &str, today: Date) -> Bar {
    let until = today.checked_add(Span::new().years(i64::from(years))).unwrap_or(Date::MAX);
    Bar { item: item.clone(), until, law: law.to_owned() }
}
