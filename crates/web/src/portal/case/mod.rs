//! One case as its applicant follows it: what to do now, the line of progress, results, rating.

mod around;
mod complain;
mod correction;
pub(in crate::portal) mod delivery;
mod guardian;
mod papers;
mod parties;
mod promises;
mod rate;
mod rate_parts;
mod receipt;
mod show;
mod slip;
mod withdraw;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::paper::{keep_own, show_own};
use crate::{Web, url};

pub(super) fn routes(web: &Web) -> Router<Web> {
    let files = || DefaultBodyLimit::max(super::apply::upload_limit(web));
    Router::new()
        .route(url::Case::ROUTE, get(show::show))
        .route(url::Receipt::ROUTE, get(receipt::receipt))
        .route(url::CasePaper::ROUTE, get(show_own::<papers::CasePaper>))
        .route(url::CasePaperPdf::ROUTE, get(keep_own::<papers::CasePaper>))
        .route(url::Correction::ROUTE, get(correction::correction).post(correction::give_back).layer(files()))
        .route(url::Supply::ROUTE, get(correction::supply).post(correction::hand_in).layer(files()))
        .route(url::Rate::ROUTE, get(rate::form).post(rate::rate))
        .route(url::RateParts::ROUTE, get(rate_parts::form).post(rate_parts::rate))
        .route(url::Complain::ROUTE, get(complain::form).post(complain::complain))
        .route(url::GuardianConsent::ROUTE, post(guardian::sign))
        .route(url::Parties::ROUTE, post(parties::ask))
        .route(url::Withdraw::ROUTE, get(withdraw::form).post(withdraw::withdraw))
        .route(url::WithdrawPromise::ROUTE, post(promises::withdraw))
        .route(url::Promises::ROUTE, get(promises::show).post(promises::ask_repair))
        .route(url::MetPrerequisite::ROUTE, post(around::met))
        .route(url::WithdrawRow::ROUTE, post(around::withdraw_row))
        .route(url::CaseDelivery::ROUTE, get(delivery::form).post(delivery::choose))
        .route(url::Slip::ROUTE, get(slip::form).post(slip::report))
        .route(url::ParcelArrived::ROUTE, post(delivery::arrived))
}
