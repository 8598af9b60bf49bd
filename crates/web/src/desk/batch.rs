//! Several simple tasks of one item granted at once, each with its own outcome.

use askama::Template;
use axum::response::Response;
use service::{CaseCommand, GrantInput};

use super::{Desk, TaskDesk};
use crate::{
    act::Act,
    counter::CaseDesk,
    error::Failed,
    session::Approver,
    ui::{self, Page},
};

/// More are not done at one go: the page has no more rows.
const MOST: usize = 100;

/// What became of one task.
struct Outcome {
    id: String,
    href: String,
    name: String,
    applicant: String,
    /// Why not, where it was not granted.
    refused: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/batch.html")]
struct BatchPage {
    page: Page,
    granted: usize,
    outcomes: Vec<Outcome>,
    /// Where one came from: the case at the counter, or the queue of the desk.
    back: String,
}

pub(super) async fn grant(act: Act<Approver, ()>) -> Result<Response, Failed> {
    let mut outcomes = Vec::new();
    let mut ids = act.values("task");
    ids.dedup();
    for id in ids.into_iter().take(MOST) {
        let command = CaseCommand::GrantTask(id.to_owned(), GrantInput::default());
        // The same page sent twice grants once.
        let key = format!("{}-{id}", act.value("key"));
        let outcome = match act.web.app.carry_out_task(&act.who, id, command, None, Some(&key)).await {
            Ok(done) => {
                Outcome { name: done.task.name, applicant: done.case.applicant_name, ..Outcome::of(id, None) }
            }
            Err(failure) => {
                let failed = Failed::from(failure);
                if failed.status().is_server_error() {
                    return Err(failed);
                }
                let (name, applicant) = match act.web.app.task(&act.who, id).await {
                    Ok(task) => (task.task.name, task.case.applicant_name),
                    Err(_) => Default::default(),
                };
                Outcome { name, applicant, ..Outcome::of(id, Some(failed.message(&act.web.app.catalog()))) }
            }
        };
        outcomes.push(outcome);
    }
    let granted = outcomes.iter().filter(|outcome| outcome.refused.is_none()).count();
    let back = match act.value("case") {
        "" => Desk.to_string(),
        case => CaseDesk(case).to_string(),
    };
    Ok(ui::html(&BatchPage { page: act.page.titled(t!("desk.batch.title")).wide(), granted, outcomes, back }))
}

impl Outcome {
    fn of(id: &str, refused: Option<String>) -> Self {
        Self {
            href: TaskDesk(id).to_string(),
            id: id.to_owned(),
            name: String::new(),
            applicant: String::new(),
            refused,
        }
    }
}
