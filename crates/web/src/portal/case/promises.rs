//! What the applicant promised: taking a commitment back, making a broken promise good, and the list of
//! the own promises that were broken.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{BrokenLine, CaseCommand};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, empty::Empty, tag::Tag},
    url,
};

/// Takes a commitment back.
pub(super) async fn withdraw(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let command = CaseCommand::WithdrawPromise(value(&pairs, "promise").to_owned());
    web.app.carry_out(&visitor, &number, command, version, None).await?;
    Ok(Redirect::to(&url::Case(&number).to_string()).into_response())
}

#[derive(Template)]
#[template(path = "portal/case/promises.html")]
struct PromisesPage {
    page: Page,
    lines: Vec<BrokenLine>,
    empty: Empty,
    callout: Option<Callout>,
    typed: String,
}

impl PromisesPage {
    fn tag(&self, line: &BrokenLine) -> Tag {
        match line.promise.state {
            "repaired" => Tag::done(line.promise.label.as_str()),
            _ => Tag::red(line.promise.label.as_str()),
        }
    }
}

async fn page_of(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    callout: Option<Callout>,
    typed: &str,
) -> Result<PromisesPage, Failed> {
    Ok(PromisesPage {
        page: page.titled(t!("portal.promises.title")),
        lines: web.app.own_broken_promises(visitor).await?,
        empty: Empty {
            icon: "check",
            title: t!("portal.promises.empty").into(),
            text: t!("portal.promises.empty_text").into(),
            next: None,
        },
        callout,
        typed: typed.to_owned(),
    })
}

/// The own promises that were broken, with the way to make them good.
pub(crate) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    Ok(ui::html(&page_of(&web, &visitor, page, None, "").await?))
}

/// Says how a broken promise was made good.
pub(crate) async fn ask_repair(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let number = value(&pairs, "case").to_owned();
    let text = pairs.iter().find(|(name, _)| name.starts_with("text."));
    let text = text.map(|(_, text)| text.trim().to_owned()).unwrap_or_default();
    let command = CaseCommand::AskRepair(value(&pairs, "promise").to_owned(), text.clone());
    let failed = match web.app.carry_out(&visitor, &number, command, None, None).await.map_err(Failed::from) {
        Ok(_) => return Ok(Redirect::to(&url::Promises.to_string()).into_response()),
        Err(failed) if matches!(failed.status().as_u16(), 409 | 422) => failed,
        Err(failed) => return Err(failed),
    };
    let callout = Callout::stop(t!("portal.promises.not_taken"), failed.message(&web.app.catalog()));
    let body = page_of(&web, &visitor, page, Some(callout), &text).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}
