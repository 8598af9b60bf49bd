//! Whether the working calendar reaches as far as limits do: a year whose arrangement the State Council's office
//! has not published, or that nobody entered, makes every day in it an estimate.

use casework::policy::{Action, may};
use jiff::civil::{Date, date};
use workdays::Adjusted;

use crate::{App, Failure, Visitor};

/// The longest limit that runs from a day: joint handling with its extension (行政许可法 第四十二条).
const LONGEST_LIMIT: u32 = 45 + 15;

/// A year of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year.
    pub year: i16,
    /// Its arrangement is published and entered.
    pub published: bool,
    /// Working days, as they count now.
    pub working_days: Option<u32>,
    /// Days that the district set otherwise.
    pub adjusted: Vec<Adjusted>,
}

/// The calendar, for whoever looks after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarState {
    /// The years that are known, the latest first.
    pub years: Vec<CalendarYear>,
    /// The first year that limits reach today and that is not published; none where all are.
    pub missing: Option<i16>,
    /// Open tasks whose day lies in that year or after it, and is an estimate.
    pub estimated_tasks: u64,
}

impl App {
    /// The first year that limits running from today reach and whose arrangement is not entered. For those who
    /// look after the calendar; none for everybody else.
    pub fn calendar_warning(&self, visitor: &Visitor) -> Option<i16> {
        may(&visitor.actor, Action::ReadCalendar, None).ok()?;
        self.missing_year()
    }

    /// The same, for the log of whoever runs the service.
    pub fn missing_year(&self) -> Option<i16> {
        self.catalog().calendar.reaches_unpublished(self.today(), LONGEST_LIMIT)
    }

    /// The calendar with what it lacks, and how many tasks have an estimated day because of it.
    ///
    /// # Errors
    /// `Forbidden` for whoever does not look after it.
    pub async fn calendar_state(&self, visitor: &Visitor) -> Result<CalendarState, Failure> {
        may(&visitor.actor, Action::ReadCalendar, None)?;
        let catalog = self.catalog();
        let calendar = &catalog.calendar;
        let missing = self.missing_year();
        let estimated_tasks = match missing.map(|year| date(year, 1, 1)) {
            Some(from) => self.store().open_tasks_due_from(from).await?,
            None => 0,
        };
        let years = calendar.years().iter().rev().map(|year| CalendarYear {
            year: year.year,
            published: Date::new(year.year, 1, 1).is_ok_and(|first| calendar.covers(first)),
            working_days: calendar.working_days_in_year(year.year),
            adjusted: year.adjusted.clone(),
        });
        Ok(CalendarState { years: years.collect(), missing, estimated_tasks })
    }
}
