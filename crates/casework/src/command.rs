//! Commands: what somebody wants done with a case, by the field's verbs.

use std::sync::Arc;

use catalog::{Answers, DepartmentId, ElementId, ItemId};
use identifiers::CaseNumber;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use workdays::Light;

use crate::{
    actor::AccountId,
    case::{
        Channel, CorrectionNotice, Delivery, FileRef, Form, Given, HandedIn, MetPrerequisite, TaskId,
        TaskResult, VisitRating,
    },
    decide::{Appointment, Falsehood},
    exit::{Exit, ExitAct},
    false_material::Bar,
    interested::InterestedAct,
    leave::Colleague,
    matter::{DataWish, FindingRule, MatterAct},
    plan::CasePlan,
    privacy::{GuardianConsent, NoticeShown},
    promise::Promise,
    question::Asked,
    rating::RatedPart,
    results::ResultAct,
};

/// An application as it is handed in; the first command of a case's life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The number drawn for it.
    pub number: CaseNumber,
    /// Whose case it is.
    pub applicant: AccountId,
    /// The applicant's name.
    pub applicant_name: String,
    /// Where it came in.
    pub channel: Channel,
    /// What has to be done.
    pub plan: Arc<CasePlan>,
    /// The answers that led to the plan.
    pub answers: Answers,
    /// The form, already checked field by field.
    pub form: Form,
    /// What was handed in.
    pub materials: Vec<HandedIn>,
    /// How paper results are wanted.
    pub delivery: Delivery,
    /// Whether they are to come together or as they come.
    #[serde(default)]
    pub exit: Exit,
    /// The last day on which the departments concerned say whether anything is missing; set on handing in.
    #[serde(default)]
    pub assess_by: Option<Date>,
    /// What the applicant takes note of in writing; each becomes an event of its own.
    #[serde(skip)]
    pub acknowledged: Vec<(String, String)>,
    /// What was had elsewhere first; each becomes an event of its own.
    #[serde(skip)]
    pub met: Vec<MetPrerequisite>,
    /// What the applicant promises in writing; each becomes an event of its own.
    #[serde(skip)]
    pub promises: Vec<Promise>,
    /// The applicant broke a promise and has not made it good.
    #[serde(skip)]
    pub broken_promise: bool,
    /// How its data are used, as the applicant was told; none in cases of before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_notice: Option<Arc<NoticeShown>>,
    /// A guardian's yes; becomes an event of its own.
    #[serde(skip)]
    pub guardian_consent: Option<Box<GuardianConsent>>,
    /// Items that are closed to the applicant because of false materials.
    #[serde(skip)]
    pub barred: Vec<Bar>,
}

/// A command on a case that exists.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// 受理
    Accept,
    /// 视为受理: nobody answered within five working days. Only the software says so.
    DeemAccepted,
    /// 同步评估: a department, or the counter for it, says what is missing, or that nothing is.
    Assess {
        /// The department.
        department: DepartmentId,
        /// What is missing, why and how to mend it; empty where nothing is.
        remarks: CorrectionNotice,
    },
    /// The window ends today: what departments have remarked goes out as the one notice. Only the
    /// software says so.
    CloseWindow,
    /// 视为受理 of departments that said nothing while the one notice was out. Only the software says so.
    DeemDepartments,
    /// 亮灯: a promised limit turned yellow or red. Only the software says so.
    Light {
        /// The task's id; empty for the whole thing.
        of: String,
        /// Which colour.
        light: Light,
    },
    /// The applicant is reminded of what is still to be done. Only the software does so.
    Remind {
        /// The obligation, and the row where it has one.
        of: String,
    },
    /// 补正告知: once, and everything at once, what the departments remarked included.
    AskForCorrection(CorrectionNotice),
    /// 补正内容未达要求: what came back does not meet what was asked.
    SayUnmet(CorrectionNotice),
    /// A second correction about what could have been seen the first time; the lead department signs why.
    AskAgain {
        /// All of it.
        notice: CorrectionNotice,
        /// Why it was not said the first time.
        why: String,
    },
    /// 当场更正: slips that the applicant corrects at the counter at once.
    CorrectOnSpot {
        /// New values.
        form: Form,
        /// The name that was signed in confirmation.
        confirmed_by: String,
    },
    /// 依法不需要许可: nothing has to be applied for.
    NotRequired {
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 不属于本机关职权: another authority decides.
    NotOurAuthority {
        /// Which authority.
        authority: String,
        /// Why it is not decided here.
        reason: String,
        /// How it was handed over (转件); empty where the applicant goes there themselves.
        handed_over: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// The applicant returns the correction.
    ReturnCorrection {
        /// New values of the fields that the notice opened.
        form: Form,
        /// Materials that the notice opened, handed in anew.
        materials: Vec<HandedIn>,
    },
    /// 不予受理
    NotAccept {
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 撤回
    Withdraw {
        /// Why, if said.
        reason: String,
    },
    /// One row alone is withdrawn (撤回); the others go on.
    WithdrawRow {
        /// Counted from 0.
        row: u32,
        /// Why, if said.
        reason: String,
    },
    /// Something that has to be had elsewhere first is there.
    MeetPrerequisite(MetPrerequisite),
    /// A second person concerned is asked to confirm a part of it with their own account.
    AskParty {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
    },
    /// 当事人确认, by the party.
    ConfirmAsParty {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
        /// The name that is signed.
        signed_as: String,
    },
    /// 当事人确认, recorded before a clerk or the registrar.
    RecordParties {
        /// The item.
        item: ItemId,
        /// Who stands there.
        roles: Vec<String>,
    },
    /// A confirmation is taken back.
    TakeBackConfirmation {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
    },
    /// 监护人同意: the guardian of a child under fourteen agrees.
    ConsentAsGuardian(GuardianConsent),
    /// Materials that were to follow (容缺) are handed in.
    Supply(Vec<HandedIn>),
    /// The applicant takes a commitment back, as long as nothing was decided on it.
    WithdrawPromise {
        /// Which promise.
        promise: String,
    },
    /// Deferred materials did not come in time. Only the software says so.
    NoteMissed,
    /// The applicant is reminded of a deferred material. Only the software says so.
    RemindOfDeferral {
        /// Which, and how many working days before its last one: `material/3`.
        of: String,
    },
    /// More time for what did not come: once, by the lead department.
    ExtendDeferral {
        /// Until when.
        until: Date,
        /// Why, as the applicant is told.
        reason: String,
    },
    /// 终止: what needs the material that did not come is not done.
    EndDeferral {
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 批后核查: whether a commitment was kept.
    CheckPromise {
        /// Which promise.
        promise: String,
        /// It was.
        kept: bool,
        /// What was found.
        findings: String,
    },
    /// The person is told that a result is to be revoked, and may answer.
    AnnounceRevocation {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// 撤销
    RevokeResult {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
        /// What the person can do about it.
        remedy: String,
    },
    /// The person says how a broken promise was made good.
    AskRepair {
        /// Which promise.
        promise: String,
        /// What was done.
        text: String,
    },
    /// 信用修复: the department decides whether it is made good.
    DecideRepair {
        /// Which promise.
        promise: String,
        /// It is.
        repaired: bool,
        /// Why.
        reason: String,
    },
    /// An approver takes a task.
    StartTask {
        /// Which task.
        task: TaskId,
    },
    /// Whoever took a task gives it back; the head of the department may too.
    ReleaseTask {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// 转办: a task that somebody took goes to a colleague of the same department.
    HandOverTask {
        /// Which task.
        task: TaskId,
        /// To whom.
        to: Colleague,
        /// Why.
        reason: String,
    },
    /// A department asks another one that takes part, or the counter; no clock stops for it.
    AskQuestion {
        /// The task that it is about.
        task: TaskId,
        /// Who is asked.
        to: Asked,
        /// What.
        text: String,
    },
    /// Whoever was asked answers.
    AnswerQuestion {
        /// Which, from 1.
        nth: u32,
        /// What.
        text: String,
    },
    /// 现场核查: an appointment on the spot.
    ArrangeCheck {
        /// Which task.
        task: TaskId,
        /// When, who, and what for.
        appointment: Appointment,
    },
    /// What was found on the spot.
    RecordCheck {
        /// Which task.
        task: TaskId,
        /// What was found.
        findings: String,
        /// The conclusion: it is as the conditions want it.
        passed: bool,
        /// Pictures and papers.
        files: Vec<FileRef>,
    },
    /// 制证: the certificate of a granted task is made.
    MakeCertificate {
        /// Which task.
        task: TaskId,
    },
    /// 暂停: a special procedure begins.
    SuspendTask {
        /// Which task.
        task: TaskId,
        /// One of the item's special procedures, or of the law's, in words.
        procedure: String,
        /// Its last day as the applicant is told in writing.
        expected_end: Date,
        /// The document that it rests on.
        evidence: String,
    },
    /// The special procedure ended.
    ResumeTask {
        /// Which task.
        task: TaskId,
    },
    /// 延长: more time, once, by the head of the department.
    ExtendTask {
        /// Which task.
        task: TaskId,
        /// By how many working days.
        working_days: u32,
        /// Why, as the applicant is told.
        reason: String,
    },
    /// 延长: more time for several departments together, once, by the head of the government.
    ExtendJoint {
        /// By how many working days.
        working_days: u32,
        /// Why, as the applicant is told.
        reason: String,
    },
    /// Something is done about people whose great interests a task concerns (利害关系人).
    Interested(InterestedAct),
    /// 虚假材料: a material is found to be false.
    FindFalseMaterial(Falsehood),
    /// 准予
    GrantTask {
        /// Which task.
        task: TaskId,
        /// What the applicant gets.
        result: TaskResult,
    },
    /// 不予
    RefuseTask {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 送达
    Deliver {
        /// Who received it, or the tracking number.
        note: String,
    },
    /// Something is done about a result that was given.
    Result(ResultAct),
    /// 一口出件: something is done about results on paper.
    Exit(ExitAct),
    /// The applicant changes how paper results are wanted.
    ChooseDelivery(Delivery),
    /// 评价
    Rate {
        /// 5 to 1.
        level: u8,
        /// Reasons chosen.
        reasons: Vec<String>,
        /// A word.
        comment: String,
        /// How it was given.
        given: Given,
    },
    /// 分开评价: parts by themselves, below the rating of the whole.
    RateParts {
        /// Each part once.
        parts: Vec<RatedPart>,
    },
    /// 一次一评: a visit at a counter is rated.
    RateVisit(VisitRating),
    /// 督办
    Urge {
        /// The task that it is about; none for the whole thing.
        task: Option<TaskId>,
        /// What is wanted.
        text: String,
        /// Within how many working days.
        working_days: u32,
    },
    /// 投诉、办不成事
    Complain {
        /// What could not be done, or how one was treated.
        text: String,
    },
    /// 个人信息请求: the applicant wants personal data in the case corrected or deleted.
    AskAboutData {
        /// What is wanted.
        wish: DataWish,
        /// Which data, and why.
        text: String,
    },
    /// 监察发现: the software found what offends a rule. Only the software says so.
    Find {
        /// Which rule.
        rule: FindingRule,
        /// Who has to answer.
        department: DepartmentId,
        /// The task that it is about.
        task: Option<TaskId>,
        /// What was found.
        text: String,
    },
    /// Something is done about a matter (督办事项).
    ActOnMatter {
        /// Which, from 1.
        nth: u32,
        /// What.
        act: MatterAct,
        /// What is said.
        text: String,
    },
}

impl Command {
    /// The task of the department's that it is about.
    pub fn task(&self) -> Option<&TaskId> {
        match self {
            Self::StartTask { task }
            | Self::ReleaseTask { task, .. }
            | Self::HandOverTask { task, .. }
            | Self::AskQuestion { task, .. }
            | Self::ArrangeCheck { task, .. }
            | Self::RecordCheck { task, .. }
            | Self::SuspendTask { task, .. }
            | Self::ResumeTask { task }
            | Self::ExtendTask { task, .. }
            | Self::GrantTask { task, .. }
            | Self::RefuseTask { task, .. }
            | Self::Result(ResultAct::Correct { task, .. } | ResultAct::DeclineSlip { task, .. }) => {
                Some(task)
            }
            Self::Interested(act) => Some(act.task()),
            Self::FindFalseMaterial(Falsehood { task, .. }) => task.as_ref(),
            _ => None,
        }
    }

    /// Fields named by a correction notice, for messages.
    pub fn named_fields(&self) -> Vec<&ElementId> {
        match self {
            Self::AskForCorrection(notice) => notice.fields.iter().map(|remark| &remark.element).collect(),
            _ => Vec::new(),
        }
    }
}
