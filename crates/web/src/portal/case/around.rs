//! What the applicant says of a case while it goes on: something to be had first is there, one row is not wanted any more.

use axum::{
    extract::{Path, State},
    response::Redirect,
};
use service::CaseCommand;

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::prerequisite,
    url,
};

/// What had to be had elsewhere first is there: each that is ticked, one after the other.
pub(crate) async fn met(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    for met in prerequisite::said(&pairs) {
        web.app.carry_out(&visitor, &number, CaseCommand::MeetPrerequisite(met), None, None).await?;
    }
    Ok(Redirect::to(&url::Case(&number).to_string()))
}

/// One row alone is withdrawn.
pub(crate) async fn withdraw_row(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let here = url::Case(&number).to_string();
    let Ok(row) = value(&pairs, "row").parse() else { return Ok(Redirect::to(&here)) };
    let reason = value(&pairs, "reason").chars().take(500).collect();
    web.app.carry_out(&visitor, &number, CaseCommand::WithdrawRow { row, reason }, version, None).await?;
    Ok(Redirect::to(&here))
}
