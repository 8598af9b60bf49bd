//! The mandates given and received; taking one up by its code.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{Complaint, MandateView};

use crate::{
    Web,
    act::{self, Act},
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
    complaints: &[Complaint],
) -> Result<ListPage, Failed> {
    let (given, received) = web.app.mandates(visitor).await?.into_iter().partition(|one| one.given);
    Ok(ListPage {
        page: page.titled(t!("portal.mandates.title")),
        errors: ErrorSummary::of_controls(complaints),
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
    Ok(ui::html(&build(&web, &visitor, page, "", &[]).await?))
}

/// Takes one up by the code that the principal told.
pub(super) async fn take_up(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let taken = act.web.app.take_up_mandate(&act.who, act.value("code")).await;
    act::answer(taken.map(|taken| url::Mandate(&taken.id).to_string()), async move |failed| {
        build(&act.web, &act.who, act.page.clone(), act.value("code"), &failed.into_complaints()?).await
    })
    .await
}
