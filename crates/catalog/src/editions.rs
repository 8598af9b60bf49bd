//! Editions (版本): which catalogue holds on a day.
//!
//! An edition is one set of files. It holds from its own first day until the next
//! edition's, and tells of earlier days what its files still know of them. Within an
//! edition, what holds changes with the days that its entries carry. Knows nothing of
//! what day it is, nor of where the files come from.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::{
    days::Period,
    diagnostics::Diagnostics,
    model::Catalog,
    read::{SourceFile, read, read_on},
};

/// One set of files with its first day.
#[derive(Debug)]
pub struct Edition {
    files: Vec<SourceFile>,
    /// As it holds on its first day.
    first: Arc<Catalog>,
    /// As it holds on other days that were asked for: no more than there are days on which it changes.
    others: Mutex<Vec<Arc<Catalog>>>,
}

impl Edition {
    /// Reads an edition. It comes back only where nothing is wrong with its first day.
    pub fn read(files: Vec<SourceFile>) -> (Option<Self>, Diagnostics) {
        let (catalog, found) = read(&files);
        let edition =
            catalog.map(|catalog| Self { files, first: Arc::new(catalog), others: Mutex::default() });
        (edition, found)
    }

    /// An edition that is the same on every day: without files nothing else can be read from it.
    pub fn fixed(catalog: impl Into<Arc<Catalog>>) -> Self {
        Self { files: Vec::new(), first: catalog.into(), others: Mutex::default() }
    }

    /// Its version, such as `2026-11-01.3f9a1c20`.
    pub fn version(&self) -> &str {
        &self.first.version
    }

    /// The first day on which it holds.
    pub fn effective(&self) -> Date {
        self.first.district.effective
    }

    /// As it holds on its first day.
    pub fn first(&self) -> &Arc<Catalog> {
        &self.first
    }

    /// The catalogue as it holds on a day, if it is compiled already.
    pub fn compiled(&self, day: Date) -> Option<Arc<Catalog>> {
        if self.files.is_empty() || self.first.in_force.holds_on(day) {
            return Some(Arc::clone(&self.first));
        }
        let others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.iter().find(|catalog| catalog.in_force.holds_on(day)).cloned()
    }

    /// What is found in it as of a day: no error, where `read_every_day` found none.
    pub fn faults(&self, day: Date) -> Diagnostics {
        if self.compiled(day).is_some() { Diagnostics::default() } else { read_on(&self.files, day).1 }
    }

    /// The catalogue as it holds on a day; compiled now if it was not.
    ///
    /// # Errors
    /// What is wrong with the files on that day.
    pub fn on(&self, day: Date) -> Result<Arc<Catalog>, Diagnostics> {
        if let Some(catalog) = self.compiled(day) {
            return Ok(catalog);
        }
        let (catalog, found) = read_on(&self.files, day);
        let catalog = Arc::new(catalog.ok_or(found)?);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have asked for the same days meanwhile.
        if let Some(known) = others.iter().find(|known| known.in_force == catalog.in_force) {
            return Ok(Arc::clone(known));
        }
        others.push(Arc::clone(&catalog));
        Ok(catalog)
    }
}

/// All editions of a district, in the order of their days.
#[derive(Debug)]
pub struct Editions {
    first: Arc<Edition>,
    later: Vec<Arc<Edition>>,
    /// Those that were published and are so no longer: what was begun with them goes on with them.
    former: Vec<Arc<Edition>>,
}

impl Editions {
    /// Puts editions in order; of two with the same first day, the one that is named later holds.
    /// None where there is no edition.
    pub fn new(mut editions: Vec<Edition>) -> Option<Self> {
        editions.sort_by_key(Edition::effective);
        let mut editions = editions.into_iter().map(Arc::new);
        Some(Self { first: editions.next()?, later: editions.collect(), former: Vec::new() })
    }

    /// One catalogue for every day.
    pub fn fixed(catalog: impl Into<Arc<Catalog>>) -> Self {
        Self { first: Arc::new(Edition::fixed(catalog)), later: Vec::new(), former: Vec::new() }
    }

    /// The same, in the place of those that were published before: an edition that is in both is not
    /// compiled anew, and one that is no longer there can still be asked for by its version.
    #[must_use]
    pub fn in_place_of(self, before: &Self) -> Self {
        let known = |edition: Arc<Edition>| {
            let known = before.iter().find(|known| known.version() == edition.version());
            known.map_or(edition, Arc::clone)
        };
        let (first, later): (_, Vec<_>) = (known(self.first), self.later.into_iter().map(known).collect());
        let mut published = Self { first, later, former: Vec::new() };
        let gone = before.iter().chain(&before.former);
        let gone = gone.filter(|edition| published.iter().all(|known| known.version() != edition.version()));
        published.former = gone.cloned().collect();
        published
    }

    /// Whether the same editions are published by both.
    pub fn same_as(&self, other: &Self) -> bool {
        self.iter().map(|edition| edition.version()).eq(other.iter().map(|edition| edition.version()))
    }

    /// The editions, in the order of their days.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Edition>> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// The edition that holds on a day: the last one that has begun; before all of them, the first.
    pub fn on(&self, day: Date) -> &Arc<Edition> {
        self.iter().rfind(|edition| edition.effective() <= day).unwrap_or(&self.first)
    }

    /// The edition of that version, also one that is published no longer.
    pub fn version(&self, version: &str) -> Option<&Arc<Edition>> {
        self.iter().chain(&self.former).find(|edition| edition.version() == version)
    }

    /// The days on which an edition is the one that holds. Of two with the same first day the
    /// earlier one holds on none.
    pub fn reign(&self, edition: &Edition) -> Period {
        let mut later = self.iter().skip_while(|other| other.version() != edition.version()).skip(1);
        let is_first = self.first.version() == edition.version();
        Period {
            from: (!is_first).then(|| edition.effective()),
            until: later.next().and_then(|next| next.effective().yesterday().ok()),
        }
    }

    /// The days around a day on which the catalogue of that day holds unchanged.
    pub fn unchanged(&self, day: Date, catalog: &Catalog) -> Period {
        let starts: Vec<Date> = self.later.iter().map(|edition| edition.effective()).collect();
        let turns = if self.first.files.is_empty() { Period::ALWAYS } else { catalog.in_force };
        turns.within(Period::around(day, &starts))
    }
}
