use casework::{
    Command, Event, Refusal, Role, Stage, StageName, TaskId, TaskStage,
    TaskStageName::{Cancelled, Granted, Ready, Refused, Reviewing, Waiting},
};
use jiff::civil::date;

use crate::world::*;

#[test]
fn a_grant_begins_what_waited_for_it_and_its_clock_starts_that_day() {
    let mut world = World::accepted();
    world.on(date(2026, 3, 4)).does(&approver("health"), grant(1));
    assert_eq!(world.task_stages(), [Granted, Ready, Ready, Waiting, Waiting, Ready]);
    assert_eq!(
        world.case.tasks[2].stage,
        TaskStage::Ready {
            since: date(2026, 3, 4),
            due: date(2026, 3, 11),
            statutory_due: date(2026, 3, 18)
        }
    );
}

#[test]
fn what_waits_for_several_begins_with_the_last_of_them() {
    let mut world = World::accepted();
    for (department, nth) in [("health", 1), ("health", 2), ("police", 3)] {
        world.does(&approver(department), grant(nth));
    }
    assert_eq!(world.case.tasks[4].stage.name(), Waiting);
    world.does(&approver("police"), grant(4));
    assert_eq!(world.case.tasks[4].stage.name(), Ready);
}

#[test]
fn a_refusal_takes_with_it_only_what_depends_on_it() {
    let mut world = World::accepted();
    world.does(&approver("health"), refuse(1));
    assert_eq!(world.task_stages(), [Refused, Ready, Cancelled, Waiting, Waiting, Ready]);
    let TaskStage::Cancelled { because_of, .. } = &world.case.tasks[2].stage else { panic!() };
    assert_eq!(*because_of, Some(task(1)));
    // The other child is registered all the same, and the family is insured for that child.
    world.does(&approver("health"), grant(2));
    world.does(&approver("police"), grant(4));
    assert_eq!(world.case.tasks[4].stage.name(), Ready);
}

#[test]
fn what_waits_for_several_rows_is_lost_with_the_last_of_them_alone() {
    let mut world = World::accepted();
    world.does(&approver("health"), refuse(1));
    assert_eq!(world.case.tasks[4].stage.name(), Waiting);
    world.does(&approver("health"), refuse(2));
    assert_eq!(world.task_stages(), [Refused, Refused, Cancelled, Cancelled, Cancelled, Ready]);
}

#[test]
fn the_case_is_completed_with_its_last_task_granted_or_refused() {
    let mut world = World::accepted();
    world.does(&approver("health"), refuse(1));
    world.does(&approver("health"), grant(2));
    world.does(&approver("police"), grant(4));
    world.does(&approver("insurance"), grant(5));
    assert_eq!(world.case.stage.name(), StageName::InProgress);
    let events = world.on(date(2026, 3, 5)).does(&approver("health"), grant(6));
    assert_eq!(events[1..], [Event::Completed, Event::Delivered { note: String::new() }]);
    assert_eq!(
        world.case.stage,
        Stage::Delivered {
            accepted_on: date(2026, 3, 2),
            due: date(2026, 3, 16),
            completed_on: date(2026, 3, 5),
            on: date(2026, 3, 5)
        }
    );
}

#[test]
fn a_refusal_says_why_and_what_can_be_done() {
    let mut world = World::accepted();
    let refuse = |reason: &str, remedy: &str| Command::RefuseTask {
        task: task(1),
        reason: reason.into(),
        remedy: remedy.into(),
    };
    assert_eq!(world.refuses(&approver("health"), refuse("", "复议")), Refusal::ReasonMissing);
    assert_eq!(world.refuses(&approver("health"), refuse("不符", " ")), Refusal::RemedyMissing);
}

#[test]
fn a_result_has_a_name_a_number_and_ends_after_it_begins() {
    let mut world = World::accepted();
    let mut nameless = result();
    nameless.name = String::new();
    let mut unnumbered = result();
    unnumbered.number = " ".into();
    let mut backwards = result();
    backwards.valid_until = Some(date(2026, 3, 1));
    for result in [nameless, unnumbered, backwards] {
        let command = Command::GrantTask { task: task(1), result };
        assert_eq!(world.refuses(&approver("health"), command), Refusal::ResultIncomplete);
    }
}

#[test]
fn one_task_is_decided_once() {
    let mut world = World::accepted();
    world.does(&approver("health"), grant(1));
    let decided = Refusal::WrongTaskStage { now: Granted };
    assert_eq!(world.refuses(&approver("health"), grant(1)), decided);
    assert_eq!(world.refuses(&approver("health"), refuse(1)), decided);
    assert_eq!(world.refuses(&approver("police"), grant(4)), Refusal::WrongTaskStage { now: Waiting });
}

#[test]
fn a_task_is_taken_by_one() {
    let mut world = World::accepted();
    let colleague = account("colleague", &[Role::Approver { department: "health".into() }]);
    world.does(&approver("health"), Command::StartTask { task: task(1) });
    assert_eq!(world.case.tasks[0].stage.name(), Reviewing);
    let taken = Refusal::WrongTaskStage { now: Reviewing };
    assert_eq!(world.refuses(&colleague, Command::StartTask { task: task(1) }), taken);
}

#[test]
fn only_the_department_that_decides_touches_a_task() {
    let mut world = World::accepted();
    for other in [approver("police"), clerk(), lead(), li_na(), approver("taxes")] {
        assert_eq!(world.refuses(&other, grant(1)), Refusal::NotAllowed);
    }
    let unknown = Command::StartTask { task: TaskId("JJ-99".into()) };
    assert_eq!(world.refuses(&approver("health"), unknown.clone()), Refusal::NoSuchTask);
    assert_eq!(world.refuses(&stranger(), unknown), Refusal::NotAllowed);
}

#[test]
fn nobody_decides_in_their_own_case() {
    let mut world = World::accepted();
    let own = account("li_na", &[Role::Applicant, Role::Approver { department: "health".into() }]);
    assert_eq!(world.refuses(&own, grant(1)), Refusal::OwnCase);
}

#[test]
fn no_task_moves_in_a_case_that_was_withdrawn() {
    let mut world = World::accepted();
    world.does(&li_na(), Command::Withdraw { reason: String::new() });
    assert_eq!(world.refuses(&approver("health"), grant(1)), Refusal::WrongTaskStage { now: Cancelled });
}
