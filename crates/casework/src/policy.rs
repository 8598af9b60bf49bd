//! Who may do what: the one place that decides it, for pages, the API and workers alike.
//!
//! Denied unless the table says otherwise. Somebody who may not do a thing to a
//! case because it is none of their business gets [`Refusal::NotAllowed`]; whether
//! they may even know of the case is what [`sight`] says.

mod action;
mod independence;
mod on_behalf;
mod sight;

use catalog::DepartmentId;

pub use self::{
    action::Action,
    on_behalf::{may_act_for, may_be_mandated, may_sign_for_another, may_submit},
    sight::{Purpose, Sight, Visible, purpose, sight},
};
pub(crate) use self::{independence::may_handle, on_behalf::mandate_over};
use crate::{
    actor::{AccountId, Actor, Role},
    case::{Case, Delivery, Task},
    mandate::MandatedAct,
    refusal::Refusal,
};

/// As what somebody meets a case, or the product in general.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Anyone,
    SignedIn,
    /// It is their case.
    Applicant,
    /// They act for the applicant, under a mandate that is in force.
    Agent,
    /// The case is of their counter, or of none yet.
    Clerk,
    /// Its results are handed out at their counter.
    HandingOutClerk,
    Lead,
    Approver,
    /// The head of a department that takes part.
    Head,
    /// They head the government of the district.
    GovernmentHead,
    Office,
    Supervisor,
    Admin,
    /// The applicant asked them to confirm a part of it.
    Party,
    /// They hold a one-time link for rating the case.
    Rater,
}

/// What an action touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// No case.
    General,
    /// A case.
    OneCase,
    /// A case, officially: nobody does it in their own (回避).
    Handling,
}

/// The table.
fn rule(action: Action) -> (Reach, &'static [Standing]) {
    use Reach::*;
    use Standing::*;
    match action {
        Action::Search | Action::ReadTheme | Action::Assess | Action::SignIn => (General, &[Anyone]),
        Action::UseOwnAccount => (General, &[SignedIn]),
        Action::UploadFile => (General, &[Applicant, Agent, Clerk, Approver]),
        Action::KeepDraft => (General, &[Applicant, Agent, Clerk]),
        Action::Submit => (General, &[Applicant]),
        Action::SubmitForAnother => (General, &[Agent, Clerk]),
        Action::ReceiveWalkIn | Action::RecordMandate => (General, &[Clerk]),
        Action::GiveMandate => (General, &[Applicant]),
        Action::TakeUpMandate => (General, &[Applicant, Agent]),
        Action::ListOwnCases => (General, &[Applicant, Agent]),
        Action::OpenWallet => (General, &[Applicant]),
        Action::ListCounterCases => (General, &[Clerk]),
        Action::ListTasks => (General, &[Approver, Head]),
        Action::ListLedCases => (General, &[Lead]),
        Action::Supervise => (General, &[GovernmentHead, Office, Supervisor]),
        Action::ReadMissedSearches | Action::ReadCalendar => (General, &[Office, Admin]),
        Action::KeepAliases | Action::KeepArchive => (General, &[Office]),
        Action::ManageAccounts | Action::ManageSystem => (General, &[Admin]),

        Action::SeeCase => {
            let staff = &[
                Applicant,
                Agent,
                Clerk,
                HandingOutClerk,
                Lead,
                Approver,
                Head,
                GovernmentHead,
                Office,
                Supervisor,
            ];
            (OneCase, staff)
        }
        Action::OpenFile => (OneCase, &[Applicant, Agent, Clerk, Lead, Approver, Head]),
        Action::Accept | Action::AskForCorrection | Action::NotAccept => (Handling, &[Clerk, Lead]),
        Action::AcceptNoted | Action::SignSecondCorrection => (Handling, &[Lead]),
        Action::AssessCase => (Handling, &[Approver]),
        Action::AssessAtCounter | Action::CorrectOnSpot => (Handling, &[Clerk]),
        Action::ReturnCorrection | Action::Supply | Action::MeetPrerequisite => {
            (OneCase, &[Applicant, Agent, Clerk])
        }
        Action::ConsentAsGuardian => (OneCase, &[Applicant, Clerk]),
        Action::AskParty => (OneCase, &[Applicant]),
        Action::ConfirmAsParty => (OneCase, &[Party]),
        Action::RecordParties => (Handling, &[Clerk, Approver]),
        Action::TakeBackConfirmation => (OneCase, &[Applicant, Party]),
        Action::Withdraw | Action::WithdrawRow => (OneCase, &[Applicant, Agent]),
        Action::WithdrawPromise | Action::AskRepair => (OneCase, &[Applicant]),
        Action::DecideDeferral => (Handling, &[Lead]),
        Action::CheckPromise | Action::RevokeResult | Action::DecideRepair => (Handling, &[Approver, Lead]),
        Action::ReleaseTask | Action::HandOverTask => (Handling, &[Approver, Head]),
        Action::TakeLeave => (General, &[Approver]),
        Action::SetLeave => (General, &[Head]),
        Action::AnswerQuestion => (Handling, &[Clerk, Approver]),
        Action::ExtendJoint => (Handling, &[GovernmentHead]),
        Action::StartTask
        | Action::AskQuestion
        | Action::ArrangeCheck
        | Action::RecordCheck
        | Action::HearInterested
        | Action::MakeCertificate
        | Action::SuspendTask
        | Action::ResumeTask
        | Action::GrantTask
        | Action::RefuseTask => (Handling, &[Approver]),
        Action::FindFalseMaterial => (Handling, &[Clerk, Lead, Approver]),
        Action::ExtendTask => (Handling, &[Head]),
        Action::ReportSlip => (OneCase, &[Applicant, Approver]),
        Action::CorrectResult => (Handling, &[Approver]),
        Action::ChooseDelivery => (OneCase, &[Applicant]),
        Action::Deliver => (Handling, &[Clerk, HandingOutClerk]),
        Action::ConfirmArrival => (OneCase, &[Applicant, Clerk, HandingOutClerk]),
        Action::Rate => (OneCase, &[Applicant, Rater]),
        Action::RateVisit => (OneCase, &[Rater]),
        Action::AskForRating => (Handling, &[Clerk, HandingOutClerk]),
        Action::ReportUndone => (General, &[Applicant, Agent, Clerk]),
        Action::Complain | Action::AskAboutData => (OneCase, &[Applicant]),
        Action::Urge | Action::HandleComplaint | Action::CloseMatter => (Handling, &[Office, Supervisor]),
        Action::VerifyMatter => (Handling, &[Lead, Head, Office]),
        Action::AnswerMatter => (Handling, &[Clerk, Lead, Approver, Head]),
    }
}

/// Whether the actor may do this.
///
/// For an action on a case, name the case. Without it the answer is only whether
/// a role of the actor ever could, which is enough to show a way in, never to act.
///
/// # Errors
/// [`Refusal::NotAllowed`]; [`Refusal::OwnCase`] for official acts in the actor's own
/// case, or in one in which they act for the applicant; [`Refusal::MandateMissing`] for what the mandate
/// does not name; [`Refusal::OnlyApplicantRates`] for others who know of the case and want to rate it.
pub fn may(actor: &Actor, action: Action, case: Option<&Case>) -> Result<(), Refusal> {
    let (reach, allowed) = rule(action);
    let standings = match case {
        Some(case) if reach != Reach::General => standings_towards(actor, case),
        _ => standings_in_general(actor),
    };
    if !standings.iter().any(|standing| allowed.contains(standing)) {
        let knows_of_it = || case.is_some_and(|case| sight(actor, case).is_some());
        return Err(match action {
            Action::Rate if knows_of_it() => Refusal::OnlyApplicantRates,
            _ => Refusal::NotAllowed,
        });
    }
    let Some(case) = case.filter(|_| reach != Reach::General) else { return Ok(()) };
    let acts_for_applicant = is_applicant(actor, case) || mandate_over(actor, case).is_some();
    if reach == Reach::Handling && acts_for_applicant {
        return Err(Refusal::OwnCase);
    }
    let as_agent_alone =
        standings.iter().all(|standing| *standing == Standing::Agent || !allowed.contains(standing));
    match MandatedAct::of(action) {
        Some(act) if as_agent_alone && !on_behalf::is_mandated(actor, case, act) => {
            Err(Refusal::MandateMissing)
        }
        _ => Ok(()),
    }
}

/// Whether the actor may do this to this task: only for the department that decides it, and what
/// somebody has taken is theirs to decide, or that of whoever stands in for them (代岗). The head of the
/// department gives more time, and may take a task from somebody.
///
/// # Errors
/// As [`may`]; [`Refusal::HeldByAnother`] where somebody else has taken it.
pub fn may_on_task(actor: &Actor, action: Action, case: &Case, task: &Task) -> Result<(), Refusal> {
    may(actor, action, Some(case))?;
    let approver = actor.roles().contains(&Role::Approver { department: task.department.clone() });
    let head = actor.roles().contains(&Role::Head { department: task.department.clone() });
    let (allowed, of_holder) = match action {
        Action::ExtendTask => (head, false),
        Action::ReleaseTask | Action::HandOverTask => (approver || head, !head),
        // Where somebody was quicker, the stage says so.
        Action::StartTask => (approver, false),
        _ => (approver, true),
    };
    if !allowed {
        return Err(Refusal::NotAllowed);
    }
    match task.stage.holder() {
        Some(holder) if of_holder && !actor.acts_for(holder) => Err(Refusal::HeldByAnother),
        _ => Ok(()),
    }
}

/// Whether the actor may do this for that department: an approver of it, or whoever leads for it.
///
/// # Errors
/// As [`may`].
pub fn may_for(actor: &Actor, action: Action, case: &Case, department: &DepartmentId) -> Result<(), Refusal> {
    may(actor, action, Some(case))?;
    let approver = Role::Approver { department: department.clone() };
    let lead = Role::Lead { department: department.clone() };
    let own = actor.roles().iter().any(|role| *role == approver || *role == lead);
    if own { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may record that the people concerned stand there: a clerk of the case, or an
/// approver of the department that decides (the registrar).
///
/// # Errors
/// As [`may`].
pub fn may_record_parties(actor: &Actor, case: &Case, department: &DepartmentId) -> Result<(), Refusal> {
    may(actor, Action::RecordParties, Some(case))?;
    let registrar = Role::Approver { department: department.clone() };
    if sees_paper(actor, case) || actor.roles().contains(&registrar) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed)
    }
}

/// Whether the actor may say for this department whether anything is missing, and whether they say
/// so at the counter: an approver of the department, or the counter where the department's items let it.
///
/// # Errors
/// As [`may`].
pub fn may_assess(actor: &Actor, case: &Case, department: &DepartmentId) -> Result<bool, Refusal> {
    let own = Role::Approver { department: department.clone() };
    if actor.roles().contains(&own) {
        return may(actor, Action::AssessCase, Some(case)).map(|()| false);
    }
    may(actor, Action::AssessAtCounter, Some(case))?;
    if case.plan.counter_assesses(department) { Ok(true) } else { Err(Refusal::NotAsked) }
}

/// Whether the actor stands at the counter for this case and can say what was shown on
/// paper: a clerk of the case, not in their own.
pub fn sees_paper(actor: &Actor, case: &Case) -> bool {
    standings_towards(actor, case).contains(&Standing::Clerk) && !is_applicant(actor, case)
}

/// Whether what is known of an applicant already (account, earlier cases, shared data, wallet) may
/// be filled in for the actor who writes the application: for the applicant, and for a clerk before
/// whom they stand. An agent learns no more than what the principal told.
pub fn sees_what_is_known(actor: &Actor, applicant: &AccountId) -> bool {
    actor.account() == Some(applicant) || actor.roles().iter().any(|role| matches!(role, Role::Clerk { .. }))
}

fn takes_part(case: &Case, department: &DepartmentId) -> bool {
    case.plan.items.iter().any(|item| item.department == *department)
}

fn is_applicant(actor: &Actor, case: &Case) -> bool {
    actor.account() == Some(&case.applicant)
}

fn departments(actor: &Actor) -> impl Iterator<Item = &DepartmentId> {
    actor.roles().iter().filter_map(|role| match role {
        Role::Approver { department } | Role::Head { department } => Some(department),
        _ => None,
    })
}

/// What the roles of the actor come to where no case is in question. The software itself is nobody here.
fn standings_in_general(actor: &Actor) -> Vec<Standing> {
    let mut standings = vec![Standing::Anyone];
    if actor.account().is_some() {
        standings.push(Standing::SignedIn);
    }
    if !actor.mandates().is_empty() {
        standings.push(Standing::Agent);
    }
    for role in actor.roles() {
        match role {
            Role::Applicant => standings.push(Standing::Applicant),
            Role::Agent => standings.push(Standing::Agent),
            Role::Clerk { .. } => standings.extend([Standing::Clerk, Standing::HandingOutClerk]),
            Role::Lead { .. } => standings.push(Standing::Lead),
            Role::Approver { .. } => standings.push(Standing::Approver),
            Role::Head { .. } => standings.push(Standing::Head),
            Role::GovernmentHead => standings.push(Standing::GovernmentHead),
            Role::Office => standings.push(Standing::Office),
            Role::Supervisor => standings.push(Standing::Supervisor),
            Role::Admin => standings.push(Standing::Admin),
        }
    }
    standings
}

fn standings_towards(actor: &Actor, case: &Case) -> Vec<Standing> {
    let mut standings = vec![Standing::Anyone];
    if matches!(actor, Actor::Party { case: of, .. } if *of == case.number) {
        standings.push(Standing::Party);
    }
    if matches!(actor, Actor::Rater { case: of } if *of == case.number) {
        standings.push(Standing::Rater);
    }
    if is_applicant(actor, case) {
        standings.push(Standing::Applicant);
    }
    if mandate_over(actor, case).is_some() {
        standings.push(Standing::Agent);
    }
    for role in actor.roles() {
        match role {
            Role::Clerk { place } if case.place.as_ref().is_none_or(|of_case| of_case == place) => {
                standings.push(Standing::Clerk);
            }
            Role::Clerk { place } if matches!(&case.delivery, Delivery::Counter { place: at } if at == place) =>
            {
                standings.push(Standing::HandingOutClerk);
            }
            Role::Lead { department } if *department == case.plan.lead => standings.push(Standing::Lead),
            Role::Approver { department } if takes_part(case, department) => {
                standings.push(Standing::Approver);
            }
            Role::Head { department } if takes_part(case, department) => standings.push(Standing::Head),
            Role::GovernmentHead => standings.push(Standing::GovernmentHead),
            Role::Office => standings.push(Standing::Office),
            Role::Supervisor => standings.push(Standing::Supervisor),
            Role::Applicant
            | Role::Agent
            | Role::Clerk { .. }
            | Role::Lead { .. }
            | Role::Approver { .. }
            | Role::Head { .. }
            | Role::Admin => {}
        }
    }
    standings
}
