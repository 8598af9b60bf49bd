//! One grievance (办不成事反映): what is said, what was done about it, and what the reader may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::GrievanceView;

use super::{GrievanceOf, Matters, one};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
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
