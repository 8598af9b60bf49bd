//! 代岗: from when until when one is away, and which colleague decides meanwhile.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use serde::Deserialize;
use service::{Failure, LeaveLine};

use super::{Desk, EndLeave, Leave};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        field::{Control, Field},
    },
};

#[derive(Template)]
#[template(path = "desk/leave.html")]
struct LeavePage {
    page: Page,
    callout: Option<Callout>,
    leaves: Vec<LeaveLine>,
    /// For whom the person stands in: who, from when until when.
    stands_in: Vec<(String, Date, Date)>,
    /// From, until, who; none where there is nobody who could.
    fields: Option<[Field; 3]>,
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
    wrong: &[(String, String)],
) -> Result<LeavePage, Failed> {
    let colleagues = web.app.colleagues(approver).await?;
    let choices: Vec<_> = colleagues.into_iter().map(|one| (one.account.to_string(), one.name)).collect();
    let error = |name: &str| wrong.iter().find(|(at, _)| at == name).map(|(_, message)| message.clone());
    let fields = (!choices.is_empty()).then(|| {
        let substitute = Field::choose("substitute", t!("desk.leave.substitute"), choices);
        [
            Field::typed_day("from", t!("desk.leave.from"), value(typed, "from")).error(error("from")),
            Field::typed_day("until", t!("desk.leave.until"), value(typed, "until")).error(error("until")),
            Field { control: Control::Select, ..substitute }.value(value(typed, "substitute")),
        ]
    });
    let stands_in = approver.stands_in.iter();
    Ok(LeavePage {
        page: page.titled(t!("desk.leave.title")),
        callout,
        leaves: web.app.leaves(approver).await?,
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

pub(super) async fn take(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let taken = match (day(&pairs, "from"), day(&pairs, "until")) {
        (Ok(from), Ok(until)) => {
            web.app.take_leave(&approver, value(&pairs, "substitute"), from, until).await
        }
        (Err(wrong), _) | (_, Err(wrong)) => Err(wrong),
    };
    let failed = match taken {
        Ok(()) => return Ok(Redirect::to(&format!("{Leave}?done=take")).into_response()),
        Err(failure) => Failed::from(failure),
    };
    if !matches!(failed.status().as_u16(), 409 | 422) {
        return Err(failed);
    }
    let complaints = failed.complaints().unwrap_or_default().iter();
    let wrong: Vec<_> =
        complaints.map(|one| (one.pointer.trim_start_matches('/').to_owned(), one.message.clone())).collect();
    let callout =
        wrong.is_empty().then(|| Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog())));
    let body = build(&web, &approver, page, &pairs, callout, &wrong).await?;
    Ok((failed.status(), ui::html(&body)).into_response())
}

pub(super) async fn end(
    State(web): State<Web>,
    approver: Approver,
    Posted(_): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    web.app.end_leave(&approver).await?;
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
