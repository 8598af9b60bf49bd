//! Who may do what: the one place that decides it, for pages, the API and workers alike.
//!
//! Denied unless the table says otherwise. Somebody who may not do a thing to a
//! case because it is none of their business gets [`Refusal::NotAllowed`]; whether
//! they may even know of the case is what [`sight`] says.

mod on_behalf;
mod sight;

use catalog::DepartmentId;

pub(crate) use self::on_behalf::mandate_over;
pub use self::{
    on_behalf::{may_act_for, may_be_mandated, may_sign_for_another, may_submit},
    sight::{Sight, Visible, sight},
};
use crate::{
    actor::{AccountId, Actor, Role},
    case::{Case, Delivery, Task},
    mandate::MandatedAct,
    refusal::Refusal,
};

/// Everything that somebody can do with the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Looks for the thing by everyday words.
    Search,
    /// Reads a theme and its notice, prints it, shares it.
    ReadTheme,
    /// Answers questions and sees what comes of them.
    Assess,
    /// Signs in.
    SignIn,
    /// Signs out, sees and changes the own account, its sessions and tokens.
    UseOwnAccount,
    /// Uploads a file for a draft or a case.
    UploadFile,
    /// Begins, keeps and continues a draft.
    KeepDraft,
    /// Hands in an own application.
    Submit,
    /// Hands in an application for another person.
    SubmitForAnother,
    /// Finds the account of a walk-in by what they show, or opens one.
    ReceiveWalkIn,
    /// Gives somebody else a mandate, sees what was done under it, and ends it.
    GiveMandate,
    /// Takes up a mandate by its code, and gives it back.
    TakeUpMandate,
    /// Records a mandate at the counter, from what is shown and signed there.
    RecordMandate,
    /// Lists the cases of which one is the applicant or agent.
    ListOwnCases,
    /// Opens the own wallet of results.
    OpenWallet,
    /// Lists the cases of the own counter.
    ListCounterCases,
    /// Lists the tasks of the own department.
    ListTasks,
    /// Lists the cases that the own department leads.
    ListLedCases,
    /// Reads counts, limits, ratings and the lists behind them.
    Supervise,
    /// Reads what many searched for without success, and the ways of asking that were added.
    ReadMissedSearches,
    /// Adds ways of asking to the search and takes them back.
    KeepAliases,
    /// Makes accounts, gives roles, blocks accounts.
    ManageAccounts,
    /// Sets up counters, keys and interfaces; sees the health of the system.
    ManageSystem,
    /// Sees a case, as far as [`sight`] goes.
    SeeCase,
    /// Opens a file of a case, as far as [`sight`] goes.
    OpenFile,
    /// 受理
    Accept,
    /// Accepts a case in which the applicant took note of an obstacle (转人工).
    AcceptNoted,
    /// 同步评估: says for the own department whether anything is missing.
    AssessCase,
    /// Says so at the counter, for departments whose items let it.
    AssessAtCounter,
    /// 补正告知
    AskForCorrection,
    /// Signs for a second correction.
    SignSecondCorrection,
    /// 当场更正
    CorrectOnSpot,
    /// Returns the correction.
    ReturnCorrection,
    /// 不予受理
    NotAccept,
    /// 撤回
    Withdraw,
    /// Withdraws one row alone.
    WithdrawRow,
    /// Says that something to be had elsewhere first is there.
    MeetPrerequisite,
    /// Asks a second person concerned to confirm.
    AskParty,
    /// Confirms as a person concerned.
    ConfirmAsParty,
    /// Records that the people concerned are there and sign.
    RecordParties,
    /// Takes a confirmation back.
    TakeBackConfirmation,
    /// Hands in materials that were to follow (容缺).
    Supply,
    /// Takes a commitment back.
    WithdrawPromise,
    /// Decides what becomes of a material that did not come (容缺).
    DecideDeferral,
    /// 批后核查
    CheckPromise,
    /// 撤销
    RevokeResult,
    /// Says how a broken promise was made good.
    AskRepair,
    /// 信用修复
    DecideRepair,
    /// Takes a task.
    StartTask,
    /// Gives a task back.
    ReleaseTask,
    /// 转办
    HandOverTask,
    /// Says when one is away, and who stands in (代岗).
    TakeLeave,
    /// The same for those who decide for the department that one heads.
    SetLeave,
    /// Asks another department, or the counter.
    AskQuestion,
    /// Answers what was asked.
    AnswerQuestion,
    /// Makes an appointment for a check on the spot (现场核查).
    ArrangeCheck,
    /// Writes down what was found there.
    RecordCheck,
    /// 制证
    MakeCertificate,
    /// 暂停
    SuspendTask,
    /// Goes on after a special procedure.
    ResumeTask,
    /// 延长
    ExtendTask,
    /// 延长 of the limit of several departments together.
    ExtendJoint,
    /// 准予
    GrantTask,
    /// 不予
    RefuseTask,
    /// Says that there is a slip on a result.
    ReportSlip,
    /// 勘误: corrects a slip on a result, or says that there is none.
    CorrectResult,
    /// Says how paper results are wanted.
    ChooseDelivery,
    /// 送达
    Deliver,
    /// Says that a parcel arrived.
    ConfirmArrival,
    /// 评价
    Rate,
    /// 一次一评
    RateVisit,
    /// Asks at the counter for a rating, by a QR code that the visitor scans.
    AskForRating,
    /// 办不成事反映: says what could not be done, where there is no case.
    ReportUndone,
    /// 投诉、办不成事
    Complain,
    /// 督办
    Urge,
    /// Verifies what a bad rating says, and calls back.
    VerifyMatter,
    /// Handles a complaint, outside of the departments concerned.
    HandleComplaint,
    /// Answers a matter that the own department has to answer for.
    AnswerMatter,
    /// Closes a matter.
    CloseMatter,
}

impl Action {
    /// Every action, in the order of a case's life.
    pub const ALL: &[Self] = &[
        Self::Search,
        Self::ReadTheme,
        Self::Assess,
        Self::SignIn,
        Self::UseOwnAccount,
        Self::UploadFile,
        Self::KeepDraft,
        Self::Submit,
        Self::SubmitForAnother,
        Self::ReceiveWalkIn,
        Self::GiveMandate,
        Self::TakeUpMandate,
        Self::RecordMandate,
        Self::ListOwnCases,
        Self::OpenWallet,
        Self::ListCounterCases,
        Self::ListTasks,
        Self::ListLedCases,
        Self::Supervise,
        Self::ReadMissedSearches,
        Self::KeepAliases,
        Self::ManageAccounts,
        Self::ManageSystem,
        Self::SeeCase,
        Self::OpenFile,
        Self::Accept,
        Self::AcceptNoted,
        Self::AssessCase,
        Self::AssessAtCounter,
        Self::AskForCorrection,
        Self::SignSecondCorrection,
        Self::CorrectOnSpot,
        Self::ReturnCorrection,
        Self::NotAccept,
        Self::Withdraw,
        Self::WithdrawRow,
        Self::MeetPrerequisite,
        Self::AskParty,
        Self::ConfirmAsParty,
        Self::RecordParties,
        Self::TakeBackConfirmation,
        Self::Supply,
        Self::WithdrawPromise,
        Self::DecideDeferral,
        Self::CheckPromise,
        Self::RevokeResult,
        Self::AskRepair,
        Self::DecideRepair,
        Self::StartTask,
        Self::ReleaseTask,
        Self::HandOverTask,
        Self::TakeLeave,
        Self::SetLeave,
        Self::AskQuestion,
        Self::AnswerQuestion,
        Self::ArrangeCheck,
        Self::RecordCheck,
        Self::MakeCertificate,
        Self::SuspendTask,
        Self::ResumeTask,
        Self::ExtendTask,
        Self::ExtendJoint,
        Self::GrantTask,
        Self::RefuseTask,
        Self::ReportSlip,
        Self::CorrectResult,
        Self::ChooseDelivery,
        Self::Deliver,
        Self::ConfirmArrival,
        Self::Rate,
        Self::RateVisit,
        Self::AskForRating,
        Self::ReportUndone,
        Self::Complain,
        Self::Urge,
        Self::VerifyMatter,
        Self::HandleComplaint,
        Self::AnswerMatter,
        Self::CloseMatter,
    ];
}

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
        Action::ReadMissedSearches => (General, &[Office, Admin]),
        Action::KeepAliases => (General, &[Office]),
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
        | Action::MakeCertificate
        | Action::SuspendTask
        | Action::ResumeTask
        | Action::GrantTask
        | Action::RefuseTask => (Handling, &[Approver]),
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
        Action::Complain => (OneCase, &[Applicant]),
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
