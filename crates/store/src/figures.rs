//! Figures for supervision: counts by period, theme, department and day.

use catalog::{DepartmentId, ThemeId};
use jiff::civil::Date;

use crate::{Store, StoreError};

/// The figures of a period. Counts of what happened lie within the period;
/// counts of what stands (in progress, overdue, lights) are as of today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Cases submitted.
    pub submitted: u64,
    /// Cases accepted.
    pub accepted: u64,
    /// Cases in progress today.
    pub in_progress: u64,
    /// Cases completed.
    pub completed: u64,
    /// Cases whose results were delivered.
    pub delivered: u64,
    /// Cases withdrawn.
    pub withdrawn: u64,
    /// Cases not accepted.
    pub not_accepted: u64,
    /// Cases that await correction today.
    pub awaiting_correction: u64,
    /// Cases completed on or before the promised day.
    pub on_time: u64,
    /// Cases completed after it.
    pub late: u64,
    /// Cases in progress today whose promised day has passed.
    pub overdue: u64,
    /// Open tasks that show yellow today: four fifths of the limit gone, or one working day left.
    pub yellow: u64,
    /// Open tasks that show red today: past the promised day.
    pub red: u64,
    /// Ratings given, levels 1 to 5 in this order.
    pub ratings: [u64; 5],
    /// By theme, themes with cases alone.
    pub by_theme: Vec<ThemeFigures>,
    /// By department, departments with tasks alone.
    pub by_department: Vec<DepartmentFigures>,
    /// For each day with any: the day, cases submitted, cases completed.
    pub by_day: Vec<(Date, u64, u64)>,
}

/// The figures of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFigures {
    /// Which theme.
    pub theme: ThemeId,
    /// Cases submitted.
    pub submitted: u64,
    /// Cases completed.
    pub completed: u64,
    /// Cases completed on or before the promised day.
    pub on_time: u64,
    /// Cases completed after it.
    pub late: u64,
    /// Ratings of level 3 (基本满意) and better.
    pub good_ratings: u64,
    /// Ratings in all.
    pub ratings: u64,
}

/// The figures of one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentFigures {
    /// Which department.
    pub department: DepartmentId,
    /// Tasks open today: ready, reviewing or suspended.
    pub open: u64,
    /// Of these, yellow.
    pub yellow: u64,
    /// Of these, red.
    pub red: u64,
    /// Tasks granted.
    pub granted: u64,
    /// Tasks refused.
    pub refused: u64,
    /// Tasks decided on or before the promised day.
    pub on_time: u64,
    /// Tasks decided after it.
    pub late: u64,
}

impl Store {
    /// The figures of the period from `from` to `to`, both days included.
    pub async fn figures(&self, from: Date, to: Date, today: Date) -> Result<Figures, StoreError> {
        let _ = (from, to, today);
        todo!()
    }
}
