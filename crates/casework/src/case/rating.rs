//! What a rating (好差评) of a case or of a visit is, and how it was given.

use catalog::PlaceId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::actor::AccountId;

/// The applicant's rating (好差评).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意.
    pub level: u8,
    /// Reasons chosen.
    pub reasons: Vec<String>,
    /// A word of the applicant.
    pub comment: String,
    /// When.
    pub at: Timestamp,
    /// How it was given.
    #[serde(default)]
    pub given: Given,
}

/// How a rating was given: what shows whether it was manufactured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// By what way.
    pub via: RatedVia,
    /// Tells one device from another, and nothing else of it.
    pub device: Option<String>,
    /// When the rating was asked for, where it was.
    pub asked_at: Option<Timestamp>,
}

/// By what way a rating was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatedVia {
    /// On the case's own page.
    #[default]
    Page,
    /// By the link of a message.
    Message,
    /// By the QR code that a counter shows.
    Counter,
}

impl RatedVia {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Message => "message",
            Self::Counter => "counter",
        }
    }
}

/// The rating of one visit at a counter (一次一评).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitRating {
    /// The counter.
    pub place: PlaceId,
    /// The day of the visit.
    pub on: Date,
    /// The clerk who was visited.
    pub clerk: AccountId,
    /// 5 to 1.
    pub level: u8,
    /// Reasons chosen.
    pub reasons: Vec<String>,
    /// A word.
    pub comment: String,
    /// How it was given.
    pub given: Given,
}
