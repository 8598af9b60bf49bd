//! The department's tasks by remaining time, with filters that can be kept and sent.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use casework::{AccountId, TaskStageName};
use catalog::{Catalog, DepartmentId, ItemId};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use store::{Days, TaskFilter};

use super::{Desk, TaskDesk};
use crate::{
    Web,
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
        staff::TaskTable,
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 40;

/// Which tasks are looked for.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct Wanted {
    /// `open`, `mine`, `free`, `others`, `suspended`, `waiting`, `ended`.
    #[serde(default)]
    state: String,
    #[serde(default)]
    item: String,
    /// `late`, `today`, `week`.
    #[serde(default)]
    due: String,
    after: Option<String>,
}

const STATES: [&str; 7] = ["open", "mine", "free", "others", "suspended", "waiting", "ended"];

impl Wanted {
    fn state(&self) -> &str {
        STATES.into_iter().find(|state| *state == self.state).unwrap_or("open")
    }

    fn stages(&self) -> Vec<TaskStageName> {
        use TaskStageName::{Cancelled, Granted, Ready, Refused, Reviewing, Suspended, Waiting};
        match self.state() {
            "mine" | "others" => vec![Reviewing, Suspended],
            "free" => vec![Ready],
            "suspended" => vec![Suspended],
            "waiting" => vec![Waiting],
            "ended" => vec![Granted, Refused, Cancelled],
            _ => vec![Ready, Reviewing],
        }
    }

    /// `mine` are the accounts whose tasks the person decides today: the own, and those of colleagues
    /// on leave.
    fn filter(&self, mine: Vec<AccountId>, today: Date) -> TaskFilter {
        let until = match self.due.as_str() {
            "late" => today.checked_sub(1.day()).ok(),
            "today" => Some(today),
            "week" => today.checked_add(7.days()).ok(),
            _ => None,
        };
        TaskFilter {
            stages: self.stages(),
            item: Some(self.item.as_str()).filter(|item| !item.is_empty()).map(ItemId::from),
            due: Days { from: None, to: until },
            by: if self.state() == "mine" { mine.clone() } else { Vec::new() },
            not_by: if self.state() == "others" { mine } else { Vec::new() },
            ..TaskFilter::default()
        }
    }

    /// The address of this list, in another state or as it is.
    fn address(&self, state: &str) -> String {
        let pairs = [("state", state), ("item", self.item.as_str()), ("due", self.due.as_str())];
        let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        format!("{Desk}?{}", url::query(given))
    }
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct QueuePage {
    page: Page,
    departments: String,
    tabs: FilterBar,
    wanted: Wanted,
    items: Vec<(String, String)>,
    dues: Vec<(&'static str, String)>,
    table: TaskTable,
    empty: Empty,
    pages: Pagination,
    /// Applications wait to be assessed.
    to_assess: bool,
    /// Questions wait for an answer.
    to_answer: bool,
    /// What the ticked tasks would result in.
    batch: Option<String>,
    key: String,
}

pub(super) async fn queue(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let catalog = web.app.catalog();
    let today = web.app.today();
    let stood_in: Vec<_> = approver.in_place_of(today).collect();
    let mut mine = vec![approver.id().clone()];
    mine.extend(stood_in.iter().map(|one| one.leave.account.clone()));
    let filter = wanted.filter(mine, today);
    let found = web.app.tasks(&approver, filter, wanted.after.as_deref(), A_PAGE).await?;
    let mut table =
        TaskTable::of(t!("desk.title"), &found.rows, &catalog, today, |row| TaskDesk(&row.id.0).to_string());
    // Several at a time only of one item: what they result in is the same for all of them.
    let batch = (wanted.state() == "open" && !wanted.item.is_empty() && !found.rows.is_empty())
        .then(|| default_result(&catalog, &wanted.item));
    table.ticks = batch.is_some();
    for (line, row) in table.lines.iter_mut().zip(&found.rows) {
        let away = stood_in.iter().find(|one| row.by.as_ref() == Some(&one.leave.account));
        line.note = away.map(|one| t!("desk.leave.in_place_of", name = one.name).into_owned());
    }
    let to_answer = !web.app.questions(&approver, None, 1).await?.rows.is_empty();
    let to_assess = !web.app.assessments(&approver, None, 1).await?.rows.is_empty();
    let body = QueuePage {
        to_assess,
        to_answer,
        page: page.titled(t!("desk.title")).wide(),
        departments: names(&catalog, &approver.departments),
        tabs: tabs(&wanted),
        items: items(&catalog, &approver.departments),
        dues: dues(),
        table,
        empty: Empty::done(t!("desk.empty.title"), t!("desk.empty.text")),
        pages: Pagination::of(
            &wanted.address(wanted.state()),
            wanted.after.as_deref(),
            found.next.as_deref(),
        ),
        batch,
        key: uuid::Uuid::now_v7().to_string(),
        wanted,
    };
    Ok(ui::html(&body))
}

fn default_result(catalog: &Catalog, item: &str) -> String {
    let result = catalog.items.get(item).and_then(|item| item.results.first());
    result.map_or_else(|| catalog.item_name(item).to_owned(), |result| result.name.clone())
}

fn names(catalog: &Catalog, departments: &[DepartmentId]) -> String {
    departments.iter().map(|id| catalog.department_name(id)).collect::<Vec<_>>().join("、")
}

fn items(catalog: &Catalog, departments: &[DepartmentId]) -> Vec<(String, String)> {
    let own = catalog.items.values().filter(|item| departments.contains(&item.department));
    own.map(|item| (item.id.to_string(), item.name.clone())).collect()
}

fn dues() -> Vec<(&'static str, String)> {
    vec![
        ("late", t!("desk.due.late").into()),
        ("today", t!("desk.due.today").into()),
        ("week", t!("desk.due.week").into()),
    ]
}

fn tabs(wanted: &Wanted) -> FilterBar {
    let label = |state: &str| match state {
        "mine" => t!("desk.state.mine"),
        "free" => t!("desk.state.free"),
        "others" => t!("desk.state.others"),
        "suspended" => t!("desk.state.suspended"),
        "waiting" => t!("desk.state.waiting"),
        "ended" => t!("desk.state.ended"),
        _ => t!("desk.state.open"),
    };
    let filters = STATES.into_iter().map(|state| Filter {
        label: label(state).into(),
        href: wanted.address(state),
        current: wanted.state() == state,
        count: None,
    });
    FilterBar { label: t!("desk.states").into(), filters: filters.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_state_is_the_open_ones() {
        let wanted = Wanted { state: "nonsense".into(), ..Wanted::default() };
        assert_eq!(wanted.stages(), [TaskStageName::Ready, TaskStageName::Reviewing]);
    }

    #[test]
    fn late_means_due_before_today() {
        let today = jiff::civil::date(2026, 3, 2);
        let wanted = Wanted { due: "late".into(), ..Wanted::default() };
        let filter = wanted.filter(vec!["me".into()], today);
        assert_eq!(filter.due, Days { from: None, to: Some(jiff::civil::date(2026, 3, 1)) });
        assert!(filter.by.is_empty() && filter.not_by.is_empty(), "whoever took it");
    }

    #[test]
    fn mine_free_and_others_are_told_apart_by_who_took_them() {
        let today = jiff::civil::date(2026, 3, 2);
        let of = |state: &str| {
            let wanted = Wanted { state: state.into(), ..Wanted::default() };
            let filter = wanted.filter(vec!["me".into()], today);
            (filter.stages.len(), filter.by.len(), filter.not_by.len())
        };
        assert_eq!([of("mine"), of("free"), of("others")], [(2, 1, 0), (1, 0, 0), (2, 0, 1)]);
    }

    #[test]
    fn a_filter_is_kept_when_the_state_changes() {
        let wanted = Wanted { item: "hukou_entry".into(), due: "week".into(), ..Wanted::default() };
        assert_eq!(wanted.address("ended"), "/desk?state=ended&item=hukou_entry&due=week");
    }
}
