//! What results on paper look like after an event.

use crate::{
    case::{Case, Delivery, DeliveryRecord, Stage, Task, TaskId, day_of},
    event::Recorded,
    exit::{Batch, ExitStep, Way},
};

/// The case after something happened to its results on paper.
pub(super) fn evolve(case: &mut Case, step: &ExitStep, recorded: &Recorded) {
    match step {
        ExitStep::Chosen { exit } => case.outgoing.exit = *exit,
        ExitStep::ReadyToCollect { tasks } => case.outgoing.collectable.extend(tasks.iter().cloned()),
        ExitStep::WrongCode => case.outgoing.wrong_codes += 1,
        ExitStep::HandedOut { tasks, receiver, proof } => {
            case.outgoing.wrong_codes = 0;
            go_out(
                case,
                tasks,
                Way::HandedOut { receiver: receiver.clone(), proof: proof.clone() },
                recorded,
            );
        }
        ExitStep::Posted { tasks, carrier, tracking, on } => {
            let way = Way::Posted {
                carrier: carrier.clone(),
                tracking: tracking.clone(),
                sent_on: *on,
                arrived_on: None,
                came_back: None,
            };
            go_out(case, tasks, way, recorded);
        }
        ExitStep::Arrived { batch, on } => {
            if let Some(Way::Posted { arrived_on, .. }) = way_of(case, *batch) {
                *arrived_on = Some(*on);
            }
        }
        ExitStep::CameBack { batch, on, reason } => {
            if let Some(Way::Posted { came_back, .. }) = way_of(case, *batch) {
                *came_back = Some((*on, reason.clone()));
            }
            case.outgoing.address_wanted = true;
        }
        ExitStep::Concluded { note } => conclude(case, recorded, note),
    }
}

/// The applicant says how results on paper are wanted from now on.
pub(super) fn choose(case: &mut Case, delivery: &Delivery, recorded: &Recorded) {
    let done = case.delivery == Delivery::Online || !case.outgoing.collectable.is_empty();
    if done {
        case.outgoing.wanted_anew_on = Some(day_of(recorded.at));
    }
    case.outgoing.collectable.clear();
    case.outgoing.address_wanted = false;
    case.delivery = delivery.clone();
}

/// Results are in the applicant's hands.
pub(super) fn conclude(case: &mut Case, recorded: &Recorded, note: &str) {
    if let Stage::Completed { accepted_on, due, on: completed_on } = case.stage {
        case.stage = Stage::Delivered { accepted_on, due, completed_on, on: day_of(recorded.at) };
    }
    // Electronic results reach the wallet by themselves, whoever's act completed the case.
    let by = if note.is_empty() { None } else { recorded.by.clone() };
    case.delivered = Some(DeliveryRecord { at: recorded.at, by, note: note.to_owned() });
}

fn go_out(case: &mut Case, tasks: &[TaskId], way: Way, recorded: &Recorded) {
    case.outgoing.collectable.retain(|task| !tasks.contains(task));
    let nth = u32::try_from(case.outgoing.batches.len() + 1).unwrap_or(u32::MAX);
    let editions = tasks.iter().map(|id| case.task(id).map_or(1, Task::edition)).collect();
    let (tasks, at, by) = (tasks.to_vec(), recorded.at, recorded.by.clone());
    case.outgoing.batches.push(Batch { nth, tasks, at, by, way, editions });
}

fn way_of(case: &mut Case, nth: u32) -> Option<&mut Way> {
    case.outgoing.batches.iter_mut().find(|batch| batch.nth == nth).map(|batch| &mut batch.way)
}
