//! What the applicant says of a case while it goes on: something to be had first is there, one row is not wanted any more.

use axum::response::{IntoResponse, Redirect, Response};
use service::CaseCommand;

use super::show;
use crate::{act::Act, error::Failed, session::SignedIn, ui::prerequisite, url};

/// What had to be had elsewhere first is there: each that is ticked, one after the other. What is wrong
/// with one is told beside it, and what was typed stays.
pub(crate) async fn met(act: Act<SignedIn>) -> Result<Response, Failed> {
    let Err(failed) = say(&act).await else {
        return Ok(Redirect::to(&url::Case(&act.about).to_string()).into_response());
    };
    let status = failed.status();
    let complaints = failed.into_complaints()?;
    let case = act.web.app.case(&act.who, &act.about).await?;
    Ok((status, show::build(&act.web, act.page, &case, &act.pairs, &complaints)).into_response())
}

async fn say(act: &Act<SignedIn>) -> Result<(), Failed> {
    for met in prerequisite::said(&act.pairs)? {
        act.on_case(&act.about, Ok(CaseCommand::MeetPrerequisite(met))).await?;
    }
    Ok(())
}

/// One row alone is withdrawn.
pub(crate) async fn withdraw_row(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    if let Ok(row) = act.value("row").parse() {
        let reason = act.value("reason").chars().take(500).collect();
        act.on_case(&act.about, Ok(CaseCommand::WithdrawRow { row, reason })).await?;
    }
    Ok(Redirect::to(&url::Case(&act.about).to_string()))
}
