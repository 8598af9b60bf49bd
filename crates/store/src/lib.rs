//! Where things are kept: events, lists, files, accounts, outbox, on SQLite and
//! on PostgreSQL by the same statements.
//!
//! Nothing is answered before it is durable. Personal data are sealed. Knows
//! nothing of HTTP, of rules, or of who may do what beyond the scope it is given.

mod access;
mod accounts;
mod archives;
mod audit;
mod backup;
mod bars;
mod cache;
mod cases;
mod commit;
mod contacts;
mod cursor;
mod db;
mod drafts;
mod duties;
mod erase;
mod error;
mod figures;
mod files;
mod grievances;
mod jobs;
mod keys;
mod leaves;
mod lists;
mod log;
mod mandates;
mod matters;
mod messages;
mod outbox;
mod papers;
mod password;
mod promises;
mod public_record;
mod ratings;
mod searches;
mod sendings;
mod sessions;
mod stage;
mod store;
mod verification;
mod wallet;

pub use access::Access;
pub use accounts::{Account, NewAccount, Profile};
pub use archives::{ArchiveRow, NewArchive};
pub use audit::{Audit, Break, Fault, Head};
pub use backup::restore;
pub use bars::KeptBar;
pub use cases::{Commit, Idempotency};
pub use contacts::{Contact, ContactChannel, QuietHours};
pub use drafts::DraftRecord;
pub use duties::{DutyRow, Finding};
pub use error::{CommitError, DatabaseError, StoreError};
pub use figures::{DepartmentFigures, Figures, ThemeFigures};
pub use files::{FileMeta, NewFile, StoredFile};
pub use grievances::{GrievanceScope, KeptGrievance, Told};
pub use jobs::{Job, TimerChanges};
pub use keys::Keys;
pub use lists::{CaseDay, CaseFilter, CaseRow, CaseScope, Days, Page, TaskFilter, TaskRow, TaskScope};
pub use mandates::MandateRecord;
pub use matters::{MatterFigures, MatterFilter, MatterRow, MatterScope};
pub use messages::{Message, NewMessage};
pub use outbox::{NewOutbox, OutboxEntry};
pub use papers::{NewPaper, PaperNumber};
pub use password::PasswordHash;
pub use promises::BrokenPromise;
pub use public_record::PublicLicence;
pub use ratings::{BadRatings, NewRatingLink, RatingFigures, RatingLink, RatingSignal};
pub use searches::{AddedAlias, Meaning, MissedSearch};
pub use sendings::{NewSending, Sending, SendingState};
pub use sessions::{NewSession, Session, SessionKind};
pub use store::{Database, Store, StoreConfig};
pub use verification::CodedResult;
pub use wallet::WalletEntry;
