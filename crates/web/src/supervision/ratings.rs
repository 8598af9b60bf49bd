//! Ratings under supervision: the shares by department and theme, what became of the bad ones, and signs
//! that ratings were manufactured.

use std::borrow::Cow;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use service::PublishedRatings;
use store::RatingSignal;

use super::{SupervisedCase, SupervisedRatings, Supervision, period::Period};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        filter_bar::FilterBar,
        ratings::{self, share},
        stat::Stat,
        table::{Cell, Table},
    },
};

#[derive(Template)]
#[template(path = "supervision/ratings.html")]
struct RatingsPage {
    page: Page,
    bar: FilterBar,
    told: PublishedRatings,
    stats: Vec<Stat>,
    signals: Option<Table>,
    departments: Table,
    themes: Table,
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(period): Query<Period>,
) -> Result<Response, Failed> {
    let (from, to) = period.days(web.app.today());
    let signals = web.app.rating_signals(&overseer, from, to).await?;
    let told = web.app.published_ratings(from, to).await?;
    Ok(ui::html(&RatingsPage {
        page: page.titled(t!("supervision.ratings.title")).wide(),
        bar: period.bar(SupervisedRatings::ROUTE),
        stats: stats(&told),
        signals: (!signals.is_empty()).then(|| signs(&web, &signals)),
        departments: ratings::table(t!("supervision.departments.title"), headings(), &told.departments),
        themes: ratings::table(t!("supervision.themes.title"), headings(), &told.themes),
        told,
    }))
}

fn of(part: u64, whole: u64) -> String {
    (part * 100).checked_div(whole).map_or_else(|| "—".into(), |percent| format!("{percent}%"))
}

type Word<'a> = Cow<'a, str>;

fn stats(told: &PublishedRatings) -> Vec<Stat> {
    let bad = &told.bad;
    let stat = |label: Word<'_>, value: String, note: Word<'_>| Stat {
        label: label.into(),
        value,
        kind: "",
        href: None,
        notes: vec![(note.into(), None)],
    };
    vec![
        stat(
            t!("supervision.ratings.good"),
            share(told.whole.good_rate),
            t!("supervision.ratings.good_note", count = told.whole.ratings),
        ),
        stat(
            t!("supervision.ratings.not_rated"),
            share(told.whole.not_rated_rate),
            t!("supervision.ratings.not_rated_note", count = told.whole.completed),
        ),
        stat(
            t!("supervision.ratings.replied"),
            of(bad.answered, bad.opened),
            t!("supervision.ratings.replied_note", count = bad.opened, late = bad.overdue),
        ),
        stat(
            t!("supervision.ratings.rectified"),
            of(bad.closed, bad.opened),
            t!("supervision.ratings.rectified_note", count = bad.closed),
        ),
        stat(
            t!("supervision.ratings.content"),
            of(bad.content, bad.called_back),
            t!("supervision.ratings.content_note", count = bad.called_back),
        ),
    ]
}

fn signs(web: &Web, signals: &[RatingSignal]) -> Table {
    let catalog = web.app.catalog();
    let rows = signals.iter().map(|signal| {
        let what = match signal.sign {
            "device" => t!("supervision.ratings.sign_device", count = signal.count),
            "seconds" => t!("supervision.ratings.sign_seconds"),
            "counter" => t!("supervision.ratings.sign_counter", count = signal.count),
            _ => t!("supervision.ratings.sign_staff"),
        };
        let place = signal.place.as_ref().map_or_else(String::new, |id| {
            let known = catalog.places.iter().find(|place| place.id == *id);
            known.map_or_else(|| id.to_string(), |place| place.name.clone())
        });
        let case = match &signal.case {
            Some(case) => Cell::Link(case.to_string(), SupervisedCase(case.as_str()).to_string()),
            None => Cell::Text(String::new()),
        };
        vec![Cell::Text(what.into()), Cell::Text(place), case]
    });
    Table {
        caption: t!("supervision.ratings.signs").into(),
        headings: vec![
            t!("supervision.ratings.sign").into(),
            t!("supervision.ratings.place").into(),
            t!("supervision.ratings.case").into(),
        ],
        rows: rows.collect(),
    }
}

fn headings() -> [Cow<'static, str>; 5] {
    [
        t!("supervision.ratings.name"),
        t!("supervision.stat.completed"),
        t!("supervision.ratings.given"),
        t!("supervision.ratings.good"),
        t!("supervision.ratings.not_rated"),
    ]
}
