//! The outbox: what the outside has to be told, written with the events and
//! told after the commit, perhaps twice, never not at all.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Keys, Store, StoreError,
    db::{Arg, Command, Exec, Row, args, owned},
    keys::Place,
};

/// Something to tell the outside, put into the outbox with a commit.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutbox {
    /// `sms`, `mail`, `webhook` or `department:<id>`.
    pub channel: String,
    /// What it is about, such as a case number; no personal data.
    pub subject: String,
    /// What to tell; sealed.
    pub body: serde_json::Value,
    /// When; none for at once.
    pub due_at: Option<Timestamp>,
}

/// Something to tell the outside, claimed for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// Its id.
    pub id: String,
    /// `sms`, `mail`, `webhook` or `department:<id>`.
    pub channel: String,
    /// What it is about.
    pub subject: String,
    /// What to tell.
    pub body: serde_json::Value,
    /// How often telling has failed so far.
    pub attempts: u32,
}

impl Store {
    /// Puts something into the outbox that comes with no commit.
    pub async fn tell_outside(&self, new: &NewOutbox, at: Timestamp) -> Result<(), StoreError> {
        let sql = "insert into outbox (id, channel, subject, body, attempts, due_at) values ($1, $2, $3, $4, $5, $6)";
        self.db.write(sql, new_row(&self.keys, new, at).to_vec()).await.map(drop)
    }

    /// Claims entries that are due, the oldest first; nobody else gets them until
    /// the lease ends. A worker that dies loses its claim with the lease.
    pub async fn claim_outbox(
        &self,
        now: Timestamp,
        lease_seconds: u32,
        limit: u32,
    ) -> Result<Vec<OutboxEntry>, StoreError> {
        let lease = SignedDuration::from_secs(lease_seconds.into());
        let claim = Claim { token: Uuid::new_v4().to_string(), now, until: now + lease, limit };
        let rows = self.db.run(claim).await?;
        let entries = rows.into_iter().map(|mut row| {
            let id: String = row.next()?;
            let (channel, subject) = (row.next()?, row.next()?);
            let body = self.keys.unseal(place(&id), &row.next::<Vec<u8>>()?)?;
            Ok(OutboxEntry { id, channel, subject, body, attempts: row.next()? })
        });
        entries.collect()
    }

    /// The outside was told: the entry is removed.
    pub async fn outbox_done(&self, id: &str) -> Result<(), StoreError> {
        self.db.write("delete from outbox where id = $1", owned![id]).await.map(drop)
    }

    /// Telling failed: try again at that moment. The error must hold no personal data.
    pub async fn outbox_failed(&self, id: &str, retry_at: Timestamp, error: &str) -> Result<(), StoreError> {
        let sql =
            "update outbox set attempts = attempts + 1, due_at = $2, claim = null, error = $3 where id = $1";
        self.db.write(sql, owned![id, retry_at, error]).await.map(drop)
    }
}

fn place(id: &str) -> Place<'_> {
    Place { table: "outbox", row: id, version: 0 }
}

/// The row of an entry that comes with a commit: `id, channel, subject, body, attempts, due_at`.
pub(crate) fn new_row(keys: &Keys, new: &NewOutbox, at: Timestamp) -> [Arg<'static>; 6] {
    let id = Uuid::now_v7().to_string();
    let body = keys.seal(place(&id), &new.body);
    [
        id.into(),
        Arg::from(&new.channel).into_owned(),
        Arg::from(&new.subject).into_owned(),
        body.into(),
        0_i64.into(),
        new.due_at.unwrap_or(at).into(),
    ]
}

/// A claim moves the moment at which an entry is due to the end of the lease.
struct Claim {
    token: String,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
}

#[async_trait]
impl Command for Claim {
    type Output = Vec<Row>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Vec<Row>, StoreError> {
        // The second look at `due_at` is for two workers that chose the same rows at once.
        let sql = "update outbox set claim = $1, due_at = $2 where due_at <= $3 and id in \
                   (select id from outbox where due_at <= $3 order by due_at, id limit $4)";
        if tx.exec(sql, &args![&self.token, self.until, self.now, self.limit]).await? == 0 {
            return Ok(Vec::new());
        }
        let sql = "select id, channel, subject, body, attempts from outbox where claim = $1 order by id";
        tx.query(sql, &args![&self.token]).await
    }
}
