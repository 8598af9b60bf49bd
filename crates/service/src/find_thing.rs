//! Finding the thing by everyday words.
//!
//! The office adds ways of asking without a release. They stand in the store; every node asks it with each
//! search whether they changed, which is one cheap number, and then makes its index anew.

use std::sync::{Arc, atomic::Ordering};

use catalog::Catalog;
use jiff::{Timestamp, ToSpan};
use search::{Absent, Alias, Index, Texts, countable};
use store::{AddedAlias, Meaning};

use crate::{App, Failure, publish::Published};

/// Suggestions may lag behind the office's words by so many seconds: somebody types them letter by letter.
const SUGGESTIONS_LAG_SECONDS: i64 = 5;

impl App {
    /// Finds the thing from what people really type.
    pub async fn search(&self, words: &str, limit: usize) -> search::Found {
        self.with_aliases().await.search.search(words, limit)
    }

    /// What a sentence says about the answers to a theme's questions.
    pub fn guesses(&self, theme: &str, words: &str) -> Vec<search::Guess> {
        self.published(self.today()).search.guesses(theme, words)
    }

    /// Suggestions while somebody types.
    pub async fn suggest(&self, prefix: &str, limit: usize) -> Vec<search::Suggestion> {
        let lag = SUGGESTIONS_LAG_SECONDS.seconds();
        let fresh = Timestamp::from_microsecond(self.inner.aliases_seen_at.load(Ordering::Relaxed))
            .is_ok_and(|seen| seen + lag > self.now());
        let published = if fresh { self.published(self.today()) } else { self.with_aliases().await };
        published.search.suggest(prefix, limit)
    }

    /// Counts words that led to nothing, or to nothing that was meant: the words and the day, no person,
    /// and for who asks only once a day. Somebody's answer does not wait on whether this goes well.
    pub async fn count_missed_search(&self, words: &str, asker: &str) {
        let Some(words) = countable(words) else { return };
        let is_new = {
            let mut counted = self.inner.counted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            counted.is_new(asker, &words, self.today())
        };
        if !is_new {
            return;
        }
        if let Err(error) = self.store().count_missed_search(&words, self.today()).await {
            tracing::warn!(error = %error, "a search without success was not counted");
        }
    }

    /// The catalogue with an index that knows the office's words as they are now. Where the store does not
    /// answer, people are still helped with the words known so far.
    pub(crate) async fn with_aliases(&self) -> Arc<Published> {
        match self.renewed().await {
            Ok(published) => published,
            Err(failure) => {
                tracing::error!(failure = ?failure, "the office's ways of asking could not be read");
                self.published(self.today())
            }
        }
    }

    async fn renewed(&self) -> Result<Arc<Published>, Failure> {
        let seen_at = self.now().as_microsecond();
        let revision = self.store().aliases_revision().await?;
        self.inner.aliases_seen_at.store(seen_at, Ordering::Relaxed);
        let published = self.published(self.today());
        if published.aliases == revision {
            return Ok(published);
        }
        // One at a time makes the index anew; who waited finds it made.
        let _renewing = self.inner.renewing.lock().await;
        let published = self.published(self.today());
        if published.aliases == revision {
            return Ok(published);
        }
        let aliases = self.store().aliases().await?;
        let before = Arc::clone(&published);
        let renewed = tokio::task::spawn_blocking(move || before.with_aliases(&aliases)).await;
        let renewed = renewed.map_err(|error| Failure::Fault(Box::new(error)))?;
        // Where other editions were published meanwhile, theirs stays, and knows the words with the next search.
        Ok(self.replace(&published, renewed))
    }
}

/// The index of a catalogue and of what the office added.
pub(crate) fn index(catalog: &Catalog, aliases: &[AddedAlias]) -> Index {
    let mut texts = Texts::of(catalog);
    for alias in aliases.iter().filter(|alias| alias.removed.is_none()) {
        let text = alias.words.clone();
        match &alias.meaning {
            Meaning::Theme(theme) => texts.aliases.push(Alias { text, theme: theme.clone() }),
            Meaning::Elsewhere { advice, near } => {
                texts.absent.push(Absent { text, advice: advice.clone(), near: near.clone() });
            }
        }
    }
    Index::of(texts)
}

/// Which of the office's ways of asking these are: the number that the store gives for them.
pub(crate) fn revision(aliases: &[AddedAlias]) -> u64 {
    let removed = aliases.iter().filter(|alias| alias.removed.is_some()).count();
    (aliases.len() + removed) as u64
}
