//! What is mine: cases and drafts, certificates, messages, files.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use casework::{AccountId, StageName};
use serde::Deserialize;
use service::{DraftLine, words};
use store::{CaseFilter, CaseRow, Message, WalletEntry};

use crate::{
    Web,
    act::Act,
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        button::Button,
        empty::Empty,
        filter_bar::{Filter, FilterBar},
        pagination::Pagination,
    },
    url,
};

const PAGE: u32 = 20;

/// Which part of a list somebody wants.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    #[serde(default)]
    show: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/cases.html")]
struct CasesPage {
    page: Page,
    filters: FilterBar,
    drafts: Vec<DraftLine>,
    cases: Vec<CaseRow>,
    /// Names of the agents who handed cases in, by account.
    agents: BTreeMap<AccountId, String>,
    /// What others are writing for me, with the writer's name.
    by_others: Vec<(DraftLine, String)>,
    empty: Option<Empty>,
    pages: Pagination,
}

impl CasesPage {
    /// The agent behind a case that is mine; an agent's own list needs no such word.
    fn agent(&self, case: &CaseRow) -> Option<&str> {
        let mine = self.page.visitor.as_ref().is_some_and(|visitor| *visitor.id() == case.applicant);
        case.handed_in_by.as_ref().filter(|_| mine).and_then(|by| self.agents.get(by)).map(String::as_str)
    }
}

pub(crate) async fn cases(
    State(web): State<Web>,
    visitor: SignedIn,
    Query(wanted): Query<Wanted>,
    page: Page,
) -> Result<Response, Failed> {
    let stages = match wanted.show.as_str() {
        "open" => vec![StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress],
        "done" => {
            vec![StageName::Completed, StageName::Delivered, StageName::NotAccepted, StageName::Withdrawn]
        }
        _ => Vec::new(),
    };
    let filter = CaseFilter { stages, ..CaseFilter::default() };
    let list = web.app.cases(&visitor, filter, wanted.after.as_deref(), PAGE).await?;
    let (drafts, by_others) = if wanted.show == "done" || wanted.after.is_some() {
        (Vec::new(), Vec::new())
    } else {
        (web.app.drafts(&visitor).await?, web.app.drafts_by_others(&visitor).await?)
    };
    let title = if visitor.has("applicant") { t!("portal.mine.title") } else { t!("ui.nav.clients") };
    let filters =
        [("", t!("portal.mine.all")), ("open", t!("portal.mine.open")), ("done", t!("portal.mine.done"))];
    let filters = filters.into_iter().map(|(show, label)| Filter {
        label: label.into_owned(),
        href: if show.is_empty() { url::Cases.to_string() } else { format!("{}?show={show}", url::Cases) },
        current: wanted.show == show,
        count: None,
    });
    let address = if wanted.show.is_empty() {
        url::Cases.to_string()
    } else {
        format!("{}?show={}", url::Cases, url::encode(&wanted.show))
    };
    let empty = (list.rows.is_empty() && drafts.is_empty()).then(|| Empty {
        icon: "clipboard",
        title: t!("portal.mine.none").into_owned(),
        text: t!("portal.mine.none_text").into_owned(),
        next: Some(Button::link(t!("portal.mine.find"), url::Home)),
    });
    Ok(ui::html(&CasesPage {
        page: page.titled(title),
        agents: web.app.agents_behind(&list.rows).await?,
        by_others,
        filters: FilterBar { label: t!("portal.mine.filter").into_owned(), filters: filters.collect() },
        drafts,
        pages: Pagination::of(&address, wanted.after.as_deref(), list.next.as_deref()),
        cases: list.rows,
        empty,
    }))
}

#[derive(Template)]
#[template(path = "portal/wallet.html")]
struct WalletPage {
    page: Page,
    entries: Vec<Certificate>,
    empty: Option<Empty>,
}

/// A certificate in the wallet.
struct Certificate {
    entry: WalletEntry,
    /// The row where the item repeats: 第2个孩子.
    row: Option<String>,
    department: String,
    material: Option<String>,
    expired: bool,
    /// Where others can check it.
    verify: String,
}

pub(crate) async fn wallet(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
) -> Result<Response, Failed> {
    let catalog = web.app.catalog();
    let today = web.app.today();
    let entries = web.app.wallet(&visitor).await?.into_iter().map(|entry| Certificate {
        row: words::row_of(&catalog, &entry.item, entry.row),
        department: catalog.department_name(&entry.department).to_owned(),
        material: entry.material.as_ref().map(|material| catalog.material_name(material).to_owned()),
        expired: entry.valid_until.is_some_and(|until| until < today),
        verify: web.app.verification_address(&casework::results::edition_id(&entry.task, entry.edition)),
        entry,
    });
    let entries: Vec<_> = entries.collect();
    let empty = entries.is_empty().then(|| Empty {
        icon: "card",
        title: t!("portal.wallet.none").into_owned(),
        text: t!("portal.wallet.none_text").into_owned(),
        next: Some(Button::link(t!("portal.mine.find"), url::Home)),
    });
    Ok(ui::html(&WalletPage { page: page.titled(t!("portal.wallet.title")), entries, empty }))
}

#[derive(Template)]
#[template(path = "portal/messages.html")]
struct MessagesPage {
    page: Page,
    messages: Vec<Line>,
    empty: Option<Empty>,
    pages: Pagination,
}

/// A message, and what became of it outside.
struct Line {
    message: Message,
    outside: Vec<String>,
    /// Where it is read on.
    path: String,
}

pub(crate) async fn messages(
    State(web): State<Web>,
    visitor: SignedIn,
    Query(wanted): Query<Wanted>,
    page: Page,
) -> Result<Response, Failed> {
    let list = web.app.messages(&visitor, wanted.after.as_deref(), PAGE).await?;
    let empty = list.rows.is_empty().then(|| Empty {
        icon: "bell",
        title: t!("portal.messages.none").into_owned(),
        text: t!("portal.messages.none_text").into_owned(),
        next: None,
    });
    let ids: Vec<_> = list.rows.iter().map(|message| message.id.as_str()).collect();
    let mut outside = web.app.sendings_of(&visitor, &ids).await?;
    let lines = list.rows.into_iter().map(|message| {
        let told = outside.remove(&message.id).unwrap_or_default();
        let told = told.iter().map(|one| {
            format!("{}：{}", words::sending_channel(&one.channel), words::sending_state(one.state))
        });
        let path = words::message_path(&message.kind, message.case.as_str());
        Line { outside: told.collect(), path, message }
    });
    Ok(ui::html(&MessagesPage {
        page: page.titled(t!("portal.messages.title")),
        pages: Pagination::of(&url::Messages.to_string(), wanted.after.as_deref(), list.next.as_deref()),
        messages: lines.collect(),
        empty,
    }))
}

/// All messages up to now are read.
pub(crate) async fn mark_read(act: Act<SignedIn, ()>) -> Result<Redirect, Failed> {
    act.web.app.mark_read(&act.who).await?;
    Ok(Redirect::to(&url::Messages.to_string()))
}

/// A file that the visitor may see. Its type is what was found in its content.
pub(crate) async fn file(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let (file, bytes) = web.app.file(&visitor, &id).await?;
    let disposition = format!("inline; filename*=UTF-8''{}", url::encode(&file.name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&file.media_type);
    headers
        .insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
