//! 收件、受理: handing in, accepting, not accepting, withdrawing.

use catalog::{ElementId, MaterialId, PlaceId};
use jiff::civil::Date;

use super::{
    Context, assessment, at_stage, delivery, false_material, prerequisites, privacy, promises, reason_given,
    remedy_given,
};
use crate::{
    actor::{Actor, Role},
    case::{Case, Channel, Form, HandedIn, Stage, StageName, TaskStageName},
    command::Submission,
    effects::Act,
    event::Event,
    evolve::{evolve, record},
    plan::{CasePlan, PlannedMaterial},
    policy::{self, Action},
    refusal::Refusal,
};

/// Hands in an application (提交). The form was checked field by field before.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::OwnCase`], [`Refusal::MandateMissing`], [`Refusal::NothingToDo`], [`Refusal::ForeignFields`],
/// [`Refusal::ForeignMaterials`], [`Refusal::NotDeferrable`], [`Refusal::KeyMaterialsMissing`],
/// [`Refusal::Barred`], [`Refusal::MaterialsMissing`], [`Refusal::NotAcknowledged`], [`Refusal::PrerequisitesOpen`],
/// [`Refusal::DeliveryIncomplete`], [`Refusal::NoticeNotShown`], [`Refusal::SignatureDiffers`],
/// [`Refusal::RelationMissing`].
pub fn submit(mut submission: Submission, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let shown = policy::may_submit(ctx.actor, &submission)?.and_then(|mandate| mandate.shown_by(ctx.actor));
    if submission.plan.tasks(&submission.number).is_empty() {
        return Err(Refusal::NothingToDo);
    }
    if submission.privacy_notice.as_ref().is_none_or(|notice| notice.text.is_empty()) {
        return Err(Refusal::NoticeNotShown);
    }
    false_material::nothing_barred(&submission, ctx)?;
    of_the_form(&submission.plan, submission.form.keys())?;
    of_the_list(&submission.plan, submission.materials.iter().map(|one| &one.material))?;
    let at_counter = matches!(submission.channel, Channel::Counter { .. });
    submission.materials = tidy(submission.materials, at_counter);
    deferrable(&submission.plan, &submission.materials)?;
    let promised = promises::sign(&mut submission, ctx)?;
    nothing_missing(&submission.plan, &submission.materials)?;
    let acknowledged = std::mem::take(&mut submission.acknowledged);
    everything_noted(&submission.plan, &acknowledged)?;
    let met = std::mem::take(&mut submission.met);
    prerequisites::nothing_open(&submission.plan, &met, &submission.materials)?;
    delivery::complete(&submission.delivery)?;
    let consent = submission.guardian_consent.take();
    if let Some(consent) = &consent {
        privacy::signed(consent, &submission.applicant_name)?;
    }
    submission.assess_by = Some(assessment::window_ends(ctx));
    let mut events = vec![Event::Submitted(submission)];
    events.extend(shown.map(Event::MandateShown));
    events.extend(acknowledged.into_iter().map(|(stop, text)| Event::Acknowledged { stop, text }));
    events.extend(met.into_iter().map(Event::PrerequisiteMet));
    events.extend(promised);
    events.extend(consent.map(|consent| Event::GuardianConsented(*consent)));
    Ok(events)
}

/// Refuses while an obstacle has not been taken note of in writing.
fn everything_noted(plan: &CasePlan, acknowledged: &[(String, String)]) -> Result<(), Refusal> {
    let noted = |id: &str| acknowledged.iter().any(|(stop, text)| *stop == *id && !text.trim().is_empty());
    let open: Vec<String> =
        plan.warnings.iter().map(|warning| warning.id.clone()).filter(|id| !noted(id)).collect();
    if open.is_empty() { Ok(()) } else { Err(Refusal::NotAcknowledged(open)) }
}

/// Refuses fields that are not on the form of this plan.
pub(super) fn of_the_form<'a>(
    plan: &CasePlan,
    elements: impl Iterator<Item = &'a ElementId>,
) -> Result<(), Refusal> {
    let foreign: Vec<_> = elements.filter(|element| !plan.elements.contains(element)).cloned().collect();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::ForeignFields(foreign)) }
}

/// Refuses materials that are not on the list of this plan.
pub(super) fn of_the_list<'a>(
    plan: &CasePlan,
    materials: impl Iterator<Item = &'a MaterialId>,
) -> Result<(), Refusal> {
    let known = |material: &MaterialId| plan.materials.iter().any(|planned| planned.material == *material);
    let foreign: Vec<_> = materials.filter(|material| !known(material)).cloned().collect();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::ForeignMaterials(foreign)) }
}

/// One entry a material, in the order of first mention; entries that hand in nothing are dropped.
/// Only at a counter can something be shown on paper, and what is there is not to follow later.
pub(super) fn tidy(materials: Vec<HandedIn>, at_counter: bool) -> Vec<HandedIn> {
    let mut tidy: Vec<HandedIn> = Vec::new();
    for mut one in materials {
        one.on_paper &= at_counter;
        match tidy.iter_mut().find(|other| other.material == one.material) {
            Some(other) => {
                other.files.extend(one.files);
                other.on_paper |= one.on_paper;
                other.deferred |= one.deferred;
                other.from_wallet = other.from_wallet.take().or(one.from_wallet);
            }
            None => tidy.push(one),
        }
    }
    for one in &mut tidy {
        one.deferred &= !one.is_there();
    }
    tidy.retain(|one| one.is_there() || one.deferred);
    tidy
}

/// Refuses to let follow later what must be there (核心要件不得容缺).
fn deferrable(plan: &CasePlan, materials: &[HandedIn]) -> Result<(), Refusal> {
    let deferred = |planned: &PlannedMaterial| {
        materials.iter().any(|one| one.material == planned.material && one.deferred)
    };
    let not_deferrable = plan.materials.iter().filter(|planned| !planned.deferrable && deferred(planned));
    let not_deferrable: Vec<_> = not_deferrable.map(|planned| planned.material.clone()).collect();
    if not_deferrable.is_empty() { Ok(()) } else { Err(Refusal::NotDeferrable(not_deferrable)) }
}

fn nothing_missing(plan: &CasePlan, materials: &[HandedIn]) -> Result<(), Refusal> {
    let entry = |planned: &PlannedMaterial| materials.iter().find(|one| one.material == planned.material);
    let ids = |planned: Vec<&PlannedMaterial>| -> Vec<MaterialId> {
        planned.into_iter().map(|one| one.material.clone()).collect()
    };
    let (mut missing, others): (Vec<_>, Vec<_>) = plan
        .wanted(materials)
        .filter(|planned| !planned.spared && entry(planned).is_none())
        .partition(|planned| planned.key);
    let key_missing = !missing.is_empty();
    missing.extend(others);
    match missing.as_slice() {
        [] => Ok(()),
        _ if key_missing => Err(Refusal::KeyMaterialsMissing(ids(missing))),
        _ => Err(Refusal::MaterialsMissing(ids(missing))),
    }
}

/// Accepts the case (受理): the tasks come to be, and those that wait for nothing begin.
pub(super) fn accept(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Accept, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    let missing = case.missing_key_materials();
    if !missing.is_empty() {
        return Err(Refusal::KeyMaterialsMissing(missing));
    }
    if !case.acknowledged.is_empty() {
        policy::may(ctx.actor, Action::AcceptNoted, Some(case)).map_err(|_| Refusal::LeadDecides)?;
    }
    let remarking = case.remarking();
    if !remarking.is_empty() && policy::may(ctx.actor, Action::AcceptNoted, Some(case)).is_err() {
        return Err(Refusal::RemarksOpen(remarking));
    }
    let place = case.place.clone().or_else(|| counter_of(ctx.actor));
    Ok(begin(case, None, place, ctx))
}

/// 视为受理: whoever is not answered in time is accepted as of the day of receipt, by law and
/// without anybody's act (行政许可法 第三十二条第一款第四项). What is missing cannot be asked for any more.
pub(super) fn deem_accepted(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    at_stage(case, &[StageName::Submitted])?;
    match case.answer_due(ctx.calendar) {
        Some(due) if ctx.today() <= due.date => Err(Refusal::StillTimeToAnswer { due: due.date }),
        _ => {
            let mut events = assessment::deemed(case, assessment::not_complete(case));
            events.extend(begin(case, Some(case.received_on()), case.place.clone(), ctx));
            Ok(events)
        }
    }
}

/// The tasks come to be, and those that wait for nothing begin; limits count from today, or from
/// the day of receipt where the acceptance is deemed.
pub(super) fn begin(
    case: &Case,
    deemed_from: Option<Date>,
    place: Option<PlaceId>,
    ctx: &Context,
) -> Vec<Event> {
    let tasks = case.plan.tasks(&case.number);
    let limit = case.plan.critical_path_working_days(&tasks);
    let since = deemed_from.unwrap_or(ctx.today());
    let due = ctx.calendar.add_working_days(since, limit);
    let mut events =
        vec![Event::Accepted { due: due.date, due_estimated: due.estimated, place, deemed_from }];
    let accepted = Case { tasks, ..case.clone() };
    events.extend(super::tasks::freed(&accepted, since, ctx));
    if case.materials.iter().any(|one| one.deferred) {
        let recorded = record(case.version, events.clone(), ctx);
        let begun = recorded.iter().fold(case.clone(), |case, one| evolve(Some(case), one));
        events.extend(promises::deferrals_due(&begun, since, ctx));
    }
    events
}

fn counter_of(actor: &Actor) -> Option<PlaceId> {
    actor.roles().iter().find_map(|role| match role {
        Role::Clerk { place } => Some(place.clone()),
        _ => None,
    })
}

/// Does not accept the case (不予受理): before acceptance, or when a correction never came back.
pub(super) fn not_accept(
    case: &Case,
    reason: String,
    remedy: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::NotAccept, Some(case))?;
    match case.stage {
        Stage::Submitted => {}
        Stage::AwaitingCorrection { due } if ctx.today() > due => {}
        _ => return Err(Refusal::WrongStage { now: case.stage.name() }),
    }
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    Ok(vec![Event::NotAccepted { reason, remedy }])
}

/// Withdraws the case (撤回), as long as nothing was granted yet.
pub(super) fn withdraw(case: &Case, reason: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Withdraw, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress])?;
    let granted = TaskStageName::Granted;
    if case.tasks.iter().any(|task| task.stage.name() == granted) {
        return Err(Refusal::WrongTaskStage { now: granted });
    }
    let ended = case.ended_by(&Act::Withdraw).into_iter();
    let mut events: Vec<_> =
        ended.map(|task| Event::TaskCancelled { task: task.id.clone(), because_of: None }).collect();
    events.push(Event::Withdrawn { reason });
    Ok(events)
}

/// Whether a value says anything.
pub(super) fn has_value(form: &Form, element: &ElementId) -> bool {
    match form.get(element) {
        None | Some(serde_json::Value::Null) => false,
        Some(serde_json::Value::String(text)) => !text.trim().is_empty(),
        Some(serde_json::Value::Array(rows)) => !rows.is_empty(),
        Some(_) => true,
    }
}
