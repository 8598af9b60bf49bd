//! The questions once more, all on one page: a change here changes form and materials.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::Application;

use super::steps::Steps;
use crate::{
    Web,
    act::Act,
    error::Failed,
    portal::answers as query,
    session::SignedIn,
    ui::{
        self, Page,
        choice::{Choice, answer_values},
        error_summary::ErrorSummary,
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/answers.html")]
struct AnswersPage {
    page: Page,
    steps: Steps,
    id: String,
    theme_name: String,
    errors: ErrorSummary,
    choices: Vec<Choice>,
}

fn build(page: Page, application: &Application, complaints: &[service::Complaint]) -> Option<AnswersPage> {
    let theme = application.rules.theme(&application.theme)?;
    let choice = |situation: &catalog::model::Situation| {
        let answered = application
            .assessment
            .answered
            .iter()
            .find(|answered| answered.id == situation.id && !answered.assumed);
        let open = application.assessment.next.iter().find(|next| next.id == situation.id);
        if open.is_none() && answered.is_none() {
            return None;
        }
        let question = theme.question(&situation.id)?;
        let error =
            complaints.iter().find(|complaint| complaint.pointer == format!("/answers/{}", situation.id));
        let mut choice =
            Choice { large: false, error: error.map(|found| found.message.clone()), ..Choice::of(question) };
        if let Some(answered) = answered {
            choice.chosen = answer_values(&answered.answer);
        }
        Some(choice)
    };
    let name = |pointer: &str| pointer.trim_start_matches("/answers/").to_owned();
    Some(AnswersPage {
        page: page.titled(t!("portal.answers.title")).of_application(application),
        steps: Steps::of(application, &url::ApplyAnswers(&application.id).to_string()),
        id: application.id.clone(),
        theme_name: application.theme_name.clone(),
        errors: ErrorSummary::of(complaints, name),
        choices: theme.situations.iter().filter_map(choice).collect(),
    })
}

pub(crate) async fn answers(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    let body = build(page, &application, &[]).ok_or_else(Failed::not_found)?;
    Ok(ui::html(&body))
}

pub(crate) async fn change(act: Act<SignedIn>) -> Result<Response, Failed> {
    let (app, visitor, draft) = (&act.web.app, &act.who, &act.about);
    let application = app.application(visitor, draft).await?;
    let theme = application.rules.theme(&application.theme).ok_or_else(Failed::not_found)?;
    let read = query::read(&application.rules, theme, &act.pairs)?;
    if !read.complaints.is_empty() {
        let body = build(act.page, &application, &read.complaints).ok_or_else(Failed::not_found)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response());
    }
    let mut answers = read.answers;
    answers.elements = application.input.answers.elements.clone();
    let application = app.change_answers(visitor, draft, answers).await?;
    let next = if application.assessment.next.is_empty() {
        url::Apply(draft).to_string()
    } else {
        url::ApplyAnswers(draft).to_string()
    };
    Ok(Redirect::to(&next).into_response())
}
