//! What the citizen still has to do: each with its last day, and what follows where it is not done.

use askama::Template;
use service::ObligationView;

/// The list.
#[derive(Debug, Clone, Copy, Template)]
#[template(path = "ui/obligations/obligations.html")]
pub(crate) struct Obligations<'a> {
    /// What has to be done.
    pub(crate) obligations: &'a [ObligationView],
}

component!(Obligations<'a>);
