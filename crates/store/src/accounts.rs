//! Accounts: who can sign in, with which roles, and what is known about them.
//!
//! Name, identity number, mobile number and everything else of the profile are
//! sealed together; keyed hashes beside them let an exact value be found again.

use std::collections::{BTreeMap, BTreeSet};

use casework::{AccountId, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    PasswordHash, Store, StoreError,
    db::{Arg, Row, Sql, args, owned},
    keys::Place,
};

/// Kinds of keyed hashes.
pub(crate) const NAME: &str = "name";
const ID_NUMBER: &str = "id number";
const MOBILE: &str = "mobile";

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
    /// Which version of the notice (个人信息处理告知) was shown before the account was opened, and when.
    #[serde(default)]
    pub told: Option<(String, Timestamp)>,
}

impl Store {
    /// Makes an account; [`StoreError::LoginTaken`] where the login is in use.
    pub async fn create_account(&self, new: NewAccount) -> Result<Account, StoreError> {
        let sql = "insert into accounts (id, login, password, roles, applicant, person, name_hash, id_number_hash, \
                   mobile_hash, demo, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let person = PersonRef { name: &new.name, profile: &new.profile };
        let [id_number, mobile] = self.profile_hashes(&new.profile);
        let args = owned![
            &new.id,
            &new.login,
            new.password.as_ref().map(PasswordHash::as_text),
            roles_text(&new.roles),
            new.roles.contains(&Role::Applicant),
            self.keys.seal(place(&new.id), &person),
            self.keys.find(NAME, &new.name),
            id_number,
            mobile,
            new.demo,
            new.created_at,
        ];
        self.db
            .write(sql, args)
            .await
            .map_err(|error| if error.is_duplicate() { StoreError::LoginTaken } else { error })?;
        let NewAccount { id, login, name, roles, profile, demo, created_at, .. } = new;
        Ok(Account { id, login, name, roles, profile, demo, created_at })
    }

    /// The account with this id.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let sql = "select id, login, roles, person, demo, created_at from accounts where id = $1";
        Ok(self.read_accounts(sql, &args![id]).await?.pop())
    }

    /// The accounts with these ids, in one read.
    pub async fn accounts_of(&self, ids: &BTreeSet<AccountId>) -> Result<Vec<Account>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql =
            Sql::new("select id, login, roles, person, demo, created_at from accounts where id in ");
        sql.tuple(ids.iter().map(Arg::from));
        self.read_accounts(&sql.text, &sql.args).await
    }

    /// The account with this login and its password; none where it has no password.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<(Account, PasswordHash)>, StoreError> {
        let sql = "select password, id, login, roles, person, demo, created_at from accounts \
                   where login = $1 and password is not null";
        let rows = self.db.read(sql, &args![login]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        let password = PasswordHash::from_text(row.next()?);
        Ok(Some((self.read_account(&mut row)?, password)))
    }

    /// Accounts that somebody who signs in with this may mean, with their passwords: by login, or, for an
    /// applicant, by identity number or mobile number. Families share a telephone, so there may be several.
    pub async fn accounts_to_sign_in(&self, words: &str) -> Result<Vec<(Account, PasswordHash)>, StoreError> {
        let sql = "select password, id, login, roles, person, demo, created_at from accounts \
                   where password is not null \
                   and (login = $1 or (applicant = 1 and (id_number_hash = $2 or mobile_hash = $3))) \
                   order by login limit 5";
        let keys = &self.keys;
        let args = args![words, keys.find(ID_NUMBER, &normal(words)), keys.find(MOBILE, &normal(words))];
        let rows = self.db.read(sql, &args).await?;
        let accounts = rows.into_iter().map(|mut row| {
            let password = PasswordHash::from_text(row.next()?);
            Ok((self.read_account(&mut row)?, password))
        });
        accounts.collect()
    }

    /// Accounts with this identity number that nobody can sign in to: a counter or an agent made them.
    pub async fn unclaimed_accounts(&self, id_number: &str) -> Result<Vec<Account>, StoreError> {
        let sql = "select id, login, roles, person, demo, created_at from accounts \
                   where id_number_hash = $1 and password is null order by login";
        self.read_accounts(sql, &args![self.keys.find(ID_NUMBER, &normal(id_number))]).await
    }

    /// Gives such an account to its person: login, password and what is known anew. False where somebody
    /// was quicker; [`StoreError::LoginTaken`] where the login is in use.
    pub async fn claim_account(
        &self,
        account: &Account,
        login: &str,
        password: &PasswordHash,
        profile: &Profile,
    ) -> Result<bool, StoreError> {
        let sql = "update accounts set login = $2, password = $3, person = $4, id_number_hash = $5, \
                   mobile_hash = $6 where id = $1 and password is null";
        let person = PersonRef { name: &account.name, profile };
        let [id_number, mobile] = self.profile_hashes(profile);
        let sealed = self.keys.seal(place(&account.id), &person);
        let args = owned![&account.id, login, password.as_text(), sealed, id_number, mobile];
        let changed = self.db.write(sql, args).await;
        let changed =
            changed.map_err(|error| if error.is_duplicate() { StoreError::LoginTaken } else { error })?;
        Ok(changed > 0)
    }

    /// Accounts whose identity number is exactly this one.
    pub async fn accounts_by_id_number(&self, id_number: &str) -> Result<Vec<Account>, StoreError> {
        let sql = "select id, login, roles, person, demo, created_at from accounts \
                   where id_number_hash = $1 order by login";
        self.read_accounts(sql, &args![self.keys.find(ID_NUMBER, &normal(id_number))]).await
    }

    /// Applicants by exact full name, exact identity number or exact mobile
    /// number, at most 20. Parts of a name find nothing: names are sealed, and
    /// only the keyed hash of the whole name is kept.
    pub async fn find_applicants(&self, words: &str) -> Result<Vec<Account>, StoreError> {
        let sql = "select id, login, roles, person, demo, created_at from accounts \
                   where applicant = 1 and (name_hash = $1 or id_number_hash = $2 or mobile_hash = $3) \
                   order by login limit 20";
        let keys = &self.keys;
        let args = args![
            keys.find(NAME, words),
            keys.find(ID_NUMBER, &normal(words)),
            keys.find(MOBILE, &normal(words)),
        ];
        self.read_accounts(sql, &args).await
    }

    /// Replaces what is known about the person.
    pub async fn update_profile(&self, id: &AccountId, profile: Profile) -> Result<(), StoreError> {
        let account = self.account(id).await?.ok_or(StoreError::Missing("account"))?;
        let sql = "update accounts set person = $2, id_number_hash = $3, mobile_hash = $4 where id = $1";
        let person = PersonRef { name: &account.name, profile: &profile };
        let [id_number, mobile] = self.profile_hashes(&profile);
        let args = owned![id, self.keys.seal(place(id), &person), id_number, mobile];
        self.db.write(sql, args).await.map(drop)
    }

    /// Sets a new password.
    pub async fn set_password(&self, id: &AccountId, hash: PasswordHash) -> Result<(), StoreError> {
        let sql = "update accounts set password = $2 where id = $1";
        match self.db.write(sql, owned![id, hash.as_text()]).await? {
            0 => Err(StoreError::Missing("account")),
            _ => Ok(()),
        }
    }

    /// Accounts of the staff that hold this role, by login.
    pub async fn accounts_with(&self, role: &Role) -> Result<Vec<Account>, StoreError> {
        // The same words as in the index over the staff.
        let sql = "select id, login, roles, person, demo, created_at from accounts \
                   where roles <> '[{\"role\":\"applicant\"}]' and roles like $1 order by login";
        let text = roles_text(std::slice::from_ref(role));
        let role_text = text.trim_matches(['[', ']']);
        let found = self.read_accounts(sql, &args![format!("%{role_text}%")]).await?;
        Ok(found.into_iter().filter(|account| account.roles.contains(role)).collect())
    }

    /// Accounts by login, after the login `after`.
    pub async fn accounts(&self, after: Option<&str>, limit: u32) -> Result<Vec<Account>, StoreError> {
        let sql = "select id, login, roles, person, demo, created_at from accounts \
                   where login > $1 order by login limit $2";
        self.read_accounts(sql, &args![after.unwrap_or(""), limit]).await
    }
}

/// What is sealed of an account.
#[derive(Serialize)]
struct PersonRef<'a> {
    name: &'a str,
    profile: &'a Profile,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    profile: Profile,
}

impl Store {
    /// Reads an account from the columns `id, login, roles, person, demo, created_at`.
    pub(crate) fn read_account(&self, row: &mut Row) -> Result<Account, StoreError> {
        let id: AccountId = row.next()?;
        let login = row.next()?;
        let roles =
            serde_json::from_str(&row.next::<String>()?).map_err(|_| StoreError::Corrupt("accounts"))?;
        let Person { name, profile } = self.keys.unseal(place(&id), &row.next::<Vec<u8>>()?)?;
        Ok(Account { id, login, name, roles, profile, demo: row.next()?, created_at: row.next()? })
    }

    async fn read_accounts(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Account>, StoreError> {
        self.db.read(sql, args).await?.iter_mut().map(|row| self.read_account(row)).collect()
    }

    fn profile_hashes(&self, profile: &Profile) -> [Option<Vec<u8>>; 2] {
        let hash =
            |kind, value: &Option<String>| value.as_ref().map(|value| self.keys.find(kind, &normal(value)));
        [hash(ID_NUMBER, &profile.id_number), hash(MOBILE, &profile.mobile)]
    }
}

fn place(id: &AccountId) -> Place<'_> {
    Place { table: "accounts", row: id.as_str(), version: 0 }
}

/// Numbers are compared without blanks and with a capital X.
fn normal(number: &str) -> String {
    number.split_whitespace().collect::<String>().to_uppercase()
}

fn roles_text(roles: &[Role]) -> String {
    serde_json::to_string(roles).expect("roles are plain data")
}
