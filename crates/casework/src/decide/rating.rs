//! 好差评: the applicant judges, once a case (一事一评) and once a visit (一次一评). Nobody else does,
//! nothing is counted as good that nobody said, and what is bad has to be put right.

use super::{Context, at_stage, matters};
use crate::{
    case::{Case, Given, StageName, VisitRating},
    event::Event,
    policy::{self, Action},
    rating::RatedPart,
    refusal::Refusal,
};

/// The worst level that is not a bad rating (基本满意).
pub const WORST_GOOD_LEVEL: u8 = 3;

/// Rates the case (评价). A bad rating opens what is to be put right.
pub(super) fn rate(
    case: &Case,
    level: u8,
    reasons: Vec<String>,
    comment: String,
    given: Given,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Rate, Some(case))?;
    at_stage(case, &[StageName::Completed, StageName::Delivered])?;
    if case.rating.is_some() {
        return Err(Refusal::AlreadyRated);
    }
    known(level)?;
    let said = said(&reasons, &comment);
    let mut events = vec![Event::Rated { level, reasons, comment, given }];
    events.extend(put_right(case, level, said, ctx));
    Ok(events)
}

/// Judges parts by themselves, once, after the whole: a bad one is put right by the department whose
/// work it is.
pub(super) fn rate_parts(case: &Case, parts: Vec<RatedPart>, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Rate, Some(case))?;
    if case.rating.is_none() {
        return Err(Refusal::WrongStage { now: case.stage.name() });
    }
    if !case.rated_parts.is_empty() {
        return Err(Refusal::AlreadyRated);
    }
    if parts.is_empty() {
        return Err(Refusal::NoSuchLevel);
    }
    let mut bad = Vec::new();
    for (nth, part) in parts.iter().enumerate() {
        known(part.level)?;
        let department = part.of.department(case).ok_or(Refusal::NoSuchParty)?;
        if parts[..nth].iter().any(|other| other.of == part.of) {
            return Err(Refusal::AlreadyRated);
        }
        if part.level < WORST_GOOD_LEVEL {
            bad.push((part, department));
        }
    }
    let matters = matters::rectifications_of_parts(case, &bad, ctx);
    let mut events = vec![Event::PartsRated { parts: parts.clone() }];
    events.extend(matters);
    Ok(events)
}

/// Rates a visit at a counter, whatever becomes of the case.
pub(super) fn rate_visit(case: &Case, rating: VisitRating, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::RateVisit, Some(case))?;
    let same = |other: &VisitRating| other.place == rating.place && other.on == rating.on;
    if case.visit_ratings.iter().any(same) {
        return Err(Refusal::AlreadyRated);
    }
    known(rating.level)?;
    let (level, said) = (rating.level, said(&rating.reasons, &rating.comment));
    let mut events = vec![Event::VisitRated(rating)];
    events.extend(put_right(case, level, said, ctx));
    Ok(events)
}

fn known(level: u8) -> Result<(), Refusal> {
    if (1..=5).contains(&level) { Ok(()) } else { Err(Refusal::NoSuchLevel) }
}

fn put_right(case: &Case, level: u8, said: String, ctx: &Context) -> Option<Event> {
    (level < WORST_GOOD_LEVEL).then(|| matters::rectification(case, level, said, ctx))
}

fn said(reasons: &[String], comment: &str) -> String {
    let parts = reasons.iter().map(String::as_str).chain([comment.trim()]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}
