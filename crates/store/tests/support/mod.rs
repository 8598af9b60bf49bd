//! Grounds for the stories: an empty store on one of the engines, and people and
//! cases to fill it with.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::Relaxed},
    },
};

use casework::{
    AccountId, CasePlan, Dossier, Event, NoticeShown, PlannedItem, Recorded, Role, ShownBy, Submission,
    TaskId,
    case::{Channel, Delivery, HandedIn, TaskResult, day_of},
    exit::Exit,
};
use catalog::Answers;
use identifiers::CaseNumber;
use jiff::{Timestamp, ToSpan, civil::date};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{
    Account, Commit, CommitError, Database, Idempotency, Keys, NewAccount, NewMessage, NewOutbox, Profile,
    Store, StoreConfig, TimerChanges,
};
use tempfile::TempDir;
use testkit::postgres;
use workdays::Calendar;

/// The applicant's identity number: it must stand nowhere in clear.
pub const ID_NUMBER: &str = "500116199003021234";
/// The applicant's mobile number: likewise.
pub const MOBILE: &str = "13983901234";
/// The applicant's name: likewise.
pub const NAME: &str = "江小津";

/// An empty store.
pub struct Ground {
    pub store: Store,
    pub config: StoreConfig,
    pub folder: TempDir,
    numbers: AtomicU8,
}

impl Ground {
    pub async fn sqlite() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("data.db"));
        Some(Self::open(folder, database).await)
    }

    pub async fn postgres() -> Option<Self> {
        let url = postgres::new_database().await?;
        Some(Self::open(tempfile::tempdir().unwrap(), Database::Postgres(url)).await)
    }

    async fn open(folder: TempDir, database: Database) -> Self {
        let config =
            StoreConfig { database, files: folder.path().join("files"), keys: Keys::from_bytes(&[1; 32]) };
        let store = Store::open(config.clone()).await.unwrap();
        Self { store, config, folder, numbers: AtomicU8::new(0) }
    }

    /// A second, empty place on the same engine.
    pub async fn elsewhere(&self) -> StoreConfig {
        let folder = self.folder.path().join("elsewhere");
        let database = match &self.config.database {
            Database::Sqlite(_) => Database::Sqlite(folder.join("data.db")),
            Database::Postgres(_) => Database::Postgres(postgres::new_database().await.unwrap()),
        };
        StoreConfig { database, files: folder.join("files"), keys: self.config.keys.clone() }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What somebody does who has the database's password: these statements, whatever they break.
    pub async fn tamper(&self, sql: &str) {
        match &self.config.database {
            Database::Sqlite(path) => {
                let connection = rusqlite::Connection::open(path).unwrap();
                connection.pragma_update(None, "foreign_keys", false).unwrap();
                // SQLite's own word for no bytes.
                connection.execute_batch(&sql.replace("link = ''", "link = x''")).unwrap();
            }
            Database::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.unwrap();
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
            }
        }
    }

    /// One text from the database.
    pub async fn value(&self, sql: &str) -> String {
        match &self.config.database {
            Database::Sqlite(path) => {
                let connection = rusqlite::Connection::open(path).unwrap();
                connection.query_row(sql, [], |row| row.get(0)).unwrap()
            }
            Database::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.unwrap();
                sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// An applicant with everything that must not be read in clear.
    pub async fn applicant(&self, login: &str) -> Account {
        let profile = Profile {
            id_number: Some(ID_NUMBER.into()),
            mobile: Some(MOBILE.into()),
            elements: [("address".to_owned(), "几江街道 1 号".into())].into(),
            told: None,
        };
        let new = NewAccount {
            id: AccountId::from(format!("account-{login}").as_str()),
            login: login.into(),
            password: None,
            name: NAME.into(),
            roles: vec![Role::Applicant],
            profile,
            demo: true,
            created_at: at(0),
        };
        self.store.create_account(new).await.unwrap()
    }

    /// A number that no other case of this ground has.
    pub fn number(&self) -> CaseNumber {
        let nth = self.numbers.fetch_add(1, Relaxed);
        CaseNumber::compose("JJ", date(2026, 3, 2), [0, 0, 0, 0, nth / 32, nth % 32])
    }

    /// A case that was just submitted at the minute `minute`.
    pub async fn submitted(&self, applicant: &Account, minute: i64) -> CaseNumber {
        let commit = submission(self.number(), applicant, minute);
        let number = commit.number.clone();
        self.store.commit(commit).await.unwrap();
        number
    }

    /// Appends events to a case as its present version lets it.
    pub async fn append(&self, number: &CaseNumber, events: Vec<Event>) -> Result<(), CommitError> {
        let commit = self.next(number, events).await;
        self.store.commit(commit).await
    }

    /// A commit on the present version of a case, an hour after its last event.
    pub async fn next(&self, number: &CaseNumber, events: Vec<Event>) -> Commit {
        let history = self.store.history(number).await.unwrap();
        let last = history.last().unwrap();
        let at = last.at + 1.hour();
        commit_after(number, &history, recorded(last.version, at, events))
    }
}

/// A minute of 2 March 2026, counted from nine o'clock in Beijing.
pub fn at(minute: i64) -> Timestamp {
    "2026-03-02T01:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minute)
}

fn recorded(version: u64, at: Timestamp, events: Vec<Event>) -> Vec<Recorded> {
    let by = Some(AccountId::from("account-clerk"));
    let events = events.into_iter().zip(version + 1..);
    events
        .map(|(event, version)| Recorded {
            version, at, by: by.clone(), by_name: "三号窗口".into(), event
        })
        .collect()
}

/// The commit of these events behind that history.
pub fn commit_after(number: &CaseNumber, history: &[Recorded], events: Vec<Recorded>) -> Commit {
    let after = Dossier::of(history.iter().chain(&events).cloned().collect()).unwrap();
    let today = day_of(events.last().unwrap().at);
    let yellow_from = after.case.yellow_days(today, &Calendar::new(Vec::new()));
    Commit {
        number: number.clone(),
        expected_version: history.len() as u64,
        today,
        events: events.into_iter().map(Arc::new).collect(),
        after: Arc::new(after),
        theme_name: "出生一件事".into(),
        deliver_messages: Vec::new(),
        outbox: Vec::new(),
        papers: Vec::new(),
        rating_links: Vec::new(),
        yellow_from,
        timers: TimerChanges::default(),
        idempotency: None,
        drop_draft: None,
    }
}

/// An application taken in at a counter, with nothing in it but what it plans and how its results go out.
pub fn taken_in(number: &CaseNumber, applicant: &Account, plan: CasePlan, delivery: Delivery) -> Submission {
    Submission {
        number: number.clone(),
        applicant: applicant.id.clone(),
        applicant_name: applicant.name.clone(),
        channel: Channel::Counter { place: "admin_service_centre".into() },
        plan: Arc::new(plan),
        answers: Answers::default(),
        form: [].into(),
        materials: Vec::new(),
        delivery,
        exit: Exit::Together,
        assess_by: None,
        acknowledged: Vec::new(),
        met: Vec::new(),
        promises: Vec::new(),
        broken_promise: false,
        privacy_notice: Some(Arc::new(notice_shown())),
        guardian_consent: None,
        barred: Vec::new(),
    }
}

/// The commit of a submission, with a message and a letter to the outside.
pub fn submission(number: CaseNumber, applicant: &Account, minute: i64) -> Commit {
    let item = |item: &str, department: &str, needs: &[&str]| PlannedItem {
        item: item.into(),
        department: department.into(),
        repeat: None,
        needs: needs.iter().map(|need| (*need).into()).collect(),
        promised_days: 5,
        statutory_days: 20,
        ..PlannedItem::default()
    };
    let plan = CasePlan {
        theme: "birth".into(),
        version: "1".into(),
        on: None,
        lead: "health".into(),
        items: vec![
            item("birth_medical_certificate", "health", &[]),
            item("hukou_entry", "public_security", &["birth_medical_certificate"]),
        ],
        ..CasePlan::default()
    };
    let delivery = Delivery::Counter { place: "admin_service_centre".into() };
    let form = [("applicant.id_number".into(), ID_NUMBER.into())].into();
    let submission = Submission { form, ..taken_in(&number, applicant, plan, delivery) };
    let events = recorded(0, at(minute), vec![Event::Submitted(submission)]);
    let mut commit = commit_after(&number, &[], events);
    let text = format!("{NAME}（{ID_NUMBER}），已收到");
    commit.deliver_messages = vec![NewMessage::new(&applicant.id, &number, "submitted", text)];
    commit.outbox = vec![NewOutbox {
        channel: "sms".into(),
        subject: number.to_string(),
        body: serde_json::json!({ "mobile": MOBILE }),
        due_at: None,
    }];
    commit
}

/// The notice of how data are used, as it was shown on the page.
pub fn notice_shown() -> NoticeShown {
    let text = vec![("谁来处理".into(), "办理部门".into())];
    NoticeShown { version: "1-a".into(), text, by: ShownBy::Page, at: at(0) }
}

/// The key under which a submission's answer is kept.
pub fn key(applicant: &Account, key: &str, answer: &str) -> Option<Idempotency> {
    Some(Idempotency { account: applicant.id.clone(), key: key.into(), answer: answer.into() })
}

pub fn accepted() -> Event {
    Event::Accepted { due: date(2026, 3, 16), due_estimated: false, place: None, deemed_from: None }
}

pub fn ready(task: TaskId) -> Event {
    Event::TaskReady { task, due: date(2026, 3, 9), statutory_due: date(2026, 3, 30), since: None }
}

pub fn granted(task: TaskId, number: &str) -> Event {
    let result = TaskResult {
        name: "出生医学证明".into(),
        number: number.into(),
        kind: "certificate".into(),
        material: Some("birth_certificate".into()),
        valid_from: date(2026, 3, 4),
        valid_until: None,
        text: Some(format!("父亲：{NAME} {ID_NUMBER}")),
        file: None,
    };
    Event::TaskGranted { task, result }
}

/// A material with this file.
pub fn handed_in(file: casework::case::FileRef) -> HandedIn {
    HandedIn {
        material: "marriage_certificate".into(),
        files: vec![file],
        on_paper: false,
        deferred: false,
        from_wallet: None,
        signed: false,
    }
}
