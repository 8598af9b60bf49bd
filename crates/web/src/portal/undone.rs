//! 办不成事反映: what could not be done, where there is no case; and what became of what one said.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use service::{Complaint, GrievanceInput, GrievanceView};

use crate::{
    Web,
    csrf::{Pairs, Posted},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, error_summary::ErrorSummary, field::Field, grievance},
    url,
};

#[derive(Template)]
#[template(path = "portal/undone.html")]
struct UndonePage {
    page: Page,
    errors: ErrorSummary,
    fields: [Field; 3],
    said: Vec<GrievanceView>,
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    given: &GrievanceInput,
    complaints: &[Complaint],
) -> Result<UndonePage, Failed> {
    Ok(UndonePage {
        page: page.titled(t!("portal.undone.title")),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        fields: grievance::fields(web, given, complaints),
        said: web.app.own_grievances(visitor).await?,
    })
}

pub(crate) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, &GrievanceInput::default(), &[]).await?))
}

/// Says it.
pub(crate) async fn say(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let given = grievance::read(&pairs);
    match web.app.report_undone(&visitor, &given, None).await {
        Ok(_) => Ok(Redirect::to(&format!("{}#said", url::Undone)).into_response()),
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            let body = build(&web, &visitor, page, &given, complaints).await?;
            Ok((failed.status(), ui::html(&body)).into_response())
        }
    }
}
