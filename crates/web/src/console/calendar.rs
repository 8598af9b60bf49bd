//! The working calendar: which years are published, what the district set otherwise, and what is missing.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{CalendarState, Visitor};

use super::Calendar;
use crate::{
    Web,
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, tag::Tag},
};

#[derive(Template)]
#[template(path = "console/calendar.html")]
struct CalendarPage {
    page: Page,
    callout: Callout,
    state: CalendarState,
}

impl CalendarPage {
    fn tag(&self, published: &bool) -> Tag {
        if *published {
            Tag::done(t!("console.calendar.published"))
        } else {
            Tag::warn(t!("console.calendar.unpublished"))
        }
    }
}

/// That a year which limits reach is missing, for those who can do something about it.
pub(crate) fn warning(web: &Web, visitor: &Visitor) -> Option<Callout> {
    let year = web.app.calendar_warning(visitor)?;
    let title = t!("console.calendar.missing", year = year);
    Some(
        Callout::warn(title, t!("console.calendar.missing_text"))
            .leading_to(t!("console.calendar.look"), Calendar.to_string()),
    )
}

pub(super) async fn show(State(web): State<Web>, visitor: SignedIn, page: Page) -> Result<Response, Failed> {
    let state = web.app.calendar_state(&visitor).await?;
    let callout = match state.missing {
        Some(year) => Callout::warn(
            t!("console.calendar.missing", year = year),
            t!("console.calendar.estimated", year = year, tasks = state.estimated_tasks),
        ),
        None => Callout::done(t!("console.calendar.whole"), t!("console.calendar.whole_text")),
    };
    Ok(ui::html(&CalendarPage { page: page.titled(t!("console.calendar.title")).wide(), callout, state }))
}
