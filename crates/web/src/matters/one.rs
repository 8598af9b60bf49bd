//! One matter: what is said, what was done about it, and what the reader may do now.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::MatterAct;
use service::{CaseCommand, Failure, MatterLine, MatterView};

use super::{ActOnMatter, MatterOf, Matters, handling::Handling, list};
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
    line: MatterLine,
    opened_by: String,
    tag: Tag,
    /// Where the reader finds the case itself.
    case: String,
    handling: Handling,
}

async fn build(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    (number, nth): (&str, u32),
    typed: Pairs,
    callout: Option<Callout>,
) -> Result<MatterPage, Failed> {
    let MatterView { line, task, text, opened_by, steps, acts, version, .. } =
        web.app.matter(visitor, number, nth).await?;
    let supervises = visitor.has("office") || visitor.has("supervisor") || visitor.has("government_head");
    let handling = Handling {
        task,
        said: text,
        steps,
        acts,
        address: ActOnMatter(&line.case, &nth.to_string()).to_string(),
        csrf: page.csrf().to_owned(),
        of_case: Some((uuid::Uuid::now_v7().to_string(), version)),
        typed,
    };
    Ok(MatterPage {
        page: page.titled(line.title.clone()).wide(),
        callout,
        tag: list::tag(line.stage, line.stage_label, line.overdue),
        case: if supervises {
            crate::supervision::SupervisedCase(number).to_string()
        } else {
            crate::case_of(visitor, number)
        },
        line,
        opened_by,
        handling,
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
