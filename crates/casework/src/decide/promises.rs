//! 容缺受理、告知承诺: signing, taking back, what does not come in time, the check after the decision, and
//! what follows from a broken promise.

use catalog::MaterialId;
use jiff::civil::Date;

use super::{Context, at_stage, reason_given, remedy_given, tasks};
use crate::{
    actor::Actor,
    case::{Case, Channel, HandedIn, StageName, Task, TaskId},
    command::Submission,
    effects::Act,
    event::Event,
    policy::{self, Action},
    promise::{HEARD_WORKING_DAYS, Promise, PromiseState, REPAIR_WORKING_DAYS, SignedPromise},
    refusal::Refusal,
};

/// Takes the promises that the application needs, each signed with the applicant's own name; what is signed
/// here is handed in with it. Whoever broke a promise and has not made it good hands papers in instead.
pub(super) fn sign(submission: &mut Submission, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let promises = std::mem::take(&mut submission.promises);
    let wanted = submission.plan.promises_wanted(&submission.materials);
    if promises.iter().any(|one| wanted.iter().all(|wanted| wanted.id != one.id)) {
        return Err(Refusal::ForeignPromise);
    }
    let signed = |id: &str| promises.iter().any(|one| one.id == id && !one.signed_as.trim().is_empty());
    let unsigned: Vec<String> = wanted.iter().map(|one| one.id.clone()).filter(|id| !signed(id)).collect();
    if !unsigned.is_empty() {
        return Err(Refusal::PromisesUnsigned(unsigned));
    }
    if submission.broken_promise && !wanted.is_empty() {
        return Err(Refusal::PromiseBrokenBefore);
    }
    let by_agent =
        submission.channel == Channel::Online && ctx.actor.account() != Some(&submission.applicant);
    for one in &promises {
        authorised(submission, one, by_agent, ctx.actor)?;
    }
    for wanted in wanted.iter().filter(|one| one.item.is_some()) {
        let planned = wanted.item.as_ref().and_then(|item| submission.plan.item(item));
        let paper = planned.and_then(|item| item.commitment.as_ref()?.paper.clone());
        if let Some(material) = paper.filter(|paper| wanted.materials.contains(paper)) {
            submission.materials.push(HandedIn { signed: true, ..nothing(material) });
        }
    }
    Ok(promises.into_iter().map(|promise| Event::PromiseSigned { promise }).collect())
}

/// The person signs; an agent only by a special authority, and then with the agent's own name.
fn authorised(
    submission: &Submission,
    promise: &Promise,
    by_agent: bool,
    actor: &Actor,
) -> Result<(), Refusal> {
    let name = if by_agent {
        if promise.authority.as_ref().is_none_or(|authority| authority.trim().is_empty()) {
            return Err(Refusal::SpecialAuthorityMissing);
        }
        policy::may_sign_for_another(&submission.plan, promise.item.as_ref())?;
        match actor {
            Actor::Account { name, .. } | Actor::Substitute { name, .. } => name.as_str(),
            Actor::System | Actor::Party { .. } | Actor::Rater { .. } => "",
        }
    } else {
        submission.applicant_name.as_str()
    };
    if promise.signed_as.trim() == name.trim() { Ok(()) } else { Err(Refusal::SignatureDiffers) }
}

fn nothing(material: MaterialId) -> HandedIn {
    HandedIn {
        material,
        files: Vec::new(),
        on_paper: false,
        deferred: false,
        from_wallet: None,
        signed: false,
    }
}

/// With acceptance, the day by which each deferred material comes.
pub(super) fn deferrals_due(accepted: &Case, since: Date, ctx: &Context) -> Option<Event> {
    let due = accepted.outstanding_deferred().into_iter().map(|material| {
        let days = accepted.plan.deferral_days(&material);
        let latest = accepted.deferral_ends(&material, ctx.calendar);
        let due = ctx.calendar.add_working_days(since, days).date;
        let due = latest.map_or(due, |latest| due.min(latest));
        (material, due)
    });
    let due: Vec<_> = due.collect();
    (!due.is_empty()).then_some(Event::DeferralsDue { due })
}

/// Takes a commitment back before anything was decided on it: the papers are wanted again. Where it is
/// the way in which the item is done, the item is not done in this case.
pub(super) fn withdraw(case: &Case, id: &str, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::WithdrawPromise, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress])?;
    let signed = in_force(case, id)?;
    let Some(item) = &signed.promise.item else { return Err(Refusal::NoSuchPromise) };
    if case.tasks_of_promise(&signed.promise).any(|task| task.stage.is_ended()) {
        return Err(Refusal::DecidedOnPromise);
    }
    let paper = case.plan.item(item).and_then(|item| item.commitment.as_ref()?.paper.clone());
    let by_paper = paper.is_some_and(|paper| signed.promise.materials.contains(&paper));
    if by_paper && case.tasks.is_empty() {
        return Err(Refusal::WrongStage { now: case.stage.name() });
    }
    let wanted = if by_paper { Vec::new() } else { signed.promise.materials.clone() };
    let mut events = vec![Event::PromiseWithdrawn { promise: id.to_owned(), wanted }];
    if by_paper {
        cancel(case, case.tasks_of_promise(&signed.promise).collect(), &mut events);
        tasks::go_on(case, &mut events, ctx);
    }
    Ok(events)
}

fn in_force<'a>(case: &'a Case, id: &str) -> Result<&'a SignedPromise, Refusal> {
    let found = case.promise(id).filter(|one| one.state == PromiseState::InForce);
    found.ok_or(Refusal::NoSuchPromise)
}

/// Cancels these tasks and all that cannot be done without them.
fn cancel(case: &Case, lost: Vec<&Task>, events: &mut Vec<Event>) {
    let ids: Vec<&TaskId> = lost.iter().map(|task| &task.id).collect();
    let dependants = case.dependants_of(&ids);
    for task in lost.into_iter().chain(dependants).filter(|task| !task.stage.is_ended()) {
        events.push(Event::TaskCancelled { task: task.id.clone(), because_of: None });
    }
}

/// Notes what did not come in time.
pub(super) fn note_missed(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    at_stage(case, &[StageName::InProgress])?;
    let missed = case.missed_deferrals(ctx.today()).filter(|one| one.missed_on.is_none());
    let materials: Vec<_> = missed.map(|one| one.material.clone()).collect();
    if materials.is_empty() {
        Err(Refusal::NothingMissed)
    } else {
        Ok(vec![Event::DeferralMissed { materials }])
    }
}

/// Reminds the applicant of a deferred material: three working days and one before its last, and on it.
pub(super) fn remind(case: &Case, of: &str, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let reminders = case.deferral_reminders(ctx.today(), ctx.calendar);
    let now = reminders.into_iter().find(|one| one.of() == of && one.on <= ctx.today());
    let now = now.ok_or(Refusal::NotYetTime)?;
    let due = case.deferrals.iter().find(|one| one.material == now.material).map(|one| one.due);
    let (material, days) = (now.material, now.days);
    Ok(vec![Event::DeferralReminded { material, due: due.unwrap_or(ctx.today()), days }])
}

/// What the lead department decides on: it did not come, and nobody decided yet.
fn missed(case: &Case, ctx: &Context) -> Result<Vec<MaterialId>, Refusal> {
    policy::may(ctx.actor, Action::DecideDeferral, Some(case))?;
    at_stage(case, &[StageName::InProgress])?;
    let missed: Vec<_> = case.missed_deferrals(ctx.today()).map(|one| one.material.clone()).collect();
    if missed.is_empty() { Err(Refusal::NothingMissed) } else { Ok(missed) }
}

/// Gives more time once, never beyond the promised day of what needs the material.
pub(super) fn extend(case: &Case, until: Date, reason: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let materials = missed(case, ctx)?;
    reason_given(&reason)?;
    let ends = materials.iter().filter_map(|material| case.deferral_ends(material, ctx.calendar));
    let latest = ends.min().unwrap_or(ctx.today());
    let extended =
        |material: &MaterialId| case.deferrals.iter().any(|one| one.material == *material && one.extended);
    if until < ctx.today() || until > latest || materials.iter().any(extended) {
        return Err(Refusal::DeferralTooLong { latest });
    }
    Ok(vec![Event::DeferralExtended { materials, until, reason }])
}

/// Ends what needs the material that did not come, and what cannot be done without that; the rest goes on.
pub(super) fn end(case: &Case, reason: String, remedy: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let materials = missed(case, ctx)?;
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    let mut events = vec![Event::DeferralEnded { materials: materials.clone(), reason, remedy }];
    let ended = case.ended_by(&Act::EndDeferral(materials)).into_iter();
    events.extend(ended.map(|task| Event::TaskCancelled { task: task.id.clone(), because_of: None }));
    tasks::go_on(case, &mut events, ctx);
    Ok(events)
}

/// With a grant, the commitments that it rests on are to be checked.
pub(super) fn to_check(case: &Case, task: &Task, ctx: &Context) -> Vec<Event> {
    let planned = case.plan.item(&task.item).and_then(|item| item.commitment.as_ref());
    let within = planned.and_then(|commitment| commitment.check_within.clone()).unwrap_or_default();
    let Some(due) = within.ends(ctx.today(), ctx.calendar) else { return Vec::new() };
    let of_task = case
        .promises
        .iter()
        .filter(|one| one.promise.item.as_ref() == Some(&task.item) && one.state == PromiseState::InForce);
    of_task.map(|one| Event::PromiseToCheck { promise: one.promise.id.clone(), due }).collect()
}

/// 批后核查: the department says whether the commitment was kept, and what it found.
pub(super) fn check(
    case: &Case,
    id: &str,
    kept: bool,
    findings: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Some(signed) = case.promise(id) else { return Err(Refusal::NoSuchPromise) };
    policy::may_for(ctx.actor, Action::CheckPromise, case, &case.promised_to(&signed.promise))?;
    if !matches!(signed.state, PromiseState::ToCheck { .. }) {
        return Err(Refusal::NoSuchPromise);
    }
    reason_given(&findings)?;
    Ok(vec![Event::PromiseChecked { promise: id.to_owned(), kept, findings }])
}

/// Tells the person that a result is to be revoked because a promise was not kept.
pub(super) fn announce(
    case: &Case,
    id: &TaskId,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = revocable(case, id, ctx)?;
    if task.revocation.is_some() {
        return Err(Refusal::WrongTaskStage { now: task.stage.name() });
    }
    reason_given(&reason)?;
    let heard_until = ctx.calendar.add_working_days(ctx.today(), HEARD_WORKING_DAYS).date;
    Ok(vec![Event::RevocationAnnounced { task: id.clone(), reason, heard_until }])
}

/// Revokes a result, after the person could be heard, with the way to a remedy.
pub(super) fn revoke(
    case: &Case,
    id: &TaskId,
    reason: String,
    remedy: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = revocable(case, id, ctx)?;
    let Some(announced) = &task.revocation else { return Err(Refusal::NotAnnounced) };
    if announced.revoked_at.is_some() {
        return Err(Refusal::WrongTaskStage { now: task.stage.name() });
    }
    if ctx.today() <= announced.heard_until {
        return Err(Refusal::StillHeard { until: announced.heard_until });
    }
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    let bar = case.bar_if_revoked(task, ctx.today()).map(Event::Barred);
    Ok(std::iter::once(Event::ResultRevoked { task: id.clone(), reason, remedy }).chain(bar).collect())
}

/// A granted task whose commitment was found broken, or that rests on a false material, for its department.
fn revocable<'a>(case: &'a Case, id: &TaskId, ctx: &Context) -> Result<&'a Task, Refusal> {
    let task = case.task(id).ok_or(Refusal::NoSuchTask)?;
    policy::may_for(ctx.actor, Action::RevokeResult, case, &task.department)?;
    if !task.stage.is_granted() {
        return Err(Refusal::WrongTaskStage { now: task.stage.name() });
    }
    let broken = case.promises.iter().any(|one| {
        one.promise.item.as_ref() == Some(&task.item) && matches!(one.state, PromiseState::Broken { .. })
    });
    let false_material = case.false_materials_of(id).next().is_some();
    if broken || false_material { Ok(task) } else { Err(Refusal::NoSuchPromise) }
}

/// The person says how a broken promise was made good.
pub(super) fn ask_repair(case: &Case, id: &str, text: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskRepair, Some(case))?;
    match case.promise(id).map(|one| &one.state) {
        Some(PromiseState::Broken { repair: None, .. }) => {}
        _ => return Err(Refusal::NoSuchPromise),
    }
    reason_given(&text)?;
    let due = ctx.calendar.add_working_days(ctx.today(), REPAIR_WORKING_DAYS).date;
    Ok(vec![Event::RepairAsked { promise: id.to_owned(), text, due }])
}

/// The department decides whether it is made good; where it is not, the person may ask again.
pub(super) fn decide_repair(
    case: &Case,
    id: &str,
    repaired: bool,
    reason: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Some(signed) = case.promise(id) else { return Err(Refusal::NoSuchPromise) };
    policy::may_for(ctx.actor, Action::DecideRepair, case, &case.promised_to(&signed.promise))?;
    if !matches!(signed.state, PromiseState::Broken { repair: Some(_), .. }) {
        return Err(Refusal::NoSuchPromise);
    }
    reason_given(&reason)?;
    Ok(vec![Event::RepairDecided { promise: id.to_owned(), repaired, reason }])
}
