//! Checks on the spot (现场核查): when, who comes, and what was found.

use askama::Template;
use service::CheckView;

/// The checks of a task.
#[derive(Debug, Template)]
#[template(path = "ui/checks/checks.html")]
pub(crate) struct Checks<'a> {
    /// The checks, the earliest first.
    pub(crate) checks: &'a [CheckView],
}

component!(Checks<'a>);
