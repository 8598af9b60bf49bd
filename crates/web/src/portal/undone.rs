//! 办不成事反映: what could not be done, where there is no case; and what became of what one said.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{Complaint, GrievanceInput, GrievanceView};

use crate::{
    Web,
    act::{self, Act},
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
        errors: ErrorSummary::of_controls(complaints),
        fields: grievance::fields(web, given, complaints),
        said: web.app.own_grievances(visitor).await?,
    })
}

pub(crate) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, &GrievanceInput::default(), &[]).await?))
}

/// Says it.
pub(crate) async fn say(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let given = grievance::read(&act.pairs);
    let said = act.web.app.report_undone(&act.who, &given, None).await;
    act::answer(said.map(|_| format!("{}#said", url::Undone)), async move |failed| {
        build(&act.web, &act.who, act.page, &given, &failed.into_complaints()?).await
    })
    .await
}
