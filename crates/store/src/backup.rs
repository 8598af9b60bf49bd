//! Backup and restore: everything but the key in one SQLite file.
//!
//! The file has the tables of the SQLite engine, whichever engine the rows come
//! from, and one more with the content of the files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use object_store::{ObjectStoreExt, local::LocalFileSystem};
use rusqlite::{Connection, OpenFlags, Rows, backup::StepResult, params};

use crate::{
    Database, Keys, Store, StoreConfig, StoreError,
    db::{Arg, Cell, Db, Exec, Postgres, Sql, lite_cell, migrate_sqlite},
    files,
};

/// All tables but `migrations`; those that others refer to come first.
const TABLES: [&str; 38] = [
    "meta",
    "accounts",
    "leaves",
    "sessions",
    "sign_ins",
    "mandates",
    "grievances",
    "drafts",
    "files",
    "cases",
    "events",
    "strands",
    "log",
    "jobs",
    "tasks",
    "matters",
    "ratings",
    "rating_links",
    "rating_parts",
    "results",
    "replaced_results",
    "public_decisions",
    "case_files",
    "archives",
    "duties",
    "paper_series",
    "broken_promises",
    "bars",
    "papers",
    "messages",
    "contacts",
    "quiet_hours",
    "sendings",
    "outbox",
    "idempotency",
    "accesses",
    "missed_searches",
    "aliases",
];

/// Tables that hold something in a database without data.
const MADE_WITH_TABLES: [&str; 2] = ["meta", "jobs"];

/// So many rows are copied at a time.
const BATCH: usize = 500;

impl Store {
    /// Writes everything (all rows as they are, sealed, and all files) into one
    /// new file, while the service goes on. The key file is NOT in it: keep it
    /// apart, without it the backup cannot be read. [`StoreError::Exists`] where
    /// there is a file of this name.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        if file.exists() {
            return Err(StoreError::Exists(file.display().to_string()));
        }
        let partial = beside(file, "partial");
        remove_if_there(&partial)?;
        let outcome = self.write_backup(&partial).await;
        if outcome.is_err() {
            remove_if_there(&partial)?;
            return outcome;
        }
        fs::File::open(&partial)?.sync_all()?;
        fs::rename(&partial, file)?;
        sync_folder(file)
    }

    async fn write_backup(&self, partial: &Path) -> Result<(), StoreError> {
        let mut archive = match &self.db {
            Db::Lite(lite) => {
                let (source, partial) = (lite.connect()?, partial.to_owned());
                blocking(move || {
                    let mut archive = Connection::open(partial)?;
                    copy_all(&source, &mut archive)?;
                    archive.pragma_update(None, "journal_mode", "delete")?;
                    Ok(archive)
                })
                .await?
            }
            Db::Postgres(postgres) => {
                let mut archive = Connection::open(partial)?;
                migrate_sqlite(&mut archive)?;
                for table in MADE_WITH_TABLES {
                    archive.execute(&format!("delete from {table}"), [])?;
                }
                dump(postgres, &mut archive).await?;
                archive
            }
        };
        archive.execute_batch(
            "create table backup_files (sha256 text not null primary key, bytes blob not null) strict",
        )?;
        for sha256 in contents(&archive)? {
            let bytes = self.content(&sha256).await?;
            insert_content(&mut archive, &sha256, &bytes)?;
        }
        archive.close().map_err(|(_, error)| error)?;
        Ok(())
    }
}

/// Puts a backup back, on either engine, whichever it was taken from. Refuses
/// where there are data already, and where the key is not the one it was sealed with.
pub async fn restore(config: StoreConfig, file: &Path) -> Result<(), StoreError> {
    let archive = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    check_archive(&archive, &config.keys)?;
    if fs::read_dir(&config.files).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(StoreError::NotEmpty(config.files.display().to_string()));
    }
    match &config.database {
        Database::Sqlite(path) => {
            if path.exists() {
                return Err(StoreError::NotEmpty(path.display().to_string()));
            }
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            // The database appears under its name only when all is there.
            let restoring = beside(path, "restoring");
            remove_if_there(&restoring)?;
            restore_files(&archive, &config.files).await?;
            copy_without_files(&archive, &restoring)?;
            fs::File::open(&restoring)?.sync_all()?;
            fs::rename(&restoring, path)?;
            sync_folder(path)
        }
        Database::Postgres(url) => {
            let Db::Postgres(postgres) = Db::postgres(url).await? else {
                unreachable!("opened as PostgreSQL")
            };
            for table in TABLES.iter().filter(|table| !MADE_WITH_TABLES.contains(table)) {
                if !postgres.read(&format!("select 1 from {table} limit 1"), &[]).await?.is_empty() {
                    return Err(StoreError::NotEmpty("the database".to_owned()));
                }
            }
            restore_files(&archive, &config.files).await?;
            let working = std::env::temp_dir().join(format!("yijianshi-restore-{}.db", uuid::Uuid::new_v4()));
            let outcome = async {
                copy_without_files(&archive, &working)?;
                load(&working, &postgres).await
            };
            let outcome = outcome.await;
            remove_if_there(&working)?;
            Db::Postgres(postgres).close().await;
            outcome
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)?
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

fn sync_folder(file: &Path) -> Result<(), StoreError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::File::open(folder)?.sync_all()?)
}

/// Copies a database by SQLite's online backup; writers go on meanwhile.
fn copy_all(source: &Connection, target: &mut Connection) -> Result<(), StoreError> {
    let backup = rusqlite::backup::Backup::new(source, target)?;
    loop {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            // Somebody recovers or checkpoints at this moment.
            _ => std::thread::yield_now(),
        }
    }
}

fn contents(archive: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement =
        archive.prepare("select sha256 from files union select content from archives order by 1")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert_content(archive: &mut Connection, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
    archive.execute("insert into backup_files (sha256, bytes) values (?1, ?2)", params![sha256, bytes])?;
    Ok(())
}

fn check_archive(archive: &Connection, keys: &Keys) -> Result<(), StoreError> {
    let tables: i64 = archive.query_row(
        "select count(*) from sqlite_master where type = 'table' and name in ('backup_files', 'migrations', 'meta')",
        [],
        |row| row.get(0),
    )?;
    if tables != 3 {
        return Err(StoreError::Corrupt("the backup"));
    }
    let mark: String =
        archive.query_row("select value from meta where name = 'key'", [], |row| row.get(0))?;
    if mark == keys.mark() { Ok(()) } else { Err(StoreError::WrongKey) }
}

/// The tables of an archive alone, brought up to date.
fn copy_without_files(archive: &Connection, target: &Path) -> Result<(), StoreError> {
    let mut target = Connection::open(target)?;
    copy_all(archive, &mut target)?;
    target.execute_batch("drop table backup_files; vacuum")?;
    migrate_sqlite(&mut target)?;
    target.close().map_err(|(_, error)| error)?;
    Ok(())
}

async fn restore_files(archive: &Connection, folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder)?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::from)?.with_fsync(true);
    for sha256 in contents(archive)? {
        let bytes: Vec<u8> =
            archive
                .query_row("select bytes from backup_files where sha256 = ?1", [&sha256], |row| row.get(0))?;
        store.put(&files::path(&sha256), Bytes::from(bytes).into()).await.map_err(io::Error::from)?;
    }
    Ok(())
}

/// A table's columns: name and SQLite's type.
fn columns(connection: &Connection, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = connection.prepare("select name, type from pragma_table_info(?1) order by cid")?;
    let rows = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn names(columns: &[(String, String)]) -> String {
    columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}

fn arg(cell: Cell, kind: &str) -> Arg<'static> {
    match (cell, kind) {
        (Cell::Int(value), _) => value.into(),
        (Cell::Text(text), _) => text.into(),
        (Cell::Bytes(bytes), _) => bytes.into(),
        (Cell::Null, "INTEGER") => Arg::Int(None),
        (Cell::Null, "BLOB") => Arg::Bytes(None),
        (Cell::Null, _) => Arg::Text(None),
    }
}

/// Copies all rows of a PostgreSQL database, as of one moment, into an archive.
async fn dump(postgres: &Postgres, archive: &mut Connection) -> Result<(), StoreError> {
    let mut snapshot = postgres.begin().await?;
    snapshot.exec("set transaction isolation level repeatable read, read only", &[]).await?;
    for table in TABLES {
        let columns = columns(archive, table)?;
        let names = names(&columns);
        snapshot.exec(&format!("declare {table}_rows cursor for select {names} from {table}"), &[]).await?;
        loop {
            let rows = snapshot.query(&format!("fetch {BATCH} from {table}_rows"), &[]).await?;
            if rows.is_empty() {
                break;
            }
            let rows = rows.into_iter().map(|row| row.into_cells()).collect();
            insert_batch(archive, table, &columns, rows)?;
        }
    }
    snapshot.rollback().await
}

fn insert_batch(
    archive: &mut Connection,
    table: &str,
    columns: &[(String, String)],
    rows: Vec<Vec<Cell>>,
) -> Result<(), StoreError> {
    let places: Vec<_> = (1..=columns.len()).map(|nth| format!("?{nth}")).collect();
    let tx = archive.transaction()?;
    {
        let sql = format!("insert into {table} ({}) values ({})", names(columns), places.join(", "));
        let mut statement = tx.prepare(&sql)?;
        for row in rows {
            let args = row.into_iter().zip(columns).map(|(cell, (_, kind))| arg(cell, kind));
            statement.execute(rusqlite::params_from_iter(args))?;
        }
    }
    tx.commit()?;
    Ok(())
}

/// Copies all rows of a SQLite database into an empty PostgreSQL database.
async fn load(source: &Path, postgres: &Postgres) -> Result<(), StoreError> {
    let source = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut tx = postgres.begin().await?;
    for table in MADE_WITH_TABLES {
        tx.exec(&format!("delete from {table}"), &[]).await?;
    }
    for table in TABLES {
        let columns = columns(&source, table)?;
        let mut statement = source.prepare(&format!("select {} from {table}", names(&columns)))?;
        let mut rows = statement.query([])?;
        loop {
            let batch = next_batch(&mut rows, columns.len())?;
            if batch.is_empty() {
                break;
            }
            let mut sql = Sql::new(&format!("insert into {table} ({}) values ", names(&columns)));
            for (nth, row) in batch.into_iter().enumerate() {
                sql.push(if nth > 0 { ", " } else { "" });
                sql.tuple(row.into_iter().zip(&columns).map(|(cell, (_, kind))| arg(cell, kind)));
            }
            tx.exec(&sql.text, &sql.args).await?;
        }
    }
    tx.commit().await
}

fn next_batch(rows: &mut Rows<'_>, columns: usize) -> Result<Vec<Vec<Cell>>, StoreError> {
    let mut batch = Vec::new();
    while batch.len() < BATCH
        && let Some(row) = rows.next()?
    {
        let cells = (0..columns).map(|at| row.get_ref(at).map(lite_cell));
        batch.push(cells.collect::<Result<_, _>>()?);
    }
    Ok(batch)
}
