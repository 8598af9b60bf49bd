//! 利害关系人: telling people whose great interests a task concerns, and writing down what they say.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::{TaskId, interested::InterestedAct};
use service::{CaseCommand, Failure, TaskPage};

use super::{Hearing, TaskDesk, checks::names, task::date};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Approver,
    ui::{self, Page, callout::Callout, due_process::DueProcess, field::Field},
};

#[derive(Template)]
#[template(path = "desk/hearing.html")]
struct HearingPage {
    page: Page,
    desk: TaskPage,
    why: String,
    callout: Option<Callout>,
    typed: Pairs,
}

impl HearingPage {
    fn new(page: Page, desk: TaskPage, typed: Pairs, callout: Option<Callout>) -> Result<Self, Failed> {
        let why = desk.task.interested.as_ref().map(|one| one.why.clone()).ok_or(Failure::NotFound)?;
        let title = t!("desk.hearing.title");
        Ok(Self {
            page: page.titled(format!("{title} · {}", desk.task.name)).wide(),
            desk,
            why,
            callout,
            typed,
        })
    }

    fn can(&self, action: &str) -> bool {
        self.desk.task.actions.contains(&action)
    }

    fn so_far(&self) -> Option<DueProcess<'_>> {
        DueProcess::of_task(&self.desk.task, Some(&self.desk.case.number))
    }

    /// Who can be heard: those who were told.
    fn told(&self) -> Vec<(String, String)> {
        let notices = self.desk.task.interested.iter().flat_map(|one| &one.notices);
        notices.flat_map(|notice| &notice.people).map(|name| (name.clone(), name.clone())).collect()
    }

    fn notice(&self) -> Vec<Field> {
        vec![
            Field::text("people", t!("desk.hearing.people"))
                .help(t!("desk.hearing.people_help"))
                .value(value(&self.typed, "people")),
            Field::text("how", t!("desk.hearing.how"))
                .help(t!("desk.hearing.how_help"))
                .value(value(&self.typed, "how")),
            Field::lines("text", t!("desk.hearing.text")).value(value(&self.typed, "text")),
            Field::typed_day("until", t!("desk.hearing.until"), value(&self.typed, "until"))
                .optional()
                .help(t!("desk.hearing.until_help")),
        ]
    }

    fn statement(&self) -> Vec<Field> {
        vec![
            Field::choose("person", t!("desk.hearing.person"), self.told())
                .value(value(&self.typed, "person")),
            Field::lines("said", t!("desk.hearing.said")).value(value(&self.typed, "said")),
        ]
    }

    fn reason(&self) -> Field {
        Field::lines("reason", t!("desk.hearing.reason"))
            .help(t!("desk.hearing.reason_help"))
            .value(value(&self.typed, "reason"))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let desk = web.app.task(&approver, &id).await?;
    Ok(ui::html(&HearingPage::new(page, desk, Pairs::new(), None)?))
}

/// Carries out what the button says; where it is refused the page says why and keeps what was typed.
pub(super) async fn carry_out(act: Act<Approver>) -> Result<Response, Failed> {
    let command = wanted(&act).map(CaseCommand::Interested).map_err(Failed::from);
    let outcome = act.on_task(&act.about, command).await;
    act::answer(outcome.map(|_| Hearing(&act.about).to_string()), async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        let desk = act.web.app.task(&act.who, &act.about).await?;
        HearingPage::new(act.page, desk, act.pairs, callout)
    })
    .await
}

fn wanted(act: &Act<Approver>) -> Result<InterestedAct, Failure> {
    let task = TaskId(act.about.clone());
    let text = |name: &str| act.value(name).chars().take(1000).collect::<String>();
    Ok(match act.value("do") {
        "nobody" => InterestedAct::NoneConcerned { task, reason: text("reason") },
        "record" => InterestedAct::Record { task, person: text("person"), text: text("said") },
        _ => InterestedAct::Notify {
            task,
            people: names(act.value("people")),
            how: text("how"),
            text: text("text"),
            until: date(&act.pairs, "until", "/until")?,
        },
    })
}
