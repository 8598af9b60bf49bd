//! Questions between departments: asking about an own task, the list of those that wait for an answer,
//! and answering. Nobody's clock stops for them.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{CaseCommand, CaseView, Failure, QuestionView, TaskPage};
use workdays::Light;

use super::{AskQuestion, Desk, QuestionDesk, Questions as QuestionList, TaskDesk};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        empty::Empty,
        field::{Control, Field},
        pagination::Pagination,
        questions::Questions,
        staff::{Clock, Facts},
    },
};

/// Rows of a page.
const A_PAGE: u32 = 40;

/// What is chosen to ask the counter.
const COUNTER: &str = "counter";

/// Where the list goes on, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
    #[serde(default)]
    done: String,
}

/// A question in the list.
struct Line {
    href: String,
    clock: Clock,
    theme: String,
    number: String,
}

#[derive(Template)]
#[template(path = "desk/questions.html")]
struct ListPage {
    page: Page,
    callout: Option<Callout>,
    lines: Vec<Line>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn list(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.questions(&approver, wanted.after.as_deref(), A_PAGE).await?;
    let lines = found.rows.iter().map(|row| {
        let light = if row.due < today { Light::Red } else { Light::Green };
        Line {
            href: QuestionDesk(&row.case, &row.nth.to_string()).to_string(),
            clock: Clock::of(Some(light), Some(row.due), &catalog, today),
            theme: row.theme_name.clone(),
            number: row.case.clone(),
        }
    });
    let body = ListPage {
        page: page.titled(t!("desk.questions.title")).wide(),
        callout: (!wanted.done.is_empty()).then(|| Callout::done(t!("desk.questions.answered"), "")),
        lines: lines.collect(),
        empty: Empty {
            icon: "check",
            title: t!("desk.questions.empty").into(),
            text: t!("desk.questions.empty_text").into(),
            next: None,
        },
        pages: Pagination::of(&format!("{QuestionList}?"), wanted.after.as_deref(), found.next.as_deref()),
    };
    Ok(ui::html(&body))
}

#[derive(Template)]
#[template(path = "desk/question.html")]
struct QuestionPage {
    page: Page,
    case: CaseView,
    question: [QuestionView; 1],
    callout: Option<Callout>,
    answer: Field,
}

impl QuestionPage {
    fn questions(&self) -> Questions<'_> {
        Questions { questions: &self.question }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.case.sections }
    }

    fn address(&self) -> String {
        QuestionDesk(&self.case.number, &self.question[0].nth.to_string()).to_string()
    }
}

async fn open(
    web: &Web,
    approver: &Approver,
    page: Page,
    number: &str,
    nth: u32,
    typed: &str,
    callout: Option<Callout>,
) -> Result<QuestionPage, Failed> {
    let case = web.app.case(approver, number).await?;
    let question = case.questions.iter().find(|one| one.nth == nth).cloned().ok_or(Failure::NotFound)?;
    Ok(QuestionPage {
        page: page.titled(t!("desk.questions.title")),
        answer: Field::lines("answer", t!("desk.questions.answer"))
            .help(t!("desk.questions.answer_help"))
            .value(typed),
        case,
        question: [question],
        callout,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path((number, nth)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let nth = nth.parse().map_err(|_| Failure::NotFound)?;
    Ok(ui::html(&open(&web, &approver, page, &number, nth, "", None).await?))
}

pub(super) async fn answer(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path((number, nth)): Path<(String, String)>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let nth = nth.parse().map_err(|_| Failure::NotFound)?;
    let text = value(&pairs, "answer").to_owned();
    let command = CaseCommand::AnswerQuestion(nth, text.clone());
    let failed = match web.app.carry_out(&approver, &number, command, None, None).await {
        Ok(_) => return Ok(Redirect::to(&format!("{QuestionList}?done=1")).into_response()),
        Err(failure) => Failed::from(failure),
    };
    if !matches!(failed.status().as_u16(), 409 | 422) {
        return Err(failed);
    }
    let callout = Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog()));
    let body = open(&web, &approver, page, &number, nth, &text, Some(callout)).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}

#[derive(Template)]
#[template(path = "desk/ask.html")]
struct AskPage {
    page: Page,
    desk: TaskPage,
    callout: Option<Callout>,
    to: Field,
    text: Field,
}

impl AskPage {
    fn id(&self) -> &str {
        &self.desk.task.id.0
    }
}

async fn ask_page(
    web: &Web,
    approver: &Approver,
    page: Page,
    id: &str,
    typed: &Pairs,
    callout: Option<Callout>,
) -> Result<AskPage, Failed> {
    let desk = web.app.task(approver, id).await?;
    let others = desk.case.lines.iter().filter(|line| line.department != desk.task.department);
    let mut choices: Vec<_> = others.map(|line| (line.department.to_string(), line.name.clone())).collect();
    if let Some(place) = &desk.case.place_name {
        choices.push((COUNTER.to_owned(), place.clone()));
    }
    let to = Field::choose("to", t!("desk.questions.to"), choices);
    Ok(AskPage {
        page: page.titled(t!("desk.questions.ask")),
        to: Field { control: Control::Select, ..to }.value(value(typed, "to")),
        text: Field::lines("text", t!("desk.questions.text"))
            .help(t!("desk.questions.text_help"))
            .value(value(typed, "text")),
        callout,
        desk,
    })
}

pub(super) async fn ask_form(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let body = ask_page(&web, &approver, page, &id, &Pairs::new(), None).await?;
    if !body.desk.task.actions.contains(&"ask") {
        return Ok(Redirect::to(&TaskDesk(&id).to_string()).into_response());
    }
    Ok(ui::html(&body))
}

pub(super) async fn ask(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let to = Some(value(&pairs, "to")).filter(|to| *to != COUNTER).map(Into::into);
    let command = CaseCommand::AskQuestion(id.clone(), to, value(&pairs, "text").to_owned());
    let failed = match web.app.carry_out_task(&approver, &id, command, None, None).await {
        Ok(_) => return Ok(Redirect::to(&format!("{}?done=ask", TaskDesk(&id))).into_response()),
        Err(failure) => Failed::from(failure),
    };
    if !matches!(failed.status().as_u16(), 409 | 422) {
        return Err(failed);
    }
    let callout = Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog()));
    let body = ask_page(&web, &approver, page, &id, &pairs, Some(callout)).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}
