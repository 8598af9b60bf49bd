//! Tasks as lists need them: written with the events that name them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use casework::{Case, Event, Recorded, Task, TaskId, TaskStage, case::day_of};
use jiff::civil::Date;

use super::{Statement, insert_rows};
use crate::{
    db::Arg,
    stage::{self, Word},
};

/// Sorts behind every day there is: tasks whose clock has not started.
const NO_DUE: &str = "9999-12-31";

/// The task that an event is about.
fn task_of(event: &Event) -> Option<&TaskId> {
    match event {
        Event::TaskReady { task, .. }
        | Event::TaskStarted { task }
        | Event::TaskReleased { task, .. }
        | Event::TaskHandedOver { task, .. }
        | Event::TaskSuspended { task, .. }
        | Event::TaskResumed { task, .. }
        | Event::TaskExtended { task, .. }
        | Event::TaskGranted { task, .. }
        | Event::TaskRefused { task, .. }
        | Event::TaskCancelled { task, .. } => Some(task),
        _ => None,
    }
}

/// Acceptance makes the tasks; later events change those that they name.
pub(super) fn write(
    after: &Case,
    events: &[Arc<Recorded>],
    yellow_from: &BTreeMap<TaskId, Date>,
) -> Vec<Statement> {
    let accepted = events.iter().any(|recorded| matches!(recorded.event, Event::Accepted { .. }));
    if accepted {
        let text = "insert into tasks (id, case_number, item, department, row_number, stage, ended, since, due, \
                    due_order, warn_on, statutory_due, ended_at, ended_on, by_account) values ";
        let rows = after.tasks.iter().map(|task| task_row(after, task, yellow_from));
        return insert_rows(text, rows).into_iter().collect();
    }
    let touched: BTreeSet<_> = events.iter().filter_map(|recorded| task_of(&recorded.event)).collect();
    let tasks = after.tasks.iter().filter(|task| touched.contains(&task.id));
    tasks
        .map(|task| Statement {
            text: UPDATE_TASK.to_owned(),
            args: task_row(after, task, yellow_from).into(),
        })
        .collect()
}

/// Takes the same arguments as the insert. What never changes is compared: a task
/// keeps its case, item and department.
const UPDATE_TASK: &str = "update tasks set row_number = $5, stage = $6, ended = $7, since = $8, due = $9, \
    due_order = $10, warn_on = $11, statutory_due = $12, ended_at = $13, ended_on = $14, by_account = $15 \
    where id = $1 and case_number = $2 and item = $3 and department = $4";

fn task_row(case: &Case, task: &Task, yellow_from: &BTreeMap<TaskId, Date>) -> [Arg<'static>; 15] {
    let (mut since, mut due, mut statutory, mut ended_at, mut by) = (None, None, None, None, None);
    // None while the clock stands still: no light.
    let warn_on = yellow_from.get(&task.id).copied();
    match &task.stage {
        TaskStage::Waiting => {}
        TaskStage::Ready { since: from, due: until, statutory_due } => {
            (since, due, statutory) = (Some(*from), Some(*until), Some(*statutory_due));
        }
        TaskStage::Reviewing { since: from, due: until, statutory_due, by: who } => {
            (since, due, statutory, by) = (Some(*from), Some(*until), Some(*statutory_due), Some(who));
        }
        TaskStage::Suspended { since: from, due: until, statutory_due, by: who } => {
            (since, due, statutory, by) = (Some(*from), Some(*until), Some(*statutory_due), Some(who));
        }
        TaskStage::Granted { since: from, due: until, at, by: who, .. }
        | TaskStage::Refused { since: from, due: until, at, by: who, .. } => {
            (since, due, ended_at, by) = (Some(*from), Some(*until), Some(*at), Some(who));
        }
        TaskStage::Cancelled { at, .. } => ended_at = Some(*at),
    }
    // Nobody supervises a bank, a hospital or an insurer: no day is kept that could run out.
    if case.plan.item(&task.item).is_some_and(|item| item.outside.is_some()) {
        (due, statutory) = (None, None);
    }
    let name = stage::of_task(&task.stage);
    [
        Arg::from(&task.id).into_owned(),
        Arg::from(&case.number).into_owned(),
        Arg::from(&task.item).into_owned(),
        Arg::from(&task.department).into_owned(),
        task.row.into(),
        name.word().into(),
        stage::has_ended(name).into(),
        since.into(),
        due.into(),
        due.map_or_else(|| NO_DUE.into(), Arg::from),
        warn_on.into(),
        statutory.into(),
        ended_at.into(),
        ended_at.map(day_of).into(),
        Arg::from(by).into_owned(),
    ]
}
