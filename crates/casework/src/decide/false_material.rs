//! 虚假材料: the department, or before acceptance the counter or the lead, finds a material to be false, and
//! what follows by law is done in the same breath.

use catalog::MaterialId;

use super::{Context, intake, reason_given, remedy_given, tasks};
use crate::{
    case::{Case, Task, TaskId},
    event::Event,
    policy::{self, Action},
    promise::HEARD_WORKING_DAYS,
    refusal::Refusal,
};

/// What was found, and what the person can do about what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falsehood {
    /// The task at which it was found; none before acceptance.
    pub task: Option<TaskId>,
    /// Which material.
    pub material: MaterialId,
    /// What is false about it.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
    /// What the person can do about the decision.
    pub remedy: String,
}

pub(super) fn find(case: &Case, found: Falsehood, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::FindFalseMaterial, Some(case))?;
    reason_given(&found.reason)?;
    if found.evidence.trim().is_empty() {
        return Err(Refusal::EvidenceMissing);
    }
    let Falsehood { task, material, reason, evidence, remedy } = found;
    let first = Event::FalseMaterialFound {
        task: task.clone(),
        material: material.clone(),
        reason: reason.clone(),
        evidence,
    };
    let handed_in = |used: &[MaterialId]| {
        let there = case.materials.iter().any(|one| one.material == material && one.is_there());
        if there && used.contains(&material) { Ok(()) } else { Err(Refusal::NotHandedIn) }
    };
    let Some(id) = task else {
        let all: Vec<_> = case.plan.materials.iter().map(|planned| planned.material.clone()).collect();
        let ended = intake::not_accept(case, reason, remedy, ctx)?;
        handed_in(&all)?;
        let users = case.plan.items.iter().filter(|item| item.materials.contains(&material));
        let bars = users.filter_map(|item| case.bar_if_refused(&item.item, ctx.today())).map(Event::Barred);
        return Ok(std::iter::once(first).chain(ended).chain(bars).collect());
    };
    let task = case.task(&id).ok_or(Refusal::NoSuchTask)?;
    let used = case.plan.item(&task.item).map_or(&[][..], |item| &item.materials);
    let follows = if task.stage.is_granted() {
        to_be_revoked(case, task, reason, ctx)?
    } else {
        remedy_given(&remedy)?;
        let mut events = tasks::refuse(case, &id, reason, remedy, ctx)?;
        events.extend(case.bar_if_refused(&task.item, ctx.today()).map(Event::Barred));
        events
    };
    handed_in(used)?;
    Ok(std::iter::once(first).chain(follows).collect())
}

/// What was obtained by it is revoked after the person could be heard.
fn to_be_revoked(case: &Case, task: &Task, reason: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may_for(ctx.actor, Action::RevokeResult, case, &task.department)?;
    if task.revocation.is_some() {
        return Err(Refusal::WrongTaskStage { now: task.stage.name() });
    }
    let heard_until = ctx.calendar.add_working_days(ctx.today(), HEARD_WORKING_DAYS).date;
    Ok(vec![Event::RevocationAnnounced { task: task.id.clone(), reason, heard_until }])
}

/// Refuses what is barred for the applicant.
pub(super) fn nothing_barred(submission: &crate::command::Submission, ctx: &Context) -> Result<(), Refusal> {
    let barred = submission.barred.iter().find(|bar| {
        bar.until >= ctx.today() && submission.plan.items.iter().any(|item| item.item == bar.item)
    });
    match barred {
        Some(bar) => Err(Refusal::Barred { bar: bar.clone() }),
        None => Ok(()),
    }
}
