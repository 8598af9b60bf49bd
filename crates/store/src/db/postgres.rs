//! PostgreSQL: a pool of 16 connections, one transaction a command.
//!
//! Its futures are boxed: what they are made of is compiled here, and not again in every room that waits for one.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{
    AssertSqlSafe, Column, Executor, PgPool, Postgres as Engine, Row as _, Transaction, TypeInfo, ValueRef,
    postgres::{PgArguments, PgPoolOptions, PgRow},
    query::Query,
};

use super::{Arg, Boxed, Cell, Command, Exec, Row, migrate};
use crate::StoreError;

/// More connections make it no faster: round trips are the limit, not the disk.
const CONNECTIONS: u32 = 16;
/// How often a command is run again when transactions meet.
const ATTEMPTS: u32 = 10;

/// A PostgreSQL database.
pub(crate) struct Postgres {
    pool: PgPool,
    transactions: AtomicU64,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(10))
            .connect(url)
            .await?;
        migrate::postgres(&mut *pool.acquire().await?).await?;
        Ok(Self { pool, transactions: AtomicU64::new(0) })
    }

    pub(super) async fn run<C: Command>(&self, command: C) -> Result<C::Output, StoreError> {
        let mut attempt = 1;
        loop {
            match self.attempt(&command).await {
                // A duplicate may come from another's command at the same moment; run
                // again, this one sees the other's row and says what it means.
                Err(error)
                    if error.is_transient() && attempt < ATTEMPTS || error.is_duplicate() && attempt == 1 =>
                {
                    tracing::debug!(attempt, "transactions met; the command runs again");
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn attempt<C: Command>(&self, command: &C) -> Result<C::Output, StoreError> {
        let mut tx = self.begin().await?;
        match command.run(&mut tx).await {
            Ok(output) => {
                tx.commit().await?;
                self.transactions.fetch_add(1, Relaxed);
                Ok(output)
            }
            Err(error) => {
                // The command's own error tells more than a failed rollback would.
                let _ = tx.rollback().await;
                Err(error)
            }
        }
    }

    /// Begins a transaction that the caller ends.
    pub(crate) fn begin(&self) -> Boxed<'_, PgTx> {
        Box::pin(async { Ok(PgTx(self.pool.begin().await?)) })
    }

    pub(crate) fn read<'a>(&'a self, sql: &'a str, args: &'a [Arg<'_>]) -> Boxed<'a, Vec<Row>> {
        Box::pin(async move {
            let rows = self.pool.fetch_all(bind(sql, args)).await?;
            rows.iter().map(row).collect()
        })
    }

    pub(super) fn flushes(&self) -> u64 {
        self.transactions.load(Relaxed)
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// A transaction under way.
pub(crate) struct PgTx(Transaction<'static, Engine>);

impl PgTx {
    /// Keeps what was done.
    pub(crate) fn commit(self) -> Boxed<'static, ()> {
        Box::pin(async { Ok(self.0.commit().await?) })
    }

    /// Undoes what was done.
    pub(crate) fn rollback(self) -> Boxed<'static, ()> {
        Box::pin(async { Ok(self.0.rollback().await?) })
    }
}

#[async_trait]
impl Exec for PgTx {
    async fn exec(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        Ok((&mut *self.0).execute(bind(sql, args)).await?.rows_affected())
    }

    async fn query(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        let rows = (&mut *self.0).fetch_all(bind(sql, args)).await?;
        rows.iter().map(row).collect()
    }
}

/// The statements are this crate's own text; whatever came from outside is an argument.
fn bind(sql: &str, args: &[Arg<'_>]) -> Query<'static, Engine, PgArguments> {
    let mut query = sqlx::query(AssertSqlSafe(sql.to_owned()));
    for arg in args {
        query = match arg.clone().into_owned() {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value.map(|text| without_nul(text.into_owned()))),
            Arg::Bytes(value) => query.bind(value.map(|bytes| bytes.into_owned())),
        };
    }
    query
}

/// PostgreSQL's texts hold no NUL. Where one comes as something to look for, it is
/// not to be found, and that is no fault of the database.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

fn row(row: &PgRow) -> Result<Row, StoreError> {
    let cells = row.columns().iter().map(|column| {
        let at = column.ordinal();
        if row.try_get_raw(at)?.is_null() {
            return Ok(Cell::Null);
        }
        Ok(match column.type_info().name() {
            "INT8" => Cell::Int(row.try_get(at)?),
            "INT4" => Cell::Int(row.try_get::<i32, _>(at)?.into()),
            "BYTEA" => Cell::Bytes(row.try_get(at)?),
            _ => Cell::Text(row.try_get(at)?),
        })
    });
    Ok(Row::new(cells.collect::<Result<_, sqlx::Error>>()?))
}
