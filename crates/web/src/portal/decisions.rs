//! 决定公开: licences that were granted to enterprises, for everybody to look up by name or number.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

use crate::{
    Web,
    error::Failed,
    ui::{
        self, Page,
        field::Field,
        pagination::Pagination,
        table::{Cell, Table},
        tag::Tag,
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 30;

/// What is looked for.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/decisions.html")]
struct DecisionsPage {
    page: Page,
    words: Field,
    /// Somebody looked for words; without them an empty page means that nothing was published yet.
    searched: bool,
    table: Option<Table>,
    pages: Pagination,
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let found = web.app.public_decisions(&wanted.q, wanted.after.as_deref(), A_PAGE).await?;
    let rows: Vec<_> = found
        .rows
        .iter()
        .map(|line| {
            let licence = &line.licence;
            let decision = &licence.decision;
            let valid = match decision.valid_until {
                Some(until) => {
                    t!("portal.decisions.until", from = ui::day(decision.valid_from), until = ui::day(until))
                }
                None => t!("portal.decisions.from", from = ui::day(decision.valid_from)),
            };
            let state = match licence.revoked_on {
                Some(on) => Cell::Tag(Tag::red(t!("portal.decisions.revoked", day = ui::day(on)))),
                None => Cell::Tag(Tag::done(t!("portal.decisions.granted"))),
            };
            vec![
                Cell::Text(decision.holder.clone()),
                Cell::Text(decision.name.clone()),
                Cell::Text(decision.number.clone()),
                Cell::Text(line.department_name.clone()),
                Cell::Text(ui::day(decision.granted_on)),
                Cell::Text(valid.into_owned()),
                state,
            ]
        })
        .collect();
    let table = (!rows.is_empty()).then(|| Table {
        caption: t!("portal.decisions.title").into(),
        headings: vec![
            t!("portal.decisions.holder").into(),
            t!("portal.decisions.name").into(),
            t!("portal.decisions.number").into(),
            t!("portal.decisions.department").into(),
            t!("portal.decisions.on").into(),
            t!("portal.decisions.valid").into(),
            t!("portal.decisions.state").into(),
        ],
        rows,
    });
    let address = match wanted.q.trim() {
        "" => url::Decisions.to_string(),
        words => format!("{}?q={}", url::Decisions, url::encode(words)),
    };
    Ok(ui::html(&DecisionsPage {
        page: page.titled(t!("portal.decisions.title")),
        words: Field::text("q", t!("portal.decisions.words")).optional().value(&wanted.q),
        pages: Pagination::of(&address, wanted.after.as_deref(), found.next.as_deref()),
        searched: !wanted.q.trim().is_empty(),
        table,
    }))
}
