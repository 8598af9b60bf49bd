//! Finding the thing (一件事) from what people really type.
//!
//! A small index in memory over what the catalogue says of each theme: names,
//! the ways in which people ask, summaries, items, materials, questions. Words
//! of the region, other spellings and English are turned into the catalogue's
//! words by a lexicon, which is data. What nobody here offers is said to be so:
//! a wrong certain answer is worse than none.
//!
//! Knows nothing of storage or the web, and gives the same answer every time.

mod index;
mod latin;
mod lexicon;
mod phrase;
mod text;
mod themes;

use catalog::ThemeId;
use serde::Serialize;

pub use index::Index;
pub use themes::ThemeText;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Themes that are meant, likeliest first.
    pub hits: Vec<Hit>,
    /// Themes that are similar but not it.
    pub near: Vec<Near>,
    /// There is no such thing here.
    pub none: bool,
    /// Where to go instead, when there is none.
    pub advice: Option<String>,
}

/// A theme that is meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The theme.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
    /// How sure, from 0 to 1.
    pub score: f64,
    /// Why the page thinks so, in words.
    pub why: String,
}

/// A theme that is similar to what was asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// The theme.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
    /// What it covers.
    pub note: String,
}

/// A way to go on typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What to put into the search box.
    pub text: String,
    /// The theme that it leads to.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
}
