//! The tasks of a plan and how they wait for each other.

use catalog::ItemId;
use identifiers::CaseNumber;

use crate::{
    case::{Task, TaskId, TaskStage},
    plan::{CasePlan, PlannedItem},
};

impl CasePlan {
    /// The planned item of that id.
    pub fn item(&self, item: &ItemId) -> Option<&PlannedItem> {
        self.items.iter().find(|planned| planned.item == *item)
    }

    /// The tasks as they stand at acceptance: one for each item and row, in the plan's order.
    ///
    /// Where both items repeat by the same count, a row waits for the same row (one child's
    /// registration for that child's certificate); otherwise for all tasks of the needed item.
    pub fn tasks(&self, number: &CaseNumber) -> Vec<Task> {
        let rows: Vec<(&PlannedItem, Option<u32>)> = self.items.iter().flat_map(rows).collect();
        let ids: Vec<TaskId> = (1..=rows.len()).map(|nth| TaskId::of(number, nth)).collect();
        let needs = |item: &PlannedItem, row: Option<u32>| -> Vec<TaskId> {
            rows.iter()
                .zip(&ids)
                .filter(|((other, _), _)| item.needs.contains(&other.item))
                .filter(|((other, other_row), _)| other.repeat != item.repeat || *other_row == row)
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
                stage: TaskStage::Waiting,
                pauses: Vec::new(),
                extension: None,
            })
            .collect()
    }

    /// Promised working days of the whole thing: the longest way through the tasks.
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
                let own = self.item(&task.item).map_or(0, |item| item.promised_days);
                finish[index] = start.saturating_add(own);
            }
            if finish == before {
                break;
            }
        }
        finish.into_iter().max().unwrap_or(0)
    }
}

fn rows(item: &PlannedItem) -> impl Iterator<Item = (&PlannedItem, Option<u32>)> {
    let rows = match item.repeat {
        None => vec![None],
        Some(count) => (0..count).map(Some).collect(),
    };
    rows.into_iter().map(move |row| (item, row))
}
