//! The mandates given and received; taking one up by its code.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use service::MandateView;

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, error_summary::ErrorSummary, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/mandates/list.html")]
struct ListPage {
    page: Page,
    errors: ErrorSummary,
    given: Vec<MandateView>,
    received: Vec<MandateView>,
    /// The person applies for own things, and so may give one.
    gives: bool,
    code: Field,
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    typed: &str,
    failed: Option<&Failed>,
) -> Result<ListPage, Failed> {
    let complaints = failed.and_then(Failed::complaints).unwrap_or_default();
    let (given, received) = web.app.mandates(visitor).await?.into_iter().partition(|one| one.given);
    Ok(ListPage {
        page: page.titled(t!("portal.mandates.title")),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        given,
        received,
        gives: visitor.has("applicant"),
        code: Field::text("code", t!("portal.mandates.code"))
            .help(t!("portal.mandates.code_help"))
            .width("short")
            .value(typed)
            .error(complaints.first().map(|complaint| complaint.message.clone())),
    })
}

pub(super) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, "", None).await?))
}

/// Takes one up by the code that the principal told.
pub(super) async fn take_up(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let code = value(&pairs, "code");
    match web.app.take_up_mandate(&visitor, code).await {
        Ok(taken) => Ok(Redirect::to(&url::Mandate(&taken.id).to_string()).into_response()),
        Err(failure) => {
            let failed = Failed::from(failure);
            if failed.complaints().is_none() {
                return Err(failed);
            }
            let body = build(&web, &visitor, page, code, Some(&failed)).await?;
            Ok((failed.status(), ui::html(&body)).into_response())
        }
    }
}
