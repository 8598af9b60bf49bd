//! Problems (RFC 9457): what a program is told when a call comes to nothing.
//!
//! A problem has a stable code, a title in Chinese and, where single values are
//! wrong, a pointer to each. The operator's side of a fault is logged here, once.

use std::{any::Any, sync::Arc};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use casework::Refusal;
use catalog::{Catalog, ElementId, MaterialId};
use serde::Serialize;
use service::{App, Complaint, Failure, words};
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{ContentBuilder, Ref, RefOr, Response as Answer, ResponseBuilder},
};

use crate::middleware::RequestId;

const PROBLEM_JSON: &str = "application/problem+json";

/// Codes that the API itself knows, with their status; the rest are those of
/// [`Failure`] and [`Refusal`].
const OWN_CODES: &[(&str, StatusCode)] = &[
    ("malformed_json", StatusCode::BAD_REQUEST),
    ("malformed_request", StatusCode::BAD_REQUEST),
    ("idempotency_key_missing", StatusCode::BAD_REQUEST),
    ("idempotency_key_invalid", StatusCode::BAD_REQUEST),
    ("method_not_allowed", StatusCode::METHOD_NOT_ALLOWED),
    ("body_too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE),
];

/// Codes of failures that are not refusals, with their status.
const FAILURE_CODES: &[(&str, StatusCode)] = &[
    ("sign_in_needed", StatusCode::UNAUTHORIZED),
    ("wrong_password", StatusCode::UNAUTHORIZED),
    ("not_allowed", StatusCode::FORBIDDEN),
    ("not_found", StatusCode::NOT_FOUND),
    ("file_too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ("invalid", StatusCode::UNPROCESSABLE_ENTITY),
    ("too_many_tries", StatusCode::TOO_MANY_REQUESTS),
    ("fault", StatusCode::INTERNAL_SERVER_ERROR),
];

/// A code with its status and title, for the table on the page.
pub(super) struct KnownCode {
    /// The stable code.
    pub(super) code: &'static str,
    /// HTTP status.
    pub(super) status: u16,
    /// Its title in Chinese.
    pub(super) title: String,
}

/// Every code that a problem may carry, by status.
pub(super) fn known_codes() -> Vec<KnownCode> {
    // Refusals are conflicts, but for the one that is a matter of rights.
    let refusals = casework::Refusal::ALL_CODES.iter().filter(|code| **code != "not_allowed");
    let refusals = refusals.map(|code| (*code, StatusCode::CONFLICT));
    let mut codes: Vec<_> = OWN_CODES.iter().chain(FAILURE_CODES).copied().chain(refusals).collect();
    codes.sort_by_key(|(_, status)| status.as_u16());
    codes
        .into_iter()
        .map(|(code, status)| KnownCode { code, status: status.as_u16(), title: title(code) })
        .collect()
}

fn title(code: &'static str) -> String {
    if OWN_CODES.iter().any(|(own, _)| *own == code) {
        t!(format!("api.problem.{code}")).into_owned()
    } else {
        words::failure_title(code).to_owned()
    }
}

/// Why a call came to nothing.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: Option<String>,
    errors: Vec<Complaint>,
    retry_after_seconds: Option<u32>,
    fault: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, detail: None, errors: Vec::new(), retry_after_seconds: None, fault: None }
    }

    /// One of the API's own problems.
    pub(super) fn own(code: &'static str) -> Self {
        let status = OWN_CODES.iter().find(|(own, _)| *own == code).map(|(_, status)| *status);
        Self::new(status.expect("own problems are listed with their status"), code)
    }

    /// The same with what exactly went wrong.
    pub(super) fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Values are wrong.
    pub(super) fn invalid(complaints: Vec<Complaint>) -> Self {
        Failure::Invalid(complaints).into()
    }

    /// One value is wrong.
    pub(super) fn invalid_at(
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self::invalid(vec![Complaint::new(pointer, code, message)])
    }

    /// A failure with the words for a refusal, which name materials and fields.
    pub(super) fn in_words_of(app: &App) -> impl Fn(Failure) -> Self + '_ {
        |failure| {
            let Failure::Refused(refusal) = failure else { return failure.into() };
            let catalog = app.catalog();
            let mut problem = Self::new(StatusCode::CONFLICT, refusal.code());
            problem.detail = Some(words::refusal(&refusal, &catalog));
            problem.errors = named_in(&refusal, &catalog);
            problem
        }
    }

    fn body(&self, request_id: Option<String>) -> ProblemBody {
        ProblemBody {
            kind: format!("urn:yijianshi:problem:{}", self.code),
            title: title(self.code),
            status: self.status.as_u16(),
            code: self.code.to_owned(),
            detail: self.detail.clone(),
            errors: self
                .errors
                .iter()
                .map(|complaint| ProblemError {
                    pointer: complaint.pointer.clone(),
                    code: complaint.code.to_owned(),
                    message: complaint.message.clone(),
                })
                .collect(),
            request_id,
        }
    }

    fn response(&self, request_id: Option<String>) -> Response {
        let body = serde_json::to_vec(&self.body(request_id)).expect("a problem is plain data");
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        if is_bad_cursor(&failure) {
            return Self::invalid_at("/after", "bad_cursor", t!("api.bad_cursor"));
        }
        let code = failure.code();
        let listed = FAILURE_CODES.iter().find(|(known, _)| *known == code);
        let mut problem = Self::new(listed.map_or(StatusCode::CONFLICT, |(_, status)| *status), code);
        match failure {
            Failure::Invalid(complaints) => problem.errors = complaints,
            Failure::TooManyTries { wait_seconds } => problem.retry_after_seconds = Some(wait_seconds),
            Failure::FileTooLarge { limit } => {
                problem.detail = Some(t!("api.file_limit", size = megabytes(limit)).into_owned());
            }
            Failure::Fault(fault) => problem.fault = Some(fault.into()),
            Failure::NotFound
            | Failure::SignInNeeded
            | Failure::WrongPassword
            | Failure::Forbidden
            | Failure::Refused(_) => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    /// The answer without a request id; [`complete`] adds it.
    fn into_response(self) -> Response {
        let mut response = self.response(None);
        response.extensions_mut().insert(self);
        response
    }
}

/// A cursor that the store did not make is the caller's mistake, not a fault.
fn is_bad_cursor(failure: &Failure) -> bool {
    let Failure::Fault(fault) = failure else { return false };
    matches!(fault.downcast_ref(), Some(store::StoreError::BadCursor))
}

/// A size for people: whole megabytes where it is whole.
pub(super) fn megabytes(bytes: u64) -> String {
    let whole = bytes / (1024 * 1024);
    if whole > 0 { format!("{whole} MB") } else { format!("{} KB", bytes.div_ceil(1024)) }
}

/// Materials and fields that a refusal names, each with a pointer to it.
fn named_in(refusal: &Refusal, catalog: &Catalog) -> Vec<Complaint> {
    let (fields, materials): (&[ElementId], &[MaterialId]) = match refusal {
        Refusal::KeyMaterialsMissing(materials)
        | Refusal::MaterialsMissing(materials)
        | Refusal::NotDeferrable(materials)
        | Refusal::ForeignMaterials(materials)
        | Refusal::DeferredOutstanding(materials) => (&[], materials),
        Refusal::ForeignFields(fields) => (fields, &[]),
        Refusal::CorrectionIncomplete { fields, materials } | Refusal::NotOpened { fields, materials } => {
            (fields, materials)
        }
        _ => (&[], &[]),
    };
    let code = refusal.code();
    let fields = fields.iter().map(|field| {
        Complaint::new(format!("/form/{}", escape_pointer(field)), code, catalog.element_label(field))
    });
    let materials = materials.iter().map(|material| {
        Complaint::new(
            format!("/materials/{}", escape_pointer(material)),
            code,
            catalog.material_name(material),
        )
    });
    fields.chain(materials).collect()
}

/// A name as it stands in a JSON pointer (RFC 6901).
pub(super) fn escape_pointer(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Adds the request's id to problems, gives refusals of the machinery (wrong
/// method, unreadable address) the same form, and logs faults.
pub(super) async fn complete(request: Request, next: Next) -> Response {
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.to_string());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = response.extensions().get::<Problem>().cloned().unwrap_or_else(|| by_status(status));
    if status.is_server_error() {
        let chain = problem.fault.as_deref().map(chain_of).unwrap_or_default();
        tracing::error!(request_id, %method, path, status = status.as_u16(), error = chain, "API call failed");
    }
    let mut completed = problem.response(request_id);
    keep_headers(response.headers(), completed.headers_mut());
    completed
}

/// A problem for an answer that the router itself gave.
fn by_status(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Failure::NotFound.into(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::own("method_not_allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::own("body_too_large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::own("unsupported_media_type"),
        status if status.is_client_error() => Problem { status, ..Problem::own("malformed_request") },
        status => Problem::new(status, "fault"),
    }
}

fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = from.get(&name) {
            to.insert(name, value.clone());
        }
    }
}

fn chain_of(error: &(dyn std::error::Error + Send + Sync)) -> String {
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push_str(": ");
        chain.push_str(&cause.to_string());
        source = cause.source();
    }
    chain
}

/// Any address below `/api/v1` that is no call.
pub(super) async fn no_such_call() -> Problem {
    Failure::NotFound.into()
}

/// A method that an address does not take. Stated here, so that the fallback of
/// the pages around does not answer for the API.
pub(super) async fn no_such_method() -> Problem {
    Problem::own("method_not_allowed")
}

/// The answer when a handler panicked.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "panic without a message".to_owned());
    Problem::from(Failure::Fault(message.into())).into_response()
}

/// 问题说明（RFC 9457），媒体类型为 `application/problem+json`
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct ProblemBody {
    /// 问题的种类，`urn:yijianshi:problem:` 加上代码
    #[serde(rename = "type")]
    #[schema(example = "urn:yijianshi:problem:invalid")]
    kind: String,
    /// 一句话说明
    title: String,
    /// HTTP 状态码
    status: u16,
    /// 稳定的问题代码，供程序判断
    #[schema(example = "invalid")]
    code: String,
    /// 更详细的说明和解决办法
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// 逐个指出的错误；没有时为空数组
    errors: Vec<ProblemError>,
    /// 请求编号，报障时提供
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

/// 一处错误
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProblemError {
    /// 出错的位置（JSON Pointer），如 `/answers/birth_place`、`/form/child.name/0`
    #[schema(example = "/form/child.name/0")]
    pointer: String,
    /// 稳定的错误代码
    #[schema(example = "required")]
    code: String,
    /// 错在哪里、怎么改
    message: String,
}

/// In the document: every call may answer with a problem.
pub(super) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> std::collections::BTreeMap<String, RefOr<Answer>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let answer = ResponseBuilder::new()
            .description("没有办成：问题说明，代码见问题代码表")
            .content(PROBLEM_JSON, content)
            .build();
        [("default".to_owned(), answer.into())].into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(problem: Problem) -> (StatusCode, serde_json::Value) {
        let body = serde_json::to_value(problem.body(Some("r-1".into()))).unwrap();
        (problem.status, body)
    }

    #[test]
    fn bad_values_are_named_each_with_its_pointer() {
        let (status, body) =
            described(Problem::invalid_at("/answers/birth_place", "unknown_option", "没有这个选项"));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(body["code"], "invalid");
        assert_eq!(body["type"], "urn:yijianshi:problem:invalid");
        assert_eq!(body["status"], 422);
        assert_eq!(body["request_id"], "r-1");
        assert_eq!(body["errors"][0]["pointer"], "/answers/birth_place");
        assert_eq!(body["errors"][0]["code"], "unknown_option");
    }

    #[test]
    fn a_stale_version_is_a_conflict_with_its_own_code() {
        let (status, body) = described(Failure::Refused(Refusal::Stale).into());
        assert_eq!((status, body["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
    }

    #[test]
    fn too_many_tries_say_how_long_to_wait() {
        let response = Problem::from(Failure::TooManyTries { wait_seconds: 90 }).into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "90");
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
    }

    #[test]
    fn a_fault_tells_the_program_nothing_of_its_cause() {
        let (status, body) = described(Failure::Fault("disk on fire".into()).into());
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!body.to_string().contains("disk"));
    }

    #[test]
    fn every_code_has_a_title_in_chinese() {
        for known in known_codes() {
            assert!(
                known.title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{} {}",
                known.code,
                known.title
            );
        }
    }

    #[test]
    fn names_in_pointers_are_escaped() {
        assert_eq!(escape_pointer("a/b~c"), "a~1b~0c");
    }
}
