//! 现场核查、制证: an appointment on the spot, what was found there, and the certificate behind the decision.

use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::civil::Date;
use service::{CaseCommand, CheckInput, Failure, TaskPage};

use super::{
    Certificates, TaskDesk,
    duties::{self, A_PAGE, Cell, Duties, Line, Wanted},
    task::{self, date},
};
use crate::{
    Web,
    act::Act,
    csrf::{Pairs, value},
    error::Failed,
    session::Approver,
    ui::{self, Page, empty::Empty, field::Field, pagination::Pagination},
};

/// What is asked for an appointment: the day, the officers, what the applicant should know, and the
/// document, where the clock rests for the check.
pub(super) fn appointment(desk: &TaskPage, typed: &Pairs, wrong: &[(&'static str, String)]) -> Vec<Field> {
    let error = |name: &str| wrong.iter().find(|(known, _)| *known == name).map(|(_, words)| words.clone());
    let mut fields = vec![
        Field::typed_day("check_on", t!("desk.check.on"), value(typed, "check_on")).error(error("check_on")),
        Field::text("officers", t!("desk.check.officers"))
            .help(t!("desk.check.officers_help"))
            .value(value(typed, "officers"))
            .error(error("officers")),
        Field::lines("note", t!("desk.check.note"))
            .optional()
            .help(t!("desk.check.note_help"))
            .value(value(typed, "note")),
    ];
    let rests = |step: &service::StepView| desk.special_procedures.contains(&step.name);
    if desk.task.steps.iter().any(rests) {
        fields.push(
            Field::text("check_evidence", t!("desk.task.evidence"))
                .help(t!("desk.check.evidence_help"))
                .value(value(typed, "check_evidence"))
                .error(error("check_evidence")),
        );
    }
    fields
}

pub(super) async fn arrange(act: Act<Approver>) -> Result<Response, Failed> {
    let input = date(&act.pairs, "check_on", "/check_on").map(|on: Option<Date>| CheckInput {
        on,
        officers: names(act.value("officers")),
        note: act.value("note").chars().take(500).collect(),
        evidence: act.text("check_evidence"),
    });
    let command =
        input.map(|input| CaseCommand::ArrangeCheck(act.about.clone(), input)).map_err(Failed::from);
    task::carry_out(act, "arrange", command).await
}

pub(super) async fn record(act: Act<Approver>) -> Result<Response, Failed> {
    let command = recording(&act).await;
    task::carry_out(act, "record", command).await
}

async fn recording(act: &Act<Approver>) -> Result<CaseCommand, Failed> {
    let passed = match act.value("passed") {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::invalid("/passed", "required", t!("desk.check.choose")).into()),
    };
    let files = act.keep("check_file").await?;
    Ok(CaseCommand::RecordCheck(act.about.clone(), act.text("findings"), passed, files))
}

/// 待制证: what was granted and is still to be made on paper.
pub(super) async fn certificates(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.certificates_to_make(&approver, wanted.after.as_deref(), A_PAGE).await?;
    let lines = found.rows.into_iter().map(|row| Line {
        href: TaskDesk(&row.task.0).to_string(),
        clock: duties::clock(row.due, &catalog, today),
        cells: vec![Cell::Link(row.applicant_name), Cell::Soft(row.theme_name), Cell::Number(row.task.0)],
    });
    let headings =
        [t!("ui.tasks.clock"), t!("ui.tasks.applicant"), t!("ui.tasks.theme"), t!("ui.tasks.number")];
    Ok(ui::html(&Duties {
        page: page.titled(t!("desk.certificates.title")).wide(),
        text: t!("desk.certificates.help").into(),
        crumb: true,
        callout: None,
        headings: headings.map(Into::into).into(),
        lines: lines.collect(),
        empty: Empty::done(t!("desk.certificates.empty"), t!("desk.certificates.empty_text")),
        pages: Pagination::of(&format!("{Certificates}?"), wanted.after.as_deref(), found.next.as_deref()),
    }))
}

pub(super) async fn make_certificate(act: Act<Approver>) -> Result<Response, Failed> {
    let command = CaseCommand::MakeCertificate(act.about.clone());
    task::carry_out(act, "certificate", Ok(command)).await
}

/// Names as they are typed, one behind the other.
pub(super) fn names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', ' ', '\u{3000}', '\n']);
    parts.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_are_typed_one_behind_the_other() {
        assert_eq!(names("王强、李明"), ["王强", "李明"]);
        assert_eq!(names(" 王强, 李明 "), ["王强", "李明"]);
        assert!(names("，").is_empty());
    }
}
