//! Saying that there is a slip on a result.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, CaseView, Failure, ResultInput, ResultView};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/slip.html")]
struct SlipPage {
    page: Page,
    number: String,
    version: u64,
    theme_name: String,
    result: ResultView,
    text: Field,
}

fn build(page: Page, case: CaseView, task: &str, text: Field) -> Result<SlipPage, Failure> {
    let result = case.results.into_iter().find(|one| one.task.0 == task).ok_or(Failure::NotFound)?;
    Ok(SlipPage {
        page: page.titled(t!("portal.slip.title")),
        number: case.number,
        version: case.version,
        theme_name: case.theme_name,
        result,
        text: text.help(t!("portal.slip.help")),
    })
}

pub(super) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Path((number, task)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    Ok(ui::html(&build(page, case, &task, Field::lines("text", t!("portal.slip.text")))?))
}

pub(super) async fn report(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Path((number, task)): Path<(String, String)>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let text = value(&pairs, "text").to_owned();
    let command = CaseCommand::Result(ResultInput::ReportSlip(task.clone(), text.clone()));
    let failed = match web.app.carry_out(&visitor, &number, command, version, None).await {
        Ok(_) => return Ok(Redirect::to(&url::Case(&number).to_string()).into_response()),
        Err(failure) => Failed::from(failure),
    };
    if failed.status().as_u16() != 409 {
        return Err(failed);
    }
    let case = web.app.case(&visitor, &number).await?;
    let error = Some(failed.message(&web.app.catalog()));
    let field = Field::lines("text", t!("portal.slip.text")).value(text).error(error);
    Ok((failed.status(), ui::html(&build(page, case, &task, field)?)).into_response())
}
