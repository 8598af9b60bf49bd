//! Supervision (电子监察): the figures of a period, and the lists behind every number. Reads and
//! urges; never touches what is decided.

mod appraisal;
mod case;
mod chart;
mod lists;
mod overview;
mod period;
mod ratings;
mod sheets;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Web;

addresses! {
    /// The figures at a glance.
    Supervision => "/supervision";
    /// The cases behind a number.
    SupervisedCases => "/supervision/cases";
    /// A case, as far as a supervisor may see it.
    SupervisedCase(number) => "/supervision/cases/{number}";
    /// Ratings, and signs that some were manufactured.
    SupervisedRatings => "/supervision/ratings";
    /// 督办
    Urge(number) => "/supervision/cases/{number}/urge";
    /// 延长 of the limit of several departments together.
    ExtendJoint(number) => "/supervision/cases/{number}/extend";
    /// The tasks behind a number.
    SupervisedTasks => "/supervision/tasks";
    /// 月度考核
    AppraisalTable => "/supervision/appraisal";
    /// The same as a spreadsheet.
    AppraisalSheet => "/supervision/appraisal.xlsx";
    /// The figures as a spreadsheet.
    FiguresSheet => "/supervision/figures.xlsx";
    /// The cases as a spreadsheet.
    CasesSheet => "/supervision/cases.xlsx";
    /// The tasks as a spreadsheet.
    TasksSheet => "/supervision/tasks.xlsx";
}

pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(Supervision::ROUTE, get(overview::show))
        .route(SupervisedCases::ROUTE, get(lists::cases))
        .route(SupervisedCase::ROUTE, get(case::show))
        .route(SupervisedRatings::ROUTE, get(ratings::show))
        .route(Urge::ROUTE, post(case::urge))
        .route(ExtendJoint::ROUTE, post(case::extend))
        .route(SupervisedTasks::ROUTE, get(lists::tasks))
        .route(AppraisalTable::ROUTE, get(appraisal::show))
        .route(AppraisalSheet::ROUTE, get(sheets::appraisal))
        .route(FiguresSheet::ROUTE, get(sheets::figures))
        .route(CasesSheet::ROUTE, get(sheets::cases))
        .route(TasksSheet::ROUTE, get(sheets::tasks))
}
