//! Messages to a person's inbox. Their text is sealed.

use casework::AccountId;
use identifiers::CaseNumber;
use jiff::Timestamp;

use crate::{
    Keys, Page, Store, StoreError, cursor,
    db::{Arg, Sql, args, owned},
    keys::Place,
};

/// A message to be put into an inbox with a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its id, a new uuid.
    pub id: String,
    /// Whose inbox.
    pub account: AccountId,
    /// The case that it is about.
    pub case: CaseNumber,
    /// A word for what happened, such as `accepted`.
    pub kind: String,
    /// The message as it is read.
    pub text: String,
}

impl NewMessage {
    /// A message to somebody about a case.
    pub fn new(account: &AccountId, case: &CaseNumber, kind: &str, text: String) -> Self {
        let id = uuid::Uuid::now_v7().to_string();
        Self { id, account: account.clone(), case: case.clone(), kind: kind.to_owned(), text }
    }
}

/// A message in an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// The case that it is about.
    pub case: CaseNumber,
    /// A word for what happened.
    pub kind: String,
    /// The message as it is read.
    pub text: String,
    /// Whether its owner has seen it.
    pub read: bool,
}

impl Store {
    /// A person's messages, the latest first.
    pub async fn messages(
        &self,
        account: &AccountId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Message>, StoreError> {
        let mut sql =
            Sql::new("select id, at, case_number, kind, body, read_at from messages where account = ");
        sql.arg(account);
        if let Some(after) = after {
            let (at, id) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (at, id) < ").tuple([at.into(), id.into()]);
        }
        sql.push(" order by at desc, id desc limit ").arg(limit.saturating_add(1));
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let messages = rows.into_iter().map(|mut row| {
            let id: String = row.next()?;
            let (at, case, kind) = (row.next()?, row.next()?, row.next()?);
            let text = self.keys.unseal(place(&id), &row.next::<Vec<u8>>()?)?;
            let read = row.next::<Option<Timestamp>>()?.is_some();
            Ok(Message { id, at, case, kind, text, read })
        });
        let messages = messages.collect::<Result<_, StoreError>>()?;
        Ok(cursor::page(messages, limit, |last| (last.at.as_microsecond().to_string(), last.id.clone())))
    }

    /// How many messages a person has not yet seen.
    pub async fn unread(&self, account: &AccountId) -> Result<u32, StoreError> {
        let sql = "select count(*) from messages where account = $1 and read_at is null";
        let rows = self.db.read(sql, &args![account]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.next())
    }

    /// Marks a person's messages up to that moment as seen.
    pub async fn mark_read(&self, account: &AccountId, upto: Timestamp) -> Result<(), StoreError> {
        let sql = "update messages set read_at = $2 where account = $1 and at <= $2 and read_at is null";
        self.db.write(sql, owned![account, upto]).await.map(drop)
    }
}

fn place(id: &str) -> Place<'_> {
    Place { table: "messages", row: id, version: 0 }
}

/// The row of a message that comes with a commit: `id, account, at, case_number, kind, body`.
pub(crate) fn new_row(keys: &Keys, message: &NewMessage, at: Timestamp) -> [Arg<'static>; 6] {
    let NewMessage { id, account, case, kind, text } = message;
    let body = keys.seal(place(id), text);
    [
        Arg::from(id).into_owned(),
        Arg::from(account).into_owned(),
        at.into(),
        Arg::from(case).into_owned(),
        Arg::from(kind).into_owned(),
        body.into(),
    ]
}
