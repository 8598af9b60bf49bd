//! Carrying out one command on a case: load, decide, append, tell.

use std::sync::Arc;

use casework::{
    Actor, Appointment, Asked, Case, Command, Context, DataWish, Dossier, Falsehood, Mandate, MatterAct,
    RatedPart, Refusal, TaskId,
    case::{CorrectionNotice, Delivery, Form, Given, MetPrerequisite, TaskResult},
    interested::InterestedAct,
    policy,
};
use catalog::{Catalog, DepartmentId, ItemId};
use identifiers::CaseNumber;
use jiff::civil::Date;
use store::{Commit, CommitError, Idempotency};

use crate::{
    App, CaseView, Complaint, ExitInput, Failure, GuardianSignature, ResultInput, TaskPage, Visitor,
    case_papers, draft_notes::check_met, exit, form, guardian_consent, matters, notify,
    read_case::parse_number, submit::SubmittedMaterial,
};

/// How often a command is decided anew when somebody else was quicker and the
/// person did not say which version they saw.
const TRIES: usize = 4;

/// A command as it comes from a page or a program.
#[derive(Debug, Clone)]
pub enum CaseCommand {
    /// 受理
    Accept,
    /// 同步评估: what a department says is missing; nothing where all is there.
    Assess(DepartmentId, CorrectionNotice),
    /// 补正告知
    Correction(CorrectionNotice),
    /// 补正内容未达要求
    Unmet(CorrectionNotice),
    /// A second correction, with the reason that the lead department signs.
    AskAgain(CorrectionNotice, String),
    /// 当场更正: values as typed, and the name that was signed.
    CorrectOnSpot(Form, String),
    /// 不受理: reason and remedy (empty for the usual words).
    NotRequired(String, String),
    /// 不属于本机关职权
    NotOurAuthority(Elsewhere),
    /// The applicant returns the correction.
    ReturnCorrection {
        /// Values as typed.
        form: Form,
        /// Materials.
        materials: Vec<SubmittedMaterial>,
    },
    /// 不予受理
    NotAccept {
        /// Why.
        reason: String,
        /// What the applicant can do about it; empty for the usual words.
        remedy: String,
    },
    /// 撤回
    Withdraw {
        /// Why, if said.
        reason: String,
    },
    /// One row alone is withdrawn.
    WithdrawRow {
        /// Counted from 0.
        row: u32,
        /// Why, if said.
        reason: String,
    },
    /// Something that has to be had elsewhere first is there.
    MeetPrerequisite(MetPrerequisite),
    /// A person concerned is asked to confirm: item, role.
    AskParty(ItemId, String),
    /// The people concerned stand there and sign: item, roles.
    RecordParties(ItemId, Vec<String>),
    /// A confirmation is taken back: item, role.
    TakeBackConfirmation(ItemId, String),
    /// 监护人同意
    ConsentAsGuardian(GuardianSignature),
    /// Materials that were to follow (容缺).
    Supply(Vec<SubmittedMaterial>),
    /// The applicant takes a commitment back.
    WithdrawPromise(String),
    /// More time for a deferred material that did not come: until when, why.
    ExtendDeferral(Option<Date>, String),
    /// 终止: reason and remedy (empty for the usual words).
    EndDeferral(String, String),
    /// 批后核查: promise, kept, findings.
    CheckPromise(String, bool, String),
    /// The person is told that a task's result is to be revoked: task, reason.
    AnnounceRevocation(String, String),
    /// 撤销: task, reason, remedy (empty for the usual words).
    RevokeResult(String, String, String),
    /// The person says how a broken promise was made good: promise, what was done.
    AskRepair(String, String),
    /// 信用修复: promise, made good, reason.
    DecideRepair(String, bool, String),
    /// An approver takes a task.
    StartTask(String),
    /// A task is given back: task, reason.
    ReleaseTask(String, String),
    /// 转办: task, the colleague's account, reason.
    HandOverTask(String, String, String),
    /// A question: task, who is asked (a department's id, or none for the counter), what.
    AskQuestion(String, Option<DepartmentId>, String),
    /// An answer: which question, what.
    AnswerQuestion(u32, String),
    /// 现场核查: an appointment on the spot.
    ArrangeCheck(String, CheckInput),
    /// What was found on the spot: task, findings, whether it is as it should be, ids of uploaded files.
    RecordCheck(String, String, bool, Vec<String>),
    /// 制证
    MakeCertificate(String),
    /// 暂停, with the special procedure.
    SuspendTask(String, Suspension),
    /// The special procedure ended.
    ResumeTask(String),
    /// 延长: task, working days, reason.
    ExtendTask(String, u32, String),
    /// 延长 of the limit of several departments together: working days, reason.
    ExtendJoint(u32, String),
    /// Something about people whose great interests a task concerns (利害关系人).
    Interested(InterestedAct),
    /// 虚假材料: what was found; the remedy empty for the usual words.
    FindFalseMaterial(Falsehood),
    /// 准予
    GrantTask(String, GrantInput),
    /// 不予: task, reason, remedy (empty for the usual words).
    RefuseTask(String, String, String),
    /// 送达
    Deliver {
        /// Who received it, or the tracking number.
        note: String,
    },
    /// Something about a result that was given.
    Result(ResultInput),
    /// 一口出件: something about results on paper.
    Exit(ExitInput),
    /// How paper results are wanted.
    ChooseDelivery(Delivery),
    /// 评价
    Rate {
        /// 5 to 1.
        level: u8,
        /// Reasons chosen.
        reasons: Vec<String>,
        /// A word.
        comment: String,
    },
    /// 分开评价: parts by themselves.
    RateParts(Vec<RatedPart>),
    /// 投诉、办不成事
    Complain {
        /// What could not be done, or how one was treated.
        text: String,
    },
    /// 个人信息请求: what is wanted, and which data.
    AskAboutData(DataWish, String),
    /// 督办
    Urge {
        /// The task that it is about.
        task: Option<String>,
        /// What is wanted.
        text: String,
        /// Within how many working days.
        working_days: u32,
    },
    /// Something is done about a matter.
    ActOnMatter {
        /// Which, from 1.
        nth: u32,
        /// What.
        act: MatterAct,
        /// What is said.
        text: String,
    },
}

/// A special procedure that stops a task's clock.
#[derive(Debug, Clone, Default)]
pub struct Suspension {
    /// Which, in words.
    pub procedure: String,
    /// Its last day as the applicant is told.
    pub expected_end: Option<Date>,
    /// The document that it rests on.
    pub evidence: String,
}

/// An appointment for a check on the spot.
#[derive(Debug, Clone, Default)]
pub struct CheckInput {
    /// The day.
    pub on: Option<Date>,
    /// Who comes: two or more.
    pub officers: Vec<String>,
    /// What the applicant should know.
    pub note: String,
    /// The document on which the clock rests, where the check is a special procedure of the item.
    pub evidence: String,
}

/// What an approver gives with a grant; what is left out is filled in.
#[derive(Debug, Clone, Default)]
pub struct GrantInput {
    /// Name of the result; otherwise the item's own.
    pub name: Option<String>,
    /// Its number; otherwise one is drawn from the task's.
    pub number: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// Id of an uploaded file.
    pub file: Option<String>,
    /// First day of validity; otherwise today.
    pub valid_from: Option<Date>,
    /// Last day of validity.
    pub valid_until: Option<Date>,
}

/// Where an application belongs that is not decided here.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// Which authority decides.
    pub authority: String,
    /// Why it is not decided here.
    pub reason: String,
    /// How it was handed over; empty where the applicant goes there themselves.
    pub handed_over: String,
    /// What the applicant can do about it; empty for the usual words.
    pub remedy: String,
}

impl App {
    /// Carries out a command. `version` is the one that the person saw; with it, a
    /// change in between is refused as stale. The same key is carried out once.
    ///
    /// # Errors
    /// `NotFound` where there is no such case for the visitor, `Refused` with the reason, `Invalid` for wrong values.
    pub async fn carry_out(
        &self,
        visitor: &Visitor,
        number: &str,
        command: CaseCommand,
        version: Option<u64>,
        key: Option<&str>,
    ) -> Result<CaseView, Failure> {
        let number = parse_number(number)?;
        for _ in 0..TRIES {
            if let Some(key) = key
                && self.store().answered(&visitor.account.id, key).await?.is_some()
            {
                break;
            }
            let before = self.visible_case(visitor, &number).await?;
            if version.is_some_and(|version| version != before.case.version) {
                return Err(Failure::Refused(Refusal::Stale));
            }
            let command = self.prepare(visitor, &before.case, command.clone()).await?;
            let wrong_code = exit::is_wrong_code(&command);
            let idempotency = key.filter(|_| !wrong_code).map(|key| Idempotency {
                account: visitor.account.id.clone(),
                key: key.to_owned(),
                answer: serde_json::json!({ "number": before.case.number.as_str() }),
            });
            let actor = visitor.acting(&before.case, command.task(), self.today());
            match self.append(&actor, &before, command, idempotency).await {
                Ok(after) if wrong_code => return Err(exit::wrong_code(&after.case)),
                Ok(after) => return self.case_after(visitor, &after),
                Err(CommitFailure::Commit(CommitError::AlreadyAnswered(_))) => break,
                Err(CommitFailure::Commit(CommitError::Stale)) if version.is_none() => {}
                Err(CommitFailure::Commit(CommitError::Stale | CommitError::NumberTaken)) => {
                    return Err(Failure::Refused(Refusal::Stale));
                }
                Err(CommitFailure::Commit(CommitError::Store(error))) => return Err(error.into()),
                Err(CommitFailure::Failure(failure)) => return Err(failure),
            }
        }
        self.case(visitor, number.as_str()).await
    }

    /// Carries out a command on a task and answers with the task's page.
    ///
    /// # Errors
    /// As [`App::carry_out`].
    pub async fn carry_out_task(
        &self,
        visitor: &Visitor,
        task: &str,
        command: CaseCommand,
        version: Option<u64>,
        key: Option<&str>,
    ) -> Result<TaskPage, Failure> {
        let id = TaskId(task.to_owned());
        let view = self.carry_out(visitor, id.case(), command, version, key).await?;
        self.task_page(visitor, &id, view)
    }

    /// Decides on the command and writes what it comes to.
    pub(crate) async fn append(
        &self,
        actor: &Actor,
        before: &Dossier,
        command: Command,
        idempotency: Option<Idempotency>,
    ) -> Result<Arc<Dossier>, CommitFailure> {
        let catalog = self.catalog();
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor };
        let expected_version = before.case.version;
        let events = casework::decide(&before.case, command, &context).map_err(Failure::from)?;
        let events: Vec<_> =
            casework::record(expected_version, events, &context).into_iter().map(Arc::new).collect();
        let after = before.with(&events);
        let (after, events) = self.observed(after, events);
        let after = Arc::new(after);
        let case = &after.case;
        let rules = self.rules_of_case(&case.plan);
        let theme_name = rules.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone());
        let timers = self.timer_changes(Some(&before.case), case);
        let yellow_from = case.yellow_days(self.today(), &catalog.calendar);
        let agents = self.agents_told(case).await?;
        let base_url = &self.settings().base_url;
        let (mut deliver_messages, mut outbox) =
            notify::tell(&rules, &theme_name, base_url, case, &agents, &events);
        let above = self.told_above(&rules, case, &events).await?;
        outbox.extend(above.iter().map(|message| notify::outside(message, base_url)));
        deliver_messages.extend(above);
        let happened: Vec<_> = events.iter().map(|recorded| &recorded.event).collect();
        let asked = self.rating_asked(case, &happened, &deliver_messages)?;
        let (rating_links, words): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
        outbox.extend(words);
        let papers = case_papers::new_papers(&rules, &after, before.history.len());
        let commit = Commit {
            number: case.number.clone(),
            expected_version,
            events,
            theme_name,
            deliver_messages,
            outbox,
            papers,
            rating_links,
            yellow_from,
            timers,
            idempotency,
            after: Arc::clone(&after),
            drop_draft: None,
            today: self.today(),
        };
        self.store().commit(commit).await.map_err(CommitFailure::Commit)?;
        Ok(after)
    }

    /// Carries out a command for somebody who has no part in the case but by a code or a link. Somebody
    /// else may act on the case at the same moment; the next try sees what they did.
    pub(crate) async fn act_as(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        command: Command,
    ) -> Result<(), Failure> {
        for _ in 0..TRIES {
            let dossier = self.store().dossier(number).await?.ok_or(Failure::NotFound)?;
            match self.append(actor, &dossier, command.clone(), None).await {
                Ok(_) => return Ok(()),
                Err(CommitFailure::Commit(CommitError::Stale)) => {}
                Err(CommitFailure::Failure(failure)) => return Err(failure),
                Err(CommitFailure::Commit(CommitError::Store(error))) => return Err(error.into()),
                Err(CommitFailure::Commit(error)) => return Err(Failure::Fault(Box::new(error))),
            }
        }
        Err(Failure::Refused(Refusal::Stale))
    }

    /// What has happened, and what the observer finds in it (电子监察).
    fn observed(
        &self,
        mut after: Dossier,
        mut events: Vec<Arc<casework::Recorded>>,
    ) -> (Dossier, Vec<Arc<casework::Recorded>>) {
        let catalog = self.catalog();
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor: &Actor::System };
        for command in after.case.findings(&after.history, events.len()) {
            // What was found before is not found again.
            let Ok(found) = casework::decide(&after.case, command, &context) else { continue };
            let found = casework::record(after.case.version, found, &context);
            let found: Vec<_> = found.into_iter().map(Arc::new).collect();
            after = after.with(&found);
            events.extend(found);
        }
        (after, events)
    }

    /// From what was typed to a command of the case.
    async fn prepare(
        &self,
        visitor: &Visitor,
        case: &Case,
        command: CaseCommand,
    ) -> Result<Command, Failure> {
        let catalog = self.catalog();
        Ok(match command {
            CaseCommand::Accept => Command::Accept,
            CaseCommand::Assess(department, remarks) => Command::Assess { department, remarks },
            CaseCommand::Correction(notice) => Command::AskForCorrection(notice),
            CaseCommand::Unmet(notice) => Command::SayUnmet(notice),
            CaseCommand::AskAgain(notice, why) => Command::AskAgain { notice, why },
            CaseCommand::CorrectOnSpot(form, confirmed_by) => {
                let form = checked_return(&self.rules_of_case(&case.plan), case, &form, self.today())?;
                Command::CorrectOnSpot { form, confirmed_by }
            }
            CaseCommand::NotRequired(reason, remedy) => {
                Command::NotRequired { reason, remedy: or_usual(remedy, &case.plan.lead, &catalog) }
            }
            CaseCommand::NotOurAuthority(Elsewhere { authority, reason, handed_over, remedy }) => {
                let remedy = or_usual(remedy, &case.plan.lead, &catalog);
                Command::NotOurAuthority { authority, reason, handed_over, remedy }
            }
            CaseCommand::ReturnCorrection { form, materials } => {
                let form = checked_return(&self.rules_of_case(&case.plan), case, &form, self.today())?;
                let materials = self.read_materials(visitor, &case.applicant, materials).await?;
                Command::ReturnCorrection { form, materials }
            }
            CaseCommand::NotAccept { reason, remedy } => {
                Command::NotAccept { reason, remedy: or_usual(remedy, &case.plan.lead, &catalog) }
            }
            CaseCommand::Withdraw { reason } => Command::Withdraw { reason },
            CaseCommand::AskParty(item, role) => Command::AskParty { item, role },
            CaseCommand::RecordParties(item, roles) => Command::RecordParties { item, roles },
            CaseCommand::TakeBackConfirmation(item, role) => Command::TakeBackConfirmation { item, role },
            CaseCommand::ConsentAsGuardian(signature) => {
                let version = case.privacy_notice.as_ref().map_or("", |notice| notice.version.as_str());
                let (rules, children) = (self.rules_of_case(&case.plan), case.young_children());
                let (plan, whose) = (&case.plan, &case.applicant_name);
                let consent = guardian_consent::signed(&rules, plan, &children, version, &signature, whose);
                Command::ConsentAsGuardian(consent.map_err(Failure::Invalid)?)
            }
            CaseCommand::WithdrawRow { row, reason } => Command::WithdrawRow { row, reason },
            CaseCommand::MeetPrerequisite(met) => {
                check_met(std::slice::from_ref(&met), self.today())?;
                Command::MeetPrerequisite(met)
            }
            CaseCommand::Supply(materials) => {
                Command::Supply(self.read_materials(visitor, &case.applicant, materials).await?)
            }
            CaseCommand::Interested(act) => Command::Interested(act),
            CaseCommand::FindFalseMaterial(found) => {
                let task = found.task.as_ref().and_then(|id| case.task(id));
                let department = task.map_or(&case.plan.lead, |task| &task.department);
                let remedy = or_usual(found.remedy, department, &catalog);
                Command::FindFalseMaterial(Falsehood { remedy, ..found })
            }
            CaseCommand::WithdrawPromise(promise) => Command::WithdrawPromise { promise },
            CaseCommand::ExtendDeferral(until, reason) => {
                let message = "请写明宽限到哪一天";
                let until = until.ok_or_else(|| Failure::invalid("/until", "required", message))?;
                Command::ExtendDeferral { until, reason }
            }
            CaseCommand::EndDeferral(reason, remedy) => {
                Command::EndDeferral { reason, remedy: or_usual(remedy, &case.plan.lead, &catalog) }
            }
            CaseCommand::CheckPromise(promise, kept, findings) => {
                Command::CheckPromise { promise, kept, findings }
            }
            CaseCommand::AnnounceRevocation(task, reason) => {
                Command::AnnounceRevocation { task: TaskId(task), reason }
            }
            CaseCommand::RevokeResult(task, reason, remedy) => {
                let task = TaskId(task);
                let department = case.task(&task).map_or(&case.plan.lead, |task| &task.department);
                Command::RevokeResult { remedy: or_usual(remedy, department, &catalog), task, reason }
            }
            CaseCommand::AskRepair(promise, text) => Command::AskRepair { promise, text },
            CaseCommand::DecideRepair(promise, repaired, reason) => {
                Command::DecideRepair { promise, repaired, reason }
            }
            CaseCommand::StartTask(task) => Command::StartTask { task: TaskId(task) },
            CaseCommand::ReleaseTask(task, reason) => Command::ReleaseTask { task: TaskId(task), reason },
            CaseCommand::HandOverTask(task, to, reason) => {
                let to = self.colleague(&to).await?;
                Command::HandOverTask { task: TaskId(task), to, reason }
            }
            CaseCommand::AskQuestion(task, to, text) => {
                let to = to.map_or(Asked::Counter, |department| Asked::Department { department });
                Command::AskQuestion { task: TaskId(task), to, text }
            }
            CaseCommand::AnswerQuestion(nth, text) => Command::AnswerQuestion { nth, text },
            CaseCommand::ExtendJoint(working_days, reason) => Command::ExtendJoint { working_days, reason },
            CaseCommand::ArrangeCheck(task, CheckInput { on, officers, note, evidence }) => {
                let message = "请写明哪天去现场";
                let on = on.ok_or_else(|| Failure::invalid("/on", "required", message))?;
                let appointment = Appointment { on, officers, note: note.trim().to_owned(), evidence };
                Command::ArrangeCheck { task: TaskId(task), appointment }
            }
            CaseCommand::RecordCheck(task, findings, passed, files) => {
                let files = self.own_files(visitor, &files, "/files").await?;
                Command::RecordCheck { task: TaskId(task), findings, passed, files }
            }
            CaseCommand::MakeCertificate(task) => Command::MakeCertificate { task: TaskId(task) },
            CaseCommand::SuspendTask(task, Suspension { procedure, expected_end, evidence }) => {
                let message = "请写明特别程序预计哪天结束，要书面告知申请人";
                let expected_end =
                    expected_end.ok_or_else(|| Failure::invalid("/expected_end", "required", message))?;
                Command::SuspendTask { task: TaskId(task), procedure, expected_end, evidence }
            }
            CaseCommand::ExtendTask(task, working_days, reason) => {
                Command::ExtendTask { task: TaskId(task), working_days, reason }
            }
            CaseCommand::ResumeTask(task) => Command::ResumeTask { task: TaskId(task) },
            CaseCommand::GrantTask(task, input) => self.grant(visitor, case, TaskId(task), input).await?,
            CaseCommand::RefuseTask(task, reason, remedy) => {
                let task = TaskId(task);
                let department = case.task(&task).map_or(&case.plan.lead, |task| &task.department);
                Command::RefuseTask { remedy: or_usual(remedy, department, &catalog), task, reason }
            }
            CaseCommand::Deliver { note } => Command::Deliver { note },
            CaseCommand::Result(input) => Command::Result(self.result_act(visitor, case, input).await?),
            CaseCommand::Exit(input) => Command::Exit(self.exit_act(case, input).await?),
            CaseCommand::ChooseDelivery(delivery) => Command::ChooseDelivery(delivery),
            CaseCommand::Rate { level, reasons, comment } => {
                Command::Rate { level, reasons, comment, given: Given::default() }
            }
            CaseCommand::RateParts(parts) => Command::RateParts { parts },
            CaseCommand::Complain { text } => Command::Complain { text },
            CaseCommand::AskAboutData(wish, text) => Command::AskAboutData { wish, text },
            CaseCommand::Urge { task, text, working_days } => {
                Command::Urge { task: matters::task_of(task), text, working_days }
            }
            CaseCommand::ActOnMatter { nth, act, text } => Command::ActOnMatter { nth, act, text },
        })
    }

    async fn grant(
        &self,
        visitor: &Visitor,
        case: &Case,
        task: TaskId,
        input: GrantInput,
    ) -> Result<Command, Failure> {
        let planned =
            case.task(&task).and_then(|task| case.plan.item(&task.item)).ok_or(Refusal::NoSuchTask)?;
        let own =
            planned.results.iter().find(|result| input.name.as_ref().is_none_or(|name| *name == result.name));
        let file = match &input.file {
            Some(id) => {
                self.own_files(visitor, std::slice::from_ref(id), "/result/file").await?.into_iter().next()
            }
            None => None,
        };
        let valid_from = input.valid_from.unwrap_or_else(|| self.today());
        let valid_until = input.valid_until.or_else(|| own.and_then(|own| own.holds_until(valid_from)));
        if valid_until.is_some_and(|until| until < valid_from) {
            let message = "有效期的最后一天不能早于第一天";
            return Err(Failure::invalid("/result/valid_until", "wrong_date", message));
        }
        let item_name = self.rules_of_case(&case.plan).item_name(&planned.item).to_owned();
        let result = TaskResult {
            name: input.name.or_else(|| own.map(|own| own.name.clone())).unwrap_or(item_name),
            number: input.number.filter(|number| !number.trim().is_empty()).unwrap_or_else(|| task.0.clone()),
            kind: own.map_or_else(|| "record".to_owned(), |own| own.kind.clone()),
            material: own.and_then(|own| own.material.clone()),
            valid_from,
            valid_until,
            text: input.text.filter(|text| !text.trim().is_empty()),
            file,
        };
        Ok(Command::GrantTask { task, result })
    }

    /// The case and what happened to it so far, where the visitor may know of it.
    pub(crate) async fn visible_case(
        &self,
        visitor: &Visitor,
        number: &CaseNumber,
    ) -> Result<Arc<Dossier>, Failure> {
        let dossier = self.store().dossier(number).await?.ok_or(Failure::NotFound)?;
        if policy::sight(&visitor.actor, &dossier.case).is_some() {
            return Ok(dossier);
        }
        let covered = |given: &Mandate| given.covers(&dossier.case);
        Err(self.without_mandate(visitor, covered, Failure::NotFound).await)
    }
}

/// Why nothing was written.
pub(crate) enum CommitFailure {
    /// The command was refused, or what it rests on could not be had.
    Failure(Failure),
    /// The store did not take it.
    Commit(CommitError),
}

impl From<Failure> for CommitFailure {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

fn or_usual(remedy: String, department: &catalog::DepartmentId, catalog: &Catalog) -> String {
    if remedy.trim().is_empty() { crate::words::usual_remedy(department, catalog) } else { remedy }
}

/// The values that a correction opens, checked like the form itself.
fn checked_return(catalog: &Catalog, case: &Case, typed: &Form, today: Date) -> Result<Form, Failure> {
    let theme = catalog.theme(&case.plan.theme).ok_or(Failure::NotFound)?;
    let mut whole = case.form.clone();
    whole.extend(typed.iter().map(|(id, value)| (id.clone(), value.clone())));
    let mut answers = case.answers.clone();
    answers.elements.extend(form::known_elements(catalog, &whole));
    let assessment = catalog::assess::assess(catalog, theme, &answers);
    let checked = form::check(catalog, &assessment, &whole, today);
    let touched = |complaint: &Complaint| {
        typed.keys().any(|id| {
            let pointer = form::pointer(id, None);
            complaint.pointer == pointer || complaint.pointer.starts_with(&format!("{pointer}/"))
        })
    };
    let complaints: Vec<Complaint> = checked.complaints.into_iter().filter(touched).collect();
    if !complaints.is_empty() {
        return Err(Failure::Invalid(complaints));
    }
    let form = typed.keys().map(|id| {
        let value = checked.form.get(id).or_else(|| typed.get(id)).cloned().unwrap_or_default();
        (id.clone(), value)
    });
    Ok(form.collect())
}
