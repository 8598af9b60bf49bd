//! Timers (定时): what has to happen of itself in a case, and when.
//!
//! A function of the case alone. The store keeps them in its table of what is due, written with
//! the events that set them or end them; when one is due, the software gives its command, and what
//! comes of that is an event, after which the case has that timer no more. So a timer that comes
//! twice, or too early because a clock was moved, finds nothing to do.
//!
//! A new kind of timer is a variant here, its moment in [`Case::timers`], and its [`command`].
//!
//! [`command`]: TimerKind::command

use std::collections::BTreeMap;

use jiff::{Span, Timestamp, civil::Date};
use workdays::{Calendar, Light};

use crate::{
    Command,
    case::{Case, Stage, Task, TaskId, TaskStage},
    decide::assessment::CLOSING_HOUR,
    duties::{Duty, DutyKind},
    matter::MatterAct,
    obligations::DueObligation,
    results::ResultAct,
};

/// How many days before the last one an obligation is reminded of, where there is time enough.
const REMINDED_DAYS_BEFORE: i64 = 7;

/// What has to happen of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimerKind {
    /// The window ends today: what departments have remarked goes out as the one notice.
    ClosingWindow,
    /// 视为受理: nobody answered in time.
    DeemedAcceptance,
    /// 视为受理 of departments that said nothing while the one notice was out.
    DeemedDepartments,
    /// A deferred material did not come (容缺逾期).
    MissedDeferral,
    /// The applicant is reminded of a deferred material.
    DeferralReminder,
    /// A promised limit turns yellow (黄灯).
    Yellow,
    /// A promised limit has passed (红灯).
    Red,
    /// The applicant is reminded of what is still to be done (义务).
    ObligationReminder,
    /// The holder of a result is reminded that it runs out (有效期).
    ExpiryReminder,
    /// What somebody has to answer for is not answered in time (督办超期).
    MatterOverdue,
}

impl TimerKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::ClosingWindow,
        Self::DeemedAcceptance,
        Self::DeemedDepartments,
        Self::MissedDeferral,
        Self::DeferralReminder,
        Self::Yellow,
        Self::Red,
        Self::ObligationReminder,
        Self::ExpiryReminder,
        Self::MatterOverdue,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClosingWindow => "closing_window",
            Self::DeemedAcceptance => "deemed_acceptance",
            Self::DeemedDepartments => "deemed_departments",
            Self::MissedDeferral => "missed_deferral",
            Self::DeferralReminder => "deferral_reminder",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::ObligationReminder => "obligation_reminder",
            Self::ExpiryReminder => "expiry_reminder",
            Self::MatterOverdue => "matter_overdue",
        }
    }

    /// What the software does when it is due.
    pub fn command(self, of: &str) -> Command {
        let of = of.to_owned();
        match self {
            Self::ClosingWindow => Command::CloseWindow,
            Self::DeemedAcceptance => Command::DeemAccepted,
            Self::DeemedDepartments => Command::DeemDepartments,
            Self::MissedDeferral => Command::NoteMissed,
            Self::DeferralReminder => Command::RemindOfDeferral { of },
            Self::Yellow => Command::Light { of, light: Light::Yellow },
            Self::Red => Command::Light { of, light: Light::Red },
            Self::ObligationReminder => Command::Remind { of },
            Self::ExpiryReminder => Command::Result(ResultAct::RemindOfExpiry { task: TaskId(of) }),
            Self::MatterOverdue => Command::ActOnMatter {
                nth: of.parse().unwrap_or_default(),
                act: MatterAct::Overdue,
                text: String::new(),
            },
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// One thing that has to happen of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// What.
    pub kind: TimerKind,
    /// To what of the case: a task, an obligation; empty for the whole of it.
    pub of: String,
    /// When; a moment that has passed already means at once.
    pub at: Timestamp,
}

impl Case {
    /// All that has to happen of itself as the case stands on that day; one of a kind for each thing.
    pub fn timers(&self, today: Date, calendar: &Calendar) -> Vec<Timer> {
        let mut timers = Vec::new();
        let mut add = |kind, of: &str, at| timers.push(Timer { kind, of: of.to_owned(), at });
        if let Some(due) = self.answer_due(calendar) {
            add(TimerKind::DeemedAcceptance, "", start_of(after(due.date)));
            // Once the window is over, silence has its effect.
            if today <= due.date && !self.remarking().is_empty() {
                add(TimerKind::ClosingWindow, "", at_hour(due.date, CLOSING_HOUR));
            }
        }
        if let Some(due) = self.lapses_after() {
            add(TimerKind::DeemedDepartments, "", start_of(after(due)));
        }
        if let Some(due) = self.awaited_deferrals().map(|one| one.due).min() {
            add(TimerKind::MissedDeferral, "", start_of(after(due)));
        }
        for one in self.deferral_reminders(today, calendar) {
            add(TimerKind::DeferralReminder, &one.of(), at_hour(one.on, 9));
        }
        for limit in self.running_limits(today, calendar) {
            let of = &limit.of();
            // What is red already warns of nothing.
            let warns = today <= limit.due && !self.was_lit(of, Light::Yellow, limit.due);
            if let Some(yellow_from) = limit.yellow_from.filter(|_| warns) {
                add(TimerKind::Yellow, of, start_of(yellow_from));
            }
            if !self.was_lit(of, Light::Red, limit.due) {
                add(TimerKind::Red, of, start_of(after(limit.due)));
            }
        }
        for one in self.open_obligations(today, calendar) {
            add(TimerKind::ObligationReminder, &one.of(), one.at);
        }
        for (task, on, _) in self.expiring(today) {
            add(TimerKind::ExpiryReminder, &task.id.0, at_hour(on, 9));
        }
        for matter in self.matters.iter().filter(|matter| !matter.is_noted_overdue()) {
            if let Some(due) = matter.due {
                add(TimerKind::MatterOverdue, &matter.nth.to_string(), start_of(after(due)));
            }
        }
        timers
    }

    /// The last day for the first department that has not spoken while the one notice is out.
    fn lapses_after(&self) -> Option<Date> {
        let lapse = |duty: &Duty| duty.kind == DutyKind::Lapse;
        self.duties().iter().filter(|duty| lapse(duty)).map(|duty| duty.due).min()
    }

    /// The limits whose clocks run: of open tasks, of the whole thing, and of deliveries.
    pub(crate) fn running_limits(&self, today: Date, calendar: &Calendar) -> Vec<RunningLimit<'_>> {
        let mut limits = self.promised_limits(today, calendar);
        limits.extend(self.delivery_limits(today, calendar));
        limits
    }

    /// The first day on which each task whose clock runs shows yellow.
    pub fn yellow_days(&self, today: Date, calendar: &Calendar) -> BTreeMap<TaskId, Date> {
        let running = self.running_tasks();
        let days = running.map(|(task, since, _)| {
            let limit = self.promised_limit(task);
            (task.id.clone(), calendar.yellow_from(since, limit, &task.uncounted(today), today))
        });
        days.collect()
    }

    /// Supervised tasks whose clock runs, with the day on which it started and the promised one.
    fn running_tasks(&self) -> impl Iterator<Item = (&Task, Date, Date)> {
        let open = matches!(self.stage, Stage::InProgress { .. });
        let ours = |task: &&Task| self.plan.item(&task.item).is_none_or(|item| item.outside.is_none());
        let running = self.tasks.iter().filter(move |_| open).filter(ours);
        running.filter_map(|task| match task.stage {
            TaskStage::Ready { since, due, .. } | TaskStage::Reviewing { since, due, .. } => {
                Some((task, since, due))
            }
            _ => None,
        })
    }

    fn promised_limits(&self, today: Date, calendar: &Calendar) -> Vec<RunningLimit<'_>> {
        let Stage::InProgress { accepted_on, due, .. } = self.stage else { return Vec::new() };
        let mut limits = Vec::new();
        for (task, since, due) in self.running_tasks() {
            let limit = self.promised_limit(task);
            let yellow_from = calendar.yellow_from(since, limit, &task.uncounted(today), today);
            let yellow_from = warns(since, yellow_from);
            limits.push(RunningLimit { task: Some(task), delivery: false, due, yellow_from });
        }
        let limit = calendar.working_days_between(accepted_on, due);
        let yellow_from = calendar.yellow_from(accepted_on, limit, &[], today);
        let yellow_from = warns(accepted_on, yellow_from);
        limits.push(RunningLimit { task: None, delivery: false, due, yellow_from });
        limits
    }

    /// Whether the record has it that this limit, with this last day, turned that colour, or red already.
    pub(crate) fn was_lit(&self, of: &str, light: Light, due: Date) -> bool {
        let same = |lit: &crate::case::Lit| lit.of() == of && lit.due == due && lit.light >= light;
        self.lit.iter().any(same)
    }

    /// What is still to be reminded of: each obligation once before its last day, and again with each
    /// round of what comes round.
    pub(crate) fn open_obligations(&self, today: Date, calendar: &Calendar) -> Vec<OpenObligation<'_>> {
        let found = self.obligations(calendar);
        let open = found.into_iter().filter(|one| !one.obligation.met_by_item).filter_map(|one| {
            let begun_on = one.begun_on?;
            let mut due = one.due_from(begun_on.max(today), calendar)?.date;
            let mut from = begun_on;
            while self.was_reminded(&one, due) {
                let every = one.obligation.every?;
                let next = catalog::assess::due(every, due, calendar).date;
                if next <= due {
                    return None;
                }
                (from, due) = (due, next);
            }
            (due >= today && due > begun_on).then(|| OpenObligation { at: reminded_at(from, due), due, one })
        });
        open.collect()
    }

    fn was_reminded(&self, one: &DueObligation<'_>, due: Date) -> bool {
        let same = |reminded: &crate::case::Reminded| {
            reminded.obligation == one.obligation.id && reminded.row == one.row && reminded.due == due
        };
        self.reminded.iter().any(same)
    }
}

/// A limit whose clock runs.
pub(crate) struct RunningLimit<'a> {
    /// The task; none for the whole thing.
    pub task: Option<&'a Task>,
    /// The limit for delivering the task's result, not for deciding it.
    pub delivery: bool,
    /// Its last day.
    pub due: Date,
    /// The day from which it is yellow; none where that would warn of nothing.
    pub yellow_from: Option<Date>,
}

impl RunningLimit<'_> {
    /// What the timer is of.
    pub fn of(&self) -> String {
        limit_of(self.task.map(|task| &task.id), self.delivery)
    }
}

/// What the timer of a limit is of: the task, or nothing for the whole thing; marked where it is the
/// delivery of the task's result.
pub(crate) fn limit_of(task: Option<&TaskId>, delivery: bool) -> String {
    let task = task.map_or("", |task| task.0.as_str());
    if delivery { format!("{task}/delivery") } else { task.to_owned() }
}

/// An obligation of which the applicant is still to be reminded.
pub(crate) struct OpenObligation<'a> {
    /// Which.
    pub one: DueObligation<'a>,
    /// Its last day.
    pub due: Date,
    /// When to remind.
    pub at: Timestamp,
}

impl OpenObligation<'_> {
    /// What the timer is of: the obligation, and the row where it has one.
    pub fn of(&self) -> String {
        let id = &self.one.obligation.id;
        self.one.row.map_or_else(|| id.clone(), |row| format!("{id}/{row}"))
    }
}

/// A limit that is yellow from its first day on warns of nothing.
pub(crate) fn warns(since: Date, yellow_from: Date) -> Option<Date> {
    (yellow_from > since).then_some(yellow_from)
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// Midnight in Beijing at which the day begins.
fn start_of(day: Date) -> Timestamp {
    at_hour(day, 0)
}

/// That hour of the day, in Beijing.
fn at_hour(day: Date, hour: i8) -> Timestamp {
    jiff::tz::offset(8).to_timestamp(day.at(hour, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// Nine in the morning some days before the last one, and never before half of the time has gone by.
fn reminded_at(from: Date, due: Date) -> Timestamp {
    let half = i64::from((due - from).get_days()) / 2;
    let on = due.checked_sub(Span::new().days(REMINDED_DAYS_BEFORE.min(half))).unwrap_or(due);
    at_hour(on, 9)
}
