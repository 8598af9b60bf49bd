//! The two engines behind one face: statements are written once, with `$n`
//! for arguments, and run on SQLite as on PostgreSQL.
//!
//! Portable by abstention: text, bigint and bytes alone; no upsert, no engine's
//! own operators. Engines that speak PostgreSQL's protocol differ exactly there.

mod lite;
mod migrate;
mod postgres;
mod value;

use std::{path::Path, pin::Pin, sync::Arc};

pub(crate) use lite::{Lite, cell as lite_cell};
pub(crate) use migrate::sqlite as migrate_sqlite;
pub(crate) use postgres::Postgres;
pub(crate) use value::{Arg, Cell, FromCell, Row, Sql, args, owned};

use async_trait::async_trait;

use crate::StoreError;

/// What is waited for, as one type.
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A transaction, or a single statement outside of one. What a command does is
/// written once against these two methods.
#[async_trait]
pub(crate) trait Exec: Send {
    /// Runs a statement and answers the number of rows that it changed.
    async fn exec(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError>;
    /// Runs a statement and answers its rows.
    async fn query(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError>;
}

/// Something to be written as a whole. It may run more than once (PostgreSQL
/// asks for that when transactions meet), so it owns its data and only lends them.
#[async_trait]
pub(crate) trait Command: Send + Sync + 'static {
    /// What it answers.
    type Output: Send + 'static;
    /// Its statements.
    async fn run(&self, tx: &mut dyn Exec) -> Result<Self::Output, StoreError>;
}

/// One statement as a command.
struct Single {
    sql: &'static str,
    args: Vec<Arg<'static>>,
}

#[async_trait]
impl Command for Single {
    type Output = u64;

    async fn run(&self, tx: &mut dyn Exec) -> Result<u64, StoreError> {
        tx.exec(self.sql, &self.args).await
    }
}

/// One of the two engines.
#[derive(Clone)]
pub(crate) enum Db {
    /// SQLite.
    Lite(Arc<Lite>),
    /// PostgreSQL.
    Postgres(Arc<Postgres>),
}

impl Db {
    /// Opens a SQLite database and brings its tables up to date.
    pub(crate) async fn lite(path: &Path) -> Result<Self, StoreError> {
        let path = path.to_owned();
        tokio::task::spawn_blocking(move || Ok(Self::Lite(Arc::new(Lite::open(&path)?))))
            .await
            .map_err(|_| StoreError::Closed)?
    }

    /// Opens a PostgreSQL database and brings its tables up to date.
    pub(crate) async fn postgres(url: &str) -> Result<Self, StoreError> {
        Ok(Self::Postgres(Arc::new(Postgres::open(url).await?)))
    }

    /// Runs a command as one transaction; when this answers, it is durable.
    pub(crate) async fn run<C: Command>(&self, command: C) -> Result<C::Output, StoreError> {
        match self {
            Self::Lite(lite) => lite.run(command).await,
            Self::Postgres(postgres) => postgres.run(command).await,
        }
    }

    /// Runs one writing statement; when this answers, it is durable.
    pub(crate) async fn write(&self, sql: &'static str, args: Vec<Arg<'static>>) -> Result<u64, StoreError> {
        self.run(Single { sql, args }).await
    }

    /// Reads rows.
    pub(crate) async fn read(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Lite(lite) => lite.read(sql, args),
            Self::Postgres(postgres) => postgres.read(sql, args).await,
        }
    }

    /// Durable commits so far.
    pub(crate) fn flushes(&self) -> u64 {
        match self {
            Self::Lite(lite) => lite.flushes(),
            Self::Postgres(postgres) => postgres.flushes(),
        }
    }

    /// Waits for what is being written, and closes.
    pub(crate) async fn close(&self) {
        match self {
            Self::Lite(lite) => lite.close().await,
            Self::Postgres(postgres) => postgres.close().await,
        }
    }
}
