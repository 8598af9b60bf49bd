//! Today at a glance: how much came in, was done, was on time; yellow, red, satisfaction; the
//! trend; departments and themes compared.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use service::{Failure, Overview};

use super::{SupervisedCases, SupervisedTasks, Supervision, chart::Chart, period::Period};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{self, Page, filter_bar::FilterBar, stat::Stat},
    url,
};

/// A number in a table with a bar as long as its share of the most.
struct Measured {
    value: u64,
    share: u64,
    href: String,
}

impl Measured {
    fn of(value: u64, most: u64, href: String) -> Self {
        Self { value, share: (value * 100).checked_div(most).unwrap_or(0), href }
    }
}

struct DepartmentLine {
    name: String,
    open: Measured,
    yellow: Measured,
    red: Measured,
    decided: Measured,
    on_time: String,
}

struct ThemeLine {
    name: String,
    submitted: Measured,
    completed: Measured,
    on_time: String,
    satisfied: String,
}

#[derive(Template)]
#[template(path = "supervision/overview.html")]
struct OverviewPage {
    page: Page,
    bar: FilterBar,
    from: Date,
    to: Date,
    error: Option<String>,
    stats: Vec<Stat>,
    chart: Chart,
    departments: Vec<DepartmentLine>,
    themes: Vec<ThemeLine>,
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(period): Query<Period>,
) -> Result<Response, Failed> {
    if !overseer.has("office") && !overseer.has("supervisor") {
        // A lead department looks after its own cases.
        return Ok(Redirect::to(LED).into_response());
    }
    let today = web.app.today();
    let (from, to) = period.days(today);
    let (overview, error) = match web.app.overview(&overseer, from, to).await {
        Ok(overview) => (overview, None),
        Err(Failure::Invalid(complaints)) => {
            let told = complaints.into_iter().next().map(|complaint| complaint.message);
            (web.app.overview(&overseer, today, today).await?, told)
        }
        Err(other) => return Err(other.into()),
    };
    let body = OverviewPage {
        page: page.titled(t!("supervision.title")).wide(),
        bar: period.bar(Supervision::ROUTE),
        from: overview.from,
        to: overview.to,
        error,
        stats: stats(&overview),
        chart: Chart::of(&overview.figures.by_day, overview.from, overview.to),
        departments: departments(&overview),
        themes: themes(&overview),
    };
    Ok(ui::html(&body))
}

/// Where the cases that a department leads are listed.
const LED: &str = "/lead";

fn cases(pairs: &[(&str, &str)]) -> String {
    format!("{SupervisedCases}?{}", url::query(pairs.iter().copied()))
}

fn tasks(pairs: &[(&str, &str)]) -> String {
    format!("{SupervisedTasks}?{}", url::query(pairs.iter().copied()))
}

fn percent(part: u64, whole: u64) -> String {
    (part * 100).checked_div(whole).map_or_else(|| "—".into(), |percent| format!("{percent}%"))
}

fn stats(overview: &Overview) -> Vec<Stat> {
    let figures = &overview.figures;
    let (from, to) = (overview.from.to_string(), overview.to.to_string());
    let stat = |label: std::borrow::Cow<'_, str>, value: String, note: String, kind, href: String| Stat {
        label: label.into_owned(),
        value,
        note,
        kind,
        href: Some(href),
    };
    let share =
        |percent: Option<u32>| percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let when = |number: u64, kind: &'static str| if number > 0 { kind } else { "" };
    let ratings: u64 = figures.ratings.iter().sum();
    vec![
        stat(
            t!("supervision.stat.submitted"),
            figures.submitted.to_string(),
            t!("supervision.stat.accepted", count = figures.accepted).into(),
            "",
            cases(&[("from", &from), ("to", &to)]),
        ),
        stat(
            t!("supervision.stat.in_progress"),
            figures.in_progress.to_string(),
            t!("supervision.stat.correcting", count = figures.awaiting_correction).into(),
            "",
            cases(&[("state", "in-progress")]),
        ),
        stat(
            t!("supervision.stat.completed"),
            figures.completed.to_string(),
            t!("supervision.stat.delivered", count = figures.delivered).into(),
            "",
            cases(&[("state", "done")]),
        ),
        stat(
            t!("supervision.stat.on_time"),
            share(overview.on_time_percent),
            t!("supervision.stat.late", count = figures.late).into(),
            when(figures.late, "warn"),
            cases(&[("state", "overdue")]),
        ),
        stat(
            t!("supervision.stat.yellow"),
            figures.yellow.to_string(),
            t!("supervision.stat.yellow_note").into(),
            when(figures.yellow, "warn"),
            tasks(&[("light", "yellow")]),
        ),
        stat(
            t!("supervision.stat.red"),
            figures.red.to_string(),
            t!("supervision.stat.red_note", count = figures.overdue).into(),
            when(figures.red, "red"),
            tasks(&[("light", "red")]),
        ),
        stat(
            t!("supervision.stat.satisfied"),
            share(overview.satisfied_percent),
            t!("supervision.stat.ratings", count = ratings, bad = figures.ratings[0] + figures.ratings[1])
                .into(),
            when(figures.ratings[0] + figures.ratings[1], "warn"),
            cases(&[("state", "bad-rating")]),
        ),
        stat(
            t!("supervision.stat.not_accepted"),
            figures.not_accepted.to_string(),
            t!("supervision.stat.withdrawn", count = figures.withdrawn).into(),
            "",
            cases(&[("state", "not-accepted")]),
        ),
    ]
}

fn departments(overview: &Overview) -> Vec<DepartmentLine> {
    let rows = &overview.departments;
    let decided = |row: &store::DepartmentFigures| row.granted + row.refused;
    let most_open = rows.iter().map(|(_, row)| row.open).max().unwrap_or(0);
    let most_decided = rows.iter().map(|(_, row)| decided(row)).max().unwrap_or(0);
    rows.iter()
        .map(|(name, row)| {
            let id = row.department.as_str();
            DepartmentLine {
                name: name.clone(),
                open: Measured::of(row.open, most_open, tasks(&[("department", id)])),
                yellow: Measured::of(row.yellow, row.open, tasks(&[("department", id), ("light", "yellow")])),
                red: Measured::of(row.red, row.open, tasks(&[("department", id), ("light", "red")])),
                decided: Measured::of(
                    decided(row),
                    most_decided,
                    tasks(&[("department", id), ("state", "ended")]),
                ),
                on_time: percent(row.on_time, row.on_time + row.late),
            }
        })
        .collect()
}

fn themes(overview: &Overview) -> Vec<ThemeLine> {
    let (from, to) = (overview.from.to_string(), overview.to.to_string());
    let rows = &overview.themes;
    let most = rows.iter().map(|(_, row)| row.submitted.max(row.completed)).max().unwrap_or(0);
    rows.iter()
        .map(|(name, row)| {
            let id = row.theme.as_str();
            ThemeLine {
                name: name.clone(),
                submitted: Measured::of(
                    row.submitted,
                    most,
                    cases(&[("theme", id), ("from", &from), ("to", &to)]),
                ),
                completed: Measured::of(row.completed, most, cases(&[("theme", id), ("state", "done")])),
                on_time: percent(row.on_time, row.on_time + row.late),
                satisfied: percent(row.good_ratings, row.ratings),
            }
        })
        .collect()
}
