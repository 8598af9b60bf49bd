//! The case: where it stands, and what is true only there.

mod correction;
mod rating;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use catalog::{Answers, DepartmentId, ElementId, ItemId, MaterialId, PlaceId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use workdays::Light;

pub use self::{
    correction::{Correction, CorrectionNotice, FieldRemark, MaterialRemark, Round},
    rating::{Given, RatedVia, Rating, VisitRating},
};
use crate::{
    actor::AccountId,
    assessment::{CorrectedOnSpot, DepartmentAssessment},
    confirmation::Confirmation,
    exit::Outgoing,
    false_material::{Bar, FalseMaterial},
    interested::Interested,
    mandate::ShownMandate,
    matter::Matter,
    plan::CasePlan,
    privacy::{ConsentGiven, NoticeShown},
    promise::{Deferral, Revocation, SignedPromise},
    question::Question,
    rating::RatedPart,
    results::Aftercare,
    steps::{Certificate, SiteCheck},
};

/// The filled-in form: an element's value, or one value a row where it repeats.
pub type Form = BTreeMap<ElementId, serde_json::Value>;

/// One case of one applicant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its number, also its public name.
    pub number: CaseNumber,
    /// Number of events so far; every command names the version it was decided on.
    pub version: u64,
    /// Whose case it is.
    pub applicant: AccountId,
    /// The name of the applicant, to show.
    pub applicant_name: String,
    /// Who handed it in for the applicant: an agent or a clerk.
    pub handed_in_by: Option<AccountId>,
    /// The name of whoever handed it in for the applicant, to show.
    pub handed_in_by_name: Option<String>,
    /// Where it came in.
    pub channel: Channel,
    /// The counter it belongs to: where it was taken in, or where it is to be handed out.
    pub place: Option<PlaceId>,
    /// What has to be done.
    pub plan: Arc<CasePlan>,
    /// The answers that led to the plan.
    pub answers: Answers,
    /// The form.
    pub form: Form,
    /// What was handed in, one entry for each material that is not spared.
    pub materials: Vec<HandedIn>,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// 视为受理: it was accepted by lapse of time.
    #[serde(default)]
    pub deemed_accepted: bool,
    /// One entry for each item and row, in the plan's order; empty until accepted.
    pub tasks: Vec<Task>,
    /// What the applicant has taken note of in writing.
    #[serde(default)]
    pub acknowledged: Vec<Acknowledged>,
    /// What was had elsewhere first, as far as it is there.
    #[serde(default)]
    pub met: Vec<MetPrerequisite>,
    /// What each department concerned says of it; none in cases of before departments were asked.
    #[serde(default)]
    pub assessments: Vec<DepartmentAssessment>,
    /// The correction that was asked for last.
    pub correction: Option<Correction>,
    /// Those of before it, where it had to be asked for again.
    #[serde(default)]
    pub earlier_corrections: Vec<Correction>,
    /// What was corrected on the spot.
    #[serde(default)]
    pub corrected_on_spot: Vec<CorrectedOnSpot>,
    /// What the applicant promised in writing (容缺受理、告知承诺).
    #[serde(default)]
    pub promises: Vec<SignedPromise>,
    /// Deferred materials with their clocks, once accepted.
    #[serde(default)]
    pub deferrals: Vec<Deferral>,
    /// What departments asked each other, in order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The one extension of the limit of several departments together, where there was one.
    #[serde(default)]
    pub joint_extension: Option<Extension>,
    /// How paper results are to reach the applicant.
    pub delivery: Delivery,
    /// Where they stand on their way.
    #[serde(default)]
    pub outgoing: Outgoing,
    /// What was handed out or posted.
    pub delivered: Option<DeliveryRecord>,
    /// The applicant's rating.
    pub rating: Option<Rating>,
    /// The applicant's judgement of parts by themselves.
    #[serde(default)]
    pub rated_parts: Vec<RatedPart>,
    /// Every time that a promised limit turned yellow or red, kept for ever.
    #[serde(default)]
    pub lit: Vec<Lit>,
    /// What the applicant was reminded of.
    #[serde(default)]
    pub reminded: Vec<Reminded>,
    /// What somebody has to answer for, in order.
    #[serde(default)]
    pub matters: Vec<Matter>,
    /// Ratings of visits at counters (一次一评).
    #[serde(default)]
    pub visit_ratings: Vec<VisitRating>,
    /// What other people concerned were asked to confirm, and did.
    #[serde(default)]
    pub confirmations: Vec<Confirmation>,
    /// Mandates under which somebody acted for the applicant, each once.
    #[serde(default)]
    pub mandates: Vec<ShownMandate>,
    /// How its data are used, as the applicant was told; none in cases of before it was kept.
    #[serde(default)]
    pub privacy_notice: Option<Arc<NoticeShown>>,
    /// A guardian's yes to the use of the data of children under fourteen.
    #[serde(default)]
    pub guardian_consent: Option<ConsentGiven>,
    /// Materials that were found to be false.
    #[serde(default)]
    pub false_materials: Vec<FalseMaterial>,
    /// Items for which nobody may apply again for a time because of them.
    #[serde(default)]
    pub bars: Vec<Bar>,
    /// Everybody of the staff who has handled it so far.
    #[serde(default)]
    pub handlers: BTreeSet<AccountId>,
}

/// A promised limit turned yellow or red (亮灯).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lit {
    /// The task; none for the whole thing.
    pub task: Option<TaskId>,
    /// Yellow or red.
    pub light: Light,
    /// The last day of the limit.
    pub due: Date,
    /// On which day.
    pub on: Date,
    /// The limit is that for delivering the task's result.
    #[serde(default)]
    pub delivery: bool,
}

impl Lit {
    /// What the timer of that limit is of.
    pub(crate) fn of(&self) -> String {
        crate::timers::limit_of(self.task.as_ref(), self.delivery)
    }
}

/// The applicant was reminded of an obligation (义务) before its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// The obligation's id.
    pub obligation: String,
    /// The row, counted from 0, that it is about.
    pub row: Option<u32>,
    /// The last day.
    pub due: Date,
}

/// What somebody has taken note of in writing: an obstacle that then holds nothing up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The obstacle's id within the theme.
    pub stop: String,
    /// The exact text that was signed.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// By whom, as the record shows it.
    pub by_name: String,
}

/// Something had elsewhere first (前置), as the applicant says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetPrerequisite {
    /// Its id within the theme.
    pub id: String,
    /// The number of what was got, if it has one.
    pub number: String,
    /// The day on which it was got.
    pub on: Option<Date>,
}

/// Where a case stands. Each stage carries what is true only there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// 已提交: handed in, not yet looked at.
    Submitted,
    /// 待补正: the one notice is out.
    AwaitingCorrection {
        /// Until when.
        due: Date,
    },
    /// 不予受理
    NotAccepted {
        /// On which day.
        on: Date,
        /// Why.
        reason: String,
        /// What the applicant can do about it (救济途径).
        remedy: String,
    },
    /// 办理中: accepted, departments work.
    InProgress {
        /// Day of acceptance (受理).
        accepted_on: Date,
        /// Promised day for the whole thing.
        due: Date,
        /// The due day rests on a year whose holidays are not yet published.
        due_estimated: bool,
    },
    /// 已办结: every task has ended.
    Completed {
        /// Day of acceptance.
        accepted_on: Date,
        /// The promised day.
        due: Date,
        /// The day on which the last task ended.
        on: Date,
    },
    /// 已送达: results are in the applicant's hands.
    Delivered {
        /// Day of acceptance.
        accepted_on: Date,
        /// The promised day.
        due: Date,
        /// The day on which the last task ended.
        completed_on: Date,
        /// Day of delivery.
        on: Date,
    },
    /// 撤回
    Withdrawn {
        /// On which day.
        on: Date,
        /// Why, if said.
        reason: String,
    },
}

/// The stage's bare name, for lists and the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented at `Stage`")]
pub enum StageName {
    Submitted,
    AwaitingCorrection,
    NotAccepted,
    InProgress,
    Completed,
    Delivered,
    Withdrawn,
}

/// Where a case came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum Channel {
    /// 网上
    Online,
    /// 窗口
    Counter {
        /// Which counter.
        place: PlaceId,
    },
}

/// A file that was handed in: content-addressed, so the same file is kept once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// The file's id in the store.
    pub id: String,
    /// The name it had.
    pub name: String,
    /// Media type as found in its content.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
}

/// How a material was handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Which material.
    pub material: MaterialId,
    /// Its files.
    pub files: Vec<FileRef>,
    /// Seen on paper at the counter.
    pub on_paper: bool,
    /// To follow later (容缺).
    pub deferred: bool,
    /// Taken from the applicant's wallet: the number of the result.
    pub from_wallet: Option<String>,
    /// The paper itself was signed here, from the text that the software made.
    #[serde(default)]
    pub signed: bool,
}

/// One item of one case, and one row where the item repeats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// `number-01`, `number-02` …
    pub id: TaskId,
    /// Which item.
    pub item: ItemId,
    /// The department that decides.
    pub department: DepartmentId,
    /// The row, counted from 0, where the item repeats.
    pub row: Option<u32>,
    /// Tasks it waits for.
    pub needs: Vec<TaskId>,
    /// The prerequisite that it waits for, where its row goes its own way.
    #[serde(default)]
    pub until: Option<String>,
    /// Where it stands.
    pub stage: TaskStage,
    /// Time not counted (行政许可法 第四十五条).
    pub pauses: Vec<Pause>,
    /// The one extension of its limits, where there was one.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// Its result is being revoked, or was.
    #[serde(default)]
    pub revocation: Option<Revocation>,
    /// Checks on the spot, in order; the last may still be to come.
    #[serde(default)]
    pub checks: Vec<SiteCheck>,
    /// Its certificate on paper, once it is decided that there is one.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Other people whose great interests it concerns, as far as they were told and heard.
    #[serde(default)]
    pub interested: Interested,
    /// What became of its result after it was given.
    #[serde(default)]
    pub aftercare: Aftercare,
}

/// 延长: more time, once: for a task by the head of the department, for several departments together
/// by the head of the government (行政许可法 第四十二条).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// By how many working days.
    pub working_days: u32,
    /// Why, as the applicant was told.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Who approved it.
    pub by: AccountId,
}

/// A stretch of time that does not count towards a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pause {
    /// First day.
    pub from: Date,
    /// The day on which work went on.
    pub to: Option<Date>,
    /// The special procedure, in words.
    pub procedure: String,
    /// Its last day as the applicant was told in writing; none in records from before it was kept.
    #[serde(default)]
    pub expected_end: Option<Date>,
    /// The document that it rests on.
    #[serde(default)]
    pub evidence: String,
}

/// A task's id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub String);

impl TaskId {
    /// The nth task (from 1) of a case.
    pub fn of(case: &CaseNumber, nth: usize) -> Self {
        Self(case.of_task(nth))
    }

    /// The number of the case that it belongs to.
    pub fn case(&self) -> &str {
        self.0.rsplit_once('-').map_or(self.0.as_str(), |(case, _)| case)
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum TaskStage {
    /// 等待前置
    Waiting,
    /// 待办: everything it waits for is there.
    Ready {
        /// Its clock started on this day.
        since: Date,
        /// Promised day.
        due: Date,
        /// Last day by law.
        statutory_due: Date,
    },
    /// 办理中: somebody works on it.
    Reviewing {
        /// Its clock started on this day.
        since: Date,
        /// Promised day.
        due: Date,
        /// Last day by law.
        statutory_due: Date,
        /// Who took it.
        by: AccountId,
    },
    /// 暂停: a special procedure runs.
    Suspended {
        /// Its clock started on this day.
        since: Date,
        /// Promised day as it was.
        due: Date,
        /// Last day by law as it was.
        statutory_due: Date,
        /// Who suspended it.
        by: AccountId,
    },
    /// 准予
    Granted {
        /// Its clock started on this day.
        since: Date,
        /// Promised day.
        due: Date,
        /// When.
        at: Timestamp,
        /// By whom.
        by: AccountId,
        /// The result.
        result: TaskResult,
    },
    /// 不予
    Refused {
        /// Its clock started on this day.
        since: Date,
        /// Promised day.
        due: Date,
        /// When.
        at: Timestamp,
        /// By whom.
        by: AccountId,
        /// Why.
        reason: String,
        /// What the applicant can do about it (救济途径).
        remedy: String,
    },
    /// 取消: what it waited for was refused, or the case was withdrawn.
    Cancelled {
        /// When.
        at: Timestamp,
        /// The task whose refusal took this one with it.
        because_of: Option<TaskId>,
    },
}

/// The task stage's bare name, for lists and the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented at `TaskStage`")]
pub enum TaskStageName {
    Waiting,
    Ready,
    Reviewing,
    Suspended,
    Granted,
    Refused,
    Cancelled,
}

/// What a granted task gives the applicant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskResult {
    /// Its name, such as 出生医学证明.
    pub name: String,
    /// Its number.
    pub number: String,
    /// `licence`, `certificate`, `approval`, `record`, `payment`.
    pub kind: String,
    /// The material that it can be used as from now on.
    pub material: Option<MaterialId>,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; none where it does not end.
    pub valid_until: Option<Date>,
    /// What it says, where it is text.
    pub text: Option<String>,
    /// The file, where there is one.
    pub file: Option<FileRef>,
}

/// How the applicant wants paper results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Delivery {
    /// 网上: nothing on paper.
    Online,
    /// 窗口领取
    Counter {
        /// Which counter.
        place: PlaceId,
    },
    /// 邮寄
    Post {
        /// Who receives it.
        recipient: String,
        /// Their mobile number.
        mobile: String,
        /// Where.
        address: String,
    },
}

/// What was handed out or posted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeliveryRecord {
    /// When.
    pub at: Timestamp,
    /// Which clerk; none for electronic results alone.
    pub by: Option<AccountId>,
    /// Who received it, or the tracking number of the post.
    pub note: String,
}

/// The day at the service's place: Beijing time, which knows no daylight saving.
pub fn day_of(at: Timestamp) -> Date {
    jiff::tz::offset(8).to_datetime(at).date()
}
