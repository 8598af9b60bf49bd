//! What an act does to the rest, told beforehand.

use casework::{
    Act, Effect, Effects,
    TaskStageName::{Cancelled, Ready, Waiting},
};
use jiff::civil::date;

use crate::world::*;

/// The words for the tasks other than the act's own, in the plan's order.
fn told(effects: &Effects) -> Vec<(usize, &'static str)> {
    let nth = |id: &casework::TaskId| id.0.rsplit('-').next().and_then(|nth| nth.parse().ok()).unwrap_or(0);
    let word = |effect: &Effect| match effect {
        Effect::Continues => "continues",
        Effect::Begins => "begins",
        Effect::Waits { .. } => "waits",
        Effect::Conditional { .. } => "conditional",
        Effect::Cancelled => "cancelled",
    };
    effects.tasks.iter().map(|(id, effect)| (nth(id), word(effect))).collect()
}

#[test]
fn a_refusal_says_beforehand_what_is_cancelled_what_goes_on_and_what_hangs_on_another_row() {
    let mut world = World::accepted();
    let effects = world.case.effects(&Act::Refuse(task(1)));
    // The other child's certificate and registration go on, and the insurance hangs on that child alone.
    let expected = [(2, "continues"), (3, "cancelled"), (4, "waits"), (5, "conditional"), (6, "continues")];
    assert_eq!(told(&effects), expected);
    let hangs_on = effects.tasks.iter().find(|(id, _)| *id == task(5)).map(|(_, effect)| effect.clone());
    assert_eq!(hangs_on, Some(Effect::Conditional { on: vec![task(4)] }));
    assert!(!effects.ends);
    world.does(&approver("health"), refuse(1));
    assert_eq!(world.task_stages()[2..], [Cancelled, Waiting, Waiting, Ready]);
    // With the last row everything that needed it is lost.
    let effects = world.case.effects(&Act::Refuse(task(2)));
    assert_eq!(told(&effects), [(4, "cancelled"), (5, "cancelled"), (6, "continues")]);
}

#[test]
fn what_begins_because_the_last_row_was_refused_is_told_too() {
    let mut world = World::accepted();
    for (department, nth) in [("health", 1), ("health", 2), ("police", 3)] {
        world.does(&approver(department), grant(nth));
    }
    assert_eq!(told(&world.case.effects(&Act::Refuse(task(4)))), [(5, "begins"), (6, "continues")]);
    world.does(&approver("police"), refuse(4));
    assert_eq!(world.case.tasks[4].stage.name(), Ready);
}

#[test]
fn a_suspension_lets_the_rest_go_on_or_wait() {
    let world = World::accepted();
    let effects = world.case.effects(&Act::Suspend(task(1)));
    let expected = [(2, "continues"), (3, "waits"), (4, "waits"), (5, "waits"), (6, "continues")];
    assert_eq!((told(&effects).as_slice(), effects.ends), (&expected[..], false));
}

#[test]
fn withdrawing_the_whole_ends_it_and_withdrawing_a_row_spares_the_others() {
    let world = World::accepted();
    let whole = world.case.effects(&Act::Withdraw);
    assert!(whole.ends && told(&whole).iter().all(|(_, word)| *word == "cancelled"));
    let row = world.case.effects(&Act::WithdrawRow(1));
    let expected = [
        (1, "continues"),
        (2, "cancelled"),
        (3, "waits"),
        (4, "cancelled"),
        (5, "conditional"),
        (6, "continues"),
    ];
    assert_eq!((told(&row).as_slice(), row.ends), (&expected[..], false));
}

#[test]
fn ending_what_a_deferred_material_holds_up_names_what_needs_it() {
    let mut world = World::accepted_with(insurance_form_later());
    world.on(date(2026, 3, 3));
    let effects = world.case.effects(&Act::EndDeferral(materials(&["insurance_form"])));
    let cancelled: Vec<_> = told(&effects).into_iter().filter(|(_, word)| *word == "cancelled").collect();
    assert_eq!(cancelled, [(5, "cancelled")]);
}
