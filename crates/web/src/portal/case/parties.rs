//! Other people concerned, as the applicant asks them: the address that leads them to what they confirm, and
//! taking a confirmation back.

use askama::{Template, filters::Safe};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use catalog::ItemId;
use service::CaseCommand;

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/party_code.html")]
struct CodePage {
    page: Page,
    number: String,
    role: String,
    address: String,
    code: Option<Safe<String>>,
}

/// What the applicant does about a person concerned.
pub(crate) async fn act(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let (item, role) = (value(&pairs, "item"), value(&pairs, "role"));
    if value(&pairs, "do") == "take_back" {
        let command = CaseCommand::TakeBackConfirmation(ItemId::from(item), role.to_owned());
        web.app.carry_out(&visitor, &number, command, None, None).await?;
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    }
    let address = web.app.ask_party(&visitor, &number, item, role).await?;
    let code = ui::qr(&address, &t!("portal.parties.code"));
    let page = page.titled(t!("portal.parties.code"));
    Ok(ui::html(&CodePage { page, number, role: role.to_owned(), address, code }))
}
