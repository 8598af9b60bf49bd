//! 好差评: the applicant judges, once a case (一事一评).

use super::{Context, at_stage};
use crate::{
    case::{Case, StageName},
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

/// Rates the case (评价).
pub(super) fn rate(
    case: &Case,
    level: u8,
    reasons: Vec<String>,
    comment: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Rate, Some(case))?;
    at_stage(case, &[StageName::Completed, StageName::Delivered])?;
    if case.rating.is_some() {
        return Err(Refusal::AlreadyRated);
    }
    if !(1..=5).contains(&level) {
        return Err(Refusal::NoSuchLevel);
    }
    Ok(vec![Event::Rated { level, reasons, comment }])
}
