//! The two engines have the same tables.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sqlx::{Connection as _, PgConnection, Row};
use store::Database;

use crate::support::Ground;

/// Table, column, whether it may be null.
type Columns = BTreeSet<(String, String, bool)>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_tables_and_columns() {
    let Some(postgres) = Ground::postgres().await else { return };
    let sqlite = Ground::sqlite().await.unwrap();
    let Database::Sqlite(path) = &sqlite.config.database else { unreachable!() };
    let connection = Connection::open(path).unwrap();
    let sql = "select t.name, c.name, c.\"notnull\" = 0 from sqlite_master t, pragma_table_info(t.name) c \
               where t.type = 'table' and t.name not like 'sqlite%'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let on_sqlite: Columns = rows.map(Result::unwrap).collect();

    let Database::Postgres(url) = &postgres.config.database else { unreachable!() };
    let mut connection = PgConnection::connect(url).await.unwrap();
    let sql = "select table_name::text, column_name::text, is_nullable = 'YES' from information_schema.columns \
               where table_schema = 'public'";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let on_postgres: Columns = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();

    assert!(on_sqlite.len() > 80);
    assert_eq!(on_sqlite, on_postgres);
}
