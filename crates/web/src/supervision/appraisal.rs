//! 月度考核: what ratings, limits and matters of a month say of each department.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use service::{Appraisal, AppraisalLine};

use super::{AppraisalSheet, AppraisalTable, Supervision};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        field::Field,
        table::{Cell, Table},
    },
};

/// Which month, by its first day: `2026-03-01`; without it, the present one.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Month {
    #[serde(default)]
    pub(super) month: String,
}

impl Month {
    /// A day of it.
    pub(super) fn day(&self, today: Date) -> Date {
        self.month.parse().unwrap_or(today)
    }
}

#[derive(Template)]
#[template(path = "supervision/appraisal.html")]
struct AppraisalPage {
    page: Page,
    appraisal: Appraisal,
    months: Field,
    table: Option<Table>,
    sheet: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(month): Query<Month>,
) -> Result<Response, Failed> {
    let appraisal = web.app.appraisal(&overseer, month.day(web.app.today())).await?;
    let months = web.app.appraisal_months().into_iter().map(|first| {
        (
            first.to_string(),
            t!("supervision.appraisal.of", year = first.year(), month = first.month()).into_owned(),
        )
    });
    let months = Field::choose("month", t!("supervision.appraisal.month"), months.collect());
    let rows: Vec<_> = appraisal.lines.iter().map(cells).collect();
    let table = (!rows.is_empty()).then(|| Table {
        caption: t!("supervision.appraisal.title").into(),
        headings: headings(),
        rows,
    });
    Ok(ui::html(&AppraisalPage {
        page: page.titled(t!("supervision.appraisal.title")).wide(),
        months: months.value(appraisal.from.to_string()).width("short"),
        table,
        sheet: format!("{AppraisalSheet}?month={}", appraisal.from),
        appraisal,
    }))
}

/// What stands over the columns, on the page as in the sheet.
pub(super) fn headings() -> Vec<String> {
    [
        t!("supervision.ratings.name"),
        t!("supervision.appraisal.decided"),
        t!("supervision.appraisal.on_time"),
        t!("supervision.appraisal.led"),
        t!("supervision.appraisal.led_good"),
        t!("supervision.appraisal.own"),
        t!("supervision.appraisal.own_good"),
        t!("supervision.appraisal.rectified"),
        t!("supervision.appraisal.complaints"),
        t!("supervision.appraisal.supervised"),
        t!("supervision.appraisal.overdue"),
    ]
    .map(Into::into)
    .to_vec()
}

fn share(percent: Option<u32>) -> String {
    percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"))
}

/// The words of a line, on the page as in the sheet.
pub(super) fn words(line: &AppraisalLine) -> Vec<String> {
    let of = |(opened, closed): (u64, u64)| format!("{closed}/{opened}");
    vec![
        line.department_name.clone(),
        line.decided.to_string(),
        share(line.on_time_percent),
        line.led_ratings.to_string(),
        share(line.led_good_percent),
        line.own_ratings.to_string(),
        share(line.own_good_percent),
        of(line.rectifications),
        of(line.complaints),
        of(line.supervised),
        line.overdue.to_string(),
    ]
}

fn cells(line: &AppraisalLine) -> Vec<Cell> {
    let mut words = words(line).into_iter();
    let name = words.next().map(Cell::Text);
    name.into_iter().chain(words.map(Cell::Number)).collect()
}
