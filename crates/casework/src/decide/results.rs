//! What is decided about results after they were given: slips, and a word before they run out.

use super::{Context, reason_given, timers::by_the_software};
use crate::{
    case::{Case, Task, TaskId, TaskResult},
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
    results::{ResultAct, ResultStep, SLIP_WORKING_DAYS},
};

pub(super) fn act(case: &Case, act: ResultAct, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let step = match act {
        ResultAct::ReportSlip { task, text } => report_slip(case, task, text, ctx)?,
        ResultAct::Correct { task, result, reason } => correct(case, task, result, reason, ctx)?,
        ResultAct::DeclineSlip { task, reason } => decline_slip(case, task, reason, ctx)?,
        ResultAct::RemindOfExpiry { task } => remind_of_expiry(case, task, ctx)?,
    };
    Ok(vec![Event::Result(step)])
}

/// Reports a slip: the applicant, or the department itself.
fn report_slip(case: &Case, id: TaskId, text: String, ctx: &Context) -> Result<ResultStep, Refusal> {
    policy::may(ctx.actor, Action::ReportSlip, Some(case))?;
    let task = given(case, &id)?;
    if ctx.actor.account() != Some(&case.applicant) {
        policy::may_for(ctx.actor, Action::ReportSlip, case, &task.department)?;
    }
    reason_given(&text)?;
    if task.aftercare.slip.is_some() {
        return Err(Refusal::SlipOpen);
    }
    let due = ctx.calendar.add_working_days(ctx.today(), SLIP_WORKING_DAYS).date;
    Ok(ResultStep::SlipReported { task: id, text, due })
}

/// Corrects a slip by a new edition; the old one is kept as replaced.
fn correct(
    case: &Case,
    id: TaskId,
    result: Box<TaskResult>,
    reason: String,
    ctx: &Context,
) -> Result<ResultStep, Refusal> {
    let task = for_department(case, &id, ctx)?;
    reason_given(&reason)?;
    let ends_before_it_begins = result.valid_until.is_some_and(|until| until < result.valid_from);
    if result.name.trim().is_empty() || result.number.trim().is_empty() || ends_before_it_begins {
        return Err(Refusal::ResultIncomplete);
    }
    if task.stage.result() == Some(&*result) {
        return Err(Refusal::NothingCorrected);
    }
    Ok(ResultStep::Corrected { task: id, result, edition: task.edition() + 1, reason })
}

/// Says why nothing is to be corrected.
fn decline_slip(case: &Case, id: TaskId, reason: String, ctx: &Context) -> Result<ResultStep, Refusal> {
    let task = for_department(case, &id, ctx)?;
    if task.aftercare.slip.is_none() {
        return Err(Refusal::NoSlip);
    }
    reason_given(&reason)?;
    Ok(ResultStep::SlipDeclined { task: id, reason })
}

/// Reminds the holder that a result runs out.
fn remind_of_expiry(case: &Case, id: TaskId, ctx: &Context) -> Result<ResultStep, Refusal> {
    by_the_software(ctx)?;
    let expiring = case.expiring(ctx.today());
    let due = expiring.into_iter().find(|(task, on, _)| task.id == id && *on <= ctx.today());
    let (_, _, until) = due.ok_or(Refusal::NotYetTime)?;
    Ok(ResultStep::ExpiryReminded { task: id, until })
}

/// A task whose result holds.
fn given<'a>(case: &'a Case, id: &TaskId) -> Result<&'a Task, Refusal> {
    let task = case.task(id).ok_or(Refusal::NoSuchTask)?;
    if task.holds_a_result() { Ok(task) } else { Err(Refusal::WrongTaskStage { now: task.stage.name() }) }
}

fn for_department<'a>(case: &'a Case, id: &TaskId, ctx: &Context) -> Result<&'a Task, Refusal> {
    policy::may(ctx.actor, Action::CorrectResult, Some(case))?;
    let task = given(case, id)?;
    policy::may_on_task(ctx.actor, Action::CorrectResult, case, task)?;
    Ok(task)
}
