//! Today's queue: what waits for a decision, what was sent back, what is to be handed out.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::{StageName, exit::Errand};
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use service::{DraftLine, Failure, QuestionLine, Visitor};
use store::{CaseFilter, CaseRow};

use super::{CaseDesk, Intake, Led, Queue};
use crate::{
    Web,
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
        staff::CaseTable,
    },
};

/// Rows of each list on the first page, and of a list on its own.
const AT_A_GLANCE: u32 = 12;
const A_PAGE: u32 = 40;

/// The lists of the counter, in the order in which they are worked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Submitted,
    HandOut,
    Send,
    CameBack,
    Underway,
    Correction,
    InProgress,
    All,
}

impl List {
    const EVERY: [Self; 8] = [
        Self::Submitted,
        Self::HandOut,
        Self::Send,
        Self::CameBack,
        Self::Underway,
        Self::Correction,
        Self::InProgress,
        Self::All,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::HandOut => "hand-out",
            Self::Send => "send",
            Self::CameBack => "came-back",
            Self::Underway => "underway",
            Self::Correction => "correction",
            Self::InProgress => "in-progress",
            Self::All => "all",
        }
    }

    fn of(id: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|list| list.id() == id)
    }

    fn label(self) -> String {
        match self {
            Self::Submitted => t!("counter.list.submitted"),
            Self::HandOut => t!("counter.list.hand_out"),
            Self::Send => t!("counter.list.send"),
            Self::CameBack => t!("counter.list.came_back"),
            Self::Underway => t!("counter.list.underway"),
            Self::Correction => t!("counter.list.correction"),
            Self::InProgress => t!("counter.list.in_progress"),
            Self::All => t!("counter.list.all"),
        }
        .into()
    }

    fn nothing(self) -> String {
        match self {
            Self::Submitted => t!("counter.nothing.submitted"),
            Self::HandOut => t!("counter.nothing.hand_out"),
            Self::Send => t!("counter.nothing.send"),
            Self::CameBack => t!("counter.nothing.came_back"),
            Self::Underway => t!("counter.nothing.underway"),
            Self::Correction => t!("counter.nothing.correction"),
            Self::InProgress => t!("counter.nothing.in_progress"),
            Self::All => t!("counter.nothing.all"),
        }
        .into()
    }

    fn filter(self) -> CaseFilter {
        let stages = match self {
            Self::Submitted => vec![StageName::Submitted],
            Self::Correction => vec![StageName::AwaitingCorrection],
            Self::InProgress => vec![StageName::InProgress],
            _ => Vec::new(),
        };
        CaseFilter { stages, errand: self.errand(), ..CaseFilter::default() }
    }

    /// What results on paper wait for in this list.
    fn errand(self) -> Option<Errand> {
        match self {
            Self::HandOut => Some(Errand::HandOut),
            Self::Send => Some(Errand::Send),
            Self::CameBack => Some(Errand::CameBack),
            Self::Underway => Some(Errand::Underway),
            Self::Submitted | Self::Correction | Self::InProgress | Self::All => None,
        }
    }
}

/// Which list, which words, and where its page begins.
#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    list: String,
    #[serde(default)]
    theme: String,
    after: Option<String>,
}

/// One list with its heading.
struct Part {
    id: &'static str,
    label: String,
    count: String,
    nothing: String,
    all: Option<String>,
    table: CaseTable,
}

#[derive(Template)]
#[template(path = "counter/queue.html")]
struct QueuePage {
    page: Page,
    place: String,
    tabs: FilterBar,
    parts: Vec<Part>,
    drafts: Vec<DraftLine>,
    /// What departments ask the counter.
    questions: Vec<QuestionLine>,
    pages: Option<Pagination>,
}

pub(super) async fn queue(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let catalog = web.app.catalog();
    let place = catalog
        .places
        .iter()
        .find(|place| place.id == clerk.place)
        .map_or("", |place| &place.name)
        .to_owned();
    let chosen = List::of(&wanted.list);
    let (parts, drafts, pages) = match chosen {
        Some(list) => {
            let (part, pages) = whole(&web, &clerk, list, &wanted, &Queue.to_string()).await?;
            (vec![part], Vec::new(), Some(pages))
        }
        None => {
            let mut parts = Vec::new();
            for list in [List::Submitted, List::HandOut, List::Send, List::CameBack, List::Correction] {
                parts.push(glance(&web, &clerk, list).await?);
            }
            (parts, web.app.drafts(&clerk).await?, None)
        }
    };
    let tabs = tabs(chosen, &Queue.to_string(), t!("counter.list.today").into());
    let page = page.titled(t!("counter.title")).wide();
    let questions = web.app.questions(&clerk, None, AT_A_GLANCE).await?.rows;
    Ok(ui::html(&QueuePage { page, place, tabs, parts, drafts, questions, pages }))
}

async fn glance(web: &Web, visitor: &Visitor, list: List) -> Result<Part, Failure> {
    let found = web.app.cases(visitor, list.filter(), None, AT_A_GLANCE).await?;
    let more = found.next.is_some();
    let href = format!("{Queue}?list={}", list.id());
    Ok(part(list, &found.rows, more, Some(href), &web.app.catalog(), web.app.today()))
}

async fn whole(
    web: &Web,
    visitor: &Visitor,
    list: List,
    wanted: &Wanted,
    address: &str,
) -> Result<(Part, Pagination), Failure> {
    let mut filter = list.filter();
    filter.theme = Some(wanted.theme.as_str()).filter(|theme| !theme.is_empty()).map(Into::into);
    let found = web.app.cases(visitor, filter, wanted.after.as_deref(), A_PAGE).await?;
    let address = format!("{address}?list={}", list.id());
    let pages = Pagination::of(&address, wanted.after.as_deref(), found.next.as_deref());
    Ok((part(list, &found.rows, found.next.is_some(), None, &web.app.catalog(), web.app.today()), pages))
}

fn part(
    list: List,
    rows: &[CaseRow],
    more: bool,
    all: Option<String>,
    catalog: &Catalog,
    today: Date,
) -> Part {
    Part {
        id: list.id(),
        label: list.label(),
        count: if more { format!("{}+", rows.len()) } else { rows.len().to_string() },
        nothing: list.nothing(),
        all: all.filter(|_| more),
        table: CaseTable::of(list.label(), rows, catalog, today, false, |number| {
            CaseDesk(number).to_string()
        }),
    }
}

fn tabs(chosen: Option<List>, address: &str, first: String) -> FilterBar {
    let mut filters =
        vec![Filter { label: first, href: address.to_owned(), current: chosen.is_none(), count: None }];
    filters.extend(List::EVERY.into_iter().map(|list| Filter {
        label: list.label(),
        href: format!("{address}?list={}", list.id()),
        current: chosen == Some(list),
        count: None,
    }));
    FilterBar { label: t!("counter.list.label").into(), filters }
}

#[derive(Template)]
#[template(path = "counter/led.html")]
struct LedPage {
    page: Page,
    department: String,
    tabs: FilterBar,
    part: Part,
    empty: Empty,
    pages: Pagination,
}

/// The cases that the own department leads.
pub(super) async fn led(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let Some(department) = intake.lead_of().cloned() else {
        return Ok(Redirect::to(&Queue.to_string()).into_response());
    };
    let list = List::of(&wanted.list).unwrap_or(List::Submitted);
    let (part, pages) = whole(&web, &intake, list, &wanted, &Led.to_string()).await?;
    let mut tabs = tabs(Some(list), &Led.to_string(), String::new());
    // A lead department hands nothing out, and has no overview beside its lists.
    let counters: Vec<_> = List::EVERY.into_iter().filter(|list| list.errand().is_some()).collect();
    let at_counter = |label: &str| counters.iter().any(|list| list.label() == label);
    tabs.filters.retain(|filter| !filter.label.is_empty() && !at_counter(&filter.label));
    let empty = Empty {
        icon: "check",
        title: part.nothing.clone(),
        text: t!("counter.led.empty").into(),
        next: None,
    };
    let department = web.app.catalog().department_name(&department).to_owned();
    let page = page.titled(t!("counter.led.title")).wide();
    Ok(ui::html(&LedPage { page, department, tabs, part, empty, pages }))
}
