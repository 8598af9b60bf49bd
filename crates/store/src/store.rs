//! The store itself: opening and closing.

use std::{path::PathBuf, sync::Arc};

use object_store::local::LocalFileSystem;

use crate::{
    Keys, StoreError,
    cache::Cache,
    db::{Db, owned},
    log::Strands,
};

/// Where the data are.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Which database.
    pub database: Database,
    /// The folder of files; made where it is not there.
    pub files: PathBuf,
    /// The keys.
    pub keys: Keys,
}

/// Which database.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite database in this file; made where it is not there.
    Sqlite(PathBuf),
    /// A PostgreSQL database at this address.
    Postgres(String),
}

/// The store; cheap to clone, all clones share one writer and one pool.
#[derive(Clone)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) files: Arc<LocalFileSystem>,
    pub(crate) keys: Keys,
    pub(crate) cache: Arc<Cache>,
    pub(crate) strands: Arc<Strands>,
}

impl Store {
    /// Opens the store and brings its tables up to date. [`StoreError::WrongKey`]
    /// where the data were sealed with another key.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        std::fs::create_dir_all(&config.files)?;
        let files = LocalFileSystem::new_with_prefix(&config.files).map_err(std::io::Error::from)?;
        let db = match &config.database {
            Database::Sqlite(path) => Db::lite(path).await?,
            Database::Postgres(url) => Db::postgres(url).await?,
        };
        let store = Store {
            db,
            files: Arc::new(files.with_fsync(true)),
            keys: config.keys,
            cache: Arc::default(),
            strands: Arc::default(),
        };
        store.check_key().await?;
        store.begin_log().await?;
        Ok(store)
    }

    /// The first opening leaves a mark of the key; every later one compares it.
    async fn check_key(&self) -> Result<(), StoreError> {
        let mark = self.keys.mark();
        loop {
            let rows = self.db.read("select value from meta where name = 'key'", &[]).await?;
            if let Some(mut row) = rows.into_iter().next() {
                return if row.next::<String>()? == mark { Ok(()) } else { Err(StoreError::WrongKey) };
            }
            let insert = "insert into meta (name, value) values ('key', $1)";
            match self.db.write(insert, owned![&mark]).await {
                // Another node opened the same database at the same moment: look at its mark.
                Err(error) if error.is_duplicate() => {}
                outcome => return outcome.map(drop),
            }
        }
    }

    /// Waits for what is being written and closes the store. Other clones
    /// answer [`StoreError::Closed`] from then on.
    pub async fn close(self) {
        self.db.close().await;
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match &self.db {
            Db::Lite(_) => "sqlite",
            Db::Postgres(_) => "postgres",
        }
    }

    /// Durable commits so far. On SQLite many commands share one.
    pub fn flushes(&self) -> u64 {
        self.db.flushes()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.read("select name from meta", &[]).await.map(drop)
    }
}
