//! The dossiers that were worked on last, in memory: replaying a case means opening
//! and reading all of its events, and a case is read many times for each change.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use casework::Dossier;
use identifiers::CaseNumber;

use crate::log::Link;

/// So many cases are young; as many are old.
const HALF: usize = 64;

/// Cases at a version. Whoever asks says which version counts, so another node's
/// commit makes an entry useless, never wrong.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Halves>);

/// A case as it is kept here.
#[derive(Clone)]
pub(crate) struct Known {
    /// The case with its history.
    pub dossier: Arc<Dossier>,
    /// The link of its last event.
    pub link: Link,
}

/// What is asked for stays young; when the young are many, the old are forgotten.
#[derive(Default)]
struct Halves {
    young: HashMap<CaseNumber, Known>,
    old: HashMap<CaseNumber, Known>,
}

impl Cache {
    /// The case at this version.
    pub(crate) fn get(&self, number: &CaseNumber, version: u64) -> Option<Known> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = halves.old.remove(number) {
            halves.put(known);
        }
        halves.young.get(number).filter(|known| known.dossier.case.version == version).cloned()
    }

    /// Keeps a case that is in the database.
    pub(crate) fn put(&self, known: Known) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(known);
    }
}

impl Halves {
    fn put(&mut self, known: Known) {
        let (number, version) = (known.dossier.case.number.clone(), known.dossier.case.version);
        self.old.remove(&number);
        if self.young.get(&number).is_some_and(|other| other.dossier.case.version > version) {
            return;
        }
        if self.young.len() >= HALF {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(number, known);
    }
}
