//! Accounts: people register themselves, staff are added by the administrator,
//! walk-ins are found or created by the clerk.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::{AccountId, Role, policy};
use identifiers::{CaseNumber, Mobile, PersonName, ResidentId};
use store::{Access, Account, CaseFilter, CaseScope, NewAccount, PasswordHash, Profile, StoreError};

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
    /// A case number from a receipt, where a counter or an agent has handed something in for the person
    /// already: it shows that the account made then is theirs.
    pub receipt: String,
}

/// What a person gets at the counter to sign in with from now on.
#[derive(Debug, Clone)]
pub struct OpenedAccount {
    /// Whose account it is.
    pub name: String,
    /// What to type as login: the mobile number, masked, or none for the identity number.
    pub mobile_masked: Option<String>,
    /// The password, to be changed by the person.
    pub password: String,
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
        let profile = self.profile_of(&id_number, Some(&mobile));
        if let Some(account) = self.account_made_before(&id_number, name.as_str(), &new.receipt).await? {
            return self.claim(account, &login, new.password, profile).await;
        }
        let roles = vec![Role::Applicant];
        self.create(login, Some(new.password), name.as_str().to_owned(), roles, profile, false).await
    }

    /// The account that a counter or an agent made for this person, who now shows that it is theirs; none
    /// where there is none.
    async fn account_made_before(
        &self,
        id_number: &ResidentId,
        name: &str,
        receipt: &str,
    ) -> Result<Option<Account>, Failure> {
        let known = self.store().accounts_by_id_number(id_number.as_str()).await?;
        if known.is_empty() {
            return Ok(None);
        }
        let unclaimed = self.store().unclaimed_accounts(id_number.as_str()).await?;
        if unclaimed.len() < known.len() {
            let message = "这个身份证号码注册过了，请直接登录；忘了密码，带身份证到任一综合窗口重设";
            return Err(Failure::invalid("/id_number", "registered", message));
        }
        let Some(account) = unclaimed.into_iter().next() else { return Ok(None) };
        if account.name != name {
            let message = "这个身份证号码登记在另一个姓名下，请对照身份证核对姓名";
            return Err(Failure::invalid("/name", "name_differs", message));
        }
        self.show_receipt(&account, receipt).await?;
        Ok(Some(account))
    }

    /// With a case in it, an account is given to whoever can name one: its number stands on the receipt.
    async fn show_receipt(&self, account: &Account, receipt: &str) -> Result<(), Failure> {
        let scope = CaseScope::Applicant(account.id.clone());
        if self.store().cases(&scope, &CaseFilter::default(), None, 1).await?.rows.is_empty() {
            return Ok(());
        }
        if receipt.trim().is_empty() {
            let message = "您在窗口或请人代办过事。请填回执上的办件编号，那些办件就都归到您的账号里";
            return Err(Failure::invalid("/receipt", "receipt_needed", message));
        }
        let subject = format!("claim {}", account.id);
        self.check_tries(&subject, &subject, self.now()).await?;
        if let Ok(number) = CaseNumber::parse(receipt) {
            let named = CaseFilter { words: Some(number.to_string()), ..CaseFilter::default() };
            let found = self.store().cases(&scope, &named, None, 1).await?;
            if found.rows.iter().any(|row| row.number == number) {
                return Ok(());
            }
        }
        self.store().note_sign_in(&subject, false, self.now()).await?;
        let message = "这个编号和身份证号码对不上，请照回执再核对；没有回执，带身份证到任一综合窗口办";
        Err(Failure::invalid("/receipt", "receipt_wrong", message))
    }

    async fn claim(
        &self,
        account: Account,
        login: &str,
        password: String,
        profile: Profile,
    ) -> Result<AccountId, Failure> {
        let hash = hashed(password).await?;
        match self.store().claim_account(&account, login, &hash, &profile).await {
            Ok(true) => Ok(account.id),
            Ok(false) => {
                Err(Failure::invalid("/id_number", "registered", "这个身份证号码注册过了，请直接登录"))
            }
            Err(StoreError::LoginTaken) => Err(login_taken()),
            Err(other) => Err(other.into()),
        }
    }

    /// At the counter: a person who shows the identity card gets a new password, and with it can sign in,
    /// by telephone or identity number. Whoever was signed in there is signed out.
    ///
    /// # Errors
    /// `Forbidden` for anyone but clerks, and for accounts of staff.
    pub async fn open_account(
        &self,
        visitor: &Visitor,
        account: &AccountId,
    ) -> Result<OpenedAccount, Failure> {
        policy::may(&visitor.actor, policy::Action::ReceiveWalkIn, None)?;
        let account = self.account(account).await?;
        let applies_alone = account.roles.iter().all(|role| *role == Role::Applicant);
        if !applies_alone || account.id == visitor.account.id {
            return Err(Failure::Forbidden);
        }
        let password = spoken_password()?;
        self.store().set_password(&account.id, hashed(password.clone()).await?).await?;
        self.store().end_sessions_of(&account.id, None).await?;
        let look = Access {
            at: self.now(),
            account: visitor.account.id.clone(),
            what: "account.new_password",
            subject: account.id.to_string(),
            allowed: true,
            purpose: String::new(),
        };
        self.store().log_access(look).await?;
        let mobile = account.profile.mobile.as_deref();
        Ok(OpenedAccount {
            name: account.name,
            mobile_masked: mobile.map(identifiers::mask_mobile),
            password,
        })
    }

    /// Sets another password; other sessions of the account end, the one with this token goes on.
    ///
    /// # Errors
    /// `Invalid` where the present password is wrong or the new one too short.
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        present: &str,
        new: &str,
        token: Option<&str>,
    ) -> Result<(), Failure> {
        policy::may(&visitor.actor, policy::Action::UseOwnAccount, None)?;
        let mut complaints = Vec::new();
        check_password(new, &mut complaints);
        let subject = format!("password {}", visitor.account.id);
        self.check_tries(&subject, &subject, self.now()).await?;
        let known = self.store().account_by_login(&visitor.account.login).await?;
        let (_, hash) = known.ok_or(Failure::NotFound)?;
        let present = present.to_owned();
        let fits = tokio::task::spawn_blocking(move || hash.matches(&present))
            .await
            .map_err(|error| Failure::Fault(Box::new(error)))?;
        if !fits {
            self.store().note_sign_in(&subject, false, self.now()).await?;
            complaints.push(Complaint::new("/present", "wrong_password", "现在的密码不对，请再核对一遍"));
        }
        if !complaints.is_empty() {
            complaints.sort_by_key(|complaint| complaint.pointer != "/present");
            return Err(Failure::Invalid(complaints));
        }
        self.store().set_password(&visitor.account.id, hashed(new.to_owned()).await?).await?;
        let key = token.map(crate::sign_in::key_of);
        self.store().end_sessions_of(&visitor.account.id, key.as_ref()).await?;
        Ok(())
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
        self.applicant_shown(name, id_number, mobile, Vec::new()).await
    }

    /// The account of the person whose identity card is shown; made when there is none yet.
    /// `complaints` are those of the rest of the form, told together with these.
    pub(crate) async fn applicant_shown(
        &self,
        name: &str,
        id_number: &str,
        mobile: &str,
        mut complaints: Vec<Complaint>,
    ) -> Result<AccountId, Failure> {
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
        let profile = self.profile_of(&id_number, mobile.as_ref());
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
            Some(password) => Some(hashed(password).await?),
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
            Err(StoreError::LoginTaken) => Err(login_taken()),
            Err(other) => Err(other.into()),
        }
    }

    pub(crate) async fn account(&self, id: &AccountId) -> Result<Account, Failure> {
        self.store().account(id).await?.ok_or(Failure::NotFound)
    }

    /// The names of these accounts, read at once.
    pub(crate) async fn names_of(
        &self,
        ids: &BTreeSet<AccountId>,
    ) -> Result<HashMap<AccountId, String>, Failure> {
        let accounts = self.store().accounts_of(ids).await?;
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    }

    /// The name of an account; empty where there is none any more.
    pub(crate) async fn name_of(&self, id: &AccountId) -> Result<String, Failure> {
        Ok(self.store().account(id).await?.map(|account| account.name).unwrap_or_default())
    }
}

fn login_taken() -> Failure {
    Failure::invalid("/login", "login_taken", "这个登录名已经有人用了，请换一个")
}

async fn hashed(password: String) -> Result<PasswordHash, Failure> {
    let hashed = tokio::task::spawn_blocking(move || PasswordHash::of(&password)).await;
    hashed.map_err(|error| Failure::Fault(Box::new(error)))
}

impl App {
    /// What a resident's number and mobile tell of the person, who was told before how they are used: on the page
    /// of registration, or by the clerk, whose page has the words.
    fn profile_of(&self, id_number: &ResidentId, mobile: Option<&Mobile>) -> Profile {
        Profile {
            id_number: Some(id_number.as_str().to_owned()),
            mobile: mobile.map(|mobile| mobile.as_str().to_owned()),
            elements: BTreeMap::new(),
            told: Some((self.account_notice().version, self.now())),
        }
    }
}

/// Forty random bits as eight letters and digits that are not taken for one another, read aloud or written down.
pub(crate) fn spoken_password() -> Result<String, Failure> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|error| Failure::Fault(error.to_string().into()))?;
    Ok(random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
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
