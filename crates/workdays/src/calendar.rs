//! The calendar itself: published years, and counting along them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// The longest run of days off that is believed; longer ones are a slip of the pen.
const LONGEST_HOLIDAY_DAYS: usize = 60;

/// One year's arrangement (放假安排) as published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Holidays with the weekends that join them. Empty while the notice is not out.
    #[serde(default)]
    pub off: Vec<Holiday>,
    /// Weekend days on which people work instead (调休上班日).
    #[serde(default)]
    pub make_up: Vec<Date>,
    /// How many working days the year has, for checking the rest.
    #[serde(default)]
    pub working_days_in_year: Option<u32>,
    /// Days off that follow from the law alone; used only while the notice is not out.
    #[serde(default)]
    pub statutory_by_law: Vec<StatutoryHoliday>,
    /// Single days that the district set otherwise than the notice (突发事件 …).
    #[serde(default)]
    pub adjusted: Vec<Adjusted>,
}

/// A single day that the district set otherwise than the year's notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjusted {
    /// The day.
    pub on: Date,
    /// Whether people work on it.
    pub working: bool,
    /// Why.
    pub reason: String,
    /// Number of the document that says so.
    pub document: String,
}

/// A holiday with all days off that belong to it, first and last included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Its name, such as 国庆节.
    pub name: String,
    /// First day off; may lie in the year before.
    pub from: Date,
    /// Last day off.
    pub to: Date,
    /// The days that are holidays by law (法定节日当天) and not by exchange.
    #[serde(default)]
    pub statutory: Vec<Date>,
}

/// A holiday known from the law before the year's notice is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatutoryHoliday {
    /// Its name.
    pub name: String,
    /// Its days.
    pub days: Vec<Date>,
}

/// What kind of day a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'a> {
    /// An ordinary working day.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A day off of the holiday of that name.
    Holiday(&'a str),
    /// A weekend day on which people work (调休上班日).
    MakeUp,
    /// Set otherwise by the district.
    Adjusted(&'a Adjusted),
}

impl Day<'_> {
    /// Whether counters are open and limits run.
    pub fn is_working(self) -> bool {
        match self {
            Day::Working | Day::MakeUp => true,
            Day::Weekend | Day::Holiday(_) => false,
            Day::Adjusted(one) => one.working,
        }
    }
}

/// The last day of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The way there crosses a year whose arrangement is not published: to be set right later (待校正).
    pub estimated: bool,
}

/// Something in a year's arrangement that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarProblem {
    /// The year does not come to the published number of working days.
    Count {
        /// The year.
        year: i16,
        /// As published.
        published: u32,
        /// As counted.
        counted: u32,
    },
    /// A make-up day is not on a weekend.
    MakeUpOnWeekday(Date),
    /// A day is both off and made up.
    OffAndMadeUp(Date),
    /// A holiday ends before it begins or is longer than anybody's.
    Span(String, Date, Date),
    /// The same year is given twice.
    Twice(i16),
    /// The district sets a day to what it is anyway, or twice.
    AdjustedToNothing(Date),
}

impl fmt::Display for CalendarProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { year, published, counted } => write!(
                f,
                "{year}年公布的工作日是{published}天，按放假安排数出来是{counted}天，请核对放假和调休的日期"
            ),
            Self::MakeUpOnWeekday(date) => write!(f, "{date}不是周末，不能作调休上班日，请核对日期"),
            Self::OffAndMadeUp(date) => write!(f, "{date}既写了放假又写了上班，请删去一处"),
            Self::Span(name, from, to) => write!(f, "{name}从{from}到{to}，起止日期不对，请核对"),
            Self::AdjustedToNothing(date) => {
                write!(f, "{date}本来就是这样，或者调整了两次，请删去多余的一条")
            }
            Self::Twice(year) => write!(f, "{year}年写了两次，请合并成一处"),
        }
    }
}

/// Published working days and holidays.
#[derive(Debug, Default, Clone)]
pub struct Calendar {
    years: Vec<Year>,
    published: BTreeSet<i16>,
    off: BTreeMap<Date, String>,
    make_up: BTreeSet<Date>,
    adjusted: BTreeMap<Date, Adjusted>,
}

impl Calendar {
    /// A calendar of these years. A year without any day off counts as not yet published.
    pub fn new(years: Vec<Year>) -> Self {
        let mut calendar = Self::default();
        for year in &years {
            calendar.adjusted.extend(year.adjusted.iter().map(|one| (one.on, one.clone())));
            if year.off.is_empty() {
                for holiday in &year.statutory_by_law {
                    calendar.off.extend(holiday.days.iter().map(|day| (*day, holiday.name.clone())));
                }
                continue;
            }
            calendar.published.insert(year.year);
            calendar.make_up.extend(&year.make_up);
            for holiday in &year.off {
                calendar.off.extend(days(holiday).map(|day| (day, holiday.name.clone())));
            }
        }
        calendar.years = years;
        calendar
    }

    /// The years as they were given.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// What cannot be right in the years given, all of it.
    pub fn problems(&self) -> Vec<CalendarProblem> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for year in &self.years {
            if !seen.insert(year.year) {
                problems.push(CalendarProblem::Twice(year.year));
            }
            for holiday in &year.off {
                let last = holiday.from.saturating_add(jiff::Span::new().days(LONGEST_HOLIDAY_DAYS as i64));
                if holiday.to < holiday.from || holiday.to >= last {
                    problems.push(CalendarProblem::Span(holiday.name.clone(), holiday.from, holiday.to));
                }
            }
            for day in &year.make_up {
                if !is_weekend(*day) {
                    problems.push(CalendarProblem::MakeUpOnWeekday(*day));
                }
                if self.off.contains_key(day) {
                    problems.push(CalendarProblem::OffAndMadeUp(*day));
                }
            }
            for one in &year.adjusted {
                let same = year.adjusted.iter().filter(|other| other.on == one.on).count();
                if self.announced(one.on).is_working() == one.working || same > 1 {
                    problems.push(CalendarProblem::AdjustedToNothing(one.on));
                }
            }
            if let (Some(published), Some(counted)) =
                (year.working_days_in_year, self.announced_working_days(year.year))
                && published != counted
            {
                problems.push(CalendarProblem::Count { year: year.year, published, counted });
            }
        }
        problems
    }

    /// What kind of day it is.
    pub fn day(&self, date: Date) -> Day<'_> {
        self.adjusted.get(&date).map_or_else(|| self.announced(date), Day::Adjusted)
    }

    /// What kind of day it is by the notice, whatever the district set.
    fn announced(&self, date: Date) -> Day<'_> {
        if self.make_up.contains(&date) {
            Day::MakeUp
        } else if let Some(name) = self.off.get(&date) {
            Day::Holiday(name)
        } else if is_weekend(date) {
            Day::Weekend
        } else {
            Day::Working
        }
    }

    /// Whether it is a working day; an estimate where the calendar does not cover the date.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day(date).is_working()
    }

    /// Whether the arrangement of the date's year is published.
    pub fn covers(&self, date: Date) -> bool {
        self.published.contains(&date.year())
    }

    /// The first year that limits of so many working days reach from that day and whose arrangement is not
    /// published; none where all are.
    pub fn reaches_unpublished(&self, from: Date, working_days: u32) -> Option<i16> {
        let until = self.add_working_days(from, working_days).date;
        (from.year()..=until.year()).find(|year| !self.published.contains(year))
    }

    /// How many working days the year has; none outside the reckonable years.
    pub fn working_days_in_year(&self, year: i16) -> Option<u32> {
        let days = days_of(year)?;
        u32::try_from(days.filter(|day| self.is_working_day(*day)).count()).ok()
    }

    /// How many working days the year has by the notice, whatever the district set.
    fn announced_working_days(&self, year: i16) -> Option<u32> {
        let days = days_of(year)?;
        u32::try_from(days.filter(|day| self.announced(*day).is_working()).count()).ok()
    }

    /// The first working day after the date.
    pub fn next_working_day(&self, after: Date) -> Due {
        self.add_working_days(after, 1)
    }

    /// The last day of a limit in working days. The day of receipt is not counted
    /// (民法典 第二百零一条): one day ends on the next working day, none on the same day (即办).
    pub fn add_working_days(&self, from: Date, working_days: u32) -> Due {
        self.nth_counted_day(from, working_days, |_| true)
    }

    /// The last day of a limit in calendar days. Where that is a day off, the limit
    /// ends on the next working day (民法典 第二百零三条).
    pub fn add_calendar_days(&self, from: Date, calendar_days: u32) -> Due {
        let date = from.saturating_add(jiff::Span::new().days(i64::from(calendar_days.min(4_000_000))));
        if calendar_days == 0 || self.is_working_day(date) {
            return Due { date, estimated: calendar_days > 0 && !self.covers(date) };
        }
        let due = self.next_working_day(date);
        Due { estimated: due.estimated || !self.covers(date), ..due }
    }

    /// How many working days lie after the one date, up to and including the other.
    pub fn working_days_between(&self, after: Date, until: Date) -> u32 {
        let mut count = 0;
        let mut date = after;
        while date < until {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            count += u32::from(self.is_working_day(date));
        }
        count
    }

    /// Working days left until the due date, today not counted; below zero when it has passed.
    pub fn remaining(&self, today: Date, due: Date) -> i32 {
        let days = self.working_days_between(today.min(due), today.max(due));
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        if today <= due { days } else { -days.max(1) }
    }

    /// The nth working day after `from` among those that `counts` lets through.
    pub(crate) fn nth_counted_day(&self, from: Date, nth: u32, counts: impl Fn(Date) -> bool) -> Due {
        let mut due = Due { date: from, estimated: false };
        let mut left = nth;
        while left > 0 {
            // The end of all dates (9999-12-31): there is nothing later to say.
            let Ok(next) = due.date.tomorrow() else { return Due { date: due.date, estimated: true } };
            due.date = next;
            due.estimated |= !self.covers(next);
            if self.is_working_day(next) && counts(next) {
                left -= 1;
            }
        }
        due
    }
}

/// Every day of the year; none outside the reckonable years.
fn days_of(year: i16) -> Option<impl Iterator<Item = Date>> {
    let first = Date::new(year, 1, 1).ok()?;
    Some(
        std::iter::successors(Some(first), |day| day.tomorrow().ok())
            .take_while(move |day| day.year() == year),
    )
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn days(holiday: &Holiday) -> impl Iterator<Item = Date> + use<> {
    let to = holiday.to;
    std::iter::successors(Some(holiday.from), |day| day.tomorrow().ok())
        .take(LONGEST_HOLIDAY_DAYS)
        .take_while(move |day| *day <= to)
}
