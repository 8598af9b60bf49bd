//! 现场核查、制证: an appointment on the spot, what was found there, and the certificate behind the decision.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use service::{CaseCommand, CheckInput, Failure, TaskPage, Upload};
use workdays::Light;

use super::{
    Certificates, Desk, TaskDesk,
    task::{act, date},
};
use crate::{
    Web,
    csrf::{Pairs, Posted, PostedFiles, value},
    error::Failed,
    session::Approver,
    ui::{self, Page, empty::Empty, field::Field, pagination::Pagination, staff::Clock},
};

/// Rows of a page.
const A_PAGE: u32 = 40;

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

pub(super) async fn arrange(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let input = date(&pairs, "check_on", "/check_on").map(|on: Option<Date>| CheckInput {
        on,
        officers: names(value(&pairs, "officers")),
        note: value(&pairs, "note").chars().take(500).collect(),
        evidence: value(&pairs, "check_evidence").to_owned(),
    });
    let command = input.map(|input| CaseCommand::ArrangeCheck(id.clone(), input)).map_err(Failed::from);
    act(&web, &approver, page, &id, pairs, "arrange", command).await
}

pub(super) async fn record(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    sent: PostedFiles,
) -> Result<Response, Failed> {
    let command = recording(&web, &approver, &id, &sent).await;
    act(&web, &approver, page, &id, sent.pairs, "record", command).await
}

async fn recording(
    web: &Web,
    approver: &Approver,
    id: &str,
    sent: &PostedFiles,
) -> Result<CaseCommand, Failed> {
    let passed = match value(&sent.pairs, "passed") {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::invalid("/passed", "required", t!("desk.check.choose")).into()),
    };
    let mut files = Vec::new();
    for file in sent.files.iter().filter(|file| file.field == "check_file") {
        let upload = Upload { name: file.name.clone(), bytes: file.bytes.clone() };
        files.push(web.app.upload(approver, upload).await?.file.id);
    }
    let findings = value(&sent.pairs, "findings").to_owned();
    Ok(CaseCommand::RecordCheck(id.to_owned(), findings, passed, files))
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
}

/// A certificate in the list.
struct Line {
    href: String,
    clock: Clock,
    theme: String,
    applicant: String,
    task: String,
}

#[derive(Template)]
#[template(path = "desk/certificates.html")]
struct CertificatesPage {
    page: Page,
    lines: Vec<Line>,
    empty: Empty,
    pages: Pagination,
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
    let lines = found.rows.into_iter().map(|row| {
        let light = if row.due < today { Light::Red } else { Light::Green };
        Line {
            href: TaskDesk(&row.task.0).to_string(),
            clock: Clock::of(Some(light), Some(row.due), &catalog, today),
            theme: row.theme_name,
            applicant: row.applicant_name,
            task: row.task.0,
        }
    });
    let body = CertificatesPage {
        page: page.titled(t!("desk.certificates.title")).wide(),
        lines: lines.collect(),
        empty: Empty {
            icon: "check",
            title: t!("desk.certificates.empty").into(),
            text: t!("desk.certificates.empty_text").into(),
            next: None,
        },
        pages: Pagination::of(&format!("{Certificates}?"), wanted.after.as_deref(), found.next.as_deref()),
    };
    Ok(ui::html(&body))
}

pub(super) async fn make_certificate(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = CaseCommand::MakeCertificate(id.clone());
    act(&web, &approver, page, &id, pairs, "certificate", Ok(command)).await
}

/// Names as they are typed, one behind the other.
fn names(text: &str) -> Vec<String> {
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
