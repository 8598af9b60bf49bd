//! Search: what was meant, why the page thinks so, and an honest answer when there is no such thing.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use search::Found;
use serde::Deserialize;

use super::things::{self, Group};
use crate::{
    Web,
    ui::{self, Page},
};

/// What somebody typed.
#[derive(Deserialize, Default)]
pub(crate) struct Words {
    #[serde(default)]
    q: String,
}

impl Words {
    /// At most a hundred characters: more is no question.
    fn short(&self) -> String {
        self.q.trim().chars().filter(|c| !c.is_control()).take(100).collect()
    }
}

#[derive(Template)]
#[template(path = "portal/search.html")]
struct SearchPage {
    page: Page,
    words: String,
    found: Found,
    hits: Vec<HitCard>,
    groups: Vec<Group>,
}

/// A hit with what the page shows of it.
struct HitCard {
    href: String,
    name: String,
    summary: String,
    why: String,
    icon: &'static str,
}

impl SearchPage {
    /// One clear hit is offered to be done at once.
    fn is_clear(&self) -> bool {
        let Some(first) = self.found.hits.first() else { return false };
        self.found.hits.get(1).is_none_or(|second| first.score - second.score > 0.25)
    }
}

pub(crate) async fn search(State(web): State<Web>, page: Page, Query(words): Query<Words>) -> Response {
    let catalog = web.app.catalog();
    let words = words.short();
    let found = web.app.search(&words, 8);
    let hits = found.hits.iter().filter_map(|hit| {
        let theme = catalog.theme(&hit.theme)?;
        let card = things::card(theme);
        Some(HitCard {
            href: card.href,
            name: hit.name.clone(),
            summary: card.summary,
            why: hit.why.clone(),
            icon: card.icon,
        })
    });
    let hits: Vec<_> = hits.collect();
    let mut groups = Vec::new();
    if hits.is_empty() {
        groups.push(things::persons(&catalog));
        groups.extend(things::businesses(&catalog));
    }
    let title = t!("portal.search.title");
    ui::html(&SearchPage { page: page.titled(title), words, found, hits, groups })
}

#[derive(Template)]
#[template(path = "portal/suggest.html")]
struct Suggestions {
    entries: Vec<(String, String, String)>,
}

/// Suggestions while somebody types: a fragment for the script.
pub(crate) async fn suggest(State(web): State<Web>, Query(words): Query<Words>) -> Response {
    let entries = web.app.suggest(&words.short(), 6).into_iter();
    let entries = entries.map(|hit| (crate::url::Thing(&hit.theme).to_string(), hit.text, hit.name));
    ui::html(&Suggestions { entries: entries.collect() })
}
