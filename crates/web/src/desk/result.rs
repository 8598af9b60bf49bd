//! 勘误: a result that was given, the slip that was reported on it, and the new edition that corrects it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::TaskId;
use service::{CaseCommand, CaseView, Failure, GrantInput, ResultInput, ResultView};

use super::{ResultDesk, TaskDesk};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Approver,
    ui::{self, Page, callout::Callout, field::Field},
};

#[derive(Template)]
#[template(path = "desk/result.html")]
struct ResultPage {
    page: Page,
    number: String,
    version: u64,
    theme_name: String,
    applicant_name: String,
    task: String,
    result: ResultView,
    fields: Vec<Field>,
    reason: Field,
    callout: Option<Callout>,
}

impl ResultPage {
    fn can(&self, action: &str) -> bool {
        self.result.aftercare.actions.contains(&action)
    }
}

fn build(
    page: Page,
    case: CaseView,
    task: String,
    typed: &Pairs,
    callout: Option<Callout>,
) -> Result<ResultPage, Failed> {
    let result = case.results.iter().find(|one| one.task.0 == task).cloned().ok_or(Failure::NotFound)?;
    let shown = |name: &str, now: String| match value(typed, name) {
        "" => now,
        typed => typed.to_owned(),
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    let fields = vec![
        Field::text("name", t!("desk.result.name")).value(shown("name", result.name.clone())),
        Field::text("number", t!("desk.result.number")).value(shown("number", result.number.clone())),
        Field::date("valid_from", t!("desk.result.valid_from"))
            .value(shown("valid_from", day(Some(result.valid_from)))),
        Field::date("valid_until", t!("desk.result.valid_until"))
            .optional()
            .value(shown("valid_until", day(result.valid_until))),
        Field::lines("text", t!("desk.result.text"))
            .optional()
            .value(shown("text", result.text.clone().unwrap_or_default())),
    ];
    Ok(ResultPage {
        page: page.titled(format!("{} · {}", result.name, case.applicant_name)).wide(),
        number: case.number,
        version: case.version,
        theme_name: case.theme_name,
        applicant_name: case.applicant_name,
        task,
        fields,
        reason: Field::lines("reason", t!("desk.result.reason"))
            .help(t!("desk.result.reason_help"))
            .value(value(typed, "reason")),
        result,
        callout,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(task): Path<String>,
) -> Result<Response, Failed> {
    let case = web.app.case(&approver, TaskId(task.clone()).case()).await?;
    Ok(ui::html(&build(page, case, task, &Pairs::new(), None)?))
}

/// Corrects the result or says that there is no slip; where it is refused the page says why and keeps what
/// was typed.
pub(super) async fn act(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(task): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let id = TaskId(task.clone());
    let version = value(&pairs, "version").parse().ok();
    let reason = value(&pairs, "reason").to_owned();
    let input = if value(&pairs, "do") == "decline" {
        Ok(ResultInput::DeclineSlip(task.clone(), reason))
    } else {
        super::task::grant_input(&pairs)
            .map(|input: GrantInput| ResultInput::Correct(task.clone(), input, reason))
    };
    let outcome = match input {
        Ok(input) => web.app.carry_out(&approver, id.case(), CaseCommand::Result(input), version, None).await,
        Err(failure) => Err(failure),
    };
    let failed = match outcome.map_err(Failed::from) {
        Ok(_) => return Ok(Redirect::to(&TaskDesk(&task).to_string()).into_response()),
        Err(failed) if matches!(failed.status().as_u16(), 409 | 422) => failed,
        Err(failed) => return Err(failed),
    };
    let said = match failed.complaints() {
        Some([first, ..]) => first.message.clone(),
        _ => failed.message(&web.app.catalog()),
    };
    let case = web.app.case(&approver, id.case()).await?;
    let body = build(page, case, task, &pairs, Some(Callout::stop(t!("desk.refused"), said)))?;
    Ok((failed.status(), ui::html(&body)).into_response())
}
