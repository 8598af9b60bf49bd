//! The town itself: opening it, its people, and the passing of time.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use casework::Role;
use catalog::{Catalog, Edition, Editions, read::SourceFile};
use identifiers::ResidentId;
use jiff::{SignedDuration, civil::Date};
use service::{App, NewApplicant, NewUser, Settings, Setup};
use store::{Database, Keys, SessionKind, Store, StoreConfig};
use tempfile::TempDir;

use crate::{
    clock::TownClock,
    people::Person,
    post_office::{PostOffice, TownMessenger},
    postgres,
    sharing::TownSharing,
};

/// The counter at which the town's clerks sit unless it is said otherwise.
pub const COUNTER: &str = "admin_service_centre";

/// Everybody's password.
pub const PASSWORD: &str = "correct horse 电池";

/// Where the town keeps what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded database, in a folder of its own.
    Sqlite,
    /// A database of its own on the tests' PostgreSQL server.
    Postgres,
}

/// A district with its catalogue, an empty store and a standing clock.
pub struct Town {
    app: App,
    clock: Arc<TownClock>,
    sharing: Arc<TownSharing>,
    messenger: Arc<TownMessenger>,
    born: AtomicU32,
    staff: tokio::sync::Mutex<HashMap<String, Person>>,
    config: StoreConfig,
    editions: Arc<Editions>,
    folder: TempDir,
}

impl Town {
    /// A town on the embedded database, at nine o'clock of that day.
    pub async fn open(today: Date) -> Self {
        Self::on(Engine::Sqlite, today).await.expect("the embedded database is always there")
    }

    /// A town on that engine; none where PostgreSQL is switched off.
    pub async fn on(engine: Engine, today: Date) -> Option<Self> {
        Self::with(engine, today, Settings { max_file_bytes: 2 * 1024 * 1024, ..Settings::default() }).await
    }

    /// A town with settings of its own.
    pub async fn with(engine: Engine, today: Date, settings: Settings) -> Option<Self> {
        Self::with_editions(engine, today, settings, editions()).await
    }

    /// A town with a catalogue of its own, perhaps in several editions.
    pub async fn with_editions(
        engine: Engine,
        today: Date,
        settings: Settings,
        editions: Arc<Editions>,
    ) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder for the town");
        let database = match engine {
            Engine::Sqlite => Database::Sqlite(folder.path().join("town.db")),
            Engine::Postgres => Database::Postgres(postgres::new_database().await?),
        };
        let keys = Keys::from_bytes(&[7; 32]);
        let config = StoreConfig { database, files: folder.path().join("files"), keys };
        let clock = Arc::new(TownClock::at_nine(today));
        let sharing = Arc::new(TownSharing::default());
        let messenger = Arc::new(TownMessenger::default());
        let app = node(&config, &clock, &sharing, &messenger, settings, Arc::clone(&editions)).await;
        let (born, staff) = (AtomicU32::new(0), tokio::sync::Mutex::default());
        Some(Self { app, clock, sharing, messenger, born, staff, config, editions, folder })
    }

    /// The use cases.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The use cases as another node has them, over the same data.
    pub async fn another_node(&self) -> App {
        let editions = Arc::clone(&self.editions);
        let settings = self.app.settings().clone();
        node(&self.config, &self.clock, &self.sharing, &self.messenger, settings, editions).await
    }

    /// The catalogue.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.app.catalog()
    }

    /// Where the data are.
    pub fn config(&self) -> &StoreConfig {
        &self.config
    }

    /// A folder that ends with the town.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Goes on to nine o'clock of the nth working day after today.
    pub fn pass_working_days(&self, days: u32) {
        let calendar = &self.catalog().calendar;
        self.clock.go_to(calendar.add_working_days(self.app.today(), days).date);
    }

    /// The software does what is due by now, and tells the outside.
    pub async fn works_off_what_is_due(&self) {
        loop {
            let done = self.app.work_jobs(50).await.expect("what is due is done");
            let told = self.app.work_outbox(50).await.expect("the outside is told");
            if done + told == 0 {
                return;
            }
        }
    }

    /// Lets it be nine o'clock of a day.
    pub fn go_to(&self, day: Date) {
        self.clock.go_to(day);
    }

    /// From now on messages to people go to a mail server and a gateway on loopback.
    pub async fn opens_a_post_office(&self) -> PostOffice {
        let (office, messenger) = PostOffice::open().await;
        self.messenger.leads_to(messenger);
        office
    }

    /// From now on data sharing does not find these papers of anybody.
    pub fn sharing_loses(&self, materials: &[&str]) {
        self.sharing.loses(materials);
    }

    /// From now on data sharing knows more, of whom and what the test says.
    pub fn sharing_knows(&self, more: impl FnOnce(exchange::StandInSharing) -> exchange::StandInSharing) {
        self.sharing.knows(more);
    }

    /// Of whom (an identity number) data sharing was asked about what so far, in the order of asking.
    pub fn sharing_was_asked(&self) -> Vec<(String, String)> {
        self.sharing.asked()
    }

    /// From now on data sharing gives no answer.
    pub fn sharing_breaks_down(&self) {
        self.sharing.breaks_down();
    }

    /// Hours go by.
    pub fn pass_hours(&self, hours: i64) {
        self.clock.pass(SignedDuration::from_hours(hours));
    }

    /// Somebody of that name who has registered and signed in.
    pub async fn applicant(&self, name: &str) -> Person {
        let nth = self.born.fetch_add(1, Relaxed);
        let login = format!("person{nth}");
        let new = NewApplicant {
            login: login.clone(),
            password: PASSWORD.into(),
            name: name.into(),
            id_number: self.id_number(nth),
            mobile: format!("138{:08}", 11_000_000 + nth),
            receipt: String::new(),
        };
        self.app.register(new).await.unwrap_or_else(|failure| panic!("{name} registers: {failure:?}"));
        self.sign_in(&login).await
    }

    /// A valid identity number that nobody else of the town has.
    pub fn new_id_number(&self) -> String {
        self.id_number(self.born.fetch_add(1, Relaxed))
    }

    fn id_number(&self, nth: u32) -> String {
        let year = 1994 + nth / 900 % 5;
        let body = format!("500116{year}0302{:03}", 100 + nth % 900);
        let numbers = "0123456789X".chars().map(|check| format!("{body}{check}"));
        numbers.into_iter().find(|number| ResidentId::parse(number).is_ok()).expect("one check digit fits")
    }

    /// A clerk at the main counter.
    pub async fn clerk(&self, name: &str) -> Person {
        self.clerk_at(name, COUNTER).await
    }

    /// A clerk at that counter.
    pub async fn clerk_at(&self, name: &str, place: &str) -> Person {
        self.staff(name, vec![Role::Clerk { place: place.into() }]).await
    }

    /// Somebody who decides for that department.
    pub async fn approver(&self, department: &str) -> Person {
        self.staff("审批人员", vec![Role::Approver { department: department.into() }]).await
    }

    /// Somebody who heads that department.
    pub async fn head(&self, department: &str) -> Person {
        self.staff("部门负责人", vec![Role::Head { department: department.into() }]).await
    }

    /// Somebody who answers for the themes that the department leads.
    pub async fn lead(&self, department: &str) -> Person {
        self.staff("牵头联系人", vec![Role::Lead { department: department.into() }]).await
    }

    /// Somebody who helps people with their applications.
    pub async fn agent(&self, name: &str) -> Person {
        self.staff(name, vec![Role::Agent]).await
    }

    /// 政务服务办
    pub async fn office(&self) -> Person {
        self.staff("政务服务办", vec![Role::Office]).await
    }

    /// 督查
    pub async fn supervisor(&self) -> Person {
        self.staff("督查员", vec![Role::Supervisor]).await
    }

    /// The administrator.
    pub async fn admin(&self) -> Person {
        self.staff("系统管理员", vec![Role::Admin]).await
    }

    /// The person of that name with these roles: hired when first asked for.
    pub async fn staff(&self, name: &str, roles: Vec<Role>) -> Person {
        let mut staff = self.staff.lock().await;
        let who = format!("{name} {roles:?}");
        if let Some(person) = staff.get(&who) {
            return person.clone();
        }
        let login = format!("staff{}", staff.len());
        let new = NewUser { login: login.clone(), password: PASSWORD.into(), name: name.into(), roles };
        self.app.add_user(new).await.unwrap_or_else(|failure| panic!("{name} is hired: {failure:?}"));
        let person = self.sign_in(&login).await;
        staff.insert(who, person.clone());
        person
    }

    /// Signs somebody in who has an account.
    pub async fn sign_in(&self, login: &str) -> Person {
        let signed_in = self.app.sign_in(login, PASSWORD, "127.0.0.1", SessionKind::Web).await;
        let signed_in = signed_in.unwrap_or_else(|failure| panic!("{login} signs in: {failure:?}"));
        Person::new(self.app.clone(), signed_in.visitor, login.to_owned())
    }
}

async fn node(
    config: &StoreConfig,
    clock: &Arc<TownClock>,
    sharing: &Arc<TownSharing>,
    messenger: &Arc<TownMessenger>,
    settings: Settings,
    editions: Arc<Editions>,
) -> App {
    App::new(Setup {
        catalog: editions,
        store: Store::open(config.clone()).await.expect("the store opens"),
        clock: Arc::clone(clock) as Arc<dyn service::Clock>,
        settings,
        sharing: Arc::clone(sharing) as Arc<dyn exchange::DataSharing>,
        messenger: Arc::clone(messenger) as Arc<dyn exchange::Messenger>,
    })
}

/// The district's catalogue as it holds on its first day.
pub fn catalogue() -> Arc<Catalog> {
    let editions = editions();
    let edition = editions.iter().next().expect("there is one edition");
    Arc::clone(edition.first())
}

/// The district's catalogue with all its days, read once a process.
pub fn editions() -> Arc<Editions> {
    static READ: OnceLock<Arc<Editions>> = OnceLock::new();
    let read =
        || Arc::new(Editions::new(vec![edition(catalog_files::jiangjin())]).expect("there is one edition"));
    Arc::clone(READ.get_or_init(read))
}

/// An edition of these files.
pub fn edition(files: Vec<SourceFile>) -> Edition {
    let (edition, findings) = Edition::read(files);
    edition.unwrap_or_else(|| panic!("the catalogue has findings:\n{findings}"))
}

/// The repository's folder.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}
