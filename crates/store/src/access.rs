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
}

impl Store {
    /// Records a look.
    pub async fn log_access(&self, entry: Access) -> Result<(), StoreError> {
        let sql =
            "insert into accesses (id, at, account, what, subject, allowed) values ($1, $2, $3, $4, $5, $6)";
        let Access { at, account, what, subject, allowed } = &entry;
        let args = owned![Uuid::now_v7().to_string(), *at, account, *what, subject, *allowed];
        self.db.write(sql, args).await.map(drop)
    }

    /// Who looked at this, the latest first.
    pub async fn accesses(&self, subject: &str, limit: u32) -> Result<Vec<Access<String>>, StoreError> {
        let sql = "select at, account, what, allowed from accesses where subject = $1 \
                   order by at desc, id desc limit $2";
        let rows = self.db.read(sql, &args![subject, limit]).await?;
        let accesses = rows.into_iter().map(|mut row| {
            let (at, account, what, allowed) = (row.next()?, row.next()?, row.next()?, row.next()?);
            Ok(Access { at, account, what, subject: subject.to_owned(), allowed })
        });
        accesses.collect()
    }
}
