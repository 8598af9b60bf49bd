//! The record of looks: who looked at whose data or was refused.

use casework::AccountId;
use jiff::Timestamp;

use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::{args, owned},
};

/// A look, or a refused one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access<What = &'static str> {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account: AccountId,
    /// What was done, such as `case.read`.
    pub what: What,
    /// Upon what, such as a case number; no personal data.
    pub subject: String,
    /// Whether it was allowed.
    pub allowed: bool,
    /// For what, in words, as the work of whoever looked says; empty where none of it is theirs.
    pub purpose: String,
}

impl Store {
    /// Records a look.
    pub async fn log_access(&self, entry: Access) -> Result<(), StoreError> {
        let sql = "insert into accesses (id, at, account, what, subject, allowed, purpose) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let Access { at, account, what, subject, allowed, purpose } = &entry;
        let args = owned![Uuid::now_v7().to_string(), *at, account, *what, subject, *allowed, purpose];
        self.db.write(sql, args).await.map(drop)
    }

    /// Looks of that kind that were allowed, in a stretch of time; each once for an account and a subject.
    pub async fn looks(
        &self,
        what: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(AccountId, String)>, StoreError> {
        let sql = "select distinct account, subject from accesses \
                   where at >= $1 and at < $2 and what = $3 and allowed = 1 order by account, subject";
        let rows = self.db.read(sql, &args![from, until, what]).await?;
        rows.into_iter().map(|mut row| Ok((row.next()?, row.next()?))).collect()
    }

    /// Who looked at this, the latest first.
    pub async fn accesses(&self, subject: &str, limit: u32) -> Result<Vec<Access<String>>, StoreError> {
        let sql = "select at, account, what, allowed, purpose from accesses where subject = $1 \
                   order by at desc, id desc limit $2";
        let rows = self.db.read(sql, &args![subject, limit]).await?;
        let accesses = rows.into_iter().map(|mut row| {
            let (at, account, what) = (row.next()?, row.next()?, row.next()?);
            let (allowed, purpose) = (row.next()?, row.next()?);
            Ok(Access { at, account, what, subject: subject.to_owned(), allowed, purpose })
        });
        accesses.collect()
    }
}
