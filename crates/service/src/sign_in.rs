//! Signing in and out: sessions for people, tokens for programs.
//!
//! A token is 256 random bits that only the bearer knows; the store keeps its
//! SHA-256. Unknown logins cost the same time as wrong passwords.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use casework::{AccountId, Actor, Case, Mandate, Role, TaskId};
use catalog::{DepartmentId, PlaceId};
use jiff::{SignedDuration, Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use store::{Account, NewSession, PasswordHash, SessionKind};

use crate::{App, Failure, leave::StandIn};

/// Failed tries are counted over this many minutes.
const WINDOW_MINUTES: i64 = 15;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The account.
    pub account: Account,
    /// The same as an actor of the case.
    pub actor: Actor,
    /// Leaves of colleagues in which the person stands in (代岗), present and to come.
    pub stands_in: Vec<StandIn>,
    /// The secret that every form of this session carries.
    pub csrf: String,
    /// When the session ends.
    pub expires_at: Timestamp,
}

impl Visitor {
    pub(crate) fn new(account: Account, mandates: Vec<Mandate>, csrf: String, expires_at: Timestamp) -> Self {
        let actor = Actor::Account {
            account: account.id.clone(),
            name: account.name.clone(),
            roles: account.roles.clone(),
            mandates,
        };
        Self { account, actor, stands_in: Vec::new(), csrf, expires_at }
    }

    /// As whom the person acts on that task: for a colleague on leave, where that one has taken it.
    pub fn acting(&self, case: &Case, task: Option<&TaskId>, today: Date) -> Cow<'_, Actor> {
        let holder = task.and_then(|id| case.task(id)).and_then(|task| task.stage.holder());
        let away = |one: &&StandIn| Some(&one.leave.account) == holder && one.leave.covers(today);
        match self.stands_in.iter().find(away) {
            Some(one) => Cow::Owned(Actor::Substitute {
                account: self.account.id.clone(),
                name: self.account.name.clone(),
                roles: self.account.roles.clone(),
                of: one.leave.account.clone(),
                of_name: one.name.clone(),
            }),
            None => Cow::Borrowed(&self.actor),
        }
    }

    /// Those in whose place the person decides today.
    pub fn in_place_of(&self, today: Date) -> impl Iterator<Item = &StandIn> {
        self.stands_in.iter().filter(move |one| one.leave.covers(today))
    }

    /// Whether the account holds a role of that name.
    pub fn has(&self, role_name: &str) -> bool {
        self.account.roles.iter().any(|role| role.name() == role_name)
    }

    /// The counter at which the person works.
    pub fn clerk_place(&self) -> Option<&PlaceId> {
        self.account.roles.iter().find_map(|role| match role {
            Role::Clerk { place } => Some(place),
            _ => None,
        })
    }

    /// The department that the person leads themes for.
    pub fn lead_of(&self) -> Option<&DepartmentId> {
        self.account.roles.iter().find_map(|role| match role {
            Role::Lead { department } => Some(department),
            _ => None,
        })
    }

    /// The departments whose tasks the person sees: as approver, or as head.
    pub fn approver_of(&self) -> Vec<&DepartmentId> {
        let departments = self.account.roles.iter().filter_map(|role| match role {
            Role::Approver { department } | Role::Head { department } => Some(department),
            _ => None,
        });
        departments.collect()
    }

    /// Whether the person may write for others: a 帮代办 official, or whoever has a mandate now.
    pub fn is_agent(&self) -> bool {
        self.has("agent") || !self.actor.mandates().is_empty()
    }

    /// Whether the person works for the government.
    pub fn is_staff(&self) -> bool {
        self.account.roles.iter().any(|role| !matches!(role, Role::Applicant | Role::Agent))
    }

    /// The account's id.
    pub fn id(&self) -> &AccountId {
        &self.account.id
    }
}

/// A session that has just begun.
#[derive(Debug)]
pub struct SignedIn {
    /// What the bearer shows from now on.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Who it is.
    pub visitor: Visitor,
}

impl App {
    /// Begins a session, by login, mobile number or identity number. `address` is where the request came from: tries are limited by login and by address.
    ///
    /// # Errors
    /// `WrongPassword`, or `TooManyTries` with the time to wait.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        address: &str,
        kind: SessionKind,
    ) -> Result<SignedIn, Failure> {
        let login = identifiers::normalise(login);
        let now = self.now();
        self.check_tries(&login, address, now).await?;
        let known = self.store().accounts_to_sign_in(&login).await?;
        let password = password.to_owned();
        let account = tokio::task::spawn_blocking(move || whose(known, &password))
            .await
            .map_err(|error| Failure::Fault(Box::new(error)))?;
        let Some(account) = account else {
            self.store().note_sign_in(&login, false, now).await?;
            self.store().note_sign_in(address, false, now).await?;
            return Err(Failure::WrongPassword);
        };
        self.store().note_sign_in(&login, true, now).await?;
        self.begin_session(account, kind, now).await
    }

    pub(crate) async fn check_tries(
        &self,
        login: &str,
        address: &str,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let since = now - SignedDuration::from_mins(WINDOW_MINUTES);
        let limit = self.settings().max_failed_sign_ins;
        let by_login = self.store().failed_sign_ins(login, since).await?;
        // One address may stand for a whole hall, so it is allowed ten times as many.
        let by_address = self.store().failed_sign_ins(address, since).await?;
        if by_login >= limit || by_address >= limit.saturating_mul(10) {
            return Err(Failure::TooManyTries { wait_seconds: 60 * 15 });
        }
        Ok(())
    }

    async fn begin_session(
        &self,
        account: Account,
        kind: SessionKind,
        now: Timestamp,
    ) -> Result<SignedIn, Failure> {
        let token = random_token()?;
        let csrf = random_token()?;
        let expires_at = now + SignedDuration::from_hours(self.settings().session_hours);
        let session = NewSession {
            key: key_of(&token),
            account: account.id.clone(),
            csrf: csrf.clone(),
            created_at: now,
            expires_at,
            kind,
        };
        self.store().create_session(session).await?;
        let visitor = self.visitor_of(account, csrf, expires_at).await?;
        Ok(SignedIn { token, expires_at, visitor })
    }

    /// Who bears this token, if its session still runs.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn visitor(&self, token: &str) -> Result<Option<Visitor>, Failure> {
        let found = self.store().session(&key_of(token), self.now()).await?;
        let Some((session, account)) = found else { return Ok(None) };
        self.visitor_of(account, session.csrf, session.expires_at).await.map(Some)
    }

    /// Who it is, with those in whose place they decide.
    async fn visitor_of(
        &self,
        account: Account,
        csrf: String,
        expires_at: Timestamp,
    ) -> Result<Visitor, Failure> {
        let mandates = self.mandates_of(&account).await?;
        let mut visitor = Visitor::new(account, mandates, csrf, expires_at);
        if visitor.account.roles.iter().any(|role| matches!(role, Role::Approver { .. })) {
            visitor.stands_in = self.stands_in(&visitor.account.id).await?;
        }
        Ok(visitor)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        Ok(self.store().end_session(&key_of(token)).await?)
    }
}

/// Whose password it is, of those who may be meant; without anybody, it takes as long.
fn whose(known: Vec<(Account, PasswordHash)>, password: &str) -> Option<Account> {
    if known.is_empty() {
        PasswordHash::decoy().matches(password);
    }
    known.into_iter().find(|(_, hash)| hash.matches(password)).map(|(account, _)| account)
}

pub(crate) fn key_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// 256 random bits as text that is safe in cookies and headers.
fn random_token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Fault(error.to_string().into()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
