//! The district's calendar against the days of another hand: those of the package chinesecalendar 1.11.0, which
//! lists for each year which weekdays were off and on which weekend days people worked.

mod sample;

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};
use sample::jiangjin;

/// Year, weekdays off, weekend days worked, each as month and day.
const REFERENCE: [(i16, &str, &str); 8] = [
    (
        2019,
        "0101 0204 0205 0206 0207 0208 0405 0501 0502 0503 0607 0913 1001 1002 1003 1004 1007",
        "0202 0203 0428 0505 0929 1012",
    ),
    (
        2020,
        "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    (
        2021,
        "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    (
        2022,
        "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    (
        2023,
        "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    (
        2024,
        "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    (
        2025,
        "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
        "0126 0208 0427 0928 1011",
    ),
    (
        2026,
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
        "0104 0214 0228 0509 0920 1010",
    ),
];

fn days(pick: impl Fn(&(i16, &'static str, &'static str)) -> &'static str) -> BTreeSet<Date> {
    let of_year = |row: &(i16, &'static str, &'static str)| {
        let year = row.0;
        let number = |text: &str| text.parse::<i8>().expect("two digits");
        pick(row).split(' ').map(move |day| date(year, number(&day[..2]), number(&day[2..])))
    };
    REFERENCE.iter().flat_map(of_year).collect()
}

/// Every day from 2019 to 2026, and whether people worked.
fn reference() -> Vec<(Date, bool)> {
    let (off, worked) = (days(|row| row.1), days(|row| row.2));
    let is_weekend = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let first = date(2019, 1, 1);
    let every = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    every
        .take_while(|day| *day <= date(2026, 12, 31))
        .map(|day| (day, if is_weekend(day) { worked.contains(&day) } else { !off.contains(&day) }))
        .collect()
}

#[test]
fn every_day_of_eight_years_is_what_the_reference_says() {
    let calendar = &jiangjin().calendar;
    let reference = reference();
    assert_eq!(reference.len(), 2922);
    let differing: Vec<_> =
        reference.iter().filter(|(day, works)| calendar.is_working_day(*day) != *works).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn a_limit_from_any_day_ends_where_counting_on_fingers_ends() {
    let calendar = &jiangjin().calendar;
    let reference = reference();
    for limit in [1, 3, 5, 10, 15, 20, 30, 45] {
        for (nth, (from, _)) in reference.iter().enumerate() {
            let mut later = reference[nth + 1..].iter().filter(|(_, works)| *works);
            let Some((end, _)) = later.nth(limit - 1) else { break };
            let due = calendar.add_working_days(*from, u32::try_from(limit).expect("is small"));
            assert_eq!((due.date, due.estimated), (*end, false), "{limit} days from {from}");
        }
    }
}
