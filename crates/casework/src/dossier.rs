//! The dossier (卷宗): a case together with everything that happened to it.

use std::sync::Arc;

use crate::{
    case::Case,
    event::Recorded,
    evolve::{evolve, replay},
};

/// A case and its whole history. Events are shared, so that a dossier with more
/// events costs little beside the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The case after its history.
    pub case: Case,
    /// What happened, oldest first.
    pub history: Vec<Arc<Recorded>>,
}

impl Dossier {
    /// The dossier of a whole history; none where there is no history.
    pub fn of(history: Vec<Recorded>) -> Option<Self> {
        let case = replay(&history)?;
        Some(Self { case, history: history.into_iter().map(Arc::new).collect() })
    }

    /// The dossier after more events.
    #[must_use]
    pub fn with(&self, events: &[Arc<Recorded>]) -> Self {
        let case = events.iter().fold(self.case.clone(), |case, recorded| evolve(Some(case), recorded));
        Self { case, history: self.history.iter().chain(events).cloned().collect() }
    }
}
