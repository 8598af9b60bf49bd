//! An assessment with everything that can be asked about it: as the API and the command line give it.

use serde::Serialize;

use super::{
    grounds::{Grounds, grounds},
    ledger::{Ledger, ledger},
};
use crate::{
    assessment::Assessment,
    model::{Catalog, Theme},
};

/// What follows from the answers, what was merged into what, and why everything is there.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// What follows from the answers.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// What was merged into what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<Ledger>,
    /// The answer, the clause and the law behind everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Grounds>,
}

impl Explained {
    /// The assessment with ledger and reasons.
    pub fn of(catalog: &Catalog, theme: &Theme, assessment: Assessment) -> Self {
        let ledger = Some(ledger(&assessment));
        let why = Some(grounds(catalog, theme, &assessment));
        Self { assessment, ledger, why }
    }
}

impl From<Assessment> for Explained {
    /// The assessment alone.
    fn from(assessment: Assessment) -> Self {
        Self { assessment, ledger: None, why: None }
    }
}
