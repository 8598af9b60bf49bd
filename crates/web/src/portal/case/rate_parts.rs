//! 分开评: below the one tap for the whole, each department, item and person by itself, as far as one wants.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::{Rated, RatedPart};
use service::{CaseCommand, RatablePart, words};

use crate::{
    Web,
    act::Act,
    error::Failed,
    portal::rating::FACES,
    session::SignedIn,
    ui::{self, Page, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/rate_parts.html")]
struct PartsPage {
    page: Page,
    number: String,
    theme_name: String,
    fields: Vec<Field>,
}

fn field(part: &RatablePart) -> Field {
    let levels = FACES.map(|(level, _)| (level.to_string(), words::rating_level(level).to_owned()));
    let mut field = Field::choose(part.key.clone(), part.name.clone(), levels.to_vec()).optional();
    field.control = ui::field::Control::Select;
    field.width("middle")
}

pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    if case.ratable_parts.is_empty() {
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    }
    let page = page.titled(t!("portal.rate_parts.title"));
    let fields = case.ratable_parts.iter().map(field).collect();
    Ok(ui::html(&PartsPage { page, number: case.number, theme_name: case.theme_name, fields }))
}

pub(crate) async fn rate(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    let (visitor, number) = (&act.who, &act.about);
    let parts = act
        .pairs
        .iter()
        .filter_map(|(key, level)| Some(RatedPart { of: Rated::of_key(key)?, level: level.parse().ok()? }));
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        return Ok(Redirect::to(&url::RateParts(number).to_string()));
    }
    let key = format!("rate-parts-{number}");
    act.web.app.carry_out(visitor, number, CaseCommand::RateParts(parts), None, Some(&key)).await?;
    Ok(Redirect::to(&url::Case(number).to_string()))
}
