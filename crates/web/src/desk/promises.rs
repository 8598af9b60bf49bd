//! 批后核查、信用修复: the promises that the own department has to look at, and each with what can be done.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use service::{CaseCommand, CaseView, Failure, PromiseView};
use store::DutyRow;
use workdays::Light;

use super::{PromiseDesk, Promises, ResultDesk};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Official,
    ui::{
        self, Page, callout::Callout, effects::Effects, empty::Empty, pagination::Pagination, staff::Clock,
        tag::Tag,
    },
};

/// Rows of a page.
const A_PAGE: u32 = 40;

/// Where the list goes on, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
    #[serde(default)]
    done: String,
}

/// A promise in the list.
struct Line {
    href: String,
    clock: Clock,
    what: String,
    theme: String,
    applicant: String,
    number: String,
}

#[derive(Template)]
#[template(path = "desk/promises.html")]
struct ListPage {
    page: Page,
    callout: Option<Callout>,
    lines: Vec<Line>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn list(
    State(web): State<Web>,
    official: Official,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.promise_duties(&official, wanted.after.as_deref(), A_PAGE).await?;
    let body = ListPage {
        page: page.titled(t!("desk.promises.title")).wide(),
        callout: (!wanted.done.is_empty()).then(|| Callout::done(t!("desk.promises.done"), "")),
        lines: found.rows.iter().map(|row| line(row, &catalog, today)).collect(),
        empty: Empty {
            icon: "check",
            title: t!("desk.promises.empty").into(),
            text: t!("desk.promises.empty_text").into(),
            next: None,
        },
        pages: Pagination::of(&format!("{Promises}?"), wanted.after.as_deref(), found.next.as_deref()),
    };
    Ok(ui::html(&body))
}

fn line(row: &DutyRow, catalog: &Catalog, today: Date) -> Line {
    let (kind, id) = row.id.split_once(':').unwrap_or(("", row.id.as_str()));
    // What did not come belongs to the one promise that deferred materials follow.
    let (what, promise) = match kind {
        "check_promise" => (t!("desk.promises.check"), id),
        "decide_repair" => (t!("desk.promises.repair"), id),
        "correct_slip" => (t!("desk.result.correct"), id),
        _ => (t!("desk.promises.deferral"), casework::promise::DEFERRAL),
    };
    let light = if row.due < today { Light::Red } else { Light::Green };
    Line {
        href: match kind {
            "correct_slip" => ResultDesk(promise).to_string(),
            _ => PromiseDesk(row.case.as_str(), promise).to_string(),
        },
        clock: Clock::of(Some(light), Some(row.due), catalog, today),
        what: what.into_owned(),
        theme: row.theme_name.clone(),
        applicant: row.applicant_name.clone(),
        number: row.case.to_string(),
    }
}

#[derive(Template)]
#[template(path = "desk/promise.html")]
struct PromisePage {
    page: Page,
    case: CaseView,
    promise: PromiseView,
    callout: Option<Callout>,
    state: Tag,
    typed: Pairs,
}

impl PromisePage {
    fn can(&self, action: &str) -> bool {
        self.promise.actions.contains(&action)
    }

    fn typed(&self, name: &str) -> &str {
        value(&self.typed, name)
    }

    /// What ending would do to the rest.
    fn effects(&self) -> Option<Effects<'_>> {
        let effects = self.case.effects.iter().find(|one| one.act == "end_deferral")?;
        Some(Effects { effects })
    }

    fn address(&self) -> String {
        PromiseDesk(&self.case.number, &self.promise.id).to_string()
    }
}

async fn open(
    web: &Web,
    official: &Official,
    page: Page,
    number: &str,
    id: &str,
    typed: Pairs,
    callout: Option<Callout>,
) -> Result<PromisePage, Failed> {
    let case = web.app.case(official, number).await?;
    let promise = case.promises.iter().find(|one| one.id == id).cloned().ok_or(Failure::NotFound)?;
    let state = match promise.state {
        "kept" | "repaired" => Tag::done(promise.label.as_str()),
        "broken" => Tag::red(promise.label.as_str()),
        _ => Tag::plain(promise.label.as_str()),
    };
    let page = page.titled(format!("{} · {}", promise.title, case.applicant_name)).wide();
    Ok(PromisePage { page, case, promise, callout, state, typed })
}

pub(super) async fn show(
    State(web): State<Web>,
    official: Official,
    page: Page,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Failed> {
    Ok(ui::html(&open(&web, &official, page, &number, &id, Pairs::new(), None).await?))
}

/// Carries out what the button says; where it is refused the page says why and keeps what was typed.
pub(super) async fn act(
    State(web): State<Web>,
    official: Official,
    page: Page,
    Path((number, id)): Path<(String, String)>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let text = |name: &str| value(&pairs, name).trim().to_owned();
    let command = match value(&pairs, "do") {
        "kept" => CaseCommand::CheckPromise(id.clone(), true, text("findings")),
        "broken" => CaseCommand::CheckPromise(id.clone(), false, text("findings")),
        "announce" => CaseCommand::AnnounceRevocation(text("task"), text("revocation_reason")),
        "revoke" => CaseCommand::RevokeResult(text("task"), text("revocation_reason"), String::new()),
        "repaired" => CaseCommand::DecideRepair(id.clone(), true, text("repair_reason")),
        "not_repaired" => CaseCommand::DecideRepair(id.clone(), false, text("repair_reason")),
        "extend" => CaseCommand::ExtendDeferral(text("until").parse().ok(), text("deferral_reason")),
        "end" => CaseCommand::EndDeferral(text("deferral_reason"), String::new()),
        _ => return Ok(Redirect::to(&PromiseDesk(&number, &id).to_string()).into_response()),
    };
    let outcome = web.app.carry_out(&official, &number, command, version, None).await.map_err(Failed::from);
    let failed = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("{Promises}?done=1")).into_response()),
        Err(failed) if matches!(failed.status().as_u16(), 409 | 422) => failed,
        Err(failed) => return Err(failed),
    };
    let callout = match failed.code() {
        "stale" => Callout::warn(t!("desk.stale.title"), t!("desk.stale.text")),
        _ => Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog())),
    };
    let body = open(&web, &official, page, &number, &id, pairs, Some(callout)).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}
