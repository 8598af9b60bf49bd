//! A running limit: pauses, what is left, and the light it shows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Calendar, Due};

/// Time taken by a special procedure (听证、检验、公示、专家评审 …), which is not
/// counted (行政许可法 第四十五条). Both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// First day that is not counted.
    pub from: Date,
    /// Last day that is not counted; none while the procedure goes on.
    pub to: Option<Date>,
}

impl Pause {
    /// Whether the date is not counted. A pause that goes on reaches up to today.
    pub(crate) fn holds(self, date: Date, today: Date) -> bool {
        self.from <= date && date <= self.to.unwrap_or(today)
    }
}

/// The colour that supervision shows for a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Time enough.
    Green,
    /// Four fifths are used, or one working day is left.
    Yellow,
    /// The limit has passed.
    Red,
}

/// How a limit stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The last day; while a pause goes on, as if it ended today.
    pub due: Due,
    /// Working days used up, today included.
    pub used_working_days: u32,
    /// Working days left, today not counted; below zero when passed.
    pub left_working_days: i32,
    /// The clock stands still today.
    pub paused: bool,
    /// The light.
    pub light: Light,
}

impl Calendar {
    /// The last day of a limit that pauses: the day of receipt is not counted, nor is any
    /// day of a pause. Pauses may overlap; a day is left out once.
    pub fn due_with_pauses(
        &self,
        start: Date,
        limit_working_days: u32,
        pauses: &[Pause],
        today: Date,
    ) -> Due {
        let paused = |date| pauses.iter().any(|pause| pause.holds(date, today));
        if limit_working_days == 0 && paused(start) {
            // To be done at once (即办), but halted at once: due on the first day that counts again.
            return self.nth_counted_day(start, 1, |date| !paused(date));
        }
        self.nth_counted_day(start, limit_working_days, |date| !paused(date))
    }

    /// How the limit stands today.
    pub fn clock(&self, start: Date, limit_working_days: u32, pauses: &[Pause], today: Date) -> Clock {
        let paused = |date| pauses.iter().any(|pause| pause.holds(date, today));
        let due = self.due_with_pauses(start, limit_working_days, pauses, today);
        let mut used_working_days = 0;
        let mut date = start;
        while date < today {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            used_working_days += u32::from(self.is_working_day(date) && !paused(date));
        }
        let left_working_days = self.remaining(today, due.date);
        let light = if today > due.date {
            Light::Red
        } else if left_working_days <= 1
            || u64::from(used_working_days) * 5 >= u64::from(limit_working_days) * 4
        {
            Light::Yellow
        } else {
            Light::Green
        };
        Clock { due, used_working_days, left_working_days, paused: paused(today), light }
    }

    /// The first day on which [`Calendar::clock`] shows yellow, and never one before the start.
    pub fn yellow_from(&self, start: Date, limit_working_days: u32, pauses: &[Pause], today: Date) -> Date {
        let paused = |date| pauses.iter().any(|pause| pause.holds(date, today));
        let due = self.due_with_pauses(start, limit_working_days, pauses, today).date;
        let mut left = self.working_days_between(start, due);
        let mut used = 0;
        let mut date = start;
        while date < due && left > 1 && u64::from(used) * 5 < u64::from(limit_working_days) * 4 {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            let working = self.is_working_day(date);
            left -= u32::from(working);
            used += u32::from(working && !paused(date));
        }
        date
    }
}
