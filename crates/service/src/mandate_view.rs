//! A mandate (授权) as its two sides and the counter read it, and what was done under it.

use std::collections::{BTreeSet, HashMap};

use casework::{AccountId, Event, MandateScope, MandatedAct};
use catalog::ThemeId;
use jiff::{Timestamp, civil::Date};
use store::{CaseFilter, CaseScope, MandateRecord};

use crate::{App, Failure, Visitor, words};

/// The most cases that are looked through for what was done under a mandate.
const CASES_LOOKED_AT: u32 = 100;

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
    /// A mandate in words.
    pub(crate) async fn mandate_view(
        &self,
        visitor: &Visitor,
        record: MandateRecord,
    ) -> Result<MandateView, Failure> {
        let mut views = self.mandate_views(visitor, vec![record]).await?;
        views.pop().ok_or(Failure::NotFound)
    }

    /// Mandates in words; everybody named in them is read at once.
    pub(crate) async fn mandate_views(
        &self,
        visitor: &Visitor,
        records: Vec<MandateRecord>,
    ) -> Result<Vec<MandateView>, Failure> {
        let named = records.iter().flat_map(|record| {
            let ended_by = record.ended.as_ref().map(|(_, by)| by.clone());
            [Some(record.principal.clone()), record.agent.clone(), ended_by]
        });
        let names = self.names_of(&named.flatten().collect()).await?;
        Ok(records.into_iter().map(|record| self.in_words(visitor, record, &names)).collect())
    }

    fn in_words(
        &self,
        visitor: &Visitor,
        record: MandateRecord,
        names: &HashMap<AccountId, String>,
    ) -> MandateView {
        let rules = self.rules();
        let person = |account: &AccountId| names.get(account).cloned().unwrap_or_default();
        let state = self.state_of(&record);
        let (themes, case) = match record.scope {
            MandateScope::Themes { themes } => (themes, None),
            MandateScope::Case { case } => (Vec::new(), Some(case.to_string())),
        };
        let name = |theme: &ThemeId| rules.theme(theme).map_or(theme.to_string(), |theme| theme.name.clone());
        let mut scope: Vec<String> = themes.iter().map(name).collect();
        scope.extend(case.iter().map(|number| format!("办件{number}")));
        let agent_name = record.agent.as_ref().map(person);
        let ended = record.ended.map(|(at, by)| (at, person(&by)));
        let place = record.counter.map(|(place, _)| place);
        MandateView {
            id: record.id,
            principal_name: person(&record.principal),
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
        }
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

    /// What was done under it, the latest first.
    pub(crate) async fn done_under(&self, record: &MandateRecord) -> Result<Vec<MandatedStep>, Failure> {
        let Some(agent) = &record.agent else { return Ok(Vec::new()) };
        let own = CaseScope::Applicant(record.principal.clone());
        let page = self.store().cases(&own, &CaseFilter::default(), None, CASES_LOOKED_AT).await?;
        let numbers = page.rows.into_iter().map(|row| row.number).collect();
        let mut steps = Vec::new();
        for dossier in self.store().dossiers(&numbers).await?.into_values() {
            if !dossier.case.mandates.iter().any(|shown| shown.mandate == record.id) {
                continue;
            }
            let rules = self.rules_of_case(&dossier.case.plan);
            let theme = rules.theme(&dossier.case.plan.theme);
            let theme_name = theme.map_or_else(String::new, |theme| theme.name.clone());
            let by_agent =
                dossier.history.iter().rev().filter(|recorded| recorded.by.as_ref() == Some(agent));
            let told = by_agent.filter(|recorded| !matches!(recorded.event, Event::MandateShown(_)));
            steps.extend(told.map(|recorded| MandatedStep {
                at: recorded.at,
                case: dossier.case.number.to_string(),
                theme_name: theme_name.clone(),
                text: words::event(&recorded.event, &|task| {
                    crate::notify::task_name(&rules, &dossier.case, task)
                }),
            }));
        }
        steps.sort_by_key(|step| std::cmp::Reverse(step.at));
        Ok(steps)
    }
}
