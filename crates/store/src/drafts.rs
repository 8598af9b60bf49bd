//! Drafts: what an applicant has filled in and not yet handed in. Sealed.

use casework::AccountId;
use catalog::ThemeId;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRecord {
    /// Its id, a uuid.
    pub id: String,
    /// Who writes it.
    pub owner: AccountId,
    /// For whom, where somebody writes it for another.
    pub for_account: Option<AccountId>,
    /// Which theme.
    pub theme: ThemeId,
    /// Counts savings, from 1. What a caller of `save_draft` puts here is not read.
    pub version: u64,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// Answers, form and materials so far.
    pub body: serde_json::Value,
}

impl Store {
    /// Saves a draft and answers its new version. `expected` is the version that
    /// the writer saw: none for a new draft, or to save whatever is there;
    /// [`StoreError::Stale`] where the draft has another version, or another owner.
    pub async fn save_draft(&self, draft: DraftRecord, expected: Option<u64>) -> Result<u64, StoreError> {
        let _ = (draft, expected);
        todo!()
    }

    /// A draft of this owner.
    pub async fn draft(&self, id: &str, owner: &AccountId) -> Result<Option<DraftRecord>, StoreError> {
        let _ = (id, owner);
        todo!()
    }

    /// Drafts of this owner, the one saved last first.
    pub async fn drafts_of(&self, owner: &AccountId) -> Result<Vec<DraftRecord>, StoreError> {
        let _ = owner;
        todo!()
    }

    /// Removes a draft of this owner; no error where there is none.
    pub async fn delete_draft(&self, id: &str, owner: &AccountId) -> Result<(), StoreError> {
        let _ = (id, owner);
        todo!()
    }
}
