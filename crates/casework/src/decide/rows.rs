//! Rows (员工、孩子) that go their own way: one is withdrawn, the others go on.

use super::{Context, at_stage, tasks};
use crate::{
    case::{Case, StageName, TaskStageName},
    effects::Act,
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

/// Withdraws one row: its open tasks end, and what depends on them alone. Only where something is
/// left for the others, and nothing of the row was granted yet.
pub(super) fn withdraw(case: &Case, row: u32, reason: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::WithdrawRow, Some(case))?;
    at_stage(case, &[StageName::InProgress])?;
    let (own, others): (Vec<_>, Vec<_>) = case.tasks.iter().partition(|task| task.row == Some(row));
    let granted = TaskStageName::Granted;
    if own.iter().any(|task| task.stage.name() == granted) {
        return Err(Refusal::WrongTaskStage { now: granted });
    }
    let open = own.iter().any(|task| !task.stage.is_ended());
    if !open || others.is_empty() {
        return Err(Refusal::NoSuchRow);
    }
    let mut events = vec![Event::RowWithdrawn { row, reason }];
    let ended = case.ended_by(&Act::WithdrawRow(row)).into_iter();
    events.extend(ended.map(|task| Event::TaskCancelled { task: task.id.clone(), because_of: None }));
    tasks::go_on(case, &mut events, ctx);
    Ok(events)
}
