//! Matters (督办): what somebody has to answer for, for those who answer, verify, call back and close.

mod grievance;
mod handling;
mod list;
mod one;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Web;

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
        .route(Matters::ROUTE, get(list::show))
        .route(GrievanceOf::ROUTE, get(grievance::show).post(grievance::carry_out))
        .route(MatterOf::ROUTE, get(one::show))
        .route(ActOnMatter::ROUTE, post(one::carry_out))
}
