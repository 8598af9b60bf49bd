//! What somebody lets another do (授权), as it is typed: in what, which acts, until when.

use std::collections::BTreeSet;

use casework::{AccountId, MandateScope, MandatedAct, policy};
use catalog::ThemeId;
use identifiers::CaseNumber;
use jiff::{ToSpan, civil::Date};
use store::{CaseFilter, CaseScope, MandateRecord};

use crate::{App, Complaint, Failure, plan_case, words};

/// The longest time for which a mandate is given, in days.
const LONGEST_DAYS: i64 = 366;

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

impl App {
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
