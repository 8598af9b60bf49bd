//! Jobs (到期任务): the one table of what has to happen of itself, and when.
//!
//! A case's timers are written with the events that set or end them. A worker takes what
//! is due for a while (a lease) and says what became of it; whoever dies loses the lease,
//! and another worker takes it. So a job may be done twice, and doing it twice must be
//! doing it once.

use async_trait::async_trait;
use casework::{Timer, TimerKind};
use identifiers::CaseNumber;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::{Arg, Command, Exec, Row, Sql, args, owned},
};

/// What a commit changes among the timers of its case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimerChanges {
    /// Timers that end.
    pub ended: Vec<(TimerKind, String)>,
    /// Timers that begin, or come at another moment now.
    pub set: Vec<Timer>,
}

impl TimerChanges {
    /// From the timers before a commit to those after it.
    pub fn between(before: &[Timer], after: &[Timer]) -> Self {
        let key = |timer: &Timer| (timer.kind, timer.of.clone());
        let ended = before.iter().filter(|old| !after.iter().any(|new| key(new) == key(old)));
        let set = after.iter().filter(|new| !before.contains(new));
        Self { ended: ended.map(key).collect(), set: set.cloned().collect() }
    }
}

/// A job that a worker has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The case that it is about; none for the house's own chores.
    pub case: Option<CaseNumber>,
    /// What is to be done.
    pub kind: String,
    /// To what of the case.
    pub of: String,
    /// How often it has failed so far.
    pub attempts: u32,
    lease: String,
}

impl Store {
    /// Takes jobs that are due, the most overdue first; nobody else gets them until the lease ends.
    /// A lease that ends later than any that is given now was given by a clock that has since been
    /// put back: it does not count.
    pub async fn take_jobs(
        &self,
        now: Timestamp,
        lease_seconds: u32,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError> {
        let until = now + SignedDuration::from_secs(lease_seconds.into());
        let lease = Uuid::new_v4().to_string();
        let rows = self.db.run(Take { lease: lease.clone(), now, until, limit }).await?;
        let jobs = rows.into_iter().map(|mut row| {
            let subject: String = row.next()?;
            let case = if subject.is_empty() {
                None
            } else {
                Some(CaseNumber::parse(&subject).map_err(|_| StoreError::Corrupt("jobs"))?)
            };
            Ok(Job { case, kind: row.next()?, of: row.next()?, attempts: row.next()?, lease: lease.clone() })
        });
        jobs.collect()
    }

    /// There is nothing left to do. Nothing happens where the lease is another's by now, or the job was
    /// set anew.
    pub async fn job_done(&self, job: &Job) -> Result<(), StoreError> {
        let sql = "delete from jobs where subject = $1 and kind = $2 and detail = $3 and lease = $4";
        self.db.write(sql, of_job(job)).await.map(drop)
    }

    /// It is to be done at that moment, for the first time or again.
    pub async fn job_later(&self, job: &Job, at: Timestamp) -> Result<(), StoreError> {
        let sql = "update jobs set due_at = $5, leased_until = null, lease = null, attempts = 0, error = null \
                   where subject = $1 and kind = $2 and detail = $3 and lease = $4";
        let mut args = of_job(job);
        args.push(at.into());
        self.db.write(sql, args).await.map(drop)
    }

    /// It failed: to be tried again at that moment. The error must hold no personal data.
    pub async fn job_failed(&self, job: &Job, retry_at: Timestamp, error: &str) -> Result<(), StoreError> {
        let sql = "update jobs set due_at = $5, leased_until = null, lease = null, attempts = attempts + 1, \
                   error = $6 where subject = $1 and kind = $2 and detail = $3 and lease = $4";
        let mut args = of_job(job);
        args.extend(owned![retry_at, error]);
        self.db.write(sql, args).await.map(drop)
    }

    /// How much is waiting to be done or told by that moment, what a worker has taken included.
    pub async fn waiting(&self, now: Timestamp) -> Result<u64, StoreError> {
        let sql = "select (select count(*) from jobs where due_at <= $1) \
                   + (select count(*) from outbox where due_at <= $1 or claim is not null)";
        let rows = self.db.read(sql, &args![now]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.next())
    }

    /// Cases that may have timers (those that have not ended, and those that have some), in order,
    /// after that number.
    pub async fn cases_with_timers(
        &self,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, StoreError> {
        let sql = "select number from cases where number > $1 and (stage not in ('delivered', 'not_accepted', 'withdrawn') \
                   or exists (select 1 from jobs where subject = number)) order by number limit $2";
        let after = after.map_or("", CaseNumber::as_str);
        let rows = self.db.read(sql, &args![after, limit]).await?;
        rows.into_iter().map(|mut row| row.next()).collect()
    }

    /// Makes the timers of a case what they should be at this version; where the case has gone on
    /// since, its own commit has done so.
    pub async fn set_timers(
        &self,
        number: &CaseNumber,
        version: u64,
        timers: Vec<Timer>,
    ) -> Result<(), StoreError> {
        self.db.run(SetTimers { number: number.clone(), version, timers }).await
    }
}

fn of_job(job: &Job) -> Vec<Arg<'static>> {
    owned![job.case.as_ref().map_or("", CaseNumber::as_str), &job.kind, &job.of, &job.lease]
}

/// The statements of a commit that change its case's timers; a new case has none before.
pub(crate) fn statements(number: &CaseNumber, is_new: bool, changes: &TimerChanges) -> Vec<Sql<'static>> {
    let mut statements = Vec::new();
    let set = changes.set.iter().map(|timer| (timer.kind, &timer.of));
    let gone: Vec<_> = changes.ended.iter().map(|(kind, of)| (*kind, of)).chain(set).collect();
    if !is_new && !gone.is_empty() {
        let mut sql = Sql::new("delete from jobs where subject = ");
        sql.arg(Arg::from(number).into_owned()).push(" and (kind, detail) in (values ");
        sql.rows(gone.into_iter().map(|(kind, of)| [kind.as_str().into(), Arg::from(of).into_owned()]));
        sql.push(")");
        statements.push(sql);
    }
    if !changes.set.is_empty() {
        let mut sql = Sql::new("insert into jobs (subject, kind, detail, due_at, attempts) values ");
        sql.rows(changes.set.iter().map(|timer| new_row(number, timer)));
        statements.push(sql);
    }
    statements
}

fn new_row(number: &CaseNumber, timer: &Timer) -> [Arg<'static>; 5] {
    [
        Arg::from(number).into_owned(),
        timer.kind.as_str().into(),
        Arg::from(&timer.of).into_owned(),
        timer.at.into(),
        0_i64.into(),
    ]
}

struct Take {
    lease: String,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
}

#[async_trait]
impl Command for Take {
    type Output = Vec<Row>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Vec<Row>, StoreError> {
        // The second look at the lease is for two workers that chose the same rows at once.
        let free = "due_at <= $3 and (leased_until is null or leased_until <= $3 or leased_until > $2)";
        let sql = format!(
            "update jobs set lease = $1, leased_until = $2 where {free} and (subject, kind, detail) in \
             (select subject, kind, detail from jobs where {free} order by due_at, subject, kind, detail limit $4)"
        );
        if tx.exec(&sql, &args![&self.lease, self.until, self.now, self.limit]).await? == 0 {
            return Ok(Vec::new());
        }
        let sql =
            "select subject, kind, detail, attempts from jobs where lease = $1 order by due_at, subject";
        tx.query(sql, &args![&self.lease]).await
    }
}

struct SetTimers {
    number: CaseNumber,
    version: u64,
    timers: Vec<Timer>,
}

#[async_trait]
impl Command for SetTimers {
    type Output = ();

    async fn run(&self, tx: &mut dyn Exec) -> Result<(), StoreError> {
        // The row is written so that no commit on the case comes in between.
        let sql = "update cases set version = version where number = $1 and version = $2";
        if tx.exec(sql, &args![&self.number, self.version]).await? == 0 {
            return Ok(());
        }
        let sql = "select kind, detail, due_at from jobs where subject = $1";
        let mut found = Vec::new();
        for mut row in tx.query(sql, &args![&self.number]).await? {
            let (kind, of, at): (String, String, Timestamp) = (row.next()?, row.next()?, row.next()?);
            // What an older version of the software set and this one does not know stays.
            found.extend(TimerKind::from_word(&kind).map(|kind| Timer { kind, of, at }));
        }
        for sql in statements(&self.number, false, &TimerChanges::between(&found, &self.timers)) {
            tx.exec(&sql.text, &sql.args).await?;
        }
        Ok(())
    }
}
