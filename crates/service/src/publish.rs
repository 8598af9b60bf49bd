//! Publishing (发布): which editions of the catalogue there are, and which one holds today. Others may
//! take their place while the service goes on; whoever reads at that moment reads the one or the other
//! whole, and what was begun goes on with what it was begun with.

use std::sync::{Arc, PoisonError, RwLock};

use catalog::{Catalog, Diagnostics, Editions, days::Period};
use jiff::{Timestamp, civil::Date};
use store::AddedAlias;

use crate::{App, find_thing};

/// The editions, and the catalogue of the day with the search index made from it: replaced together
/// when a day comes on which other rules hold, and when other editions are published.
pub(crate) struct Published {
    pub(crate) editions: Arc<Editions>,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) search: search::Index,
    /// The days on which it holds unchanged.
    unchanged: Period,
    /// Which of the office's ways of asking are in it.
    pub(crate) aliases: u64,
}

/// A catalogue that was laid ready and cannot be published: the present one stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    /// Since when.
    pub since: Timestamp,
    /// What is wrong with it, for those who run the service.
    pub why: String,
}

impl Published {
    /// What holds on the day on which the service starts.
    pub(crate) fn at_start(editions: Arc<Editions>, today: Date) -> Self {
        Self::of(Arc::clone(&editions), today).unwrap_or_else(|found| {
            tracing::error!(%found, "today's rules cannot be read; those of the edition's first day hold");
            let catalog = Arc::clone(editions.on(today).first());
            Self::with(Arc::clone(&editions), catalog, today)
        })
    }

    fn of(editions: Arc<Editions>, day: Date) -> Result<Self, Diagnostics> {
        let catalog = editions.on(day).on(day)?;
        Ok(Self::with(editions, catalog, day))
    }

    fn with(editions: Arc<Editions>, catalog: Arc<Catalog>, day: Date) -> Self {
        let unchanged = editions.unchanged(day, &catalog);
        Self { search: find_thing::index(&catalog, &[]), aliases: 0, unchanged, catalog, editions }
    }

    /// The same with an index that knows the office's ways of asking.
    pub(crate) fn with_aliases(&self, aliases: &[AddedAlias]) -> Self {
        Self {
            editions: Arc::clone(&self.editions),
            catalog: Arc::clone(&self.catalog),
            search: find_thing::index(&self.catalog, aliases),
            unchanged: self.unchanged,
            aliases: find_thing::revision(aliases),
        }
    }
}

impl App {
    /// Puts other editions in the place of those that were published; of one that has its first day
    /// still to come, nothing is seen before that day. Answers whether anything is otherwise. What was
    /// begun with an edition that is published no longer goes on with it.
    ///
    /// # Errors
    /// What is wrong with today's rules: then the present ones stay.
    pub fn publish(&self, editions: Editions) -> Result<bool, Diagnostics> {
        let before = self.published(self.today());
        self.set_held_back(None);
        if editions.same_as(&before.editions) {
            return Ok(false);
        }
        let editions = Arc::new(editions.in_place_of(&before.editions));
        let published = Arc::new(Published::of(editions, self.today())?);
        *self.inner.published.write().unwrap_or_else(PoisonError::into_inner) = published;
        Ok(true)
    }

    /// Keeps in mind that a catalogue that was laid ready cannot be published, until one is.
    pub fn hold_back(&self, why: String) {
        self.set_held_back(Some(HeldBack { since: self.now(), why }));
    }

    /// The catalogue that was laid ready and cannot be published, if there is one.
    pub fn held_back(&self) -> Option<HeldBack> {
        self.inner.held_back.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_held_back(&self, held_back: Option<HeldBack>) {
        *self.inner.held_back.write().unwrap_or_else(PoisonError::into_inner) = held_back;
    }

    /// What is published today. On the day on which other rules begin to hold, they are read then.
    pub(crate) fn published(&self, today: Date) -> Arc<Published> {
        let known = Arc::clone(&self.inner.published.read().unwrap_or_else(PoisonError::into_inner));
        if known.unchanged.holds_on(today) {
            return known;
        }
        let mut published = self.inner.published.write().unwrap_or_else(PoisonError::into_inner);
        if !published.unchanged.holds_on(today) {
            match Published::of(Arc::clone(&published.editions), today) {
                Ok(of_today) => *published = Arc::new(of_today),
                Err(found) => {
                    tracing::error!(%found, "the rules of the new day cannot be read; the old ones stay");
                }
            }
        }
        Arc::clone(&published)
    }

    /// Puts this in the place of what was published, unless something else has taken it meanwhile.
    pub(crate) fn replace(&self, before: &Arc<Published>, with: Published) -> Arc<Published> {
        let mut published = self.inner.published.write().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&published, before) {
            *published = Arc::new(with);
        }
        Arc::clone(&published)
    }

    pub(crate) fn published_today(&self) -> (Arc<Catalog>, Date) {
        let today = self.today();
        (Arc::clone(&self.published(today).catalog), today)
    }

    /// The catalogue as it holds today.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.published_today().0
    }

    /// What is published, for the same use cases at another moment.
    pub(crate) fn published_for_another(&self) -> RwLock<Arc<Published>> {
        RwLock::new(self.published(self.today()))
    }
}
