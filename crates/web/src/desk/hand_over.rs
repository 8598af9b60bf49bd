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
    act::{self, Act},
    csrf::{Pairs, value},
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

pub(super) async fn hand_over(act: Act<Approver>) -> Result<Response, Failed> {
    let (to, reason) = (act.text("colleague"), act.text("reason"));
    let command = CaseCommand::HandOverTask(act.about.clone(), to, reason);
    carry_out(act, "hand_over", command).await
}

pub(super) async fn release(act: Act<Approver>) -> Result<Response, Failed> {
    let command = CaseCommand::ReleaseTask(act.about.clone(), act.text("release_reason"));
    carry_out(act, "release", command).await
}

async fn carry_out(act: Act<Approver>, done: &str, command: CaseCommand) -> Result<Response, Failed> {
    let outcome = act.on_task(&act.about, Ok(command)).await;
    let next = outcome.map(|_| format!("{}?done={done}", TaskDesk(&act.about)));
    act::answer(next, async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        build(&act.web, &act.who, act.page, &act.about, &act.pairs, callout).await
    })
    .await
}
