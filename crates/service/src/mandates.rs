//! 授权: the principal invites an agent by a code, sees what was done under the mandate, and ends it; the
//! agent takes it up from the own account, and gives it back.
//!
//! Who may do what under a mandate is `casework::policy`'s to say. What the counter records is in
//! `mandate_at_counter.rs`.

use std::collections::BTreeSet;

use casework::{
    AccountId, Case, Event, Mandate, MandateScope, MandatedAct, Refusal, Role,
    case::day_of,
    policy::{self, Action},
};
use catalog::ThemeId;
use documents::{MandateFacts, Paper};
use identifiers::CaseNumber;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use store::{CaseFilter, CaseScope, MandateRecord};

use crate::{App, Complaint, Failure, Visitor, accounts::spoken_password, plan_case, words};

/// How long the code of an invitation holds, in hours.
const CODE_HOURS: i64 = 24;

/// The longest time for which a mandate is given, in days.
const LONGEST_DAYS: i64 = 366;

/// The most cases that are looked through for what was done under a mandate.
const CASES_LOOKED_AT: u32 = 100;

/// What somebody lets another do.
#[derive(Debug, Clone, Default)]
pub struct NewMandate {
    /// Ids of the things; empty where it is about one case.
    pub themes: Vec<String>,
    /// The number of the case that it is about.
    pub case: String,
    /// Which acts: `fill`, `hand_in`, `correct`, `withdraw`, `receive`.
    pub acts: Vec<String>,
    /// Its last day.
    pub until: Option<Date>,
}

/// A mandate that waits for somebody to take it up.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The mandate.
    pub mandate: MandateView,
    /// The code, told this once.
    pub code: String,
}

/// Where a mandate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MandateState {
    /// Its code is out.
    Invited,
    /// Nobody took up the code in time.
    Lapsed,
    /// The counter waits for the signed paper.
    Prepared,
    /// 生效
    InForce,
    /// Its last day has passed.
    Expired,
    /// Ended before its last day.
    Ended,
}

impl MandateState {
    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Lapsed => "lapsed",
            Self::Prepared => "prepared",
            Self::InForce => "in_force",
            Self::Expired => "expired",
            Self::Ended => "ended",
        }
    }

    /// Whether it can still be ended.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Invited | Self::Prepared | Self::InForce)
    }
}

/// A mandate in words, for either side and for the counter.
#[derive(Debug, Clone)]
pub struct MandateView {
    /// Its id.
    pub id: String,
    /// Who gives it.
    pub principal_name: String,
    /// The principal's account.
    pub principal: AccountId,
    /// Who acts; none until somebody took it up.
    pub agent_name: Option<String>,
    /// The viewer gave it.
    pub given: bool,
    /// In what: names of things, or the case.
    pub scope: Vec<String>,
    /// The things that it is about, by id.
    pub themes: Vec<ThemeId>,
    /// The one case that it is about.
    pub case: Option<String>,
    /// Which acts.
    pub acts: BTreeSet<MandatedAct>,
    /// Its last day.
    pub until: Date,
    /// Where it stands.
    pub state: MandateState,
    /// When it came into force.
    pub begun_at: Option<Timestamp>,
    /// When it was ended, and by whom.
    pub ended: Option<(Timestamp, String)>,
    /// Until when its code can be taken up.
    pub code_expires_at: Option<Timestamp>,
    /// The counter that recorded it.
    pub place_name: Option<String>,
    /// The file of the signed paper.
    pub paper_file: Option<String>,
}

/// Something done under a mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandatedStep {
    /// When.
    pub at: Timestamp,
    /// In which case.
    pub case: String,
    /// The theme's name.
    pub theme_name: String,
    /// What.
    pub text: String,
}

impl App {
    /// Mandates that the visitor gave and received, the latest first.
    ///
    /// # Errors
    /// `Forbidden` for staff; else only when the store fails.
    pub async fn mandates(&self, visitor: &Visitor) -> Result<Vec<MandateView>, Failure> {
        policy::may(&visitor.actor, Action::TakeUpMandate, None)?;
        let mut records = self.store().mandates_given(visitor.id()).await?;
        records.extend(self.store().mandates_received(visitor.id()).await?);
        let mut views = Vec::with_capacity(records.len());
        for record in records {
            views.push(self.mandate_view(visitor, record).await?);
        }
        Ok(views)
    }

    /// One mandate, with everything that was done under it, the latest first.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it.
    pub async fn mandate(
        &self,
        visitor: &Visitor,
        id: &str,
    ) -> Result<(MandateView, Vec<MandatedStep>), Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let steps = self.done_under(&record).await?;
        Ok((self.mandate_view(visitor, record).await?, steps))
    }

    /// The principal invites somebody: the code is told to them by the principal, and to nobody else.
    ///
    /// # Errors
    /// `Invalid` naming every field that is wrong; `Forbidden` for those who apply for nothing.
    pub async fn invite_agent(&self, visitor: &Visitor, new: &NewMandate) -> Result<Invitation, Failure> {
        policy::may(&visitor.actor, Action::GiveMandate, None)?;
        let mut record = self.new_mandate(visitor.id(), new, Vec::new()).await?;
        let code = spoken_password()?;
        record.code_expires_at = Some(self.now() + SignedDuration::from_hours(CODE_HOURS));
        self.store().add_mandate(&record, Some(&code)).await?;
        Ok(Invitation { mandate: self.mandate_view(visitor, record).await?, code })
    }

    /// The agent takes up a mandate by the code that the principal told. Guesses are limited.
    ///
    /// # Errors
    /// `Invalid` where the code fits none that is still open, `TooManyTries` after several of those.
    pub async fn take_up_mandate(&self, visitor: &Visitor, code: &str) -> Result<MandateView, Failure> {
        policy::may(&visitor.actor, Action::TakeUpMandate, None)?;
        let (now, subject) = (self.now(), format!("mandate {}", visitor.id()));
        self.check_tries(&subject, &subject, now).await?;
        let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let taken = self.store().take_up_mandate(&code.to_ascii_lowercase(), visitor.id(), now).await?;
        let Some(id) = taken else {
            self.store().note_sign_in(&subject, false, now).await?;
            let message = "没有这个授权码，或者它用过、过期了；请本人在“我的授权”里重新生成一个";
            return Err(Failure::invalid("/code", "code_wrong", message));
        };
        let record = self.store().mandate(&id).await?.ok_or(Failure::NotFound)?;
        self.mandate_view(visitor, record).await
    }

    /// Either side ends it, at once.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it, or where it had ended before.
    pub async fn end_mandate(&self, visitor: &Visitor, id: &str) -> Result<(), Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let party = record.principal == *visitor.id() || record.agent.as_ref() == Some(visitor.id());
        // At the counter it is ended for a principal who stands there.
        if !party {
            policy::may(&visitor.actor, Action::RecordMandate, None)?;
        }
        match self.store().end_mandate(id, visitor.id(), self.now()).await? {
            true => Ok(()),
            false => Err(Failure::NotFound),
        }
    }

    /// 授权委托书: what was agreed, to be printed and signed.
    ///
    /// # Errors
    /// As [`App::mandate`].
    pub async fn mandate_paper(&self, visitor: &Visitor, id: &str) -> Result<Paper, Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let made_on = day_of(record.made_at);
        let id_number = async |account: Option<&AccountId>| match account {
            Some(account) => Ok::<_, Failure>(self.account(account).await?.profile.id_number),
            None => Ok(None),
        };
        let masked = |number: Option<String>| number.map(|number| identifiers::mask_resident_id(&number));
        let principal_id = masked(id_number(Some(&record.principal)).await?);
        let agent_id = masked(id_number(record.agent.as_ref()).await?);
        let view = self.mandate_view(visitor, record).await?;
        let kept_from = MandatedAct::ALL.iter().filter(|act| !view.acts.contains(act));
        Ok(documents::mandate(MandateFacts {
            principal_name: view.principal_name,
            principal_id,
            agent_name: view.agent_name,
            agent_id,
            scope: view.scope,
            acts: view.acts.iter().map(|act| words::mandated_act(*act).to_owned()).collect(),
            kept_from: kept_from.map(|act| words::mandated_act(*act).to_owned()).collect(),
            until: view.until,
            made_on,
            address: format!("{}/mandates/{}", self.settings().base_url, view.id),
        }))
    }

    /// Those for whom the visitor may begin an application in this thing.
    ///
    /// # Errors
    /// `Refused` where the law wants the people themselves.
    pub async fn principals(
        &self,
        visitor: &Visitor,
        theme: &str,
    ) -> Result<Vec<(AccountId, String)>, Failure> {
        let rules = self.rules();
        let theme = rules.theme(theme).ok_or(Failure::NotFound)?;
        policy::may_be_mandated(plan_case::in_person(theme).as_deref())?;
        let mut principals: Vec<(AccountId, String)> = Vec::new();
        for mandate in visitor.actor.mandates().iter().filter(|one| one.lets(MandatedAct::Fill, &theme.id)) {
            if !principals.iter().any(|(known, _)| *known == mandate.principal) {
                principals.push((mandate.principal.clone(), self.account(&mandate.principal).await?.name));
            }
        }
        Ok(principals)
    }

    /// Whether the file is the signed paper of a mandate that the visitor gave or acts under.
    pub(crate) async fn is_paper_of_mandate(&self, visitor: &Visitor, file: &str) -> Result<bool, Failure> {
        let today = self.today();
        let given = self.store().mandates_given(visitor.id()).await?;
        let received = self.store().mandates_received(visitor.id()).await?;
        let received = received.into_iter().filter(|record| record.in_force(today).is_some());
        Ok(given.into_iter().chain(received).any(|record| record.paper.as_deref() == Some(file)))
    }

    /// What others let this person do for them today; nothing where the person neither applies nor helps.
    pub(crate) async fn mandates_of(&self, account: &store::Account) -> Result<Vec<Mandate>, Failure> {
        let acts = account.roles.iter().any(|role| matches!(role, Role::Applicant | Role::Agent));
        if !acts {
            return Ok(Vec::new());
        }
        Ok(self.store().mandates_in_force(&account.id, self.today()).await?)
    }

    /// Those who are told what becomes of a case, beside the applicant: agents whose mandate is in force.
    pub(crate) async fn agents_told(&self, case: &Case) -> Result<Vec<AccountId>, Failure> {
        let mut told = Vec::new();
        for shown in &case.mandates {
            let record = self.store().mandate(&shown.mandate).await?;
            let stands = record.is_some_and(|record| record.in_force(self.today()).is_some());
            if stands && !told.contains(&shown.agent) {
                told.push(shown.agent.clone());
            }
        }
        Ok(told)
    }

    /// Why the visitor may do nothing there (any more): whoever acted under a mandate that has ended reads
    /// since when; to everybody else it is `otherwise`.
    pub(crate) async fn without_mandate(
        &self,
        visitor: &Visitor,
        covered: impl Fn(&Mandate) -> bool,
        otherwise: Failure,
    ) -> Failure {
        let today = self.today();
        let records = match self.store().mandates_received(visitor.id()).await {
            Ok(records) => records,
            Err(error) => return error.into(),
        };
        let over = records.iter().filter(|record| record.in_force(today).is_none());
        let over = over.filter(|record| record.as_given().is_some_and(|given| covered(&given)));
        let since = over.filter_map(|record| match &record.ended {
            Some((at, _)) => Some(day_of(*at)),
            None => record.until.tomorrow().ok(),
        });
        since.max().map_or(otherwise, |since| Failure::Refused(Refusal::MandateOver { since }))
    }

    /// Reads what is to be agreed; `complaints` are those of the rest of the form.
    pub(crate) async fn new_mandate(
        &self,
        principal: &AccountId,
        new: &NewMandate,
        mut complaints: Vec<Complaint>,
    ) -> Result<MandateRecord, Failure> {
        let scope = self.read_scope(principal, new, &mut complaints).await?;
        let acts = read_acts(&new.acts, &mut complaints);
        let (today, longest) = (self.today(), LONGEST_DAYS.days());
        let latest = today.saturating_add(longest);
        let until = match new.until {
            None => {
                complaints.push(Complaint::new("/until", "required", "请写明授权到哪一天"));
                today
            }
            Some(day) if day < today || day > latest => {
                let message = format!("授权从今天起，最长一年，请选{}以前的一天", documents::day(latest));
                complaints.push(Complaint::new("/until", "until_out_of_range", message));
                today
            }
            Some(day) => day,
        };
        match scope {
            Some(scope) if complaints.is_empty() => Ok(MandateRecord {
                id: uuid::Uuid::now_v7().to_string(),
                principal: principal.clone(),
                agent: None,
                scope,
                acts,
                until,
                made_at: self.now(),
                code_expires_at: None,
                counter: None,
                paper: None,
                begun_at: None,
                ended: None,
            }),
            _ => Err(Failure::Invalid(complaints)),
        }
    }

    async fn read_scope(
        &self,
        principal: &AccountId,
        new: &NewMandate,
        complaints: &mut Vec<Complaint>,
    ) -> Result<Option<MandateScope>, Failure> {
        let rules = self.rules();
        if !new.case.trim().is_empty() {
            let own = CaseScope::Applicant(principal.clone());
            if let Ok(number) = CaseNumber::parse(&new.case) {
                let named = CaseFilter { words: Some(number.to_string()), ..CaseFilter::default() };
                let found = self.store().cases(&own, &named, None, 1).await?;
                if found.rows.iter().any(|row| row.number == number) {
                    return Ok(Some(MandateScope::Case { case: number }));
                }
            }
            let message = "没有这个办件，请照回执核对编号";
            complaints.push(Complaint::new("/case", "unknown_case", message));
            return Ok(None);
        }
        let mut themes: Vec<ThemeId> = Vec::new();
        for id in new.themes.iter().filter(|id| !id.trim().is_empty()) {
            let Some(theme) = rules.theme(id) else {
                complaints.push(Complaint::new("/themes", "unknown_theme", "没有这件事，请重新选择"));
                continue;
            };
            match policy::may_be_mandated(plan_case::in_person(theme).as_deref()) {
                Ok(()) => themes.push(theme.id.clone()),
                Err(refusal) => {
                    let message =
                        format!("“{}”不能委托别人：{}", theme.name, words::refusal(&refusal, &rules));
                    complaints.push(Complaint::new("/themes", "in_person_only", message));
                }
            }
        }
        if themes.is_empty() && complaints.iter().all(|one| one.pointer != "/themes") {
            complaints.push(Complaint::new("/themes", "required", "请选委托办哪件事"));
        }
        Ok((!themes.is_empty()).then_some(MandateScope::Themes { themes }))
    }

    /// The mandate, for its two sides and for the counter.
    pub(crate) async fn mandate_of(&self, visitor: &Visitor, id: &str) -> Result<MandateRecord, Failure> {
        let record = self.store().mandate(id).await?.ok_or(Failure::NotFound)?;
        let party = record.principal == *visitor.id() || record.agent.as_ref() == Some(visitor.id());
        let here = record.counter.as_ref().map(|(place, _)| place);
        if party || (here.is_some() && here == visitor.clerk_place()) {
            Ok(record)
        } else {
            Err(Failure::NotFound)
        }
    }

    pub(crate) async fn mandate_view(
        &self,
        visitor: &Visitor,
        record: MandateRecord,
    ) -> Result<MandateView, Failure> {
        let rules = self.rules();
        let state = self.state_of(&record);
        let (themes, case) = match record.scope {
            MandateScope::Themes { themes } => (themes, None),
            MandateScope::Case { case } => (Vec::new(), Some(case.to_string())),
        };
        let name = |theme: &ThemeId| rules.theme(theme).map_or(theme.to_string(), |theme| theme.name.clone());
        let mut scope: Vec<String> = themes.iter().map(name).collect();
        scope.extend(case.iter().map(|number| format!("办件{number}")));
        let agent_name = match &record.agent {
            Some(agent) => Some(self.account(agent).await?.name),
            None => None,
        };
        let ended = match record.ended {
            Some((at, by)) => Some((at, self.account(&by).await?.name)),
            None => None,
        };
        let place = record.counter.map(|(place, _)| place);
        Ok(MandateView {
            id: record.id,
            principal_name: self.account(&record.principal).await?.name,
            given: record.principal == *visitor.id(),
            principal: record.principal,
            agent_name,
            scope,
            themes,
            case,
            acts: record.acts,
            until: record.until,
            state,
            begun_at: record.begun_at,
            ended,
            code_expires_at: record.code_expires_at,
            place_name: place.map(|id| {
                let known = rules.places.iter().find(|known| known.id == id);
                known.map_or_else(|| id.to_string(), |known| known.name.clone())
            }),
            paper_file: record.paper,
        })
    }

    fn state_of(&self, record: &MandateRecord) -> MandateState {
        match (&record.ended, record.begun_at, record.code_expires_at) {
            (Some(_), ..) => MandateState::Ended,
            (None, Some(_), _) if record.until < self.today() => MandateState::Expired,
            (None, Some(_), _) => MandateState::InForce,
            (None, None, Some(expires)) if expires <= self.now() => MandateState::Lapsed,
            (None, None, Some(_)) => MandateState::Invited,
            (None, None, None) => MandateState::Prepared,
        }
    }

    async fn done_under(&self, record: &MandateRecord) -> Result<Vec<MandatedStep>, Failure> {
        let Some(agent) = &record.agent else { return Ok(Vec::new()) };
        let own = CaseScope::Applicant(record.principal.clone());
        let page = self.store().cases(&own, &CaseFilter::default(), None, CASES_LOOKED_AT).await?;
        let mut steps = Vec::new();
        for row in page.rows {
            let Some(dossier) = self.store().dossier(&row.number).await? else { continue };
            if !dossier.case.mandates.iter().any(|shown| shown.mandate == record.id) {
                continue;
            }
            let rules = self.rules_of_case(&dossier.case.plan);
            let by_agent =
                dossier.history.iter().rev().filter(|recorded| recorded.by.as_ref() == Some(agent));
            let told = by_agent.filter(|recorded| !matches!(recorded.event, Event::MandateShown(_)));
            steps.extend(told.map(|recorded| MandatedStep {
                at: recorded.at,
                case: row.number.to_string(),
                theme_name: row.theme_name.clone(),
                text: words::event(&recorded.event, |task| {
                    crate::notify::task_name(&rules, &dossier.case, task)
                }),
            }));
        }
        steps.sort_by_key(|step| std::cmp::Reverse(step.at));
        Ok(steps)
    }
}

fn read_acts(given: &[String], complaints: &mut Vec<Complaint>) -> BTreeSet<MandatedAct> {
    let acts: Option<BTreeSet<MandatedAct>> = given.iter().map(|word| MandatedAct::parse(word)).collect();
    match acts {
        Some(acts) if !acts.is_empty() => acts,
        Some(_) => {
            complaints.push(Complaint::new("/acts", "required", "请至少勾选一样委托办的事"));
            BTreeSet::new()
        }
        None => {
            complaints.push(Complaint::new("/acts", "unknown_act", "没有这一样，请重新勾选"));
            BTreeSet::new()
        }
    }
}
