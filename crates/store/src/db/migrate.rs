//! Migrations: pairs of the same number and name, one for each engine. A
//! released migration is never edited.

use rusqlite::Connection;
use sqlx::{Connection as _, Executor, PgConnection, Row};

use crate::StoreError;

/// A migration: its number, its name, its text.
pub(crate) type Migration = (i64, &'static str, &'static str);

macro_rules! migrations {
    ($($number:literal $name:literal $file:literal),* $(,)?) => {
        /// Migrations for SQLite.
        pub(crate) const SQLITE: &[Migration] =
            &[$(($number, $name, include_str!(concat!("../../migrations/sqlite/", $file)))),*];
        /// Migrations for PostgreSQL.
        pub(crate) const POSTGRES: &[Migration] =
            &[$(($number, $name, include_str!(concat!("../../migrations/postgres/", $file)))),*];
    };
}

migrations! {
    1 "begin" "0001_begin.sql",
    2 "written_for_another" "0002_written_for_another.sql",
    3 "searches" "0003_searches.sql",
    4 "duties_and_papers" "0004_duties_and_papers.sql",
    5 "log_chain" "0005_log_chain.sql",
    6 "jobs" "0006_jobs.sql",
    7 "promises" "0007_promises.sql",
    8 "matters_and_ratings" "0008_matters_and_ratings.sql",
    9 "leaves" "0009_leaves.sql",
    10 "mandates" "0010_mandates.sql",
    11 "outgoing" "0011_outgoing.sql",
    12 "editions" "0012_editions.sql",
    13 "messages" "0013_messages.sql",
    14 "bars" "0014_bars.sql",
    15 "purpose_of_looks" "0015_purpose_of_looks.sql",
    16 "grievance_watch" "0016_grievance_watch.sql",
    17 "public_decisions_and_archives" "0017_public_decisions_and_archives.sql",
}

const TABLE: &str =
    "create table if not exists migrations (number bigint not null primary key, name text not null)";
const TABLE_SQLITE: &str =
    "create table if not exists migrations (number integer not null primary key, name text not null) strict";

/// Number of the newest migration.
pub(crate) fn newest() -> i64 {
    SQLITE.last().map_or(0, |migration| migration.0)
}

fn missing(migrations: &'static [Migration], found: i64) -> Result<&'static [Migration], StoreError> {
    if found > newest() {
        return Err(StoreError::Newer { found, known: newest() });
    }
    Ok(&migrations[migrations.partition_point(|migration| migration.0 <= found)..])
}

/// Brings a SQLite database up to date, under its write lock.
pub(crate) fn sqlite(connection: &mut Connection) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    tx.execute_batch(TABLE_SQLITE)?;
    let found = tx.query_row("select coalesce(max(number), 0) from migrations", [], |row| row.get(0))?;
    for (number, name, text) in missing(SQLITE, found)? {
        tx.execute_batch(text)?;
        tx.execute("insert into migrations (number, name) values (?1, ?2)", (number, name))?;
    }
    tx.commit()?;
    Ok(())
}

/// Brings a PostgreSQL database up to date, one node at a time.
pub(crate) async fn postgres(connection: &mut PgConnection) -> Result<(), StoreError> {
    let mut tx = connection.begin().await?;
    // Any number will do, as long as all nodes take the same.
    tx.execute("select pg_advisory_xact_lock(20210608)").await?;
    tx.execute(TABLE).await?;
    let found = tx.fetch_one("select coalesce(max(number), 0) from migrations").await?.try_get(0)?;
    for (number, name, text) in missing(POSTGRES, found)? {
        sqlx::raw_sql(*text).execute(&mut *tx).await?;
        sqlx::query("insert into migrations (number, name) values ($1, $2)")
            .bind(number)
            .bind(name)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
