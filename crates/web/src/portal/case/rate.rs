//! The rating (好差评): one tap is enough; who is dissatisfied is asked why.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, Failure, words};

use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
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
pub(crate) async fn rate(act: Act<SignedIn>) -> Result<Response, Failed> {
    let number = act.about.clone();
    let level: u8 = act.value("level").parse().unwrap_or(0);
    let in_full = act.value("full") == "1";
    let outcome = match level {
        0 if in_full => Err(Failure::invalid("/level", "required", t!("portal.rate.choose")).into()),
        0..3 if !in_full => Ok(format!("{}?level={level}", url::Rate(&number))),
        _ => carry_out(&act, level).await.map(|()| url::Case(&number).to_string()),
    };
    act::answer(outcome, async move |failed| {
        failed.complaints().ok_or_else(|| failed.clone())?;
        build(&act.web, &act.who, &number, act.page, level, true).await?.ok_or(failed)
    })
    .await
}

/// Rates; a second tap is the same rating.
async fn carry_out(act: &Act<SignedIn>, level: u8) -> Result<(), Failed> {
    let known = words::rating_reasons(level);
    let reasons = act.values("reason").into_iter().filter(|reason| known.contains(reason));
    let command = CaseCommand::Rate {
        level,
        reasons: reasons.map(str::to_owned).collect(),
        comment: act.value("comment").chars().take(500).collect(),
    };
    let key = format!("rate-{}", act.about);
    act.web.app.carry_out(&act.who, &act.about, command, None, Some(&key)).await?;
    Ok(())
}
