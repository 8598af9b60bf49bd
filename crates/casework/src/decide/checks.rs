//! 现场核查、制证: the appointment on the spot with its officers, what was found there, and the
//! certificate that is made behind the decision.

use jiff::civil::Date;

use super::{Context, clock, tasks::open_task};
use crate::{
    case::{Case, Delivery, FileRef, Task, TaskId, TaskStageName},
    event::Event,
    plan::PlannedItem,
    policy::{self, Action},
    refusal::Refusal,
    steps::{CERTIFICATE_WORKING_DAYS, LEAST_OFFICERS, distinct},
};

/// An appointment for a check on the spot.
#[derive(Debug, Clone, PartialEq)]
pub struct Appointment {
    /// The day.
    pub on: Date,
    /// Who comes.
    pub officers: Vec<String>,
    /// What the applicant should know.
    pub note: String,
    /// The document on which the clock rests, where the check is a special procedure of the item.
    pub evidence: String,
}

const OPEN: [TaskStageName; 3] = [TaskStageName::Ready, TaskStageName::Reviewing, TaskStageName::Suspended];

/// Makes an appointment, or moves one: two officers or more (行政许可法 第三十四条). Where the check is one of
/// the item's special procedures, the clock rests until it is recorded, as for any other.
pub(super) fn arrange(
    case: &Case,
    id: &TaskId,
    appointment: Appointment,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = open_task(case, id, Action::ArrangeCheck, &OPEN, ctx)?;
    let Appointment { on, officers, note, evidence } = appointment;
    let officers = distinct(officers);
    if officers.len() < LEAST_OFFICERS {
        return Err(Refusal::TwoOfficersNeeded);
    }
    if on < ctx.today() {
        return Err(Refusal::CheckDayPassed);
    }
    let mut events = vec![Event::CheckArranged { task: id.clone(), on, officers, note }];
    let rests = task.stage.name() == TaskStageName::Suspended;
    if let Some(procedure) = special_procedure(case, task).filter(|_| !rests) {
        events.extend(clock::suspend(case, id, procedure, on, evidence, ctx)?);
    }
    Ok(events)
}

/// Writes down what was found; a clock that rested for the check goes on.
pub(super) fn record(
    case: &Case,
    id: &TaskId,
    findings: String,
    passed: bool,
    files: Vec<FileRef>,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = open_task(case, id, Action::RecordCheck, &OPEN, ctx)?;
    let open = task.checks.last().filter(|check| check.record.is_none());
    let check = open.ok_or(Refusal::NoCheckArranged)?;
    if check.on > ctx.today() {
        return Err(Refusal::CheckAhead { on: check.on });
    }
    if findings.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    let mut events = vec![Event::CheckRecorded { task: id.clone(), findings, passed, files }];
    let rests_for = task.pauses.last().filter(|pause| pause.to.is_none()).map(|pause| &pause.procedure);
    if rests_for.is_some() && rests_for == special_procedure(case, task).as_ref() {
        events.extend(clock::resume(case, id, ctx)?);
    }
    Ok(events)
}

/// Whether nothing of the check on the spot stands in the way of a grant.
pub(super) fn ready_to_grant(case: &Case, task: &Task) -> Result<(), Refusal> {
    let wanted = case.plan.item(&task.item).is_some_and(|item| item.on_site_check().is_some());
    match task.checks.last() {
        None if wanted => Err(Refusal::CheckMissing),
        None => Ok(()),
        Some(check) => match &check.record {
            None => Err(Refusal::CheckOpen),
            Some(record) if !record.passed => Err(Refusal::CheckFailed),
            Some(_) => Ok(()),
        },
    }
}

/// With a grant, the certificate is to be made, where there is one and it is wanted on paper.
pub(super) fn certificate_due(case: &Case, task: &Task, ctx: &Context) -> Option<Event> {
    let made = case.plan.item(&task.item).is_some_and(PlannedItem::makes_certificate);
    let wanted = made && case.delivery != Delivery::Online;
    let due = || ctx.calendar.add_working_days(ctx.today(), CERTIFICATE_WORKING_DAYS).date;
    wanted.then(|| Event::CertificateDue { task: task.id.clone(), due: due() })
}

/// The certificate is made.
pub(super) fn make_certificate(case: &Case, id: &TaskId, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let Some(task) = case.task(id) else {
        policy::may(ctx.actor, Action::MakeCertificate, Some(case))?;
        return Err(Refusal::NoSuchTask);
    };
    policy::may_on_task(ctx.actor, Action::MakeCertificate, case, task)?;
    if !task.stage.is_granted() {
        return Err(Refusal::WrongTaskStage { now: task.stage.name() });
    }
    if task.certificate.as_ref().is_none_or(|certificate| certificate.made_at.is_some()) {
        return Err(Refusal::NoCertificate);
    }
    Ok(vec![Event::CertificateMade { task: id.clone() }])
}

/// The check, where it is one of the special procedures of the item.
fn special_procedure(case: &Case, task: &Task) -> Option<String> {
    let item = case.plan.item(&task.item)?;
    let step = item.on_site_check()?;
    item.special_procedures.contains(&step.name).then(|| step.name.clone())
}
