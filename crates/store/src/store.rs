//! The store itself: opening and closing.

use std::path::PathBuf;

use crate::{Keys, StoreError};

/// Where the data are.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Which database.
    pub database: Database,
    /// The folder of files.
    pub files: PathBuf,
    /// The keys.
    pub keys: Keys,
}

/// Which database.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite database in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL database at this address.
    Postgres(String),
}

/// The store; cheap to clone, all clones share one writer and one pool.
#[derive(Clone)]
pub struct Store;

impl Store {
    /// Opens the store and brings its tables up to date.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let _ = config;
        todo!()
    }

    /// Waits for what is being written and closes the store.
    pub async fn close(self) {
        todo!()
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        todo!()
    }

    /// Durable commits so far. On SQLite many commands share one.
    pub fn flushes(&self) -> u64 {
        todo!()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        todo!()
    }
}
