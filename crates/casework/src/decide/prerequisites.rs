//! 前置: what has to be had elsewhere first, and what may go on once it is there.

use super::{Context, at_stage, tasks};
use crate::{
    case::{Case, HandedIn, MetPrerequisite, StageName},
    event::Event,
    plan::CasePlan,
    policy::{self, Action},
    refusal::Refusal,
};

/// Refuses while something that nothing can be handed in without is not there, neither said to be
/// nor shown by its material.
pub(super) fn nothing_open(
    plan: &CasePlan,
    met: &[MetPrerequisite],
    materials: &[HandedIn],
) -> Result<(), Refusal> {
    let open = plan.prerequisites.iter().filter(|one| {
        let said = met.iter().any(|met| met.id == one.id);
        let shown = materials.iter().any(|handed| one.material.as_ref() == Some(&handed.material));
        one.before_handing_in && !said && !shown
    });
    let open: Vec<String> = open.map(|one| one.name.clone()).collect();
    if open.is_empty() { Ok(()) } else { Err(Refusal::PrerequisitesOpen(open)) }
}

/// Says that a prerequisite is there; tasks that waited for it alone begin.
pub(super) fn meet(case: &Case, met: MetPrerequisite, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::MeetPrerequisite, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress])?;
    if !case.plan.prerequisites.iter().any(|one| one.id == met.id) {
        return Err(Refusal::NoSuchPrerequisite);
    }
    let mut after = case.clone();
    after.met.push(met.clone());
    let mut events = vec![Event::PrerequisiteMet(met)];
    events.extend(tasks::freed(&after, ctx.today(), ctx));
    Ok(events)
}
