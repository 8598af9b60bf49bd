//! Questions between departments: asking about an own task, the list of those that wait for an answer,
//! and answering. Nobody's clock stops for them.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, CaseView, Failure, QuestionView, TaskPage};

use super::{
    AskQuestion, QuestionDesk, Questions as QuestionList, TaskDesk,
    duties::{self, A_PAGE, Cell, Duties, Line, Wanted},
};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        empty::Empty,
        field::{Control, Field},
        pagination::Pagination,
        questions::Questions,
        staff::Facts,
    },
};

/// What is chosen to ask the counter.
const COUNTER: &str = "counter";

pub(super) async fn list(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.questions(&approver, wanted.after.as_deref(), A_PAGE).await?;
    let lines = found.rows.iter().map(|row| Line {
        href: QuestionDesk(&row.case, &row.nth.to_string()).to_string(),
        clock: duties::clock(row.due, &catalog, today),
        cells: vec![Cell::Link(row.theme_name.clone()), Cell::Number(row.case.clone())],
    });
    Ok(ui::html(&Duties {
        page: page.titled(t!("desk.questions.title")).wide(),
        text: t!("desk.questions.help").into(),
        crumb: true,
        callout: (!wanted.done.is_empty()).then(|| Callout::done(t!("desk.questions.answered"), "")),
        headings: [t!("ui.tasks.clock"), t!("ui.tasks.theme"), t!("ui.tasks.number")].map(Into::into).into(),
        lines: lines.collect(),
        empty: Empty::done(t!("desk.questions.empty"), t!("desk.questions.empty_text")),
        pages: Pagination::of(&format!("{QuestionList}?"), wanted.after.as_deref(), found.next.as_deref()),
    }))
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
    Path((number, nth)): Path<(String, u32)>,
) -> Result<Response, Failed> {
    Ok(ui::html(&open(&web, &approver, page, &number, nth, "", None).await?))
}

pub(super) async fn answer(act: Act<Approver, (String, u32)>) -> Result<Response, Failed> {
    let (number, nth) = act.about.clone();
    let command = CaseCommand::AnswerQuestion(nth, act.text("answer"));
    let outcome = act.on_case(&number, Ok(command)).await;
    act::answer(outcome.map(|_| format!("{QuestionList}?done=1")), async move |failed| {
        let (callout, typed) = (Some(act.refused(t!("desk.refused"), &failed)), act.text("answer"));
        open(&act.web, &act.who, act.page, &number, nth, &typed, callout).await
    })
    .await
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

pub(super) async fn ask(act: Act<Approver>) -> Result<Response, Failed> {
    let to = Some(act.value("to")).filter(|to| *to != COUNTER).map(Into::into);
    let command = CaseCommand::AskQuestion(act.about.clone(), to, act.text("text"));
    let outcome = act.on_task(&act.about, Ok(command)).await;
    let next = outcome.map(|_| format!("{}?done=ask", TaskDesk(&act.about)));
    act::answer(next, async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        ask_page(&act.web, &act.who, act.page, &act.about, &act.pairs, callout).await
    })
    .await
}
