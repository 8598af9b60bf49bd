//! Events: what happened, as it is kept for ever. Old shapes stay readable; a
//! new shape is a new event.

use catalog::{DepartmentId, ItemId, MaterialId, PlaceId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    actor::AccountId,
    assessment::SpotChange,
    case::{
        CorrectionNotice, Delivery, FileRef, Form, Given, HandedIn, Lit, MetPrerequisite, Reminded, TaskId,
        TaskResult, VisitRating,
    },
    command::Submission,
    exit::ExitStep,
    false_material::Bar,
    interested::InterestedStep,
    mandate::ShownMandate,
    matter::{MatterAct, MatterKind},
    privacy::GuardianConsent,
    promise::Promise,
    question::Asked,
    rating::RatedPart,
    results::ResultStep,
};

/// An event with its place in the case's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1 for the first event of a case.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// Who; none for the software itself.
    pub by: Option<AccountId>,
    /// The name shown in the record.
    pub by_name: String,
    /// What.
    pub event: Event,
}

/// A matter as it was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatterOpened {
    /// Its number within the case, from 1.
    pub nth: u32,
    /// What it is.
    pub kind: MatterKind,
    /// Who has to answer.
    pub department: DepartmentId,
    /// Those whose work is in question.
    pub about: Vec<AccountId>,
    /// The task that it is about.
    pub task: Option<TaskId>,
    /// What is said.
    pub text: String,
    /// The last day of what is to be done first.
    pub due: Date,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// 提交
    Submitted(Submission),
    /// 书面确认: the applicant has taken note of an obstacle that then holds nothing up.
    Acknowledged {
        /// The obstacle's id within the theme.
        stop: String,
        /// The exact text that was signed.
        text: String,
    },
    /// A second person concerned is asked to confirm a part of it.
    ConfirmationAsked {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
    },
    /// 当事人确认: a person concerned says yes.
    PartyConfirmed {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
        /// The name that was signed.
        name: String,
        /// Recorded by whoever they stood before.
        at_counter: bool,
    },
    /// A confirmation was taken back.
    ConfirmationTakenBack {
        /// The item.
        item: ItemId,
        /// Who they are in it.
        role: String,
    },
    /// 监护人同意: the guardian of a child under fourteen agreed to the use of its data.
    GuardianConsented(GuardianConsent),
    /// 出示授权: what this person does in the case from here on is done for the applicant.
    MandateShown(ShownMandate),
    /// Something that has to be had elsewhere first is there.
    PrerequisiteMet(MetPrerequisite),
    /// 同步评估: these departments are to look at what came back.
    AssessmentAsked {
        /// Which departments.
        departments: Vec<DepartmentId>,
        /// The last day for it.
        due: Date,
    },
    /// A department said what is missing, or that nothing is.
    DepartmentAssessed {
        /// Which department.
        department: DepartmentId,
        /// What is missing; empty where nothing is.
        remarks: CorrectionNotice,
        /// The counter said so for the department.
        at_counter: bool,
    },
    /// 视为受理: the department's window went by without a notice to the applicant.
    DepartmentDeemed {
        /// Which department.
        department: DepartmentId,
        /// The day of receipt from which it counts as accepted.
        received_on: Date,
    },
    /// 当场更正
    CorrectedOnSpot {
        /// What was corrected.
        changes: Vec<SpotChange>,
        /// Who confirmed it, by the name that was signed.
        confirmed_by: String,
    },
    /// 补正内容未达要求说明: what came back does not meet what was asked.
    CorrectionUnmet {
        /// All of it, line by line of what was asked before.
        notice: CorrectionNotice,
        /// Until when.
        due: Date,
    },
    /// A second correction, signed by the lead department.
    CorrectionAskedAgain {
        /// All of it.
        notice: CorrectionNotice,
        /// Until when.
        due: Date,
        /// Why it was not said the first time.
        why: String,
    },
    /// 容缺受理承诺、告知承诺: signed.
    PromiseSigned {
        /// What.
        promise: Promise,
    },
    /// A commitment was taken back.
    PromiseWithdrawn {
        /// Which.
        promise: String,
        /// Materials that are wanted again.
        wanted: Vec<MaterialId>,
    },
    /// The days by which deferred materials come.
    DeferralsDue {
        /// Each with its last day.
        due: Vec<(MaterialId, Date)>,
    },
    /// The applicant was reminded of a deferred material.
    DeferralReminded {
        /// Which.
        material: MaterialId,
        /// Its last day.
        due: Date,
        /// So many working days before it.
        days: u32,
    },
    /// Deferred materials did not come in time.
    DeferralMissed {
        /// Which.
        materials: Vec<MaterialId>,
    },
    /// The lead department gave more time.
    DeferralExtended {
        /// Which.
        materials: Vec<MaterialId>,
        /// Until when.
        until: Date,
        /// Why.
        reason: String,
    },
    /// 终止: what needs these materials is not done.
    DeferralEnded {
        /// Which.
        materials: Vec<MaterialId>,
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// A decision rests on a commitment, which is to be checked.
    PromiseToCheck {
        /// Which.
        promise: String,
        /// The last day for the check.
        due: Date,
    },
    /// 批后核查
    PromiseChecked {
        /// Which.
        promise: String,
        /// It was kept.
        kept: bool,
        /// What was found.
        findings: String,
    },
    /// The person is told that a result is to be revoked.
    RevocationAnnounced {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
        /// Until when the person is heard.
        heard_until: Date,
    },
    /// 撤销
    ResultRevoked {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
        /// What the person can do about it.
        remedy: String,
    },
    /// 虚假材料: a material was found to be false.
    FalseMaterialFound {
        /// The task at which it was found; none before acceptance.
        task: Option<TaskId>,
        /// Which material.
        material: MaterialId,
        /// What is false about it.
        reason: String,
        /// What shows it.
        evidence: String,
    },
    /// 不得再次申请: an item is closed to the applicant for a time.
    Barred(Bar),
    /// What happened about people whose great interests a task concerns (利害关系人).
    Interested(InterestedStep),
    /// The person says how a broken promise was made good.
    RepairAsked {
        /// Which.
        promise: String,
        /// What was done.
        text: String,
        /// Until when the department decides.
        due: Date,
    },
    /// 信用修复
    RepairDecided {
        /// Which.
        promise: String,
        /// It is made good.
        repaired: bool,
        /// Why.
        reason: String,
    },
    /// 补正告知
    CorrectionAsked {
        /// All of it.
        notice: CorrectionNotice,
        /// Until when.
        due: Date,
    },
    /// 补正返回
    CorrectionReturned {
        /// Values that changed.
        form: Form,
        /// Materials handed in anew.
        materials: Vec<HandedIn>,
    },
    /// 受理
    Accepted {
        /// Promised day for the whole thing.
        due: Date,
        /// The due day rests on a year whose holidays are not yet published.
        due_estimated: bool,
        /// The counter that the case belongs to from now on.
        place: Option<PlaceId>,
        /// 视为受理: nobody answered in time, so it counts as accepted on this day of receipt.
        #[serde(default)]
        deemed_from: Option<Date>,
    },
    /// 不予受理
    NotAccepted {
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 告知不受理: nothing has to be applied for by law.
    NotRequired {
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 不予受理决定: another authority decides.
    NotOurAuthority {
        /// Which authority.
        authority: String,
        /// Why it is not decided here.
        reason: String,
        /// How it was handed over; empty where the applicant goes there themselves.
        handed_over: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 撤回
    Withdrawn {
        /// Why, if said.
        reason: String,
    },
    /// One row alone was withdrawn (撤回).
    RowWithdrawn {
        /// Counted from 0.
        row: u32,
        /// Why, if said.
        reason: String,
    },
    /// Materials that were to follow came in.
    Supplied {
        /// Which, with their files.
        materials: Vec<HandedIn>,
    },
    /// A task's clock started: what it waited for is there.
    TaskReady {
        /// Which task.
        task: TaskId,
        /// Promised day.
        due: Date,
        /// Last day by law.
        statutory_due: Date,
        /// The day from which its clock counts, where it is not the day of the event.
        #[serde(default)]
        since: Option<Date>,
    },
    /// An approver took a task.
    TaskStarted {
        /// Which task.
        task: TaskId,
    },
    /// Whoever had taken the task gave it back, or the head of the department took it from them.
    TaskReleased {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// 转办
    TaskHandedOver {
        /// Which task.
        task: TaskId,
        /// To whom.
        to: AccountId,
        /// The name shown in the record.
        to_name: String,
        /// Why.
        reason: String,
    },
    /// A department asked another, or the counter.
    QuestionAsked {
        /// Its number within the case, from 1.
        nth: u32,
        /// The task that it is about.
        task: TaskId,
        /// Who was asked.
        to: Asked,
        /// What.
        text: String,
        /// The last day for the answer.
        due: Date,
    },
    /// Whoever was asked answered.
    QuestionAnswered {
        /// Which, from 1.
        nth: u32,
        /// What.
        text: String,
    },
    /// 现场核查: an appointment was made, or moved.
    CheckArranged {
        /// Which task.
        task: TaskId,
        /// The day.
        on: Date,
        /// Who comes.
        officers: Vec<String>,
        /// What the applicant should know.
        note: String,
    },
    /// What was found on the spot was written down.
    CheckRecorded {
        /// Which task.
        task: TaskId,
        /// What was found.
        findings: String,
        /// It is as the conditions want it.
        passed: bool,
        /// Pictures and papers.
        files: Vec<FileRef>,
    },
    /// 制证: the certificate of a granted task is to be made.
    CertificateDue {
        /// Which task.
        task: TaskId,
        /// The last day for it.
        due: Date,
    },
    /// The certificate is made.
    CertificateMade {
        /// Which task.
        task: TaskId,
    },
    /// 暂停
    TaskSuspended {
        /// Which task.
        task: TaskId,
        /// The special procedure.
        procedure: String,
        /// Its last day as the applicant was told.
        #[serde(default)]
        expected_end: Option<Date>,
        /// The document that it rests on.
        #[serde(default)]
        evidence: String,
        /// Promised day, if the procedure ends as told.
        #[serde(default)]
        due: Option<Date>,
        /// Last day by law, if the procedure ends as told.
        #[serde(default)]
        statutory_due: Option<Date>,
    },
    /// The clock goes on.
    TaskResumed {
        /// Which task.
        task: TaskId,
        /// Promised day, moved by the pause.
        due: Date,
        /// Last day by law, moved by the pause.
        statutory_due: Date,
    },
    /// 延长
    TaskExtended {
        /// Which task.
        task: TaskId,
        /// By how many working days.
        working_days: u32,
        /// Why.
        reason: String,
        /// Promised day from now on.
        due: Date,
        /// Last day by law from now on.
        statutory_due: Date,
    },
    /// 延长: the head of the government gave several departments together more time.
    JointExtended {
        /// By how many working days.
        working_days: u32,
        /// Why.
        reason: String,
    },
    /// The promised day of the whole thing moved with a task's.
    DueMoved {
        /// The promised day from now on.
        due: Date,
        /// It rests on a year whose holidays are not yet published.
        due_estimated: bool,
    },
    /// 准予
    TaskGranted {
        /// Which task.
        task: TaskId,
        /// What the applicant gets.
        result: TaskResult,
    },
    /// 不予
    TaskRefused {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: String,
        /// What the applicant can do about it.
        remedy: String,
    },
    /// 取消
    TaskCancelled {
        /// Which task.
        task: TaskId,
        /// The task whose refusal took this one with it.
        because_of: Option<TaskId>,
    },
    /// 办结: every task has ended.
    Completed,
    /// 送达
    Delivered {
        /// Who received it, or the tracking number; empty for electronic results alone.
        note: String,
    },
    /// What happened to a result after it was given.
    Result(ResultStep),
    /// 一口出件: what happened to results on paper.
    Exit(ExitStep),
    /// How paper results are wanted.
    DeliveryChosen {
        /// The new choice.
        delivery: Delivery,
    },
    /// 分开评价, below the rating of the whole.
    PartsRated {
        /// Each part once.
        parts: Vec<RatedPart>,
    },
    /// 评价
    Rated {
        /// 5 to 1.
        level: u8,
        /// Reasons chosen.
        reasons: Vec<String>,
        /// A word.
        comment: String,
        /// How it was given; not kept in records from before there were other ways than the page.
        #[serde(default)]
        given: Given,
    },
    /// 一次一评: a visit at a counter was rated.
    VisitRated(VisitRating),
    /// 督办事项: somebody has to answer for something.
    MatterOpened(MatterOpened),
    /// Something was done about a matter.
    MatterStepped {
        /// Which, from 1.
        nth: u32,
        /// What.
        act: MatterAct,
        /// What was said.
        text: String,
        /// The last day of what is to be done next.
        due: Option<Date>,
    },
    /// A promised limit turned yellow or red (亮灯).
    Lit(Lit),
    /// The applicant was reminded of what is still to be done.
    Reminded(Reminded),
}
