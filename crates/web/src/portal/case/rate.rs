//! The rating (好差评): one tap is enough; who is dissatisfied is asked why.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, words};

use crate::{
    Web,
    csrf::{Pairs, Posted, value, values},
    error::Failed,
    portal::rating::FACES,
    session::SignedIn,
    ui::{self, Page},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/rate.html")]
struct RatePage {
    page: Page,
    number: String,
    theme_name: String,
    faces: Vec<Face>,
    chosen: u8,
    error: bool,
}

struct Face {
    level: u8,
    icon: &'static str,
    word: &'static str,
    reasons: &'static [&'static str],
}

impl RatePage {
    fn has(&self, level: &u8) -> bool {
        self.chosen == *level
    }
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    number: &str,
    page: Page,
    chosen: u8,
    error: bool,
) -> Result<Option<RatePage>, Failed> {
    let case = web.app.case(visitor, number).await?;
    if !case.actions.contains(&"rate") {
        return Ok(None);
    }
    let face = |(level, icon)| Face {
        level,
        icon,
        word: words::rating_level(level),
        reasons: words::rating_reasons(level),
    };
    let faces = FACES.into_iter().map(face).collect();
    let page = page.titled(t!("portal.rate.title"));
    Ok(Some(RatePage { page, number: case.number, theme_name: case.theme_name, faces, chosen, error }))
}

pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    Query(query): Query<Pairs>,
    page: Page,
) -> Result<Response, Failed> {
    let chosen = value(&query, "level").parse().unwrap_or(0);
    match build(&web, &visitor, &number, page, chosen, false).await? {
        Some(body) => Ok(ui::html(&body)),
        None => Ok(Redirect::to(&url::Case(&number).to_string()).into_response()),
    }
}

/// One tap rates at once; below 基本满意 the page with the reasons comes first.
pub(crate) async fn rate(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let level: u8 = value(&pairs, "level").parse().unwrap_or(0);
    let in_full = value(&pairs, "full") == "1";
    if in_full && level == 0 {
        let body = build(&web, &visitor, &number, page, 0, true).await?;
        return Ok(body.map_or_else(
            || Redirect::to(&url::Case(&number).to_string()).into_response(),
            |body| (axum::http::StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response(),
        ));
    }
    if !in_full && level < 3 {
        return Ok(Redirect::to(&format!("{}?level={level}", url::Rate(&number))).into_response());
    }
    let known = words::rating_reasons(level);
    let reasons = values(&pairs, "reason").into_iter().filter(|reason| known.contains(reason));
    let command = CaseCommand::Rate {
        level,
        reasons: reasons.map(str::to_owned).collect(),
        comment: value(&pairs, "comment").chars().take(500).collect(),
    };
    web.app.carry_out(&visitor, &number, command, None, Some(&format!("rate-{number}"))).await?;
    Ok(Redirect::to(&url::Case(&number).to_string()).into_response())
}
