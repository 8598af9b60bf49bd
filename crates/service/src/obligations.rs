//! What the citizen still has to do after the result (办完以后的事): told with the result, and again
//! shortly before the last day. Reminders, never limits of the government's.

use std::sync::Arc;

use casework::{
    Case, DueObligation, Event, Recorded, Task,
    case::{Reminded, day_of},
};
use catalog::{Catalog, ItemId};
use documents::day;
use identifiers::CaseNumber;
use jiff::civil::Date;
use store::NewMessage;

use crate::{App, Failure, words};

/// The outbox's channel for reminders from before there were timers.
pub(crate) const CHANNEL: &str = "reminder";

/// The kind of message that a reminder is.
const KIND: &str = "reminder";

/// An obligation as somebody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationView {
    /// What has to be done.
    pub text: String,
    /// The row that it is about: 第2个孩子.
    pub row: Option<String>,
    /// Within what time, in words.
    pub limit: String,
    /// The last day.
    pub due: Option<Date>,
    /// That day rests on holidays not yet published.
    pub due_estimated: bool,
    /// It comes round again.
    pub comes_round: bool,
    /// The item itself is what has to be done, and it is under way.
    pub under_way: bool,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// What still has to be done in the case, as it stands on that day.
pub(crate) fn views(catalog: &Catalog, case: &Case, today: Date) -> Vec<ObligationView> {
    case.obligations(&catalog.calendar).iter().map(|one| view(catalog, case, one, today)).collect()
}

/// What follows from the result of a task, or, of no task, from the thing itself.
pub(crate) fn after(catalog: &Catalog, case: &Case, task: Option<&Task>, today: Date) -> Vec<ObligationView> {
    let found = case.obligations(&catalog.calendar);
    let (item, row) = (task.map(|task| &task.item), task.and_then(|task| task.row));
    found.iter().filter(|one| follows(one, item, row)).map(|one| view(catalog, case, one, today)).collect()
}

fn view(catalog: &Catalog, case: &Case, one: &DueObligation<'_>, today: Date) -> ObligationView {
    let due = one.due_from(today, &catalog.calendar);
    ObligationView {
        text: one.obligation.text.clone(),
        row: row(catalog, case, one),
        limit: one.obligation.limit.clone(),
        due: due.map(|due| due.date),
        due_estimated: due.is_some_and(|due| due.estimated),
        comes_round: one.obligation.every.is_some(),
        under_way: one.obligation.met_by_item,
        consequence: one.obligation.consequence.clone(),
        law: one.obligation.law.clone(),
    }
}

/// Whether it comes of that item's result, in that row; of no item, whether it comes of the thing itself.
fn follows(one: &DueObligation<'_>, item: Option<&ItemId>, row: Option<u32>) -> bool {
    one.obligation.item.as_ref() == item && one.row == row && !one.obligation.met_by_item
}

fn row(catalog: &Catalog, case: &Case, one: &DueObligation<'_>) -> Option<String> {
    let item = one.obligation.item.as_ref()?;
    let task = case.tasks.iter().find(|task| task.item == *item && task.row == one.row)?;
    words::row_of_task(catalog, case, task)
}

/// In the inbox: what a result that was just granted asks of the applicant, and a reminder whose time
/// has come.
pub(crate) fn tell(catalog: &Catalog, case: &Case, events: &[Arc<Recorded>]) -> Vec<NewMessage> {
    let found = case.obligations(&catalog.calendar);
    let message = |text| NewMessage::new(&case.applicant, &case.number, KIND, text);
    let mut messages = Vec::new();
    for recorded in events {
        let today = day_of(recorded.at);
        let (item, row) = match &recorded.event {
            Event::TaskGranted { task, .. } => match case.task(task) {
                Some(task) => (Some(&task.item), task.row),
                None => continue,
            },
            Event::Completed => (None, None),
            Event::Reminded(Reminded { obligation, row, due }) => {
                let one = found.iter().find(|one| one.obligation.id == *obligation && one.row == *row);
                messages.extend(one.map(|one| message(sentence("快到时间了，请记得", one, Some(*due)))));
                continue;
            }
            _ => continue,
        };
        for one in found.iter().filter(|one| follows(one, item, row)) {
            let due = one.due_from(today, &catalog.calendar).map(|due| due.date);
            messages.push(message(sentence("办好以后请记得", one, due)));
        }
    }
    messages
}

fn sentence(begin: &str, one: &DueObligation<'_>, due: Option<Date>) -> String {
    let text = one.obligation.text.trim_end_matches('。');
    let limit = &one.obligation.limit;
    let by = due.map_or_else(|| format!("（{limit}）"), |due| format!("，最晚{}（{limit}）", day(due)));
    let then =
        one.obligation.consequence.as_ref().map_or_else(String::new, |then| format!("不办的：{then}。"));
    format!("{begin}：{text}{by}。{then}")
}

impl App {
    /// A reminder that an earlier version of the software put into the outbox: the case's own timers
    /// take its place.
    pub(crate) async fn hand_over_reminder(&self, entry: &store::OutboxEntry) -> Result<(), Failure> {
        let number = CaseNumber::parse(&entry.subject).map_err(|_| Failure::NotFound)?;
        if let Some(dossier) = self.store().dossier(&number).await? {
            self.set_timers_of(&dossier.case).await?;
        }
        self.store().outbox_done(&entry.id).await?;
        Ok(())
    }
}
