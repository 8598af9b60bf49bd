//! Backup and restore: everything but the key in one SQLite file.

use std::path::Path;

use crate::{Store, StoreConfig, StoreError};

impl Store {
    /// Writes everything (all rows as they are, sealed, and all files) into one
    /// new file, while the service goes on. The key file is NOT in it: keep it
    /// apart, without it the backup cannot be read.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let _ = file;
        todo!()
    }
}

/// Puts a backup back, on either engine, whichever it was taken from. Refuses
/// where there are data already, and where the key is not the one it was sealed with.
pub async fn restore(config: StoreConfig, file: &Path) -> Result<(), StoreError> {
    let _ = (config, file);
    todo!()
}
