//! Rating by a one-time link (一次一评、一事一评): out of a message, or scanned at a counter. Nobody signs
//! in; a device of the staff is sent away.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use service::{Failure, Judgement, LinkView, words};

use crate::{
    Web,
    csrf::{Pairs, PostedByAnyone, value, values},
    error::Failed,
    portal::rating::FACES,
    ui::{self, Page},
    url,
};

/// Tells one device from another for a year, and nothing else of it.
const DEVICE_COOKIE: &str = "device";

#[derive(Template)]
#[template(path = "portal/rate_link.html")]
struct RatePage {
    page: Page,
    token: String,
    link: LinkView,
    faces: Vec<(u8, &'static str, &'static str, &'static [&'static str])>,
    chosen: u8,
    error: bool,
}

impl RatePage {
    fn has(&self, level: &u8) -> bool {
        self.chosen == *level
    }
}

async fn build(web: &Web, page: Page, token: &str, error: bool) -> Result<RatePage, Failed> {
    let link = web.app.rating_link(page.visitor.as_deref(), token).await?;
    let faces =
        FACES.map(|(level, icon)| (level, icon, words::rating_level(level), words::rating_reasons(level)));
    let page = page.titled(t!("portal.rate.title"));
    Ok(RatePage { page, token: token.to_owned(), link, faces: faces.into(), chosen: 0, error })
}

pub(crate) async fn form(
    State(web): State<Web>,
    Path(token): Path<String>,
    jar: CookieJar,
    page: Page,
) -> Result<Response, Failed> {
    let body = ui::html(&build(&web, page, &token, false).await?);
    if jar.get(DEVICE_COOKIE).is_some() {
        return Ok(body);
    }
    let cookie = Cookie::build((DEVICE_COOKIE, uuid::Uuid::new_v4().to_string()))
        .path("/rate")
        .http_only(true)
        .secure(web.is_secure())
        .same_site(SameSite::Lax)
        .permanent();
    Ok((jar.add(cookie), body).into_response())
}

pub(crate) async fn rate(
    State(web): State<Web>,
    Path(token): Path<String>,
    jar: CookieJar,
    page: Page,
    PostedByAnyone(pairs): PostedByAnyone<Pairs>,
) -> Result<Response, Failed> {
    let level: u8 = value(&pairs, "level").parse().unwrap_or(0);
    if level == 0 {
        let body = build(&web, page, &token, true).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response());
    }
    let known = words::rating_reasons(level);
    let reasons = values(&pairs, "reason").into_iter().filter(|reason| known.contains(reason));
    let judgement = Judgement {
        level,
        reasons: reasons.map(str::to_owned).collect(),
        comment: value(&pairs, "comment").chars().take(500).collect(),
        device: jar.get(DEVICE_COOKIE).map(|cookie| cookie.value().chars().take(64).collect()),
    };
    match web.app.rate_by_link(page.visitor.as_deref(), &token, judgement).await {
        // A second tap finds it rated, which is what it wanted.
        Ok(()) | Err(Failure::Refused(casework::Refusal::AlreadyRated)) => {
            Ok(Redirect::to(&url::RateLink(&token).to_string()).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
