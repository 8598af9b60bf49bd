//! Saying that there is a slip on a result.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::{CaseCommand, CaseView, Failure, ResultInput, ResultView};

use crate::{
    Web,
    act::{self, Act},
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

pub(super) async fn report(act: Act<SignedIn, (String, String)>) -> Result<Response, Failed> {
    let (number, task) = act.about.clone();
    let input = ResultInput::ReportSlip(task.clone(), act.text("text"));
    let outcome = act.on_case(&number, Ok(CaseCommand::Result(input))).await;
    act::answer(outcome.map(|_| url::Case(&number).to_string()), async move |failed| {
        let case = act.web.app.case(&act.who, &number).await?;
        let error = Some(failed.message(&act.web.app.catalog()));
        let field = Field::lines("text", t!("portal.slip.text")).value(act.value("text")).error(error);
        Ok(build(act.page, case, &task, field)?)
    })
    .await
}
