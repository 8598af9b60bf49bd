//! The lists behind the numbers.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use casework::{StageName, TaskStageName};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use store::{CaseFilter, TaskFilter, TaskRow};
use workdays::Light;

use super::{SupervisedCase, SupervisedCases, SupervisedTasks, Supervision};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
        staff::{CaseTable, TaskTable, light},
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 50;
/// Pages that are looked through for rows of one light before the reader is asked to go on.
const LOOKED_THROUGH: usize = 20;

/// Which cases.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct WantedCases {
    #[serde(default)]
    state: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    after: Option<String>,
}

const CASE_STATES: [&str; 8] =
    ["", "submitted", "correction", "in-progress", "overdue", "done", "not-accepted", "bad-rating"];

impl WantedCases {
    fn filter(&self, today: Date) -> CaseFilter {
        let stages = match self.state.as_str() {
            "submitted" => vec![StageName::Submitted],
            "correction" => vec![StageName::AwaitingCorrection],
            "in-progress" => vec![StageName::InProgress],
            "done" => vec![StageName::Completed, StageName::Delivered],
            "not-accepted" => vec![StageName::NotAccepted, StageName::Withdrawn],
            _ => Vec::new(),
        };
        CaseFilter {
            stages,
            theme: Some(self.theme.as_str()).filter(|theme| !theme.is_empty()).map(Into::into),
            overdue_on: (self.state == "overdue").then_some(today),
            rated_at_most: (self.state == "bad-rating").then_some(2),
            submitted_from: self.from.parse().ok(),
            submitted_to: self.to.parse().ok(),
            ..CaseFilter::default()
        }
    }

    fn address(&self, state: &str) -> String {
        let pairs = [("state", state), ("theme", &self.theme), ("from", &self.from), ("to", &self.to)];
        format!("{SupervisedCases}?{}", url::query(pairs.into_iter().filter(|(_, value)| !value.is_empty())))
    }

    fn tabs(&self) -> FilterBar {
        let label = |state: &str| match state {
            "submitted" => t!("supervision.state.submitted"),
            "correction" => t!("supervision.state.correction"),
            "in-progress" => t!("supervision.state.in_progress"),
            "overdue" => t!("supervision.state.overdue"),
            "done" => t!("supervision.state.done"),
            "not-accepted" => t!("supervision.state.not_accepted"),
            "bad-rating" => t!("supervision.state.bad_rating"),
            _ => t!("supervision.state.all"),
        };
        let filters = CASE_STATES.into_iter().map(|state| Filter {
            label: label(state).into(),
            href: self.address(state),
            current: self.state == state,
            count: None,
        });
        FilterBar { label: t!("supervision.states").into(), filters: filters.collect() }
    }
}

#[derive(Template)]
#[template(path = "supervision/cases.html")]
struct CasesPage {
    page: Page,
    wanted: WantedCases,
    tabs: FilterBar,
    themes: Vec<(String, String)>,
    table: CaseTable,
    empty: Empty,
    pages: Pagination,
}

fn nothing() -> Empty {
    Empty {
        icon: "search",
        title: t!("supervision.empty.title").into(),
        text: t!("supervision.empty.text").into(),
        next: None,
    }
}

pub(super) async fn cases(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(wanted): Query<WantedCases>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.cases(&overseer, wanted.filter(today), wanted.after.as_deref(), A_PAGE).await?;
    let table = CaseTable::of(t!("supervision.cases"), &found.rows, &catalog, today, true, |number| {
        SupervisedCase(number).to_string()
    });
    let body = CasesPage {
        page: page.titled(t!("supervision.cases")).wide(),
        tabs: wanted.tabs(),
        themes: catalog.themes.iter().map(|theme| (theme.id.to_string(), theme.name.clone())).collect(),
        table,
        empty: nothing(),
        pages: Pagination::of(&wanted.address(&wanted.state), wanted.after.as_deref(), found.next.as_deref()),
        wanted,
    };
    Ok(ui::html(&body))
}

/// Which tasks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct WantedTasks {
    /// `yellow`, `red`, or any.
    #[serde(default)]
    light: String,
    #[serde(default)]
    department: String,
    /// `open` or `ended`.
    #[serde(default)]
    state: String,
    after: Option<String>,
}

impl WantedTasks {
    fn light(&self) -> Option<Light> {
        match self.light.as_str() {
            "yellow" => Some(Light::Yellow),
            "red" => Some(Light::Red),
            _ => None,
        }
    }

    fn filter(&self, today: Date) -> TaskFilter {
        use TaskStageName::{Granted, Ready, Refused, Reviewing, Suspended};
        let stages = match (self.light(), self.state.as_str()) {
            (Some(_), _) => vec![Ready, Reviewing],
            (None, "ended") => vec![Granted, Refused],
            (None, _) => vec![Ready, Reviewing, Suspended],
        };
        let until = (self.light() == Some(Light::Red)).then(|| today.checked_sub(1.day()).unwrap_or(today));
        TaskFilter {
            stages,
            due_until: until,
            department: Some(self.department.as_str()).filter(|id| !id.is_empty()).map(Into::into),
            ..TaskFilter::default()
        }
    }

    fn address(&self, light: &str, state: &str) -> String {
        let pairs = [("light", light), ("department", &self.department), ("state", state)];
        format!("{SupervisedTasks}?{}", url::query(pairs.into_iter().filter(|(_, value)| !value.is_empty())))
    }

    fn tabs(&self) -> FilterBar {
        let tabs = [
            ("", "", t!("supervision.light.open")),
            ("yellow", "", t!("supervision.light.yellow")),
            ("red", "", t!("supervision.light.red")),
            ("", "ended", t!("supervision.light.ended")),
        ];
        let filters = tabs.into_iter().map(|(light, state, label)| Filter {
            label: label.into(),
            href: self.address(light, state),
            current: self.light == light && (self.state == state || !light.is_empty()),
            count: None,
        });
        FilterBar { label: t!("supervision.states").into(), filters: filters.collect() }
    }

    fn wants(&self, row: &TaskRow, catalog: &catalog::Catalog, today: Date) -> bool {
        match (self.light(), row.since, row.due) {
            (None, ..) => true,
            (Some(wanted), Some(since), Some(due)) => light(since, due, catalog, today) == wanted,
            (Some(_), ..) => false,
        }
    }
}

#[derive(Template)]
#[template(path = "supervision/tasks.html")]
struct TasksPage {
    page: Page,
    wanted: WantedTasks,
    tabs: FilterBar,
    departments: Vec<(String, String)>,
    table: TaskTable,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn tasks(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(wanted): Query<WantedTasks>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let (mut rows, mut next) = (Vec::new(), wanted.after.clone());
    // Lights come of the calendar, which the store does not know: look until a page is full.
    for _ in 0..LOOKED_THROUGH {
        let found = web.app.tasks(&overseer, wanted.filter(today), next.as_deref(), A_PAGE).await?;
        rows.extend(found.rows.into_iter().filter(|row| wanted.wants(row, &catalog, today)));
        next = found.next;
        if next.is_none() || rows.len() >= A_PAGE as usize / 2 {
            break;
        }
    }
    let href = |row: &TaskRow| SupervisedCase(row.case.as_str()).to_string();
    let table = TaskTable::of(t!("supervision.tasks"), &rows, &catalog, today, href).for_overseers();
    let departments = catalog.departments_with_items();
    let body = TasksPage {
        page: page.titled(t!("supervision.tasks")).wide(),
        tabs: wanted.tabs(),
        departments: departments
            .iter()
            .map(|known| (known.id.to_string(), known.short_name.clone()))
            .collect(),
        table,
        empty: nothing(),
        pages: Pagination::of(
            &wanted.address(&wanted.light, &wanted.state),
            wanted.after.as_deref(),
            next.as_deref(),
        ),
        wanted,
    };
    Ok(ui::html(&body))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 3, 2);

    #[test]
    fn a_number_leads_to_its_own_list() {
        let overdue = WantedCases { state: "overdue".into(), ..WantedCases::default() };
        assert_eq!(overdue.filter(TODAY).overdue_on, Some(TODAY));
        let bad = WantedCases { state: "bad-rating".into(), ..WantedCases::default() };
        assert_eq!(bad.filter(TODAY).rated_at_most, Some(2));
        let came =
            WantedCases { from: "2026-03-01".into(), to: "2026-03-02".into(), ..WantedCases::default() };
        assert_eq!(came.filter(TODAY).submitted_to, Some(TODAY));
    }

    #[test]
    fn red_tasks_are_those_that_fell_due_before_today() {
        let red = WantedTasks { light: "red".into(), ..WantedTasks::default() };
        assert_eq!(red.filter(TODAY).due_until, Some(jiff::civil::date(2026, 3, 1)));
    }

    #[test]
    fn one_tab_alone_is_current() {
        for (light, state) in [("", ""), ("yellow", ""), ("red", ""), ("", "ended")] {
            let wanted = WantedTasks { light: light.into(), state: state.into(), ..WantedTasks::default() };
            assert_eq!(
                wanted.tabs().filters.iter().filter(|filter| filter.current).count(),
                1,
                "{light} {state}"
            );
        }
    }
}
