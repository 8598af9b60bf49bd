//! Stylesheet, script and pictures, embedded in the binary.
//!
//! An address carries a digest of the content, so browsers may keep it for ever.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{Embed, EmbeddedFile};

use crate::Web;

#[derive(Embed)]
#[folder = "assets"]
struct Assets;

/// The addresses of all assets, by their names.
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Assets::iter()
        .filter_map(|name| {
            let digest = digest(&Assets::get(&name)?);
            let (stem, extension) = name.rsplit_once('.')?;
            Some((name.to_string(), format!("/assets/{stem}-{digest}.{extension}")))
        })
        .collect()
});

fn digest(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The address of an asset, with the digest of its content.
pub(crate) fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("/assets/missing", String::as_str)
}

pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/assets/{name}", get(asset))
        .route("/favicon.ico", get(|| async { serve("seal.svg", None) }))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let plain = name.rsplit_once('.').and_then(|(stem, extension)| {
        let (stem, digest) = stem.rsplit_once('-')?;
        let plain = format!("{stem}.{extension}");
        address(&plain).contains(digest).then_some(plain)
    });
    let mut response = match &plain {
        Some(plain) => serve(plain, headers.get(header::IF_NONE_MATCH)),
        None => serve(&name, headers.get(header::IF_NONE_MATCH)),
    };
    if plain.is_some() {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}

fn serve(name: &str, seen: Option<&HeaderValue>) -> Response {
    let Some(file) = Assets::get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", digest(&file));
    let kept = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, "public, max-age=300".into())];
    if seen.is_some_and(|seen| seen.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, media_type(name))], Body::from(file.data)).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
