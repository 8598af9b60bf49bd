//! Drafts: what an applicant has filled in and not yet handed in. Sealed.

use async_trait::async_trait;
use casework::AccountId;
use catalog::ThemeId;
use jiff::Timestamp;

use crate::{
    Keys, Store, StoreError,
    db::{Arg, Command, Exec, args, owned},
    keys::Place,
};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRecord {
    /// Its id, a uuid.
    pub id: String,
    /// Who writes it.
    pub owner: AccountId,
    /// For whom, where somebody writes it for another.
    pub for_account: Option<AccountId>,
    /// Which theme.
    pub theme: ThemeId,
    /// Counts savings, from 1. What a caller of `save_draft` puts here is not read.
    pub version: u64,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// Answers, form and materials so far.
    pub body: serde_json::Value,
}

impl Store {
    /// Saves a draft and answers its new version. `expected` is the version that
    /// the writer saw: none for a new draft, or to save whatever is there;
    /// [`StoreError::Stale`] where the draft has another version, or another owner.
    pub async fn save_draft(&self, draft: DraftRecord, expected: Option<u64>) -> Result<u64, StoreError> {
        self.db.run(SaveDraft { draft, expected, keys: self.keys.clone() }).await
    }

    /// A draft of this owner.
    pub async fn draft(&self, id: &str, owner: &AccountId) -> Result<Option<DraftRecord>, StoreError> {
        let sql = "select id, owner, for_account, theme, version, saved_at, body from drafts \
                   where id = $1 and owner = $2";
        Ok(self.read_drafts(sql, &args![id, owner]).await?.pop())
    }

    /// Drafts of this owner, the one saved last first.
    pub async fn drafts_of(&self, owner: &AccountId) -> Result<Vec<DraftRecord>, StoreError> {
        let sql = "select id, owner, for_account, theme, version, saved_at, body from drafts \
                   where owner = $1 order by saved_at desc, id";
        self.read_drafts(sql, &args![owner]).await
    }

    /// Drafts that somebody else writes for this person, the one saved last first.
    pub async fn drafts_for(&self, account: &AccountId) -> Result<Vec<DraftRecord>, StoreError> {
        let sql = "select id, owner, for_account, theme, version, saved_at, body from drafts \
                   where for_account = $1 order by saved_at desc, id";
        self.read_drafts(sql, &args![account]).await
    }

    /// Removes a draft of this owner, or one that is written for them; no error where there is none.
    pub async fn delete_draft(&self, id: &str, owner: &AccountId) -> Result<(), StoreError> {
        let sql = "delete from drafts where id = $1 and (owner = $2 or for_account = $2)";
        self.db.write(sql, owned![id, owner]).await.map(drop)
    }
}

impl Store {
    async fn read_drafts(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<DraftRecord>, StoreError> {
        let rows = self.db.read(sql, args).await?;
        let drafts = rows.into_iter().map(|mut row| {
            let id: String = row.next()?;
            let (owner, for_account, theme) = (row.next()?, row.next()?, row.next()?);
            let (version, saved_at) = (row.next()?, row.next()?);
            let body = self.keys.unseal(place(&id, version), &row.next::<Vec<u8>>()?)?;
            Ok(DraftRecord { id, owner, for_account, theme, version, saved_at, body })
        });
        drafts.collect()
    }
}

fn place(id: &str, version: u64) -> Place<'_> {
    Place { table: "drafts", row: id, version }
}

struct SaveDraft {
    draft: DraftRecord,
    expected: Option<u64>,
    keys: Keys,
}

#[async_trait]
impl Command for SaveDraft {
    type Output = u64;

    async fn run(&self, tx: &mut dyn Exec) -> Result<u64, StoreError> {
        let DraftRecord { id, owner, for_account, theme, saved_at, body, .. } = &self.draft;
        let found = tx.query("select version, owner from drafts where id = $1", &args![id]).await?;
        let (before, before_owner) = match found.into_iter().next() {
            Some(mut row) => (row.next::<u64>()?, Some(row.next::<AccountId>()?)),
            None => (0, None),
        };
        if self.expected.is_some_and(|expected| expected != before)
            || before_owner.is_some_and(|before| before != *owner)
        {
            return Err(StoreError::Stale);
        }
        let version = before + 1;
        let sql = if before == 0 {
            "insert into drafts (id, owner, for_account, theme, version, saved_at, body) \
             values ($1, $2, $3, $4, $5, $6, $7)"
        } else {
            "update drafts set owner = $2, for_account = $3, theme = $4, version = $5, saved_at = $6, body = $7 \
             where id = $1 and version = $5 - 1"
        };
        let sealed = self.keys.seal(place(id, version), body);
        let args = args![id, owner, for_account.as_ref(), theme, version, *saved_at, sealed];
        match tx.exec(sql, &args).await? {
            0 => Err(StoreError::Stale),
            _ => Ok(version),
        }
    }
}
