//! The rarer answers to an application, from the counter: what a department would say, what is told
//! again, what is corrected on the spot, what belongs elsewhere, what needs no licence.

use axum::response::Response;
use casework::{
    Falsehood,
    case::{CorrectionNotice, Form},
};
use service::{CaseCommand, CaseView, Elsewhere};

use super::{Intake, case};
use crate::{act::Act, error::Failed, ui::remarks};

/// Fields that can be corrected on the spot: those that stand once on the form and are shown whole, with
/// id, label and value.
pub(super) fn plain_fields(case: &CaseView) -> Vec<(String, String, String)> {
    let single = case.sections.iter().filter(|section| !section.id.contains('.'));
    let values = single.flat_map(|section| &section.values).filter(|value| !value.value.contains('*'));
    values.map(|value| (value.element.to_string(), value.label.clone(), value.value.clone())).collect()
}

/// The counter says for the department that all is there.
pub(super) async fn assess(act: Act<Intake>) -> Result<Response, Failed> {
    let department = act.value("department").into();
    let command = CaseCommand::Assess(department, CorrectionNotice::default());
    case::carry_out(act, "assess", Ok(command)).await
}

/// What came back does not meet what was asked.
pub(super) async fn unmet(act: Act<Intake>) -> Result<Response, Failed> {
    let command = remarks::notice(&act.pairs).map(CaseCommand::Unmet).map_err(Failed::from);
    case::carry_out(act, "unmet", command).await
}

/// A second correction, signed by the lead department.
pub(super) async fn ask_again(act: Act<Intake>) -> Result<Response, Failed> {
    let why = act.text("why");
    let command = remarks::notice(&act.pairs).map(|notice| CaseCommand::AskAgain(notice, why));
    case::carry_out(act, "ask_again", command.map_err(Failed::from)).await
}

/// Slips that the applicant corrects before the counter, confirmed by name.
pub(super) async fn correct_on_spot(act: Act<Intake>) -> Result<Response, Failed> {
    let view = act.web.app.case(&act.who, &act.about).await?;
    let typed = plain_fields(&view).into_iter().filter_map(|(id, _, was)| {
        let now = act.text(&format!("spot.{id}"));
        (!now.is_empty() && now != was).then(|| (id.as_str().into(), now.into()))
    });
    let form: Form = typed.collect();
    let command = CaseCommand::CorrectOnSpot(form, act.text("confirmed_by"));
    case::carry_out(act, "correct_on_spot", Ok(command)).await
}

/// By law nothing has to be applied for.
pub(super) async fn not_required(act: Act<Intake>) -> Result<Response, Failed> {
    let reason = act.text("needless_reason");
    let command = CaseCommand::NotRequired(reason, String::new());
    case::carry_out(act, "not_accept", Ok(command)).await
}

/// Another authority decides.
pub(super) async fn not_our_authority(act: Act<Intake>) -> Result<Response, Failed> {
    let given = |name: &str| act.text(name);
    let elsewhere = Elsewhere {
        authority: given("authority"),
        reason: given("elsewhere_reason"),
        handed_over: given("handed_over"),
        remedy: String::new(),
    };
    let command = CaseCommand::NotOurAuthority(elsewhere);
    case::carry_out(act, "not_accept", Ok(command)).await
}

/// A material is false: the application is not accepted, with what follows by law.
pub(super) async fn find_false(act: Act<Intake>) -> Result<Response, Failed> {
    let text = |name: &str| act.value(name).chars().take(1000).collect::<String>();
    let found = Falsehood {
        task: None,
        material: act.value("material").into(),
        reason: text("false_reason"),
        evidence: text("evidence"),
        remedy: String::new(),
    };
    case::carry_out(act, "not_accept", Ok(CaseCommand::FindFalseMaterial(found))).await
}
