//! 代岗: from when until when one is away, and which colleague decides meanwhile; the head of a department
//! says so of those who decide for it.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Redirect, Response},
};
use casework::Colleague;
use jiff::civil::Date;
use serde::Deserialize;
use service::{Complaint, Failure, LeaveLine};

use super::{Desk, EndLeave, Leave};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        field::{self, Control, Field},
    },
};

/// In place of an account: one's own.
const OWN: &str = "";

#[derive(Template)]
#[template(path = "desk/leave.html")]
struct LeavePage {
    page: Page,
    callout: Option<Callout>,
    leaves: Vec<LeaveLine>,
    /// For whom the person stands in: who, from when until when.
    stands_in: Vec<(String, Date, Date)>,
    /// Those who are away of a department that the person heads: account, name, leave.
    headed: Vec<(Colleague, LeaveLine)>,
    /// Who (for heads), from, until, by whom; none where there is nobody who could.
    fields: Option<Vec<Field>>,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

async fn build(
    web: &Web,
    approver: &Approver,
    page: Page,
    typed: &Pairs,
    callout: Option<Callout>,
    wrong: &[Complaint],
) -> Result<LeavePage, Failed> {
    let colleagues = web.app.colleagues(approver).await?;
    let choices: Vec<_> = colleagues.into_iter().map(|one| (one.account.to_string(), one.name)).collect();
    let heads = approver.has("head");
    let who = heads.then(|| {
        let own = approver.has("approver").then(|| (OWN.to_owned(), t!("desk.leave.myself").into_owned()));
        let choices = own.into_iter().chain(choices.iter().cloned()).collect();
        let who = Field::choose("account", t!("desk.leave.who"), choices);
        Field { control: Control::Select, ..who }.value(value(typed, "account"))
    });
    let error = |name: &str| field::wrong(wrong, name);
    let fields = (!choices.is_empty()).then(|| {
        let substitute = Field::choose("substitute", t!("desk.leave.substitute"), choices);
        let leave = [
            Field::typed_day("from", t!("desk.leave.from"), value(typed, "from")).error(error("from")),
            Field::typed_day("until", t!("desk.leave.until"), value(typed, "until")).error(error("until")),
            Field { control: Control::Select, ..substitute }.value(value(typed, "substitute")),
        ];
        who.into_iter().chain(leave).collect()
    });
    let stands_in = approver.stands_in.iter();
    Ok(LeavePage {
        page: page.titled(t!("desk.leave.title")),
        callout,
        leaves: web.app.leaves(approver).await?,
        headed: web.app.leaves_headed(approver).await?,
        stands_in: stands_in.map(|one| (one.name.clone(), one.leave.from, one.leave.until)).collect(),
        fields,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    let callout = match done.done.as_str() {
        "take" => Some(Callout::done(t!("desk.leave.taken"), t!("desk.leave.taken_text"))),
        "end" => Some(Callout::done(t!("desk.leave.ended"), "")),
        _ => None,
    };
    Ok(ui::html(&build(&web, &approver, page, &Pairs::new(), callout, &[]).await?))
}

pub(super) async fn take(act: Act<Approver, ()>) -> Result<Response, Failed> {
    let (app, substitute) = (&act.web.app, act.value("substitute"));
    let taken = match (day(&act.pairs, "from"), day(&act.pairs, "until"), act.value("account")) {
        (Ok(from), Ok(until), OWN) => app.take_leave(&act.who, substitute, from, until).await,
        (Ok(from), Ok(until), away) => app.set_leave_of(&act.who, away, substitute, from, until).await,
        (Err(wrong), ..) | (_, Err(wrong), _) => Err(wrong),
    };
    act::answer(taken.map(|()| format!("{Leave}?done=take")), async move |failed| {
        let wrong = failed.complaints().unwrap_or_default();
        let callout = wrong.is_empty().then(|| act.refused(t!("desk.refused"), &failed));
        build(&act.web, &act.who, act.page, &act.pairs, callout, wrong).await
    })
    .await
}

pub(super) async fn end(act: Act<Approver, ()>) -> Result<Redirect, Failed> {
    match act.value("account") {
        OWN => act.web.app.end_leave(&act.who).await?,
        away => act.web.app.end_leave_of(&act.who, away).await?,
    }
    Ok(Redirect::to(&format!("{Leave}?done=end")))
}

/// A day that was typed; none where nothing was.
fn day(pairs: &Pairs, name: &str) -> Result<Option<Date>, Failure> {
    match value(pairs, name).trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| Failure::invalid(format!("/{name}"), "wrong_date", t!("desk.task.wrong_date"))),
    }
}
