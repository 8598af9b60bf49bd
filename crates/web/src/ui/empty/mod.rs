//! An empty list: says so, and what to do.

use askama::Template;

use super::button::Button;

/// An empty list.
#[derive(Template)]
#[template(path = "ui/empty/empty.html")]
pub(crate) struct Empty {
    /// A picture.
    pub(crate) icon: &'static str,
    /// What is empty.
    pub(crate) title: String,
    /// What to do, or when something will be here.
    pub(crate) text: String,
    /// The next step.
    pub(crate) next: Option<Button>,
}

component!(Empty);

impl Empty {
    /// Nothing is left to do.
    pub(crate) fn done(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { icon: "check", title: title.into(), text: text.into(), next: None }
    }
}
