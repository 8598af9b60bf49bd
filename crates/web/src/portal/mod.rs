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

use axum::Router;

use crate::{Web, routing::Routes, url};

pub(crate) fn routes(web: &Web) -> Router<Web> {
    Router::new()
        .get(url::Home::ROUTE, home::home)
        .get(url::Things::ROUTE, home::things_for)
        .get(url::Help::ROUTE, home::help)
        .get(url::RateLink::ROUTE, rate_link::form)
        .post(url::RateLink::ROUTE, rate_link::rate)
        .get(url::Ratings::ROUTE, ratings::show)
        .get(url::Search::ROUTE, search::search)
        .post(url::NoneOfThese::ROUTE, search::none_of_these)
        .get(url::Suggest::ROUTE, search::suggest)
        .get(url::Thing::ROUTE, thing::thing)
        .get(url::WorkOut::ROUTE, figures::work_out_again)
        .post(url::WorkOut::ROUTE, figures::work_out)
        .merge(paper::routes())
        .get(url::Confirm::ROUTE, confirm::show)
        .post(url::Confirm::ROUTE, confirm::sign)
        .get(url::Decisions::ROUTE, decisions::show)
        .get(url::Undone::ROUTE, undone::show)
        .post(url::Undone::ROUTE, undone::say)
        .get(url::Verify::ROUTE, verify::ask)
        .get(url::Verified::ROUTE, verify::show)
        .get(url::SignIn::ROUTE, sign_in::form)
        .post(url::SignIn::ROUTE, sign_in::sign_in)
        .post(url::SignOut::ROUTE, sign_in::sign_out)
        .get(url::Register::ROUTE, sign_in::register_form)
        .post(url::Register::ROUTE, sign_in::register)
        .get(url::Account::ROUTE, account::show)
        .post(url::Account::ROUTE, account::change)
        .get(url::MyData::ROUTE, my_data::show)
        .post(url::MyData::ROUTE, my_data::act)
        .get(url::MyDataFile::ROUTE, my_data::download)
        .post(url::Display::ROUTE, sign_in::display)
        .get(url::Cases::ROUTE, mine::cases)
        .get(url::Wallet::ROUTE, mine::wallet)
        .get(url::Outside::ROUTE, outside::show)
        .post(url::Outside::ROUTE, outside::change)
        .get(url::Messages::ROUTE, mine::messages)
        .post(url::Messages::ROUTE, mine::mark_read)
        .get(url::File::ROUTE, mine::file)
        .merge(mandates::routes())
        .merge(apply::routes(web))
        .merge(case::routes(web))
}
