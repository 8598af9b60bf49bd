//! A list of what waits for the own department, the most urgent first: applications to assess, questions,
//! promises, certificates. One page for all of them.

use askama::Template;
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use workdays::Light;

use crate::ui::{Page, callout::Callout, empty::Empty, pagination::Pagination, staff::Clock};

/// Rows of a page.
pub(super) const A_PAGE: u32 = 40;

/// Where the list goes on, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    pub(super) after: Option<String>,
    #[serde(default)]
    pub(super) done: String,
}

/// The list.
#[derive(Template)]
#[template(path = "desk/duties.html")]
pub(super) struct Duties {
    /// The page with its title, which is that of the list.
    pub(super) page: Page,
    /// What it is for.
    pub(super) text: String,
    /// Whoever sees it has the desk above it.
    pub(super) crumb: bool,
    pub(super) callout: Option<Callout>,
    /// What stands over the clock and over each cell.
    pub(super) headings: Vec<String>,
    pub(super) lines: Vec<Line>,
    pub(super) empty: Empty,
    pub(super) pages: Pagination,
}

/// What waits.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) clock: Clock,
    pub(super) cells: Vec<Cell>,
}

/// A cell of it.
pub(super) enum Cell {
    /// Leads to it.
    Link(String),
    Text(String),
    /// What matters less.
    Soft(String),
    /// A case's or a task's number.
    Number(String),
}

impl Duties {
    fn over(&self, cell: &usize) -> &str {
        self.headings.get(cell + 1).map_or("", String::as_str)
    }
}

/// The clock of a duty that is late or not.
pub(super) fn clock(due: Date, catalog: &Catalog, today: Date) -> Clock {
    let light = if due < today { Light::Red } else { Light::Green };
    Clock::of(Some(light), Some(due), catalog, today)
}
