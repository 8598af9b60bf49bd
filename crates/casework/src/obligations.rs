//! What the citizen still has to do (义务), with its last day: reminders, never limits of the government's.

use catalog::{assess, model::Base};
use jiff::civil::Date;
use workdays::{Calendar, Due};

use crate::{
    case::{Case, Stage, Task},
    plan::PlannedObligation,
};

/// An obligation as it stands in a case.
#[derive(Debug, Clone, PartialEq)]
pub struct DueObligation<'a> {
    /// What has to be done.
    pub obligation: &'a PlannedObligation,
    /// The row, counted from 0, that it is about.
    pub row: Option<u32>,
    /// The day on which it came about; none while the item that it is about is open.
    pub begun_on: Option<Date>,
    /// The day from which its time runs; none where nobody here sees that day, or it has not come.
    pub from: Option<Date>,
    /// The last day.
    pub due: Option<Due>,
}

impl DueObligation<'_> {
    /// The last day; of what comes round, the first that is not before `day`.
    pub fn due_from(&self, day: Date, calendar: &Calendar) -> Option<Due> {
        let mut due = self.due?;
        if let Some(every) = self.obligation.every.filter(|every| every.count > 0) {
            while due.date < day {
                due = assess::due(every, due.date, calendar);
            }
        }
        Some(due)
    }
}

impl Case {
    /// What follows from what was granted so far, and from the thing itself once it is completed; and what
    /// an item that is still open is itself wanted for.
    pub fn obligations(&self, calendar: &Calendar) -> Vec<DueObligation<'_>> {
        let mut found = Vec::new();
        for obligation in &self.plan.obligations {
            for (row, begun_on, from) in self.begun(obligation) {
                let period = obligation.within.or(obligation.every);
                let due = period.zip(from).map(|(period, from)| assess::due(period, from, calendar));
                found.push(DueObligation { obligation, row, begun_on, from, due });
            }
        }
        found
    }

    /// For each time that the obligation has come about: the row, the day on which it did, and the day
    /// from which its time runs.
    fn begun(&self, obligation: &PlannedObligation) -> Vec<(Option<u32>, Option<Date>, Option<Date>)> {
        let completed = match self.stage {
            Stage::Completed { on, .. } | Stage::Delivered { completed_on: on, .. } => Some(on),
            _ => None,
        };
        let begun: Vec<(Option<u32>, Option<Date>)> = match &obligation.item {
            Some(item) => {
                let of_item = self.tasks.iter().filter(|task| task.item == *item);
                let counts = |task: &&Task| match obligation.met_by_item {
                    true => !task.stage.is_ended(),
                    false => task.stage.is_granted(),
                };
                of_item.filter(counts).map(|task| (task.row, task.stage.ended_on())).collect()
            }
            None => completed.into_iter().map(|on| (None, Some(on))).collect(),
        };
        let from = |row: Option<u32>, granted_on: Option<Date>| match &obligation.after {
            Base::Result => granted_on,
            Base::Element { element } => self.day_on_form(element, row),
            Base::Event { .. } => None,
        };
        begun.into_iter().map(|(row, on)| (row, on, from(row, on))).collect()
    }

    fn day_on_form(&self, element: &str, row: Option<u32>) -> Option<Date> {
        let value = self.form.get(element)?;
        let value = match value {
            serde_json::Value::Array(rows) => rows.get(row.unwrap_or(0) as usize)?,
            single => single,
        };
        value.as_str()?.get(..10)?.parse().ok()
    }
}
