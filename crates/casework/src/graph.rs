//! The tasks of a plan and how they wait for each other.

use catalog::ItemId;
use identifiers::CaseNumber;

use crate::{
    case::{Task, TaskId, TaskStage},
    interested::Interested,
    plan::{CasePlan, PlannedApart, PlannedItem},
    results::Aftercare,
};

impl CasePlan {
    /// The planned item of that id.
    pub fn item(&self, item: &ItemId) -> Option<&PlannedItem> {
        self.items.iter().find(|planned| planned.item == *item)
    }

    /// The tasks as they stand at acceptance: one for each item and row, in the plan's order.
    ///
    /// Where both items repeat by the same count, a row waits for the same row (one child's
    /// registration for that child's certificate); otherwise for all tasks of the needed item. Rows that
    /// go their own way wait for their own rows, and the others do not wait for them.
    pub fn tasks(&self, number: &CaseNumber) -> Vec<Task> {
        let rows: Vec<(&PlannedItem, Option<u32>)> =
            self.items.iter().flat_map(|item| self.rows_of(item)).collect();
        let ids: Vec<TaskId> = (1..=rows.len()).map(|nth| TaskId::of(number, nth)).collect();
        let needs = |item: &PlannedItem, row: Option<u32>| -> Vec<TaskId> {
            rows.iter()
                .zip(&ids)
                .filter(|((other, _), _)| item.needs.contains(&other.item))
                .filter(|((other, other_row), _)| {
                    match (self.is_apart(&item.item, row), self.is_apart(&other.item, *other_row)) {
                        (false, true) => false,
                        (true, false) => self.apart_of(&other.item, row).is_none(),
                        (true, true) => *other_row == row,
                        (false, false) => other.repeat != item.repeat || *other_row == row,
                    }
                })
                .map(|(_, id)| id.clone())
                .collect()
        };
        rows.iter()
            .zip(&ids)
            .map(|((item, row), id)| Task {
                id: id.clone(),
                item: item.item.clone(),
                department: item.department.clone(),
                row: *row,
                needs: needs(item, *row),
                until: self.apart_of(&item.item, *row).and_then(|apart| apart.until.clone()),
                stage: TaskStage::Waiting,
                pauses: Vec::new(),
                extension: None,
                revocation: None,
                checks: Vec::new(),
                certificate: None,
                interested: Interested::default(),
                aftercare: Aftercare::default(),
            })
            .collect()
    }

    /// The tasks that an item gives: one, one for each row where it repeats, and one more for each row
    /// that goes its own way.
    fn rows_of<'a>(&self, item: &'a PlannedItem) -> Vec<(&'a PlannedItem, Option<u32>)> {
        if let Some(count) = item.repeat {
            return (0..count).map(|row| (item, Some(row))).collect();
        }
        let mut apart: Vec<u32> = Vec::new();
        let mut all = false;
        for one in self.apart.iter().filter(|one| one.items.contains(&item.item)) {
            apart.extend(&one.rows);
            all |= one.rows.len() >= one.of as usize;
        }
        let together = (!all).then_some(None);
        together.into_iter().chain(apart.into_iter().map(Some)).map(|row| (item, row)).collect()
    }

    /// What says that this row of the item goes its own way.
    pub fn apart_of(&self, item: &ItemId, row: Option<u32>) -> Option<&PlannedApart> {
        let row = row?;
        self.apart.iter().find(|apart| apart.items.contains(item) && apart.rows.contains(&row))
    }

    fn is_apart(&self, item: &ItemId, row: Option<u32>) -> bool {
        self.apart_of(item, row).is_some()
    }

    /// Promised working days of the whole thing: the longest way through the tasks, without those that
    /// wait for something to be had elsewhere.
    pub fn critical_path_working_days(&self, tasks: &[Task]) -> u32 {
        let mut finish = vec![0_u32; tasks.len()];
        // As many rounds as tasks settle any order; a plan that goes in circles ends all the same.
        for _ in tasks {
            let before = finish.clone();
            for (index, task) in tasks.iter().enumerate() {
                let start = tasks
                    .iter()
                    .zip(&before)
                    .filter(|(other, _)| task.needs.contains(&other.id))
                    .map(|(_, finish)| *finish)
                    .max()
                    .unwrap_or(0);
                let waits = task.until.is_some();
                let own = self.item(&task.item).filter(|_| !waits).map_or(0, |item| item.promised_days);
                finish[index] = start.saturating_add(own);
            }
            if finish == before {
                break;
            }
        }
        finish.into_iter().max().unwrap_or(0)
    }
}
