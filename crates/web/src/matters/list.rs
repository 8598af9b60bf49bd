//! The matters that one has to do with, the latest first; and, for those who supervise, what else is worth
//! a look and wants no answer.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use casework::MatterStage;
use serde::Deserialize;
use service::{AnyMatter, GrievanceView};
use store::MatterFilter;

use super::{GrievanceOf, MatterOf, Matters};
use crate::{
    Web,
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
        table::{Cell, Table},
        tag::Tag,
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 50;

/// Which matters.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "matters/list.html")]
struct MattersPage {
    page: Page,
    bars: [FilterBar; 2],
    table: Option<Table>,
    empty: Empty,
    pagination: Pagination,
}

pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    if wanted.kind == EVENTS {
        return events(&web, &visitor, page, &wanted).await;
    }
    if wanted.kind == GRIEVANCES {
        return grievances(&web, &visitor, page, &wanted).await;
    }
    let filter = MatterFilter {
        kind: Some(wanted.kind.clone()).filter(|kind| !kind.is_empty()),
        open: wanted.state != "all",
        overdue: wanted.state == "overdue",
    };
    let after = wanted.after.as_deref();
    let found = match wanted.kind.is_empty() {
        true => web.app.all_matters(&visitor, &filter, after, A_PAGE).await?,
        false => {
            let page = web.app.matters(&visitor, filter, after, A_PAGE).await?;
            store::Page { rows: page.rows.into_iter().map(AnyMatter::Matter).collect(), next: page.next }
        }
    };
    let rows: Vec<_> = found.rows.iter().map(row).collect();
    let table = (!rows.is_empty()).then(|| Table {
        caption: t!("matters.list.title").into(),
        headings: headings(),
        rows,
    });
    let pagination =
        Pagination::of(&address(&wanted.kind, &wanted.state), wanted.after.as_deref(), found.next.as_deref());
    Ok(ui::html(&MattersPage {
        page: page.titled(t!("matters.list.title")).wide(),
        bars: bars(&visitor, &wanted),
        table,
        empty: nothing(),
        pagination,
    }))
}

/// The kind under which stands what could not be done before there was any case.
const GRIEVANCES: &str = "grievance";

async fn grievances(web: &Web, visitor: &SignedIn, page: Page, wanted: &Wanted) -> Result<Response, Failed> {
    let found = match wanted.state.as_str() {
        "overdue" => store::Page { rows: web.app.late_grievances(visitor).await?, next: None },
        state => web.app.grievances(visitor, state != "all", wanted.after.as_deref(), A_PAGE).await?,
    };
    let rows: Vec<_> = found.rows.iter().map(|one| grievance_row(one.number.clone(), one)).collect();
    let table = (!rows.is_empty()).then(|| Table {
        caption: t!("matters.kind.grievance").into(),
        headings: headings(),
        rows,
    });
    let next = found.next.as_deref();
    let pagination = Pagination::of(&address(&wanted.kind, &wanted.state), wanted.after.as_deref(), next);
    Ok(ui::html(&MattersPage {
        bars: bars(visitor, wanted),
        page: page.titled(t!("matters.list.title")).wide(),
        table,
        empty: nothing(),
        pagination,
    }))
}

/// A line of the whole list, whatever it is.
fn row(line: &AnyMatter) -> Vec<Cell> {
    match line {
        AnyMatter::Matter(line) => vec![
            Cell::Link(
                line.title.clone(),
                MatterOf(line.case.as_str(), line.nth.to_string().as_str()).to_string(),
            ),
            Cell::Text(line.theme_name.clone()),
            Cell::Text(line.department_name.clone()),
            Cell::Tag(tag(line.stage, line.stage_label, line.overdue)),
            Cell::Text(line.due.map_or_else(String::new, ui::day)),
            Cell::Text(ui::moment(line.opened_at)),
        ],
        AnyMatter::Grievance(one) => {
            grievance_row(format!("{} {}", t!("matters.kind.grievance"), one.number), one)
        }
        AnyMatter::Event(line) => vec![
            Cell::Link(line.title.to_owned(), crate::supervision::SupervisedCase(&line.case).to_string()),
            Cell::Text(line.theme_name.clone()),
            Cell::Text(line.department_name.clone()),
            Cell::Text(line.text.clone()),
            Cell::Text(String::new()),
            Cell::Text(ui::moment(line.at)),
        ],
    }
}

fn grievance_row(title: String, one: &GrievanceView) -> Vec<Cell> {
    vec![
        Cell::Link(title, GrievanceOf(&one.number).to_string()),
        Cell::Text(one.theme_name.clone().or(one.place_name.clone()).unwrap_or_default()),
        Cell::Text(one.department_name.clone()),
        Cell::Tag(tag(one.stage, one.stage_label, one.overdue)),
        Cell::Text(one.due.map_or_else(String::new, ui::day)),
        Cell::Text(ui::moment(one.opened_at)),
    ]
}

/// What stands over the columns.
fn headings() -> Vec<String> {
    vec![
        t!("matters.list.what").into(),
        t!("ui.cases.theme").into(),
        t!("matters.list.who").into(),
        t!("matters.list.stage").into(),
        t!("matters.list.due").into(),
        t!("matters.list.opened").into(),
    ]
}

/// There is nothing of that kind.
fn nothing() -> Empty {
    Empty::done(t!("matters.list.none"), t!("matters.list.none_text"))
}

/// The kind under which stands what wants no answer.
const EVENTS: &str = "event";

/// What is worth a look: silence taken for acceptance, corrections asked for again, promises not kept.
async fn events(web: &Web, visitor: &SignedIn, page: Page, wanted: &Wanted) -> Result<Response, Failed> {
    let found = web.app.findings(visitor, wanted.after.as_deref(), A_PAGE).await?;
    let rows = found.rows.iter().map(|line| {
        vec![
            Cell::Text(line.title.to_owned()),
            Cell::Link(line.case.clone(), crate::supervision::SupervisedCase(&line.case).to_string()),
            Cell::Text(line.theme_name.clone()),
            Cell::Text(line.department_name.clone()),
            Cell::Text(line.text.clone()),
            Cell::Text(ui::moment(line.at)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let table = (!rows.is_empty()).then(|| Table {
        caption: t!("matters.kind.event").into(),
        headings: vec![
            t!("matters.list.what").into(),
            t!("ui.cases.number").into(),
            t!("ui.cases.theme").into(),
            t!("matters.list.about").into(),
            t!("matters.list.happened").into(),
            t!("matters.list.opened").into(),
        ],
        rows,
    });
    let pagination =
        Pagination::of(&address(&wanted.kind, ""), wanted.after.as_deref(), found.next.as_deref());
    Ok(ui::html(&MattersPage {
        bars: bars(visitor, wanted),
        page: page.titled(t!("matters.list.title")).wide(),
        table,
        empty: nothing(),
        pagination,
    }))
}

/// Where a matter or a grievance stands; late ones in red.
pub(super) fn tag(stage: MatterStage, label: &'static str, overdue: bool) -> Tag {
    match (stage, overdue) {
        (MatterStage::Closed, _) => Tag::done(label),
        (_, true) => Tag::red(t!("matters.list.late", stage = label)),
        _ => Tag::warn(label),
    }
}

fn bars(visitor: &SignedIn, wanted: &Wanted) -> [FilterBar; 2] {
    let supervises = visitor.has("office") || visitor.has("supervisor") || visitor.has("government_head");
    let kinds = [
        ("", t!("matters.kind.all")),
        ("rectification", t!("matters.kind.rectification")),
        ("complaint", t!("matters.kind.complaint")),
        (GRIEVANCES, t!("matters.kind.grievance")),
        ("urge", t!("matters.kind.urge")),
        ("finding", t!("matters.kind.finding")),
        ("personal_data", t!("matters.kind.personal_data")),
        (EVENTS, t!("matters.kind.event")),
    ];
    let states = [
        ("", t!("matters.state.open")),
        ("overdue", t!("matters.state.overdue")),
        ("all", t!("matters.state.all")),
    ];
    let kinds =
        kinds.into_iter().filter(|(kind, _)| supervises || *kind != EVENTS).map(|(kind, label)| Filter {
            label: label.into(),
            href: address(kind, &wanted.state),
            current: wanted.kind == kind,
            count: None,
        });
    let states = states.into_iter().map(|(state, label)| Filter {
        label: label.into(),
        href: address(&wanted.kind, state),
        current: wanted.state == state,
        count: None,
    });
    let bar = |label: Word<'_>, filters: Vec<Filter>| FilterBar { label: label.into(), filters };
    [bar(t!("matters.list.by_kind"), kinds.collect()), bar(t!("matters.list.by_state"), states.collect())]
}

type Word<'a> = std::borrow::Cow<'a, str>;

fn address(kind: &str, state: &str) -> String {
    let pairs = [("kind", kind), ("state", state)];
    format!("{Matters}?{}", url::query(pairs.into_iter().filter(|(_, value)| !value.is_empty())))
}
