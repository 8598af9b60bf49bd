//! 同步评估 at the desk: the applications that the own department is asked about, and each with the own
//! fields and materials alone.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use casework::case::CorrectionNotice;
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use service::{AssessmentPage, CaseCommand, Failure};
use store::DutyRow;
use workdays::Light;

use super::{
    AssessCase, Assessments,
    duties::{A_PAGE, Cell, Duties, Line, Wanted},
};
use crate::{
    Web,
    act::{self, Act},
    csrf::Pairs,
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

/// Working days left from which an assessment is pressing.
const PRESSING: i32 = 1;

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
    let headings = [
        t!("desk.assess.due"),
        t!("ui.tasks.theme"),
        t!("ui.tasks.applicant"),
        t!("ui.tasks.department"),
        t!("desk.assess.submitted"),
        t!("ui.tasks.number"),
    ];
    Ok(ui::html(&Duties {
        page: page.titled(t!("desk.assess.title")).wide(),
        text: t!("desk.assess.text").into(),
        crumb: true,
        callout,
        headings: headings.map(Into::into).into(),
        lines: found.rows.iter().map(|row| line(row, &catalog, today)).collect(),
        empty: Empty::done(t!("desk.assess.empty"), t!("desk.assess.empty_text")),
        pages: Pagination::of(&format!("{Assessments}?"), wanted.after.as_deref(), found.next.as_deref()),
    }))
}

fn line(row: &DutyRow, catalog: &Catalog, today: Date) -> Line {
    Line {
        href: address(row.case.as_str(), &row.department),
        clock: clock(row.due, catalog, today),
        cells: vec![
            Cell::Link(row.theme_name.clone()),
            Cell::Text(row.applicant_name.clone()),
            Cell::Text(catalog.department_name(&row.department).to_owned()),
            Cell::Soft(ui::moment(row.submitted_at)),
            Cell::Number(row.case.to_string()),
        ],
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
    act: Act<Approver>,
    done: &str,
    remarks: Result<CorrectionNotice, Failed>,
) -> Result<Response, Failed> {
    let department = act.text("department");
    let command = remarks.map(|remarks| CaseCommand::Assess(department.as_str().into(), remarks));
    let outcome = act.on_case(&act.about, command).await;
    act::answer(outcome.map(|_| format!("{Assessments}?done={done}")), async move |failed| {
        let asked = act.web.app.assessment(&act.who, &act.about, &department).await?;
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        Ok(AssessPage::new(&act.web, act.page, asked, &act.pairs, callout))
    })
    .await
}

pub(super) async fn complete(act: Act<Approver>) -> Result<Response, Failed> {
    say(act, "complete", Ok(CorrectionNotice::default())).await
}

pub(super) async fn missing(act: Act<Approver>) -> Result<Response, Failed> {
    let remarks = match remarks::notice(&act.pairs) {
        Ok(notice) if notice.is_empty() => {
            Err(Failure::invalid("/field", "nothing_named", t!("desk.assess.nothing_named")))
        }
        other => other,
    };
    say(act, "missing", remarks.map_err(Failed::from)).await
}
