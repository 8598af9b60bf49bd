//! Home: one search box, two doors, the things by life's course, and what is mine.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use service::DraftLine;
use store::{CaseFilter, CaseRow};

use super::things::{self, Counter, Group};
use crate::{
    Web,
    error::Failed,
    ui::{self, Page},
};

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    page: Page,
    tries: Vec<String>,
    persons: Group,
    businesses: Vec<Group>,
    drafts: Vec<DraftLine>,
    cases: Vec<CaseRow>,
    counters: Vec<Counter>,
    /// Streets and towns, to find the nearest counter: id and name.
    divisions: Vec<(String, String)>,
}

impl HomePage {
    fn has_mine(&self) -> bool {
        !self.drafts.is_empty() || !self.cases.is_empty()
    }
}

pub(crate) async fn home(State(web): State<Web>, page: Page) -> Result<Response, Failed> {
    let catalog = web.app.catalog();
    let (drafts, cases) = match &page.visitor {
        Some(visitor) if !visitor.is_staff() => {
            let cases = web.app.cases(visitor, CaseFilter::default(), None, 3).await?;
            (web.app.drafts(visitor).await?, cases.rows)
        }
        _ => (Vec::new(), Vec::new()),
    };
    let tries = [t!("portal.home.try.1"), t!("portal.home.try.2"), t!("portal.home.try.3")];
    let mut counters = things::counters(&catalog, None);
    counters.truncate(2);
    Ok(ui::html(&HomePage {
        page,
        tries: tries.into_iter().map(String::from).collect(),
        persons: things::persons(&catalog),
        businesses: things::businesses(&catalog),
        drafts,
        cases,
        counters,
        divisions: things::divisions(&catalog),
    }))
}

#[derive(Template)]
#[template(path = "portal/things.html")]
struct ThingsPage {
    page: Page,
    heading: String,
    groups: Vec<Group>,
}

/// Everything that is offered behind one of the two doors.
pub(crate) async fn things_for(
    State(web): State<Web>,
    Path(subject): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let catalog = web.app.catalog();
    let (heading, groups): (String, _) = match subject.as_str() {
        "person" => (t!("portal.door.person").into(), vec![things::persons(&catalog)]),
        "business" => (t!("portal.door.business").into(), things::businesses(&catalog)),
        _ => return Err(Failed::not_found()),
    };
    Ok(ui::html(&ThingsPage { page: page.titled(&heading), heading, groups }))
}

#[derive(Template)]
#[template(path = "portal/help.html")]
struct HelpPage {
    page: Page,
    counters: Vec<Counter>,
    divisions: Vec<(String, String)>,
    /// The street or town asked for: id, name, its counters.
    near: Option<(String, String, Vec<Counter>)>,
}

impl HelpPage {
    fn is_at(&self, id: &str) -> bool {
        self.near.as_ref().is_some_and(|(at, ..)| at == id)
    }
}

/// Where somebody is.
#[derive(Deserialize, Default)]
pub(crate) struct Whereabouts {
    #[serde(default)]
    at: String,
}

/// Counters, those near by first, 帮代办 and the hotline.
pub(crate) async fn help(State(web): State<Web>, page: Page, Query(here): Query<Whereabouts>) -> Response {
    let catalog = web.app.catalog();
    let division = catalog.divisions.iter().find(|division| division.id == here.at);
    let near = division.map(|division| {
        (division.id.clone(), division.name.clone(), things::counters_near(&catalog, division))
    });
    ui::html(&HelpPage {
        page: page.titled(t!("portal.help.title")),
        counters: things::counters(&catalog, None),
        divisions: things::divisions(&catalog),
        near,
    })
}
