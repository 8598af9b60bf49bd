//! Questions between departments: reading them as far as one may, and those that wait for an answer.

use casework::{Asked, Case, DutyKind, Question};
use catalog::{Catalog, DepartmentId};
use jiff::{Timestamp, civil::Date};
use store::Page;

use crate::{App, Failure, Visitor, notify::task_name};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// A question, for those who may read it.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// Its number within the case, from 1.
    pub nth: u32,
    /// The task that it is about.
    pub task: casework::TaskId,
    /// The task's name.
    pub task_name: String,
    /// The department that asks, by short name.
    pub from: String,
    /// Who is asked, by short name.
    pub to: String,
    /// What.
    pub text: String,
    /// Who wrote it.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// The last day for the answer.
    pub due: Date,
    /// The answer: what, by whom, when.
    pub answer: Option<(String, String, Timestamp)>,
    /// An answer is owed.
    pub open: bool,
    /// The viewer is asked.
    pub to_answer: bool,
}

/// A question that waits for an answer, in a list.
#[derive(Debug, Clone)]
pub struct QuestionLine {
    /// The case.
    pub case: String,
    /// Its number within the case.
    pub nth: u32,
    /// The theme's name.
    pub theme_name: String,
    /// The last day.
    pub due: Date,
}

impl App {
    /// Questions that the visitor's departments, or the counter, are to answer, the most urgent first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn questions(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<QuestionLine>, Failure> {
        let limit = limit.clamp(1, MOST_ROWS);
        let page = match visitor.clerk_place() {
            Some(place) => self.store().duties_at(place, &[DutyKind::AnswerAtCounter], after, limit).await?,
            None => {
                let departments: Vec<DepartmentId> = visitor.approver_of().into_iter().cloned().collect();
                self.store().duties(&departments, &[DutyKind::AnswerQuestion], after, limit).await?
            }
        };
        let rows = page.rows.into_iter().filter_map(|row| {
            let nth = row.id.split_once(':')?.1.parse().ok()?;
            Some(QuestionLine { case: row.case.to_string(), nth, theme_name: row.theme_name, due: row.due })
        });
        Ok(Page { rows: rows.collect(), next: page.next })
    }
}

/// The questions that the viewer may read.
pub(crate) fn views(catalog: &Catalog, visitor: &Visitor, case: &Case) -> Vec<QuestionView> {
    let read = case.questions.iter().filter(|one| one.is_read_by(&visitor.actor, case));
    let view = |one: &Question| {
        let (from, to) = between(catalog, case, one);
        let open = case.is_open_question(one);
        QuestionView {
            nth: one.nth,
            task: one.task.clone(),
            task_name: task_name(catalog, case, &one.task),
            from,
            to,
            text: one.text.clone(),
            asked_by: one.asked_by.clone(),
            asked_at: one.asked_at,
            due: one.due,
            answer: one
                .answer
                .as_ref()
                .map(|answer| (answer.text.clone(), answer.by_name.clone(), answer.at)),
            open,
            to_answer: open && one.is_asked(&visitor.actor, case),
        }
    };
    read.map(view).collect()
}

/// Which departments consult each other now, without what they say.
pub(crate) fn consulting(catalog: &Catalog, case: &Case) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for one in case.open_questions() {
        let (from, to) = between(catalog, case, one);
        let line = format!("{from}在向{to}了解情况，办理时限照常计算");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Who asks and who is asked, by short name.
fn between(catalog: &Catalog, case: &Case, one: &Question) -> (String, String) {
    let asker = case.task(&one.task).map_or(&case.plan.lead, |task| &task.department);
    let to = match &one.to {
        Asked::Department { department } => catalog.department_name(department).to_owned(),
        Asked::Counter => "综合窗口".to_owned(),
    };
    (catalog.department_name(asker).to_owned(), to)
}
