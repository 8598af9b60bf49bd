//! The dossiers that were worked on last, in memory: replaying a case means opening
//! and reading all of its events, and a case is read many times for each change.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use casework::Dossier;
use identifiers::CaseNumber;

/// So many cases are young; as many are old.
const HALF: usize = 64;

/// Cases at a version. Whoever asks says which version counts, so another node's
/// commit makes an entry useless, never wrong.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Halves>);

/// What is asked for stays young; when the young are many, the old are forgotten.
#[derive(Default)]
struct Halves {
    young: HashMap<CaseNumber, Arc<Dossier>>,
    old: HashMap<CaseNumber, Arc<Dossier>>,
}

impl Cache {
    /// The case at this version.
    pub(crate) fn get(&self, number: &CaseNumber, version: u64) -> Option<Arc<Dossier>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(dossier) = halves.old.remove(number) {
            halves.put(dossier);
        }
        halves.young.get(number).filter(|dossier| dossier.case.version == version).cloned()
    }

    /// Keeps a case that is in the database.
    pub(crate) fn put(&self, dossier: Arc<Dossier>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(dossier);
    }
}

impl Halves {
    fn put(&mut self, dossier: Arc<Dossier>) {
        let case = &dossier.case;
        self.old.remove(&case.number);
        if self.young.get(&case.number).is_some_and(|known| known.case.version > case.version) {
            return;
        }
        if self.young.len() >= HALF {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(case.number.clone(), dossier);
    }
}
