//! 虚假材料: what was found, and what it has closed to a person, until when and by which law.

use casework::{AccountId, Case, TaskId, false_material::Bar, policy::Sight};
use catalog::{Catalog, MaterialId};
use jiff::civil::Date;

use crate::{App, Failure, Visitor};

/// A material that was found to be false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FalseMaterialView {
    /// Which material.
    pub material: MaterialId,
    /// Its name.
    pub name: String,
    /// What is false about it.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
    /// On which day it was found.
    pub on: Date,
}

/// Something that is closed to a person for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarView {
    /// The item's name.
    pub name: String,
    /// The last day of it.
    pub until: Date,
    /// The law.
    pub law: String,
    /// The case in which it was set.
    pub case: String,
}

impl App {
    /// What is closed to the visitor today.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn own_bars(&self, visitor: &Visitor) -> Result<Vec<BarView>, Failure> {
        let (catalog, kept) = (self.catalog(), self.store().bars(&visitor.account.id, self.today()).await?);
        let views = kept.into_iter().map(|kept| BarView {
            name: catalog.item_name(&kept.bar.item).to_owned(),
            until: kept.bar.until,
            law: kept.bar.law,
            case: kept.case.to_string(),
        });
        Ok(views.collect())
    }

    /// What is closed to whoever applies.
    pub(crate) async fn barred(&self, applicant: &AccountId) -> Result<Vec<Bar>, Failure> {
        let kept = self.store().bars(applicant, self.today()).await?;
        Ok(kept.into_iter().map(|kept| kept.bar).collect())
    }
}

/// What was found at that task, or before acceptance, as far as the viewer may see the material.
pub(crate) fn views(
    catalog: &Catalog,
    case: &Case,
    task: Option<&TaskId>,
    sight: &Sight,
) -> Vec<FalseMaterialView> {
    let found = case.false_materials.iter().filter(|one| one.task.as_ref() == task);
    let seen = found.filter(|one| sight.materials.names(&one.material));
    let views = seen.map(|one| {
        let shown = sight.materials.shows(&one.material);
        FalseMaterialView {
            material: one.material.clone(),
            name: catalog.material_name(&one.material).to_owned(),
            reason: if shown { one.reason.clone() } else { String::new() },
            evidence: if shown { one.evidence.clone() } else { String::new() },
            on: one.on,
        }
    });
    views.collect()
}
