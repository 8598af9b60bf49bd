//! The receipt (收件凭证) as it comes after handing in: the paper itself, with what happens next and
//! by when.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::StageName;
use documents::Kind;
use service::CaseView;

use super::papers::case_page;
use crate::{
    Web,
    error::Failed,
    portal::paper::{Printed, Way},
    session::SignedIn,
    ui::{
        self, Page,
        step_line::{Progress, Step, StepLine},
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/case/receipt.html")]
struct ReceiptPage {
    page: Page,
    case: CaseView,
    paper: Printed,
    next: StepLine,
    fresh: bool,
    back: Way,
    pdf: Option<String>,
}

impl ReceiptPage {
    /// The number as it is read aloud at a counter.
    fn spoken(&self) -> String {
        let number = identifiers::CaseNumber::parse(&self.case.number);
        number.map_or_else(|_| self.case.number.clone(), |number| number.spoken())
    }
}

pub(crate) async fn receipt(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    let id = case.papers.iter().find(|paper| paper.kind == Kind::Receipt);
    let id = id.map(|paper| paper.id.clone()).ok_or_else(Failed::not_found)?;
    let paper = web.app.case_paper(&visitor, &number, &id).await?;
    Ok(ui::html(&ReceiptPage {
        page: page.titled(t!("portal.receipt.title")),
        paper: Printed(paper),
        next: next(&case),
        fresh: case.stage == StageName::Submitted && case.own,
        back: case_page(&visitor, &number),
        pdf: web.has_pdf().then(|| url::CasePaperPdf(&case.number, &id).to_string()),
        case,
    }))
}

/// What happens next and by when, with how far it has come.
fn next(case: &CaseView) -> StepLine {
    let reached = match case.stage {
        StageName::InProgress => 1,
        StageName::Completed => 2,
        StageName::Delivered => 3,
        _ => 0,
    };
    let departments: Vec<&str> = case.lines.iter().map(|line| line.name.as_str()).collect();
    let mut departments = departments.join("、");
    if let Some(due) = case.due {
        departments.push_str(&t!("portal.receipt.due", due = ui::day(due)));
    }
    let parts = [
        (t!("portal.receipt.step.1").into_owned(), t!("portal.receipt.step.1_text").into_owned()),
        (t!("portal.receipt.step.2", count = case.lines.len()).into_owned(), departments),
        (t!("portal.receipt.step.3").into_owned(), t!("portal.receipt.step.3_text").into_owned()),
    ];
    let steps = (0..).zip(parts).map(|(index, (title, text))| Step {
        title,
        text,
        progress: match index {
            index if index < reached => Progress::Done,
            index if index == reached => Progress::Now,
            _ => Progress::Ahead,
        },
    });
    StepLine { steps: steps.collect() }
}
