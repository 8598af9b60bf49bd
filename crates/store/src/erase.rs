//! Deleting what the law does not want kept (个人信息保护法 第四十七条): an account that has left nothing behind, and
//! files that were uploaded and never used.

use async_trait::async_trait;
use casework::AccountId;

use crate::{
    Store, StoreError,
    db::{Arg, Command, Exec, Sql, args},
};

/// What keeps an account from being deleted: each a query that finds something.
const KEPT_BY: &[(&str, &str)] = &[
    ("cases", "select 1 from cases where applicant = $1 limit 1"),
    ("grievances", "select 1 from grievances where account = $1 limit 1"),
    // A file that somebody handed in for another is that other's.
    (
        "cases",
        "select 1 from case_files join files on files.id = case_files.file where files.owner = $1 limit 1",
    ),
    // What was done under a mandate can be followed as long as the mandate is known.
    ("mandates", "select 1 from mandates where (principal = $1 and agent is not null) or agent = $1 limit 1"),
];

/// What goes with an account, what refers to others first.
const DELETED: &[&str] = &[
    "delete from sendings where account = $1",
    "delete from quiet_hours where account = $1",
    "delete from contacts where account = $1",
    "delete from messages where account = $1",
    "delete from idempotency where account = $1",
    "delete from mandates where principal = $1",
    "delete from drafts where owner = $1 or for_account = $1",
    "delete from files where owner = $1",
    "delete from sessions where account = $1",
    "delete from accounts where id = $1",
];

/// Deletes the account, unless something keeps it; answers what keeps it, or the contents of its files.
struct Erase(AccountId);

#[async_trait]
impl Command for Erase {
    type Output = Result<Vec<String>, &'static str>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Self::Output, StoreError> {
        let account: [Arg<'_>; 1] = args![&self.0];
        for (what, sql) in KEPT_BY {
            if !tx.query(sql, &account).await?.is_empty() {
                return Ok(Err(*what));
            }
        }
        let rows = tx.query("select distinct sha256 from files where owner = $1", &account).await?;
        let contents = rows.into_iter().map(|mut row| row.next()).collect::<Result<_, _>>()?;
        for sql in DELETED {
            tx.exec(sql, &account).await?;
        }
        Ok(Ok(contents))
    }
}

/// Deletes those of these files that nothing refers to; answers their contents.
struct Forget(Vec<String>);

#[async_trait]
impl Command for Forget {
    type Output = Vec<String>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Self::Output, StoreError> {
        let mut unused = Sql::new("from files where id in ");
        unused.tuple(self.0.iter().map(Into::into));
        unused.push(" and not exists (select 1 from case_files c where c.file = files.id)");
        unused.push(" and not exists (select 1 from mandates m where m.paper = files.id)");
        let rows = tx.query(&format!("select distinct sha256 {}", unused.text), &unused.args).await?;
        let contents = rows.into_iter().map(|mut row| row.next()).collect::<Result<_, _>>()?;
        tx.exec(&format!("delete {}", unused.text), &unused.args).await?;
        Ok(contents)
    }
}

impl Store {
    /// Deletes an account with everything of it. What keeps it is answered instead, and nothing is deleted:
    /// `cases`, `grievances` or `mandates`. Who looked at what stays on record, by the account's id alone.
    pub async fn erase_account(&self, id: &AccountId) -> Result<Option<&'static str>, StoreError> {
        match self.db.run(Erase(id.clone())).await? {
            Ok(contents) => self.drop_contents(contents).await.map(|()| None),
            Err(kept_by) => Ok(Some(kept_by)),
        }
    }

    /// Deletes those of these files that neither a case nor a mandate refers to.
    pub async fn forget_files(&self, ids: Vec<String>) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let contents = self.db.run(Forget(ids)).await?;
        self.drop_contents(contents).await
    }

    async fn drop_contents(&self, contents: Vec<String>) -> Result<(), StoreError> {
        for sha256 in contents {
            self.drop_content(&sha256).await?;
        }
        Ok(())
    }
}
