//! What the citizen still has to do after the result (办完以后的事): told with the result, and again
//! shortly before the last day. Reminders, never limits of the government's.

use std::sync::Arc;

use casework::{Case, DueObligation, Event, Recorded, case::day_of};
use catalog::{Catalog, assess};
use documents::day;
use identifiers::CaseNumber;
use jiff::{Span, Timestamp, civil::Date};
use store::{NewMessage, NewOutbox};

use crate::{App, Failure, words};

/// The outbox's channel for reminders.
pub(crate) const CHANNEL: &str = "reminder";

/// The kind of message that a reminder is.
const KIND: &str = "reminder";

/// How many days before the last one is reminded, where there is time enough.
const DAYS_BEFORE: i64 = 7;

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
    let found = case.obligations(&catalog.calendar);
    let views = found.iter().map(|one| {
        let due = next_due(catalog, one, today);
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
    });
    views.collect()
}

fn row(catalog: &Catalog, case: &Case, one: &DueObligation<'_>) -> Option<String> {
    let item = one.obligation.item.as_ref()?;
    let task = case.tasks.iter().find(|task| task.item == *item && task.row == one.row)?;
    words::row_of_task(catalog, case, task)
}

/// The last day; of what comes round, the next one.
fn next_due(catalog: &Catalog, one: &DueObligation<'_>, today: Date) -> Option<workdays::Due> {
    let mut due = one.due?;
    if let Some(every) = one.obligation.every.filter(|every| every.count > 0) {
        while due.date < today {
            due = assess::due(every, due.date, &catalog.calendar);
        }
    }
    Some(due)
}

/// In the inbox: what a result that was just granted asks of the applicant. In the outbox, for later:
/// the reminder before the last day.
pub(crate) fn tell(
    catalog: &Catalog,
    case: &Case,
    events: &[Arc<Recorded>],
) -> (Vec<NewMessage>, Vec<NewOutbox>) {
    let (mut messages, mut outbox) = (Vec::new(), Vec::new());
    let granted = |event: &Event| match event {
        Event::TaskGranted { task, .. } => case.task(task).map(|task| (Some(&task.item), task.row)),
        Event::Completed => Some((None, None)),
        _ => None,
    };
    for recorded in events {
        let Some((item, row)) = granted(&recorded.event) else { continue };
        let today = day_of(recorded.at);
        let found = case.obligations(&catalog.calendar);
        let follows = |one: &&DueObligation<'_>| {
            one.obligation.item.as_ref() == item && one.row == row && !one.obligation.met_by_item
        };
        for one in found.iter().filter(follows) {
            let due = next_due(catalog, one, today);
            messages.push(NewMessage {
                account: case.applicant.clone(),
                case: case.number.clone(),
                kind: KIND.into(),
                text: sentence("办好以后请记得", one, due.map(|due| due.date)),
            });
            if let Some(due) = due.filter(|due| due.date > today) {
                outbox.push(NewOutbox {
                    channel: CHANNEL.into(),
                    subject: case.number.to_string(),
                    body: serde_json::json!({ "obligation": one.obligation.id, "row": one.row }),
                    due_at: Some(reminded_at(today, due.date)),
                });
            }
        }
    }
    (messages, outbox)
}

fn sentence(begin: &str, one: &DueObligation<'_>, due: Option<Date>) -> String {
    let text = one.obligation.text.trim_end_matches('。');
    let limit = &one.obligation.limit;
    let by = due.map_or_else(|| format!("（{limit}）"), |due| format!("，最晚{}（{limit}）", day(due)));
    let then =
        one.obligation.consequence.as_ref().map_or_else(String::new, |then| format!("不办的：{then}。"));
    format!("{begin}：{text}{by}。{then}")
}

/// Nine in the morning some days before the last one, and never before half of the time has gone by.
fn reminded_at(from: Date, due: Date) -> Timestamp {
    let half = i64::from((due - from).get_days()) / 2;
    let on = due.checked_sub(Span::new().days(DAYS_BEFORE.min(half))).unwrap_or(due);
    let nine = jiff::tz::offset(8).to_timestamp(on.at(9, 0, 0, 0));
    nine.unwrap_or(Timestamp::MAX)
}

impl App {
    /// Puts a reminder into the applicant's inbox. Of what comes round, the moment of the next reminder.
    pub(crate) async fn remind(&self, entry: &store::OutboxEntry) -> Result<Option<Timestamp>, Failure> {
        let number = CaseNumber::parse(&entry.subject).map_err(|_| Failure::NotFound)?;
        let Some(dossier) = self.store().dossier(&number).await? else { return Ok(None) };
        let (catalog, case, today) = (self.catalog(), &dossier.case, self.today());
        let id = entry.body.get("obligation").and_then(|id| id.as_str()).unwrap_or_default();
        let row =
            entry.body.get("row").and_then(serde_json::Value::as_u64).and_then(|row| row.try_into().ok());
        let found = case.obligations(&catalog.calendar);
        let Some(one) = found.iter().find(|one| one.obligation.id == *id && one.row == row) else {
            return Ok(None);
        };
        let due = next_due(&catalog, one, today).map(|due| due.date);
        let message = NewMessage {
            account: case.applicant.clone(),
            case: number,
            kind: KIND.into(),
            text: sentence("快到时间了，请记得", one, due),
        };
        let key = format!("{}-{today}", entry.id);
        self.store().deliver_once(&key, &message, self.now()).await?;
        let next = one.obligation.every.zip(due).map(|(every, due)| {
            let after = assess::due(every, due, &catalog.calendar).date;
            reminded_at(due, after)
        });
        Ok(next)
    }
}
