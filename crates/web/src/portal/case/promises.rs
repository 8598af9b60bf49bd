//! What the applicant promised: taking a commitment back, making a broken promise good, and the list of
//! the own promises that were broken.

use askama::Template;
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use service::{BarView, BrokenLine, CaseCommand};

use crate::{
    Web,
    act::{self, Act},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, empty::Empty, tag::Tag},
    url,
};

/// Takes a commitment back.
pub(super) async fn withdraw(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    act.on_case(&act.about, Ok(CaseCommand::WithdrawPromise(act.text("promise")))).await?;
    Ok(Redirect::to(&url::Case(&act.about).to_string()))
}

#[derive(Template)]
#[template(path = "portal/case/promises.html")]
struct PromisesPage {
    page: Page,
    lines: Vec<BrokenLine>,
    bars: Vec<BarView>,
    empty: Empty,
    callout: Option<Callout>,
    typed: String,
}

impl PromisesPage {
    fn tag(&self, line: &BrokenLine) -> Tag {
        match line.promise.state {
            "repaired" => Tag::done(line.promise.label.as_str()),
            _ => Tag::red(line.promise.label.as_str()),
        }
    }
}

async fn page_of(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    callout: Option<Callout>,
    typed: &str,
) -> Result<PromisesPage, Failed> {
    Ok(PromisesPage {
        page: page.titled(t!("portal.promises.title")),
        lines: web.app.own_broken_promises(visitor).await?,
        bars: web.app.own_bars(visitor).await?,
        empty: Empty::done(t!("portal.promises.empty"), t!("portal.promises.empty_text")),
        callout,
        typed: typed.to_owned(),
    })
}

/// The own promises that were broken, with the way to make them good.
pub(crate) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    Ok(ui::html(&page_of(&web, &visitor, page, None, "").await?))
}

/// Says how a broken promise was made good.
pub(crate) async fn ask_repair(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let text = act.pairs.iter().find(|(name, _)| name.starts_with("text."));
    let text = text.map(|(_, text)| text.trim().to_owned()).unwrap_or_default();
    let command = CaseCommand::AskRepair(act.text("promise"), text.clone());
    let outcome = act.on_case(act.value("case"), Ok(command)).await;
    act::answer(outcome.map(|_| url::Promises), async move |failed| {
        let callout = Some(act.refused(t!("portal.promises.not_taken"), &failed));
        page_of(&act.web, &act.who, act.page, callout, &text).await
    })
    .await
}
