//! Search: what was meant, why the page thinks so, what it guesses, and an honest answer when there
//! is no such thing.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Redirect, Response},
};
use catalog::{Catalog, Theme};
use search::{Found, Hit};
use serde::Deserialize;

use super::{
    heard::{Chip, Heard, body_of},
    things::{self, Group},
};
use crate::{
    Web,
    csrf::{Pairs, PostedByAnyone, value},
    proxies::Peer,
    ui::{self, Page},
    url,
};

/// Hits that a page shows.
const HITS: usize = 8;
/// Suggestions while somebody types.
const SUGGESTIONS: usize = 6;
/// One clear hit is so far before the next.
const CLEAR: f64 = 0.2;

/// What somebody typed, at most a hundred characters: more is no question.
fn words(pairs: &Pairs) -> String {
    value(pairs, "q").chars().filter(|c| !c.is_control()).take(100).collect()
}

#[derive(Template)]
#[template(path = "portal/search.html")]
struct SearchPage {
    page: Page,
    words: String,
    found: Found,
    hits: Vec<HitCard>,
    near: Vec<NearCard>,
    groups: Vec<Group>,
}

/// A hit with what the page shows of it; sister themes that are both meant are one.
struct HitCard {
    href: String,
    name: String,
    summary: String,
    why: String,
    icon: &'static str,
    score: f64,
    heard: Vec<Chip>,
    /// The one question that tells sister themes apart, with the way to each.
    ask: Option<(String, Vec<(String, String)>)>,
    /// The sister theme, where it was said which is meant.
    other: Option<(String, String)>,
}

/// A similar thing.
struct NearCard {
    href: String,
    name: String,
    note: String,
}

impl SearchPage {
    /// One clear hit is offered to be done at once.
    fn is_clear(&self) -> bool {
        let Some(first) = self.hits.first() else { return false };
        self.hits.get(1).is_none_or(|second| first.score - second.score > CLEAR)
    }
}

pub(crate) async fn search(
    State(web): State<Web>,
    peer: Peer,
    page: Page,
    Query(pairs): Query<Pairs>,
) -> Response {
    let catalog = web.app.catalog();
    let words = words(&pairs);
    let found = web.app.search(&words, HITS).await;
    count_what_was_missed(&web, &peer, &words, value(&pairs, "before"), &found).await;
    let hits = cards(&web, &catalog, &found, &pairs);
    let near = found.near.iter().map(|near| NearCard {
        href: url::Thing(&near.theme).to_string(),
        name: things::plain_name(&near.name).to_owned(),
        note: near.note.clone(),
    });
    let near = near.collect();
    let mut groups = Vec::new();
    if hits.is_empty() {
        groups.push(things::persons(&catalog));
        groups.extend(things::businesses(&catalog));
    }
    let title = t!("portal.search.title");
    ui::html(&SearchPage { page: page.titled(title), words, found, hits, near, groups })
}

/// Counts words that led to nothing, and words whose hits were not taken: somebody searched on.
async fn count_what_was_missed(web: &Web, peer: &Peer, words: &str, before: &str, found: &Found) {
    if found.none {
        web.app.count_missed_search(words, &peer.0).await;
    }
    if !before.is_empty() && before != words && !web.app.search(before, 1).await.none {
        web.app.count_missed_search(before, &peer.0).await;
    }
}

/// What was searched for.
#[derive(Deserialize, Default)]
pub(crate) struct Searched {
    #[serde(default)]
    q: String,
}

/// Nothing of what was found is meant: that is counted, and the way leads to people who help.
pub(crate) async fn none_of_these(
    State(web): State<Web>,
    peer: Peer,
    PostedByAnyone(searched): PostedByAnyone<Searched>,
) -> Redirect {
    web.app.count_missed_search(&searched.q, &peer.0).await;
    Redirect::to(&url::Help.to_string())
}

/// The hits as cards, sister themes on one.
fn cards(web: &Web, catalog: &Catalog, found: &Found, pairs: &Pairs) -> Vec<HitCard> {
    let mut cards = Vec::new();
    let mut shown: Vec<&str> = Vec::new();
    for hit in &found.hits {
        let Some(theme) = catalog.theme(&hit.theme) else { continue };
        let sister = theme.pair.as_ref().and_then(|pair| catalog.theme(pair));
        if sister.is_some_and(|sister| shown.contains(&&*sister.id)) {
            continue;
        }
        shown.push(&hit.theme);
        let told_apart = said_which(found, hit, sister);
        cards.push(card(web, hit, theme, sister, told_apart, pairs));
    }
    cards
}

/// Whether the words say which of two sister themes is meant: the other then counts clearly less.
fn said_which(found: &Found, hit: &Hit, sister: Option<&Theme>) -> bool {
    let Some(sister) = sister else { return true };
    found
        .hits
        .iter()
        .find(|other| other.theme == sister.id)
        .is_none_or(|other| hit.score - other.score > CLEAR)
}

fn card(
    web: &Web,
    hit: &Hit,
    theme: &Theme,
    sister: Option<&Theme>,
    told_apart: bool,
    pairs: &Pairs,
) -> HitCard {
    let card = things::card(theme);
    let heard = Heard::read(&web.app, theme, pairs);
    let way_to = |theme: &Theme| (Heard::read(&web.app, theme, pairs).address(theme, true), body_of(theme));
    let ask = sister.filter(|_| !told_apart).map(|sister| {
        let question = theme.pair_question.clone().unwrap_or_else(|| t!("portal.thing.pair").into_owned());
        (question, vec![way_to(theme), way_to(sister)])
    });
    HitCard {
        href: heard.address(theme, told_apart),
        name: card.name,
        summary: card.summary,
        why: hit.why.clone(),
        icon: card.icon,
        score: hit.score,
        heard: heard.all_chips(|pairs| format!("{}?{}", url::Search, url::query(pairs.iter().cloned()))),
        other: sister.filter(|_| told_apart).map(way_to),
        ask,
    }
}

#[derive(Template)]
#[template(path = "portal/suggest.html")]
struct Suggestions {
    /// Address, what to search for, the thing.
    entries: Vec<(String, String, String)>,
}

/// Suggestions while somebody types: a fragment for the script. They lead to the thing with what was
/// typed so far.
pub(crate) async fn suggest(State(web): State<Web>, Query(pairs): Query<Pairs>) -> Response {
    let catalog = web.app.catalog();
    let entries = web.app.suggest(&words(&pairs), SUGGESTIONS).await.into_iter().filter_map(|hit| {
        let theme = catalog.theme(&hit.theme)?;
        let said = vec![("q".to_owned(), format!("{} {}", words(&pairs), hit.text))];
        let href = Heard::read(&web.app, theme, &said).address(theme, false);
        Some((href, hit.text, things::plain_name(&hit.name).to_owned()))
    });
    ui::html(&Suggestions { entries: entries.collect() })
}
