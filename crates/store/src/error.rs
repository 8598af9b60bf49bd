//! What can go wrong in the store. No message carries personal data.

use thiserror::Error;

/// A fault of the store, or one of its few ordinary refusals.
#[derive(Debug, Error)]
pub enum StoreError {
    /// An account with this login exists already.
    #[error("the login is taken")]
    LoginTaken,
    /// The thing to change is not there, or is somebody else's.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Somebody else changed it meanwhile.
    #[error("the version is stale")]
    Stale,
    /// The `after` of a page was not made by this store.
    #[error("the cursor of the page is not valid")]
    BadCursor,
    /// The data were sealed with another key than the one given.
    #[error("the data were sealed with another key")]
    WrongKey,
    /// A row cannot be read: changed from outside, or damaged.
    #[error("a row of {0} is damaged or was changed from outside")]
    Corrupt(&'static str),
    /// The key file is not 64 hexadecimal digits.
    #[error("the key file {0} does not hold a key of 64 hexadecimal digits")]
    BadKeyFile(String),
    /// A backup is never written over something that exists.
    #[error("{0} exists already")]
    Exists(String),
    /// A backup is restored only where nothing is.
    #[error("{0} is not empty: a backup is restored only where nothing is")]
    NotEmpty(String),
    /// The database was made by a newer version of the software.
    #[error("the database has migration {found}, this software knows only {known}")]
    Newer {
        /// Number of the newest migration found in the database.
        found: i64,
        /// Number of the newest migration in this software.
        known: i64,
    },
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] DatabaseError),
    /// The folder of files failed.
    #[error("the folder of files failed")]
    Files(#[source] std::io::Error),
    /// The store was closed, or its writer has ended.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Whether a unique constraint refused the statement.
    pub(crate) fn is_duplicate(&self) -> bool {
        match self {
            Self::Database(DatabaseError::Sqlite(rusqlite::Error::SqliteFailure(failure, _))) => {
                matches!(
                    failure.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY | rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                )
            }
            Self::Database(DatabaseError::Postgres(error)) => sql_state(error).as_deref() == Some("23505"),
            _ => false,
        }
    }

    /// Whether the engine asks to run the whole transaction again.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Database(DatabaseError::Postgres(error)) => {
                matches!(sql_state(error).as_deref(), Some("40001" | "40P01"))
            }
            _ => false,
        }
    }
}

fn sql_state(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned())
}

/// What the engine said.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// SQLite's word.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// PostgreSQL's word, or the driver's.
    #[error(transparent)]
    Postgres(sqlx::Error),
    /// The commit that a whole group shared failed; the cause in words.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// A command broke off by a panic; its own changes were rolled back.
    #[error("a command broke off")]
    Panicked,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(DatabaseError::Sqlite(error))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            error => Self::Database(DatabaseError::Postgres(error)),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Files(error)
    }
}

/// Why a commit did not happen. Nothing of it is kept then.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Somebody else changed the case meanwhile.
    #[error("the case has changed meanwhile")]
    Stale,
    /// The same idempotency key came first; this was its answer.
    #[error("the same key was answered before")]
    AlreadyAnswered(serde_json::Value),
    /// Another case has this number: draw a new one.
    #[error("the case number is taken")]
    NumberTaken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
