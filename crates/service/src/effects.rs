//! 对其他事项的影响: what an act would do to the rest of the case, and what it did, in the same words.

use std::sync::Arc;

use casework::{Act, Case, Effect, Event, Recorded, TaskId, evolve};
use catalog::Catalog;

use crate::notify::task_name;

/// What an act does to the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectsView {
    /// The act: `refuse`, `suspend`, `withdraw`, `withdraw_row`, `end_deferral`.
    pub act: &'static str,
    /// The task, where it is about one.
    pub task: Option<TaskId>,
    /// The row, counted from 0, where it is about one.
    pub row: Option<u32>,
    /// What is done, in words.
    pub title: String,
    /// Each other task that was open, in the plan's order.
    pub lines: Vec<EffectLine>,
    /// Nothing is open any more: the case ends with it.
    pub ends: bool,
}

/// What becomes of one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectLine {
    /// The task.
    pub task: TaskId,
    /// Its name.
    pub name: String,
    /// `continues`, `begins`, `waits`, `conditional`, `cancelled`.
    pub effect: &'static str,
    /// In words.
    pub text: String,
}

/// What the act would do now.
pub(crate) fn view(catalog: &Catalog, case: &Case, act: &Act) -> EffectsView {
    let effects = case.effects(act);
    let lines = effects.tasks.into_iter().map(|(task, effect)| line(catalog, case, task, &effect));
    let lines = lines.collect();
    let name = |task: &TaskId| task_name(catalog, case, task);
    let (word, task, row, title) = match act {
        Act::Refuse(task) => ("refuse", Some(task), None, format!("{}不予", name(task))),
        Act::Suspend(task) => ("suspend", Some(task), None, format!("{}暂停计时", name(task))),
        Act::Withdraw => ("withdraw", None, None, "撤回整个申请".to_owned()),
        Act::WithdrawRow(row) => ("withdraw_row", None, Some(*row), format!("撤回第{}份", row + 1)),
        Act::EndDeferral(_) => ("end_deferral", None, None, "终止要用容缺材料的事项".to_owned()),
    };
    EffectsView { act: word, task: task.cloned(), row, title, lines, ends: effects.ends }
}

/// What such acts did, the earliest first: told of the case as it stood just before.
pub(crate) fn told(catalog: &Catalog, history: &[Arc<Recorded>]) -> Vec<EffectsView> {
    if !history.iter().any(|recorded| act_of(&recorded.event).is_some()) {
        return Vec::new();
    }
    let mut told = Vec::new();
    let mut case: Option<Case> = None;
    // Before a run of cancellations: a withdrawal stands in the record behind those that come of it.
    let mut standing: Option<Case> = None;
    for recorded in history {
        if let Some(act) = act_of(&recorded.event) {
            let before =
                if act == Act::Withdraw { standing.as_ref().or(case.as_ref()) } else { case.as_ref() };
            told.extend(before.filter(|case| !case.tasks.is_empty()).map(|case| view(catalog, case, &act)));
        }
        match (&recorded.event, &standing) {
            (Event::TaskCancelled { .. }, None) => standing.clone_from(&case),
            (Event::TaskCancelled { .. }, Some(_)) => {}
            _ => standing = None,
        }
        case = Some(evolve(case, recorded));
    }
    told
}

fn act_of(event: &Event) -> Option<Act> {
    match event {
        Event::TaskRefused { task, .. } => Some(Act::Refuse(task.clone())),
        Event::TaskSuspended { task, .. } => Some(Act::Suspend(task.clone())),
        Event::Withdrawn { .. } => Some(Act::Withdraw),
        Event::RowWithdrawn { row, .. } => Some(Act::WithdrawRow(*row)),
        Event::DeferralEnded { materials, .. } => Some(Act::EndDeferral(materials.clone())),
        _ => None,
    }
}

fn line(catalog: &Catalog, case: &Case, task: TaskId, effect: &Effect) -> EffectLine {
    let names =
        |on: &[TaskId]| on.iter().map(|one| task_name(catalog, case, one)).collect::<Vec<_>>().join("、");
    let (word, text) = match effect {
        Effect::Continues => ("continues", "照常办".to_owned()),
        Effect::Begins => ("begins", "可以开始办".to_owned()),
        Effect::Waits { on } if on.is_empty() => ("waits", "继续等要先办的事".to_owned()),
        Effect::Waits { on } => ("waits", format!("继续等{}", names(on))),
        Effect::Conditional { on } => {
            ("conditional", format!("{}只要有一项批准就接着办，都不批准就取消", names(on)))
        }
        Effect::Cancelled => ("cancelled", "一起取消".to_owned()),
    };
    EffectLine { name: task_name(catalog, case, &task), task, effect: word, text }
}
