//! Giving a mandate: in what, which acts, until when; the code for it stands on the next page alone.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use service::{Complaint, Invitation, NewMandate};

use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, error_summary::ErrorSummary, field::Field, mandate},
};

#[derive(Template)]
#[template(path = "portal/mandates/give.html")]
struct GivePage {
    page: Page,
    errors: ErrorSummary,
    /// The case that it is about.
    case: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "portal/mandates/code.html")]
struct CodePage {
    page: Page,
    invitation: Invitation,
    /// The code in two groups, as it is read aloud.
    spoken: String,
}

fn build(web: &Web, page: Page, given: &NewMandate, complaints: &[Complaint]) -> GivePage {
    GivePage {
        page: page.titled(t!("portal.mandates.give")),
        errors: ErrorSummary::of_controls(complaints),
        case: given.case.clone(),
        fields: mandate::fields(web, given, complaints),
    }
}

pub(super) async fn form(
    State(web): State<Web>,
    _: SignedIn,
    page: Page,
    Query(pairs): Query<Pairs>,
) -> Response {
    let themes = vec![value(&pairs, "theme").to_owned()];
    let given =
        NewMandate { case: value(&pairs, "case").to_owned(), themes, ..mandate::proposed(web.app.today()) };
    ui::html(&build(&web, page, &given, &[]))
}

pub(super) async fn give(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let given = mandate::read(&act.pairs);
    match act.web.app.invite_agent(&act.who, &given).await {
        Ok(invitation) => {
            let (front, back) = invitation.code.split_at(invitation.code.len() / 2);
            let spoken = format!("{front} {back}");
            let page = act.page.titled(t!("portal.mandates.code_title"));
            Ok(ui::html(&CodePage { page, spoken, invitation }))
        }
        Err(failure) => {
            act::again(failure, async move |failed| {
                Ok(build(&act.web, act.page, &given, &failed.into_complaints()?))
            })
            .await
        }
    }
}
