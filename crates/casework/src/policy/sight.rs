//! How far somebody sees into a case (最小必要).

use std::collections::BTreeSet;

use catalog::{ElementId, ItemId, MaterialId};

use super::{Action, Standing, departments, may, on_behalf::is_mandated, standings_towards};
use crate::{actor::Actor, case::Case, mandate::MandatedAct};

/// How far somebody sees into a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    /// Into the form.
    pub form: Visible<ElementId>,
    /// Into the materials and their files.
    pub materials: Visible<MaterialId>,
    /// Into the results of items.
    pub results: Visible<ItemId>,
}

/// Which of several things are visible: with what they say, or only that there are such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible<Id> {
    all: bool,
    all_names: bool,
    only: BTreeSet<Id>,
}

impl<Id> Default for Visible<Id> {
    fn default() -> Self {
        Self { all: false, all_names: false, only: BTreeSet::new() }
    }
}

impl<Id: Ord> Visible<Id> {
    /// Whether what it says is visible: the value, the file, the result.
    pub fn shows(&self, id: &Id) -> bool {
        self.all || self.only.contains(id)
    }

    /// Whether it is visible that there is such a thing, by name.
    pub fn names(&self, id: &Id) -> bool {
        self.all_names || self.shows(id)
    }

    /// Whether the content of nothing is visible.
    pub fn shows_nothing(&self) -> bool {
        !self.all && self.only.is_empty()
    }

    /// Whether all of it is visible.
    pub fn is_everything(&self) -> bool {
        self.all
    }
}

/// What the actor may see of the case; none when, to them, there is no such case.
///
/// An applicant, a clerk of the counter and the lead department see all; an agent what the mandate
/// needs; a department sees what its own items use (最小必要); the 政务服务办 and supervisors see which
/// fields and materials there are, not what they say; a counter that only hands out sees results.
///
/// Where a case tells of a child under fourteen, a department sees what is in it only while it has
/// something to do there, or did something (未成年人网络保护条例 第三十六条).
pub fn sight(actor: &Actor, case: &Case) -> Option<Sight> {
    may(actor, Action::SeeCase, Some(case)).ok()?;
    let mut sight = Sight::default();
    let without_work = purpose(actor, case).is_none() && !case.young_children().is_empty();
    for standing in standings_towards(actor, case) {
        match standing {
            Standing::Applicant | Standing::Clerk | Standing::Lead => {
                sight.form.all = true;
                sight.materials.all = true;
                sight.results.all = true;
            }
            Standing::Agent => look_for_principal(actor, case, &mut sight),
            Standing::HandingOutClerk => sight.results.all = true,
            Standing::Approver | Standing::Head if without_work => {
                sight.form.all_names = true;
                sight.materials.all_names = true;
                sight.results.all_names = true;
            }
            Standing::Approver | Standing::Head => look_for_departments(actor, case, &mut sight),
            Standing::GovernmentHead | Standing::Office | Standing::Supervisor => {
                sight.form.all_names = true;
                sight.materials.all_names = true;
                sight.results.all_names = true;
            }
            Standing::Anyone | Standing::SignedIn | Standing::Admin | Standing::Party | Standing::Rater => {}
        }
    }
    Some(sight)
}

/// Who writes or corrects for another sees what is written and handed in; who receives, the results.
fn look_for_principal(actor: &Actor, case: &Case, sight: &mut Sight) {
    let writes = [MandatedAct::Fill, MandatedAct::HandIn, MandatedAct::Correct];
    let writes = writes.into_iter().any(|act| is_mandated(actor, case, act));
    let receives = is_mandated(actor, case, MandatedAct::Receive);
    sight.form.all |= writes;
    sight.materials.all |= writes;
    sight.results.all |= receives;
    sight.form.all_names = true;
    sight.materials.all_names = true;
    sight.results.all_names = true;
}

fn look_for_departments(actor: &Actor, case: &Case, sight: &mut Sight) {
    for department in departments(actor) {
        for item in case.plan.items.iter().filter(|item| item.department == *department) {
            sight.form.only.extend(item.elements.iter().cloned());
            sight.materials.only.extend(item.materials.iter().cloned());
            sight.results.only.extend(item.needs.iter().cloned());
            sight.results.only.insert(item.item.clone());
        }
    }
}

/// For what somebody of the staff looks at a case, as their work in it says; none where they have nothing to
/// do there and did nothing.
pub fn purpose(actor: &Actor, case: &Case) -> Option<Purpose> {
    for standing in standings_towards(actor, case) {
        let work = match standing {
            Standing::Clerk | Standing::HandingOutClerk => Some(Purpose::Counter),
            Standing::Lead => Some(Purpose::Lead),
            Standing::Approver | Standing::Head => of_department(actor, case),
            _ => None,
        };
        if work.is_some() {
            return work;
        }
    }
    let handled = actor.account().is_some_and(|account| case.handlers.contains(account));
    handled.then_some(Purpose::Handled)
}

/// What the actor's department has open in the case.
fn of_department(actor: &Actor, case: &Case) -> Option<Purpose> {
    let own = |department: &catalog::DepartmentId| departments(actor).any(|one| one == department);
    let open = case.tasks.iter().find(|task| own(&task.department) && !task.stage.is_ended());
    if let Some(task) = open {
        return Some(Purpose::Task(task.item.clone()));
    }
    let before = case.is_before_acceptance();
    let planned = case.plan.items.iter().find(|item| before && own(&item.department));
    planned.map(|item| Purpose::Assess(item.item.clone()))
}

/// For what a case is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To take it in, accept it or hand its results out at the counter.
    Counter,
    /// To lead it.
    Lead,
    /// To say whether anything is missing for this item (同步评估).
    Assess(ItemId),
    /// To decide this item.
    Task(ItemId),
    /// To look after what the same person did in it.
    Handled,
}
