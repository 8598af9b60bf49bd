//! 时限: how the clocks of a case stand on a day, with a reason for every day.
//!
//! Pure: from what happened, the limits that the case began with, and the calendar.
//! The stored due days are what was told when they were set; where a procedure takes
//! longer than was told, the clock moves on with it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use workdays::{Calendar, Due, Light, Stretch};

use crate::case::{Case, Stage, Task, TaskId, TaskStage, day_of};

/// An application is answered within so many working days of its receipt; one that is not counts
/// as accepted from that day (行政许可法 第三十二条第一款第四项).
pub const ANSWER_WORKING_DAYS: u32 = 5;

/// Several departments together take at most so many working days from acceptance
/// (行政许可法 第四十二条第二款).
pub const JOINT_WORKING_DAYS: u32 = 45;

/// They are given at most so many more, once, by the head of the government (行政许可法 第四十二条第二款).
pub const JOINT_EXTENSION_WORKING_DAYS: u32 = 15;

/// A limit is extended by at most so many working days, once (行政许可法 第四十二条第一款).
pub const EXTENSION_WORKING_DAYS: u32 = 10;

/// Procedures whose time no licence's limit counts (行政许可法 第四十五条).
pub const SPECIAL_PROCEDURES: [&str; 8] =
    ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"];

/// How a task's limits stand on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskClock {
    /// The day of receipt, which is not counted.
    pub since: Date,
    /// Promised limit in working days, an extension included.
    pub promised_days: u32,
    /// The promised day.
    pub due: Due,
    /// The last day by law.
    pub statutory_due: Due,
    /// Every day from receipt to the promised day, or to today where that has passed, or to the
    /// end of the task; a pause is named by its place in the task's pauses.
    pub stretches: Vec<Stretch>,
}

impl Task {
    /// Its pauses as the calendar counts them: the day on which work went on counts again; a
    /// pause that goes on reaches up to the day that was told for its end, or up to today.
    pub fn uncounted(&self, today: Date) -> Vec<workdays::Pause> {
        let pauses = self.pauses.iter().map(|pause| {
            let to = match pause.to {
                Some(to) => Some(to.yesterday().unwrap_or(to)),
                None => pause.expected_end.filter(|end| *end > today),
            };
            workdays::Pause { from: pause.from, to }
        });
        pauses.collect()
    }
}

impl Case {
    /// The task's promised and statutory limits in working days, an extension included.
    fn limits(&self, task: &Task) -> (u32, u32) {
        let extension = task.extension.as_ref().map_or(0, |extension| extension.working_days);
        let planned = self.plan.item(&task.item);
        let (promised, statutory) = planned.map_or((0, 0), |item| (item.promised_days, item.statutory_days));
        (promised + extension, statutory + extension)
    }

    /// The task's promised limit in working days, an extension included.
    pub(crate) fn promised_limit(&self, task: &Task) -> u32 {
        self.limits(task).0
    }

    /// The promised day and the last day by law of a task whose clock started on `since`.
    pub(crate) fn dues(&self, task: &Task, since: Date, today: Date, calendar: &Calendar) -> (Due, Due) {
        let (promised, statutory) = self.limits(task);
        let pauses = task.uncounted(today);
        let due = |limit| calendar.due_with_pauses(since, limit, &pauses, today);
        let by_law = self.plan.item(&task.item).and_then(|item| item.statutory_calendar_days);
        let by_law = by_law.map_or_else(|| due(statutory), |days| after_days(since, days, task, today));
        (due(promised), by_law)
    }

    /// How the task's limits stand; none while it waits, and for cancelled tasks.
    pub fn task_clock(&self, task: &Task, today: Date, calendar: &Calendar) -> Option<TaskClock> {
        let since = task.stage.since()?;
        let ended_on = task.stage.ended_on();
        let (due, statutory_due) = self.dues(task, since, ended_on.unwrap_or(today), calendar);
        let until = ended_on.unwrap_or_else(|| due.date.max(today));
        let stretches = calendar.account(since, until, &task.uncounted(today), today);
        Some(TaskClock { since, promised_days: self.limits(task).0, due, statutory_due, stretches })
    }

    /// The day on which what is to be answered came in: the application, or its correction.
    pub fn received_on(&self) -> Date {
        let returned_at = self.correction.as_ref().and_then(|correction| correction.returned_at);
        day_of(returned_at.unwrap_or(self.submitted_at))
    }

    /// The last day for an answer, while one is owed.
    pub fn answer_due(&self, calendar: &Calendar) -> Option<Due> {
        let owed = matches!(self.stage, Stage::Submitted);
        owed.then(|| calendar.add_working_days(self.received_on(), ANSWER_WORKING_DAYS))
    }

    /// Several departments handle it together.
    pub fn is_joint(&self) -> bool {
        let mut departments = self.tasks.iter().map(|task| &task.department);
        let first = departments.next();
        departments.any(|department| Some(department) != first)
    }

    /// The last day by law for the whole thing, where several departments handle it together; the
    /// time of their special procedures is left out. None before acceptance and after the end.
    pub fn joint_due(&self, today: Date, calendar: &Calendar) -> Option<Due> {
        let Stage::InProgress { accepted_on, .. } = self.stage else { return None };
        if !self.is_joint() {
            return None;
        }
        let pauses: Vec<_> = self.tasks.iter().flat_map(|task| task.uncounted(today)).collect();
        let extension = self.joint_extension.as_ref().map_or(0, |extension| extension.working_days);
        Some(calendar.due_with_pauses(accepted_on, JOINT_WORKING_DAYS + extension, &pauses, today))
    }

    /// The light of the promised limit of the whole thing; none before acceptance and where the case
    /// ended without a decision.
    pub fn light(&self, today: Date, calendar: &Calendar) -> Option<Light> {
        match self.stage {
            Stage::InProgress { accepted_on, due, .. } => {
                let limit = calendar.working_days_between(accepted_on, due);
                Some(calendar.clock(accepted_on, limit, &[], today).light)
            }
            Stage::Completed { due, on, .. } | Stage::Delivered { due, completed_on: on, .. } => {
                Some(in_the_end(on, due))
            }
            Stage::Submitted
            | Stage::AwaitingCorrection { .. }
            | Stage::NotAccepted { .. }
            | Stage::Withdrawn { .. } => None,
        }
    }

    /// The light of a task's promised limit; none while its clock does not run, for cancelled tasks, and
    /// where the clock is not the government's.
    pub fn task_light(&self, task: &Task, today: Date, calendar: &Calendar) -> Option<Light> {
        if self.plan.item(&task.item).is_some_and(|item| item.outside.is_some()) {
            return None;
        }
        match &task.stage {
            TaskStage::Ready { since, .. } | TaskStage::Reviewing { since, .. } => {
                let (promised, _) = self.limits(task);
                Some(calendar.clock(*since, promised, &task.uncounted(today), today).light)
            }
            TaskStage::Granted { due, at, .. } | TaskStage::Refused { due, at, .. } => {
                Some(in_the_end(day_of(*at), *due))
            }
            TaskStage::Waiting | TaskStage::Suspended { .. } | TaskStage::Cancelled { .. } => None,
        }
    }

    /// The day by which each task is promised; for tasks that still wait, as it looks now: as
    /// if all that they wait for took its promised time. Cancelled tasks are promised no more.
    pub fn promised_days(&self, calendar: &Calendar) -> BTreeMap<&TaskId, Date> {
        let mut promised: BTreeMap<&TaskId, Date> = BTreeMap::new();
        // As many rounds as tasks settle any order; a plan that goes in circles ends all the same.
        for _ in &self.tasks {
            let mut settled = true;
            for task in self.tasks.iter().filter(|task| !matches!(task.stage, TaskStage::Cancelled { .. })) {
                if promised.contains_key(&task.id) {
                    continue;
                }
                if let Some(day) = self.promised_day(task, &promised, calendar) {
                    promised.insert(&task.id, day);
                    settled = false;
                }
            }
            if settled {
                break;
            }
        }
        promised
    }

    fn promised_day(
        &self,
        task: &Task,
        promised: &BTreeMap<&TaskId, Date>,
        calendar: &Calendar,
    ) -> Option<Date> {
        if let Some(due) = task.stage.due() {
            return Some(due);
        }
        let needed_by: Option<Vec<Date>> = task
            .needs
            .iter()
            .map(|need| {
                let ended_on = self.task(need).and_then(|need| need.stage.ended_on());
                ended_on.or_else(|| promised.get(need).copied())
            })
            .collect();
        let start = needed_by?.into_iter().max()?;
        Some(calendar.add_working_days(start, self.limits(task).0).date)
    }
}

/// So many calendar days (自然日) later, those left out that a special procedure took.
fn after_days(since: Date, days: u32, task: &Task, today: Date) -> Due {
    let paused = task.pauses.iter().map(|pause| (pause.to.unwrap_or(today) - pause.from).get_days().max(0));
    let days = i64::from(days) + paused.map(i64::from).sum::<i64>();
    let date = since.checked_add(jiff::Span::new().days(days)).unwrap_or(since);
    Due { date, estimated: false }
}

/// What the record keeps for ever: in time, or late.
fn in_the_end(on: Date, due: Date) -> Light {
    if on > due { Light::Red } else { Light::Green }
}
