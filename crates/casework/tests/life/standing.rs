use casework::{Refusal, StageName, TaskStageName};
use jiff::civil::date;
use workdays::Light;

use crate::world::*;

#[test]
fn progress_has_a_line_a_department_with_promised_days() {
    let mut world = World::accepted();
    world.does(&approver("health"), grant(1));
    let lines: Vec<_> = world
        .case
        .progress(&world.calendar)
        .into_iter()
        .map(|line| (line.department.to_string(), line.tasks.len(), line.done, line.due))
        .collect();
    assert_eq!(
        lines,
        [
            ("health".to_owned(), 3, 1, Some(date(2026, 3, 5))),
            ("police".to_owned(), 2, 0, Some(date(2026, 3, 12))),
            ("insurance".to_owned(), 1, 0, Some(date(2026, 3, 16))),
        ]
    );
}

#[test]
fn what_was_cancelled_is_promised_no_more() {
    let mut world = World::accepted();
    world.does(&approver("health"), refuse(1));
    world.does(&approver("health"), refuse(2));
    let insurance = &world.case.progress(&world.calendar)[2];
    assert_eq!((insurance.done, insurance.due), (1, None));
}

#[test]
fn the_light_turns_yellow_before_and_red_after_the_promised_day() {
    let world = World::accepted();
    let light = |day| world.case.light(date(2026, 3, day), &world.calendar);
    assert_eq!(light(3), Some(Light::Green));
    assert_eq!(light(13), Some(Light::Yellow));
    assert_eq!(light(17), Some(Light::Red));
    let task = &world.case.tasks[0];
    let light = |day| world.case.task_light(task, date(2026, 3, day), &world.calendar);
    assert_eq!(light(2), Some(Light::Green));
    assert_eq!(light(4), Some(Light::Yellow));
    assert_eq!(light(6), Some(Light::Red));
    assert_eq!(world.case.task_light(&world.case.tasks[2], date(2026, 3, 6), &world.calendar), None);
}

#[test]
fn what_was_late_stays_red_for_ever() {
    let mut world = World::accepted();
    world.on(date(2026, 3, 6)).does(&approver("health"), grant(1));
    let task = &world.case.tasks[0];
    assert_eq!(world.case.task_light(task, date(2030, 1, 1), &world.calendar), Some(Light::Red));
}

#[test]
fn every_stage_has_the_word_under_which_it_is_serialised() {
    for name in StageName::ALL {
        assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
        assert_eq!(StageName::from_word(name.as_str()), Some(*name));
    }
    for name in TaskStageName::ALL {
        assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
        assert_eq!(TaskStageName::from_word(name.as_str()), Some(*name));
    }
}

#[test]
fn every_refusal_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<_> = Refusal::ALL_CODES.iter().collect();
    assert_eq!(codes.len(), Refusal::ALL_CODES.len());
    assert!(codes.contains(&Refusal::NothingToDo.code()));
}
