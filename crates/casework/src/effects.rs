//! What an act does to the tasks beside it (对其余事项的影响).
//!
//! From the plan and the state alone, so that it can be told before anything is done; the acts
//! themselves cancel what this says. Words for it are for others to find.

use std::collections::BTreeSet;

use catalog::MaterialId;

use crate::case::{Case, Task, TaskId, TaskStage};

/// An act that touches more than its own task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 不予
    Refuse(TaskId),
    /// 暂停
    Suspend(TaskId),
    /// 撤回 of the whole.
    Withdraw,
    /// 撤回 of one row, counted from 0.
    WithdrawRow(u32),
    /// 终止 of what needs deferred materials that did not come.
    EndDeferral(Vec<MaterialId>),
}

/// What becomes of a task beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It goes on as before.
    Continues,
    /// What it waited for is settled: it begins.
    Begins,
    /// It waits for these.
    Waits {
        /// Which tasks.
        on: Vec<TaskId>,
    },
    /// Something that it waits for is lost: it goes on if one of these is granted, and is cancelled
    /// if none is.
    Conditional {
        /// Which tasks.
        on: Vec<TaskId>,
    },
    /// It is cancelled.
    Cancelled,
}

/// What an act does to every other open task, in the plan's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Each task with what becomes of it.
    pub tasks: Vec<(TaskId, Effect)>,
    /// Nothing is open any more: the case ends with it.
    pub ends: bool,
}

impl Case {
    /// Open tasks that end with the act, its own and those that depend on them, in the plan's order.
    pub(crate) fn ended_by(&self, act: &Act) -> Vec<&Task> {
        let open = || self.tasks.iter().filter(|task| !task.stage.is_ended());
        let lost: Vec<&TaskId> = match act {
            Act::Refuse(id) => open().filter(|task| task.id == *id).map(|task| &task.id).collect(),
            Act::Suspend(_) => return Vec::new(),
            Act::Withdraw => open().map(|task| &task.id).collect(),
            Act::WithdrawRow(row) => {
                open().filter(|task| task.row == Some(*row)).map(|task| &task.id).collect()
            }
            Act::EndDeferral(materials) => {
                open().filter(|task| self.needs_any(task, materials)).map(|task| &task.id).collect()
            }
        };
        let mut ended: BTreeSet<&TaskId> =
            self.dependants_of(&lost).into_iter().map(|task| &task.id).collect();
        ended.extend(lost);
        open().filter(|task| ended.contains(&task.id)).collect()
    }

    /// What the act does to every other open task.
    pub fn effects(&self, act: &Act) -> Effects {
        let ended: BTreeSet<TaskId> = self.ended_by(act).into_iter().map(|task| task.id.clone()).collect();
        let own = match act {
            Act::Refuse(id) | Act::Suspend(id) => Some(id),
            Act::Withdraw | Act::WithdrawRow(_) | Act::EndDeferral(_) => None,
        };
        let mut after = self.clone();
        for task in after.tasks.iter_mut().filter(|task| ended.contains(&task.id)) {
            task.stage = TaskStage::Cancelled { at: jiff::Timestamp::UNIX_EPOCH, because_of: None };
        }
        let others = self.tasks.iter().filter(|task| !task.stage.is_ended() && Some(&task.id) != own);
        let tasks = others.map(|task| {
            let effect =
                if ended.contains(&task.id) { Effect::Cancelled } else { after.outlook(task, &ended) };
            (task.id.clone(), effect)
        });
        Effects { tasks: tasks.collect(), ends: after.tasks.iter().all(|task| task.stage.is_ended()) }
    }

    /// What becomes of an open task where these have just ended.
    fn outlook(&self, task: &Task, ended: &BTreeSet<TaskId>) -> Effect {
        if task.stage != TaskStage::Waiting {
            return Effect::Continues;
        }
        if self.waits_for_nothing(task) {
            return Effect::Begins;
        }
        let open_of = |needs: &[&Task]| -> Vec<TaskId> {
            needs.iter().filter(|need| !need.stage.is_ended()).map(|need| need.id.clone()).collect()
        };
        // An item of which a row is lost and none is granted yet hangs on its open rows.
        for needs in self.needed_items(task) {
            let lost = needs.iter().any(|need| ended.contains(&need.id));
            if lost && !needs.iter().any(|need| need.stage.is_granted()) {
                return Effect::Conditional { on: open_of(&needs) };
            }
        }
        Effect::Waits { on: self.needed_items(task).flat_map(|needs| open_of(&needs)).collect() }
    }

    /// Whether the task's item uses one of the materials.
    fn needs_any(&self, task: &Task, materials: &[MaterialId]) -> bool {
        let planned = self.plan.item(&task.item);
        planned.is_some_and(|item| materials.iter().any(|material| item.materials.contains(material)))
    }
}
