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

use axum::Router;

use crate::{Web, routing::Routes};

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
        .get(Supervision::ROUTE, overview::show)
        .get(SupervisedCases::ROUTE, lists::cases)
        .get(SupervisedCase::ROUTE, case::show)
        .get(SupervisedRatings::ROUTE, ratings::show)
        .post(Urge::ROUTE, case::urge)
        .post(ExtendJoint::ROUTE, case::extend)
        .get(SupervisedTasks::ROUTE, lists::tasks)
        .get(AppraisalTable::ROUTE, appraisal::show)
        .get(AppraisalSheet::ROUTE, sheets::appraisal)
        .get(FiguresSheet::ROUTE, sheets::figures)
        .get(CasesSheet::ROUTE, sheets::cases)
        .get(TasksSheet::ROUTE, sheets::tasks)
}
