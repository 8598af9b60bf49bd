//! Today at a glance: how much came in, was done, was on time; yellow, red, satisfaction; the
//! trend; departments and themes compared.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use service::{Failure, Overview};

use super::{FiguresSheet, SupervisedCases, SupervisedTasks, Supervision, chart::Chart, period::Period};
use crate::{
    Web, console,
    error::Failed,
    session::Overseer,
    ui::{self, Page, callout::Callout, filter_bar::FilterBar, stat::Stat},
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
    /// How many were late, and the list behind the share.
    late: (u64, String),
}

struct ThemeLine {
    name: String,
    submitted: Measured,
    completed: Measured,
    on_time: String,
    /// How many were late, and the list behind the share.
    late: (u64, String),
    satisfied: String,
    rated: String,
}

#[derive(Template)]
#[template(path = "supervision/overview.html")]
struct OverviewPage {
    page: Page,
    /// That the working calendar lacks a year.
    calendar: Option<Callout>,
    bar: FilterBar,
    from: Date,
    to: Date,
    error: Option<String>,
    stats: Vec<Stat>,
    chart: Chart,
    departments: Vec<DepartmentLine>,
    themes: Vec<ThemeLine>,
    sheet: String,
    /// The matters that somebody has to answer for.
    matters: &'static str,
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(period): Query<Period>,
) -> Result<Response, Failed> {
    if !["office", "supervisor", "government_head"].iter().any(|role| overseer.has(role)) {
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
        calendar: console::calendar::warning(&web, &overseer),
        bar: period.bar(Supervision::ROUTE),
        from: overview.from,
        to: overview.to,
        error,
        stats: stats(&overview),
        chart: Chart::of(&overview.figures.by_day, overview.from, overview.to),
        departments: departments(&overview),
        themes: themes(&overview),
        matters: MATTERS,
        sheet: format!(
            "{FiguresSheet}?{}",
            url::query([("from", overview.from.to_string()), ("to", overview.to.to_string())])
        ),
    };
    Ok(ui::html(&body))
}

/// Where the matters are listed.
const MATTERS: &str = "/matters";

/// Where the cases that a department leads are listed.
const LED: &str = "/lead";

type Word<'a> = std::borrow::Cow<'a, str>;

fn cases(pairs: &[(&str, &str)]) -> String {
    format!("{SupervisedCases}?{}", url::query(given(pairs)))
}

fn tasks(pairs: &[(&str, &str)]) -> String {
    format!("{SupervisedTasks}?{}", url::query(given(pairs)))
}

fn given<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    pairs.iter().copied().filter(|(_, value)| !value.is_empty())
}

fn percent(part: u64, whole: u64) -> String {
    (part * 100).checked_div(whole).map_or_else(|| "—".into(), |percent| format!("{percent}%"))
}

fn stats(overview: &Overview) -> Vec<Stat> {
    let figures = &overview.figures;
    let (from, to) = (overview.from.to_string(), overview.to.to_string());
    let of_days = |state: &str| cases(&[("state", state), ("from", &from), ("to", &to)]);
    let today = |state: &str| cases(&[("state", state)]);
    let share =
        |percent: Option<u32>| percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let when = |number: u64, kind: &'static str| if number > 0 { kind } else { "" };
    let ratings: u64 = figures.ratings.iter().sum();
    let bad = figures.ratings[0] + figures.ratings[1];
    let stat = |label: Word<'_>, value: String, kind, href: String, notes: Vec<(Word<'_>, String)>| Stat {
        label: label.into_owned(),
        value,
        kind,
        href: Some(href),
        notes: notes.into_iter().map(|(note, href)| (note.into_owned(), Some(href))).collect(),
    };
    vec![
        stat(
            t!("supervision.stat.submitted"),
            figures.submitted.to_string(),
            "",
            of_days(""),
            vec![(t!("supervision.stat.accepted", count = figures.accepted), of_days("accepted"))],
        ),
        stat(
            t!("supervision.stat.in_progress"),
            figures.in_progress.to_string(),
            "",
            today("in-progress"),
            vec![(
                t!("supervision.stat.correcting", count = figures.awaiting_correction),
                today("correction"),
            )],
        ),
        stat(
            t!("supervision.stat.completed"),
            figures.completed.to_string(),
            "",
            of_days("done"),
            vec![(t!("supervision.stat.delivered", count = figures.delivered), of_days("delivered"))],
        ),
        stat(
            t!("supervision.stat.on_time"),
            share(overview.on_time_percent),
            when(figures.late, "warn"),
            of_days("on-time"),
            vec![(t!("supervision.stat.late", count = figures.late), of_days("late"))],
        ),
        stat(
            t!("supervision.stat.yellow"),
            figures.yellow.to_string(),
            when(figures.yellow, "warn"),
            tasks(&[("state", "yellow")]),
            vec![(t!("supervision.stat.yellow_note"), tasks(&[("state", "yellow")]))],
        ),
        stat(
            t!("supervision.stat.red"),
            figures.red.to_string(),
            when(figures.red, "red"),
            tasks(&[("state", "red")]),
            vec![(t!("supervision.stat.red_note", count = figures.overdue), today("overdue"))],
        ),
        stat(
            t!("supervision.stat.satisfied"),
            share(overview.satisfied_percent),
            when(bad, "warn"),
            of_days("good-rating"),
            vec![
                (t!("supervision.stat.ratings", count = ratings), of_days("rated")),
                (t!("supervision.stat.bad_ratings", count = bad), of_days("bad-rating")),
            ],
        ),
        stat(
            t!("supervision.stat.not_accepted"),
            figures.not_accepted.to_string(),
            "",
            of_days("not-accepted"),
            vec![(t!("supervision.stat.withdrawn", count = figures.withdrawn), of_days("withdrawn"))],
        ),
    ]
}

fn departments(overview: &Overview) -> Vec<DepartmentLine> {
    let (from, to) = (overview.from.to_string(), overview.to.to_string());
    let rows = &overview.departments;
    let decided = |row: &store::DepartmentFigures| row.granted + row.refused;
    let most_open = rows.iter().map(|(_, row)| row.open).max().unwrap_or(0);
    let most_decided = rows.iter().map(|(_, row)| decided(row)).max().unwrap_or(0);
    rows.iter()
        .map(|(name, row)| {
            let id = row.department.as_str();
            let today = |state: &str| tasks(&[("department", id), ("state", state)]);
            let of_days =
                |state: &str| tasks(&[("department", id), ("state", state), ("from", &from), ("to", &to)]);
            DepartmentLine {
                name: name.clone(),
                open: Measured::of(row.open, most_open, today("")),
                yellow: Measured::of(row.yellow, row.open, today("yellow")),
                red: Measured::of(row.red, row.open, today("red")),
                decided: Measured::of(decided(row), most_decided, of_days("ended")),
                on_time: percent(row.on_time, row.on_time + row.late),
                late: (row.late, of_days(if row.late > 0 { "late" } else { "on-time" })),
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
            let of_days =
                |state: &str| cases(&[("theme", id), ("state", state), ("from", &from), ("to", &to)]);
            ThemeLine {
                name: name.clone(),
                submitted: Measured::of(row.submitted, most, of_days("")),
                completed: Measured::of(row.completed, most, of_days("done")),
                on_time: percent(row.on_time, row.on_time + row.late),
                late: (row.late, of_days(if row.late > 0 { "late" } else { "on-time" })),
                satisfied: percent(row.good_ratings, row.ratings),
                rated: of_days("rated"),
            }
        })
        .collect()
}
