//! 计时: what stops a task's clock, starts it again, or gives it more time.
//!
//! Nothing else does: waiting for another department, an absent colleague or a broken
//! machine is counted (行政许可法 第四十五条).

use jiff::civil::Date;

use super::{Context, at_stage, reason_given, tasks::open_task};
use crate::{
    case::{Case, Stage, StageName, TaskId, TaskStageName},
    clock::{EXTENSION_WORKING_DAYS, JOINT_EXTENSION_WORKING_DAYS, SPECIAL_PROCEDURES},
    event::Event,
    evolve::{evolve, record},
    policy::{self, Action},
    refusal::Refusal,
};

/// Stops the clock for a special procedure, with its document and the day by which the applicant
/// is told that it ends.
pub(super) fn suspend(
    case: &Case,
    id: &TaskId,
    procedure: String,
    expected_end: Date,
    evidence: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Ready, TaskStageName::Reviewing];
    let task = open_task(case, id, Action::SuspendTask, &stages, ctx)?;
    let own = case.plan.item(&task.item).map_or(&[][..], |item| &item.special_procedures);
    if procedure.trim().is_empty() {
        return Err(Refusal::ProcedureMissing);
    }
    if !SPECIAL_PROCEDURES.contains(&procedure.as_str()) && !own.contains(&procedure) {
        return Err(Refusal::NoSpecialProcedure);
    }
    if expected_end < ctx.today() {
        return Err(Refusal::ExpectedEndPassed);
    }
    if evidence.trim().is_empty() {
        return Err(Refusal::EvidenceMissing);
    }
    let suspended = |due, statutory_due| Event::TaskSuspended {
        task: id.clone(),
        procedure: procedure.clone(),
        expected_end: Some(expected_end),
        evidence: evidence.clone(),
        due,
        statutory_due,
    };
    let paused = after(case, suspended(None, None), ctx);
    let dues = dues_of(&paused, id, ctx);
    Ok(moving_the_promise(
        case,
        suspended(dues.map(|(due, _)| due), dues.map(|(_, statutory)| statutory)),
        ctx,
    ))
}

/// Lets the clock go on, with the dues moved by the working days that did not count.
pub(super) fn resume(case: &Case, id: &TaskId, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let task = open_task(case, id, Action::ResumeTask, &[TaskStageName::Suspended], ctx)?;
    let (_, due, statutory_due) = task.stage.clock().unwrap_or((ctx.today(), ctx.today(), ctx.today()));
    let resumed = |due, statutory_due| Event::TaskResumed { task: id.clone(), due, statutory_due };
    let going_on = after(case, resumed(due, statutory_due), ctx);
    let (due, statutory_due) = dues_of(&going_on, id, ctx).unwrap_or((due, statutory_due));
    Ok(moving_the_promise(case, resumed(due, statutory_due), ctx))
}

/// Gives a task more time: once, before its limit by law has passed, by the head of the department,
/// with a reason that the applicant is told (行政许可法 第四十二条第一款).
pub(super) fn extend(
    case: &Case,
    id: &TaskId,
    working_days: u32,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Ready, TaskStageName::Reviewing, TaskStageName::Suspended];
    let task = open_task(case, id, Action::ExtendTask, &stages, ctx)?;
    reason_given(&reason)?;
    if task.extension.is_some() {
        return Err(Refusal::AlreadyExtended);
    }
    if !(1..=EXTENSION_WORKING_DAYS).contains(&working_days) {
        return Err(Refusal::ExtensionTooLong { most: EXTENSION_WORKING_DAYS });
    }
    let (_, due, statutory_due) = task.stage.clock().unwrap_or((ctx.today(), ctx.today(), ctx.today()));
    if ctx.today() > statutory_due {
        return Err(Refusal::LimitPassed { due: statutory_due });
    }
    let extended = |due, statutory_due| Event::TaskExtended {
        task: id.clone(),
        working_days,
        reason: reason.clone(),
        due,
        statutory_due,
    };
    let longer = after(case, extended(due, statutory_due), ctx);
    let (due, statutory_due) = dues_of(&longer, id, ctx).unwrap_or((due, statutory_due));
    Ok(moving_the_promise(case, extended(due, statutory_due), ctx))
}

/// Gives several departments together more time: once, before their limit by law has passed, by the
/// head of the government, with a reason that the applicant is told (行政许可法 第四十二条第二款).
pub(super) fn extend_joint(
    case: &Case,
    working_days: u32,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ExtendJoint, Some(case))?;
    at_stage(case, &[StageName::InProgress])?;
    let due = case.joint_due(ctx.today(), ctx.calendar).ok_or(Refusal::NotJoint)?;
    reason_given(&reason)?;
    if case.joint_extension.is_some() {
        return Err(Refusal::AlreadyExtended);
    }
    if !(1..=JOINT_EXTENSION_WORKING_DAYS).contains(&working_days) {
        return Err(Refusal::ExtensionTooLong { most: JOINT_EXTENSION_WORKING_DAYS });
    }
    if ctx.today() > due.date {
        return Err(Refusal::LimitPassed { due: due.date });
    }
    Ok(vec![Event::JointExtended { working_days, reason }])
}

/// The case as it would stand after the event.
fn after(case: &Case, event: Event, ctx: &Context) -> Case {
    let recorded = record(case.version, vec![event], ctx);
    recorded.iter().fold(case.clone(), |case, one| evolve(Some(case), one))
}

fn dues_of(case: &Case, id: &TaskId, ctx: &Context) -> Option<(Date, Date)> {
    let clock = case.task_clock(case.task(id)?, ctx.today(), ctx.calendar)?;
    Some((clock.due.date, clock.statutory_due.date))
}

/// The event, and with it the promised day of the whole thing, where that has to move too. It is
/// never earlier than what was promised at acceptance.
fn moving_the_promise(case: &Case, event: Event, ctx: &Context) -> Vec<Event> {
    let moved = after(case, event.clone(), ctx);
    let mut events = vec![event];
    if let Stage::InProgress { accepted_on, due, .. } = moved.stage {
        let limit = moved.plan.critical_path_working_days(&moved.tasks);
        let first = ctx.calendar.add_working_days(accepted_on, limit).date;
        let latest = moved.promised_days(ctx.calendar).into_values().fold(first, Date::max);
        if latest != due {
            events.push(Event::DueMoved { due: latest, due_estimated: !ctx.calendar.covers(latest) });
        }
    }
    events
}
