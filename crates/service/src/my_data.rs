//! 我的个人信息: all that is held of somebody, to read and to take along; correcting the own profile; deleting what
//! may be deleted, and saying why and until when the rest is kept (个人信息保护法 第四十四条至第四十七条、第五十条).

use casework::{DataWish, Role, StageName, case::day_of, policy, policy::Action};
use catalog::days::Setting;
use identifiers::CaseNumber;
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Serialize, Serializer};
use store::{CaseFilter, CaseScope, DraftRecord};

use crate::{App, CaseCommand, Complaint, Failure, SectionView, Visitor, words};

/// Cases are read so many at a time.
const A_PAGE: u32 = 100;
/// The most looks that are told of one case.
const MOST_LOOKS: u32 = 500;
/// Closed cases are kept so many years where the district sets nothing else.
const KEPT_YEARS: i32 = 30;

/// All that is held of somebody.
#[derive(Debug, Clone, Serialize)]
pub struct MyData {
    /// When it was put together.
    #[serde(serialize_with = "in_beijing")]
    pub at: Timestamp,
    /// The account and what is known of the person: label and value.
    pub account: Vec<Fact>,
    /// Numbers and addresses for messages.
    pub contacts: Vec<Fact>,
    /// Applications that are being written.
    pub drafts: Vec<HeldDraft>,
    /// Cases, the latest first.
    pub cases: Vec<HeldCase>,
    /// Certificates.
    pub certificates: Vec<HeldResult>,
    /// Who acts in one's place, or could.
    pub mandates: Vec<HeldMandate>,
    /// What was said without a case (办不成事反映).
    pub grievances: Vec<HeldGrievance>,
    /// Who looked at one's cases, the latest first.
    pub looks: Vec<Look>,
}

/// A label with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// An application that is being written.
#[derive(Debug, Clone, Serialize)]
pub struct HeldDraft {
    /// Its id.
    pub id: String,
    /// The theme's name.
    pub theme: String,
    /// When it was last saved.
    #[serde(serialize_with = "in_beijing")]
    pub saved_at: Timestamp,
}

/// A case with what is in it.
#[derive(Debug, Clone, Serialize)]
pub struct HeldCase {
    /// Its number.
    pub number: String,
    /// The theme's name.
    pub theme: String,
    /// Where it stands, in words.
    pub stage: String,
    /// When it was handed in.
    #[serde(serialize_with = "in_beijing")]
    pub submitted_at: Timestamp,
    /// What the form says, section by section.
    pub form: Vec<HeldSection>,
    /// Materials, each with the names of its files.
    pub materials: Vec<HeldMaterial>,
    /// Results.
    pub results: Vec<HeldResult>,
    /// Why it cannot be deleted now, and until when.
    pub kept: String,
    /// The last day on which it is kept; none while it is not closed.
    pub kept_until: Option<Date>,
}

/// A section of a form.
#[derive(Debug, Clone, Serialize)]
pub struct HeldSection {
    /// Its title.
    pub title: String,
    /// Its values.
    pub values: Vec<Fact>,
}

/// A material that was handed in.
#[derive(Debug, Clone, Serialize)]
pub struct HeldMaterial {
    /// Its name.
    pub name: String,
    /// Names of its files.
    pub files: Vec<String>,
}

/// A result.
#[derive(Debug, Clone, Serialize)]
pub struct HeldResult {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
}

/// A mandate given or held.
#[derive(Debug, Clone, Serialize)]
pub struct HeldMandate {
    /// Who gives it.
    pub principal: String,
    /// Who holds it; empty while nobody does.
    pub agent: String,
    /// The last day.
    pub until: Date,
}

/// Something that was said without a case.
#[derive(Debug, Clone, Serialize)]
pub struct HeldGrievance {
    /// Its number.
    pub number: String,
    /// What was said.
    pub text: String,
}

/// A look at one's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Look {
    /// When.
    #[serde(serialize_with = "in_beijing")]
    pub at: Timestamp,
    /// The case.
    pub case: String,
    /// As what: the role of whoever looked, in words.
    pub by: String,
    /// For what; empty where nothing there was theirs to do.
    pub purpose: String,
    /// It was allowed.
    pub allowed: bool,
}

/// The part of one's profile that one corrects oneself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileInput {
    /// The mobile number.
    pub mobile: String,
    /// The address.
    pub address: String,
}

/// What keeps an account from being deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptBy {
    /// There are cases of it.
    Cases,
    /// There is something that was said without a case.
    Grievances,
    /// Somebody acted under a mandate.
    Mandates,
    /// It is the account of somebody who works here.
    Staff,
}

impl App {
    /// All that is held of the visitor.
    ///
    /// # Errors
    /// `Forbidden` for accounts of no person.
    pub async fn my_data(&self, visitor: &Visitor) -> Result<MyData, Failure> {
        policy::may(&visitor.actor, Action::UseOwnAccount, None)?;
        let own = &visitor.account.id;
        let mut cases = Vec::new();
        let mut looks = Vec::new();
        let (scope, mut after) = (CaseScope::Applicant(own.clone()), None);
        loop {
            let page = self.store().cases(&scope, &CaseFilter::default(), after.as_deref(), A_PAGE).await?;
            for row in &page.rows {
                cases.push(self.held_case(visitor, &row.number).await?);
                looks.extend(self.looks_at(visitor, &row.number).await?);
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        looks.sort_by_key(|look: &Look| std::cmp::Reverse(look.at));
        let drafts = self.drafts_about(visitor).await?;
        let drafts = drafts.into_iter().filter_map(|record| self.draft_line(record));
        let certificates = or_none(self.wallet(visitor).await)?;
        let contacts = self.store().contacts(own).await?;
        let mandates = or_none(self.mandates(visitor).await)?;
        let grievances = self.own_grievances(visitor).await?;
        Ok(MyData {
            at: self.now(),
            account: account_facts(visitor),
            contacts: contacts
                .into_iter()
                .map(|contact| fact(words::sending_channel(contact.channel.as_str()), contact.address))
                .collect(),
            drafts: drafts
                .map(|draft| HeldDraft { id: draft.id, theme: draft.theme_name, saved_at: draft.saved_at })
                .collect(),
            cases,
            certificates: certificates
                .into_iter()
                .map(|entry| HeldResult { name: entry.name, number: entry.number })
                .collect(),
            mandates: mandates
                .into_iter()
                .map(|one| HeldMandate {
                    principal: one.principal_name,
                    agent: one.agent_name.unwrap_or_default(),
                    until: one.until,
                })
                .collect(),
            grievances: grievances
                .into_iter()
                .map(|one| HeldGrievance { number: one.number, text: one.text })
                .collect(),
            looks,
        })
    }

    async fn held_case(&self, visitor: &Visitor, number: &CaseNumber) -> Result<HeldCase, Failure> {
        let view = self.case(visitor, number.as_str()).await?;
        let (kept, kept_until) = self.kept(view.stage, view.closed_on);
        let section = |one: SectionView| HeldSection {
            title: one.title,
            values: one.values.into_iter().map(|value| fact(value.label, value.value)).collect(),
        };
        Ok(HeldCase {
            number: view.number,
            theme: view.theme_name,
            stage: view.stage_label.to_owned(),
            submitted_at: view.submitted_at,
            form: view.sections.into_iter().map(section).collect(),
            materials: view
                .materials
                .into_iter()
                .map(|one| HeldMaterial {
                    name: one.name,
                    files: one.files.into_iter().map(|file| file.name).collect(),
                })
                .collect(),
            results: view
                .results
                .into_iter()
                .map(|one| HeldResult { name: one.name, number: one.number })
                .collect(),
            kept,
            kept_until,
        })
    }

    /// Why a case is kept, and until when.
    fn kept(&self, stage: StageName, closed_on: Option<Date>) -> (String, Option<Date>) {
        let Some(closed) = closed_on else {
            let word = words::stage(stage);
            return (format!("正在办理（{word}），办理完才能归档；不想办了可以撤回"), None);
        };
        let years = self.catalog().setting("case_archive_years").and_then(Setting::number);
        #[expect(clippy::cast_possible_truncation, reason = "a number of years is small")]
        let years = years.map_or(KEPT_YEARS, |years| years as i32);
        // Counted from the first day of the next year, as archives count.
        let until = Date::new(closed.year(), 12, 31).ok().and_then(|end| end.checked_add(years.years()).ok());
        let day = until.map_or_else(String::new, documents::day);
        (
            format!("办结的办件要归档（《档案法》、国办发〔2023〕26号），保存{years}年，到{day}期满鉴定销毁"),
            until,
        )
    }

    /// Who looked at the case, but for oneself.
    async fn looks_at(&self, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<Look>, Failure> {
        let catalog = self.catalog();
        let mut looks = Vec::new();
        for access in self.store().accesses(number.as_str(), MOST_LOOKS).await? {
            if access.account == visitor.account.id {
                continue;
            }
            let account = self.store().account(&access.account).await?;
            let role =
                account.and_then(|account| account.roles.into_iter().find(|role| *role != Role::Applicant));
            looks.push(Look {
                at: access.at,
                case: number.to_string(),
                by: role.map_or_else(|| "其他人".to_owned(), |role| words::role(&role, &catalog)),
                purpose: access.purpose,
                allowed: access.allowed,
            });
        }
        Ok(looks)
    }

    /// Corrects the own profile. Name and identity number were proved, and are corrected at a counter.
    ///
    /// # Errors
    /// `Invalid` naming what is wrong.
    pub async fn correct_profile(&self, visitor: &Visitor, input: &ProfileInput) -> Result<(), Failure> {
        policy::may(&visitor.actor, Action::UseOwnAccount, None)?;
        let mut complaints = Vec::new();
        let mut profile = visitor.account.profile.clone();
        match identifiers::Mobile::parse(&input.mobile) {
            Ok(mobile) => profile.mobile = Some(mobile.as_str().to_owned()),
            Err(_) => {
                complaints.push(Complaint::new("/mobile", "wrong_mobile", "手机号码是11位数字，请核对"))
            }
        }
        let address = input.address.trim();
        if address.chars().count() > 200 {
            complaints.push(Complaint::new("/address", "too_long", "地址最多200个字"));
        }
        if !complaints.is_empty() {
            return Err(Failure::Invalid(complaints));
        }
        match address {
            "" => profile.elements.remove("address"),
            address => profile.elements.insert("address".into(), address.into()),
        };
        Ok(self.store().update_profile(&visitor.account.id, profile).await?)
    }

    /// Drafts with the visitor's data: the own applications, and those that others write for the visitor.
    async fn drafts_about(&self, visitor: &Visitor) -> Result<Vec<DraftRecord>, Failure> {
        let own = &visitor.account.id;
        let mut drafts = self.store().drafts_of(own).await?;
        drafts.retain(|draft| draft.for_account.is_none());
        drafts.extend(self.store().drafts_for(own).await?);
        Ok(drafts)
    }

    /// Deletes every draft with the visitor's data, with the files that were uploaded for it; how many.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn delete_drafts(&self, visitor: &Visitor) -> Result<usize, Failure> {
        policy::may(&visitor.actor, Action::UseOwnAccount, None)?;
        let drafts = self.drafts_about(visitor).await?;
        self.discard_all(visitor, &drafts).await?;
        Ok(drafts.len())
    }

    /// Deletes the visitor's account with everything of it; or says what keeps it, and deletes nothing.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn delete_account(&self, visitor: &Visitor) -> Result<Option<KeptBy>, Failure> {
        policy::may(&visitor.actor, Action::UseOwnAccount, None)?;
        if visitor.account.roles != [Role::Applicant] {
            return Ok(Some(KeptBy::Staff));
        }
        Ok(match self.store().erase_account(&visitor.account.id).await? {
            None => None,
            Some("grievances") => Some(KeptBy::Grievances),
            Some("mandates") => Some(KeptBy::Mandates),
            Some(_) => Some(KeptBy::Cases),
        })
    }

    /// Asks for data in a case to be corrected or deleted; answered within fifteen working days.
    ///
    /// # Errors
    /// As [`App::carry_out`]; `Invalid` where it is not said which.
    pub async fn ask_about_data(
        &self,
        visitor: &Visitor,
        number: &str,
        wish: DataWish,
        text: &str,
    ) -> Result<(), Failure> {
        let text = text.trim();
        if text.is_empty() {
            let message = "请写明哪一项、哪里不对、应该是什么";
            return Err(Failure::invalid("/text", "required", message));
        }
        let text: String = text.chars().take(1000).collect();
        self.carry_out(visitor, number, CaseCommand::AskAboutData(wish, text), None, None).await.map(drop)
    }
}

/// Nothing where accounts of that kind have none.
fn or_none<T>(held: Result<Vec<T>, Failure>) -> Result<Vec<T>, Failure> {
    match held {
        Err(Failure::Forbidden) => Ok(Vec::new()),
        other => other,
    }
}

fn account_facts(visitor: &Visitor) -> Vec<Fact> {
    let account = &visitor.account;
    let profile = &account.profile;
    let mut facts = vec![fact("姓名", &account.name), fact("登录名", &account.login)];
    facts.extend(profile.id_number.iter().map(|number| fact("身份证号码", number)));
    facts.extend(profile.mobile.iter().map(|mobile| fact("手机号码", mobile)));
    facts.extend(profile.elements.iter().map(|(id, value)| {
        let label = match id.as_str() {
            "address" => "住址",
            "ethnicity" => "民族",
            other => other,
        };
        fact(label, crate::form::text_of(value))
    }));
    let day = |at: Timestamp| documents::day(day_of(at));
    facts.push(fact("注册时间", day(account.created_at)));
    facts.extend(
        profile.told.iter().map(|(version, at)| fact("个人信息处理告知", format!("{}，{version}", day(*at)))),
    );
    facts
}

fn fact(label: impl Into<String>, value: impl Into<String>) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

/// A moment with the offset of Beijing, as the API writes it.
fn in_beijing<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&words::iso(*at))
}
