//! 转办: a task that somebody took goes to a colleague, or back to everybody; always with a reason.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, TaskPage};

use super::{HandOver, ReleaseTask, TaskDesk};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        field::{Control, Field},
    },
};

#[derive(Template)]
#[template(path = "desk/hand_over.html")]
struct HandOverPage {
    page: Page,
    desk: TaskPage,
    callout: Option<Callout>,
    colleague: Option<Field>,
    reason: Field,
    release_reason: Field,
}

impl HandOverPage {
    fn can(&self, action: &str) -> bool {
        self.desk.task.actions.contains(&action)
    }

    fn id(&self) -> &str {
        &self.desk.task.id.0
    }
}

async fn build(
    web: &Web,
    approver: &Approver,
    page: Page,
    id: &str,
    typed: &Pairs,
    callout: Option<Callout>,
) -> Result<HandOverPage, Failed> {
    let desk = web.app.task(approver, id).await?;
    let colleagues = web.app.colleagues(approver).await?;
    let of_department = colleagues.into_iter().filter(|one| one.decides_for(&desk.task.department));
    let choices: Vec<_> = of_department.map(|one| (one.account.to_string(), one.name)).collect();
    let colleague = (!choices.is_empty()).then(|| {
        let field = Field::choose("colleague", t!("desk.hand_over.to"), choices);
        Field { control: Control::Select, ..field }.value(value(typed, "colleague"))
    });
    let reason =
        |name: &'static str| Field::lines(name, t!("desk.hand_over.reason")).value(value(typed, name));
    Ok(HandOverPage {
        page: page.titled(t!("desk.hand_over.title")),
        callout,
        colleague,
        reason: reason("reason").help(t!("desk.hand_over.reason_help")),
        release_reason: reason("release_reason"),
        desk,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let body = build(&web, &approver, page, &id, &Pairs::new(), None).await?;
    if !body.can("hand_over") {
        return Ok(Redirect::to(&TaskDesk(&id).to_string()).into_response());
    }
    Ok(ui::html(&body))
}

pub(super) async fn hand_over(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let (to, reason) = (value(&pairs, "colleague").to_owned(), value(&pairs, "reason").to_owned());
    let command = CaseCommand::HandOverTask(id.clone(), to, reason);
    act(&web, &approver, page, &id, pairs, "hand_over", command).await
}

pub(super) async fn release(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = CaseCommand::ReleaseTask(id.clone(), value(&pairs, "release_reason").to_owned());
    act(&web, &approver, page, &id, pairs, "release", command).await
}

async fn act(
    web: &Web,
    approver: &Approver,
    page: Page,
    id: &str,
    pairs: Pairs,
    done: &str,
    command: CaseCommand,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let failed = match web.app.carry_out_task(approver, id, command, version, None).await {
        Ok(_) => return Ok(Redirect::to(&format!("{}?done={done}", TaskDesk(id))).into_response()),
        Err(failure) => Failed::from(failure),
    };
    if !matches!(failed.status().as_u16(), 409 | 422) {
        return Err(failed);
    }
    let callout = Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog()));
    let body = build(web, approver, page, id, &pairs, Some(callout)).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}
