//! What stands around every request: an id, a limit of time, headers that keep browsers honest,
//! and a page for whatever went wrong.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequestParts, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use service::Failure;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use tracing::Instrument;

use crate::{
    Web,
    error::{self, Failed},
    portal::sign_in,
    proxies,
    ui::Page,
};

/// The most that a form without files may hold.
const MAX_FORM_BYTES: usize = 1024 * 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one with files may take, over a slow line.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(300);

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The id of a request: in the log, the response and on error pages.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("-".into())))
    }
}

/// Puts everything of this module around the areas, the outermost last.
pub(crate) fn around(areas: Router<Web>, web: &Web) -> Router<Web> {
    areas
        .fallback(|| async { Failed::not_found() })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(limit_time))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(from_fn_with_state(web.clone(), render_failures))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(web.clone(), set_headers))
        .layer(from_fn_with_state(web.clone(), proxies::note_peer))
        .layer(from_fn(observe))
}

/// Gives the request its id, writes one line about it and counts it.
async fn observe(mut request: Request, next: Next) -> Response {
    let id: Arc<str> = uuid::Uuid::new_v4().simple().to_string()[..12].into();
    request.extensions_mut().insert(RequestId(Arc::clone(&id)));
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id, %method, %route);
    let started = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(status, milliseconds = elapsed.as_millis() as u64, "answered"));
    let labels = [("route", route), ("method", method.to_string()), ("status", status.to_string())];
    metrics::counter!("yijianshi_requests_total", &labels).increment(1);
    metrics::histogram!("yijianshi_request_seconds", "route" => labels[0].1.clone())
        .record(elapsed.as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Headers that keep a page from being framed, guessed at or kept.
async fn set_headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let private = request.headers().contains_key(header::COOKIE)
        || request.headers().contains_key(header::AUTHORIZATION);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &str); 5] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "geolocation=(), microphone=(), camera=(self)"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if web.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    let keep = if private { "no-store" } else { "no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    response
}

async fn limit_time(request: Request, next: Next) -> Response {
    let patience =
        if has_type(request.headers(), "multipart/form-data") { PATIENCE_WITH_FILES } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failed::TooSlow.into_response(),
    }
}

/// A panic is a fault like any other: told to the operator, and to the person by a page.
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let text = payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default();
    Failed::from(Failure::Fault(format!("panicked: {text}").into())).into_response()
}

/// Writes the page or the problem for a failure, and keeps what was posted when the session has ended.
async fn render_failures(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (body, posted) = match keep_posted(&parts, body).await {
        Ok(kept) => kept,
        Err(failed) => return answer(&web, &mut parts, &failed, None).await,
    };
    let mut kept = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let failed = match response.extensions().get::<Failed>() {
        Some(failed) => failed.clone(),
        None => match bare_refusal(&response, &kept) {
            Some(failed) => failed,
            None => return response,
        },
    };
    answer(&web, &mut kept, &failed, posted).await
}

/// The posted form, kept beside the request: it is short.
async fn keep_posted(parts: &Parts, body: Body) -> Result<(Body, Option<Bytes>), Failed> {
    let form = parts.method == Method::POST && has_type(&parts.headers, "application/x-www-form-urlencoded");
    if !form {
        return Ok((body, None));
    }
    let bytes = to_bytes(body, MAX_FORM_BYTES).await.map_err(|_| Failed::TooLong)?;
    Ok((Body::from(bytes.clone()), Some(bytes)))
}

/// Refusals that the framework writes as bare text become pages too.
fn bare_refusal(response: &Response, parts: &Parts) -> Option<Failed> {
    let path = parts.uri.path();
    let ours =
        path.starts_with("/assets/") || path.starts_with("/api") || path == "/readyz" || path == "/metrics";
    let written = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if ours || written {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Failed::not_found()),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Failed::TooLong),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Some(Failed::Unreadable)
        }
        _ => None,
    }
}

async fn answer(web: &Web, parts: &mut Parts, failed: &Failed, posted: Option<Bytes>) -> Response {
    let Ok(RequestId(id)) = RequestId::from_request_parts(parts, web).await;
    if let Failed::Failure(failure) = failed
        && let Failure::Fault(error) = failure.as_ref()
    {
        tracing::error!(request = %id, error = %chain(error.as_ref()), "fault");
    }
    let catalog = web.app.catalog();
    if parts.uri.path().starts_with("/api/") {
        return error::problem(failed, &catalog, &id);
    }
    let page =
        Page::for_failure(parts, web, matches!(failed.status(), StatusCode::INTERNAL_SERVER_ERROR)).await;
    let own = crate::csrf::is_own_site(&parts.headers);
    match (failed, posted) {
        (failed, posted) if failed.needs_sign_in() => {
            sign_in::instead(web, page, parts, posted.filter(|_| own))
        }
        (Failed::StaleForm, Some(posted)) if own && page.visitor.is_some() => {
            sign_in::replay(page, parts.uri.path(), &posted)
        }
        _ => error::page(failed, page, &catalog),
    }
}

/// The error with everything that caused it.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn has_type(headers: &HeaderMap, media_type: &str) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with(media_type))
}
