//! 投诉、办不成事: what could not be done, or how one was treated; somebody outside of the departments
//! concerned looks into it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::CaseCommand;

use crate::{
    Web,
    act::{self, Act},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/complain.html")]
struct ComplainPage {
    page: Page,
    number: String,
    theme_name: String,
    text: Field,
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    number: &str,
    page: Page,
    typed: &str,
    error: Option<String>,
) -> Result<Option<ComplainPage>, Failed> {
    let case = web.app.case(visitor, number).await?;
    if !case.actions.contains(&"complain") {
        return Ok(None);
    }
    let text = Field::lines("text", t!("portal.complain.what")).help(t!("portal.complain.help"));
    Ok(Some(ComplainPage {
        page: page.titled(t!("portal.complain.title")),
        number: case.number,
        theme_name: case.theme_name,
        text: text.value(typed).error(error),
    }))
}

pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    match build(&web, &visitor, &number, page, "", None).await? {
        Some(body) => Ok(ui::html(&body)),
        None => Ok(Redirect::to(&url::Case(&number).to_string()).into_response()),
    }
}

pub(crate) async fn complain(act: Act<SignedIn>) -> Result<Response, Failed> {
    let text: String = act.value("text").chars().take(1000).collect();
    let outcome = act.on_case(&act.about, Ok(CaseCommand::Complain { text: text.clone() })).await;
    act::answer(outcome.map(|_| url::Case(&act.about).to_string()), async move |failed| {
        let told = Some(failed.message(&act.web.app.catalog()));
        build(&act.web, &act.who, &act.about, act.page, &text, told).await?.ok_or(failed)
    })
    .await
}
