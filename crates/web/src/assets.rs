//! Stylesheet, script and pictures, embedded in the binary.
//!
//! An address carries a digest of the content, so browsers may keep it for ever.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hasher},
    sync::LazyLock,
};

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

use crate::{Web, routing::Routes};

#[derive(Embed)]
#[folder = "assets"]
struct Files;

/// What is served under one name, and the digest of it.
struct Asset {
    content: Cow<'static, [u8]>,
    digest: String,
}

/// All assets by their names. A folder is served as one file: its parts one behind the other, by their names.
static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let mut files: Vec<_> = Files::iter().collect();
    files.sort();
    let mut contents: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
    for file in files {
        let Some(found) = Files::get(&file) else { continue };
        match file.split_once('/') {
            Some((folder, part)) => {
                let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
                let whole = contents.entry(format!("{folder}.{extension}")).or_default();
                whole.to_mut().extend_from_slice(&found.data);
            }
            None => drop(contents.insert(file.into_owned(), found.data)),
        }
    }
    let digested = contents.into_iter().map(|(name, content)| {
        let digest = digest(&content);
        (name, Asset { content, digest })
    });
    digested.collect()
});

/// The addresses of all assets, by their names.
static ADDRESSES: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let addresses = ASSETS.iter().filter_map(|(name, asset)| {
        let (stem, extension) = name.rsplit_once('.')?;
        Some((name.as_str(), format!("/assets/{stem}-{}.{extension}", asset.digest)))
    });
    addresses.collect()
});

/// Tells one content from the next; the same in every process of this program.
fn digest(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    format!("{:012x}", hasher.finish() >> 16)
}

/// The address of an asset, with the digest of its content.
pub(crate) fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("/assets/missing", String::as_str)
}

pub(crate) fn routes() -> Router<Web> {
    Router::new().get("/assets/{name}", asset).get("/favicon.ico", || async { serve("seal.svg", None) })
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
    let Some(asset) = ASSETS.get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", asset.digest);
    let kept = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, "public, max-age=300".into())];
    if seen.is_some_and(|seen| seen.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, media_type(name))], Body::from(asset.content.as_ref())).into_response()
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
