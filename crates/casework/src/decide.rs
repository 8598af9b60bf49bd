//! What a command comes to: events, or a refusal with its reason.
//!
//! Each command is one small function, in the order of a case's life. Who may
//! is asked first, of [`crate::policy`]; then where the case stands; then the rest.

pub(crate) mod assessment;
mod checks;
mod clock;
mod confirmations;
mod correction;
mod delivery;
mod exit;
mod false_material;
mod holding;
mod intake;
mod interested;
mod matters;
mod outcomes;
mod prerequisites;
mod privacy;
mod promises;
mod questions;
mod rating;
mod results;
mod rows;
mod tasks;
mod timers;

use jiff::{Timestamp, civil::Date};

pub(crate) use self::matters::step as step_of_matter;
pub use self::{checks::Appointment, false_material::Falsehood, intake::submit, rating::WORST_GOOD_LEVEL};
use crate::{
    actor::Actor,
    case::{Case, StageName, day_of},
    command::Command,
    event::Event,
    policy,
    refusal::Refusal,
};

/// What a decision rests on besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The moment.
    pub now: Timestamp,
    /// Working days.
    pub calendar: &'a workdays::Calendar,
    /// Who acts.
    pub actor: &'a Actor,
}

impl Context<'_> {
    /// The day, in Beijing time.
    pub fn today(&self) -> Date {
        day_of(self.now)
    }
}

/// What the command comes to for this case. Whoever acts for the applicant for the first time shows the
/// mandate with it.
///
/// # Errors
/// The [`Refusal`] that says why nothing happens.
pub fn decide(case: &Case, command: Command, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let mut events = carry_out(case, command, ctx)?;
    let shown = policy::mandate_over(ctx.actor, case).and_then(|mandate| mandate.shown_by(ctx.actor));
    if let Some(shown) = shown.filter(|shown| !case.mandates.contains(shown)) {
        events.insert(0, Event::MandateShown(shown));
    }
    Ok(events)
}

fn carry_out(case: &Case, command: Command, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Accept => intake::accept(case, ctx),
        Command::DeemAccepted => intake::deem_accepted(case, ctx),
        Command::Assess { department, remarks } => assessment::assess(case, &department, remarks, ctx),
        Command::CloseWindow => assessment::close_window(case, ctx),
        Command::DeemDepartments => assessment::deem_departments(case, ctx),
        Command::Light { of, light } => timers::light(case, &of, light, ctx),
        Command::Remind { of } => timers::remind(case, &of, ctx),
        Command::AskForCorrection(notice) => correction::ask(case, notice, ctx),
        Command::SayUnmet(notice) => correction::say_unmet(case, notice, ctx),
        Command::AskAgain { notice, why } => correction::ask_again(case, notice, why, ctx),
        Command::CorrectOnSpot { form, confirmed_by } => {
            outcomes::correct_on_spot(case, form, confirmed_by, ctx)
        }
        Command::NotRequired { reason, remedy } => outcomes::not_required(case, reason, remedy, ctx),
        Command::NotOurAuthority { authority, reason, handed_over, remedy } => {
            outcomes::not_our_authority(case, authority, reason, handed_over, remedy, ctx)
        }
        Command::ReturnCorrection { form, materials } => {
            correction::return_correction(case, form, materials, ctx)
        }
        Command::NotAccept { reason, remedy } => intake::not_accept(case, reason, remedy, ctx),
        Command::Withdraw { reason } => intake::withdraw(case, reason, ctx),
        Command::WithdrawRow { row, reason } => rows::withdraw(case, row, reason, ctx),
        Command::MeetPrerequisite(met) => prerequisites::meet(case, met, ctx),
        Command::AskParty { item, role } => confirmations::ask(case, &item, role, ctx),
        Command::ConfirmAsParty { item, role, signed_as } => {
            confirmations::confirm(case, &item, role, &signed_as, ctx)
        }
        Command::RecordParties { item, roles } => confirmations::record(case, &item, roles, ctx),
        Command::TakeBackConfirmation { item, role } => confirmations::take_back(case, &item, role, ctx),
        Command::ConsentAsGuardian(consent) => privacy::consent(case, consent, ctx),
        Command::Supply(materials) => correction::supply(case, materials, ctx),
        Command::WithdrawPromise { promise } => promises::withdraw(case, &promise, ctx),
        Command::NoteMissed => promises::note_missed(case, ctx),
        Command::RemindOfDeferral { of } => promises::remind(case, &of, ctx),
        Command::ExtendDeferral { until, reason } => promises::extend(case, until, reason, ctx),
        Command::EndDeferral { reason, remedy } => promises::end(case, reason, remedy, ctx),
        Command::CheckPromise { promise, kept, findings } => {
            promises::check(case, &promise, kept, findings, ctx)
        }
        Command::AnnounceRevocation { task, reason } => promises::announce(case, &task, reason, ctx),
        Command::RevokeResult { task, reason, remedy } => promises::revoke(case, &task, reason, remedy, ctx),
        Command::AskRepair { promise, text } => promises::ask_repair(case, &promise, text, ctx),
        Command::DecideRepair { promise, repaired, reason } => {
            promises::decide_repair(case, &promise, repaired, reason, ctx)
        }
        Command::StartTask { task } => tasks::start(case, &task, ctx),
        Command::ReleaseTask { task, reason } => holding::release(case, &task, reason, ctx),
        Command::HandOverTask { task, to, reason } => holding::hand_over(case, &task, &to, reason, ctx),
        Command::AskQuestion { task, to, text } => questions::ask(case, &task, to, text, ctx),
        Command::AnswerQuestion { nth, text } => questions::answer(case, nth, text, ctx),
        Command::ArrangeCheck { task, appointment } => checks::arrange(case, &task, appointment, ctx),
        Command::RecordCheck { task, findings, passed, files } => {
            checks::record(case, &task, findings, passed, files, ctx)
        }
        Command::MakeCertificate { task } => checks::make_certificate(case, &task, ctx),
        Command::SuspendTask { task, procedure, expected_end, evidence } => {
            clock::suspend(case, &task, procedure, expected_end, evidence, ctx)
        }
        Command::ResumeTask { task } => clock::resume(case, &task, ctx),
        Command::ExtendTask { task, working_days, reason } => {
            clock::extend(case, &task, working_days, reason, ctx)
        }
        Command::ExtendJoint { working_days, reason } => clock::extend_joint(case, working_days, reason, ctx),
        Command::Interested(act) => interested::act(case, act, ctx),
        Command::FindFalseMaterial(found) => false_material::find(case, found, ctx),
        Command::GrantTask { task, result } => tasks::grant(case, &task, result, ctx),
        Command::RefuseTask { task, reason, remedy } => tasks::refuse(case, &task, reason, remedy, ctx),
        Command::Deliver { note } => delivery::deliver(case, note, ctx),
        Command::Result(act) => results::act(case, act, ctx),
        Command::Exit(act) => exit::act(case, act, ctx),
        Command::ChooseDelivery(delivery) => delivery::choose(case, delivery, ctx),
        Command::Rate { level, reasons, comment, given } => {
            rating::rate(case, level, reasons, comment, given, ctx)
        }
        Command::RateParts { parts } => rating::rate_parts(case, parts, ctx),
        Command::RateVisit(rating) => rating::rate_visit(case, rating, ctx),
        Command::Urge { task, text, working_days } => matters::urge(case, task, text, working_days, ctx),
        Command::Complain { text } => matters::complain(case, text, ctx),
        Command::AskAboutData { wish, text } => matters::ask_about_data(case, wish, text, ctx),
        Command::Find { rule, department, task, text } => {
            matters::find(case, rule, department, task, text, ctx)
        }
        Command::ActOnMatter { nth, act, text } => matters::act(case, nth, act, text, ctx),
    }
}

/// Refuses unless the case stands at one of these stages.
fn at_stage(case: &Case, stages: &[StageName]) -> Result<(), Refusal> {
    let now = case.stage.name();
    if stages.contains(&now) { Ok(()) } else { Err(Refusal::WrongStage { now }) }
}

fn reason_given(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
}

fn remedy_given(remedy: &str) -> Result<(), Refusal> {
    if remedy.trim().is_empty() { Err(Refusal::RemedyMissing) } else { Ok(()) }
}
