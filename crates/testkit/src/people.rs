//! People and what they do, in the words of the service.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use bytes::Bytes;
use casework::{
    AccountId, MandatedAct, TaskStageName,
    case::{CorrectionNotice, FieldRemark, Form, MaterialRemark},
};
use catalog::Answers;
use jiff::ToSpan;
use service::{
    App, CaseCommand, CaseView, CheckInput, Failure, GrantInput, Invitation, NewMandate, ShownPerson,
    SubmitRequest, Submitted, SubmittedMaterial, TaskPage, Upload, Visitor, sample::Sample,
};
use store::SessionKind;

use crate::{PASSWORD, samples};

/// An answer of the service in words: what a person reads on a refusal.
pub type Said = String;

/// Somebody who is signed in. All people have all the verbs: whether they may is for the service to say.
#[derive(Clone)]
pub struct Person {
    app: App,
    visitor: Visitor,
    login: String,
    keys: Arc<AtomicU32>,
}

impl Person {
    pub(crate) fn new(app: App, visitor: Visitor, login: String) -> Self {
        Self { app, visitor, login, keys: Arc::default() }
    }

    /// What they are to the use cases.
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// What they sign in with.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The same person, signed in anew: with what others let them do by now.
    pub async fn signs_in_again(&self) -> Self {
        let signed_in = self.app.sign_in(&self.login, PASSWORD, "127.0.0.1", SessionKind::Web).await;
        let signed_in = signed_in.unwrap_or_else(|failure| panic!("{} signs in: {failure:?}", self.login));
        Self { visitor: signed_in.visitor, ..self.clone() }
    }

    /// Lets somebody do these acts in these things for a quarter of a year; the code for it.
    pub async fn invites(&self, themes: &[&str], acts: &[MandatedAct]) -> Invitation {
        let new = NewMandate {
            themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
            acts: acts.iter().map(|act| act.as_str().to_owned()).collect(),
            until: Some(self.app.today() + 90.days()),
            ..NewMandate::default()
        };
        let invitation = self.app.invite_agent(&self.visitor, &new).await;
        invitation.unwrap_or_else(|failure| panic!("{} invites an agent: {failure:?}", self.login))
    }

    /// Lets somebody do everything in these things; the agent as they are from then on.
    pub async fn authorises(&self, agent: &Self, themes: &[&str]) -> Self {
        let invitation = self.invites(themes, MandatedAct::ALL).await;
        let taken = self.app.take_up_mandate(&agent.visitor, &invitation.code).await;
        taken.unwrap_or_else(|failure| panic!("{} takes up a mandate: {failure:?}", agent.login));
        agent.signs_in_again().await
    }

    /// At the counter: lets an official helper do everything in these things for whoever stands there with
    /// the identity card; the helper as they are from then on, and the account of who stood there.
    pub async fn records_mandate(
        &self,
        (name, id_number): (&str, &str),
        agent: &Self,
        themes: &[&str],
    ) -> (Self, AccountId) {
        let shown = |name: &str, number: &str| ShownPerson { name: name.into(), id_number: number.into() };
        let new = NewMandate {
            themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
            acts: MandatedAct::ALL.iter().map(|act| act.as_str().to_owned()).collect(),
            until: Some(self.app.today() + 90.days()),
            ..NewMandate::default()
        };
        let (principal, helper) = (shown(name, id_number), shown(&agent.visitor.account.name, &agent.login));
        let prepared = self.app.prepare_mandate(&self.visitor, &principal, &helper, &new).await;
        let prepared = prepared.unwrap_or_else(|failure| panic!("{} records: {failure:?}", self.login));
        let paper = Upload { name: "委托书.pdf".into(), bytes: Bytes::from(samples::pdf()) };
        let signed = self.app.confirm_mandate(&self.visitor, &prepared.id, Some(paper), true).await;
        signed.unwrap_or_else(|failure| panic!("{} keeps the signed paper: {failure:?}", self.login));
        (agent.signs_in_again().await, prepared.principal)
    }

    /// A key that they have not used yet.
    pub fn new_key(&self) -> String {
        format!("{}-{}", self.login, self.keys.fetch_add(1, Relaxed))
    }

    /// These answers, and invented ones to whatever is asked beyond them.
    pub fn answers(&self, theme: &str, given: &[(&str, &str)], sample: &mut Sample) -> Answers {
        let catalog = self.app.catalog();
        let pairs: Vec<_> = given.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
        let given = self.app.parse_answers(theme, &pairs).unwrap_or_else(|failure| panic!("{failure:?}"));
        sample.completed(&catalog, catalog.theme(theme).expect("the theme is there"), given)
    }

    /// A whole application with these answers, everything else invented.
    pub async fn application(&self, theme: &str, given: &[(&str, &str)]) -> SubmitRequest {
        let mut sample = Sample::new(1);
        let answers = self.answers(theme, given, &mut sample);
        self.sampled(theme, answers, &mut sample).await
    }

    /// A whole application with exactly these answers.
    pub async fn sampled(&self, theme: &str, answers: Answers, sample: &mut Sample) -> SubmitRequest {
        let request = self.app.sample_request(&self.visitor, theme, answers, sample).await;
        request.unwrap_or_else(|failure| panic!("an application for {theme}: {failure:?}"))
    }

    /// Applies and gets a number.
    pub async fn submits(&self, theme: &str, given: &[(&str, &str)]) -> String {
        let request = self.application(theme, given).await;
        let view = self.hands_in(request).await;
        view.unwrap_or_else(|failure| panic!("{} submits {theme}: {failure:?}", self.login)).number
    }

    /// Hands in an application as it is.
    pub async fn hands_in(&self, request: SubmitRequest) -> Result<CaseView, Failure> {
        self.hands_in_with_key(request, &self.new_key()).await
    }

    /// Hands in an application under a key.
    pub async fn hands_in_with_key(&self, request: SubmitRequest, key: &str) -> Result<CaseView, Failure> {
        match self.app.submit(&self.visitor, request, key).await? {
            Submitted::Case(view) => Ok(*view),
            Submitted::Draft(id) => panic!("a draft {id} where a case was wanted"),
        }
    }

    /// The case as they see it.
    pub async fn sees(&self, case: &str) -> CaseView {
        let view = self.looks_for(case).await;
        view.unwrap_or_else(|failure| panic!("{} sees {case}: {failure:?}", self.login))
    }

    /// The case, if there is one for them.
    pub async fn looks_for(&self, case: &str) -> Result<CaseView, Failure> {
        self.app.case(&self.visitor, case).await
    }

    /// The page of a task, if there is one for them.
    pub async fn looks_for_task(&self, task: &str) -> Result<TaskPage, Failure> {
        self.app.task(&self.visitor, task).await
    }

    /// Does something to a case that must come off.
    pub async fn does(&self, case: &str, command: CaseCommand) -> CaseView {
        let view = self.tries(case, command.clone()).await;
        view.unwrap_or_else(|failure| panic!("{} does {command:?} to {case}: {failure:?}", self.login))
    }

    /// Tries to do something to a case.
    pub async fn tries(&self, case: &str, command: CaseCommand) -> Result<CaseView, Failure> {
        self.app.carry_out(&self.visitor, case, command, None, None).await
    }

    /// 受理
    pub async fn accepts(&self, case: &str) -> CaseView {
        self.does(case, CaseCommand::Accept).await
    }

    /// Asks once for everything named: materials, all with the same remark.
    pub async fn asks_for(&self, case: &str, materials: &[&str]) -> CaseView {
        self.does(case, CaseCommand::Correction(notice(&[], materials))).await
    }

    /// Asks once for fields and materials.
    pub async fn asks_to_mend(&self, case: &str, fields: &[&str], materials: &[&str]) -> CaseView {
        self.does(case, CaseCommand::Correction(notice(fields, materials))).await
    }

    /// Says for the department what is missing; nothing where all is there.
    pub async fn assesses(
        &self,
        case: &str,
        department: &str,
        fields: &[&str],
        materials: &[&str],
    ) -> Result<CaseView, Failure> {
        self.tries(case, CaseCommand::Assess(department.into(), notice(fields, materials))).await
    }

    /// Asks a second time and hears what is said to that.
    pub async fn tries_to_ask_again(&self, case: &str) -> Result<(), Said> {
        let material = self.sees(case).await.materials.first().map(|one| one.id.to_string());
        let notice = notice(&[], &[material.as_deref().unwrap_or_default()]);
        match self.tries(case, CaseCommand::Correction(notice)).await {
            Ok(_) => Ok(()),
            Err(Failure::Refused(refusal)) => Err(service::words::refusal(&refusal, &self.app.catalog())),
            Err(other) => Err(other.code().to_owned()),
        }
    }

    /// Returns the correction with these values and a new file for each material named.
    pub async fn returns(&self, case: &str, form: Form, materials: &[&str]) -> Result<CaseView, Failure> {
        let mut handed_in = Vec::new();
        for material in materials {
            handed_in.push(SubmittedMaterial {
                material: (*material).to_owned(),
                files: vec![self.uploads("重拍.pdf", samples::pdf()).await],
                ..SubmittedMaterial::default()
            });
        }
        self.tries(case, CaseCommand::ReturnCorrection { form, materials: handed_in }).await
    }

    /// Uploads a file and gets its id.
    pub async fn uploads(&self, name: &str, content: Vec<u8>) -> String {
        let stored = self.tries_to_upload(name, content).await;
        stored.unwrap_or_else(|failure| panic!("{} uploads {name}: {failure:?}", self.login))
    }

    /// Tries to upload a file.
    pub async fn tries_to_upload(&self, name: &str, content: Vec<u8>) -> Result<String, Failure> {
        let upload = Upload { name: name.to_owned(), bytes: Bytes::from(content) };
        Ok(self.app.upload(&self.visitor, upload).await?.file.id)
    }

    /// 准予 every task of a case that is ready for the own department; how many there were.
    pub async fn grants_all_ready(&self, case: &str) -> usize {
        let own: Vec<_> = self.visitor.approver_of().into_iter().cloned().collect();
        let CaseView { tasks, parties, .. } = self.sees(case).await;
        let ready = tasks
            .into_iter()
            .filter(|task| own.contains(&task.department) && task.stage == TaskStageName::Ready);
        let mut granted = 0;
        for task in ready {
            if task.actions.contains(&"arrange_check") {
                self.checks_on_the_spot(case, &task.id.0).await;
            }
            let there = parties.iter().filter(|party| party.item == task.item && party.wanted);
            let roles: Vec<_> =
                there.filter(|party| party.given.is_none()).map(|party| party.role.clone()).collect();
            if !roles.is_empty() {
                self.does(case, CaseCommand::RecordParties(task.item.clone(), roles)).await;
            }
            self.does(case, CaseCommand::GrantTask(task.id.0, GrantInput::default())).await;
            granted += 1;
        }
        granted
    }

    /// 现场核查: two officers come today, and all is as it should be.
    pub async fn checks_on_the_spot(&self, case: &str, task: &str) {
        let check = CheckInput {
            on: Some(self.app.today()),
            officers: vec!["王强".into(), "李明".into()],
            evidence: "现场核查通知书".into(),
            ..CheckInput::default()
        };
        self.does(case, CaseCommand::ArrangeCheck(task.to_owned(), check)).await;
        let found = CaseCommand::RecordCheck(task.to_owned(), "和申请一致".into(), true, Vec::new());
        self.does(case, found).await;
    }

    /// 不予
    pub async fn refuses(&self, task: &str, reason: &str) -> CaseView {
        let case = casework::TaskId(task.to_owned()).case().to_owned();
        self.does(&case, CaseCommand::RefuseTask(task.to_owned(), reason.to_owned(), String::new())).await
    }

    /// 送达
    pub async fn hands_out(&self, case: &str) -> CaseView {
        self.does(case, CaseCommand::Deliver { note: "本人领取".into() }).await
    }

    /// 评价
    pub async fn rates(&self, case: &str, level: u8) -> CaseView {
        self.does(case, CaseCommand::Rate { level, reasons: Vec::new(), comment: String::new() }).await
    }
}

/// A notice that names these fields and materials.
pub fn notice(fields: &[&str], materials: &[&str]) -> CorrectionNotice {
    CorrectionNotice {
        fields: fields
            .iter()
            .map(|element| FieldRemark {
                element: (*element).into(),
                remark: "与证件不一致，请核对".into(),
                how: "照证件上的写".into(),
                ..FieldRemark::default()
            })
            .collect(),
        materials: materials
            .iter()
            .map(|material| MaterialRemark {
                material: (*material).into(),
                remark: "看不清，请重拍".into(),
                how: "在亮处重新拍".into(),
                ..MaterialRemark::default()
            })
            .collect(),
        message: String::new(),
    }
}

/// A form with these values.
pub fn form_of(values: &[(&str, serde_json::Value)]) -> Form {
    values.iter().map(|(id, value)| ((*id).into(), value.clone())).collect::<BTreeMap<_, _>>()
}
