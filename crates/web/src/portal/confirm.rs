//! A person concerned confirms (当事人确认): what exactly, signed with the own account and name.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{Failure, PartyPart};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/confirm.html")]
struct ConfirmPage {
    page: Page,
    code: String,
    part: PartyPart,
    name: Field,
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    (number, code): (&str, &str),
    typed: (&str, Option<String>),
) -> Result<ConfirmPage, Failed> {
    let part = web.app.party_part(visitor, number, code).await?;
    Ok(ConfirmPage {
        page: page.titled(t!("portal.confirm.title")),
        code: code.to_owned(),
        name: Field::text("signed_as", t!("portal.confirm.name"))
            .help(t!("portal.confirm.name_help"))
            .width("middle")
            .value(typed.0)
            .error(typed.1),
        part,
    })
}

pub(crate) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((number, code)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, (&number, &code), ("", None)).await?))
}

/// Signs, or takes it back.
pub(crate) async fn sign(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((number, code)): Path<(String, String)>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let here = Redirect::to(&url::Confirm(&number, &code).to_string());
    if value(&pairs, "do") == "take_back" {
        web.app.take_back_as_party(&visitor, &number, &code).await?;
        return Ok(here.into_response());
    }
    let signed_as = value(&pairs, "signed_as");
    match web.app.confirm_as_party(&visitor, &number, &code, signed_as).await {
        Ok(()) => Ok(here.into_response()),
        Err(Failure::Refused(refusal)) => {
            let why = service::words::refusal(&refusal, &web.app.catalog());
            let typed = (signed_as, Some(why));
            let body = build(&web, &visitor, page, (&number, &code), typed).await?;
            Ok((axum::http::StatusCode::CONFLICT, ui::html(&body)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
