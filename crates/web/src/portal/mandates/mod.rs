//! 我的授权: for both sides, whoever lets somebody act for them, and whoever acts.

mod give;
mod list;
mod one;

use axum::Router;

use super::paper::{keep_own, show_own};
use crate::{Web, routing::Routes, ui::tag::Tag, url};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .get(url::Mandates::ROUTE, list::show)
        .post(url::Mandates::ROUTE, list::take_up)
        .get(url::GiveMandate::ROUTE, give::form)
        .post(url::GiveMandate::ROUTE, give::give)
        .get(url::Mandate::ROUTE, one::show)
        .post(url::EndMandate::ROUTE, one::end)
        .get(url::MandatePaper::ROUTE, show_own::<one::MandatePaper>)
        .get(url::MandatePaperPdf::ROUTE, keep_own::<one::MandatePaper>)
}

/// Where a mandate stands, as a tag.
fn state_tag(state: service::MandateState) -> Tag {
    let word = crate::ui::mandate::state_word(state);
    match state {
        service::MandateState::InForce => Tag::done(word),
        service::MandateState::Invited | service::MandateState::Prepared => Tag::warn(word),
        _ => Tag::plain(word),
    }
}
