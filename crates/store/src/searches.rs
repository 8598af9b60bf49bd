//! What was searched for without success, and the ways of asking that the office added.
//!
//! Of a search only the words and the day are kept: nobody's account, address or hour.

use async_trait::async_trait;
use casework::AccountId;
use catalog::ThemeId;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::{Command, Exec, args, owned},
};

/// Words that were searched for without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedSearch {
    /// The words.
    pub words: String,
    /// How often.
    pub times: u64,
    /// The last day on which.
    pub last_day: Date,
}

/// What words that the office added stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// This theme.
    Theme(ThemeId),
    /// Something that is not offered here, with where to go instead.
    Elsewhere {
        /// Where to go.
        advice: String,
        /// The theme that comes near, if one does.
        near: Option<ThemeId>,
    },
}

/// A way of asking (说法) that the office added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedAlias {
    /// Its id.
    pub id: String,
    /// The words.
    pub words: String,
    /// What they stand for.
    pub meaning: Meaning,
    /// When it was added.
    pub added_at: Timestamp,
    /// By whom.
    pub added_by: AccountId,
    /// When and by whom it was taken back; none while it counts.
    pub removed: Option<(Timestamp, AccountId)>,
}

impl Store {
    /// Counts a search without success.
    pub async fn count_missed_search(&self, words: &str, day: Date) -> Result<(), StoreError> {
        let id = Uuid::new_v4().to_string();
        self.db.run(CountMissed { id, words: words.to_owned(), day }).await
    }

    /// What was searched for without success since that day, at least so often, the most frequent first.
    pub async fn missed_searches(
        &self,
        since: Date,
        at_least: u32,
        limit: u32,
    ) -> Result<Vec<MissedSearch>, StoreError> {
        let sql = "select words, cast(sum(times) as bigint), max(day) from missed_searches where day >= $1 \
                   group by words having sum(times) >= $2 order by sum(times) desc, words limit $3";
        let rows = self.db.read(sql, &args![since, at_least, limit]).await?;
        let missed = rows.into_iter().map(|mut row| {
            Ok(MissedSearch { words: row.next()?, times: row.next()?, last_day: row.next()? })
        });
        missed.collect()
    }

    /// Forgets what was searched for before that day. Answers the number of rows.
    pub async fn forget_missed_searches(&self, before: Date) -> Result<u64, StoreError> {
        self.db.write("delete from missed_searches where day < $1", owned![before]).await
    }

    /// Adds a way of asking; one with the same words that counted so far counts no more.
    pub async fn add_alias(
        &self,
        words: &str,
        meaning: Meaning,
        by: &AccountId,
        at: Timestamp,
    ) -> Result<AddedAlias, StoreError> {
        let id = Uuid::now_v7().to_string();
        let alias = AddedAlias {
            id,
            words: words.to_owned(),
            meaning,
            added_at: at,
            added_by: by.clone(),
            removed: None,
        };
        self.db.run(AddAlias(alias.clone())).await?;
        Ok(alias)
    }

    /// Takes a way of asking back. Answers whether there was one that counted.
    pub async fn remove_alias(&self, id: &str, by: &AccountId, at: Timestamp) -> Result<bool, StoreError> {
        let sql = "update aliases set removed_at = $2, removed_by = $3 where id = $1 and removed_at is null";
        Ok(self.db.write(sql, owned![id, at, by]).await? == 1)
    }

    /// Every way of asking that was ever added, the latest first.
    pub async fn aliases(&self) -> Result<Vec<AddedAlias>, StoreError> {
        let sql = "select id, words, theme, advice, added_at, added_by, removed_at, removed_by \
                   from aliases order by added_at desc, id desc";
        let rows = self.db.read(sql, &[]).await?;
        let aliases = rows.into_iter().map(|mut row| {
            let (id, words) = (row.next()?, row.next()?);
            let (theme, advice) = (row.next::<Option<ThemeId>>()?, row.next::<Option<String>>()?);
            let (added_at, added_by) = (row.next()?, row.next()?);
            let removed = row.next::<Option<Timestamp>>()?.zip(row.next::<Option<AccountId>>()?);
            // What has advice is not offered here; the theme beside it only comes near.
            let meaning = match (theme, advice) {
                (Some(theme), None) => Meaning::Theme(theme),
                (near, advice) => Meaning::Elsewhere { advice: advice.unwrap_or_default(), near },
            };
            Ok(AddedAlias { id, words, meaning, added_at, added_by, removed })
        });
        aliases.collect()
    }

    /// A number that grows whenever a way of asking is added or taken back, on whichever node.
    pub async fn aliases_revision(&self) -> Result<u64, StoreError> {
        let rows = self.db.read("select count(*) + count(removed_at) from aliases", &[]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.next())
    }
}

struct CountMissed {
    id: String,
    words: String,
    day: Date,
}

#[async_trait]
impl Command for CountMissed {
    type Output = ();

    async fn run(&self, tx: &mut dyn Exec) -> Result<(), StoreError> {
        let Self { id, words, day } = self;
        // Two nodes that count the same words for the first time at once make two rows, which add up.
        let sql = "update missed_searches set times = times + 1 where id = \
                   (select min(id) from missed_searches where words = $1 and day = $2)";
        if tx.exec(sql, &args![words, *day]).await? == 0 {
            let sql = "insert into missed_searches (id, words, day, times) values ($1, $2, $3, 1)";
            tx.exec(sql, &args![id, words, *day]).await?;
        }
        Ok(())
    }
}

struct AddAlias(AddedAlias);

#[async_trait]
impl Command for AddAlias {
    type Output = ();

    async fn run(&self, tx: &mut dyn Exec) -> Result<(), StoreError> {
        let AddedAlias { id, words, meaning, added_at, added_by, .. } = &self.0;
        let (theme, advice) = match meaning {
            Meaning::Theme(theme) => (Some(theme), None),
            Meaning::Elsewhere { advice, near } => (near.as_ref(), Some(advice.as_str())),
        };
        let sql =
            "update aliases set removed_at = $2, removed_by = $3 where words = $1 and removed_at is null";
        tx.exec(sql, &args![words, *added_at, added_by]).await?;
        let sql = "insert into aliases (id, words, theme, advice, added_at, added_by) \
                   values ($1, $2, $3, $4, $5, $6)";
        tx.exec(sql, &args![id, words, theme, advice, *added_at, added_by]).await.map(drop)
    }
}
