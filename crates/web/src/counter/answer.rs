//! What departments ask the counter about a case, answered here.

use axum::{
    extract::{Path, State},
    response::Response,
};
use service::CaseCommand;

use super::{Intake, case::act};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    ui::Page,
};

pub(super) async fn answer(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    // What is no number names no question, and is refused as such.
    let nth = value(&pairs, "question").parse().unwrap_or(0);
    let command = CaseCommand::AnswerQuestion(nth, value(&pairs, "answer").to_owned());
    act(&web, &intake, page, &number, pairs, "answer", Ok(command)).await
}
