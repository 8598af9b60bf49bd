//! Every page for everybody: each link leads somewhere, every control has a name, nothing runs code of its own.

use std::collections::{BTreeMap, VecDeque};

use axum::http::header;
use jiff::civil::date;
use testkit::{Client, Page, Person, Town, births};

use crate::journey::client;

/// Pages of one kind that are opened at most: there are hundreds of things and answers.
const MOST_OF_A_KIND: usize = 6;

/// The address with what tells one page of a kind from another left out.
fn kind_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let named = part.bytes().any(|byte| byte.is_ascii_digit()) || part.contains('%') || part.len() > 24;
        if named { "*" } else { part }
    });
    let path = parts.collect::<Vec<_>>().join("/");
    match path.strip_prefix("/things/").or(path.strip_prefix("/assets/")) {
        Some(rest) => format!("/things/*{}", rest.split_once('/').map_or("", |(_, rest)| rest)),
        None => path,
    }
}

/// Follows every link from these addresses; what is wrong, by address.
async fn crawls(client: &mut Client, from: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut trouble = BTreeMap::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut queue: VecDeque<(String, String)> =
        from.iter().map(|address| ((*address).to_owned(), "the beginning".to_owned())).collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some((address, by)) = queue.pop_front() {
        let bare = address.split('#').next().unwrap_or_default().to_owned();
        let away = bare.contains("://") || bare.contains("sign-out") || bare.starts_with("/api");
        if away || !seen.insert(bare.clone()) {
            continue;
        }
        let of_kind = kinds.entry(kind_of(&bare)).or_default();
        *of_kind += 1;
        if *of_kind > MOST_OF_A_KIND {
            continue;
        }
        let page = client.get(&bare).await;
        let mut faults = if is_page(&page) { looked_over(&page) } else { Vec::new() };
        if page.status.as_u16() >= 400 {
            faults.push(format!("{} (linked from {by})", page.status));
        }
        if !faults.is_empty() {
            trouble.insert(bare.clone(), faults);
        }
        if is_page(&page) {
            queue.extend(page.links().into_iter().map(|link| (link, bare.clone())));
        }
    }
    assert!(seen.len() > from.len(), "nothing was linked from {from:?}");
    trouble
}

fn is_page(page: &Page) -> bool {
    page.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn looked_over(page: &Page) -> Vec<String> {
    let mut faults = page.faults();
    let policy = page.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = policy.unwrap_or_default();
    if !policy.contains("default-src 'none'") || policy.contains("unsafe") {
        faults.push(format!("its policy is {policy:?}"));
    }
    faults
}

fn said(trouble: BTreeMap<String, Vec<String>>) -> String {
    trouble
        .into_iter()
        .map(|(address, faults)| format!("{address}\n    {}\n", faults.join("\n    ")))
        .collect()
}

/// A town in which there is something to see for everybody.
async fn lived_in() -> (Town, Person) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let clerk = town.clerk("三号窗口").await;
    let done = li_na.submits("birth", &births::twins()).await;
    town.walk_to_the_end(&li_na, &done).await;
    let open = li_na.submits("birth", &births::one_child()).await;
    clerk.accepts(&open).await;
    let asked = li_na.submits("birth", &births::one_child()).await;
    clerk.asks_to_mend(&asked, &["mother.employer"], &["discharge_record"]).await;
    li_na.submits("birth", &births::one_child()).await;
    let answers = li_na.answers("birth", &births::one_child(), &mut service::sample::Sample::new(1));
    town.app().start(li_na.visitor(), "birth", answers, None).await.expect("a draft");
    (town, li_na)
}

async fn everything_is_well(town: &Town, login: Option<&str>, from: &[&str]) {
    let mut client = client(town);
    if let Some(login) = login {
        client.signs_in(login).await;
    }
    let trouble = crawls(&mut client, from).await;
    assert!(trouble.is_empty(), "{} pages:\n{}", trouble.len(), said(trouble));
}

#[tokio::test]
async fn for_anybody() {
    let town = Town::open(date(2026, 3, 2)).await;
    let from = [
        "/",
        "/search?q=生娃儿",
        "/search?q=去火星",
        "/sign-in",
        "/register",
        "/help",
        "/for/business",
        "/nowhere",
    ];
    let mut client = client(&town);
    let mut trouble = crawls(&mut client, &from).await;
    // What is not there says so, on a page like any other.
    let nowhere = trouble.remove("/nowhere").unwrap_or_default();
    assert!(nowhere.len() == 1 && nowhere[0].starts_with("404"), "{nowhere:?}");
    assert!(trouble.is_empty(), "{} pages:\n{}", trouble.len(), said(trouble));
}

#[tokio::test]
async fn for_an_applicant() {
    let (town, li_na) = lived_in().await;
    everything_is_well(&town, Some(li_na.login()), &["/", "/cases", "/wallet", "/messages"]).await;
}

#[tokio::test]
async fn for_a_clerk() {
    let (town, _li_na) = lived_in().await;
    let clerk = town.clerk("三号窗口").await;
    everything_is_well(&town, Some(clerk.login()), &["/counter"]).await;
}

#[tokio::test]
async fn for_an_approver() {
    let (town, _li_na) = lived_in().await;
    let health = town.approver("health_commission").await;
    everything_is_well(&town, Some(health.login()), &["/desk"]).await;
}

#[tokio::test]
async fn for_a_lead() {
    let (town, _li_na) = lived_in().await;
    let lead = town.lead("health_commission").await;
    everything_is_well(&town, Some(lead.login()), &["/lead"]).await;
}

#[tokio::test]
async fn for_those_who_oversee() {
    let (town, _li_na) = lived_in().await;
    for person in [town.office().await, town.supervisor().await] {
        everything_is_well(&town, Some(person.login()), &["/supervision"]).await;
    }
}
