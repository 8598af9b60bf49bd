//! What comes in: JSON bodies, queries, ids in addresses, idempotency keys.
//! Whatever is wrong becomes a clear problem, never a fault.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request, rejection::BytesRejection},
    http::{HeaderMap, header, request::Parts},
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;
use service::{Complaint, Failure};

use super::problem::{Problem, escape_pointer, megabytes};
use crate::Web;

/// Rows of a page when the caller does not say.
const DEFAULT_ROWS: u32 = 50;
/// Most rows of a page.
const MAX_ROWS: u32 = 200;
/// Longest id in an address; no id of ours comes near.
const MAX_ID_CHARS: usize = 200;
/// Longest idempotency key.
const MAX_KEY_BYTES: usize = 255;

/// A JSON body. An empty body stands for `{}`, so that commands without
/// particulars need none.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Web> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        shaped(body_of(request, web).await?).map(Self)
    }
}

/// The body as JSON of whatever shape.
async fn body_of(request: Request, web: &Web) -> Result<Value, Problem> {
    let json = is_json(request.headers());
    let bytes = Bytes::from_request(request, web).await.map_err(unreadable)?;
    if bytes.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    if !json {
        return Err(Problem::own("unsupported_media_type").because(t!("api.want_json")));
    }
    read(&bytes)
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}

fn unreadable(rejection: BytesRejection) -> Problem {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        let size = megabytes(super::MAX_JSON_BYTES as u64);
        Problem::own("body_too_large").because(t!("api.body_limit", size = size))
    } else {
        Problem::own("malformed_request")
    }
}

/// Reads JSON whose texts are fit to be kept.
fn read(bytes: &[u8]) -> Result<Value, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        // Depth is limited by the reader; its own words for that are English and rare.
        Problem::own("malformed_json").because(t!(
            "api.malformed_at",
            line = error.line(),
            column = error.column()
        ))
    })?;
    let mut complaints = Vec::new();
    find_nul(&value, &mut String::new(), &mut complaints);
    if complaints.is_empty() { Ok(value) } else { Err(Problem::invalid(complaints)) }
}

/// JSON as a shape, with a pointer to whatever does not fit.
fn shaped<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| misfitting(error.path(), &error.inner().to_string()))
}

fn misfitting(path: &serde_path_to_error::Path, message: &str) -> Problem {
    let pointer: String = path.iter().map(pointer_segment).collect();
    Problem::invalid(vec![misfit(pointer, message)])
}

fn pointer_segment(segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape_pointer(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    }
}

/// NUL has no place in any text of a form, and databases refuse it.
fn find_nul(value: &Value, pointer: &mut String, complaints: &mut Vec<Complaint>) {
    let whole = pointer.len();
    match value {
        Value::String(text) if text.contains('\0') => {
            complaints.push(Complaint::new(pointer.clone(), "nul_character", t!("api.nul_character")));
        }
        Value::Array(rows) => {
            for (index, row) in rows.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                find_nul(row, pointer, complaints);
                pointer.truncate(whole);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                pointer.push('/');
                pointer.push_str(&escape_pointer(&name.replace('\0', "\u{fffd}")));
                if name.contains('\0') {
                    complaints.push(Complaint::new(
                        pointer.clone(),
                        "nul_character",
                        t!("api.nul_character"),
                    ));
                }
                find_nul(member, pointer, complaints);
                pointer.truncate(whole);
            }
        }
        _ => {}
    }
}

/// What serde says of a value that does not fit, in plain Chinese.
fn misfit(pointer: String, message: &str) -> Complaint {
    if let Some(name) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        let pointer = format!("{pointer}/{}", escape_pointer(name));
        return Complaint::new(pointer, "missing", t!("api.missing", name = name));
    }
    if message.starts_with("unknown variant") {
        return Complaint::new(pointer, "unknown_value", t!("api.unknown_value"));
    }
    if message.starts_with("invalid value") {
        return Complaint::new(pointer, "out_of_range", t!("api.out_of_range"));
    }
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let kind = match expected {
        text if text.contains("string") => t!("api.kind.text"),
        text if text.contains("bool") => t!("api.kind.boolean"),
        text if text.contains("sequence") || text.contains("array") => t!("api.kind.list"),
        text if text.contains("map") || text.contains("struct") || text.contains("enum") => {
            t!("api.kind.object")
        }
        text if ["u8", "u32", "u64", "i64", "integer"].iter().any(|kind| text.contains(kind)) => {
            t!("api.kind.integer")
        }
        _ => t!("api.kind.other"),
    };
    Complaint::new(pointer, "wrong_type", t!("api.wrong_type", kind = kind))
}

/// An id from the address. Text that cannot be an id is simply not found.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Ok(Path(id)) = Path::<String>::from_request_parts(parts, state).await else {
            return Err(Failure::NotFound.into());
        };
        if id.contains('\0') || id.chars().count() > MAX_ID_CHARS {
            return Err(Failure::NotFound.into());
        }
        Ok(Self(id))
    }
}

/// The query of an address.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Problem> {
        let query = query_of(parts)?;
        serde_urlencoded::from_str(query).map(Self).map_err(|_| unreadable_query())
    }
}

/// The query, once it is known to be one whose texts are fit to be kept.
fn query_of(parts: &Parts) -> Result<&str, Problem> {
    let query = parts.uri.query().unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|_| unreadable_query())?;
    match pairs.iter().find(|(name, value)| name.contains('\0') || value.contains('\0')) {
        Some((name, _)) => {
            let pointer = format!("/{}", escape_pointer(&name.replace('\0', "\u{fffd}")));
            Err(Problem::invalid_at(pointer, "nul_character", t!("api.nul_character")))
        }
        None => Ok(query),
    }
}

fn unreadable_query() -> Problem {
    Problem::own("malformed_request").because(t!("api.unreadable_query"))
}

/// How many rows a page has, from `limit`.
pub(super) fn rows_of(limit: Option<&str>) -> Result<u32, Problem> {
    let Some(limit) = limit.map(str::trim).filter(|limit| !limit.is_empty()) else { return Ok(DEFAULT_ROWS) };
    match limit.parse::<u32>() {
        Ok(rows) if (1..=MAX_ROWS).contains(&rows) => Ok(rows),
        _ => Err(Problem::invalid_at("/limit", "out_of_range", t!("api.limit", most = MAX_ROWS))),
    }
}

/// A day from text such as `2026-11-23`.
pub(super) fn day_at(pointer: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    match text.parse::<Date>() {
        // The parser also takes a time of day behind the date; we ask for the day alone.
        Ok(date) if text.len() == 10 => Ok(Some(date)),
        _ => Err(Problem::invalid_at(pointer, "wrong_date", t!("api.wrong_date"))),
    }
}

/// Names from a list such as `ready,reviewing`, read by the shape's own words.
pub(super) fn names_at<T: DeserializeOwned>(pointer: &str, list: Option<&str>) -> Result<Vec<T>, Problem> {
    list.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            serde_json::from_value(Value::String(name.to_owned())).map_err(|_| {
                Problem::invalid_at(pointer, "unknown_value", t!("api.unknown_name", name = name))
            })
        })
        .collect()
}

/// The idempotency key, where one was sent.
#[derive(Debug)]
pub(super) struct Key(Option<String>);

impl Key {
    /// The key, if any.
    pub(super) fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The key of a call that cannot do without.
    pub(super) fn required(self) -> Result<String, Problem> {
        self.0.ok_or_else(|| Problem::own("idempotency_key_missing").because(t!("api.want_key")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let invalid =
            || Problem::own("idempotency_key_invalid").because(t!("api.key_form", most = MAX_KEY_BYTES));
        let key = value.to_str().map_err(|_| invalid())?.trim();
        if key.is_empty() {
            return Ok(Self(None));
        }
        if key.len() > MAX_KEY_BYTES {
            return Err(invalid());
        }
        Ok(Self(Some(key.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::to_bytes, response::IntoResponse};
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Sample {
        #[expect(dead_code, reason = "only its reading is tested")]
        login: String,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading is tested")]
        files: Vec<String>,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading is tested")]
        level: u8,
    }

    async fn told(bytes: &[u8]) -> (u16, Value) {
        let response = read(bytes).and_then(shaped::<Sample>).unwrap_err().into_response();
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&to_bytes(response.into_body(), 1 << 20).await.unwrap()).unwrap())
    }

    #[tokio::test]
    async fn broken_json_is_told_with_its_place() {
        let (status, body) = told(b"{\"login\": ").await;
        assert_eq!((status, body["code"].as_str()), (400, Some("malformed_json")));
        assert!(body["detail"].as_str().unwrap().contains('1'));
    }

    #[tokio::test]
    async fn json_nested_a_thousand_deep_is_malformed_and_breaks_nothing() {
        let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
        assert_eq!(told(&deep).await.1["code"], "malformed_json");
    }

    #[tokio::test]
    async fn a_value_of_the_wrong_type_is_pointed_at() {
        let (status, body) = told(br#"{"login": "li", "files": ["a", 7]}"#).await;
        assert_eq!(status, 422);
        assert_eq!(body["errors"][0]["pointer"], "/files/1");
        assert_eq!(body["errors"][0]["code"], "wrong_type");
    }

    #[tokio::test]
    async fn a_missing_value_is_pointed_at() {
        let (_, body) = told(b"{}").await;
        assert_eq!(body["errors"][0]["pointer"], "/login");
        assert_eq!(body["errors"][0]["code"], "missing");
    }

    #[tokio::test]
    async fn a_number_beyond_its_bounds_is_pointed_at() {
        let (_, body) = told(br#"{"login": "li", "level": 300}"#).await;
        assert_eq!(
            (body["errors"][0]["pointer"].as_str(), body["errors"][0]["code"].as_str()),
            (Some("/level"), Some("out_of_range"))
        );
    }

    #[tokio::test]
    async fn nul_is_named_wherever_it_stands() {
        let (status, body) = told(br#"{"login": "a\u0000b", "files": ["ok", "\u0000"]}"#).await;
        assert_eq!(status, 422);
        let pointers: Vec<_> =
            body["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/login", "/files/1"]);
    }

    #[test]
    fn media_types_of_json_are_known_by_name_alone() {
        let of = |text: &str| is_json(&[(header::CONTENT_TYPE, text.parse().unwrap())].into_iter().collect());
        assert!(of("application/json; charset=utf-8"));
        assert!(of("application/merge-patch+json"));
        assert!(!of("text/plain"));
        assert!(!of("multipart/form-data"));
    }

    #[test]
    fn a_page_has_between_one_and_two_hundred_rows() {
        assert_eq!(rows_of(None).unwrap(), DEFAULT_ROWS);
        assert_eq!(rows_of(Some("200")).unwrap(), 200);
        assert!(rows_of(Some("0")).is_err());
        assert!(rows_of(Some("201")).is_err());
        assert!(rows_of(Some("many")).is_err());
    }
}
