//! Counting working days along the published calendar.

use jiff::civil::{Date, date};
use workdays::{
    Adjusted, Calendar, CalendarProblem, Day, Due, Light, Pause, StatutoryHoliday, StretchKind, Year,
};

mod published;
use published::{calendar, years};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn sure(text: &str) -> Due {
    Due { date: day(text), estimated: false }
}

#[test]
fn every_published_year_has_as_many_working_days_as_announced() {
    let calendar = calendar();
    assert_eq!(calendar.problems(), []);
    for year in years() {
        assert_eq!(calendar.working_days_in_year(year.year), year.working_days_in_year, "{}", year.year);
    }
}

#[test]
fn a_miscounted_year_is_told() {
    let mut years = years();
    years[7].make_up.pop();
    years.push(years[0].clone());
    assert_eq!(
        Calendar::new(years).problems(),
        [CalendarProblem::Count { year: 2026, published: 248, counted: 247 }, CalendarProblem::Twice(2019)]
    );
}

#[test]
fn limits_run_over_long_holidays_and_make_up_days() {
    let calendar = calendar();
    for (start, working_days, end) in [
        ("2021-09-30", 1, "2021-10-08"),
        ("2021-09-30", 2, "2021-10-09"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2020-01-23", 1, "2020-02-03"),
        ("2026-10-03", 0, "2026-10-03"),
    ] {
        assert_eq!(
            calendar.add_working_days(day(start), working_days),
            sure(end),
            "{start} + {working_days}"
        );
    }
}

#[test]
fn a_day_says_what_it_is() {
    let calendar = calendar();
    assert_eq!(calendar.day(day("2026-10-01")), Day::Holiday("国庆节"));
    assert_eq!(calendar.day(day("2026-10-10")), Day::MakeUp);
    assert_eq!(calendar.day(day("2026-10-11")), Day::Weekend);
    assert_eq!(calendar.day(day("2026-10-12")), Day::Working);
    assert_eq!(calendar.day(day("2018-12-31")), Day::Holiday("元旦"), "the last days of the year before");
    assert!(!calendar.covers(day("2018-12-31")));
}

#[test]
fn beyond_the_published_years_the_date_is_marked_as_estimated() {
    let calendar = calendar();
    assert_eq!(
        calendar.add_working_days(day("2026-12-31"), 1),
        Due { date: day("2027-01-01"), estimated: true }
    );
    assert_eq!(calendar.add_working_days(Date::MAX, 3), Due { date: Date::MAX, estimated: true });
    assert_eq!(Calendar::default().add_working_days(day("2026-11-20"), 1).date, day("2026-11-23"));
}

#[test]
fn before_the_notice_is_out_the_laws_own_holidays_are_kept() {
    let mut years = years();
    years.push(Year {
        year: 2027,
        statutory_by_law: vec![StatutoryHoliday { name: "元旦".into(), days: vec![day("2027-01-01")] }],
        ..Year::default()
    });
    let due = Calendar::new(years).add_working_days(day("2026-12-31"), 1);
    assert_eq!(due, Due { date: day("2027-01-04"), estimated: true });
}

#[test]
fn a_period_in_calendar_days_that_ends_on_a_holiday_ends_after_it() {
    let calendar = calendar();
    assert_eq!(calendar.add_calendar_days(day("2026-09-24"), 10), sure("2026-10-08"));
    assert_eq!(calendar.add_calendar_days(day("2026-11-02"), 7), sure("2026-11-09"));
    assert_eq!(calendar.add_calendar_days(Date::MAX, u32::MAX).date, Date::MAX);
}

#[test]
fn what_is_left_goes_below_zero_when_the_limit_has_passed() {
    let calendar = calendar();
    assert_eq!(calendar.remaining(day("2026-11-20"), day("2026-11-24")), 2);
    assert_eq!(calendar.remaining(day("2026-11-24"), day("2026-11-24")), 0);
    assert_eq!(calendar.remaining(day("2026-11-25"), day("2026-11-24")), -1);
    assert_eq!(calendar.remaining(day("2026-11-22"), day("2026-11-20")), -1, "late on a Sunday is late");
}

#[test]
fn the_light_turns_yellow_at_four_fifths_and_red_when_passed() {
    let calendar = calendar();
    let light = |limit, today| calendar.clock(day("2026-11-02"), limit, &[], day(today)).light;
    assert_eq!(light(10, "2026-11-11"), Light::Green);
    assert_eq!(light(10, "2026-11-12"), Light::Yellow);
    assert_eq!(light(10, "2026-11-16"), Light::Yellow);
    assert_eq!(light(10, "2026-11-17"), Light::Red);
    assert_eq!(light(3, "2026-11-03"), Light::Green);
    assert_eq!(light(3, "2026-11-04"), Light::Yellow, "one working day is left");
    assert_eq!(light(0, "2026-11-02"), Light::Yellow);
    assert_eq!(light(0, "2026-11-03"), Light::Red);
}

#[test]
fn a_pause_that_goes_on_pushes_the_due_date_day_by_day() {
    let calendar = calendar();
    let inspection = [Pause { from: day("2026-11-05"), to: None }];
    let due = |today| calendar.due_with_pauses(day("2026-11-02"), 5, &inspection, day(today)).date;
    assert_eq!(due("2026-11-04"), day("2026-11-09"), "not begun");
    assert_eq!(due("2026-11-05"), day("2026-11-10"));
    assert_eq!(due("2026-11-06"), day("2026-11-11"));
    assert_eq!(due("2026-11-08"), day("2026-11-11"), "a weekend adds nothing");
    let clock = calendar.clock(day("2026-11-02"), 5, &inspection, day("2026-11-20"));
    assert!(clock.paused);
    assert_eq!((clock.used_working_days, clock.left_working_days, clock.light), (2, 3, Light::Green));
}

#[test]
fn a_thing_to_be_done_at_once_waits_for_its_pause() {
    let pause = [Pause { from: date(2026, 11, 2), to: Some(date(2026, 11, 4)) }];
    let due = calendar().due_with_pauses(date(2026, 11, 2), 0, &pause, date(2026, 11, 2));
    assert_eq!(due, sure("2026-11-05"));
}

#[test]
fn each_day_from_receipt_to_the_last_has_its_reason() {
    let calendar = calendar();
    let pauses = [Pause { from: day("2026-11-05"), to: Some(day("2026-11-09")) }];
    let account = calendar.account(day("2026-11-02"), day("2026-11-11"), &pauses, day("2026-11-11"));
    let told: Vec<_> =
        account.iter().map(|stretch| (stretch.from.day(), stretch.to.day(), stretch.kind)).collect();
    assert_eq!(
        told,
        [
            (2, 2, StretchKind::Receipt),
            (3, 4, StretchKind::Counted { working_days: 2 }),
            (5, 9, StretchKind::Paused { pause: 0 }),
            (10, 11, StretchKind::Counted { working_days: 2 }),
        ]
    );
    assert!(calendar.account(day("2026-11-02"), day("2026-11-01"), &[], day("2026-11-11")).is_empty());
}

#[test]
fn a_day_that_the_district_sets_otherwise_counts_as_it_says() {
    let set = |on: &str, working| Adjusted {
        on: day(on),
        working,
        reason: "暴雨停工".into(),
        document: "津府办〔2026〕1号".into(),
    };
    let mut years = years();
    years[7].adjusted = vec![set("2026-07-08", false), set("2026-07-11", true)];
    let calendar = Calendar::new(years.clone());
    assert_eq!(calendar.problems(), [], "the notice's own count stays as it was announced");
    assert!(matches!(calendar.day(day("2026-07-08")), Day::Adjusted(one) if one.reason == "暴雨停工"));
    assert_eq!(calendar.add_working_days(day("2026-07-07"), 1), sure("2026-07-09"));
    assert_eq!(calendar.add_working_days(day("2026-07-10"), 1), sure("2026-07-11"), "a Saturday worked");
    years[7].adjusted.push(set("2026-07-12", false));
    let problems = Calendar::new(years).problems();
    assert_eq!(problems, [CalendarProblem::AdjustedToNothing(day("2026-07-12"))], "a Sunday is off anyway");
}

#[test]
fn a_year_that_limits_reach_before_it_is_published_is_told_in_time() {
    let calendar = calendar();
    assert_eq!(calendar.reaches_unpublished(day("2026-06-01"), 60), None);
    assert_eq!(calendar.reaches_unpublished(day("2026-11-26"), 60), Some(2027));
    assert_eq!(calendar.reaches_unpublished(day("2027-02-01"), 1), Some(2027));
}
