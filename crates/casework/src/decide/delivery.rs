//! 一口出件: how results reach the applicant.

use super::{Context, at_stage, exit};
use crate::{
    case::{Case, Delivery, StageName},
    event::Event,
    exit::Batch,
    policy::{self, Action},
    refusal::Refusal,
};

/// Hands out or sends all that is left in one note (送达), as programs record it: whoever says so has looked
/// at the receiver's identity document.
pub(super) fn deliver(case: &Case, note: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Deliver, Some(case))?;
    at_stage(case, &[StageName::Completed])?;
    if note.trim().is_empty() {
        return Err(Refusal::DeliveryNoteMissing);
    }
    let mut events = exit::made(case, |_| true);
    events.push(Event::Delivered { note });
    Ok(events)
}

/// Chooses how results are to come. Once all are there, choosing the electronic way delivers them; once they
/// are delivered, there is a choice only for what was corrected since.
pub(super) fn choose(case: &Case, delivery: Delivery, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ChooseDelivery, Some(case))?;
    if case.to_go_out().is_empty() {
        at_stage(
            case,
            &[
                StageName::Submitted,
                StageName::AwaitingCorrection,
                StageName::InProgress,
                StageName::Completed,
            ],
        )?;
    }
    complete(&delivery)?;
    let underway = case.outgoing.batches.iter().any(Batch::is_underway);
    let delivers = case.stage.name() == StageName::Completed && delivery == Delivery::Online && !underway;
    let mut events = vec![Event::DeliveryChosen { delivery }];
    if delivers {
        events.push(Event::Delivered { note: String::new() });
    }
    Ok(events)
}

/// Refuses a choice by which nothing could arrive.
pub(super) fn complete(delivery: &Delivery) -> Result<(), Refusal> {
    match delivery {
        Delivery::Post { recipient, mobile, address }
            if [recipient, mobile, address].iter().any(|text| text.trim().is_empty()) =>
        {
            Err(Refusal::DeliveryIncomplete)
        }
        Delivery::Online | Delivery::Counter { .. } | Delivery::Post { .. } => Ok(()),
    }
}
