//! 投诉、办不成事: what could not be done, or how one was treated; somebody outside of the departments
//! concerned looks into it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, Failure, words};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
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
    let text = Field::lines("text", t!("portal.complain.what")).help(t!("portal.complain.help")).value(typed);
    Ok(Some(ComplainPage {
        page: page.titled(t!("portal.complain.title")),
        number: case.number,
        theme_name: case.theme_name,
        text: Field { error, ..text },
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

pub(crate) async fn complain(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let text: String = value(&pairs, "text").chars().take(1000).collect();
    let command = CaseCommand::Complain { text: text.clone() };
    match web.app.carry_out(&visitor, &number, command, None, None).await {
        Ok(_) => Ok(Redirect::to(&url::Case(&number).to_string()).into_response()),
        Err(Failure::Refused(casework::Refusal::ReasonMissing)) => {
            let told = words::refusal(&casework::Refusal::ReasonMissing, &web.app.catalog());
            match build(&web, &visitor, &number, page, &text, Some(told)).await? {
                Some(body) => Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response()),
                None => Ok(Redirect::to(&url::Case(&number).to_string()).into_response()),
            }
        }
        Err(other) => Err(other.into()),
    }
}
