//! 审批: what the departments do, and what follows from it for the tasks beside.

use jiff::civil::Date;

use super::{Context, checks, confirmations, promises, reason_given, remedy_given};
use crate::{
    case::{Case, Stage, Task, TaskId, TaskResult, TaskStage, TaskStageName},
    effects::Act,
    event::Event,
    evolve::{evolve, record},
    exit::ExitStep,
    policy::{self, Action},
    refusal::Refusal,
};

/// The clock of a task starts: what it waited for is there.
pub(super) fn ready(case: &Case, task: &Task, since: Date, ctx: &Context) -> Event {
    let (due, statutory_due) = case.dues(task, since, ctx.today(), ctx.calendar);
    Event::TaskReady {
        task: task.id.clone(),
        due: due.date,
        statutory_due: statutory_due.date,
        since: Some(since).filter(|since| *since != ctx.today()),
    }
}

/// The task, if the actor may do this to it and the case is being worked on.
pub(super) fn open_task<'a>(
    case: &'a Case,
    id: &TaskId,
    action: Action,
    stages: &[TaskStageName],
    ctx: &Context,
) -> Result<&'a Task, Refusal> {
    let Some(task) = case.task(id) else {
        policy::may(ctx.actor, action, Some(case))?;
        return Err(Refusal::NoSuchTask);
    };
    policy::may_on_task(ctx.actor, action, case, task)?;
    let now = task.stage.name();
    if !stages.contains(&now) {
        return Err(Refusal::WrongTaskStage { now });
    }
    match case.stage {
        Stage::InProgress { .. } => Ok(task),
        _ => Err(Refusal::WrongStage { now: case.stage.name() }),
    }
}

/// Takes the task.
pub(super) fn start(case: &Case, id: &TaskId, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let task = open_task(case, id, Action::StartTask, &[TaskStageName::Ready], ctx)?;
    confirmations::all_there(case, &task.item)?;
    Ok(vec![Event::TaskStarted { task: id.clone() }])
}

/// Grants (准予). Tasks that waited for this one alone begin.
pub(super) fn grant(
    case: &Case,
    id: &TaskId,
    result: TaskResult,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Ready, TaskStageName::Reviewing];
    let task = open_task(case, id, Action::GrantTask, &stages, ctx)?;
    confirmations::all_there(case, &task.item)?;
    let ends_before_it_begins = result.valid_until.is_some_and(|until| until < result.valid_from);
    if result.name.trim().is_empty() || result.number.trim().is_empty() || ends_before_it_begins {
        return Err(Refusal::ResultIncomplete);
    }
    checks::ready_to_grant(case, task)?;
    let used = case.plan.item(&task.item).map_or(&[][..], |item| &item.materials);
    let mut outstanding = case.outstanding_deferred();
    outstanding.retain(|material| used.contains(material));
    if !outstanding.is_empty() {
        return Err(Refusal::DeferredOutstanding(outstanding));
    }
    let mut events = vec![Event::TaskGranted { task: id.clone(), result }];
    events.extend(checks::certificate_due(case, task, ctx));
    events.extend(promises::to_check(case, task, ctx));
    go_on(case, &mut events, ctx);
    Ok(events)
}

/// Refuses (不予). Only what depends on this task, near or far, is cancelled with it.
pub(super) fn refuse(
    case: &Case,
    id: &TaskId,
    reason: String,
    remedy: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Ready, TaskStageName::Reviewing];
    open_task(case, id, Action::RefuseTask, &stages, ctx)?;
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    let mut events = vec![Event::TaskRefused { task: id.clone(), reason, remedy }];
    for task in case.ended_by(&Act::Refuse(id.clone())).into_iter().filter(|task| task.id != *id) {
        events.push(Event::TaskCancelled { task: task.id.clone(), because_of: Some(id.clone()) });
    }
    go_on(case, &mut events, ctx);
    Ok(events)
}

/// Adds what follows for the tasks beside: those that wait for nothing any more begin, and with the
/// last that ends the case is completed.
pub(super) fn go_on(case: &Case, events: &mut Vec<Event>, ctx: &Context) {
    let recorded = record(case.version, std::mem::take(events), ctx);
    let after = recorded.iter().fold(case.clone(), |case, recorded| evolve(Some(case), recorded));
    events.extend(recorded.into_iter().map(|recorded| recorded.event));
    events.extend(freed(&after, ctx.today(), ctx));
    events.extend(conclusion(&after));
}

/// The clocks of waiting tasks that wait for nothing any more.
pub(super) fn freed(case: &Case, since: Date, ctx: &Context) -> Vec<Event> {
    let waiting = case.tasks.iter().filter(|task| task.stage == TaskStage::Waiting);
    waiting.filter(|task| case.waits_for_nothing(task)).map(|task| ready(case, task, since, ctx)).collect()
}

/// What follows where all tasks have ended: the case is completed, and where nothing on paper is left
/// to go out, also delivered.
fn conclusion(case: &Case) -> Vec<Event> {
    if !case.tasks.iter().all(|task| task.stage.is_ended()) {
        return Vec::new();
    }
    let note = String::new();
    if !case.is_all_out() {
        vec![Event::Completed]
    } else if case.outgoing.batches.is_empty() {
        vec![Event::Completed, Event::Delivered { note }]
    } else {
        vec![Event::Completed, Event::Exit(ExitStep::Concluded { note })]
    }
}
