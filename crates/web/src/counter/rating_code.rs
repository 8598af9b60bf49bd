//! Asking a visitor for a rating (一次一评): a code that the visitor scans with their own phone.

use askama::{Template, filters::Safe};
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};

use super::{CaseDesk, RatingCode};
use crate::{
    Web,
    act::Act,
    error::Failed,
    session::Clerk,
    ui::{self, Page},
    url,
};

#[derive(Template)]
#[template(path = "counter/rating_code.html")]
struct CodePage {
    page: Page,
    number: String,
    code: Option<Safe<String>>,
    address: String,
}

/// Makes a new code and shows it.
pub(super) async fn ask(act: Act<Clerk>) -> Result<Redirect, Failed> {
    let address = act.web.app.ask_for_rating(&act.who, &act.about).await?;
    let token = address.rsplit('/').next().unwrap_or_default();
    Ok(Redirect::to(&RatingCode(&act.about, token).to_string()))
}

pub(super) async fn show(
    State(web): State<Web>,
    _clerk: Clerk,
    Path((number, token)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failed> {
    let address = format!("{}{}", web.app.settings().base_url, url::RateLink(&token));
    let label = t!("counter.rating.label");
    let code = ui::qr(&address, &label);
    Ok(ui::html(&CodePage { page: page.titled(t!("counter.rating.title")), number, code, address }))
}
