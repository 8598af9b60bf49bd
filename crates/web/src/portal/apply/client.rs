//! 帮代办: for whom an agent begins. Name and identity number as on the card shown, and never in an address.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{Complaint, NewClient};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    portal::answers as query,
    session::Agent,
    ui::{self, Page, error_summary::ErrorSummary, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/client.html")]
struct ClientPage {
    page: Page,
    theme: String,
    theme_name: String,
    back: String,
    answers: Pairs,
    errors: ErrorSummary,
    fields: [Field; 3],
    asked: bool,
    not_asked: Option<String>,
}

fn build(
    page: Page,
    theme: &catalog::Theme,
    answers: Pairs,
    client: &NewClient,
    complaints: &[Complaint],
) -> ClientPage {
    let error = |pointer: &str| {
        complaints.iter().find(|complaint| complaint.pointer == pointer).map(|found| found.message.clone())
    };
    ClientPage {
        page: page.titled(t!("portal.client.title")),
        theme: theme.id.to_string(),
        theme_name: theme.name.clone(),
        back: query::address(url::Thing(&theme.id), &answers, None),
        answers,
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        fields: [
            Field::text("name", t!("portal.register.name"))
                .help(t!("portal.register.name_help"))
                .width("middle")
                .value(&client.name)
                .error(error("/name")),
            Field::text("id_number", t!("portal.register.id_number"))
                .help(t!("portal.client.id_number_help"))
                .width("middle")
                .value(&client.id_number)
                .error(error("/id_number")),
            Field {
                control: ui::field::Control::Line("tel"),
                ..Field::text("mobile", t!("portal.client.mobile"))
            }
            .help(t!("portal.client.mobile_help"))
            .inputmode("tel")
            .width("middle")
            .optional()
            .value(&client.mobile)
            .error(error("/mobile")),
        ],
        asked: client.asked,
        not_asked: error("/asked"),
    }
}

/// The form for it, with the answers given so far.
pub(crate) async fn form(
    State(web): State<Web>,
    _: Agent,
    page: Page,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Failed> {
    let rules = web.app.rules();
    let theme = rules.theme(value(&pairs, "theme")).ok_or_else(Failed::not_found)?;
    let answers = query::pairs(theme, &query::read(&rules, theme, &pairs)?.answers);
    Ok(ui::html(&build(page, theme, answers, &NewClient::default(), &[])))
}

/// Begins for the person named.
pub(crate) async fn start(
    State(web): State<Web>,
    agent: Agent,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let rules = web.app.rules();
    let theme = rules.theme(value(&pairs, "theme")).ok_or_else(Failed::not_found)?;
    let answers = query::read(&rules, theme, &pairs)?.answers;
    let client = NewClient {
        name: value(&pairs, "name").to_owned(),
        id_number: value(&pairs, "id_number").to_owned(),
        mobile: value(&pairs, "mobile").to_owned(),
        asked: value(&pairs, "asked") == "yes",
    };
    let failed = match web.app.take_on_client(&agent, &client).await {
        Ok(account) => {
            let draft = web.app.start(&agent, &theme.id, answers, Some(account)).await?;
            if !client.mobile.is_empty() {
                let mobile = vec![("applicant.mobile".to_owned(), client.mobile)];
                web.app.save_form(&agent, &draft, Some("applicant"), mobile).await?;
            }
            return Ok(Redirect::to(&url::Apply(&draft).to_string()).into_response());
        }
        Err(failure) => Failed::from(failure),
    };
    let Some(complaints) = failed.complaints() else { return Err(failed) };
    let body = build(page, theme, query::pairs(theme, &answers), &client, complaints);
    Ok((failed.status(), ui::html(&body)).into_response())
}
