//! A small district: people, one plan, and a case that time passes for.

use casework::{
    Actor, Case, CasePlan, Command, Context, Event, Mandate, MandateScope, MandatedAct, NoticeShown,
    PlannedItem, PlannedMaterial, Recorded, Refusal, Role, ShownBy, Submission, TaskId, TaskStageName,
    case::{Channel, CorrectionNotice, Delivery, FieldRemark, FileRef, HandedIn, MaterialRemark, TaskResult},
    exit::{Exit, ExitAct, Proof, Receiver},
    promise::Promise,
};
use catalog::{Answers, MaterialId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date, civil::date};
use workdays::Calendar;

pub fn account(id: &str, roles: &[Role]) -> Actor {
    under(id, roles, Vec::new())
}

pub fn under(id: &str, roles: &[Role], mandates: Vec<Mandate>) -> Actor {
    Actor::Account { account: id.into(), name: id.to_owned(), roles: roles.to_vec(), mandates }
}

/// What Li Na lets somebody do for her in her birth: these acts.
pub fn mandate(acts: &[MandatedAct]) -> Mandate {
    Mandate {
        id: "mandate".into(),
        principal: "li_na".into(),
        scope: MandateScope::Themes { themes: vec!["birth".into()] },
        acts: acts.iter().copied().collect(),
        from: date(2026, 3, 2),
        until: date(2026, 6, 30),
    }
}

pub fn li_na() -> Actor {
    account("li_na", &[Role::Applicant])
}

pub fn stranger() -> Actor {
    account("stranger", &[Role::Applicant])
}

pub fn agent() -> Actor {
    agent_who_may(MandatedAct::ALL)
}

pub fn agent_who_may(acts: &[MandatedAct]) -> Actor {
    under("agent", &[Role::Applicant, Role::Agent], vec![mandate(acts)])
}

pub fn clerk_of(place: &str) -> Actor {
    account(&format!("clerk_{place}"), &[Role::Applicant, Role::Clerk { place: place.into() }])
}

pub fn clerk() -> Actor {
    clerk_of("centre")
}

pub fn lead() -> Actor {
    account("lead", &[Role::Lead { department: "health".into() }])
}

pub fn office() -> Actor {
    account("office", &[Role::Office])
}

pub fn government() -> Actor {
    account("government", &[Role::GovernmentHead])
}

pub fn supervisor() -> Actor {
    account("supervisor", &[Role::Supervisor])
}

pub fn approver(department: &str) -> Actor {
    account(&format!("approver_{department}"), &[Role::Approver { department: department.into() }])
}

pub fn head(department: &str) -> Actor {
    account(&format!("head_{department}"), &[Role::Head { department: department.into() }])
}

/// Four items: two children get a certificate each (3 days), then are registered each (5 days), then
/// the family's insurance is done once (2 days); vaccination is on the spot and waits for nothing.
pub fn plan() -> CasePlan {
    let item = |id: &str, department: &str, repeat, needs: &[&str], days| PlannedItem {
        item: id.into(),
        department: department.into(),
        repeat,
        needs: needs.iter().map(|need| (*need).into()).collect(),
        promised_days: days,
        statutory_days: days * 2,
        special_procedures: vec!["现场核查".into()],
        elements: vec![format!("{id}.field").into(), "mother.name".into()],
        materials: vec![format!("{id}_form").into()],
        ..PlannedItem::default()
    };
    let material = |id: &str, key, deferrable, spared| PlannedMaterial {
        material: id.into(),
        key,
        deferrable,
        spared,
        fallback: None,
    };
    CasePlan {
        theme: "birth".into(),
        version: "1".into(),
        on: None,
        lead: "health".into(),
        items: vec![
            item("certificate", "health", Some(2), &[], 3),
            item("registration", "police", Some(2), &["certificate"], 5),
            item("insurance", "insurance", None, &["registration"], 2),
            item("vaccination", "health", None, &[], 0),
        ],
        materials: vec![
            material("certificate_form", true, false, false),
            material("registration_form", false, false, false),
            material("insurance_form", false, true, false),
            material("vaccination_form", true, false, true),
        ],
        elements: ["mother.name", "certificate.field", "registration.field", "insurance.field"]
            .map(Into::into)
            .to_vec(),
        ..CasePlan::default()
    }
}

pub fn number() -> CaseNumber {
    CaseNumber::compose("JJ", date(2026, 3, 2), [1, 2, 3, 4, 5, 6])
}

pub fn handed_in(material: &str) -> HandedIn {
    HandedIn {
        material: material.into(),
        files: vec![FileRef {
            id: format!("file-of-{material}"),
            name: format!("{material}.pdf"),
            media_type: "application/pdf".into(),
            size: 1,
        }],
        on_paper: false,
        deferred: false,
        from_wallet: None,
        signed: false,
    }
}

pub fn nothing(material: &str) -> HandedIn {
    HandedIn { files: Vec::new(), ..handed_in(material) }
}

pub fn on_paper(material: &str) -> HandedIn {
    HandedIn { on_paper: true, ..nothing(material) }
}

pub fn deferred(material: &str) -> HandedIn {
    HandedIn { deferred: true, ..nothing(material) }
}

/// A promise as it is signed.
pub fn promise(id: &str, item: Option<&str>, materials_: &[&str]) -> Promise {
    Promise {
        id: id.into(),
        item: item.map(Into::into),
        materials: materials(materials_),
        text: vec![("承诺".into(), "我保证".into())],
        signed_as: "李娜".into(),
        drawn: None,
        authority: None,
    }
}

/// An application of which the insurance form follows later, with the promise for it.
pub fn insurance_form_later() -> Submission {
    let mut submission = submission();
    submission.materials[2] = deferred("insurance_form");
    submission.promises = vec![promise("deferral", None, &["insurance_form"])];
    submission
}

/// The notice of how data are used, as it was shown on the page.
pub fn notice_shown() -> NoticeShown {
    NoticeShown {
        version: "1-a".into(),
        text: vec![("谁来处理".into(), "办理部门".into())],
        by: ShownBy::Page,
        at: "2026-03-02T01:00:00Z".parse().unwrap(),
    }
}

pub fn submission() -> Submission {
    Submission {
        number: number(),
        applicant: "li_na".into(),
        applicant_name: "李娜".into(),
        channel: Channel::Online,
        plan: std::sync::Arc::new(plan()),
        answers: Answers::default(),
        form: [("mother.name".into(), "李娜".into())].into(),
        materials: ["certificate_form", "registration_form", "insurance_form"].map(handed_in).to_vec(),
        delivery: Delivery::Online,
        exit: Exit::Together,
        assess_by: None,
        acknowledged: Vec::new(),
        met: Vec::new(),
        promises: Vec::new(),
        broken_promise: false,
        privacy_notice: Some(std::sync::Arc::new(notice_shown())),
        guardian_consent: None,
        barred: Vec::new(),
    }
}

pub fn counter(place: &str) -> Channel {
    Channel::Counter { place: place.into() }
}

pub fn materials(ids: &[&str]) -> Vec<MaterialId> {
    ids.iter().map(|id| (*id).into()).collect()
}

pub fn notice(fields: &[&str], materials: &[&str]) -> CorrectionNotice {
    CorrectionNotice {
        fields: fields
            .iter()
            .map(|id| FieldRemark {
                element: (*id).into(),
                remark: "与证件不一致".into(),
                ..FieldRemark::default()
            })
            .collect(),
        materials: materials
            .iter()
            .map(|id| MaterialRemark {
                material: (*id).into(),
                remark: "照片不清晰".into(),
                ..MaterialRemark::default()
            })
            .collect(),
        message: String::new(),
    }
}

/// What a department remarks: what is wrong and how to mend it.
pub fn remarks(fields: &[&str], materials: &[&str]) -> CorrectionNotice {
    let mut remarks = notice(fields, materials);
    remarks.fields.iter_mut().for_each(|remark| remark.how = "按证件填写".into());
    remarks.materials.iter_mut().for_each(|remark| remark.how = "重新拍照上传".into());
    remarks
}

pub fn assess(department: &str, remarks: CorrectionNotice) -> Command {
    Command::Assess { department: department.into(), remarks }
}

pub fn complete(department: &str) -> Command {
    assess(department, CorrectionNotice::default())
}

pub fn result() -> TaskResult {
    TaskResult {
        name: "出生医学证明".into(),
        number: "T500000001".into(),
        kind: "certificate".into(),
        material: None,
        valid_from: date(2026, 3, 2),
        valid_until: None,
        text: None,
        file: None,
    }
}

pub fn task(nth: usize) -> TaskId {
    TaskId::of(&number(), nth)
}

pub fn grant(nth: usize) -> Command {
    Command::GrantTask { task: task(nth), result: result() }
}

/// A special procedure of the law, expected to end within the week.
pub fn suspend(nth: usize, expected_end: Date) -> Command {
    Command::SuspendTask {
        task: task(nth),
        procedure: "听证".into(),
        expected_end,
        evidence: "听证告知书〔2026〕1号".into(),
    }
}

pub fn extend(nth: usize, working_days: u32) -> Command {
    Command::ExtendTask { task: task(nth), working_days, reason: "需要核对外省档案".into() }
}

pub fn refuse(nth: usize) -> Command {
    Command::RefuseTask {
        task: task(nth), reason: "不符合条件".into(), remedy: "可申请行政复议".into()
    }
}

/// Nine in the morning of a day, in Beijing.
pub fn morning(day: Date) -> Timestamp {
    jiff::tz::offset(8).to_timestamp(day.at(9, 0, 0, 0)).expect("a day of our time")
}

/// One case through time.
pub struct World {
    pub calendar: Calendar,
    pub now: Timestamp,
    pub history: Vec<Recorded>,
    pub case: Case,
}

impl World {
    /// Handed in on Monday, 2 March 2026.
    pub fn begin(actor: &Actor, submission: Submission) -> Result<Self, Refusal> {
        let calendar = Calendar::new(Vec::new());
        let now = morning(date(2026, 3, 2));
        let ctx = Context { now, calendar: &calendar, actor };
        let history = casework::record(0, casework::submit(submission, &ctx)?, &ctx);
        let case = casework::replay(&history).expect("it was handed in");
        Ok(Self { calendar, now, history, case })
    }

    /// Li Na's case, handed in online.
    pub fn submitted() -> Self {
        Self::begin(&li_na(), submission()).expect("everything is there")
    }

    /// Li Na's case, accepted on the same day.
    pub fn accepted() -> Self {
        Self::accepted_with(submission())
    }

    pub fn accepted_with(submission: Submission) -> Self {
        let mut world = Self::begin(&li_na(), submission).expect("everything is there");
        world.does(&clerk(), Command::Accept);
        world
    }

    /// Accepted and granted to the end.
    pub fn granted(submission: Submission) -> Self {
        let mut world = Self::accepted_with(submission);
        for (department, nth) in
            [("health", 1), ("health", 2), ("police", 3), ("police", 4), ("insurance", 5), ("health", 6)]
        {
            world.does(&approver(department), grant(nth));
        }
        world
    }

    pub fn on(&mut self, day: Date) -> &mut Self {
        self.now = morning(day);
        self
    }

    pub fn tries(&mut self, actor: &Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let ctx = Context { now: self.now, calendar: &self.calendar, actor };
        let events = casework::decide(&self.case, command, &ctx)?;
        for recorded in casework::record(self.case.version, events.clone(), &ctx) {
            self.case = casework::evolve(Some(self.case.clone()), &recorded);
            self.history.push(recorded);
        }
        Ok(events)
    }

    #[track_caller]
    pub fn does(&mut self, actor: &Actor, command: Command) -> Vec<Event> {
        match self.tries(actor, command.clone()) {
            Ok(events) => events,
            Err(refusal) => panic!("{command:?} was refused: {refusal:?}"),
        }
    }

    #[track_caller]
    pub fn refuses(&mut self, actor: &Actor, command: Command) -> Refusal {
        match self.tries(actor, command.clone()) {
            Err(refusal) => refusal,
            Ok(events) => panic!("{command:?} came to {events:?}"),
        }
    }

    /// The stages of all tasks, in the plan's order.
    pub fn task_stages(&self) -> Vec<TaskStageName> {
        self.case.tasks.iter().map(|task| task.stage.name()).collect()
    }
}

pub fn by_post() -> Delivery {
    Delivery::Post {
        recipient: "李娜".into(), mobile: "13800138000".into(), address: "几江街道1号".into()
    }
}

/// The applicant takes results with the pick-up code; all that are to go out where none are named.
pub fn hand_out(tasks: &[usize]) -> Command {
    let receiver = Receiver { name: "李娜".into(), mandate: None, signed_as: "李娜".into() };
    let tasks = tasks.iter().map(|nth| task(*nth)).collect();
    Command::Exit(ExitAct::HandOut { tasks, receiver, proof: Proof::Code })
}

/// Everything that is to go out is sent on that day.
pub fn post(on: Date) -> Command {
    let (carrier, tracking) = ("中国邮政".into(), "EA123456789CN".into());
    Command::Exit(ExitAct::Post { tasks: Vec::new(), carrier, tracking, on })
}

pub fn came_back(batch: u32, on: Date, next: Option<Delivery>) -> Command {
    Command::Exit(ExitAct::NoteReturn { batch, on, reason: "查无此人".into(), next })
}
