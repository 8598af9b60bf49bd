//! The papers of a case (文书): receipt, correction, acceptance, decisions and results, to print and
//! as PDF. Whoever may see the case may see them as far as that goes: the portal's own people, the
//! counter, and a department its own decisions.

use axum::{
    extract::{Path, State},
    response::Response,
};
use pdf::Sheet;
use service::Visitor;

use crate::{
    Web,
    error::Failed,
    portal::paper::{self, Way},
    session::SignedIn,
    ui::Page,
    url,
};

/// Where this person follows the case: the applicant in the portal, the staff at their own desk.
pub(super) fn case_page(visitor: &Visitor, number: &str) -> Way {
    let words = t!("portal.paper.case").into_owned();
    if visitor.has("applicant") || visitor.has("agent") {
        (url::Case(number).to_string(), words)
    } else {
        (crate::case_of(visitor, number), words)
    }
}

/// A paper to print.
pub(super) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((number, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failed> {
    let found = web.app.case_paper(&visitor, &number, &id).await?;
    let pdf = url::CasePaperPdf(&number, &id).to_string();
    Ok(paper::page(&web, page, found, case_page(&visitor, &number), pdf))
}

/// The same as PDF.
pub(super) async fn pdf(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((number, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Failed> {
    let found = web.app.case_paper(&visitor, &number, &id).await?;
    paper::pdf(&web, page, found, Sheet::A4, url::CasePaper(&number, &id).to_string()).await
}
