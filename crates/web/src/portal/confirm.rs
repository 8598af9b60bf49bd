//! A person concerned confirms (当事人确认): what exactly, signed with the own account and name.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::PartyPart;

use crate::{
    Web,
    act::{self, Act},
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
pub(crate) async fn sign(act: Act<SignedIn, (String, String)>) -> Result<Response, Failed> {
    let (app, (number, code)) = (&act.web.app, &act.about);
    let signed = match act.value("do") {
        "take_back" => app.take_back_as_party(&act.who, number, code).await,
        _ => app.confirm_as_party(&act.who, number, code, act.value("signed_as")).await,
    };
    act::answer(signed.map(|()| url::Confirm(number, code).to_string()), async |failed| {
        let typed = (act.value("signed_as"), Some(failed.message(&app.catalog())));
        build(&act.web, &act.who, act.page.clone(), (number, code), typed).await
    })
    .await
}
