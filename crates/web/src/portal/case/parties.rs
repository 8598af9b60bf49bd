//! Other people concerned, as the applicant asks them: the address that leads them to what they confirm, and
//! taking a confirmation back.

use askama::{Template, filters::Safe};
use axum::response::{IntoResponse, Redirect, Response};
use catalog::ItemId;
use service::CaseCommand;

use crate::{
    act::Act,
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
pub(crate) async fn ask(act: Act<SignedIn>) -> Result<Response, Failed> {
    let (item, role) = (act.text("item"), act.text("role"));
    if act.value("do") == "take_back" {
        let command = CaseCommand::TakeBackConfirmation(ItemId::from(item), role);
        act.on_case(&act.about, Ok(command)).await?;
        return Ok(Redirect::to(&url::Case(&act.about).to_string()).into_response());
    }
    let address = act.web.app.ask_party(&act.who, &act.about, &item, &role).await?;
    let code = ui::qr(&address, &t!("portal.parties.code"));
    let page = act.page.titled(t!("portal.parties.code"));
    Ok(ui::html(&CodePage { page, number: act.about, role, address, code }))
}
