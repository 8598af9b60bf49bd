//! One grievance (办不成事反映): what is said, what was done about it, and what the reader may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{Failure, GrievanceView, words};

use super::{GrievanceOf, Matters, one};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout},
};

#[derive(Template)]
#[template(path = "matters/grievance.html")]
struct GrievancePage {
    page: Page,
    callout: Option<Callout>,
    grievance: GrievanceView,
    typed: Pairs,
}

impl GrievancePage {
    fn may(&self, act: &str) -> bool {
        self.grievance.acts.contains(&act)
    }

    /// What was typed for that act, to be shown again.
    fn typed(&self, act: &str) -> &str {
        if value(&self.typed, "act") == act { value(&self.typed, "text") } else { "" }
    }
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    number: &str,
    typed: Pairs,
    callout: Option<Callout>,
) -> Result<GrievancePage, Failed> {
    let grievance = web.app.grievance(visitor, number).await?;
    Ok(GrievancePage { page: page.titled(t!("matters.kind.grievance")).wide(), callout, grievance, typed })
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, &number, Vec::new(), None).await?))
}

pub(super) async fn act(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let act = one::act_of(&pairs)?;
    let text: String = value(&pairs, "text").chars().take(1000).collect();
    match web.app.act_on_grievance(&visitor, &number, act, &text).await {
        Ok(_) => Ok(Redirect::to(&GrievanceOf(&number).to_string()).into_response()),
        Err(Failure::Refused(refusal)) => {
            let told = words::refusal(&refusal, &web.app.catalog());
            let callout = Callout::stop(t!("matters.one.not_done"), told);
            let body = build(&web, &visitor, page, &number, pairs, Some(callout)).await?;
            Ok((StatusCode::CONFLICT, ui::html(&body)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
