use casework::{
    Command, Event, Refusal, Role, StageName,
    TaskStageName::{Granted, Suspended},
};
use jiff::civil::{Date, date};
use workdays::{Light, StretchKind};

use crate::world::*;

fn with(procedure: &str, evidence: &str) -> Command {
    Command::SuspendTask {
        task: task(1),
        procedure: procedure.into(),
        expected_end: date(2026, 3, 6),
        evidence: evidence.into(),
    }
}

fn dues(world: &World, nth: usize) -> (Date, Date) {
    let (_, due, statutory_due) = world.case.tasks[nth - 1].stage.clock().unwrap();
    (due, statutory_due)
}

#[test]
fn a_special_procedure_stops_the_clock_and_moves_the_dues() {
    let mut world = World::accepted();
    assert_eq!(dues(&world, 1), (date(2026, 3, 5), date(2026, 3, 10)));
    world.on(date(2026, 3, 4)).does(&approver("health"), with("现场核查", "核查通知书1号"));
    assert_eq!(world.case.tasks[0].stage.name(), Suspended);
    assert_eq!(world.refuses(&approver("health"), grant(1)), Refusal::WrongTaskStage { now: Suspended });
    assert_eq!(
        dues(&world, 1),
        (date(2026, 3, 10), date(2026, 3, 13)),
        "as if it ended on the day that was told"
    );
    // Wednesday to Friday do not count, Monday counts again.
    world.on(date(2026, 3, 9)).does(&approver("health"), Command::ResumeTask { task: task(1) });
    assert_eq!(dues(&world, 1), (date(2026, 3, 10), date(2026, 3, 13)));
    // A second procedure adds to the first; it ended sooner than was told.
    world.does(&approver("health"), suspend(1, date(2026, 3, 20)));
    world.on(date(2026, 3, 10)).does(&approver("health"), Command::ResumeTask { task: task(1) });
    assert_eq!(dues(&world, 1), (date(2026, 3, 11), date(2026, 3, 16)));
}

#[test]
fn the_clock_stops_for_nothing_else_and_never_without_a_document_and_a_day() {
    let mut world = World::accepted();
    let refused = |world: &mut World, command| world.refuses(&approver("health"), command);
    assert_eq!(refused(&mut world, with(" ", "1号")), Refusal::ProcedureMissing);
    for excuse in ["等待其他部门意见", "领导出差", "系统故障", "申请人没空"] {
        assert_eq!(refused(&mut world, with(excuse, "1号")), Refusal::NoSpecialProcedure, "{excuse}");
    }
    assert_eq!(refused(&mut world, with("检测", "")), Refusal::EvidenceMissing);
    world.on(date(2026, 3, 9));
    assert_eq!(refused(&mut world, with("检测", "1号")), Refusal::ExpectedEndPassed);
}

#[test]
fn the_promise_for_the_whole_moves_with_a_pause_on_its_longest_way_alone() {
    let mut world = World::accepted();
    assert_eq!(world.case.due(), Some(date(2026, 3, 16)));
    let events = world.does(&approver("health"), suspend(1, date(2026, 3, 4)));
    let [_, Event::DueMoved { due, .. }] = events[..] else { panic!("{events:?}") };
    assert_eq!(due, date(2026, 3, 18), "two days of the first item are two days of the whole");
    assert_eq!(world.case.due(), Some(due));
    // It ends at once: the promise is what it was.
    world.does(&approver("health"), Command::ResumeTask { task: task(1) });
    assert_eq!(world.case.due(), Some(date(2026, 3, 16)));
    // Vaccination has all the time of the others.
    let events = world.does(&approver("health"), suspend(6, date(2026, 3, 5)));
    assert_eq!(events.len(), 1);
    assert_eq!(world.case.due(), Some(date(2026, 3, 16)));
}

#[test]
fn a_case_that_rests_is_not_overdue_and_one_that_rests_too_long_is() {
    let mut world = World::accepted();
    world.does(&approver("health"), suspend(1, date(2026, 3, 20)));
    let light = |day| world.case.light(day, &world.calendar);
    assert_eq!(light(date(2026, 3, 17)), Some(Light::Green), "its first promise was the 16th");
    assert_eq!(light(date(2026, 4, 30)), Some(Light::Red));
}

#[test]
fn every_day_of_a_limit_has_its_reason() {
    let mut world = World::accepted();
    world.on(date(2026, 3, 4)).does(&approver("health"), suspend(1, date(2026, 3, 6)));
    world.on(date(2026, 3, 9)).does(&approver("health"), Command::ResumeTask { task: task(1) });
    let clock =
        |world: &World, today| world.case.task_clock(&world.case.tasks[0], today, &world.calendar).unwrap();
    let told = |world: &World, today| -> Vec<(i8, i8, StretchKind)> {
        let stretches = clock(world, today).stretches;
        stretches.iter().map(|stretch| (stretch.from.day(), stretch.to.day(), stretch.kind)).collect()
    };
    let until_due = [
        (2, 2, StretchKind::Receipt),
        (3, 3, StretchKind::Counted { working_days: 1 }),
        (4, 8, StretchKind::Paused { pause: 0 }),
        (9, 10, StretchKind::Counted { working_days: 2 }),
    ];
    assert_eq!(told(&world, date(2026, 3, 9)), until_due);
    assert_eq!(told(&world, date(2026, 3, 12))[3], (9, 12, StretchKind::Counted { working_days: 4 }), "late");
    world.does(&approver("health"), grant(1));
    assert_eq!(world.case.tasks[0].stage.name(), Granted);
    assert_eq!(told(&world, date(2026, 5, 1))[3], (9, 9, StretchKind::Counted { working_days: 1 }));
    assert!(world.case.task_clock(&world.case.tasks[4], date(2026, 3, 9), &world.calendar).is_none());
}

#[test]
fn the_head_of_the_department_gives_more_time_once_with_a_reason_before_the_limit_ends() {
    let mut world = World::accepted();
    assert_eq!(world.refuses(&approver("health"), extend(1, 5)), Refusal::NotAllowed);
    assert_eq!(world.refuses(&head("police"), extend(1, 5)), Refusal::NotAllowed);
    for days in [0, 11] {
        assert_eq!(world.refuses(&head("health"), extend(1, days)), Refusal::ExtensionTooLong { most: 10 });
    }
    let without = Command::ExtendTask { task: task(1), working_days: 5, reason: " ".into() };
    assert_eq!(world.refuses(&head("health"), without), Refusal::ReasonMissing);
    world.does(&head("health"), extend(1, 5));
    assert_eq!(dues(&world, 1), (date(2026, 3, 12), date(2026, 3, 17)));
    assert_eq!(world.case.due(), Some(date(2026, 3, 23)), "the whole takes as much longer");
    assert_eq!(world.refuses(&head("health"), extend(1, 1)), Refusal::AlreadyExtended);
    world.on(date(2026, 3, 11));
    assert_eq!(world.refuses(&head("health"), extend(2, 1)), Refusal::LimitPassed { due: date(2026, 3, 10) });
}

#[test]
fn whoever_approves_here_and_heads_elsewhere_extends_nothing_here() {
    let mut world = World::accepted();
    let both = account(
        "both",
        &[Role::Approver { department: "health".into() }, Role::Head { department: "police".into() }],
    );
    assert_eq!(world.refuses(&both, extend(1, 5)), Refusal::NotAllowed);
    assert_eq!(world.refuses(&head("health"), grant(1)), Refusal::NotAllowed, "a head does not decide");
}

#[test]
fn several_departments_together_have_forty_five_working_days() {
    let mut world = World::accepted();
    let joint = |world: &World| world.case.joint_due(date(2026, 3, 2), &world.calendar).unwrap().date;
    let before = joint(&world);
    assert_eq!(world.calendar.working_days_between(date(2026, 3, 2), before), 45);
    world.does(&approver("health"), suspend(1, date(2026, 3, 6)));
    assert_eq!(
        world.calendar.working_days_between(before, joint(&world)),
        4,
        "the day of receipt never counts"
    );
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

#[test]
#[expect(non_snake_case, reason = "the id of the rule stands before the sentence")]
fn limit_45_joint__the_head_of_the_government_gives_fifteen_more_once_with_a_reason() {
    let mut world = World::accepted();
    let government = government();
    let extend = |working_days, reason: &str| Command::ExtendJoint { working_days, reason: reason.into() };
    for other in [head("health"), office(), supervisor(), lead(), li_na()] {
        assert_eq!(world.refuses(&other, extend(15, "两个部门要会审")), Refusal::NotAllowed);
    }
    assert_eq!(world.refuses(&government, extend(15, " ")), Refusal::ReasonMissing);
    for days in [0, 16] {
        assert_eq!(
            world.refuses(&government, extend(days, "要会审")),
            Refusal::ExtensionTooLong { most: 15 }
        );
    }
    let joint = |world: &World| world.case.joint_due(date(2026, 3, 2), &world.calendar).unwrap().date;
    let (before, promised) = (joint(&world), world.case.due());
    world.does(&government, extend(15, "两个部门要会审"));
    assert_eq!(world.calendar.working_days_between(before, joint(&world)), 15);
    assert_eq!(world.case.due(), promised, "what was promised stays promised");
    assert_eq!(world.refuses(&government, extend(1, "再来一次")), Refusal::AlreadyExtended);

    let mut late = World::accepted();
    late.on(before.tomorrow().unwrap());
    assert_eq!(late.refuses(&government, extend(15, "要会审")), Refusal::LimitPassed { due: before });
    let mut alone = submission();
    let mut plan = plan();
    plan.items.iter_mut().for_each(|item| item.department = "health".into());
    alone.plan = std::sync::Arc::new(plan);
    let mut alone = World::accepted_with(alone);
    assert_eq!(alone.refuses(&government, extend(15, "要会审")), Refusal::NotJoint);
}
