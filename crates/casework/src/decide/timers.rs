//! What the software does of itself when its time has come, and only then. The command may come
//! late, twice, or before its time.

use workdays::Light;

use super::Context;
use crate::{
    actor::Actor,
    case::{Case, Lit, Reminded},
    event::Event,
    refusal::Refusal,
};

/// Notes for ever that a promised limit turned yellow, or passed.
pub(super) fn light(case: &Case, of: &str, light: Light, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    by_the_software(ctx)?;
    let limits = case.running_limits(ctx.today(), ctx.calendar);
    let limit = limits.iter().find(|limit| limit.of() == of).ok_or(Refusal::NotYetTime)?;
    let shows = match light {
        Light::Red => ctx.today() > limit.due,
        _ => limit.yellow_from.is_some_and(|from| from <= ctx.today()) && ctx.today() <= limit.due,
    };
    if !shows || case.was_lit(of, light, limit.due) {
        return Err(Refusal::NotYetTime);
    }
    let task = limit.task.map(|task| task.id.clone());
    Ok(vec![Event::Lit(Lit { task, light, due: limit.due, on: ctx.today(), delivery: limit.delivery })])
}

/// Reminds the applicant of what is still to be done before its last day.
pub(super) fn remind(case: &Case, of: &str, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    by_the_software(ctx)?;
    let open = case.open_obligations(ctx.today(), ctx.calendar);
    let one = open.iter().find(|one| one.of() == of && one.at <= ctx.now).ok_or(Refusal::NotYetTime)?;
    let (obligation, row) = (one.one.obligation.id.clone(), one.one.row);
    Ok(vec![Event::Reminded(Reminded { obligation, row, due: one.due })])
}

pub(super) fn by_the_software(ctx: &Context) -> Result<(), Refusal> {
    if *ctx.actor == Actor::System { Ok(()) } else { Err(Refusal::NotAllowed) }
}
