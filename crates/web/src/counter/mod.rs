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
};
use service::{Failure, Visitor};

use crate::{Web, error::Failed, routing::Routes, session::SignedIn};

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
        .get(ApplicationDesk::ROUTE, application::show)
        .post(ApplicationDesk::ROUTE, saving::save)
        .post(ReturnCorrection::ROUTE, correction::take_back)
        .post(SupplyPaper::ROUTE, correction::supply)
        .get(Mandate::ROUTE, mandates::show)
        .post(Mandate::ROUTE, mandates::confirm)
        .layer(with_files);
    Router::new()
        .get(Queue::ROUTE, queue::queue)
        .get(Led::ROUTE, queue::led)
        .post(Find::ROUTE, people::find)
        .post(People::ROUTE, people::create)
        .post(OpenAccount::ROUTE, people::open_account)
        .get(Mandates::ROUTE, mandates::form)
        .post(Mandates::ROUTE, mandates::prepare)
        .post(EndMandate::ROUTE, mandates::end)
        .get(Undone::ROUTE, undone::show)
        .post(Undone::ROUTE, undone::take)
        .post(Themes::ROUTE, people::themes)
        .post(Start::ROUTE, people::start)
        .post(Discard::ROUTE, saving::discard)
        .get(CaseDesk::ROUTE, case::show)
        .post(Accept::ROUTE, case::accept)
        .post(GuardianConsent::ROUTE, case::guardian_consents)
        .post(RecordParties::ROUTE, case::record_parties)
        .post(Met::ROUTE, case::met)
        .post(AskCorrection::ROUTE, case::ask_correction)
        .post(AssessFor::ROUTE, outcomes::assess)
        .post(Unmet::ROUTE, outcomes::unmet)
        .post(AskAgain::ROUTE, outcomes::ask_again)
        .post(CorrectOnSpot::ROUTE, outcomes::correct_on_spot)
        .post(NotRequired::ROUTE, outcomes::not_required)
        .post(NotOurAuthority::ROUTE, outcomes::not_our_authority)
        .post(FindFalse::ROUTE, outcomes::find_false)
        .post(NotAccept::ROUTE, case::not_accept)
        .post(AnswerQuestion::ROUTE, answer::answer)
        .post(HandOut::ROUTE, exit::hand_out)
        .post(SayReady::ROUTE, exit::say_ready)
        .post(Post::ROUTE, exit::post)
        .post(ParcelArrived::ROUTE, exit::arrived)
        .post(ParcelReturned::ROUTE, exit::returned)
        .post(AskForRating::ROUTE, rating_code::ask)
        .get(RatingCode::ROUTE, rating_code::show)
        .merge(filing)
}
