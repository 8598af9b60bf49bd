//! 监护人同意, after handing in: where a program handed it in without.

use axum::response::{IntoResponse, Redirect, Response};
use service::CaseCommand;

use super::show;
use crate::{act::Act, error::Failed, session::SignedIn, ui::guardian, url};

pub(crate) async fn sign(act: Act<SignedIn>) -> Result<Response, Failed> {
    let signature = guardian::signature(&act.pairs).unwrap_or_default();
    let Err(failed) = act.on_case(&act.about, Ok(CaseCommand::ConsentAsGuardian(signature))).await else {
        return Ok(Redirect::to(&url::Case(&act.about).to_string()).into_response());
    };
    let status = failed.status();
    let complaints = failed.into_complaints()?;
    let case = act.web.app.case(&act.who, &act.about).await?;
    Ok((status, show::build(&act.web, act.page, &case, &act.pairs, &complaints)).into_response())
}
