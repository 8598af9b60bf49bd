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

use axum::{Router, extract::DefaultBodyLimit};

use super::paper::{keep_own, show_own};
use crate::{Web, routing::Routes, url};

pub(super) fn routes(web: &Web) -> Router<Web> {
    let with_files = Router::new()
        .get(url::Correction::ROUTE, correction::correction)
        .post(url::Correction::ROUTE, correction::give_back)
        .get(url::Supply::ROUTE, correction::supply)
        .post(url::Supply::ROUTE, correction::hand_in)
        .layer(DefaultBodyLimit::max(super::apply::upload_limit(web)));
    Router::new()
        .merge(with_files)
        .get(url::Case::ROUTE, show::show)
        .get(url::Receipt::ROUTE, receipt::receipt)
        .get(url::CasePaper::ROUTE, show_own::<papers::CasePaper>)
        .get(url::CasePaperPdf::ROUTE, keep_own::<papers::CasePaper>)
        .get(url::Rate::ROUTE, rate::form)
        .post(url::Rate::ROUTE, rate::rate)
        .get(url::RateParts::ROUTE, rate_parts::form)
        .post(url::RateParts::ROUTE, rate_parts::rate)
        .get(url::Complain::ROUTE, complain::form)
        .post(url::Complain::ROUTE, complain::complain)
        .post(url::GuardianConsent::ROUTE, guardian::sign)
        .post(url::Parties::ROUTE, parties::ask)
        .get(url::Withdraw::ROUTE, withdraw::form)
        .post(url::Withdraw::ROUTE, withdraw::withdraw)
        .post(url::WithdrawPromise::ROUTE, promises::withdraw)
        .get(url::Promises::ROUTE, promises::show)
        .post(url::Promises::ROUTE, promises::ask_repair)
        .post(url::MetPrerequisite::ROUTE, around::met)
        .post(url::WithdrawRow::ROUTE, around::withdraw_row)
        .get(url::CaseDelivery::ROUTE, delivery::form)
        .post(url::CaseDelivery::ROUTE, delivery::choose)
        .get(url::Slip::ROUTE, slip::form)
        .post(url::Slip::ROUTE, slip::report)
        .post(url::ParcelArrived::ROUTE, delivery::arrived)
}
