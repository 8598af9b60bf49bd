//! What became of messages on their ways outside: queued, sent, failed and why.

use async_trait::async_trait;
use casework::AccountId;
use jiff::Timestamp;

use crate::{
    NewOutbox, Page, Store, StoreError,
    commit::insert_rows,
    contacts::ContactChannel,
    cursor,
    db::{Arg, Command, Exec, Sql, args, owned},
    outbox,
};

/// Where a message stands on one way outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendingState {
    /// Waits to be sent, perhaps again.
    Queued,
    /// The other side took it.
    Sent,
    /// Given up.
    Failed,
}

impl SendingState {
    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// The state of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Queued, Self::Sent, Self::Failed].into_iter().find(|state| state.as_str() == word)
    }
}

/// A message that is to go a way outside.
#[derive(Debug, Clone)]
pub struct NewSending {
    /// The message in the inbox.
    pub message: String,
    /// Whose it is.
    pub account: AccountId,
    /// By which way.
    pub channel: ContactChannel,
    /// What the outbox is to send.
    pub outbox: NewOutbox,
}

/// A message on a way outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The same as of its entry in the outbox.
    pub id: String,
    /// The message in the inbox.
    pub message: String,
    /// Whose it is.
    pub account: AccountId,
    /// By which way: `sms` or `mail`.
    pub channel: String,
    /// Where it stands.
    pub state: SendingState,
    /// How often it was tried.
    pub tries: u32,
    /// When that was last.
    pub at: Timestamp,
    /// Why it failed last.
    pub error: Option<String>,
}

impl Store {
    /// Puts messages on their ways outside, in the place of the entry that told of them: all or nothing.
    pub async fn send_on(&self, entry: &str, new: &[NewSending], at: Timestamp) -> Result<(), StoreError> {
        let rows = new.iter().map(|one| {
            let outbox = outbox::new_row(&self.keys, &one.outbox, at);
            let sending = [
                outbox[0].clone(),
                Arg::from(&one.message).into_owned(),
                Arg::from(&one.account).into_owned(),
                one.channel.as_str().into(),
                SendingState::Queued.as_str().into(),
                0_i64.into(),
                at.into(),
            ];
            (outbox, sending)
        });
        let rows = rows.collect();
        self.db.run(SendOn { entry: entry.to_owned(), rows }).await
    }

    /// Notes what came of a try: sent, to be tried again, or given up, with the reason, which holds no
    /// personal data.
    pub async fn note_sending(
        &self,
        id: &str,
        state: SendingState,
        error: Option<&str>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "update sendings set state = $2, tries = tries + 1, at = $3, error = $4 where id = $1";
        self.db.write(sql, owned![id, state.as_str(), at, error]).await.map(drop)
    }

    /// What became of these messages of somebody's.
    pub async fn sendings_of(
        &self,
        account: &AccountId,
        messages: &[&str],
    ) -> Result<Vec<Sending>, StoreError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(SELECT);
        sql.push(" where account = ").arg(account).push(" and message in ");
        sql.tuple(messages.iter().map(|id| Arg::from(*id)));
        sql.push(" order by message, channel");
        self.read_sendings(&sql).await
    }

    /// Messages outside in one state, the latest first.
    pub async fn sendings(
        &self,
        state: SendingState,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Sending>, StoreError> {
        let mut sql = Sql::new(SELECT);
        sql.push(" where state = ").arg(state.as_str());
        if let Some(after) = after {
            let (at, id) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (at, id) < ").tuple([at.into(), id.into()]);
        }
        sql.push(" order by at desc, id desc limit ").arg(limit.saturating_add(1));
        let rows = self.read_sendings(&sql).await?;
        Ok(cursor::page(rows, limit, |last| (last.at.as_microsecond().to_string(), last.id.clone())))
    }

    async fn read_sendings(&self, sql: &Sql<'_>) -> Result<Vec<Sending>, StoreError> {
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let sendings = rows.into_iter().map(|mut row| {
            let (id, message, account, channel) = (row.next()?, row.next()?, row.next()?, row.next()?);
            let word: String = row.next()?;
            let state = SendingState::from_word(&word).unwrap_or(SendingState::Failed);
            let (tries, at, error) = (row.next()?, row.next()?, row.next()?);
            Ok(Sending { id, message, account, channel, state, tries, at, error })
        });
        sendings.collect()
    }
}

const SELECT: &str = "select id, message, account, channel, state, tries, at, error from sendings";

/// The rows of one way: those of the outbox and of what became of it.
type WayRows = ([Arg<'static>; 6], [Arg<'static>; 7]);

struct SendOn {
    entry: String,
    rows: Vec<WayRows>,
}

#[async_trait]
impl Command for SendOn {
    type Output = ();

    async fn run(&self, tx: &mut dyn Exec) -> Result<(), StoreError> {
        // Another worker may have been quicker, after a lease that ran out.
        if tx.exec("delete from outbox where id = $1", &args![&self.entry]).await? == 0 {
            return Ok(());
        }
        let (outbox, sendings): (Vec<_>, Vec<_>) = self.rows.iter().cloned().unzip();
        let outbox =
            insert_rows("insert into outbox (id, channel, subject, body, attempts, due_at) values ", outbox);
        let sendings = insert_rows(
            "insert into sendings (id, message, account, channel, state, tries, at) values ",
            sendings,
        );
        for statement in outbox.into_iter().chain(sendings) {
            tx.exec(&statement.text, &statement.args).await?;
        }
        Ok(())
    }
}
