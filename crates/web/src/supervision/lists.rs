//! The lists behind the numbers: exactly the cases and tasks that a number counts.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use casework::{StageName, TaskStageName};
use jiff::civil::Date;
use serde::Deserialize;
use store::{CaseDay, CaseFilter, Days, TaskFilter, TaskRow};

use super::{CasesSheet, SupervisedCase, SupervisedCases, SupervisedTasks, Supervision, TasksSheet};
use crate::{
    Web,
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
        staff::{CaseTable, TaskTable},
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 50;

/// Which cases.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct WantedCases {
    #[serde(default)]
    pub(super) state: String,
    #[serde(default)]
    pub(super) theme: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
    after: Option<String>,
}

/// What happened in the days asked for; the first is what is meant without a word.
const HAPPENED: [&str; 11] = [
    "",
    "accepted",
    "done",
    "on-time",
    "late",
    "delivered",
    "not-accepted",
    "withdrawn",
    "rated",
    "good-rating",
    "bad-rating",
];
/// Where a case stands today, whenever it was submitted.
const STANDING: [&str; 4] = ["submitted", "correction", "in-progress", "overdue"];

impl WantedCases {
    pub(super) fn filter(&self, today: Date) -> CaseFilter {
        let days = Days { from: self.from.parse().ok(), to: self.to.parse().ok() };
        let filter = CaseFilter {
            theme: Some(self.theme.as_str()).filter(|theme| !theme.is_empty()).map(Into::into),
            ..CaseFilter::default()
        };
        let happened = |what| CaseFilter { happened: Some((what, days)), ..filter.clone() };
        let rated = |levels| CaseFilter { rated: Some(levels), ..happened(CaseDay::Rated) };
        let closed = |stage| CaseFilter { stages: vec![stage], ..happened(CaseDay::Closed) };
        let standing = |stage| CaseFilter { stages: vec![stage], ..happened(CaseDay::Submitted) };
        match self.state.as_str() {
            "accepted" => happened(CaseDay::Accepted),
            "done" => happened(CaseDay::Completed),
            "on-time" => CaseFilter { in_time: Some(true), ..happened(CaseDay::Completed) },
            "late" => CaseFilter { in_time: Some(false), ..happened(CaseDay::Completed) },
            "delivered" => happened(CaseDay::Delivered),
            "not-accepted" => closed(StageName::NotAccepted),
            "withdrawn" => closed(StageName::Withdrawn),
            "rated" => rated((1, 5)),
            "good-rating" => rated((3, 5)),
            "bad-rating" => rated((1, 2)),
            "submitted" => standing(StageName::Submitted),
            "correction" => standing(StageName::AwaitingCorrection),
            "in-progress" => standing(StageName::InProgress),
            "overdue" => CaseFilter { overdue_on: Some(today), ..happened(CaseDay::Submitted) },
            _ => happened(CaseDay::Submitted),
        }
    }

    /// The query of this list, without where its page begins.
    fn query(&self) -> String {
        let pairs = [("state", &self.state), ("theme", &self.theme), ("from", &self.from), ("to", &self.to)];
        url::query(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
    }

    /// In words: what is listed, and of which days.
    pub(super) fn words(&self) -> String {
        let what = case_state(&self.state);
        let days = Days { from: self.from.parse().ok(), to: self.to.parse().ok() };
        if STANDING.contains(&self.state.as_str()) {
            match days_in_words(days) {
                Some(days) => t!("supervision.list.standing_days", what = what, days = days).into(),
                None => t!("supervision.list.standing", what = what).into(),
            }
        } else {
            let days = days_in_words(days).unwrap_or_else(|| t!("supervision.list.ever").into());
            t!("supervision.list.happened", what = what, days = days).into()
        }
    }
}

fn case_state(state: &str) -> String {
    match state {
        "accepted" => t!("supervision.state.accepted"),
        "done" => t!("supervision.state.done"),
        "on-time" => t!("supervision.state.on_time"),
        "late" => t!("supervision.state.late"),
        "delivered" => t!("supervision.state.delivered"),
        "not-accepted" => t!("supervision.state.not_accepted"),
        "withdrawn" => t!("supervision.state.withdrawn"),
        "rated" => t!("supervision.state.rated"),
        "good-rating" => t!("supervision.state.good_rating"),
        "bad-rating" => t!("supervision.state.bad_rating"),
        "submitted" => t!("supervision.state.submitted"),
        "correction" => t!("supervision.state.correction"),
        "in-progress" => t!("supervision.state.in_progress"),
        "overdue" => t!("supervision.state.overdue"),
        _ => t!("supervision.state.came"),
    }
    .into()
}

/// Days in words; none where there is no end to either side.
fn days_in_words(days: Days) -> Option<String> {
    match (days.from, days.to) {
        (Some(from), Some(to)) if from == to => Some(ui::day(from)),
        (Some(from), Some(to)) => {
            Some(t!("supervision.list.between", from = ui::day(from), to = ui::day(to)).into())
        }
        (Some(from), None) => Some(t!("supervision.list.since", from = ui::day(from)).into()),
        (None, Some(to)) => Some(t!("supervision.list.until", to = ui::day(to)).into()),
        (None, None) => None,
    }
}

/// Choices that belong together, under a heading.
struct Choices {
    heading: String,
    /// Value, words, whether it is chosen.
    choices: Vec<(&'static str, String, bool)>,
}

#[derive(Template)]
#[template(path = "supervision/cases.html")]
struct CasesPage {
    page: Page,
    wanted: WantedCases,
    words: String,
    states: [Choices; 2],
    themes: Vec<(String, String)>,
    table: CaseTable,
    empty: Empty,
    pages: Pagination,
    sheet: String,
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
    let choices = |heading: std::borrow::Cow<'_, str>, states: &[&'static str]| Choices {
        heading: heading.into_owned(),
        choices: states.iter().map(|state| (*state, case_state(state), *state == wanted.state)).collect(),
    };
    let query = wanted.query();
    let body = CasesPage {
        page: page.titled(t!("supervision.cases")).wide(),
        words: wanted.words(),
        states: [
            choices(t!("supervision.list.in_these_days"), &HAPPENED),
            choices(t!("supervision.list.today"), &STANDING),
        ],
        themes: catalog.themes.iter().map(|theme| (theme.id.to_string(), theme.name.clone())).collect(),
        table,
        empty: nothing(),
        pages: Pagination::of(
            &address(SupervisedCases, &query),
            wanted.after.as_deref(),
            found.next.as_deref(),
        ),
        sheet: address(CasesSheet, &query),
        wanted,
    };
    Ok(ui::html(&body))
}

fn address(page: impl std::fmt::Display, query: &str) -> String {
    if query.is_empty() { page.to_string() } else { format!("{page}?{query}") }
}

/// Which tasks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct WantedTasks {
    /// `open`, `yellow`, `red`; `ended`, `on-time`, `late` in the days asked for.
    #[serde(default)]
    state: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    after: Option<String>,
}

const TASK_STATES: [&str; 6] = ["", "yellow", "red", "ended", "on-time", "late"];

impl WantedTasks {
    pub(super) fn filter(&self, today: Date) -> TaskFilter {
        use TaskStageName::{Granted, Ready, Refused, Reviewing, Suspended};
        let filter = TaskFilter {
            department: Some(self.department.as_str()).filter(|id| !id.is_empty()).map(Into::into),
            ..TaskFilter::default()
        };
        let lit = |due| TaskFilter {
            stages: vec![Ready, Reviewing],
            warned_by: Some(today),
            due,
            ..filter.clone()
        };
        let ended = |in_time| TaskFilter {
            stages: vec![Granted, Refused],
            ended: Days { from: self.from.parse().ok(), to: self.to.parse().ok() },
            in_time,
            ..filter.clone()
        };
        match self.state.as_str() {
            "yellow" => lit(Days { from: Some(today), to: None }),
            "red" => lit(Days { from: None, to: today.yesterday().ok() }),
            "ended" => ended(None),
            "on-time" => ended(Some(true)),
            "late" => ended(Some(false)),
            _ => TaskFilter { stages: vec![Ready, Reviewing, Suspended], ..filter },
        }
    }

    fn state(&self) -> &str {
        TASK_STATES.into_iter().find(|state| *state == self.state).unwrap_or("")
    }

    /// Whether the days asked for count: for what has ended, not for what stands open.
    fn has_days(&self) -> bool {
        matches!(self.state(), "ended" | "on-time" | "late")
    }

    fn query(&self, state: &str) -> String {
        let pairs =
            [("state", state), ("department", &self.department), ("from", &self.from), ("to", &self.to)];
        url::query(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
    }

    fn tabs(&self) -> FilterBar {
        let filters = TASK_STATES.into_iter().map(|state| Filter {
            label: task_state(state),
            href: address(SupervisedTasks, &self.query(state)),
            current: self.state() == state,
            count: None,
        });
        FilterBar { label: t!("supervision.states").into(), filters: filters.collect() }
    }

    /// In words: what is listed, and of which days.
    pub(super) fn words(&self) -> String {
        let what = task_state(self.state());
        if !self.has_days() {
            return t!("supervision.list.tasks_today", what = what).into();
        }
        let days = Days { from: self.from.parse().ok(), to: self.to.parse().ok() };
        let days = days_in_words(days).unwrap_or_else(|| t!("supervision.list.ever").into());
        t!("supervision.list.tasks_days", what = what, days = days).into()
    }
}

fn task_state(state: &str) -> String {
    match state {
        "yellow" => t!("supervision.light.yellow"),
        "red" => t!("supervision.light.red"),
        "ended" => t!("supervision.light.ended"),
        "on-time" => t!("supervision.light.on_time"),
        "late" => t!("supervision.light.late"),
        _ => t!("supervision.light.open"),
    }
    .into()
}

#[derive(Template)]
#[template(path = "supervision/tasks.html")]
struct TasksPage {
    page: Page,
    wanted: WantedTasks,
    words: String,
    tabs: FilterBar,
    departments: Vec<(String, String)>,
    table: TaskTable,
    empty: Empty,
    pages: Pagination,
    sheet: String,
}

pub(super) async fn tasks(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Query(wanted): Query<WantedTasks>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.tasks(&overseer, wanted.filter(today), wanted.after.as_deref(), A_PAGE).await?;
    let href = |row: &TaskRow| SupervisedCase(row.case.as_str()).to_string();
    let table = TaskTable::of(t!("supervision.tasks"), &found.rows, &catalog, today, href).for_overseers();
    let departments = catalog.departments_with_items();
    let query = wanted.query(wanted.state());
    let body = TasksPage {
        page: page.titled(t!("supervision.tasks")).wide(),
        words: wanted.words(),
        tabs: wanted.tabs(),
        departments: departments
            .iter()
            .map(|known| (known.id.to_string(), known.short_name.clone()))
            .collect(),
        table,
        empty: nothing(),
        pages: Pagination::of(
            &address(SupervisedTasks, &query),
            wanted.after.as_deref(),
            found.next.as_deref(),
        ),
        sheet: address(TasksSheet, &query),
        wanted,
    };
    Ok(ui::html(&body))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 3, 2);

    fn of_days(state: &str) -> WantedCases {
        WantedCases {
            state: state.into(),
            from: "2026-03-01".into(),
            to: "2026-03-02".into(),
            ..WantedCases::default()
        }
    }

    #[test]
    fn a_number_leads_to_its_own_list() {
        let days = Days::between(jiff::civil::date(2026, 3, 1), TODAY);
        assert_eq!(of_days("overdue").filter(TODAY).overdue_on, Some(TODAY));
        assert_eq!(of_days("bad-rating").filter(TODAY).rated, Some((1, 2)));
        assert_eq!(of_days("bad-rating").filter(TODAY).happened, Some((CaseDay::Rated, days)));
        assert_eq!(of_days("").filter(TODAY).happened, Some((CaseDay::Submitted, days)));
        let late = of_days("late").filter(TODAY);
        assert_eq!((late.happened, late.in_time), (Some((CaseDay::Completed, days)), Some(false)));
    }

    #[test]
    fn every_list_says_what_it_lists_and_no_two_say_the_same() {
        let states = || HAPPENED.into_iter().chain(STANDING);
        let words: std::collections::BTreeSet<_> = states().map(|state| of_days(state).words()).collect();
        assert_eq!(words.len(), states().count(), "{words:?}");
        let lists: Vec<_> = states().map(|state| of_days(state).filter(TODAY)).collect();
        for (nth, list) in lists.iter().enumerate() {
            assert!(!lists[..nth].contains(list), "two states list the same: {list:?}");
        }
    }

    #[test]
    fn red_tasks_are_those_that_fell_due_before_today() {
        let red = WantedTasks { state: "red".into(), ..WantedTasks::default() };
        let filter = red.filter(TODAY);
        assert_eq!(filter.due, Days { from: None, to: Some(jiff::civil::date(2026, 3, 1)) });
        assert_eq!(filter.warned_by, Some(TODAY));
    }

    #[test]
    fn one_tab_alone_is_current() {
        for state in TASK_STATES.into_iter().chain(["nonsense"]) {
            let wanted = WantedTasks { state: state.into(), ..WantedTasks::default() };
            let current = wanted.tabs().filters.iter().filter(|filter| filter.current).count();
            assert_eq!(current, 1, "{state}");
        }
    }
}
