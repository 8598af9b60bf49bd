//! The counter (综合窗口): taking applications in for people who stand there, deciding on
//! acceptance, and handing results out. Lead departments decide on acceptance here too.
//!
//! Dense and keyboard first: the same people use it all day. Knows no rule; what may be done
//! with a case is what the case's view says.

mod answer;
mod application;
mod case;
mod correction;
mod exit;
mod mandates;
mod materials;
mod outcomes;
mod people;
mod questions;
mod queue;
mod rating_code;
mod saving;
mod sections;
mod undone;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts},
    http::request::Parts,
    routing::{get, post},
};
use service::{Failure, Visitor};

use crate::{Web, error::Failed, session::SignedIn};

addresses! {
    /// Today's queue, and one field to find anybody.
    Queue => "/counter";
    /// Finds a person or a case by what they show.
    Find => "/counter/find";
    /// A person who is not known yet.
    People => "/counter/people";
    /// A person who forgot the password, or never had one.
    OpenAccount => "/counter/people/password";
    /// Recording a mandate (授权).
    Mandates => "/counter/mandates";
    /// One that this counter records.
    Mandate(id) => "/counter/mandates/{id}";
    /// Ends it for a principal who stands there.
    EndMandate(id) => "/counter/mandates/{id}/end";
    /// 办不成事反映, for whoever stands there.
    Undone => "/counter/undone";
    /// Choosing the theme for a person.
    Themes => "/counter/themes";
    /// Begins an application for a person.
    Start => "/counter/start";
    /// The application: questions, form and materials on one page.
    ApplicationDesk(draft) => "/counter/applications/{draft}";
    /// Throws an application away.
    Discard(draft) => "/counter/applications/{draft}/discard";
    /// A case, for those who decide on acceptance.
    CaseDesk(number) => "/counter/cases/{number}";
    /// 受理
    Accept(number) => "/counter/cases/{number}/accept";
    /// 补正告知
    AskCorrection(number) => "/counter/cases/{number}/correction";
    /// A department's assessment, said at the counter.
    AssessFor(number) => "/counter/cases/{number}/assessments";
    /// 补正内容未达要求
    Unmet(number) => "/counter/cases/{number}/correction-unmet";
    /// A second correction, signed by the lead department.
    AskAgain(number) => "/counter/cases/{number}/second-correction";
    /// 当场更正
    CorrectOnSpot(number) => "/counter/cases/{number}/correct-on-spot";
    /// 不受理
    NotRequired(number) => "/counter/cases/{number}/not-required";
    /// 不属于本机关职权
    NotOurAuthority(number) => "/counter/cases/{number}/not-our-authority";
    /// 虚假材料, before acceptance.
    FindFalse(number) => "/counter/cases/{number}/false-material";
    /// 不予受理
    NotAccept(number) => "/counter/cases/{number}/not-accept";
    /// 送达
    HandOut(number) => "/counter/cases/{number}/hand-out";
    /// Results lie at the counter and can be collected.
    SayReady(number) => "/counter/cases/{number}/ready-to-collect";
    /// 寄出
    Post(number) => "/counter/cases/{number}/post";
    /// 妥投
    ParcelArrived(number) => "/counter/cases/{number}/parcel-arrived";
    /// 退回
    ParcelReturned(number) => "/counter/cases/{number}/parcel-returned";
    /// The correction comes back at the counter.
    ReturnCorrection(number) => "/counter/cases/{number}/return";
    /// Materials that were to follow arrive at the counter.
    SupplyPaper(number) => "/counter/cases/{number}/supply";
    /// A guardian of a young child agrees before the clerk.
    GuardianConsent(number) => "/counter/cases/{number}/guardian-consent";
    /// The people concerned stand there and sign.
    RecordParties(number) => "/counter/cases/{number}/parties";
    /// What had to be had elsewhere first is there.
    Met(number) => "/counter/cases/{number}/prerequisites";
    /// Asks the visitor for a rating.
    AskForRating(number) => "/counter/cases/{number}/ask-for-rating";
    /// The code that the visitor scans.
    RatingCode(number, token) => "/counter/cases/{number}/rating-code/{token}";
    /// What a department asked is answered.
    AnswerQuestion(number) => "/counter/cases/{number}/answer";
    /// The cases that the own department leads.
    Led => "/lead";
}

/// Who decides on acceptance: a clerk, or the lead department.
pub(crate) struct Intake {
    visitor: Arc<Visitor>,
}

impl std::ops::Deref for Intake {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequestParts<Web> for Intake {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        let SignedIn(visitor) = SignedIn::from_request_parts(parts, web).await?;
        if visitor.clerk_place().is_some() || visitor.lead_of().is_some() {
            Ok(Self { visitor })
        } else {
            Err(Failure::Forbidden.into())
        }
    }
}

/// How many files one form may bring.
const FILES_AT_ONCE: u64 = 6;

pub(crate) fn routes(web: &Web) -> Router<Web> {
    let most = web.app.settings().max_file_bytes.saturating_mul(FILES_AT_ONCE).saturating_add(1024 * 1024);
    let with_files = DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX));
    let filing = Router::new()
        .route(ApplicationDesk::ROUTE, get(application::show).post(saving::save))
        .route(ReturnCorrection::ROUTE, post(correction::take_back))
        .route(SupplyPaper::ROUTE, post(correction::supply))
        .route(Mandate::ROUTE, get(mandates::show).post(mandates::confirm))
        .layer(with_files);
    Router::new()
        .route(Queue::ROUTE, get(queue::queue))
        .route(Led::ROUTE, get(queue::led))
        .route(Find::ROUTE, post(people::find))
        .route(People::ROUTE, post(people::create))
        .route(OpenAccount::ROUTE, post(people::open_account))
        .route(Mandates::ROUTE, get(mandates::form).post(mandates::prepare))
        .route(EndMandate::ROUTE, post(mandates::end))
        .route(Undone::ROUTE, get(undone::show).post(undone::take))
        .route(Themes::ROUTE, post(people::themes))
        .route(Start::ROUTE, post(people::start))
        .route(Discard::ROUTE, post(saving::discard))
        .route(CaseDesk::ROUTE, get(case::show))
        .route(Accept::ROUTE, post(case::accept))
        .route(GuardianConsent::ROUTE, post(case::guardian_consents))
        .route(RecordParties::ROUTE, post(case::record_parties))
        .route(Met::ROUTE, post(case::met))
        .route(AskCorrection::ROUTE, post(case::ask_correction))
        .route(AssessFor::ROUTE, post(outcomes::assess))
        .route(Unmet::ROUTE, post(outcomes::unmet))
        .route(AskAgain::ROUTE, post(outcomes::ask_again))
        .route(CorrectOnSpot::ROUTE, post(outcomes::correct_on_spot))
        .route(NotRequired::ROUTE, post(outcomes::not_required))
        .route(NotOurAuthority::ROUTE, post(outcomes::not_our_authority))
        .route(FindFalse::ROUTE, post(outcomes::find_false))
        .route(NotAccept::ROUTE, post(case::not_accept))
        .route(AnswerQuestion::ROUTE, post(answer::answer))
        .route(HandOut::ROUTE, post(exit::hand_out))
        .route(SayReady::ROUTE, post(exit::say_ready))
        .route(Post::ROUTE, post(exit::post))
        .route(ParcelArrived::ROUTE, post(exit::arrived))
        .route(ParcelReturned::ROUTE, post(exit::returned))
        .route(AskForRating::ROUTE, post(rating_code::ask))
        .route(RatingCode::ROUTE, get(rating_code::show))
        .merge(filing)
}
