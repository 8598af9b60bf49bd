//! From failures to pages and problems: what happened, and what to do now.
//!
//! A handler gives up with [`Failed`]; [`crate::middleware`] turns that into a page in
//! Chinese with the request's id, or for programs into problem JSON.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use service::{Complaint, Failure, words};

use crate::ui::{self, Page};

/// Why a request came to nothing.
#[derive(Debug, Clone)]
pub(crate) enum Failed {
    /// The use case says so.
    Failure(Arc<Failure>),
    /// The form was made for another session.
    StaleForm,
    /// More was sent than any page takes.
    TooLong,
    /// It took too long.
    TooSlow,
    /// The request cannot be read at all.
    Unreadable,
}

impl<F: Into<Failure>> From<F> for Failed {
    fn from(failure: F) -> Self {
        Self::Failure(Arc::new(failure.into()))
    }
}

impl Failed {
    /// Nothing of that kind is here, or it is not for this person.
    pub(crate) fn not_found() -> Self {
        Failure::NotFound.into()
    }

    /// The machinery failed.
    pub(crate) fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Failure::Fault(Box::new(error)).into()
    }

    /// The complaints, where values were wrong.
    pub(crate) fn complaints(&self) -> Option<&[Complaint]> {
        match self {
            Self::Failure(failure) => match failure.as_ref() {
                Failure::Invalid(complaints) => Some(complaints),
                _ => None,
            },
            _ => None,
        }
    }

    /// The complaints, for a page that tells them beside its fields and nothing else.
    pub(crate) fn into_complaints(self) -> Result<Vec<Complaint>, Self> {
        self.complaints().map(<[Complaint]>::to_vec).ok_or(self)
    }

    /// It is about what was sent, or about where things stand by now: the form's own page can tell it.
    pub(crate) fn is_about_the_form(&self) -> bool {
        let status = self.status();
        [StatusCode::CONFLICT, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNPROCESSABLE_ENTITY]
            .contains(&status)
    }

    /// Somebody has to sign in first.
    pub(crate) fn needs_sign_in(&self) -> bool {
        matches!(self, Self::Failure(failure) if matches!(**failure, Failure::SignInNeeded))
    }

    /// The stable code, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Failure(failure) => failure.code(),
            Self::StaleForm => "stale_form",
            Self::TooLong => "too_long",
            Self::TooSlow => "too_slow",
            Self::Unreadable => "unreadable",
        }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        let failure = match self {
            Self::Failure(failure) => failure,
            Self::StaleForm => return StatusCode::FORBIDDEN,
            Self::TooLong => return StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => return StatusCode::SERVICE_UNAVAILABLE,
            Self::Unreadable => return StatusCode::BAD_REQUEST,
        };
        match failure.as_ref() {
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::SignInNeeded | Failure::WrongPassword => StatusCode::UNAUTHORIZED,
            Failure::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
            Failure::Forbidden => StatusCode::FORBIDDEN,
            Failure::Refused(_) => StatusCode::CONFLICT,
            Failure::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, in one line for a person: beside a form or in a page's message.
    pub(crate) fn message(&self, catalog: &catalog::Catalog) -> String {
        let failure = match self {
            Self::Failure(failure) => failure,
            Self::StaleForm => return t!("ui.error.stale_form.text").into(),
            Self::TooLong => return t!("ui.error.too_long.text").into(),
            Self::TooSlow => return t!("ui.error.too_slow.text").into(),
            Self::Unreadable => return t!("ui.error.unreadable.text").into(),
        };
        match failure.as_ref() {
            Failure::NotFound => t!("ui.error.not_found.text").into(),
            Failure::SignInNeeded => t!("ui.error.sign_in.text").into(),
            Failure::WrongPassword => t!("ui.error.wrong_password.text").into(),
            Failure::TooManyTries { wait_seconds } => {
                let minutes = wait_seconds.div_ceil(60);
                t!("ui.error.too_many.text", minutes = minutes).into()
            }
            Failure::Forbidden => t!("ui.error.forbidden.text").into(),
            Failure::Refused(refusal) => words::refusal(refusal, catalog),
            Failure::Invalid(complaints) => {
                complaints.iter().map(|complaint| complaint.message.as_str()).collect::<Vec<_>>().join("；")
            }
            Failure::FileTooLarge { limit } => {
                let limit = ui::megabytes(*limit);
                t!("ui.error.file_too_large.text", limit = limit).into()
            }
            Failure::Fault(_) => t!("ui.error.fault.text").into(),
        }
    }

    fn title(&self) -> String {
        match self.status() {
            StatusCode::NOT_FOUND => t!("ui.error.not_found.title").into(),
            StatusCode::FORBIDDEN => t!("ui.error.forbidden.title").into(),
            StatusCode::UNAUTHORIZED => t!("ui.error.sign_in.title").into(),
            StatusCode::CONFLICT => t!("ui.error.refused.title").into(),
            StatusCode::PAYLOAD_TOO_LARGE => t!("ui.error.too_long.title").into(),
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => t!("ui.error.invalid.title").into(),
            StatusCode::TOO_MANY_REQUESTS => t!("ui.error.too_many.title").into(),
            _ => t!("ui.error.fault.title").into(),
        }
    }
}

impl IntoResponse for Failed {
    /// A bare status that carries the failure; the middleware writes the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page that says what happened and what to do now.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    page: Page,
    heading: String,
    text: String,
    request_id: &'a str,
}

/// The failure as a page.
pub(crate) fn page(failed: &Failed, page: Page, catalog: &catalog::Catalog) -> Response {
    let request_id = page.request_id.clone();
    let heading = failed.title();
    let body = ErrorPage {
        page: page.titled(&heading),
        text: failed.message(catalog),
        heading,
        request_id: &request_id,
    };
    (failed.status(), ui::html(&body)).into_response()
}

/// The failure as a problem (RFC 9457).
pub(crate) fn problem(failed: &Failed, catalog: &catalog::Catalog, request_id: &str) -> Response {
    let code = failed.code();
    let errors: Vec<_> = failed.complaints().unwrap_or_default().iter().collect();
    let body = serde_json::json!({
        "type": format!("urn:yijianshi:problem:{code}"),
        "title": words::failure_title(code),
        "status": failed.status().as_u16(),
        "code": code,
        "detail": failed.message(catalog),
        "errors": errors,
        "request_id": request_id,
    });
    let mut response = (failed.status(), Json(body)).into_response();
    let media_type = axum::http::HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(axum::http::header::CONTENT_TYPE, media_type);
    response
}
