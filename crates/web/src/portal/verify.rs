//! Verifying a certificate (查验证照): by its QR code, or by the code that is printed on it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{Failure, Validity, VerifiedResult};

use crate::{
    Web,
    error::Failed,
    ui::{self, Page, field::Field, tag::Tag},
    url,
};

#[derive(Template)]
#[template(path = "portal/verify.html")]
struct VerifyPage {
    page: Page,
    /// What was typed, and why nothing came of it.
    code: Field,
    found: Option<Found>,
}

/// A result and how it stands.
struct Found {
    result: VerifiedResult,
    tag: Tag,
    /// What that means to whoever is shown it.
    text: String,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// Asks for the code; with one, leads to its result.
pub(crate) async fn ask(Query(typed): Query<Typed>, page: Page) -> Response {
    let code = identifiers::normalise(&typed.code);
    // Task and code are printed one after the other, the code last.
    let parts = code.rsplit_once(|sign: char| sign == '/' || sign.is_whitespace());
    match parts.map(|(task, code)| (task.rsplit('/').next().unwrap_or(task).trim(), code)) {
        Some((task, code)) if !task.is_empty() => {
            Redirect::to(&url::Verified(task, code).to_string()).into_response()
        }
        _ => {
            let error = (!code.is_empty()).then(|| t!("portal.verify.incomplete").into_owned());
            answer(page, code, error, None)
        }
    }
}

/// Whether the certificate with this code is genuine and in force.
pub(crate) async fn show(
    State(web): State<Web>,
    Path((task, code)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failed> {
    let result = match web.app.verify_result(&task, &code).await {
        Ok(result) => result,
        Err(Failure::NotFound) => {
            let typed = format!("{task} {code}");
            return Ok(answer(page, typed, Some(t!("portal.verify.unknown").into_owned()), None));
        }
        Err(failure) => return Err(failure.into()),
    };
    let (tag, text) = match result.validity {
        Validity::InForce => (Tag::done(t!("portal.verify.in_force")), t!("portal.verify.in_force_text")),
        Validity::NotYet => (Tag::warn(t!("portal.verify.not_yet")), t!("portal.verify.not_yet_text")),
        Validity::Expired => (Tag::red(t!("portal.verify.expired")), t!("portal.verify.expired_text")),
        Validity::Replaced => (Tag::red(t!("portal.verify.replaced")), t!("portal.verify.replaced_text")),
        Validity::Revoked => (Tag::red(t!("portal.verify.revoked")), t!("portal.verify.revoked_text")),
    };
    let found = Found { result, tag, text: text.into_owned() };
    Ok(answer(page, String::new(), None, Some(found)))
}

fn answer(page: Page, code: String, error: Option<String>, found: Option<Found>) -> Response {
    let status = if error.is_some() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let code = Field::text("code", t!("portal.verify.label"))
        .help(t!("portal.verify.help"))
        .value(code)
        .error(error);
    let page = VerifyPage { page: page.titled(t!("portal.verify.title")), code, found };
    (status, ui::html(&page)).into_response()
}
