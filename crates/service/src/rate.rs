//! 好差评: one-time links (by message, or as a QR code that a counter shows) and rating by them. The
//! account of somebody who works for the government rates nothing this way.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use casework::{
    Actor, Case, Command, Event, Refusal, StageName,
    case::{Given, RatedVia, VisitRating, day_of},
    policy::{self, Action},
};
use jiff::SignedDuration;
use store::{NewMessage, NewOutbox, NewRatingLink, RatingLink};

use crate::{App, Failure, Visitor, notify, outside, words};

/// How long the link of a message holds, in days.
const MESSAGE_DAYS: i64 = 30;

/// How long the code of a counter holds, in hours: the visit, and the way home.
const COUNTER_HOURS: i64 = 12;

/// What somebody says who rates.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// 5 to 1.
    pub level: u8,
    /// Reasons chosen.
    pub reasons: Vec<String>,
    /// A word.
    pub comment: String,
    /// Tells one device from another.
    pub device: Option<String>,
}

/// What a link leads to: as little as the page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// The theme's name.
    pub theme_name: String,
    /// The counter's name, where a visit is rated.
    pub place_name: Option<String>,
    /// It was rated already.
    pub rated: bool,
}

impl App {
    /// At the counter: the address of a page on which the visitor rates this visit, for a QR code.
    ///
    /// # Errors
    /// `NotFound`, or `Refused` where the case is not of this counter.
    pub async fn ask_for_rating(&self, visitor: &Visitor, number: &str) -> Result<String, Failure> {
        let (dossier, _) = self.look_at(visitor, number, "case.ask_for_rating").await?;
        policy::may(&visitor.actor, Action::AskForRating, Some(&dossier.case))?;
        let place = visitor.clerk_place().ok_or(Failure::Forbidden)?.clone();
        let made_at = self.now();
        let link = RatingLink {
            case: dossier.case.number.clone(),
            visit: Some((place, visitor.account.id.clone())),
            made_at,
            expires_at: made_at + SignedDuration::from_hours(COUNTER_HOURS),
        };
        let (link, address) = self.new_link(link)?;
        self.store().keep_rating_link(&link).await?;
        Ok(address)
    }

    fn new_link(&self, link: RatingLink) -> Result<(NewRatingLink, String), Failure> {
        let mut random = [0_u8; 24];
        getrandom::fill(&mut random).map_err(|error| Failure::Fault(error.to_string().into()))?;
        let token = URL_SAFE_NO_PAD.encode(random);
        let address = format!("{}/rate/{token}", self.settings().base_url);
        Ok((NewRatingLink { token, link }, address))
    }

    /// A link for rating with the word to the applicant that carries it, where these events have
    /// completed the case.
    pub(crate) fn rating_asked(
        &self,
        case: &Case,
        events: &[&Event],
        messages: &[NewMessage],
    ) -> Result<Option<(NewRatingLink, NewOutbox)>, Failure> {
        if !events.iter().any(|event| matches!(event, Event::Completed)) {
            return Ok(None);
        }
        let made_at = self.now();
        let expires_at = made_at + SignedDuration::from_hours(24 * MESSAGE_DAYS);
        let link = RatingLink { case: case.number.clone(), visit: None, made_at, expires_at };
        let (link, address) = self.new_link(link)?;
        let text = words::rating_asked(case.number.as_str(), &address);
        let of_the_end = messages.iter().find(|message| notify::is_of_the_end(message, case));
        let told = of_the_end.map_or_else(String::new, |message| format!("{}\n", message.text));
        let body = serde_json::json!({
            "message": of_the_end.map(|message| &message.id),
            "case": case.number.as_str(),
            "text": format!("{told}{text}"),
            "short": text,
            "link": "",
        });
        let (channel, subject) = (outside::PERSON.into(), case.applicant.to_string());
        Ok(Some((link, NewOutbox { channel, subject, body, due_at: None })))
    }

    /// What the link leads to. Staff are shown nothing: their own device is not the citizen's.
    ///
    /// # Errors
    /// `NotFound` where there is no such link, or no longer; `Refused` for staff.
    pub async fn rating_link(&self, visitor: Option<&Visitor>, token: &str) -> Result<LinkView, Failure> {
        let (link, case) = self.linked(visitor, token).await?;
        let rules = self.rules_of_case(&case.plan);
        let place = link.visit.as_ref().map(|(place, _)| place);
        Ok(LinkView {
            theme_name: rules.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone()),
            place_name: place.map(|id| {
                let known = rules.places.iter().find(|known| known.id == *id);
                known.map_or_else(|| id.to_string(), |known| known.name.clone())
            }),
            rated: match place {
                Some(place) => {
                    let on = day_of(link.made_at);
                    case.visit_ratings.iter().any(|rating| rating.place == *place && rating.on == on)
                }
                None => case.rating.is_some(),
            },
        })
    }

    /// Rates by a one-time link: the case once, a visit once.
    ///
    /// # Errors
    /// As [`App::rating_link`]; `Refused` where it was rated already.
    pub async fn rate_by_link(
        &self,
        visitor: Option<&Visitor>,
        token: &str,
        judgement: Judgement,
    ) -> Result<(), Failure> {
        let (link, case) = self.linked(visitor, token).await?;
        let Judgement { level, reasons, comment, device } = judgement;
        let via = if link.visit.is_some() { RatedVia::Counter } else { RatedVia::Message };
        let given = Given { via, device, asked_at: Some(link.made_at) };
        let command = match link.visit.clone() {
            Some((place, clerk)) => {
                let on = day_of(link.made_at);
                Command::RateVisit(VisitRating { place, on, clerk, level, reasons, comment, given })
            }
            None => Command::Rate { level, reasons, comment, given },
        };
        self.act_as(&Actor::Rater { case: case.number.clone() }, &case.number, command).await
    }

    async fn linked(&self, visitor: Option<&Visitor>, token: &str) -> Result<(RatingLink, Case), Failure> {
        if visitor.is_some_and(Visitor::is_staff) {
            return Err(Failure::Refused(Refusal::OnlyApplicantRates));
        }
        let link = self.store().rating_link(token, self.now()).await?.ok_or(Failure::NotFound)?;
        let dossier = self.store().dossier(&link.case).await?.ok_or(Failure::NotFound)?;
        let done = matches!(dossier.case.stage.name(), StageName::Completed | StageName::Delivered);
        if link.visit.is_none() && !done {
            return Err(Failure::NotFound);
        }
        Ok((link, dossier.case.clone()))
    }
}
