//! The portal (群众端): finding a thing, understanding it, applying, following, rating.
//!
//! Phone first. Open to anyone up to starting an application; from there on the signed-in
//! applicant alone.

mod account;
mod answers;
mod apply;
mod case;
mod confirm;
mod decisions;
mod explained;
mod figures;
mod guide;
mod heard;
mod home;
mod mandates;
mod mine;
mod my_data;
mod outside;
mod paper;
mod rate_link;
mod rating;
mod ratings;
mod rules_shown;
mod screen;
mod search;
pub(crate) mod sign_in;
mod status;
mod thing;
mod things;
mod undone;
mod verify;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{Web, url};

pub(crate) fn routes(web: &Web) -> Router<Web> {
    Router::new()
        .route(url::Home::ROUTE, get(home::home))
        .route(url::Things::ROUTE, get(home::things_for))
        .route(url::Help::ROUTE, get(home::help))
        .route(url::RateLink::ROUTE, get(rate_link::form).post(rate_link::rate))
        .route(url::Ratings::ROUTE, get(ratings::show))
        .route(url::Search::ROUTE, get(search::search))
        .route(url::NoneOfThese::ROUTE, post(search::none_of_these))
        .route(url::Suggest::ROUTE, get(search::suggest))
        .route(url::Thing::ROUTE, get(thing::thing))
        .route(url::WorkOut::ROUTE, get(figures::work_out_again).post(figures::work_out))
        .merge(paper::routes())
        .route(url::Confirm::ROUTE, get(confirm::show).post(confirm::sign))
        .route(url::Decisions::ROUTE, get(decisions::show))
        .route(url::Undone::ROUTE, get(undone::show).post(undone::say))
        .route(url::Verify::ROUTE, get(verify::ask))
        .route(url::Verified::ROUTE, get(verify::show))
        .route(url::SignIn::ROUTE, get(sign_in::form).post(sign_in::sign_in))
        .route(url::SignOut::ROUTE, post(sign_in::sign_out))
        .route(url::Register::ROUTE, get(sign_in::register_form).post(sign_in::register))
        .route(url::Account::ROUTE, get(account::show).post(account::change))
        .route(url::MyData::ROUTE, get(my_data::show).post(my_data::act))
        .route(url::MyDataFile::ROUTE, get(my_data::download))
        .route(url::Display::ROUTE, post(sign_in::display))
        .route(url::Cases::ROUTE, get(mine::cases))
        .route(url::Wallet::ROUTE, get(mine::wallet))
        .route(url::Outside::ROUTE, get(outside::show).post(outside::change))
        .route(url::Messages::ROUTE, get(mine::messages).post(mine::mark_read))
        .route(url::File::ROUTE, get(mine::file))
        .merge(mandates::routes())
        .merge(apply::routes(web))
        .merge(case::routes(web))
}
