//! One mandate: what it lets, everything that was done under it, its paper, and its end.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use pdf::Sheet;
use service::{MandateView, MandatedStep};

use crate::{
    Web,
    csrf::{Pairs, Posted},
    error::Failed,
    portal::paper,
    session::SignedIn,
    ui::{self, Page},
    url,
};

#[derive(Template)]
#[template(path = "portal/mandates/one.html")]
struct MandatePage {
    page: Page,
    mandate: MandateView,
    acts: Vec<&'static str>,
    steps: Vec<MandatedStep>,
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let (mandate, steps) = web.app.mandate(&visitor, &id).await?;
    let acts = mandate.acts.iter().map(|act| service::words::mandated_act(*act)).collect();
    Ok(ui::html(&MandatePage { page: page.titled(t!("portal.mandates.one")), mandate, acts, steps }))
}

/// Ends it, at once.
pub(super) async fn end(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(id): Path<String>,
    Posted(_): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    web.app.end_mandate(&visitor, &id).await?;
    Ok(Redirect::to(&url::Mandate(&id).to_string()))
}

/// Where this person sees the mandate: its two sides here, the clerk at the counter.
fn back(visitor: &SignedIn, id: &str) -> paper::Way {
    let here = if visitor.clerk_place().is_some() {
        format!("/counter/mandates/{}", url::encode(id))
    } else {
        url::Mandate(id).to_string()
    };
    (here, t!("portal.mandates.one").into_owned())
}

/// 授权委托书
pub(super) async fn paper(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let found = web.app.mandate_paper(&visitor, &id).await?;
    Ok(paper::page(&web, page, found, back(&visitor, &id), url::MandatePaperPdf(&id).to_string()))
}

/// The same as PDF.
pub(super) async fn pdf(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let found = web.app.mandate_paper(&visitor, &id).await?;
    paper::pdf(&web, page, found, Sheet::A4, url::MandatePaper(&id).to_string()).await
}
