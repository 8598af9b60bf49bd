//! The outbox: what the outside has to be told, written with the events and
//! told after the commit, perhaps twice, never not at all.

use jiff::Timestamp;

use crate::{Store, StoreError};

/// Something to tell the outside, put into the outbox with a commit.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutbox {
    /// `sms`, `mail`, `webhook` or `department:<id>`.
    pub channel: String,
    /// What it is about, such as a case number; no personal data.
    pub subject: String,
    /// What to tell; sealed.
    pub body: serde_json::Value,
}

/// Something to tell the outside, claimed for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// Its id.
    pub id: String,
    /// `sms`, `mail`, `webhook` or `department:<id>`.
    pub channel: String,
    /// What it is about.
    pub subject: String,
    /// What to tell.
    pub body: serde_json::Value,
    /// How often telling has failed so far.
    pub attempts: u32,
}

impl Store {
    /// Claims entries that are due, the oldest first; nobody else gets them until
    /// the lease ends. A worker that dies loses its claim with the lease.
    pub async fn claim_outbox(
        &self,
        now: Timestamp,
        lease_seconds: u32,
        limit: u32,
    ) -> Result<Vec<OutboxEntry>, StoreError> {
        let _ = (now, lease_seconds, limit);
        todo!()
    }

    /// The outside was told: the entry is removed.
    pub async fn outbox_done(&self, id: &str) -> Result<(), StoreError> {
        let _ = id;
        todo!()
    }

    /// Telling failed: try again at that moment. The error must hold no personal data.
    pub async fn outbox_failed(&self, id: &str, retry_at: Timestamp, error: &str) -> Result<(), StoreError> {
        let _ = (id, retry_at, error);
        todo!()
    }
}
