use casework::{Actor, Command, Refusal, TimerKind};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use workdays::{Calendar, Holiday, Light, Year};

use crate::world::*;

fn come(kind: TimerKind, of: &str) -> Command {
    kind.command(of)
}

fn midnight(day: Date) -> Timestamp {
    jiff::tz::offset(8).to_timestamp(day.at(0, 0, 0, 0)).unwrap()
}

fn timer(world: &World, kind: TimerKind, of: &str) -> Option<Timestamp> {
    let timers = world.case.timers(casework::case::day_of(world.now), &world.calendar);
    timers.into_iter().find(|timer| timer.kind == kind && timer.of == of).map(|timer| timer.at)
}

#[test]
fn silence_is_due_the_moment_the_fifth_working_day_is_over() {
    let mut world = World::submitted();
    assert_eq!(timer(&world, TimerKind::DeemedAcceptance, ""), Some(midnight(date(2026, 3, 10))));
    world.does(&clerk(), Command::Accept);
    assert_eq!(timer(&world, TimerKind::DeemedAcceptance, ""), None);
}

#[test]
fn a_limit_turns_yellow_and_red_once_and_the_record_keeps_both() {
    let mut world = World::accepted();
    let first = task(1).0;
    // Three working days from Monday the 2nd: one is left on Wednesday.
    assert_eq!(timer(&world, TimerKind::Yellow, &first), Some(midnight(date(2026, 3, 4))));
    assert_eq!(timer(&world, TimerKind::Red, &first), Some(midnight(date(2026, 3, 6))));
    let vaccination = task(6).0;
    assert_eq!(
        timer(&world, TimerKind::Yellow, &vaccination),
        None,
        "on the spot: that would warn of nothing"
    );
    assert_eq!(timer(&world, TimerKind::Red, &vaccination), Some(midnight(date(2026, 3, 3))));

    world.on(date(2026, 3, 3));
    assert_eq!(world.refuses(&Actor::System, come(TimerKind::Yellow, &first)), Refusal::NotYetTime);
    world.on(date(2026, 3, 4));
    for somebody in [clerk(), lead(), approver("health"), li_na()] {
        assert_eq!(world.refuses(&somebody, come(TimerKind::Yellow, &first)), Refusal::NotAllowed);
    }
    world.does(&Actor::System, come(TimerKind::Yellow, &first));
    assert_eq!(world.refuses(&Actor::System, come(TimerKind::Red, &first)), Refusal::NotYetTime);
    world.on(date(2026, 3, 6)).does(&Actor::System, come(TimerKind::Red, &first));
    assert_eq!(timer(&world, TimerKind::Red, &first), None);
    world.does(&approver("health"), grant(1));
    let lit: Vec<_> = world.case.lit.iter().map(|lit| (lit.light, lit.on, lit.due)).collect();
    let due = date(2026, 3, 5);
    assert_eq!(lit, [(Light::Yellow, date(2026, 3, 4), due), (Light::Red, date(2026, 3, 6), due)]);
}

#[test]
fn while_the_clock_stands_still_no_light_is_due_and_a_moved_limit_warns_anew() {
    let mut world = World::accepted();
    let first = task(1).0;
    world.on(date(2026, 3, 4)).does(&Actor::System, come(TimerKind::Yellow, &first));
    world.does(&approver("health"), suspend(1, date(2026, 3, 6)));
    assert_eq!(timer(&world, TimerKind::Red, &first), None);
    world.on(date(2026, 3, 9)).does(&approver("health"), Command::ResumeTask { task: task(1) });
    // Wednesday to Friday did not count: Monday is the second day, Tuesday the last.
    assert_eq!(timer(&world, TimerKind::Yellow, &first), Some(midnight(date(2026, 3, 9))));
    assert_eq!(timer(&world, TimerKind::Red, &first), Some(midnight(date(2026, 3, 11))));
}

#[test]
fn kinds_of_timers_are_read_by_the_word_they_are_written_with() {
    for kind in TimerKind::ALL {
        assert_eq!(TimerKind::from_word(kind.as_str()), Some(*kind));
    }
}

#[test]
fn a_task_shows_yellow_from_the_day_that_the_working_calendar_gives() {
    let mut world = World::submitted();
    let off =
        Holiday {
            name: "休市".into(), from: date(2026, 3, 3), to: date(2026, 3, 5), statutory: Vec::new()
        };
    let year = Year {
        year: 2026,
        off: vec![off],
        make_up: Vec::new(),
        working_days_in_year: None,
        statutory_by_law: Vec::new(),
        adjusted: Vec::new(),
    };
    world.calendar = Calendar::new(vec![year]);
    world.does(&clerk(), Command::Accept);
    let due = world.case.task(&task(1)).unwrap().stage.due();
    assert_eq!(due, Some(date(2026, 3, 10)), "three working days, the days off not counted");
    // Of the days between, four fifths would be gone on the eighth, a Sunday.
    let yellow = world.case.yellow_days(date(2026, 3, 2), &world.calendar);
    assert_eq!(yellow[&task(1)], date(2026, 3, 9));
    world.does(&approver("health"), suspend(1, date(2026, 3, 6)));
    assert!(
        !world.case.yellow_days(date(2026, 3, 2), &world.calendar).contains_key(&task(1)),
        "its clock rests"
    );
}
