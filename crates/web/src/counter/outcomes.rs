//! The rarer answers to an application, from the counter: what a department would say, what is told
//! again, what is corrected on the spot, what belongs elsewhere, what needs no licence.

use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::case::{CorrectionNotice, Form};
use service::{CaseCommand, CaseView, Elsewhere};

use super::{Intake, case};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    ui::{Page, remarks},
};

/// Fields that can be corrected on the spot: those that stand once on the form and are shown whole, with
/// id, label and value.
pub(super) fn plain_fields(case: &CaseView) -> Vec<(String, String, String)> {
    let single = case.sections.iter().filter(|section| !section.id.contains('.'));
    let values = single.flat_map(|section| &section.values).filter(|value| !value.value.contains('*'));
    values.map(|value| (value.element.to_string(), value.label.clone(), value.value.clone())).collect()
}

/// The counter says for the department that all is there.
pub(super) async fn assess(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let department = value(&pairs, "department").into();
    let command = CaseCommand::Assess(department, CorrectionNotice::default());
    case::act(&web, &intake, page, &number, pairs, "assess", Ok(command)).await
}

/// What came back does not meet what was asked.
pub(super) async fn unmet(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = remarks::notice(&pairs).map(CaseCommand::Unmet).map_err(Failed::from);
    case::act(&web, &intake, page, &number, pairs, "unmet", command).await
}

/// A second correction, signed by the lead department.
pub(super) async fn ask_again(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let why = value(&pairs, "why").to_owned();
    let command = remarks::notice(&pairs).map(|notice| CaseCommand::AskAgain(notice, why));
    case::act(&web, &intake, page, &number, pairs, "ask_again", command.map_err(Failed::from)).await
}

/// Slips that the applicant corrects before the counter, confirmed by name.
pub(super) async fn correct_on_spot(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let view = web.app.case(&intake, &number).await?;
    let typed = plain_fields(&view).into_iter().filter_map(|(id, _, was)| {
        let now = value(&pairs, &format!("spot.{id}")).trim().to_owned();
        (!now.is_empty() && now != was).then(|| (id.as_str().into(), now.into()))
    });
    let form: Form = typed.collect();
    let command = CaseCommand::CorrectOnSpot(form, value(&pairs, "confirmed_by").to_owned());
    case::act(&web, &intake, page, &number, pairs, "correct_on_spot", Ok(command)).await
}

/// By law nothing has to be applied for.
pub(super) async fn not_required(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let reason = value(&pairs, "needless_reason").to_owned();
    let command = CaseCommand::NotRequired(reason, String::new());
    case::act(&web, &intake, page, &number, pairs, "not_accept", Ok(command)).await
}

/// Another authority decides.
pub(super) async fn not_our_authority(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let given = |name: &str| value(&pairs, name).trim().to_owned();
    let elsewhere = Elsewhere {
        authority: given("authority"),
        reason: given("elsewhere_reason"),
        handed_over: given("handed_over"),
        remedy: String::new(),
    };
    let command = CaseCommand::NotOurAuthority(elsewhere);
    case::act(&web, &intake, page, &number, pairs, "not_accept", Ok(command)).await
}
