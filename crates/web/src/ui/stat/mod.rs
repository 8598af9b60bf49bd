//! A number with its meaning, which leads to the list behind it; and smaller numbers beside it.

use askama::Template;

/// A number with its meaning.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/stat/stat.html")]
pub(crate) struct Stat {
    /// What is counted.
    pub(crate) label: String,
    /// The number.
    pub(crate) value: String,
    /// `red`, `warn`, `done` or empty.
    pub(crate) kind: &'static str,
    /// The list behind it.
    pub(crate) href: Option<String>,
    /// Remarks, each perhaps with a list of its own.
    pub(crate) notes: Vec<(String, Option<String>)>,
}

component!(Stat);
