//! Results after they were given: slips that are corrected by a new edition (勘误), and a word before a
//! result runs out (有效期). What was replaced is kept.

use jiff::{Span, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::case::{Case, Task, TaskId, TaskResult};

/// How many working days the department has for a slip that was reported.
pub const SLIP_WORKING_DAYS: u32 = 5;

/// How many days before its last one a result's holder is reminded: what is to be renewed has to be applied
/// for thirty days before (行政许可法 第五十条).
const REMINDED_DAYS_BEFORE: i64 = 60;

/// A slip on a result that was reported and not yet answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// What is wrong, and what it should say.
    pub text: String,
    /// When it was reported.
    pub at: Timestamp,
    /// By whom, as the record shows it.
    pub by_name: String,
    /// The last day for the department.
    pub due: Date,
}

/// An edition of a result that another has taken the place of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Replaced {
    /// What it said.
    pub result: TaskResult,
    /// When it was replaced.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Something done about a result that was given.
#[derive(Debug, Clone, PartialEq)]
pub enum ResultAct {
    /// A slip is reported.
    ReportSlip {
        /// The task that gave the result.
        task: TaskId,
        /// What is wrong, and what it should say.
        text: String,
    },
    /// 勘误: a new edition takes the place of the result.
    Correct {
        /// The task.
        task: TaskId,
        /// What it says from now on.
        result: Box<TaskResult>,
        /// Why.
        reason: String,
    },
    /// There is no slip.
    DeclineSlip {
        /// The task.
        task: TaskId,
        /// Why, as the applicant is told.
        reason: String,
    },
    /// The holder is reminded that it runs out. Only the software says so.
    RemindOfExpiry {
        /// The task.
        task: TaskId,
    },
}

/// What happened to a result after it was given, as it is kept for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ResultStep {
    /// A slip was reported.
    SlipReported {
        /// The task.
        task: TaskId,
        /// What is wrong.
        text: String,
        /// The last day for the department.
        due: Date,
    },
    /// A new edition took the place of the result.
    Corrected {
        /// The task.
        task: TaskId,
        /// What it says from now on.
        result: Box<TaskResult>,
        /// From 2.
        edition: u32,
        /// Why.
        reason: String,
    },
    /// There is no slip.
    SlipDeclined {
        /// The task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// The holder was reminded that it runs out.
    ExpiryReminded {
        /// The task.
        task: TaskId,
        /// Its last day.
        until: Date,
    },
}

impl ResultStep {
    /// The word in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::SlipReported { .. } => "slip_reported",
            Self::Corrected { .. } => "result_corrected",
            Self::SlipDeclined { .. } => "slip_declined",
            Self::ExpiryReminded { .. } => "expiry_reminded",
        }
    }

    /// The task that gave the result.
    pub fn task(&self) -> &TaskId {
        match self {
            Self::SlipReported { task, .. }
            | Self::Corrected { task, .. }
            | Self::SlipDeclined { task, .. }
            | Self::ExpiryReminded { task, .. } => task,
        }
    }
}

/// What became of a task's result after it was given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Aftercare {
    /// A slip that was reported and not yet answered.
    pub slip: Option<Slip>,
    /// Earlier editions of the result, in order.
    pub replaced: Vec<Replaced>,
    /// The last day of which its holder was reminded.
    pub reminded_of: Option<Date>,
}

impl Task {
    /// Which edition of its result holds: 1, and one more with each correction.
    pub fn edition(&self) -> u32 {
        u32::try_from(self.aftercare.replaced.len() + 1).unwrap_or(u32::MAX)
    }

    /// It was granted, and its result holds.
    pub fn holds_a_result(&self) -> bool {
        let revoked = self.revocation.as_ref().is_some_and(|one| one.revoked_at.is_some());
        self.stage.is_granted() && !revoked
    }
}

impl Case {
    /// Results of which the holder is to be reminded before they run out: task, day of the reminder, last day.
    pub(crate) fn expiring(&self, today: Date) -> Vec<(&Task, Date, Date)> {
        let held = self.tasks.iter().filter(|task| task.holds_a_result());
        let ending = held.filter_map(|task| {
            let result = task.stage.result()?;
            let until = result.valid_until.filter(|until| *until >= today)?;
            let half = i64::from((until - result.valid_from).get_days()) / 2;
            let before = Span::new().days(REMINDED_DAYS_BEFORE.min(half.max(0)));
            let on = until.checked_sub(before).unwrap_or(until);
            (task.aftercare.reminded_of != Some(until)).then_some((task, on, until))
        });
        ending.collect()
    }
}

/// The id under which an edition of a task's result is verified: the task's own for the first.
pub fn edition_id(task: &TaskId, edition: u32) -> TaskId {
    if edition <= 1 { task.clone() } else { TaskId(format!("{task}.{edition}")) }
}

/// The task and the edition that such an id names.
pub fn of_edition_id(id: &TaskId) -> (TaskId, u32) {
    let named = id.0.rsplit_once('.').and_then(|(task, edition)| Some((task, edition.parse().ok()?)));
    named.map_or_else(|| (id.clone(), 1), |(task, edition)| (TaskId(task.to_owned()), edition))
}
