//! 我的授权: for both sides, whoever lets somebody act for them, and whoever acts.

mod give;
mod list;
mod one;

use axum::{
    Router,
    routing::{get, post},
};

use super::paper::{keep_own, show_own};
use crate::{Web, ui::tag::Tag, url};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(url::Mandates::ROUTE, get(list::show).post(list::take_up))
        .route(url::GiveMandate::ROUTE, get(give::form).post(give::give))
        .route(url::Mandate::ROUTE, get(one::show))
        .route(url::EndMandate::ROUTE, post(one::end))
        .route(url::MandatePaper::ROUTE, get(show_own::<one::MandatePaper>))
        .route(url::MandatePaperPdf::ROUTE, get(keep_own::<one::MandatePaper>))
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
