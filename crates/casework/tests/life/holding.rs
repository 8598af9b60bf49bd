//! Whose a task is: taking, giving back, handing over, standing in.

use casework::{
    Actor, Colleague, Command, Leave, Refusal, Role, TaskStage,
    TaskStageName::{Granted, Ready, Reviewing, Suspended},
    leave::may_take,
};
use jiff::civil::date;

use crate::world::*;

fn of_health() -> [Role; 1] {
    [Role::Approver { department: "health".into() }]
}

fn named(id: &str, roles: &[Role]) -> Colleague {
    Colleague { account: id.into(), name: id.to_owned(), roles: roles.to_vec() }
}

fn hand_over(nth: usize, to: Colleague) -> Command {
    Command::HandOverTask { task: task(nth), to, reason: "明天出差".into() }
}

fn release(nth: usize) -> Command {
    Command::ReleaseTask { task: task(nth), reason: "不归我管".into() }
}

/// Task 1 in the hands of the health department's approver.
fn taken() -> World {
    let mut world = World::accepted();
    world.does(&approver("health"), Command::StartTask { task: task(1) });
    world
}

fn holder(world: &World) -> Option<&str> {
    world.case.tasks[0].stage.holder().map(casework::AccountId::as_str)
}

#[test]
fn what_one_took_no_colleague_decides_until_it_is_given_back() {
    let mut world = taken();
    let colleague = account("colleague", &of_health());
    for command in [grant(1), refuse(1), suspend(1, date(2026, 3, 6)), release(1)] {
        assert_eq!(world.refuses(&colleague, command), Refusal::HeldByAnother);
    }
    let silent = Command::ReleaseTask { task: task(1), reason: " ".into() };
    assert_eq!(world.refuses(&approver("health"), silent), Refusal::ReasonMissing);
    let before = world.case.tasks[0].stage.clock();
    world.does(&approver("health"), release(1));
    assert_eq!(world.case.tasks[0].stage.name(), Ready);
    assert_eq!(world.case.tasks[0].stage.clock(), before, "its clock ran on");
    world.does(&colleague, grant(1));
    assert_eq!(world.case.tasks[0].stage.name(), Granted);
}

#[test]
fn a_task_is_handed_over_to_an_approver_of_the_same_department_with_a_reason() {
    let mut world = taken();
    let colleague = named("colleague", &of_health());
    let stranger = named("stranger", &[Role::Approver { department: "police".into() }]);
    let herself = named("li_na", &of_health());
    let oneself = named("approver_health", &of_health());
    for to in [stranger, herself, oneself] {
        assert_eq!(world.refuses(&approver("health"), hand_over(1, to)), Refusal::NoSuchColleague);
    }
    let silent = Command::HandOverTask { task: task(1), to: colleague.clone(), reason: String::new() };
    assert_eq!(world.refuses(&approver("health"), silent), Refusal::ReasonMissing);
    let before = world.case.tasks[0].stage.clock();
    world.does(&approver("health"), hand_over(1, colleague.clone()));
    assert_eq!((holder(&world), world.case.tasks[0].stage.clock()), (Some("colleague"), before));
    assert_eq!(world.refuses(&approver("health"), grant(1)), Refusal::HeldByAnother);
    world.does(&account("colleague", &of_health()), grant(1));
    let free = Refusal::WrongTaskStage { now: Ready };
    assert_eq!(world.refuses(&approver("health"), hand_over(2, colleague)), free, "nobody has taken it");
}

#[test]
fn what_rests_is_handed_over_and_rests_on() {
    let mut world = taken();
    world.does(&approver("health"), suspend(1, date(2026, 3, 6)));
    world.does(&approver("health"), hand_over(1, named("colleague", &of_health())));
    assert!(
        matches!(&world.case.tasks[0].stage, TaskStage::Suspended { by, .. } if by.as_str() == "colleague")
    );
    assert_eq!(world.case.tasks[0].stage.name(), Suspended);
}

#[test]
fn the_head_of_the_department_takes_a_task_from_somebody_and_gives_it_to_another() {
    let mut world = taken();
    assert_eq!(world.refuses(&head("police"), release(1)), Refusal::NotAllowed);
    world.does(&head("health"), hand_over(1, named("colleague", &of_health())));
    assert_eq!(holder(&world), Some("colleague"));
    world.does(&head("health"), release(1));
    assert_eq!(holder(&world), None);
}

#[test]
fn whoever_stands_in_decides_what_the_colleague_took_and_the_record_says_so() {
    let mut world = taken();
    let stands_in = |of: &str| Actor::Substitute {
        account: "colleague".into(),
        name: "赵敏".into(),
        roles: of_health().to_vec(),
        of: of.into(),
        of_name: "钱伟".into(),
    };
    assert_eq!(world.refuses(&stands_in("another"), grant(1)), Refusal::HeldByAnother);
    world.does(&stands_in("approver_health"), grant(1));
    let last = world.history.last().expect("something happened");
    assert_eq!(last.by_name, "钱伟（由赵敏代）");
    assert_eq!(last.by.as_ref().map(casework::AccountId::as_str), Some("colleague"));
    // Standing in lends no department that one does not have.
    let elsewhere = Actor::Substitute {
        account: "guest".into(),
        name: "孙立".into(),
        roles: vec![Role::Approver { department: "police".into() }],
        of: "approver_health".into(),
        of_name: "钱伟".into(),
    };
    world.does(&approver("health"), Command::StartTask { task: task(2) });
    assert_eq!(world.case.tasks[1].stage.name(), Reviewing);
    assert_eq!(world.refuses(&elsewhere, grant(2)), Refusal::NotAllowed);
}

#[test]
fn a_leave_has_days_to_come_and_a_colleague_of_the_same_department() {
    let (from, until, today) = (date(2026, 3, 9), date(2026, 3, 13), date(2026, 3, 2));
    let colleague = named("colleague", &of_health());
    let who = approver("health");
    assert_eq!(may_take(&who, &colleague, from, until, today), Ok(()));
    assert_eq!(may_take(&li_na(), &colleague, from, until, today), Err(Refusal::NotAllowed));
    assert_eq!(may_take(&who, &colleague, until, from, today), Err(Refusal::WrongLeaveDays));
    let past = date(2026, 3, 1);
    assert_eq!(may_take(&who, &colleague, past, past, today), Err(Refusal::WrongLeaveDays));
    let police = named("other", &[Role::Approver { department: "police".into() }]);
    assert_eq!(may_take(&who, &police, from, until, today), Err(Refusal::NoSuchColleague));
    let oneself = named("approver_health", &of_health());
    assert_eq!(may_take(&who, &oneself, from, until, today), Err(Refusal::NoSuchColleague));
    let leave = Leave { account: "a".into(), substitute: "b".into(), from, until };
    let covered = [8, 9, 13, 14].map(|day| leave.covers(date(2026, 3, day)));
    assert_eq!(covered, [false, true, true, false]);
}
