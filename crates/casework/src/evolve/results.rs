//! What a task's result looks like after something happened to it.

use crate::{
    case::{Case, TaskStage},
    event::Recorded,
    results::{Replaced, ResultStep, Slip},
};

/// The case after something happened to a result that was given.
pub(super) fn evolve(case: &mut Case, step: &ResultStep, recorded: &Recorded) {
    // What lies at the counter is no longer the edition that holds.
    if matches!(step, ResultStep::Corrected { .. }) {
        case.outgoing.collectable.remove(step.task());
    }
    let Some(task) = super::find(&mut case.tasks, step.task()) else { return };
    match step {
        ResultStep::SlipReported { text, due, .. } => {
            let (text, at, by_name, due) = (text.clone(), recorded.at, recorded.by_name.clone(), *due);
            task.aftercare.slip = Some(Slip { text, at, by_name, due });
        }
        ResultStep::Corrected { result: new, reason, .. } => {
            task.aftercare.slip = None;
            if let TaskStage::Granted { result, .. } = &mut task.stage {
                let old = std::mem::replace(result, new.as_ref().clone());
                let (at, reason) = (recorded.at, reason.clone());
                task.aftercare.replaced.push(Replaced { result: old, at, reason });
            }
        }
        ResultStep::SlipDeclined { .. } => task.aftercare.slip = None,
        ResultStep::ExpiryReminded { until, .. } => task.aftercare.reminded_of = Some(*until),
    }
}
