//! What supervision looks at by itself: departments that let the five days go by, corrections asked for again.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use service::FindingLine;

use super::{Findings, SupervisedCase, Supervision};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{self, Page, empty::Empty, pagination::Pagination, tag::Tag},
};

/// Rows of a page.
const A_PAGE: u32 = 50;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "supervision/findings.html")]
struct FindingsPage {
    page: Page,
    lines: Vec<FindingLine>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let found = web.app.findings(&overseer, wanted.after.as_deref(), A_PAGE).await?;
    let body = FindingsPage {
        page: page.titled(t!("supervision.findings.title")).wide(),
        lines: found.rows,
        empty: Empty {
            icon: "check",
            title: t!("supervision.findings.empty").into(),
            text: t!("supervision.findings.empty_text").into(),
            next: None,
        },
        pages: Pagination::of(&format!("{Findings}?"), wanted.after.as_deref(), found.next.as_deref()),
    };
    Ok(ui::html(&body))
}
