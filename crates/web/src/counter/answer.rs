//! What departments ask the counter about a case, answered here.

use axum::response::Response;
use service::CaseCommand;

use super::{Intake, case};
use crate::{act::Act, error::Failed};

pub(super) async fn answer(act: Act<Intake>) -> Result<Response, Failed> {
    // What is no number names no question, and is refused as such.
    let nth = act.value("question").parse().unwrap_or(0);
    let command = CaseCommand::AnswerQuestion(nth, act.text("answer"));
    case::carry_out(act, "answer", Ok(command)).await
}
