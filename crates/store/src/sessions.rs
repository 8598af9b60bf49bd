//! Sessions and attempts to sign in.

use casework::AccountId;
use jiff::Timestamp;

use crate::{Account, Store, StoreError};

/// Where a session is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser, by cookie.
    Web,
    /// A program, by bearer token.
    Api,
}

/// A session to be made.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// SHA-256 of the token; the token itself is never kept.
    pub key: [u8; 32],
    /// Who signed in.
    pub account: AccountId,
    /// The secret that forms carry.
    pub csrf: String,
    /// When.
    pub created_at: Timestamp,
    /// From this moment on it is no longer valid.
    pub expires_at: Timestamp,
    /// Where it is used.
    pub kind: SessionKind,
}

/// A valid session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token.
    pub key: [u8; 32],
    /// Who signed in.
    pub account: AccountId,
    /// The secret that forms carry.
    pub csrf: String,
    /// When.
    pub created_at: Timestamp,
    /// From this moment on it is no longer valid.
    pub expires_at: Timestamp,
    /// Where it is used.
    pub kind: SessionKind,
}

impl Store {
    /// Keeps a session.
    pub async fn create_session(&self, session: NewSession) -> Result<(), StoreError> {
        let _ = session;
        todo!()
    }

    /// The session with this key, unless it has expired, and its account.
    pub async fn session(
        &self,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(Session, Account)>, StoreError> {
        let _ = (key, now);
        todo!()
    }

    /// Ends a session; no error where there is none.
    pub async fn end_session(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        let _ = key;
        todo!()
    }

    /// Removes expired sessions, and attempts to sign in that are older than a day.
    /// Answers the number of sessions removed.
    pub async fn purge_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let _ = now;
        todo!()
    }

    /// Notes an attempt to sign in. The subject (a login or an address) is kept
    /// only as a keyed hash.
    pub async fn note_sign_in(&self, subject: &str, ok: bool, at: Timestamp) -> Result<(), StoreError> {
        let _ = (subject, ok, at);
        todo!()
    }

    /// How often signing in failed for this subject since that moment.
    pub async fn failed_sign_ins(&self, subject: &str, since: Timestamp) -> Result<u32, StoreError> {
        let _ = (subject, since);
        todo!()
    }
}
