//! Whose a task is: giving it back, and handing it over to a colleague (转办).

use super::{Context, reason_given, tasks::open_task};
use crate::{
    case::{Case, TaskId, TaskStageName},
    event::Event,
    leave::Colleague,
    policy::Action,
    refusal::Refusal,
};

/// Gives the task back: anybody of the department may take it. Its clock runs on.
pub(super) fn release(
    case: &Case,
    id: &TaskId,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    open_task(case, id, Action::ReleaseTask, &[TaskStageName::Reviewing], ctx)?;
    reason_given(&reason)?;
    Ok(vec![Event::TaskReleased { task: id.clone(), reason }])
}

/// Hands the task over to another approver of the same department, whose case it is not. Its clock
/// runs on, or rests on.
pub(super) fn hand_over(
    case: &Case,
    id: &TaskId,
    to: &Colleague,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Reviewing, TaskStageName::Suspended];
    let task = open_task(case, id, Action::HandOverTask, &stages, ctx)?;
    reason_given(&reason)?;
    let same = task.stage.holder() == Some(&to.account);
    if same || to.account == case.applicant || !to.decides_for(&task.department) {
        return Err(Refusal::NoSuchColleague);
    }
    let (to, to_name) = (to.account.clone(), to.name.clone());
    Ok(vec![Event::TaskHandedOver { task: id.clone(), to, to_name, reason }])
}
