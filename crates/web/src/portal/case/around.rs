//! What the applicant says of a case while it goes on: something to be had first is there, one row is not wanted any more.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, Failure};

use super::show;
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{Page, prerequisite},
    url,
};

/// What had to be had elsewhere first is there: each that is ticked, one after the other. What is wrong
/// with one is told beside it, and what was typed stays.
pub(crate) async fn met(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let Err(failed) = say(&web, &visitor, &number, &pairs).await else {
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    };
    let failed = Failed::from(failed);
    let Some(complaints) = failed.complaints() else { return Err(failed) };
    let case = web.app.case(&visitor, &number).await?;
    let body = show::build(&web, page, &case, &pairs, complaints);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
}

async fn say(web: &Web, visitor: &SignedIn, number: &str, pairs: &Pairs) -> Result<(), Failure> {
    for met in prerequisite::said(pairs)? {
        web.app.carry_out(visitor, number, CaseCommand::MeetPrerequisite(met), None, None).await?;
    }
    Ok(())
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
