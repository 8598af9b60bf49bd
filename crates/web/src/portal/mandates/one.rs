//! One mandate: what it lets, everything that was done under it, its paper, and its end.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use documents::Paper;
use serde::Deserialize;
use service::{Failure, MandateView, MandatedStep, Visitor};

use crate::{
    Web,
    act::Act,
    error::Failed,
    portal::paper::{Own, Way},
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
pub(super) async fn end(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    act.web.app.end_mandate(&act.who, &act.about).await?;
    Ok(Redirect::to(&url::Mandate(&act.about).to_string()))
}

/// 授权委托书
#[derive(Deserialize)]
pub(super) struct MandatePaper {
    id: String,
}

impl Own for MandatePaper {
    async fn find(&self, web: &Web, visitor: &Visitor) -> Result<Paper, Failure> {
        web.app.mandate_paper(visitor, &self.id).await
    }

    fn addresses(&self) -> [String; 2] {
        [url::MandatePaper(&self.id).to_string(), url::MandatePaperPdf(&self.id).to_string()]
    }

    /// Its two sides see the mandate here, the clerk at the counter.
    fn back(&self, visitor: &Visitor) -> Way {
        let here = if visitor.clerk_place().is_some() {
            format!("/counter/mandates/{}", url::encode(&self.id))
        } else {
            url::Mandate(&self.id).to_string()
        };
        (here, t!("portal.mandates.one").into_owned())
    }
}
