//! Accounts: who can sign in, with which roles, and what is known about them.
//!
//! Name, identity number, mobile number and everything else of the profile are
//! sealed together; keyed hashes beside them let an exact value be found again.

use std::collections::BTreeMap;

use casework::{AccountId, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{PasswordHash, Store, StoreError};

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its id, a new uuid.
    pub id: AccountId,
    /// The sign-in name; stands in clear, so it must not be an identity number.
    pub login: String,
    /// The password; none where only another way of signing in is allowed.
    pub password: Option<PasswordHash>,
    /// The person's or body's name.
    pub name: String,
    /// Roles with their scopes.
    pub roles: Vec<Role>,
    /// What is known about the person.
    pub profile: Profile,
    /// Made by the demonstration mode.
    pub demo: bool,
    /// When it is made.
    pub created_at: Timestamp,
}

/// An account as it is kept, without its password.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The sign-in name.
    pub login: String,
    /// The person's or body's name.
    pub name: String,
    /// Roles with their scopes.
    pub roles: Vec<Role>,
    /// What is known about the person.
    pub profile: Profile,
    /// Made by the demonstration mode.
    pub demo: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What is known about a person; sealed in the database as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// 居民身份证号, normalised (upper-case X).
    pub id_number: Option<String>,
    /// 手机号, eleven digits.
    pub mobile: Option<String>,
    /// Values by the last part of an element's id, such as `address` or `ethnicity`.
    #[serde(default)]
    pub elements: BTreeMap<String, serde_json::Value>,
}

impl Store {
    /// Makes an account; [`StoreError::LoginTaken`] where the login is in use.
    pub async fn create_account(&self, new: NewAccount) -> Result<Account, StoreError> {
        let _ = new;
        todo!()
    }

    /// The account with this id.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The account with this login and its password; none where it has no password.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<(Account, PasswordHash)>, StoreError> {
        let _ = login;
        todo!()
    }

    /// Accounts whose identity number is exactly this one.
    pub async fn accounts_by_id_number(&self, id_number: &str) -> Result<Vec<Account>, StoreError> {
        let _ = id_number;
        todo!()
    }

    /// Applicants by exact full name, exact identity number or exact mobile
    /// number, at most 20. Parts of a name find nothing: names are sealed, and
    /// only the keyed hash of the whole name is kept.
    pub async fn find_applicants(&self, words: &str) -> Result<Vec<Account>, StoreError> {
        let _ = words;
        todo!()
    }

    /// Replaces what is known about the person.
    pub async fn update_profile(&self, id: &AccountId, profile: Profile) -> Result<(), StoreError> {
        let _ = (id, profile);
        todo!()
    }

    /// Sets a new password.
    pub async fn set_password(&self, id: &AccountId, hash: PasswordHash) -> Result<(), StoreError> {
        let _ = (id, hash);
        todo!()
    }

    /// Accounts by login, after the login `after`.
    pub async fn accounts(&self, after: Option<&str>, limit: u32) -> Result<Vec<Account>, StoreError> {
        let _ = (after, limit);
        todo!()
    }
}
