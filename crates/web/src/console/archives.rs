//! 归档: the packages of closed cases, to be taken out for the archive.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use store::ArchiveRow;

use super::Archives;
use crate::{
    Web,
    error::Failed,
    session::SignedIn,
    ui::{self, Page, empty::Empty, pagination::Pagination},
};

/// Rows of a page.
const A_PAGE: u32 = 50;

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "console/archives.html")]
struct ArchivesPage {
    page: Page,
    rows: Vec<ArchiveRow>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let found = web.app.archives(&visitor, wanted.after.as_deref(), A_PAGE).await?;
    Ok(ui::html(&ArchivesPage {
        page: page.titled(t!("console.archives.title")).wide(),
        pages: Pagination::of(&Archives.to_string(), wanted.after.as_deref(), found.next.as_deref()),
        rows: found.rows,
        empty: Empty {
            icon: "check",
            title: t!("console.archives.none").into(),
            text: t!("console.archives.none_text").into(),
            next: None,
        },
    }))
}

/// The package itself.
pub(super) async fn take(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
) -> Result<Response, Failed> {
    let (name, bytes) = web.app.archive_of(&visitor, &number).await?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
