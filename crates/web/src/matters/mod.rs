//! Matters (督办): what somebody has to answer for, for those who answer, verify, call back and close.

mod grievance;
mod handling;
mod list;
mod one;

use axum::Router;

use crate::{Web, routing::Routes};

addresses! {
    /// The matters that one has to do with.
    Matters => "/matters";
    /// One matter of a case.
    MatterOf(case, nth) => "/matters/{case}/{nth}";
    /// A grievance (办不成事反映), where there is no case.
    GrievanceOf(number) => "/matters/grievances/{number}";
    /// Something is done about it.
    ActOnMatter(case, nth) => "/matters/{case}/{nth}/act";
}

pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .get(Matters::ROUTE, list::show)
        .get(GrievanceOf::ROUTE, grievance::show)
        .post(GrievanceOf::ROUTE, grievance::carry_out)
        .get(MatterOf::ROUTE, one::show)
        .post(ActOnMatter::ROUTE, one::carry_out)
}
