//! Use cases: load, decide, append, tell. One file each; called by the pages,
//! the API and the workers alike.
//!
//! Knows the catalogue, the case and the store. Knows nothing of HTTP and holds
//! no SQL. The clock and randomness come in with [`Setup`].

mod accounts;
mod actions;
mod agent;
mod all_matters;
mod application;
mod appraise;
pub mod archive;
mod around_case;
mod assess_application;
mod assess_case;
mod assess_theme;
mod calendar_state;
mod carry_out;
mod case_papers;
mod case_view;
mod confirmations;
mod copying;
mod counted;
mod deceased;
mod deliver_outbox;
mod demo;
mod draft_materials;
mod draft_notes;
mod drafts;
mod effects;
mod escalation;
mod exit;
mod explain_clock;
mod failure;
mod false_material;
mod files;
mod find_thing;
mod findings;
mod form;
mod grievances;
mod guardian_consent;
mod health;
mod interested;
mod known_answers;
mod late;
mod leave;
mod look_up;
mod mandate_at_counter;
mod mandate_view;
mod mandates;
mod matter_steps;
mod matters;
mod my_data;
mod new_mandate;
mod notify;
mod obligations;
mod outside;
mod own_form;
mod plan_case;
mod prefill;
mod privacy_notice;
mod promise_texts;
mod promises;
mod public_record;
mod publish;
mod published_ratings;
mod questions;
mod rate;
mod rate_parts;
mod rating_signals;
mod read_case;
mod results;
mod rules;
pub mod sample;
mod sample_request;
mod sign_in;
mod steps;
mod submit;
mod supervise;
mod task_view;
mod teach_search;
mod timers;
mod to_sign;
mod verify_result;
mod wallet;
pub mod words;

use std::sync::{Arc, RwLock, atomic::AtomicI64};

use catalog::Editions;
use jiff::{Timestamp, civil::Date};
use store::Store;

use self::publish::Published;
pub use accounts::{NewApplicant, NewUser, OpenedAccount};
pub use all_matters::AnyMatter;
pub use application::{
    Application, ApplicationInput, DeliveryChoice, FormField, FormRow, FormSection, MaterialSlot, WalletOffer,
};
pub use appraise::{Appraisal, AppraisalLine};
pub use around_case::{AcknowledgedView, JointView, PrerequisiteView, RowView};
pub use assess_case::{AssessmentPage, AssessmentView};
pub use calendar_state::{CalendarState, CalendarYear};
pub use carry_out::{CaseCommand, CheckInput, Elsewhere, GrantInput, Suspension};
pub use case_papers::PaperLine;
pub use case_view::{
    CaseView, CorrectionView, DepartmentLine, HolderView, MaterialView, MendView, ResultView, SectionView,
    TaskView, TimelineEntry, ValueView,
};
pub use confirmations::{PartyLine, PartyPart};
pub use copying::{Copied, CopyOffer, Place};
pub use deceased::Kinship;
pub use demo::{DEMO_PASSWORD, DemoAccount, demo_register};
pub use drafts::DraftLine;
pub use effects::{EffectLine, EffectsView};
pub use exit::{BatchView, ExitInput, OutgoingView, WaitingResult};
pub use failure::{Complaint, Failure};
pub use false_material::{BarView, FalseMaterialView};
pub use files::Upload;
pub use findings::FindingLine;
pub use grievances::{GrievanceInput, GrievanceView};
pub use guardian_consent::{ConsentOffer, ConsentView, GUARDIAN, GuardianSignature, RELATIONS};
pub use interested::{InterestedNotice, InterestedView, StatementView};
pub use known_answers::KnownAnswer;
pub use late::{LateReason, LateView};
pub use leave::{LeaveLine, StandIn};
pub use look_up::{ApplicantHit, CaseList, TaskList};
pub use mandate_at_counter::{CollectingAgent, ShownPerson};
pub use mandate_view::{MandateState, MandateView, MandatedStep};
pub use mandates::Invitation;
pub use matter_steps::StepLine;
pub use matters::{MatterLine, MatterView};
pub use my_data::{
    Fact, HeldCase, HeldDraft, HeldGrievance, HeldMandate, HeldMaterial, HeldResult, HeldSection, KeptBy,
    Look, MyData, ProfileInput,
};
pub use new_mandate::NewMandate;
pub use obligations::ObligationView;
pub use outside::WaysOutside;
pub use own_form::OwnForm;
pub use privacy_notice::{NoticeView, PrivacyNotice, SensitiveKind};
pub use promise_texts::PromiseOffer;
pub use promises::{BrokenLine, PromiseView, Signature};
pub use public_record::PublicDecisionLine;
pub use publish::HeldBack;
pub use published_ratings::{PublishedRatings, PutRight, RatingLine};
pub use questions::{QuestionLine, QuestionView};
pub use rate::{Judgement, LinkView};
pub use rate_parts::RatablePart;
pub use results::{AftercareView, ResultInput};
pub use rules::{EditionLine, Rules, RulesAsked, RulesMark};
pub use sign_in::{SignedIn, Visitor};
pub use steps::{CertificateLine, CheckRecordView, CheckView, StepView};
pub use submit::{SubmitRequest, Submitted, SubmittedMaterial};
pub use supervise::Overview;
pub use task_view::TaskPage;
pub use teach_search::{AliasLine, MissedLine, NewAlias};
pub use to_sign::ToSign;
pub use verify_result::{Validity, VerifiedResult};

/// Where the time comes from. Tests bring their own.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// What a district sets for its installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Demonstration mode: accounts are listed on the sign-in page.
    pub demo: bool,
    /// The address under which the public reaches this installation, for QR codes and links.
    pub base_url: String,
    /// Largest file that may be uploaded, in bytes.
    pub max_file_bytes: u64,
    /// How long a session lasts without being renewed, in hours.
    pub session_hours: i64,
    /// Failed sign-ins within a quarter of an hour after which further tries wait.
    pub max_failed_sign_ins: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            demo: false,
            base_url: "http://127.0.0.1:8080".into(),
            max_file_bytes: 20 * 1024 * 1024,
            session_hours: 12,
            max_failed_sign_ins: 8,
        }
    }
}

/// What the use cases work with.
pub struct Setup {
    /// The editions of the catalogue; the day decides which one holds.
    pub catalog: Arc<Editions>,
    /// Where everything is kept.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The district's settings.
    pub settings: Settings,
    /// Data sharing between departments.
    pub sharing: Arc<dyn exchange::DataSharing>,
    /// Messages to people outside.
    pub messenger: Arc<dyn exchange::Messenger>,
}

/// The use cases, over one district's catalogue and one store. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    published: RwLock<Arc<Published>>,
    /// What keeps a catalogue that was laid ready from being published.
    held_back: RwLock<Option<HeldBack>>,
    /// Held while the search index is made anew.
    renewing: tokio::sync::Mutex<()>,
    /// When the store was last asked for the office's ways of asking, in microseconds.
    aliases_seen_at: AtomicI64,
    /// For whom a search without success was counted today.
    counted: std::sync::Mutex<counted::Counted>,
    store: Store,
    clock: Arc<dyn Clock>,
    settings: Settings,
    sharing: Arc<dyn exchange::DataSharing>,
    messenger: Arc<dyn exchange::Messenger>,
}

impl App {
    /// The use cases over what was set up.
    pub fn new(setup: Setup) -> Self {
        let today = casework::case::day_of(setup.clock.now());
        let inner = Inner {
            published: RwLock::new(Arc::new(Published::at_start(setup.catalog, today))),
            held_back: RwLock::default(),
            renewing: tokio::sync::Mutex::new(()),
            aliases_seen_at: AtomicI64::new(i64::MIN),
            counted: std::sync::Mutex::default(),
            store: setup.store,
            clock: setup.clock,
            settings: setup.settings,
            sharing: setup.sharing,
            messenger: setup.messenger,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The district's settings.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Today, at the service's place.
    pub fn today(&self) -> Date {
        casework::case::day_of(self.now())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
}
