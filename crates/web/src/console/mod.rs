//! The console (政务服务办): what the office tends without a release.

mod archives;
pub(crate) mod calendar;
mod searches;
mod sendings;

use axum::Router;

use crate::{Web, routing::Routes};

addresses! {
    /// Archive packages of closed cases.
    Archives => "/console/archives";
    /// One of them.
    Archive(number) => "/console/archives/{number}";
    /// What people searched for without success, and the ways of asking that the office added.
    Searches => "/console/searches";
    /// Messages to people that wait, went out, or were given up.
    Sendings => "/console/sendings";
    /// The working calendar, and what it lacks.
    Calendar => "/console/calendar";
    /// Takes a way of asking back.
    RemoveAlias(id) => "/console/searches/{id}/remove";
}

pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .get(Searches::ROUTE, searches::show)
        .post(Searches::ROUTE, searches::add)
        .get(Archives::ROUTE, archives::show)
        .get(Archive::ROUTE, archives::take)
        .get(Sendings::ROUTE, sendings::show)
        .get(Calendar::ROUTE, calendar::show)
        .post(RemoveAlias::ROUTE, searches::remove)
}
