//! 同步评估: the list of applications that a department is asked about, and each with the own
//! department's fields and materials.

use casework::{Actor, Case, DutyKind, Verdict, case::CorrectionNotice, policy};
use catalog::{Catalog, DepartmentId};
use jiff::{Timestamp, civil::Date};
use store::{DutyRow, Page};

use crate::{App, CaseView, Failure, Visitor};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// What a department says of an application, in words.
#[derive(Debug, Clone)]
pub struct AssessmentView {
    /// The department.
    pub department: DepartmentId,
    /// Its short name.
    pub name: String,
    /// The last day of its window.
    pub due: Date,
    /// `open`, `complete`, `missing`, `deemed`.
    pub verdict: &'static str,
    /// In words.
    pub label: String,
    /// When it spoke.
    pub at: Option<Timestamp>,
    /// What it remarked; for those who handle the application.
    pub remarks: CorrectionNotice,
    /// The viewer may say for the department what is missing, or that nothing is.
    pub own: bool,
}

/// An application as a department concerned assesses it.
#[derive(Debug)]
pub struct AssessmentPage {
    /// The department.
    pub department: DepartmentId,
    /// Its short name.
    pub department_name: String,
    /// Where its assessment stands.
    pub assessment: AssessmentView,
    /// Names of its items.
    pub items: Vec<String>,
    /// The case, as far as the department may see it.
    pub case: CaseView,
}

impl App {
    /// Applications that the visitor's departments are asked about, the most urgent first.
    ///
    /// # Errors
    /// Only when the store fails: somebody without a department gets an empty list.
    pub async fn assessments(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<DutyRow>, Failure> {
        let departments: Vec<DepartmentId> = visitor.approver_of().into_iter().cloned().collect();
        let limit = limit.clamp(1, MOST_ROWS);
        Ok(self.store().duties(&departments, &[DutyKind::Assess], after, limit).await?)
    }

    /// The application with the own department's part of it.
    ///
    /// # Errors
    /// `NotFound`, alike for absent applications and for those that the department is not asked about.
    pub async fn assessment(
        &self,
        visitor: &Visitor,
        number: &str,
        department: &str,
    ) -> Result<AssessmentPage, Failure> {
        let mine = visitor.approver_of().into_iter().find(|one| **one == *department);
        let department = mine.cloned().ok_or(Failure::NotFound)?;
        let case = self.case(visitor, number).await?;
        let asked = case.assessments.iter().find(|one| one.department == department);
        let assessment = asked.cloned().ok_or(Failure::NotFound)?;
        let own = case.tasks.iter().filter(|task| task.department == department);
        Ok(AssessmentPage {
            department_name: self.catalog().department_name(&department).to_owned(),
            items: own.map(|task| task.name.clone()).collect(),
            department,
            assessment,
            case,
        })
    }
}

/// What the departments concerned say, for somebody who may see the case.
pub(crate) fn views(catalog: &Catalog, actor: &Actor, case: &Case, today: Date) -> Vec<AssessmentView> {
    let sends = policy::may(actor, policy::Action::AskForCorrection, Some(case)).is_ok();
    let views = case.assessments.iter().map(|one| {
        let may = policy::may_assess(actor, case, &one.department).is_ok();
        let submitted = matches!(case.stage, casework::Stage::Submitted);
        let in_time = today <= one.due && !matches!(one.verdict, Verdict::Deemed { .. });
        let (label, at) = words_of(case, &one.verdict);
        AssessmentView {
            department: one.department.clone(),
            name: catalog.department_name(&one.department).to_owned(),
            due: one.due,
            verdict: one.verdict.word(),
            label,
            at,
            remarks: one.verdict.remarks().filter(|_| sends || may).cloned().unwrap_or_default(),
            own: may && submitted && in_time,
        }
    });
    views.collect()
}

fn words_of(case: &Case, verdict: &Verdict) -> (String, Option<Timestamp>) {
    match verdict {
        Verdict::Open if matches!(case.stage, casework::Stage::Submitted) => ("正在看".into(), None),
        Verdict::Open => ("没有另外说".into(), None),
        Verdict::Complete { at, at_counter: true, .. } => ("齐全（窗口代为评估）".into(), Some(*at)),
        Verdict::Complete { at, .. } => ("齐全".into(), Some(*at)),
        Verdict::Missing { at, .. } => ("有要补正的".into(), Some(*at)),
        Verdict::Deemed { .. } => ("五个工作日内没有告知，视为受理".into(), None),
    }
}
