//! 受理、审查、现场核查、决定、制证: how far a task is, who did which step when, and what was found on the spot.

use casework::{Case, DutyKind, SiteCheck, StepState, Task, TaskId, case::FileRef, policy::Sight};
use catalog::{Catalog, DepartmentId};
use jiff::{Timestamp, civil::Date};
use store::Page;

use crate::{App, Failure, Visitor};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// A step of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// Its name.
    pub name: String,
    /// Who acts, by short name.
    pub actor: String,
    /// `done`, `now`, `ahead`, `left_out`.
    pub state: &'static str,
    /// The day on which it was done, or is to be.
    pub on: Option<Date>,
}

/// A check on the spot.
#[derive(Debug, Clone)]
pub struct CheckView {
    /// The day.
    pub on: Date,
    /// Who comes.
    pub officers: Vec<String>,
    /// What the applicant should know.
    pub note: String,
    /// What was found, once somebody was there.
    pub record: Option<CheckRecordView>,
}

/// What was found on the spot.
#[derive(Debug, Clone)]
pub struct CheckRecordView {
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was found; empty for those who only see that there was a check.
    pub findings: String,
    /// It is as the conditions want it.
    pub passed: bool,
    /// Pictures and papers.
    pub files: Vec<FileRef>,
}

/// A certificate that is still to be made, in a list.
#[derive(Debug, Clone)]
pub struct CertificateLine {
    /// The task that was granted.
    pub task: TaskId,
    /// The theme's name.
    pub theme_name: String,
    /// The applicant's name.
    pub applicant_name: String,
    /// The last day.
    pub due: Date,
}

impl App {
    /// Certificates that the visitor's departments are still to make, the most urgent first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn certificates_to_make(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<CertificateLine>, Failure> {
        let departments: Vec<DepartmentId> = visitor.approver_of().into_iter().cloned().collect();
        let (kinds, limit) = ([DutyKind::MakeCertificate], limit.clamp(1, MOST_ROWS));
        let page = self.store().duties(&departments, &kinds, after, limit).await?;
        let rows = page.rows.into_iter().filter_map(|row| {
            let task = TaskId(row.id.split_once(':')?.1.to_owned());
            let (theme_name, applicant_name) = (row.theme_name, row.applicant_name);
            Some(CertificateLine { task, theme_name, applicant_name, due: row.due })
        });
        Ok(Page { rows: rows.collect(), next: page.next })
    }
}

/// The steps of a task; for cases from before steps were kept, those of the item, without how far.
pub(crate) fn steps(catalog: &Catalog, case: &Case, task: &Task) -> Vec<StepView> {
    let known = case.step_progress(task);
    if known.is_empty() {
        let steps = catalog.items.get(&task.item).map_or(&[][..], |item| &item.steps);
        let view = |step: &catalog::model::Step| StepView {
            name: step.name.clone(),
            actor: catalog.department_name(&step.actor).to_owned(),
            state: "ahead",
            on: None,
        };
        return steps.iter().map(view).collect();
    }
    let view = |one: casework::StepProgress<'_>| {
        let (state, on) = match one.state {
            StepState::Done(on) => ("done", Some(on)),
            StepState::Now(on) => ("now", on),
            StepState::Ahead => ("ahead", None),
            StepState::LeftOut => ("left_out", None),
        };
        StepView { name: one.step.name.clone(), actor: one.step.actor.clone(), state, on }
    };
    known.into_iter().map(view).collect()
}

/// The checks of a task: what was found is for those who see its result.
pub(crate) fn checks(task: &Task, sight: &Sight) -> Vec<CheckView> {
    let shown = sight.results.shows(&task.item);
    let view = |check: &SiteCheck| CheckView {
        on: check.on,
        officers: check.officers.clone(),
        note: if shown { check.note.clone() } else { String::new() },
        record: check.record.as_ref().map(|record| CheckRecordView {
            at: record.at,
            by: record.by_name.clone(),
            findings: if shown { record.findings.clone() } else { String::new() },
            passed: record.passed,
            files: if shown { record.files.clone() } else { Vec::new() },
        }),
    };
    task.checks.iter().map(view).collect()
}
