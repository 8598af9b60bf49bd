//! A case as somebody may see it, in words.

use casework::{
    StageName, TaskId, TaskStageName,
    case::{Channel, Delivery, DeliveryRecord, FileRef, Rating, Round},
};
use catalog::{DepartmentId, ElementId, ItemId, MaterialId, PlaceId, ThemeId};
use jiff::{Timestamp, civil::Date};
use workdays::Light;

use crate::{
    AcknowledgedView, AssessmentView, BarView, CheckView, EffectsView, FalseMaterialView, InterestedView,
    JointView, LateView, ObligationView, PartyLine, PrerequisiteView, PromiseView, QuestionView, RatablePart,
    RowView, RulesMark, StepView,
};

/// A case as one person may see it.
#[derive(Debug)]
pub struct CaseView {
    /// Its number.
    pub number: String,
    /// Its version, to be sent back with commands.
    pub version: u64,
    /// The theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// The lead department.
    pub lead: DepartmentId,
    /// Where it stands.
    pub stage: StageName,
    /// Where it stands, in words.
    pub stage_label: &'static str,
    /// Why it was not accepted and what can be done, where that is so.
    pub not_accepted: Option<(String, String)>,
    /// Who applied, by name.
    pub applicant_name: String,
    /// The viewer is the applicant.
    pub own: bool,
    /// Parts that the applicant may still rate by themselves.
    pub ratable_parts: Vec<RatablePart>,
    /// What other people concerned have to confirm.
    pub parties: Vec<PartyLine>,
    /// The agent (帮代办) who handed it in for the applicant, by name.
    pub agent_name: Option<String>,
    /// Where it came in.
    pub channel: Channel,
    /// The counter it belongs to.
    pub place: Option<PlaceId>,
    /// The counter's name.
    pub place_name: Option<String>,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The day on which it was closed; none while it goes on.
    pub closed_on: Option<Date>,
    /// The day by which the whole thing is promised.
    pub due: Option<Date>,
    /// That day rests on holidays not yet published.
    pub due_estimated: bool,
    /// 视为受理: nobody answered in time, so it was accepted by law.
    pub deemed_accepted: bool,
    /// The last day by law for several departments together (行政许可法 第四十二条第二款).
    pub joint_due: Option<Date>,
    /// Green, yellow or red, while it runs.
    pub light: Option<Light>,
    /// One line a department.
    pub lines: Vec<DepartmentLine>,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
    /// Why nobody acts for the people themselves, where that is so.
    pub in_person: Option<String>,
    /// What the applicant has taken note of in writing.
    pub acknowledged: Vec<AcknowledgedView>,
    /// What has to be had elsewhere first.
    pub prerequisites: Vec<PrerequisiteView>,
    /// What departments do together.
    pub joint: Vec<JointView>,
    /// Rows that can be withdrawn by themselves now.
    pub rows: Vec<RowView>,
    /// What the applicant still has to do.
    pub obligations: Vec<ObligationView>,
    /// What the applicant promised in writing (容缺受理、告知承诺).
    pub promises: Vec<PromiseView>,
    /// What withdrawing would do to the rest, or ending what a deferred material holds up, where the
    /// viewer can.
    pub effects: Vec<EffectsView>,
    /// What such acts did to the rest, the earliest first.
    pub effects_told: Vec<EffectsView>,
    /// Materials found to be false before acceptance.
    pub false_materials: Vec<FalseMaterialView>,
    /// Items closed to the applicant for a time because of false materials.
    pub bars: Vec<BarView>,
    /// The promised day of the whole thing has passed, and why.
    pub late: Vec<LateView>,
    /// What has to be in place before opening.
    pub opening: Vec<String>,
    /// What departments asked each other, as far as the viewer may read it.
    pub questions: Vec<QuestionView>,
    /// Which departments consult each other now, in words; for everybody.
    pub consulting: Vec<String>,
    /// The limit of several departments together was extended: by how many working days, why.
    pub joint_extension: Option<(u32, String)>,
    /// What each department concerned says of the application (同步评估).
    pub assessments: Vec<AssessmentView>,
    /// What the departments remarked and nobody told the applicant of yet, as one notice; for those who
    /// may send it.
    pub remarked: Option<CorrectionView>,
    /// The correction that was asked for last.
    pub correction: Option<CorrectionView>,
    /// The form, as far as the viewer may see it.
    pub sections: Vec<SectionView>,
    /// The materials, as far as the viewer may see them.
    pub materials: Vec<MaterialView>,
    /// What came out.
    pub results: Vec<ResultView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// How paper results are wanted.
    pub delivery: Delivery,
    /// In words.
    pub delivery_label: String,
    /// Results on paper on their way to the applicant.
    pub outgoing: crate::OutgoingView,
    /// What was handed out.
    pub delivered: Option<DeliveryRecord>,
    /// The rating.
    pub rating: Option<Rating>,
    /// Commands open to the viewer now: `accept`, `correction`, `unmet`, `ask_again`, `correct_on_spot`, `return_correction`, `not_accept`, `withdraw`, `deliver`, `rate`, `supply`, `choose_delivery`, `choose_exit`, `say_ready`, `hand_out`, `post`, `note_arrival`, `note_return`.
    pub actions: Vec<&'static str>,
    /// The own forms of the items whose department decides, for an approver of it.
    pub own_forms: Vec<crate::OwnForm>,
    /// The papers of the case that the viewer may see, in the order of its life.
    pub papers: Vec<crate::PaperLine>,
    /// How the applicant was told how the data are used; none in cases of before it was kept.
    pub privacy_notice: Option<crate::NoticeView>,
    /// A guardian's consent, where it tells of a child under fourteen.
    pub guardian_consent: Option<crate::ConsentView>,
    /// The rules that it was begun with and keeps.
    pub rules: RulesMark,
    /// Address of the live page, for the QR code.
    pub link: String,
}

/// A department's part of a case.
#[derive(Debug, Clone)]
pub struct DepartmentLine {
    /// Which department.
    pub department: DepartmentId,
    /// Its short name.
    pub name: String,
    /// Tasks that ended.
    pub done: usize,
    /// Tasks in all.
    pub total: usize,
    /// The latest promised day of its open tasks.
    pub due: Option<Date>,
    /// The worst light of its open tasks.
    pub light: Option<Light>,
    /// What stands still or goes on, in words.
    pub status: String,
}

/// A task in words.
#[derive(Debug, Clone)]
pub struct TaskView {
    /// Its id.
    pub id: TaskId,
    /// Which item.
    pub item: ItemId,
    /// The item's name, with the row (第2个孩子) where it repeats.
    pub name: String,
    /// The department.
    pub department: DepartmentId,
    /// Its short name.
    pub department_name: String,
    /// Where it stands.
    pub stage: TaskStageName,
    /// In words.
    pub stage_label: &'static str,
    /// Promised day.
    pub due: Option<Date>,
    /// Last day by law.
    pub statutory_due: Option<Date>,
    /// Its light.
    pub light: Option<Light>,
    /// Every day of its limit, in words; none while it waits.
    pub clock: Option<String>,
    /// Names of the items that it waits for, and of what has to be had elsewhere first.
    pub waits_for: Vec<String>,
    /// Who applies, whose clock it is, which path, in words.
    pub remarks: Vec<String>,
    /// Who takes part, in words.
    pub parties: Vec<String>,
    /// Its clock is not the government's.
    pub outside: bool,
    /// 即办: promised for the day on which it is ready, and with nothing to be looked at on the spot.
    pub at_once: bool,
    /// What other departments come along for, in words.
    pub joint: Vec<String>,
    /// Who has taken it, for colleagues.
    pub holder: Option<HolderView>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Reason and remedy, where it was refused.
    pub refused: Option<(String, String)>,
    /// The item whose refusal took it along.
    pub cancelled_with: Option<String>,
    /// Steps of the item with how far each is.
    pub steps: Vec<StepView>,
    /// Checks on the spot, in order.
    pub checks: Vec<CheckView>,
    /// People whose great interests it may concern; none where it concerns nobody else.
    pub interested: Option<InterestedView>,
    /// Materials found to be false at it.
    pub false_materials: Vec<FalseMaterialView>,
    /// Promised limits of it that have passed, and why.
    pub late: Vec<LateView>,
    /// The last day for its certificate, where one is still to be made.
    pub certificate_due: Option<Date>,
    /// What refusing or suspending it would do to the rest, where the viewer can.
    pub effects: Vec<EffectsView>,
    /// Commands open to the viewer now: `start`, `release`, `hand_over`, `ask`, `arrange_check`,
    /// `record_check`, `make_certificate`, `hear_interested`, `find_false`, `revoke_result`, `grant`, `refuse`,
    /// `suspend`, `resume`, `extend`.
    pub actions: Vec<&'static str>,
}

/// Who has taken a task.
#[derive(Debug, Clone)]
pub struct HolderView {
    /// The name, as the record shows it.
    pub name: String,
    /// The viewer.
    pub own: bool,
    /// The viewer decides in their place today (代岗).
    pub stood_in: bool,
}

/// The correction in words.
#[derive(Debug, Clone)]
pub struct CorrectionView {
    /// Whether it is the one correction, or why it was asked for again.
    pub round: Round,
    /// Until when.
    pub due: Option<Date>,
    /// A word to the applicant.
    pub message: String,
    /// Fields.
    pub fields: Vec<MendView<ElementId>>,
    /// Materials.
    pub materials: Vec<MendView<MaterialId>>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it came back.
    pub returned_at: Option<Timestamp>,
}

/// Something to mend, in words.
#[derive(Debug, Clone)]
pub struct MendView<Id> {
    /// Which field or material.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is wrong.
    pub remark: String,
    /// How to mend it; empty in notices of before it was kept apart.
    pub how: String,
    /// Departments that remarked it, by short name.
    pub from: Vec<String>,
    /// It was changed, or handed in anew.
    pub changed: bool,
}

impl<Id> MendView<Id> {
    /// What is wrong and how to mend it, in one line.
    pub fn words(&self) -> String {
        match self.how.as_str() {
            "" => self.remark.clone(),
            how => format!("{}；怎么改：{how}", self.remark.trim_end_matches('。')),
        }
    }
}

/// A section of the form to read.
#[derive(Debug, Clone)]
pub struct SectionView {
    /// Its id.
    pub id: String,
    /// Heading, with the row where the section repeats.
    pub title: String,
    /// Its values.
    pub values: Vec<ValueView>,
}

/// A value to read.
#[derive(Debug, Clone)]
pub struct ValueView {
    /// Which element.
    pub element: ElementId,
    /// Its label.
    pub label: String,
    /// The value, masked where the viewer need not see it whole.
    pub value: String,
    /// Changed by the correction.
    pub changed: bool,
    /// What stood there before the correction, where it changed.
    pub was: Option<String>,
}

/// A material to look at.
#[derive(Debug, Clone)]
pub struct MaterialView {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// Key material.
    pub key: bool,
    /// May follow later.
    pub deferrable: bool,
    /// Need not be handed in.
    pub spared: bool,
    /// What happens where it is not spared after all.
    pub fallback: Option<String>,
    /// It is one way of several: what is proved.
    pub one_way_of: Option<String>,
    /// Its files.
    pub files: Vec<FileRef>,
    /// Seen on paper.
    pub on_paper: bool,
    /// To follow later and not here yet.
    pub deferred: bool,
    /// Taken from the wallet.
    pub from_wallet: Option<String>,
    /// Changed by the correction.
    pub changed: bool,
    /// Names of the items that need it.
    pub needed_by: Vec<String>,
}

/// A result.
#[derive(Debug, Clone)]
pub struct ResultView {
    /// The task that it came from.
    pub task: TaskId,
    /// The row where the item repeats: 第2个孩子.
    pub row: Option<String>,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// The department, by short name.
    pub department_name: String,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity.
    pub valid_until: Option<Date>,
    /// What it says.
    pub text: Option<String>,
    /// Its file.
    pub file: Option<FileRef>,
    /// What became of it after it was given.
    pub aftercare: crate::AftercareView,
}

/// One line of a case's history.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// Who, by name as the viewer may know it.
    pub by: String,
    /// What, in words.
    pub text: String,
}
