//! 现场核查、制证: steps inside an item, and who may go on without them.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    Appointment, Command, DutyKind, PlannedStep, Refusal, StepKind, StepState, Submission,
    TaskStageName::{Ready, Suspended},
    case::Delivery,
};
use jiff::civil::{Date, date};

use crate::world::*;

const STEPS: [(&str, &str); 5] =
    [("受理", "卫健委"), ("审查", "卫健委"), ("现场核查", "卫健委"), ("决定", "卫健委"), ("制证", "卫健委")];

/// The first item is checked on the spot and ends in a certificate; `special`: its clock rests meanwhile.
fn checked(special: bool) -> Submission {
    let mut plan = plan();
    plan.items[0].steps = PlannedStep::all(STEPS);
    if !special {
        plan.items[0].special_procedures = Vec::new();
    }
    let delivery = Delivery::Counter { place: "centre".into() };
    Submission { plan: std::sync::Arc::new(plan), delivery, ..submission() }
}

fn arrange(on: Date, officers: &[&str]) -> Command {
    let appointment = Appointment {
        on,
        officers: officers.iter().map(|name| (*name).to_owned()).collect(),
        note: "请准备好平面图".into(),
        evidence: "核查通知书〔2026〕1号".into(),
    };
    Command::ArrangeCheck { task: task(1), appointment }
}

fn record(passed: bool) -> Command {
    Command::RecordCheck {
        task: task(1), findings: "布局和图纸一致".into(), passed, files: Vec::new()
    }
}

fn states(world: &World) -> Vec<StepState> {
    world.case.step_progress(&world.case.tasks[0]).into_iter().map(|one| one.state).collect()
}

#[test]
fn on_site_check_two_persons__one_officer_alone_is_refused_and_the_same_name_twice_is_one() {
    let mut world = World::accepted_with(checked(false));
    let health = approver("health");
    let day = date(2026, 3, 4);
    for officers in [&["王强"][..], &["王强", " 王强 "], &["王强", " "], &[]] {
        assert_eq!(world.refuses(&health, arrange(day, officers)), Refusal::TwoOfficersNeeded);
    }
    let past = arrange(date(2026, 3, 1), &["王强", "李明"]);
    assert_eq!(world.refuses(&health, past), Refusal::CheckDayPassed);
    assert_eq!(world.refuses(&approver("police"), arrange(day, &["王强", "李明"])), Refusal::NotAllowed);
    world.does(&health, arrange(day, &["王强", "李明"]));
    assert_eq!(world.case.tasks[0].checks[0].officers, ["王强", "李明"]);
}

#[test]
fn what_is_checked_on_the_spot_is_granted_after_a_check_that_passed() {
    let mut world = World::accepted_with(checked(false));
    let health = approver("health");
    assert_eq!(world.refuses(&health, grant(1)), Refusal::CheckMissing);
    world.does(&health, grant(6));
    assert_eq!(world.refuses(&health, record(true)), Refusal::NoCheckArranged);
    world.does(&health, arrange(date(2026, 3, 4), &["王强", "李明"]));
    assert_eq!(world.refuses(&health, record(true)), Refusal::CheckAhead { on: date(2026, 3, 4) });
    // An appointment that was not kept is moved.
    world.does(&health, arrange(date(2026, 3, 5), &["王强", "李明"]));
    assert_eq!(world.case.tasks[0].checks.len(), 1);
    world.on(date(2026, 3, 5));
    assert_eq!(world.refuses(&health, grant(1)), Refusal::CheckOpen);
    let silent =
        Command::RecordCheck { task: task(1), findings: " ".into(), passed: true, files: Vec::new() };
    assert_eq!(world.refuses(&health, silent), Refusal::TextMissing);
    world.does(&health, record(false));
    assert_eq!(world.refuses(&health, grant(1)), Refusal::CheckFailed);
    world.does(&health, arrange(date(2026, 3, 5), &["王强", "周立"]));
    world.does(&health, record(true));
    assert_eq!(world.case.tasks[0].checks.len(), 2, "the check that failed stays on record");
    world.does(&health, grant(1));
}

#[test]
fn a_check_stops_the_clock_only_where_it_is_a_special_procedure_of_the_item() {
    let mut world = World::accepted_with(checked(false));
    let health = approver("health");
    world.does(&health, arrange(date(2026, 3, 5), &["王强", "李明"]));
    assert_eq!(world.case.tasks[0].stage.name(), Ready, "the clock runs on");

    let mut world = World::accepted_with(checked(true));
    let before = world.case.tasks[0].stage.due().unwrap();
    let mut without = arrange(date(2026, 3, 5), &["王强", "李明"]);
    if let Command::ArrangeCheck { appointment, .. } = &mut without {
        appointment.evidence = String::new();
    }
    assert_eq!(world.refuses(&health, without), Refusal::EvidenceMissing);
    world.does(&health, arrange(date(2026, 3, 5), &["王强", "李明"]));
    assert_eq!(world.case.tasks[0].stage.name(), Suspended);
    world.on(date(2026, 3, 5)).does(&health, record(true));
    assert!(!matches!(world.case.tasks[0].stage.name(), Suspended));
    let moved = world.case.tasks[0].stage.due().unwrap();
    assert_eq!(
        world.calendar.working_days_between(before, moved),
        2,
        "the days of the check are not counted"
    );
    world.does(&health, grant(1));
}

#[test]
fn deciding_and_making_the_certificate_are_apart() {
    let mut world = World::accepted_with(checked(false));
    let health = approver("health");
    use StepState::{Ahead, Done, Now};
    assert_eq!(states(&world), [Done(date(2026, 3, 2)), Now(None), Ahead, Ahead, Ahead]);
    world.does(&health, arrange(date(2026, 3, 3), &["王强", "李明"]));
    assert_eq!(states(&world)[2], Now(Some(date(2026, 3, 3))));
    world.on(date(2026, 3, 3)).does(&health, record(true));
    let early = Command::MakeCertificate { task: task(1) };
    assert_eq!(world.refuses(&health, early.clone()), Refusal::WrongTaskStage { now: Ready });
    world.does(&health, grant(1));
    let decided = date(2026, 3, 3);
    assert_eq!(states(&world)[3..], [Done(decided), Now(Some(date(2026, 3, 17)))]);
    let duties = |world: &World| world.case.duties().into_iter().map(|duty| duty.kind).collect::<Vec<_>>();
    assert_eq!(duties(&world), [DutyKind::MakeCertificate]);
    world.on(date(2026, 3, 6)).does(&health, early.clone());
    assert_eq!(states(&world)[4], Done(date(2026, 3, 6)));
    assert!(duties(&world).is_empty());
    assert_eq!(world.refuses(&health, early), Refusal::NoCertificate);
}

#[test]
fn what_is_had_online_is_certified_with_the_decision() {
    let mut world = World::accepted_with(Submission { delivery: Delivery::Online, ..checked(false) });
    let health = approver("health");
    world.does(&health, arrange(date(2026, 3, 2), &["王强", "李明"]));
    world.does(&health, record(true));
    world.does(&health, grant(1));
    assert_eq!(states(&world)[4], StepState::Done(date(2026, 3, 2)));
    assert!(world.case.duties().is_empty());
}

#[test]
fn a_refusal_leaves_out_what_was_still_to_come() {
    let mut world = World::accepted_with(checked(false));
    world.does(&approver("health"), refuse(1));
    let left = [StepState::LeftOut, StepState::Done(date(2026, 3, 2)), StepState::LeftOut];
    assert_eq!(states(&world)[2..], left);
}

#[test]
fn steps_are_known_by_what_they_are_called() {
    let steps = PlannedStep::all(["受理", "审核", "现场查验", "决定", "发证", "支付"].map(|name| (name, "")));
    let kinds: Vec<_> = steps.into_iter().map(|step| step.kind).collect();
    use StepKind::{Accept, Decide, Deliver, MakeCertificate, OnSiteCheck, Review};
    assert_eq!(kinds, [Accept, Review, OnSiteCheck, Decide, MakeCertificate, Deliver]);
}
