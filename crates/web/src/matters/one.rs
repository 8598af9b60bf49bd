//! One matter: what is said, what was done about it, and what the reader may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::MatterAct;
use service::{CaseCommand, Failure, MatterView};

use super::{ActOnMatter, MatterOf, Matters, list};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, tag::Tag},
};

#[derive(Template)]
#[template(path = "matters/one.html")]
struct MatterPage {
    page: Page,
    callout: Option<Callout>,
    matter: MatterView,
    tag: Tag,
    /// Where the reader finds the case itself.
    case: String,
    typed: Pairs,
    key: String,
}

impl MatterPage {
    fn may(&self, act: &str) -> bool {
        self.matter.acts.contains(&act)
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
    (number, nth): (&str, u32),
    typed: Pairs,
    callout: Option<Callout>,
) -> Result<MatterPage, Failed> {
    let matter = web.app.matter(visitor, number, nth).await?;
    let supervises = visitor.has("office") || visitor.has("supervisor");
    Ok(MatterPage {
        page: page.titled(matter.line.title.clone()).wide(),
        callout,
        tag: list::tag(&matter.line),
        case: if supervises {
            crate::supervision::SupervisedCase(number).to_string()
        } else {
            crate::case_of(visitor, number)
        },
        matter,
        typed,
        key: uuid::Uuid::now_v7().to_string(),
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((number, nth)): Path<(String, u32)>,
    page: Page,
) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &visitor, page, (&number, nth), Vec::new(), None).await?))
}

/// What is to be done, as it was posted.
pub(super) fn act_of(pairs: &Pairs) -> Result<MatterAct, Failed> {
    Ok(match value(pairs, "act") {
        "verify" => MatterAct::Verify { holds: value(pairs, "holds") != "no" },
        "answer" => MatterAct::Answer,
        "extend" => MatterAct::Extend { working_days: value(pairs, "working_days").parse().unwrap_or(0) },
        "call_back" => MatterAct::CallBack { content: value(pairs, "content") != "no" },
        "close" => MatterAct::Close,
        _ => return Err(Failure::NotFound.into()),
    })
}

pub(super) async fn carry_out(act: Act<SignedIn, (String, u32)>) -> Result<Response, Failed> {
    let (number, nth) = act.about.clone();
    let text = act.value("text").chars().take(1000).collect();
    let command = CaseCommand::ActOnMatter { nth, act: act_of(&act.pairs)?, text };
    let outcome = act.on_case(&number, Ok(command)).await;
    let next = outcome.map(|_| MatterOf(&number, &nth.to_string()).to_string());
    act::answer(next, async move |failed| {
        let callout = Some(act.refused(t!("matters.one.not_done"), &failed));
        build(&act.web, &act.who, act.page, (&number, nth), act.pairs, callout).await
    })
    .await
}
