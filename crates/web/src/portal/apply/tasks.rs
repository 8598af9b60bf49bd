//! The task list of an application: what is filled in, what is left.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use service::Application;

use super::{delivery_settled, materials_left, questions_left, sections};
use crate::{
    Web,
    act::Act,
    error::Failed,
    portal::{answers as query, heard::Heard},
    session::SignedIn,
    ui::{self, Page, privacy_notice::PrivacyBox, tag::Tag},
    url,
};

/// Starts an application from a thing's page.
pub(crate) async fn start(act: Act<SignedIn, ()>) -> Result<Redirect, Failed> {
    let (app, rules) = (&act.web.app, act.web.app.rules());
    let theme = rules.theme(act.value("theme")).ok_or_else(Failed::not_found)?;
    let read = query::read(&rules, theme, &act.pairs)?;
    let said = Heard::read(app, theme, &act.pairs).fields();
    let id = app.start_with(&act.who, &theme.id, read.answers, None, said).await?;
    Ok(Redirect::to(&url::Apply(&id).to_string()))
}

#[derive(Template)]
#[template(path = "portal/apply/tasks.html")]
struct TasksPage {
    page: Page,
    privacy: PrivacyBox,
    application: Application,
    lines: Vec<Line>,
    done: usize,
    next: String,
}

/// A line of the task list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    text: String,
    tag: Tag,
    pub(super) done: bool,
}

pub(crate) async fn tasks(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    let lines = lines(&application);
    let done = lines.iter().filter(|line| line.done).count();
    let next = lines.iter().find(|line| !line.done).map(|line| line.href.clone());
    let next = next.unwrap_or_else(|| url::ApplyReview(&application.id).to_string());
    let page = page.titled(&application.theme_name).of_application(&application);
    let privacy = PrivacyBox { notice: application.privacy_notice() };
    Ok(ui::html(&TasksPage { page, privacy, lines, done, next, application }))
}

/// Every part of the application, in its order.
pub(super) fn lines(application: &Application) -> Vec<Line> {
    let id = application.id.as_str();
    let line = |href: String, name: String, text: String, left: usize| Line {
        href,
        name,
        text,
        tag: if left == 0 {
            Tag::done(t!("portal.tasks.filled"))
        } else {
            Tag::warn(t!("portal.tasks.left", left = left))
        },
        done: left == 0,
    };
    let answers = application.assessment.answered.iter().filter(|answered| !answered.assumed);
    let answers = t!("portal.tasks.answered", count = answers.count()).into_owned();
    let mut lines = vec![line(
        url::ApplyAnswers(id).to_string(),
        t!("portal.tasks.answers").into(),
        answers,
        questions_left(application),
    )];
    for section in sections(application) {
        let text = match (&section.row, section.rows.len()) {
            (Some(row), rows) if rows > 1 => t!("portal.tasks.rows", rows = rows, row = row).into_owned(),
            _ => String::new(),
        };
        lines.push(line(
            url::ApplySection(id, &section.id).to_string(),
            section.title.clone(),
            text,
            section.left,
        ));
    }
    if !application.materials.is_empty() {
        let spared = application.materials.iter().filter(|slot| slot.spared.is_some()).count();
        let text =
            if spared > 0 { t!("portal.tasks.spared", count = spared).into_owned() } else { String::new() };
        lines.push(line(
            url::ApplyMaterials(id).to_string(),
            t!("portal.tasks.materials").into(),
            text,
            materials_left(application),
        ));
    }
    if !application.delivery_choices.is_empty() {
        let chosen = application.delivery_choices.iter().find(|choice| choice.chosen);
        let text = chosen.map(|choice| choice.label.clone()).unwrap_or_default();
        let left = usize::from(!delivery_settled(application));
        lines.push(line(url::ApplyDelivery(id).to_string(), t!("portal.tasks.delivery").into(), text, left));
    }
    lines
}

/// Goes on by the rules of today.
pub(crate) async fn take_up_rules(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    act.web.app.take_up_rules(&act.who, &act.about).await?;
    Ok(Redirect::to(&url::Apply(&act.about).to_string()))
}

/// Throws the draft away.
pub(crate) async fn discard(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    act.web.app.discard(&act.who, &act.about).await?;
    Ok(Redirect::to(&url::Cases.to_string()))
}
