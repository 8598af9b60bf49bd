//! Rows that go their own way: eight employees, one of whom waits for a work permit.

use std::sync::Arc;

use casework::{
    CasePlan, Command, PlannedApart, PlannedPrerequisite, Refusal, Submission,
    TaskStageName::{Cancelled, Granted, Ready, Waiting},
    case::MetPrerequisite,
};
use jiff::civil::date;

use crate::world::*;

/// One certificate for all and one for the third person, who waits for a permit; the registration
/// goes apart too, the insurance does not.
fn plan_with_one_apart() -> CasePlan {
    let mut plan = plan();
    for item in &mut plan.items {
        item.repeat = None;
    }
    plan.prerequisites = vec![PlannedPrerequisite {
        id: "permit".into(),
        name: "工作许可".into(),
        actor: "人力社保部门".into(),
        items: vec!["certificate".into()],
        material: None,
        before_handing_in: false,
        note: None,
        law: None,
    }];
    plan.apart = vec![PlannedApart {
        items: vec!["certificate".into(), "registration".into()],
        rows: vec![2],
        of: 8,
        word: "员工".into(),
        elements: vec!["certificate.field".into()],
        reason: "等工作许可".into(),
        until: Some("permit".into()),
    }];
    plan
}

fn with(plan: CasePlan) -> Submission {
    Submission { plan: Arc::new(plan), ..submission() }
}

fn permit() -> Command {
    Command::MeetPrerequisite(MetPrerequisite {
        id: "permit".into(),
        number: "GZ-1".into(),
        on: Some(date(2026, 3, 4)),
    })
}

#[test]
fn one_row_waits_while_the_others_go_on() {
    let mut world = World::accepted_with(with(plan_with_one_apart()));
    // certificate, certificate of the third, registration, registration of the third, insurance, vaccination
    let rows: Vec<_> = world.case.tasks.iter().map(|task| task.row).collect();
    assert_eq!(rows, [None, Some(2), None, Some(2), None, None]);
    assert_eq!(world.task_stages(), [Ready, Waiting, Waiting, Waiting, Waiting, Ready]);
    world.does(&approver("health"), grant(1));
    world.does(&approver("police"), grant(3));
    world.does(&approver("insurance"), grant(5));
    assert_eq!(world.task_stages(), [Granted, Waiting, Granted, Waiting, Granted, Ready]);
    world.on(date(2026, 3, 5)).does(&li_na(), permit());
    assert_eq!(world.case.tasks[1].stage.clock().unwrap().0, date(2026, 3, 5), "its clock starts then");
    world.does(&approver("health"), grant(2));
    assert_eq!(world.case.tasks[3].stage.name(), Ready);
}

#[test]
fn who_waits_does_not_move_the_day_that_the_others_were_promised() {
    let (waits, alone) = (World::accepted_with(with(plan_with_one_apart())), {
        let mut plan = plan_with_one_apart();
        plan.apart.clear();
        World::accepted_with(with(plan))
    });
    assert_eq!(waits.case.due(), alone.case.due());
}

#[test]
fn one_row_is_withdrawn_and_the_others_go_on() {
    let mut world = World::accepted();
    let withdraw = |row| Command::WithdrawRow { row, reason: "不办了".into() };
    assert_eq!(world.refuses(&stranger(), withdraw(0)), Refusal::NotAllowed);
    assert_eq!(world.refuses(&li_na(), withdraw(7)), Refusal::NoSuchRow);
    world.does(&li_na(), withdraw(0));
    assert_eq!(world.task_stages(), [Cancelled, Ready, Cancelled, Waiting, Waiting, Ready]);
    world.does(&approver("health"), grant(2));
    assert_eq!(world.refuses(&li_na(), withdraw(1)), Refusal::WrongTaskStage { now: Granted });
    world.does(&approver("police"), grant(4));
    assert_eq!(world.case.tasks[4].stage.name(), Ready, "what is common goes on for who is left");
}

#[test]
fn a_prerequisite_is_of_the_case_and_its_applicants_business() {
    let mut world = World::accepted_with(with(plan_with_one_apart()));
    assert_eq!(world.refuses(&approver("police"), permit()), Refusal::NotAllowed);
    let unknown =
        Command::MeetPrerequisite(MetPrerequisite { id: "x".into(), number: String::new(), on: None });
    assert_eq!(world.refuses(&li_na(), unknown), Refusal::NoSuchPrerequisite);
}
