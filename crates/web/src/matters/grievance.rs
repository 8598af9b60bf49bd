//! One grievance (办不成事反映): what is said, what was done about it, and what the reader may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::GrievanceView;

use super::{GrievanceOf, Matters, handling::Handling, list, one};
use crate::{
    Web,
    act::{self, Act},
    csrf::Pairs,
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, tag::Tag},
};

#[derive(Template)]
#[template(path = "matters/grievance.html")]
struct GrievancePage {
    page: Page,
    callout: Option<Callout>,
    grievance: GrievanceView,
    tag: Tag,
    handling: Handling,
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
    let handling = Handling {
        task: None,
        said: grievance.text.clone(),
        steps: grievance.steps.clone(),
        acts: grievance.acts.clone(),
        address: GrievanceOf(&grievance.number).to_string(),
        csrf: page.csrf().to_owned(),
        of_case: None,
        typed,
    };
    Ok(GrievancePage {
        page: page.titled(t!("matters.kind.grievance")).wide(),
        callout,
        tag: list::tag(grievance.stage, grievance.stage_label, grievance.overdue),
        grievance,
        handling,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, &number, Vec::new(), None).await?))
}

pub(super) async fn carry_out(act: Act<SignedIn>) -> Result<Response, Failed> {
    let text: String = act.value("text").chars().take(1000).collect();
    let done = one::act_of(&act.pairs)?;
    let outcome = act.web.app.act_on_grievance(&act.who, &act.about, done, &text).await;
    act::answer(outcome.map(|_| GrievanceOf(&act.about).to_string()), async move |failed| {
        let callout = Some(act.refused(t!("matters.one.not_done"), &failed));
        build(&act.web, &act.who, act.page, &act.about, act.pairs, callout).await
    })
    .await
}
