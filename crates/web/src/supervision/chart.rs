//! The trend as bars: what came in and what was done, day by day, with the same in a table.

use askama::Template;
use jiff::{ToSpan, civil::Date};

const WIDTH: u32 = 1100;
const HEIGHT: u32 = 220;
const LEFT: u32 = 40;
const BOTTOM: u32 = 28;
const TOP: u32 = 12;
/// Above this many days bars stand for weeks, above the second for months.
const DAYS_APART: usize = 62;
const WEEKS_APART: usize = 400;
/// Labels below the bars, at most.
const LABELS: usize = 16;

/// One group of bars.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    label: String,
    came: u64,
    done: u64,
}

struct Bar {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    done: bool,
    title: String,
}

/// The trend of a period.
#[derive(Template)]
#[template(path = "supervision/chart.html")]
pub(super) struct Chart {
    groups: Vec<Group>,
    bars: Vec<Bar>,
    labels: Vec<(u32, String)>,
    lines: Vec<(u32, u64)>,
    came: u64,
    done: u64,
}

impl askama::filters::HtmlSafe for Chart {}

impl Chart {
    /// The trend from one day to another; days without anything are there too.
    pub(super) fn of(by_day: &[(Date, u64, u64)], from: Date, to: Date) -> Self {
        let groups = groups(by_day, from, to);
        let most = round_up(groups.iter().map(|group| group.came.max(group.done)).max().unwrap_or(0));
        let count = u32::try_from(groups.len().max(1)).unwrap_or(u32::MAX);
        let step = f64::from(WIDTH - LEFT) / f64::from(count);
        let ground = HEIGHT - BOTTOM;
        let at = |index: usize| LEFT + whole(step * index as f64);
        let width = whole(step * 0.38).clamp(1, 40);
        let tall = |value: u64| whole(value as f64 / most as f64 * f64::from(ground - TOP));
        let bars = groups.iter().enumerate().flat_map(|(index, group)| {
            [(group.came, false), (group.done, true)].map(|(value, done)| {
                let height = if value == 0 { 0 } else { tall(value).max(2) };
                let middle = at(index) + whole(step / 2.0);
                let words = if done { t!("supervision.chart.done") } else { t!("supervision.chart.came") };
                Bar {
                    x: if done { middle } else { middle.saturating_sub(width) },
                    y: ground - height,
                    width,
                    height,
                    done,
                    title: format!("{} {words} {value}", group.label),
                }
            })
        });
        let apart = groups.len().div_ceil(LABELS).max(1);
        let labels = groups
            .iter()
            .enumerate()
            .filter(|(index, _)| index % apart == 0)
            .map(|(index, group)| (at(index) + whole(step / 2.0), group.label.clone()));
        Self {
            bars: bars.collect(),
            labels: labels.collect(),
            lines: [0, most / 2, most].into_iter().map(|value| (ground - tall(value), value)).collect(),
            came: groups.iter().map(|group| group.came).sum(),
            done: groups.iter().map(|group| group.done).sum(),
            groups,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a small picture")]
fn whole(value: f64) -> u32 {
    value.round() as u32
}

/// The next even number of one or two figures and noughts, so that the half is a number too.
fn round_up(most: u64) -> u64 {
    let mut unit = 1;
    while most > unit * 20 {
        unit *= 10;
    }
    most.div_ceil(unit * 2).max(1) * unit * 2
}

fn groups(by_day: &[(Date, u64, u64)], from: Date, to: Date) -> Vec<Group> {
    let mut days = Vec::new();
    let mut day = from;
    while day <= to && days.len() < 4000 {
        let (came, done) =
            by_day.iter().find(|(known, ..)| *known == day).map_or((0, 0), |(_, came, done)| (*came, *done));
        days.push((day, came, done));
        let Ok(next) = day.checked_add(1.day()) else { break };
        day = next;
    }
    let (many, count) = (days.len() > DAYS_APART, days.len());
    let name = |day: Date| -> String {
        if count > WEEKS_APART {
            format!("{}-{:02}", day.year(), day.month())
        } else if many {
            // Weeks are named by their Monday.
            let back = day.weekday().since(jiff::civil::Weekday::Monday);
            let monday = day.checked_sub(i32::from(back).days()).unwrap_or(day).max(from);
            format!("{}-{}", monday.month(), monday.day())
        } else {
            format!("{}-{}", day.month(), day.day())
        }
    };
    let mut groups: Vec<Group> = Vec::new();
    for (day, came, done) in days {
        let label = name(day);
        match groups.last_mut().filter(|last| last.label == label) {
            Some(last) => {
                last.came += came;
                last.done += done;
            }
            None => groups.push(Group { label, came, done }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Date {
        jiff::civil::date(2026, month, day)
    }

    #[test]
    fn days_without_anything_are_there_too() {
        let groups = groups(&[(day(3, 3), 4, 1)], day(3, 2), day(3, 4));
        let counts: Vec<_> =
            groups.iter().map(|group| (group.label.as_str(), group.came, group.done)).collect();
        assert_eq!(counts, [("3-2", 0, 0), ("3-3", 4, 1), ("3-4", 0, 0)]);
    }

    #[test]
    fn a_quarter_is_told_in_weeks_and_loses_nothing() {
        let by_day: Vec<_> = (1..=30).map(|nth| (day(4, nth), 2, 1)).collect();
        let chart = Chart::of(&by_day, day(3, 1), day(5, 31));
        assert!(chart.groups.len() < 20, "{} groups", chart.groups.len());
        assert_eq!((chart.came, chart.done), (60, 30));
    }

    #[test]
    fn every_bar_stands_within_the_picture() {
        for most in [0, 1, 3, 19, 21, 9999] {
            let chart = Chart::of(&[(day(3, 2), most, most / 2)], day(3, 1), day(3, 31));
            assert!(chart.bars.iter().all(|bar| bar.y >= TOP && bar.x + bar.width <= WIDTH + 2), "at {most}");
        }
    }

    #[test]
    fn the_scale_ends_on_an_even_number() {
        assert_eq!([0, 1, 3, 20, 21, 437].map(round_up), [2, 2, 4, 20, 40, 600]);
    }
}
