//! Withdrawing (撤回): what it means stands on the page before it is done.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, EffectsView};

use crate::{
    Web,
    act::Act,
    error::Failed,
    session::SignedIn,
    ui::{self, Page, effects::Effects, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/withdraw.html")]
struct WithdrawPage {
    page: Page,
    number: String,
    version: u64,
    theme_name: String,
    reason: Field,
    /// What it does to each item; none before acceptance.
    effects: Option<EffectsView>,
}

impl WithdrawPage {
    fn effects(&self) -> Option<Effects<'_>> {
        self.effects.as_ref().map(|effects| Effects { effects })
    }
}

pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    if !case.actions.contains(&"withdraw") {
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    }
    let reason = Field::lines("reason", t!("portal.withdraw.reason")).optional();
    Ok(ui::html(&WithdrawPage {
        page: page.titled(t!("portal.withdraw.title")),
        number: case.number,
        version: case.version,
        theme_name: case.theme_name,
        reason,
        effects: case.effects.into_iter().find(|one| one.act == "withdraw"),
    }))
}

pub(crate) async fn withdraw(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    let reason = act.value("reason").chars().take(500).collect();
    act.on_case(&act.about, Ok(CaseCommand::Withdraw { reason })).await?;
    Ok(Redirect::to(&url::Case(&act.about).to_string()))
}
