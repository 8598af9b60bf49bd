//! What promises look like after an event.

use crate::{
    case::{Case, HandedIn, day_of},
    event::{Event, Recorded},
    promise::{DEFERRAL, Deferral, PromiseState, Revocation, SignedPromise},
};

/// The case after an event about promises; others change nothing here.
pub(super) fn evolve(case: &mut Case, recorded: &Recorded) {
    let (at, on) = (recorded.at, day_of(recorded.at));
    match &recorded.event {
        Event::PromiseSigned { promise } => case.promises.push(SignedPromise {
            promise: promise.clone(),
            at,
            by: recorded.by.clone(),
            state: PromiseState::InForce,
        }),
        Event::PromiseWithdrawn { promise, wanted } => {
            stand(case, promise, PromiseState::Withdrawn { at });
            // The papers are wanted again, and follow as deferred ones do.
            let anew = wanted.iter().map(|material| HandedIn {
                material: material.clone(),
                files: Vec::new(),
                on_paper: false,
                deferred: true,
                from_wallet: None,
                signed: false,
            });
            super::replace(&mut case.materials, &anew.collect::<Vec<_>>());
        }
        Event::DeferralsDue { due } => {
            let due = due.iter().map(|(material, due)| Deferral {
                material: material.clone(),
                due: *due,
                extended: false,
                missed_on: None,
                reminded: Vec::new(),
            });
            case.deferrals = due.collect();
        }
        Event::DeferralReminded { material, days, .. } => {
            let reminded = case.deferrals.iter_mut().filter(|one| one.material == *material);
            reminded.for_each(|one| one.reminded.push(*days));
        }
        Event::DeferralMissed { materials } => {
            let missed = case.deferrals.iter_mut().filter(|one| materials.contains(&one.material));
            missed.for_each(|one| one.missed_on = Some(on));
        }
        Event::DeferralExtended { materials, until, .. } => {
            for one in case.deferrals.iter_mut().filter(|one| materials.contains(&one.material)) {
                (one.due, one.extended, one.missed_on) = (*until, true, None);
                one.reminded.clear();
            }
        }
        Event::DeferralEnded { materials, reason, .. } => {
            case.deferrals.retain(|one| !materials.contains(&one.material));
            case.materials
                .retain(|one| !(one.deferred && !one.is_there() && materials.contains(&one.material)));
            stand(case, DEFERRAL, PromiseState::Broken { on, findings: reason.clone(), repair: None });
        }
        Event::PromiseToCheck { promise, due } => stand(case, promise, PromiseState::ToCheck { due: *due }),
        Event::PromiseChecked { promise, kept, findings } => {
            let findings = findings.clone();
            let state = match kept {
                true => PromiseState::Kept { on, findings },
                false => PromiseState::Broken { on, findings, repair: None },
            };
            stand(case, promise, state);
        }
        Event::RevocationAnnounced { task, reason, heard_until } => {
            if let Some(task) = super::find(&mut case.tasks, task) {
                let (heard_until, reason) = (*heard_until, reason.clone());
                task.revocation = Some(Revocation { heard_until, reason, revoked_at: None });
            }
        }
        Event::ResultRevoked { task, reason, .. } => {
            let announced = super::find(&mut case.tasks, task).and_then(|task| task.revocation.as_mut());
            if let Some(revocation) = announced {
                (revocation.reason, revocation.revoked_at) = (reason.clone(), Some(at));
            }
        }
        Event::RepairAsked { promise, text, due } => repairing(case, promise, Some((text.clone(), *due))),
        Event::RepairDecided { promise, repaired: true, reason } => {
            stand(case, promise, PromiseState::Repaired { on, reason: reason.clone() });
        }
        Event::RepairDecided { promise, .. } => repairing(case, promise, None),
        _ => {}
    }
}

fn stand(case: &mut Case, id: &str, state: PromiseState) {
    if let Some(signed) = case.promises.iter_mut().find(|one| one.promise.id == id) {
        signed.state = state;
    }
}

fn repairing(case: &mut Case, id: &str, asked: Option<(String, jiff::civil::Date)>) {
    let signed = case.promises.iter_mut().find(|one| one.promise.id == id);
    if let Some(PromiseState::Broken { repair, .. }) = signed.map(|one| &mut one.state) {
        *repair = asked;
    }
}
