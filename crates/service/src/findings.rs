//! What supervision looks at by itself: departments that let the five days go by, corrections asked for
//! again, promises that were not kept. A list over the events; each line says what happened and leads to its case.

use casework::{Case, Event};
use catalog::DepartmentId;
use documents::day;
use jiff::Timestamp;
use store::Page;

use crate::{App, Failure, Visitor, notify::task_name, words};
use casework::policy::{self, Action};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// A moment of a case that supervision looks at, in words.
#[derive(Debug, Clone)]
pub struct FindingLine {
    /// When.
    pub at: Timestamp,
    /// The case's number.
    pub case: String,
    /// The theme's name.
    pub theme_name: String,
    /// `department_deemed`, `correction_unmet`, `correction_asked_again`, `deferral_missed`, `promise_broken`,
    /// `result_revoked`.
    pub kind: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The department that it is about, by short name.
    pub department_name: String,
    /// What happened.
    pub text: String,
}

impl App {
    /// What supervision looks at by itself, the latest first.
    ///
    /// # Errors
    /// `Forbidden` for anyone who does not supervise.
    pub async fn findings(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<FindingLine>, Failure> {
        policy::may(&visitor.actor, Action::Supervise, None)?;
        let page = self.store().findings(after, limit.clamp(1, MOST_ROWS)).await?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for finding in page.rows {
            let Some(dossier) = self.store().dossier(&finding.case).await? else { continue };
            let rules = self.rules_of_case(&dossier.case.plan);
            let event = dossier.history.iter().find(|recorded| recorded.version == finding.version);
            let Some(recorded) = event else { continue };
            let Some((kind, title, department)) = kind_of(&recorded.event, &dossier.case) else {
                continue;
            };
            let theme = rules.theme(&dossier.case.plan.theme);
            rows.push(FindingLine {
                at: finding.at,
                case: finding.case.to_string(),
                theme_name: theme.map_or_else(String::new, |theme| theme.name.clone()),
                kind,
                title,
                department_name: rules.department_name(&department).to_owned(),
                text: match &recorded.event {
                    Event::DepartmentDeemed { received_on, .. } => {
                        format!("{}收到的申请，五个工作日内没有告知", day(*received_on))
                    }
                    event => words::event(event, &|task| task_name(&rules, &dossier.case, task)),
                },
            });
        }
        Ok(Page { rows, next: page.next })
    }
}

/// What kind of finding the event is, and about whom.
fn kind_of(event: &Event, case: &Case) -> Option<(&'static str, &'static str, DepartmentId)> {
    let lead = &case.plan.lead;
    match event {
        Event::DeferralMissed { .. } => Some(("deferral_missed", "容缺逾期", lead.clone())),
        Event::PromiseChecked { promise, kept: false, .. } => {
            let signed = case.promise(promise)?;
            Some(("promise_broken", "承诺不实", case.promised_to(&signed.promise)))
        }
        Event::ResultRevoked { task, .. } => {
            Some(("result_revoked", "撤销决定", case.task(task)?.department.clone()))
        }
        Event::DepartmentDeemed { department, .. } => {
            Some(("department_deemed", "视为受理", department.clone()))
        }
        Event::CorrectionUnmet { .. } => Some(("correction_unmet", "补正内容未达要求", lead.clone())),
        Event::CorrectionAskedAgain { .. } => Some(("correction_asked_again", "再次要求补正", lead.clone())),
        _ => None,
    }
}
