//! What is outside: department systems, data sharing, messages to people, and
//! the fonts of the machine. For each a trait, the real thing, and a stand-in.
//! Knows no page and no store.

pub mod fonts;
mod mail;
pub mod messenger;
pub mod sharing;

pub use fonts::MachineFonts;
pub use mail::{Mailer, is_address};
pub use messenger::{Channels, HttpMessenger, LogMessenger, Messenger, OutgoingMessage};
pub use sharing::{
    Asked, AskedKinship, DataSharing, FindingKinship, FindingMissing, HttpSharing, LookingUp, NoSharing,
    SharedValue, StandInSharing,
};

/// Why the outside did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// It could not be reached or did not answer in time.
    #[error("the other side could not be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The mail server could not be reached, or did not take it.
    #[error("the mail server did not take it")]
    Mail(#[source] lettre::transport::smtp::Error),
    /// An address that is none.
    #[error("this is no address")]
    BadAddress,
    /// Nothing is set up that would carry it.
    #[error("nothing is set up for this channel")]
    NotSetUp,
    /// It answered, but not with what was agreed.
    #[error("the other side answered {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
}
