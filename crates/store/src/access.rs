//! The record of looks: who looked at whose data or was refused.

use casework::AccountId;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// A look, or a refused one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access<What = &'static str> {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account: AccountId,
    /// What was done, such as `case.read`.
    pub what: What,
    /// Upon what, such as a case number; no personal data.
    pub subject: String,
    /// Whether it was allowed.
    pub allowed: bool,
}

impl Store {
    /// Records a look.
    pub async fn log_access(&self, entry: Access) -> Result<(), StoreError> {
        let _ = entry;
        todo!()
    }

    /// Who looked at this, the latest first.
    pub async fn accesses(&self, subject: &str, limit: u32) -> Result<Vec<Access<String>>, StoreError> {
        let _ = (subject, limit);
        todo!()
    }
}
