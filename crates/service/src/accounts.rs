//! Accounts: people register themselves, staff are added by the administrator,
//! walk-ins are found or created by the clerk.

use std::collections::BTreeMap;

use casework::{AccountId, Role, policy};
use identifiers::{Mobile, PersonName, ResidentId};
use store::{Account, NewAccount, PasswordHash, Profile, StoreError};

use crate::{App, Complaint, Failure, Visitor};

/// Shortest password that is taken.
const SHORTEST_PASSWORD: usize = 8;

/// A person who registers.
#[derive(Debug, Clone, Default)]
pub struct NewApplicant {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// The name as on the identity card.
    pub name: String,
    /// 公民身份号码
    pub id_number: String,
    /// Mobile number.
    pub mobile: String,
}

/// An account that the administrator adds.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// The name to show.
    pub name: String,
    /// Roles with their scopes.
    pub roles: Vec<Role>,
}

impl App {
    /// Registers an applicant.
    ///
    /// # Errors
    /// `Invalid`, naming every field that is wrong; a login that is taken is one of them.
    pub async fn register(&self, new: NewApplicant) -> Result<AccountId, Failure> {
        let mut complaints = Vec::new();
        let login = login_of(&new.login, &mut complaints);
        check_password(&new.password, &mut complaints);
        let name = read(&mut complaints, "/name", "请填写与证件一致的姓名", &new.name, PersonName::parse);
        let id_number =
            read(&mut complaints, "/id_number", "请填写身份证号码", &new.id_number, ResidentId::parse);
        let mobile = read(&mut complaints, "/mobile", "请填写手机号码", &new.mobile, Mobile::parse);
        let (Some(name), Some(id_number), Some(mobile)) = (name, id_number, mobile) else {
            return Err(Failure::Invalid(complaints));
        };
        if !complaints.is_empty() {
            return Err(Failure::Invalid(complaints));
        }
        let profile = profile_of(&id_number, Some(&mobile));
        let roles = vec![Role::Applicant];
        self.create(login, Some(new.password), name.as_str().to_owned(), roles, profile, false).await
    }

    /// Adds an account with the roles given.
    ///
    /// # Errors
    /// `Invalid` where the login is taken or the password too short.
    pub async fn add_user(&self, new: NewUser) -> Result<AccountId, Failure> {
        let mut complaints = Vec::new();
        let login = login_of(&new.login, &mut complaints);
        check_password(&new.password, &mut complaints);
        if new.roles.is_empty() {
            complaints.push(Complaint::new("/roles", "required", "请至少给一个角色"));
        }
        if !complaints.is_empty() {
            return Err(Failure::Invalid(complaints));
        }
        self.create(login, Some(new.password), new.name, new.roles, Profile::default(), false).await
    }

    /// The account of a person at the counter; made when there is none yet. Such
    /// an account has no password: the person registers later with the same identity number.
    ///
    /// # Errors
    /// `Invalid` naming the field, `Forbidden` for anyone but clerks.
    pub async fn find_or_create_applicant(
        &self,
        visitor: &Visitor,
        name: &str,
        id_number: &str,
        mobile: &str,
    ) -> Result<AccountId, Failure> {
        policy::may(&visitor.actor, policy::Action::ReceiveWalkIn, None)?;
        let mut complaints = Vec::new();
        let name = read(&mut complaints, "/name", "请填写与证件一致的姓名", name, PersonName::parse);
        let id_number = read(&mut complaints, "/id_number", "请填写身份证号码", id_number, ResidentId::parse);
        // People without a telephone are taken in all the same.
        let mobile = if mobile.trim().is_empty() {
            None
        } else {
            read(&mut complaints, "/mobile", "请填写手机号码", mobile, Mobile::parse)
        };
        let (Some(name), Some(id_number)) = (name, id_number) else {
            return Err(Failure::Invalid(complaints));
        };
        if !complaints.is_empty() {
            return Err(Failure::Invalid(complaints));
        }
        let known = self.store().accounts_by_id_number(id_number.as_str()).await?;
        if let Some(account) = known.into_iter().find(|account| account.roles.contains(&Role::Applicant)) {
            if account.name == name.as_str() {
                return Ok(account.id);
            }
            let message = "这个身份证号码已登记在另一个姓名下，请对照证件核对姓名";
            return Err(Failure::invalid("/name", "name_differs", message));
        }
        let login = format!("walkin-{}", uuid::Uuid::now_v7().simple());
        let profile = profile_of(&id_number, mobile.as_ref());
        self.create(login, None, name.as_str().to_owned(), vec![Role::Applicant], profile, false).await
    }

    pub(crate) async fn create(
        &self,
        login: String,
        password: Option<String>,
        name: String,
        roles: Vec<Role>,
        profile: Profile,
        demo: bool,
    ) -> Result<AccountId, Failure> {
        let password = match password {
            Some(password) => Some(
                tokio::task::spawn_blocking(move || PasswordHash::of(&password))
                    .await
                    .map_err(|error| Failure::Fault(Box::new(error)))?,
            ),
            None => None,
        };
        let new = NewAccount {
            id: AccountId::from(uuid::Uuid::now_v7().to_string().as_str()),
            login,
            password,
            name,
            roles,
            profile,
            demo,
            created_at: self.now(),
        };
        match self.store().create_account(new).await {
            Ok(account) => Ok(account.id),
            Err(StoreError::LoginTaken) => {
                Err(Failure::invalid("/login", "login_taken", "这个登录名已经有人用了，请换一个"))
            }
            Err(other) => Err(other.into()),
        }
    }

    pub(crate) async fn account(&self, id: &AccountId) -> Result<Account, Failure> {
        self.store().account(id).await?.ok_or(Failure::NotFound)
    }
}

/// What a resident's number and mobile tell of the person.
pub(crate) fn profile_of(id_number: &ResidentId, mobile: Option<&Mobile>) -> Profile {
    Profile {
        id_number: Some(id_number.as_str().to_owned()),
        mobile: mobile.map(|mobile| mobile.as_str().to_owned()),
        elements: BTreeMap::new(),
    }
}

fn login_of(text: &str, complaints: &mut Vec<Complaint>) -> String {
    let login = identifiers::normalise(text);
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    if !(3..=64).contains(&login.len()) || !login.chars().all(allowed) {
        let message = "登录名用3到64个字母、数字或 . _ - @";
        complaints.push(Complaint::new("/login", "login_form", message));
    }
    login
}

fn check_password(password: &str, complaints: &mut Vec<Complaint>) {
    if password.chars().count() < SHORTEST_PASSWORD || password.len() > 1024 {
        complaints.push(Complaint::new("/password", "password_short", "密码至少8个字符"));
    }
}

fn read<T, E: std::fmt::Display>(
    complaints: &mut Vec<Complaint>,
    pointer: &str,
    missing: &str,
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    if text.trim().is_empty() {
        complaints.push(Complaint::new(pointer, "required", missing));
        return None;
    }
    match parse(text) {
        Ok(value) => Some(value),
        Err(problem) => {
            complaints.push(Complaint::new(pointer, "wrong_value", problem.to_string()));
            None
        }
    }
}
