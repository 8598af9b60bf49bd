//! Figures for supervision: counts by period, theme, department and day.

use std::collections::BTreeMap;

use catalog::{DepartmentId, ThemeId};
use jiff::civil::Date;

use crate::{
    Store, StoreError,
    db::{Row, args},
};

/// What is counted of cases, in the order in which `add_theme` reads it.
/// `$1` and `$2` are the period, `$3` is today.
const CASE_COUNTS: [&str; 16] = [
    "submitted_on between $1 and $2",
    "accepted_on between $1 and $2",
    "stage = 'in_progress'",
    "completed_on between $1 and $2",
    "delivered_on between $1 and $2",
    "stage = 'withdrawn' and closed_on between $1 and $2",
    "stage = 'not_accepted' and closed_on between $1 and $2",
    "stage = 'awaiting_correction'",
    "completed_on between $1 and $2 and completed_on <= due",
    "completed_on between $1 and $2 and completed_on > due",
    "stage = 'in_progress' and due < $3",
    "rating = 1 and rated_on between $1 and $2",
    "rating = 2 and rated_on between $1 and $2",
    "rating = 3 and rated_on between $1 and $2",
    "rating = 4 and rated_on between $1 and $2",
    "rating = 5 and rated_on between $1 and $2",
];

/// What is counted of tasks, in the order in which `add_department` reads it.
/// A day `warn_on` stands only while the clock runs.
const TASK_COUNTS: [&str; 7] = [
    "stage in ('ready', 'reviewing', 'suspended')",
    "warn_on <= $3 and due >= $3",
    "warn_on <= $3 and due < $3",
    "stage = 'granted' and ended_on between $1 and $2",
    "stage = 'refused' and ended_on between $1 and $2",
    "stage in ('granted', 'refused') and ended_on between $1 and $2 and ended_on <= due",
    "stage in ('granted', 'refused') and ended_on between $1 and $2 and ended_on > due",
];

fn counts(by: &str, what: &[&str], table: &str) -> String {
    let sums: String = what.iter().map(|what| format!(", sum(case when {what} then 1 else 0 end)")).collect();
    format!("select {by}{sums} from {table} group by {by} order by {by}")
}

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
        let mut figures = Figures::default();
        let sql = counts("theme", &CASE_COUNTS, "cases");
        for mut row in self.db.read(&sql, &args![from, to, today]).await? {
            figures.add_theme(&mut row)?;
        }
        let sql = counts("department", &TASK_COUNTS, "tasks");
        for mut row in self.db.read(&sql, &args![from, to, today]).await? {
            figures.add_department(&mut row)?;
        }
        let sql = "select submitted_on, count(*) from cases where submitted_on between $1 and $2 group by submitted_on";
        let mut days = BTreeMap::<Date, (u64, u64)>::new();
        for mut row in self.db.read(sql, &args![from, to]).await? {
            let day = row.next()?;
            days.entry(day).or_default().0 = row.next()?;
        }
        let sql = "select completed_on, count(*) from cases where completed_on between $1 and $2 group by completed_on";
        for mut row in self.db.read(sql, &args![from, to]).await? {
            let day = row.next()?;
            days.entry(day).or_default().1 = row.next()?;
        }
        figures.by_day =
            days.into_iter().map(|(day, (submitted, completed))| (day, submitted, completed)).collect();
        Ok(figures)
    }
}

impl Store {
    /// How many open tasks fall due on that day or later.
    pub async fn open_tasks_due_from(&self, day: Date) -> Result<u64, StoreError> {
        let sql = "select count(*) from tasks where ended = 0 and due >= $1";
        let rows = self.db.read(sql, &args![day]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.next())
    }
}

impl Figures {
    fn add_theme(&mut self, row: &mut Row) -> Result<(), StoreError> {
        let theme = row.next()?;
        let mut count = || row.next::<u64>();
        let submitted = count()?;
        self.submitted += submitted;
        self.accepted += count()?;
        self.in_progress += count()?;
        let completed = count()?;
        self.completed += completed;
        self.delivered += count()?;
        self.withdrawn += count()?;
        self.not_accepted += count()?;
        self.awaiting_correction += count()?;
        let (on_time, late) = (count()?, count()?);
        self.on_time += on_time;
        self.late += late;
        self.overdue += count()?;
        let (mut good_ratings, mut ratings) = (0, 0);
        for level in 1..=5 {
            let given = count()?;
            self.ratings[level - 1] += given;
            ratings += given;
            good_ratings += if level >= 3 { given } else { 0 };
        }
        self.by_theme.push(ThemeFigures {
            theme,
            submitted,
            completed,
            on_time,
            late,
            good_ratings,
            ratings,
        });
        Ok(())
    }

    fn add_department(&mut self, row: &mut Row) -> Result<(), StoreError> {
        let figures = DepartmentFigures {
            department: row.next()?,
            open: row.next()?,
            yellow: row.next()?,
            red: row.next()?,
            granted: row.next()?,
            refused: row.next()?,
            on_time: row.next()?,
            late: row.next()?,
        };
        self.yellow += figures.yellow;
        self.red += figures.red;
        self.by_department.push(figures);
        Ok(())
    }
}
