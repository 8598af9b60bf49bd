//! 勘误: a result that was given, the slip that was reported on it, and the new edition that corrects it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::TaskId;
use service::{CaseCommand, CaseView, Failure, ResultInput, ResultView};

use super::{ResultDesk, TaskDesk, task::grant_input};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
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
pub(super) async fn carry_out(act: Act<Approver>) -> Result<Response, Failed> {
    let number = TaskId(act.about.clone()).case().to_owned();
    let (task, reason) = (act.about.clone(), act.text("reason"));
    let input = match act.value("do") {
        "decline" => Ok(ResultInput::DeclineSlip(task, reason)),
        _ => grant_input(&act.pairs).map(|input| ResultInput::Correct(task, input, reason)),
    };
    let outcome = act.on_case(&number, input.map(CaseCommand::Result).map_err(Failed::from)).await;
    act::answer(outcome.map(|_| TaskDesk(&act.about).to_string()), async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        let case = act.web.app.case(&act.who, &number).await?;
        build(act.page, case, act.about, &act.pairs, callout)
    })
    .await
}
