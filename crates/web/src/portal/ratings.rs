//! Ratings as everybody may read them: how many rated and how, and what was put right. Nobody's name.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{PublishedRatings, RatingLine};

use crate::{
    Web,
    error::Failed,
    ui::{
        self, Page,
        table::{Cell, Table},
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
        themes: table(t!("portal.ratings.by_theme"), &told.themes),
        departments: table(t!("portal.ratings.by_department"), &told.departments),
        told,
    }))
}

fn share(percent: Option<u32>) -> String {
    percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"))
}

fn table(caption: std::borrow::Cow<'_, str>, lines: &[RatingLine]) -> Table {
    let rows = lines.iter().map(|line| {
        vec![
            Cell::Text(line.name.clone()),
            Cell::Number(line.completed.to_string()),
            Cell::Number(line.ratings.to_string()),
            Cell::Number(share(line.good_rate)),
            Cell::Number(share(line.not_rated_rate)),
        ]
    });
    Table {
        caption: caption.into(),
        headings: vec![
            t!("portal.ratings.name").into(),
            t!("portal.ratings.completed").into(),
            t!("portal.ratings.rated").into(),
            t!("portal.ratings.good").into(),
            t!("portal.ratings.not_rated").into(),
        ],
        rows: rows.collect(),
    }
}
