//! 同步评估: each department concerned speaks within the same window, and what they say becomes
//! one outcome: accepted, or one notice (行政许可法 第三十二条第一款).

use catalog::DepartmentId;
use jiff::civil::Date;

use super::{Context, at_stage, correction, intake};
use crate::{
    actor::Actor,
    assessment::Verdict,
    case::{Case, CorrectionNotice, Stage, StageName},
    clock::ANSWER_WORKING_DAYS,
    event::Event,
    evolve::{evolve, record},
    policy,
    refusal::Refusal,
};

/// On the last day of the window the notice goes out by itself from this hour on, so that what one
/// department remarked is not lost by another's silence.
pub const CLOSING_HOUR: i8 = 17;

/// The last day of a window that begins today.
pub(super) fn window_ends(ctx: &Context) -> Date {
    ctx.calendar.add_working_days(ctx.today(), ANSWER_WORKING_DAYS).date
}

/// These departments are asked again about what came back.
pub(super) fn asked_again(departments: Vec<DepartmentId>, ctx: &Context) -> Option<Event> {
    let due = window_ends(ctx);
    (!departments.is_empty()).then_some(Event::AssessmentAsked { departments, due })
}

/// A department says what is missing, or that nothing is. With the last of them comes the outcome.
pub(super) fn assess(
    case: &Case,
    department: &DepartmentId,
    remarks: CorrectionNotice,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let at_counter = policy::may_assess(ctx.actor, case, department)?;
    at_stage(case, &[StageName::Submitted])?;
    let asked = case.assessment(department).ok_or(Refusal::NotAsked)?;
    if ctx.today() > asked.due || matches!(asked.verdict, Verdict::Deemed { .. }) {
        return Err(Refusal::AssessmentOver { due: asked.due });
    }
    within_own(case, department, &remarks)?;
    correction::said_what_and_how(&remarks)?;
    correction::not_visible_before(case, &remarks)?;
    let spoken = Event::DepartmentAssessed { department: department.clone(), remarks, at_counter };
    let mut events = vec![spoken];
    let after = after(case, &events, ctx);
    events.extend(outcome(&after, ctx));
    Ok(events)
}

/// Refuses remarks on what no item of the department uses (最小必要).
fn within_own(case: &Case, department: &DepartmentId, remarks: &CorrectionNotice) -> Result<(), Refusal> {
    let fields = remarks.fields.iter().map(|remark| &remark.element);
    let foreign: Vec<_> = fields.filter(|field| !case.plan.uses_field(department, field)).cloned().collect();
    if !foreign.is_empty() {
        return Err(Refusal::ForeignFields(foreign));
    }
    let materials = remarks.materials.iter().map(|remark| &remark.material);
    let foreign: Vec<_> =
        materials.filter(|material| !case.plan.uses_material(department, material)).cloned().collect();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::ForeignMaterials(foreign)) }
}

/// What follows once all have spoken: the one notice where anything is missing, acceptance where nothing
/// is. An obstacle that the applicant took note of waits for the lead department.
fn outcome(case: &Case, ctx: &Context) -> Vec<Event> {
    if case.assessments.iter().any(|one| one.verdict == Verdict::Open) {
        return Vec::new();
    }
    if !case.remarking().is_empty() {
        return vec![correction::notice_of_departments(case, ctx)];
    }
    if !case.acknowledged.is_empty() || !case.missing_key_materials().is_empty() {
        return Vec::new();
    }
    intake::begin(case, None, case.place.clone(), ctx)
}

/// Sends what was remarked before the window ends, though not all have spoken.
pub(super) fn close_window(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    at_stage(case, &[StageName::Submitted])?;
    if case.remarking().is_empty() {
        return Err(Refusal::EmptyCorrection);
    }
    let now = jiff::tz::offset(8).to_datetime(ctx.now);
    match case.answer_due(ctx.calendar) {
        Some(due) if now.date() == due.date && now.hour() >= CLOSING_HOUR => {
            Ok(vec![correction::notice_of_departments(case, ctx)])
        }
        due => Err(Refusal::StillTimeToAnswer { due: due.map_or(ctx.today(), |due| due.date) }),
    }
}

/// Departments that remarked nothing within their window while the notice was out are bound as if they
/// had accepted, each by itself (行政许可法 第三十二条第一款第四项).
pub(super) fn deem_departments(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    if *ctx.actor != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let Stage::AwaitingCorrection { .. } = case.stage else {
        return Err(Refusal::WrongStage { now: case.stage.name() });
    };
    let silent = case.assessments.iter().filter(|one| one.verdict == Verdict::Open);
    let Some(due) = silent.clone().map(|one| one.due).min() else { return Err(Refusal::NotAsked) };
    let over: Vec<_> = silent.filter(|one| one.due < ctx.today()).map(|one| &one.department).collect();
    if over.is_empty() { Err(Refusal::StillTimeToAnswer { due }) } else { Ok(deemed(case, over)) }
}

/// What departments that did not say in time that all is there are flagged with.
pub(super) fn deemed<'a>(case: &Case, departments: impl IntoIterator<Item = &'a DepartmentId>) -> Vec<Event> {
    let received_on = case.received_on();
    let departments = departments.into_iter().cloned();
    departments.map(|department| Event::DepartmentDeemed { department, received_on }).collect()
}

/// Departments that have not said that all is there.
pub(super) fn not_complete(case: &Case) -> impl Iterator<Item = &DepartmentId> {
    let silent = |verdict: &Verdict| matches!(verdict, Verdict::Open | Verdict::Missing { .. });
    case.assessments.iter().filter(move |one| silent(&one.verdict)).map(|one| &one.department)
}

/// The case as it would stand after these events.
fn after(case: &Case, events: &[Event], ctx: &Context) -> Case {
    let recorded = record(case.version, events.to_vec(), ctx);
    recorded.iter().fold(case.clone(), |case, one| evolve(Some(case), one))
}
