//! The period that figures are counted over.

use jiff::{ToSpan, civil::Date};
use serde::Deserialize;

use crate::ui::filter_bar::{Filter, FilterBar};

/// A period by its name or by its days; without either, today.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct Period {
    /// `today`, `week`, `month`, `year`.
    #[serde(default)]
    pub(super) period: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
}

const NAMED: [&str; 4] = ["today", "week", "month", "year"];

impl Period {
    /// Its first and last day.
    pub(super) fn days(&self, today: Date) -> (Date, Date) {
        let back = |days: i32| today.checked_sub(days.days()).unwrap_or(today);
        match (self.period.as_str(), self.from.parse::<Date>(), self.to.parse::<Date>()) {
            ("", Ok(from), to) => (from, to.unwrap_or(today)),
            ("", Err(_), Ok(to)) => (to, to),
            ("week", ..) => (back(6), today),
            ("month", ..) => (back(29), today),
            ("year", ..) => (Date::new(today.year(), 1, 1).unwrap_or(today), today),
            _ => (today, today),
        }
    }

    fn is_named(&self, name: &str) -> bool {
        self.period == name
            || (name == "today" && self.period.is_empty() && self.from.is_empty() && self.to.is_empty())
    }

    /// The named periods as links.
    pub(super) fn bar(&self, address: &str) -> FilterBar {
        let label = |name: &str| match name {
            "week" => t!("supervision.period.week"),
            "month" => t!("supervision.period.month"),
            "year" => t!("supervision.period.year"),
            _ => t!("supervision.period.today"),
        };
        let filters = NAMED.into_iter().map(|name| Filter {
            label: label(name).into(),
            href: format!("{address}?period={name}"),
            current: self.is_named(name),
            count: None,
        });
        FilterBar { label: t!("supervision.period.label").into(), filters: filters.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Date {
        jiff::civil::date(2026, 3, day)
    }

    #[test]
    fn without_a_word_it_is_today() {
        assert_eq!(Period::default().days(day(9)), (day(9), day(9)));
        assert!(Period::default().is_named("today"));
    }

    #[test]
    fn a_week_is_seven_days_with_today() {
        let week = Period { period: "week".into(), ..Period::default() };
        assert_eq!(week.days(day(9)), (day(3), day(9)));
    }

    #[test]
    fn days_typed_count_unless_they_are_none() {
        let typed = |from: &str, to: &str| Period { from: from.into(), to: to.into(), ..Period::default() };
        assert_eq!(typed("2026-03-02", "2026-03-04").days(day(9)), (day(2), day(4)));
        assert_eq!(typed("2026-03-02", "").days(day(9)), (day(2), day(9)));
        assert_eq!(typed("春节", "").days(day(9)), (day(9), day(9)));
    }
}
