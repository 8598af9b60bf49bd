//! Ratings as everybody may read them: how many rated and how, and what was put right. Nobody's name.

use std::borrow::Cow;

use askama::Template;
use axum::{extract::State, response::Response};
use service::PublishedRatings;

use crate::{
    Web,
    error::Failed,
    ui::{
        self, Page,
        ratings::{self, share},
        table::Table,
    },
};

/// How far back the figures go, in days.
const DAYS: i64 = 90;

#[derive(Template)]
#[template(path = "portal/ratings.html")]
struct RatingsPage {
    page: Page,
    told: PublishedRatings,
    good: String,
    not_rated: String,
    themes: Table,
    departments: Table,
}

pub(crate) async fn show(State(web): State<Web>, page: Page) -> Result<Response, Failed> {
    let to = web.app.today();
    let from = to.saturating_sub(jiff::Span::new().days(DAYS));
    let told = web.app.published_ratings(from, to).await?;
    Ok(ui::html(&RatingsPage {
        page: page.titled(t!("portal.ratings.title")),
        good: share(told.whole.good_rate),
        not_rated: share(told.whole.not_rated_rate),
        themes: ratings::table(t!("portal.ratings.by_theme"), headings(), &told.themes),
        departments: ratings::table(t!("portal.ratings.by_department"), headings(), &told.departments),
        told,
    }))
}

fn headings() -> [Cow<'static, str>; 5] {
    [
        t!("portal.ratings.name"),
        t!("portal.ratings.completed"),
        t!("portal.ratings.rated"),
        t!("portal.ratings.good"),
        t!("portal.ratings.not_rated"),
    ]
}
