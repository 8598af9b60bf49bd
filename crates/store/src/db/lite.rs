//! SQLite: one writer thread that commits in groups, and a few readers.
//!
//! The writer takes a command, and whatever else is waiting by then; all share one
//! commit and one flush, and only then are they answered. A command that fails takes
//! none of the others with it. The futures of a command never wait here, so each is
//! polled exactly once: the same code as on PostgreSQL at the speed of plain calls.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
    thread::JoinHandle,
    time::Duration,
};

use async_trait::async_trait;
use rusqlite::{Connection, OpenFlags, ToSql, types::ToSqlOutput, types::Value, types::ValueRef};
use tokio::sync::{mpsc, oneshot};

use super::{Arg, Cell, Command, Exec, Row, migrate};
use crate::{DatabaseError, StoreError};

/// At most so many commands share a commit.
const GROUP: usize = 256;
/// So many commands may wait; further callers wait to be let in.
const QUEUE: usize = 1024;

/// A SQLite database.
pub(crate) struct Lite {
    path: PathBuf,
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    readers: Mutex<Vec<Prepared>>,
    flushes: Arc<AtomicU64>,
}

impl Lite {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // Savepoints and statements keep their undo pages in no file: they die with the group.
        connection.pragma_update(None, "temp_store", "memory")?;
        // Pages that many commands touch are copied into the database once for all of them.
        connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
        connection.pragma_update(None, "cache_size", -8000)?;
        // The log shrinks again after a burst.
        connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
        migrate::sqlite(&mut connection)?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let flushes = Arc::new(AtomicU64::new(0));
        let mut writer = Writer { connection: Prepared::new(connection), flushes: flushes.clone() };
        let writer =
            std::thread::Builder::new().name("store-writer".into()).spawn(move || writer.serve(waiting))?;
        Ok(Self {
            path: path.to_owned(),
            queue: Mutex::new(Some(queue)),
            writer: Mutex::new(Some(writer)),
            readers: Mutex::default(),
            flushes,
        })
    }

    pub(super) async fn run<C: Command>(&self, command: C) -> Result<C::Output, StoreError> {
        let queue = lock(&self.queue).clone().ok_or(StoreError::Closed)?;
        let (reply, answer) = oneshot::channel();
        let job = Waiting { command, outcome: None, reply };
        queue.send(Box::new(job)).await.map_err(|_| StoreError::Closed)?;
        drop(queue);
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Reads at once, in the caller's thread: the pages are in memory as a rule.
    pub(super) fn read(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        let reader = lock(&self.readers).pop();
        let mut reader = match reader {
            Some(reader) => reader,
            None => self.reader()?,
        };
        let rows = reader.query(sql, args);
        // As many readers come to be kept as threads ever read at once.
        lock(&self.readers).push(reader);
        rows
    }

    fn reader(&self) -> Result<Prepared, StoreError> {
        if lock(&self.queue).is_none() {
            return Err(StoreError::Closed);
        }
        Ok(Prepared::new(self.connect()?))
    }

    /// A connection of its own that only reads.
    pub(crate) fn connect(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    /// What the database holds at this moment, for reading as long as one likes.
    pub(crate) fn snapshot(&self) -> Result<Prepared, StoreError> {
        let mut connection = Prepared::new(self.connect()?);
        connection.batch("begin")?;
        Ok(connection)
    }

    pub(super) fn flushes(&self) -> u64 {
        self.flushes.load(Relaxed)
    }

    pub(super) async fn close(&self) {
        lock(&self.queue).take();
        let writer = lock(&self.writer).take();
        if let Some(writer) = writer {
            // The writer answers all that wait, then ends; a panic was already answered.
            let _ = tokio::task::spawn_blocking(move || writer.join()).await;
        }
        lock(&self.readers).clear();
    }
}

/// A poisoned lock guards a list or an option that is whole at any time.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A command that waits for its commit.
trait Job: Send {
    /// Runs it; answers whether its changes are to be kept.
    fn run(&mut self, tx: &mut Prepared) -> bool;
    /// Gives its outcome back, or the failure of the whole group.
    fn answer(self: Box<Self>, group: Result<(), String>);
}

struct Waiting<C: Command> {
    command: C,
    outcome: Option<Result<C::Output, StoreError>>,
    reply: oneshot::Sender<Result<C::Output, StoreError>>,
}

impl<C: Command> Job for Waiting<C> {
    fn run(&mut self, tx: &mut Prepared) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let future = pin!(self.command.run(tx));
            match future.poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(outcome) => outcome,
                Poll::Pending => unreachable!("a command waits for nothing but its statements"),
            }
        }))
        .unwrap_or(Err(StoreError::Database(DatabaseError::Panicked)));
        self.outcome.insert(outcome).is_ok()
    }

    fn answer(self: Box<Self>, group: Result<(), String>) {
        let outcome = match (group, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Closed),
            (Err(cause), _) => Err(StoreError::Database(DatabaseError::Commit(cause))),
        };
        // Nobody waits any more where the caller went away.
        let _ = self.reply.send(outcome);
    }
}

struct Writer {
    connection: Prepared,
    flushes: Arc<AtomicU64>,
}

impl Writer {
    fn serve(&mut self, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
        let mut group = Vec::with_capacity(GROUP);
        while let Some(first) = waiting.blocking_recv() {
            group.push(first);
            while group.len() < GROUP
                && let Ok(next) = waiting.try_recv()
            {
                group.push(next);
            }
            let outcome = self.commit(&mut group);
            if let Err(error) = &outcome {
                tracing::error!(%error, commands = group.len(), "a group of commands was not committed");
                // Nothing of the group may linger.
                let _ = self.connection.batch("rollback");
            }
            let outcome = outcome.map_err(|error| error.to_string());
            for job in group.drain(..) {
                job.answer(outcome.clone());
            }
        }
    }

    /// Runs the group as if none could fail, which is so nearly always: a savepoint
    /// for each would copy every page that it touches. Where one does fail, all is
    /// undone and done again, each in a savepoint of its own.
    fn commit(&mut self, group: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
        self.connection.batch("begin immediate")?;
        let all = group.iter_mut().all(|job| job.run(&mut self.connection));
        if !all {
            self.connection.batch("rollback")?;
            self.connection.batch("begin immediate")?;
            if !self.one_by_one(group)? {
                return self.connection.batch("rollback");
            }
        }
        self.connection.batch("commit")?;
        self.flushes.fetch_add(1, Relaxed);
        Ok(())
    }

    /// Whether any of the group's changes are to be kept.
    fn one_by_one(&mut self, group: &mut [Box<dyn Job>]) -> rusqlite::Result<bool> {
        let mut any = false;
        for job in group {
            self.connection.batch("savepoint command")?;
            if job.run(&mut self.connection) {
                any = true;
            } else {
                self.connection.batch("rollback to command")?;
            }
            self.connection.batch("release command")?;
        }
        Ok(any)
    }
}

/// A connection that keeps its prepared statements, and their text in SQLite's own
/// way: `$n` would be a name there, numbered by first appearance; `?n` is a number.
pub(crate) struct Prepared {
    connection: Connection,
    texts: HashMap<String, String>,
}

impl Prepared {
    fn new(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(128);
        Self { connection, texts: HashMap::new() }
    }

    fn batch(&mut self, sql: &'static str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(drop)
    }

    fn text(&mut self, sql: &str) -> &str {
        if !self.texts.contains_key(sql) {
            // Lists are put together from parts: bounded, and yet many.
            if self.texts.len() >= 512 {
                self.texts.clear();
            }
            self.texts.insert(sql.to_owned(), sql.replace('$', "?"));
        }
        &self.texts[sql]
    }

    fn execute(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        self.text(sql);
        let mut statement = self.connection.prepare_cached(&self.texts[sql])?;
        Ok(statement.execute(rusqlite::params_from_iter(args))? as u64)
    }

    fn query(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        self.text(sql);
        let mut statement = self.connection.prepare_cached(&self.texts[sql])?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(args))?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|at| row.get_ref(at).map(cell));
            out.push(Row::new(cells.collect::<Result<_, _>>()?));
        }
        Ok(out)
    }
}

#[async_trait]
impl Exec for Prepared {
    async fn exec(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        self.execute(sql, args)
    }

    async fn query(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        Prepared::query(self, sql, args)
    }
}

impl ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Arg::Int(Some(value)) => ToSqlOutput::Owned(Value::Integer(*value)),
            Arg::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Arg::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Arg::Int(None) | Arg::Text(None) | Arg::Bytes(None) => ToSqlOutput::Owned(Value::Null),
        })
    }
}

/// A cell as SQLite keeps it. The tables are strict and hold no fractions.
pub(crate) fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Cell::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Db, args};

    /// Writes a name, then breaks off where it is told to.
    struct Note(&'static str, bool);

    #[async_trait]
    impl Command for Note {
        type Output = ();

        async fn run(&self, tx: &mut dyn Exec) -> Result<(), StoreError> {
            tx.exec("insert into meta (name, value) values ($1, '')", &args![self.0]).await?;
            assert!(!self.1, "this command breaks off");
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_command_that_breaks_off_fails_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::lite(&folder.path().join("data.db")).await.unwrap();
        let (one, two, three) =
            tokio::join!(db.run(Note("one", false)), db.run(Note("two", true)), db.run(Note("three", false)));
        assert!(one.is_ok() && three.is_ok());
        assert!(matches!(two, Err(StoreError::Database(DatabaseError::Panicked))));
        let rows = db.read("select name from meta order by name", &[]).await.unwrap();
        let names: Vec<String> = rows.into_iter().map(|mut row| row.next().unwrap()).collect();
        assert_eq!(names, ["one", "three"]);
        db.close().await;
    }

    #[tokio::test]
    async fn a_database_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.db");
        Db::lite(&path).await.unwrap().close().await;
        let connection = Connection::open(&path).unwrap();
        connection.execute("insert into migrations (number, name) values (9999, 'later')", []).unwrap();
        assert!(matches!(Db::lite(&path).await, Err(StoreError::Newer { found: 9999, .. })));
    }

    #[test]
    fn arguments_are_taken_by_number_not_by_appearance() {
        let mut connection = Prepared::new(Connection::open_in_memory().unwrap());
        let mut rows = connection.query("select $2, $1, $2", &args!["one", "two"]).unwrap();
        let cells: [String; 3] = std::array::from_fn(|_| rows[0].next().unwrap());
        assert_eq!(cells, ["two", "one", "two"]);
    }
}
