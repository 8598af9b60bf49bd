//! What people post: only from our own pages, read whole, and never lost.
//!
//! A form carries the session's secret in its field `csrf`; another site cannot know it. A form
//! of another session of the same browser is shown again to be sent with one more click.

use axum::{
    Form,
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, header},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use service::{Failure, Visitor};

use crate::{Web, error::Failed, session};

/// Name/value pairs as posted, in their order.
pub(crate) type Pairs = Vec<(String, String)>;

/// The last value of that name, trimmed; empty where there is none.
pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().rev().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
}

/// All values of that name.
pub(crate) fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
}

/// A form of somebody signed in, proved to come from our own page of this session.
pub(crate) struct Posted<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Posted<T> {
    type Rejection = Failed;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let visitor = session::visitor(&mut parts, web).await?.ok_or(Failure::SignInNeeded)?;
        let Form(pairs): Form<Pairs> = read(Request::from_parts(parts, body), web).await?;
        prove(&visitor, value(&pairs, "csrf"))?;
        typed(&pairs).map(Self)
    }
}

/// A form of anybody: signing in, registering, large type. Proved by the browser's own word
/// that it comes from this site, since there is no session yet.
pub(crate) struct PostedByAnyone<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for PostedByAnyone<T> {
    type Rejection = Failed;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        if !is_own_site(request.headers()) {
            return Err(Failed::StaleForm);
        }
        let Form(form) = read(request, web).await?;
        Ok(Self(form))
    }
}

async fn read<T: DeserializeOwned>(request: Request, web: &Web) -> Result<Form<T>, Failed> {
    Form::from_request(request, web).await.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Failed::TooLong
        } else {
            Failed::Unreadable
        }
    })
}

fn typed<T: DeserializeOwned>(pairs: &Pairs) -> Result<T, Failed> {
    let encoded = serde_urlencoded::to_string(pairs).map_err(|_| Failed::Unreadable)?;
    serde_urlencoded::from_str(&encoded).map_err(|_| Failed::Unreadable)
}

fn prove(visitor: &Visitor, given: &str) -> Result<(), Failed> {
    // Of equal length always, and compared to the end: the time taken tells nothing.
    let expected = visitor.csrf.as_bytes();
    let same = given.len() == expected.len()
        && given.bytes().zip(expected).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0;
    if same { Ok(()) } else { Err(Failed::StaleForm) }
}

/// Whether the browser says that the request comes from one of our own pages. Browsers that say
/// nothing are trusted: they are old, and the session cookie is `SameSite=Lax` besides.
pub(crate) fn is_own_site(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => same_origin(headers),
    }
}

fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        _ => true,
    }
}

/// A file that was posted.
pub(crate) struct PostedFile {
    /// The control's name.
    pub(crate) field: String,
    /// The name the file had.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: Bytes,
}

/// A form with files of somebody signed in. The secret must stand before the files.
pub(crate) struct PostedFiles {
    /// The fields that are not files.
    pub(crate) pairs: Pairs,
    /// The files; those without a name (nothing chosen) are left out.
    pub(crate) files: Vec<PostedFile>,
}

impl FromRequest<Web> for PostedFiles {
    type Rejection = Failed;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let visitor = session::visitor(&mut parts, web).await?.ok_or(Failure::SignInNeeded)?;
        let request = Request::from_parts(parts, body);
        let mut multipart = Multipart::from_request(request, web).await.map_err(|_| Failed::Unreadable)?;
        let mut posted = Self { pairs: Vec::new(), files: Vec::new() };
        let mut proved = false;
        while let Some(field) = multipart.next_field().await.map_err(|error| broken(&error, web))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) => {
                    if !proved {
                        return Err(Failed::StaleForm);
                    }
                    let bytes = field.bytes().await.map_err(|error| broken(&error, web))?;
                    if !file.is_empty() {
                        posted.files.push(PostedFile { field: name, name: file, bytes });
                    }
                }
                None => {
                    let text = field.text().await.map_err(|error| broken(&error, web))?;
                    if name == "csrf" {
                        prove(&visitor, &text)?;
                        proved = true;
                    }
                    posted.pairs.push((name, text));
                }
            }
        }
        if proved { Ok(posted) } else { Err(Failed::StaleForm) }
    }
}

fn broken(error: &axum::extract::multipart::MultipartError, web: &Web) -> Failed {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Failure::FileTooLarge { limit: web.app.settings().max_file_bytes }.into()
    } else {
        Failed::Unreadable
    }
}
