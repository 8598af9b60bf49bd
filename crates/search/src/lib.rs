//! Finding the thing (一件事) from what people really type.
//!
//! A sentence is read with a lexicon, which is data: the words it is made of, as written, by
//! sound, in pinyin or with slips; what is wished and what is denied. Words speak for
//! things, by themselves or together; what speaks most strongly is meant, if it is strong enough for
//! how much of the sentence is unknown. What nobody here offers is said to be so: a wrong
//! certain answer is worse than none.
//!
//! Knows nothing of storage or the web, and gives the same answer every time.

mod associations;
mod countable;
pub mod evaluation;
mod guess;
mod index;
mod judge;
mod lexicon;
mod reading;
mod resemblance;
mod sound;
mod suggest;
mod text;
mod themes;
mod vocabulary;
mod weights;
mod workshop;

use catalog::ThemeId;
use serde::Serialize;

pub use countable::countable;
pub use guess::Guess;
pub use index::Index;
pub use lexicon::LexiconFiles;
pub use suggest::Suggestion;
pub use themes::{Absent, Alias, DivisionText, FieldText, QuestionText, Texts, ThemeText};
pub use weights::Weights;
pub use workshop::Prepared;

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
    /// What was asked for in plain words, when it is known and not offered here.
    pub elsewhere: Option<String>,
    /// The one question that tells the first hits apart.
    pub ask: Option<Ask>,
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
    /// What the sentence says about the answers to its questions.
    pub guesses: Vec<Guess>,
}

/// A theme that is similar to what was asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// The theme.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
    /// What it covers and what not.
    pub note: String,
}

/// A question that tells two sister themes apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The themes that it tells apart, the likelier first.
    pub themes: Vec<ThemeId>,
}
