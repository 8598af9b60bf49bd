//! The same lists and figures as spreadsheets.

use axum::{
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::{Column, Sheet, SheetCell};
use service::{Overview, words};
use store::{CaseRow, TaskRow};

use super::{
    appraisal::{self, Month},
    lists::{WantedCases, WantedTasks},
    period::Period,
};
use crate::{Web, error::Failed, session::Overseer, ui, url};

/// Rows that a sheet takes.
const MOST: usize = 20_000;

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn columns(headings: &[(&str, u8)]) -> Vec<Column> {
    let column = |(heading, width): &(&str, u8)| Column { heading: (*heading).to_owned(), width: *width };
    headings.iter().map(column).collect()
}

/// The file, under a name with its day.
fn file(web: &Web, name: &str, sheets: &[Sheet]) -> Result<Response, Failed> {
    let today = web.app.today();
    let bytes = documents::spreadsheet(sheets, today).map_err(Failed::fault)?;
    let name = format!("{name}-{today}.xlsx");
    let disposition = format!("attachment; filename*=UTF-8''{}", url::encode(&name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// What stands above a table: what is listed, when it was made, and whether it is all.
fn heads(web: &Web, what: String, cut: bool) -> Vec<String> {
    let mut heads = vec![what, t!("supervision.sheet.made", day = ui::day(web.app.today())).into_owned()];
    if cut {
        heads.push(t!("supervision.sheet.cut", count = MOST).into_owned());
    }
    heads
}

/// 办件清单
pub(super) async fn cases(
    State(web): State<Web>,
    overseer: Overseer,
    Query(wanted): Query<WantedCases>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let (rows, cut) = web.app.whole_cases(&overseer, wanted.filter(today), MOST).await?;
    let place = |row: &CaseRow| {
        let at = row.place.as_ref()?;
        catalog.places.iter().find(|place| place.id == *at).map(|place| place.name.clone())
    };
    let line = |row: &CaseRow| -> Vec<SheetCell> {
        vec![
            row.number.as_str().into(),
            row.theme_name.as_str().into(),
            identifiers::mask_name(&row.applicant_name).into(),
            words::stage(row.stage).into(),
            casework::case::day_of(row.submitted_at).into(),
            row.due.into(),
            place(row).into(),
            catalog.department_name(&row.lead).into(),
            u64::from(row.tasks_total).into(),
            u64::from(row.tasks_ended).into(),
            row.rating.map(words::rating_level).into(),
        ]
    };
    let sheet = Sheet {
        name: t!("supervision.cases").into(),
        heads: heads(&web, wanted.words(), cut),
        columns: columns(&[
            (&t!("ui.cases.number"), 20),
            (&t!("ui.cases.theme"), 28),
            (&t!("ui.cases.applicant"), 12),
            (&t!("ui.cases.stage"), 18),
            (&t!("supervision.sheet.submitted_on"), 12),
            (&t!("supervision.sheet.due"), 12),
            (&t!("supervision.sheet.place"), 26),
            (&t!("supervision.sheet.lead"), 22),
            (&t!("supervision.sheet.tasks"), 8),
            (&t!("supervision.sheet.tasks_ended"), 8),
            (&t!("supervision.case.rating"), 12),
        ]),
        rows: rows.iter().map(line).collect(),
    };
    file(&web, &t!("supervision.cases"), &[sheet])
}

/// 月度考核表
pub(super) async fn appraisal(
    State(web): State<Web>,
    overseer: Overseer,
    Query(month): Query<Month>,
) -> Result<Response, Failed> {
    let appraisal = web.app.appraisal(&overseer, month.day(web.app.today())).await?;
    let headings = appraisal::headings();
    let columns = headings.iter().map(|heading| Column { heading: heading.clone(), width: 14 });
    let days = format!("{} — {}", ui::day(appraisal.from), ui::day(appraisal.to));
    let cells = |line| appraisal::words(line).iter().map(|word| word.as_str().into()).collect();
    let sheet = Sheet {
        name: t!("supervision.appraisal.title").into(),
        heads: heads(&web, days, false),
        columns: columns.collect(),
        rows: appraisal.lines.iter().map(cells).collect::<Vec<Vec<SheetCell>>>(),
    };
    file(&web, &t!("supervision.appraisal.title"), &[sheet])
}

/// 事项清单
pub(super) async fn tasks(
    State(web): State<Web>,
    overseer: Overseer,
    Query(wanted): Query<WantedTasks>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let (rows, cut) = web.app.whole_tasks(&overseer, wanted.filter(today), MOST).await?;
    let line = |row: &TaskRow| -> Vec<SheetCell> {
        let ended = row.ended_at.map(casework::case::day_of);
        let in_time = ended.zip(row.due).map(|(ended, due)| {
            if ended <= due { t!("supervision.sheet.yes") } else { t!("supervision.sheet.no") }.into_owned()
        });
        vec![
            row.id.0.as_str().into(),
            words::item_row(&catalog, &row.item, row.row).into(),
            row.theme_name.as_str().into(),
            catalog.department_name(&row.department).into(),
            identifiers::mask_name(&row.applicant_name).into(),
            words::task_stage(row.stage).into(),
            row.since.into(),
            row.due.into(),
            row.statutory_due.into(),
            ended.into(),
            in_time.into(),
        ]
    };
    let sheet = Sheet {
        name: t!("supervision.tasks").into(),
        heads: heads(&web, wanted.words(), cut),
        columns: columns(&[
            (&t!("ui.tasks.number"), 22),
            (&t!("ui.tasks.item"), 32),
            (&t!("ui.tasks.theme"), 28),
            (&t!("ui.tasks.department"), 22),
            (&t!("ui.tasks.applicant"), 12),
            (&t!("ui.tasks.stage"), 12),
            (&t!("supervision.sheet.since"), 12),
            (&t!("supervision.sheet.due"), 12),
            (&t!("supervision.sheet.statutory_due"), 12),
            (&t!("supervision.sheet.ended_on"), 12),
            (&t!("supervision.sheet.in_time"), 8),
        ]),
        rows: rows.iter().map(line).collect(),
    };
    file(&web, &t!("supervision.tasks"), &[sheet])
}

/// The figures of a period: at a glance, by department, by theme, by day.
pub(super) async fn figures(
    State(web): State<Web>,
    overseer: Overseer,
    Query(period): Query<Period>,
) -> Result<Response, Failed> {
    let (from, to) = period.days(web.app.today());
    let overview = web.app.overview(&overseer, from, to).await?;
    let what = if from == to {
        ui::day(from)
    } else {
        t!("supervision.list.between", from = ui::day(from), to = ui::day(to)).into_owned()
    };
    let heads = heads(&web, what, false);
    let sheets = [
        at_a_glance(&overview, &heads),
        departments(&overview, &heads),
        themes(&overview, &heads),
        days(&overview, &heads),
    ];
    file(&web, &t!("supervision.title"), &sheets)
}

fn percent(part: u64, whole: u64) -> SheetCell {
    let share = (part * 100).checked_div(whole).and_then(|share| u32::try_from(share).ok());
    share.map_or(SheetCell::Empty, SheetCell::Percent)
}

fn at_a_glance(overview: &Overview, heads: &[String]) -> Sheet {
    let figures = &overview.figures;
    let row = |label: std::borrow::Cow<'_, str>, cell: SheetCell| vec![label.into_owned().into(), cell];
    let ratings: u64 = figures.ratings.iter().sum();
    Sheet {
        name: t!("supervision.sheet.glance").into(),
        heads: heads.to_vec(),
        columns: columns(&[(&t!("supervision.sheet.what"), 24), (&t!("supervision.sheet.figure"), 12)]),
        rows: vec![
            row(t!("supervision.stat.submitted"), figures.submitted.into()),
            row(t!("supervision.state.accepted"), figures.accepted.into()),
            row(t!("supervision.stat.completed"), figures.completed.into()),
            row(t!("supervision.state.on_time"), figures.on_time.into()),
            row(t!("supervision.state.late"), figures.late.into()),
            row(t!("supervision.stat.on_time"), percent(figures.on_time, figures.on_time + figures.late)),
            row(t!("supervision.state.delivered"), figures.delivered.into()),
            row(t!("supervision.stat.not_accepted"), figures.not_accepted.into()),
            row(t!("supervision.state.withdrawn"), figures.withdrawn.into()),
            row(t!("supervision.state.rated"), ratings.into()),
            row(t!("supervision.stat.satisfied"), percent(figures.ratings[2..].iter().sum(), ratings)),
            row(t!("supervision.sheet.in_progress"), figures.in_progress.into()),
            row(t!("supervision.sheet.correction"), figures.awaiting_correction.into()),
            row(t!("supervision.sheet.overdue"), figures.overdue.into()),
            row(t!("supervision.sheet.yellow"), figures.yellow.into()),
            row(t!("supervision.sheet.red"), figures.red.into()),
        ],
    }
}

fn departments(overview: &Overview, heads: &[String]) -> Sheet {
    let rows = overview.departments.iter().map(|(name, row)| -> Vec<SheetCell> {
        vec![
            name.as_str().into(),
            row.open.into(),
            row.yellow.into(),
            row.red.into(),
            row.granted.into(),
            row.refused.into(),
            percent(row.on_time, row.on_time + row.late),
        ]
    });
    Sheet {
        name: t!("supervision.departments.title").into(),
        heads: heads.to_vec(),
        columns: columns(&[
            (&t!("supervision.departments.name"), 26),
            (&t!("supervision.departments.open"), 12),
            (&t!("supervision.stat.yellow"), 8),
            (&t!("supervision.stat.red"), 8),
            (&t!("supervision.sheet.granted"), 8),
            (&t!("supervision.sheet.refused"), 8),
            (&t!("supervision.stat.on_time"), 12),
        ]),
        rows: rows.collect(),
    }
}

fn themes(overview: &Overview, heads: &[String]) -> Sheet {
    let rows = overview.themes.iter().map(|(name, row)| -> Vec<SheetCell> {
        vec![
            name.as_str().into(),
            row.submitted.into(),
            row.completed.into(),
            percent(row.on_time, row.on_time + row.late),
            row.ratings.into(),
            percent(row.good_ratings, row.ratings),
        ]
    });
    Sheet {
        name: t!("supervision.sheet.themes").into(),
        heads: heads.to_vec(),
        columns: columns(&[
            (&t!("ui.cases.theme"), 30),
            (&t!("supervision.stat.submitted"), 8),
            (&t!("supervision.stat.completed"), 8),
            (&t!("supervision.stat.on_time"), 12),
            (&t!("supervision.state.rated"), 8),
            (&t!("supervision.stat.satisfied"), 10),
        ]),
        rows: rows.collect(),
    }
}

fn days(overview: &Overview, heads: &[String]) -> Sheet {
    let rows = overview.figures.by_day.iter();
    Sheet {
        name: t!("supervision.sheet.days").into(),
        heads: heads.to_vec(),
        columns: columns(&[
            (&t!("supervision.chart.day"), 12),
            (&t!("supervision.chart.came"), 8),
            (&t!("supervision.chart.done"), 8),
        ]),
        rows: rows.map(|(day, came, done)| vec![(*day).into(), (*came).into(), (*done).into()]).collect(),
    }
}
