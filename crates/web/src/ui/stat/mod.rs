//! A number with its meaning, which leads to the list behind it.

use askama::Template;

/// A number with its meaning.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/stat/stat.html")]
pub(crate) struct Stat {
    /// What is counted.
    pub(crate) label: String,
    /// The number.
    pub(crate) value: String,
    /// A remark.
    pub(crate) note: String,
    /// `red`, `warn`, `done` or empty.
    pub(crate) kind: &'static str,
    /// The list behind it.
    pub(crate) href: Option<String>,
}

component!(Stat);
