//! Messages to people that wait, went out, or were given up, with the reason: whom they are to is not shown.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use service::words;
use store::SendingState;

use super::Sendings;
use crate::{
    Web,
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
    },
};

/// Rows of a page.
const A_PAGE: u32 = 50;

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    state: String,
    after: Option<String>,
}

/// A message on a way outside.
struct Line {
    at: String,
    channel: &'static str,
    tries: u32,
    error: String,
}

#[derive(Template)]
#[template(path = "console/sendings.html")]
struct SendingsPage {
    page: Page,
    states: FilterBar,
    lines: Vec<Line>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let state = SendingState::from_word(&wanted.state).unwrap_or(SendingState::Failed);
    let found = web.app.sendings(&visitor, state, wanted.after.as_deref(), A_PAGE).await?;
    let address = |state: SendingState| format!("{Sendings}?state={}", state.as_str());
    let states = [SendingState::Failed, SendingState::Queued, SendingState::Sent].map(|one| Filter {
        label: words::sending_state(one).to_owned(),
        href: address(one),
        current: one == state,
        count: None,
    });
    let lines = found.rows.iter().map(|one| Line {
        at: ui::moment(one.at),
        channel: words::sending_channel(&one.channel),
        tries: one.tries,
        error: one.error.clone().unwrap_or_default(),
    });
    Ok(ui::html(&SendingsPage {
        page: page.titled(t!("console.sendings.title")).wide(),
        states: FilterBar { label: t!("console.sendings.state").into(), filters: states.into() },
        lines: lines.collect(),
        empty: Empty::done(t!("console.sendings.none"), t!("console.sendings.none_text")),
        pages: Pagination::of(&address(state), wanted.after.as_deref(), found.next.as_deref()),
    }))
}
