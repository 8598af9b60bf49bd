//! 同步评估 at the desk: the applications that the own department is asked about, and each with the own
//! fields and materials alone.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::case::CorrectionNotice;
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use service::{AssessmentPage, CaseCommand};
use store::DutyRow;
use workdays::Light;

use super::{AssessCase, Assessments};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        empty::Empty,
        pagination::Pagination,
        remarks::{self, Remarks},
        staff::{Clock, Facts, Viewer},
        tag::Tag,
    },
    url,
};

/// Rows of a page.
const A_PAGE: u32 = 40;

/// Working days left from which an assessment is pressing.
const PRESSING: i32 = 1;

/// Where the list goes on, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
    #[serde(default)]
    done: String,
}

/// An application in the list.
struct Line {
    href: String,
    clock: Clock,
    theme: String,
    applicant: String,
    department: String,
    number: String,
    submitted: String,
}

#[derive(Template)]
#[template(path = "desk/assessments.html")]
struct ListPage {
    page: Page,
    callout: Option<Callout>,
    lines: Vec<Line>,
    empty: Empty,
    pages: Pagination,
}

pub(super) async fn list(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let found = web.app.assessments(&approver, wanted.after.as_deref(), A_PAGE).await?;
    let callout = match wanted.done.as_str() {
        "complete" => Some(Callout::done(t!("desk.assess.done_complete"), "")),
        "missing" => Some(Callout::done(t!("desk.assess.done_missing"), t!("desk.assess.done_missing_text"))),
        _ => None,
    };
    let body = ListPage {
        page: page.titled(t!("desk.assess.title")).wide(),
        callout,
        lines: found.rows.iter().map(|row| line(row, &catalog, today)).collect(),
        empty: Empty {
            icon: "check",
            title: t!("desk.assess.empty").into(),
            text: t!("desk.assess.empty_text").into(),
            next: None,
        },
        pages: Pagination::of(&format!("{Assessments}?"), wanted.after.as_deref(), found.next.as_deref()),
    };
    Ok(ui::html(&body))
}

fn line(row: &DutyRow, catalog: &Catalog, today: Date) -> Line {
    Line {
        href: address(row.case.as_str(), &row.department),
        clock: clock(row.due, catalog, today),
        theme: row.theme_name.clone(),
        applicant: row.applicant_name.clone(),
        department: catalog.department_name(&row.department).to_owned(),
        number: row.case.to_string(),
        submitted: ui::moment(row.submitted_at),
    }
}

fn address(number: &str, department: &str) -> String {
    format!("{}?{}", AssessCase(number), url::query([("department", department)]))
}

fn clock(due: Date, catalog: &Catalog, today: Date) -> Clock {
    let light = match catalog.calendar.remaining(today, due) {
        ..0 => Light::Red,
        0..=PRESSING => Light::Yellow,
        _ => Light::Green,
    };
    Clock::of(Some(light), Some(due), catalog, today)
}

#[derive(Template)]
#[template(path = "desk/assess.html")]
struct AssessPage {
    page: Page,
    asked: AssessmentPage,
    callout: Option<Callout>,
    clock: Clock,
    verdict: Tag,
    remarks: Remarks,
    /// Something came back: only what was asked or has changed can be remarked on.
    returned: bool,
}

impl AssessPage {
    fn new(web: &Web, page: Page, asked: AssessmentPage, typed: &Pairs, callout: Option<Callout>) -> Self {
        let (catalog, today) = (web.app.catalog(), web.app.today());
        let returned = asked.case.correction.is_some();
        let remarks = match returned {
            true => Remarks::of_the_return(&asked.case, typed),
            false => Remarks::of(&asked.case, None, typed),
        };
        Self {
            page: page.titled(format!("{} · {}", asked.case.theme_name, asked.case.applicant_name)).wide(),
            clock: clock(asked.assessment.due, &catalog, today),
            verdict: ui::staff::verdict_tag(&asked.assessment),
            callout,
            remarks,
            returned,
            asked,
        }
    }

    fn viewer(&self) -> Viewer<'_> {
        Viewer { materials: &self.asked.case.materials, names_only: false }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.asked.case.sections }
    }
}

/// For which department.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Whose {
    #[serde(default)]
    department: String,
}

impl Whose {
    /// The department that was named, or the own one.
    fn of(&self, approver: &Approver) -> String {
        match self.department.as_str() {
            "" => approver.departments.first().map(ToString::to_string).unwrap_or_default(),
            named => named.to_owned(),
        }
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(number): Path<String>,
    Query(whose): Query<Whose>,
) -> Result<Response, Failed> {
    let asked = web.app.assessment(&approver, &number, &whose.of(&approver)).await?;
    Ok(ui::html(&AssessPage::new(&web, page, asked, &Pairs::new(), None)))
}

/// Says for the department what is missing, or that nothing is; where it is refused the page says why and
/// keeps what was typed.
async fn say(
    web: &Web,
    approver: &Approver,
    page: Page,
    number: &str,
    pairs: Pairs,
    done: &str,
    remarks: Result<CorrectionNotice, Failed>,
) -> Result<Response, Failed> {
    let department = value(&pairs, "department").to_owned();
    let version = value(&pairs, "version").parse().ok();
    let outcome = match remarks {
        Ok(remarks) => {
            let command = CaseCommand::Assess(department.as_str().into(), remarks);
            web.app.carry_out(approver, number, command, version, None).await.map_err(Failed::from)
        }
        Err(failed) => Err(failed),
    };
    let failed = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("{Assessments}?done={done}")).into_response()),
        Err(failed) if matches!(failed.status().as_u16(), 409 | 422) => failed,
        Err(failed) => return Err(failed),
    };
    let asked = web.app.assessment(approver, number, &department).await?;
    let callout = match failed.code() {
        "stale" => Callout::warn(t!("desk.stale.title"), t!("desk.stale.text")),
        _ => Callout::stop(t!("desk.refused"), failed.message(&web.app.catalog())),
    };
    let body = AssessPage::new(web, page, asked, &pairs, Some(callout));
    Ok((failed.status(), ui::html(&body)).into_response())
}

pub(super) async fn complete(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    say(&web, &approver, page, &number, pairs, "complete", Ok(CorrectionNotice::default())).await
}

pub(super) async fn missing(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let remarks = remarks::notice(&pairs).map_err(Failed::from);
    let remarks = remarks.and_then(|notice| match notice.is_empty() {
        true => {
            Err(service::Failure::invalid("/field", "nothing_named", t!("desk.assess.nothing_named")).into())
        }
        false => Ok(notice),
    });
    say(&web, &approver, page, &number, pairs, "missing", remarks).await
}
