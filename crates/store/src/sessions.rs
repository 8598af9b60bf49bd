//! Sessions and attempts to sign in.

use casework::AccountId;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Account, Store, StoreError,
    db::{args, owned},
};

/// Kind of the keyed hash of whoever tries to sign in.
const SUBJECT: &str = "sign-in";

/// Where a session is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser, by cookie.
    Web,
    /// A program, by bearer token.
    Api,
}

impl SessionKind {
    fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
        }
    }

    fn from_word(word: &str) -> Result<Self, StoreError> {
        match word {
            "web" => Ok(Self::Web),
            "api" => Ok(Self::Api),
            _ => Err(StoreError::Corrupt("sessions")),
        }
    }
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
        let sql = "insert into sessions (token_hash, account, csrf, kind, created_at, expires_at) \
                   values ($1, $2, $3, $4, $5, $6)";
        let NewSession { key, account, csrf, created_at, expires_at, kind } = &session;
        let args = owned![key.as_slice(), account, csrf, kind.word(), *created_at, *expires_at];
        self.db.write(sql, args).await.map(drop)
    }

    /// The session with this key, unless it has expired, and its account.
    pub async fn session(
        &self,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(Session, Account)>, StoreError> {
        let sql = "select s.csrf, s.kind, s.created_at, s.expires_at, \
                   a.id, a.login, a.roles, a.person, a.demo, a.created_at \
                   from sessions s join accounts a on a.id = s.account \
                   where s.token_hash = $1 and s.expires_at > $2";
        let rows = self.db.read(sql, &args![key.as_slice(), now]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        let csrf = row.next()?;
        let kind = SessionKind::from_word(&row.next::<String>()?)?;
        let (created_at, expires_at) = (row.next()?, row.next()?);
        let account = self.read_account(&mut row)?;
        let session = Session { key: *key, account: account.id.clone(), csrf, created_at, expires_at, kind };
        Ok(Some((session, account)))
    }

    /// Ends a session; no error where there is none.
    pub async fn end_session(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        self.db.write("delete from sessions where token_hash = $1", owned![key.as_slice()]).await.map(drop)
    }

    /// Ends all sessions of an account but the one with the key `but`.
    pub async fn end_sessions_of(
        &self,
        account: &AccountId,
        but: Option<&[u8; 32]>,
    ) -> Result<(), StoreError> {
        let sql = "delete from sessions where account = $1 and token_hash <> $2";
        let but: &[u8] = but.map_or(&[], |key| key.as_slice());
        self.db.write(sql, owned![account, but]).await.map(drop)
    }

    /// Removes expired sessions, and attempts to sign in that are older than a day.
    /// Answers the number of sessions removed.
    pub async fn purge_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let day_ago = now - SignedDuration::from_hours(24);
        self.db.write("delete from sign_ins where at < $1", owned![day_ago]).await?;
        self.db.write("delete from sessions where expires_at <= $1", owned![now]).await
    }

    /// Notes an attempt to sign in. The subject (a login or an address) is kept
    /// only as a keyed hash.
    pub async fn note_sign_in(&self, subject: &str, ok: bool, at: Timestamp) -> Result<(), StoreError> {
        let sql = "insert into sign_ins (id, subject_hash, ok, at) values ($1, $2, $3, $4)";
        let args = owned![Uuid::now_v7().to_string(), self.keys.find(SUBJECT, subject), ok, at];
        self.db.write(sql, args).await.map(drop)
    }

    /// How often signing in failed for this subject since that moment.
    pub async fn failed_sign_ins(&self, subject: &str, since: Timestamp) -> Result<u32, StoreError> {
        let sql = "select count(*) from sign_ins where subject_hash = $1 and at >= $2 and ok = 0";
        let rows = self.db.read(sql, &args![self.keys.find(SUBJECT, subject), since]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.next())
    }
}
