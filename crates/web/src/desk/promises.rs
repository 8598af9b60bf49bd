//! 批后核查、信用修复: the promises that the own department has to look at, and each with what can be done.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use catalog::Catalog;
use jiff::civil::Date;
use service::{CaseCommand, CaseView, Failure, PromiseView};
use store::DutyRow;

use super::{
    PromiseDesk, Promises, ResultDesk,
    duties::{self, A_PAGE, Cell, Duties, Line, Wanted},
};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Official,
    ui::{self, Page, callout::Callout, effects::Effects, empty::Empty, pagination::Pagination, tag::Tag},
};

pub(super) async fn list(
    State(web): State<Web>,
    official: Official,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.promise_duties(&official, wanted.after.as_deref(), A_PAGE).await?;
    let headings = [
        t!("ui.tasks.clock"),
        t!("desk.promises.what"),
        t!("ui.tasks.applicant"),
        t!("ui.tasks.theme"),
        t!("ui.tasks.number"),
    ];
    Ok(ui::html(&Duties {
        page: page.titled(t!("desk.promises.title")).wide(),
        text: t!("desk.promises.text").into(),
        crumb: false,
        callout: (!wanted.done.is_empty()).then(|| Callout::done(t!("desk.promises.done"), "")),
        headings: headings.map(Into::into).into(),
        lines: found.rows.iter().map(|row| line(row, &catalog, today)).collect(),
        empty: Empty::done(t!("desk.promises.empty"), t!("desk.promises.empty_text")),
        pages: Pagination::of(&format!("{Promises}?"), wanted.after.as_deref(), found.next.as_deref()),
    }))
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
    Line {
        href: match kind {
            "correct_slip" => ResultDesk(promise).to_string(),
            _ => PromiseDesk(row.case.as_str(), promise).to_string(),
        },
        clock: duties::clock(row.due, catalog, today),
        cells: vec![
            Cell::Link(what.into_owned()),
            Cell::Text(row.applicant_name.clone()),
            Cell::Soft(row.theme_name.clone()),
            Cell::Number(row.case.to_string()),
        ],
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
pub(super) async fn carry_out(act: Act<Official, (String, String)>) -> Result<Response, Failed> {
    let (number, id) = act.about.clone();
    let text = |name: &str| act.text(name);
    let command = match act.value("do") {
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
    let outcome = act.on_case(&number, Ok(command)).await;
    act::answer(outcome.map(|_| format!("{Promises}?done=1")), async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        open(&act.web, &act.who, act.page, &number, &id, act.pairs, callout).await
    })
    .await
}
