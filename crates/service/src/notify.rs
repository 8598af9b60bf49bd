//! Telling people what happened: a message in the applicant's inbox, and a
//! word to the outside through the outbox, written with the events themselves.

use std::sync::Arc;

use casework::{Case, Event, Recorded, TaskId};
use catalog::Catalog;
use store::{NewMessage, NewOutbox};

use crate::words;

/// Messages to the applicant and words to the outside for these events.
pub(crate) fn tell(
    catalog: &Catalog,
    theme_name: &str,
    case: &Case,
    events: &[Arc<Recorded>],
) -> (Vec<NewMessage>, Vec<NewOutbox>) {
    let mut messages = Vec::new();
    let mut outbox = Vec::new();
    for recorded in events {
        if let Some(text) = words::message(&recorded.event, theme_name, |task| task_name(catalog, case, task))
        {
            let body = serde_json::json!({ "case": case.number.as_str(), "text": text });
            outbox.push(NewOutbox { channel: "sms".into(), subject: case.applicant.to_string(), body });
            messages.push(NewMessage {
                account: case.applicant.clone(),
                case: case.number.clone(),
                kind: kind(&recorded.event).into(),
                text,
            });
        }
        if let Event::TaskReady { task, due, .. } = &recorded.event
            && let Some(ready) = case.task(task)
        {
            let body = serde_json::json!({ "task": task.0, "item": ready.item, "due": due });
            outbox.push(NewOutbox {
                channel: format!("department:{}", ready.department),
                subject: task.0.clone(),
                body,
            });
        }
    }
    (messages, outbox)
}

/// An item's name, with the row where it is done several times.
pub(crate) fn task_name(catalog: &Catalog, case: &Case, id: &TaskId) -> String {
    match case.task(id) {
        Some(task) => row_name(catalog.item_name(&task.item), task.row),
        None => id.0.clone(),
    }
}

/// A name with its row, counted from 0.
pub(crate) fn row_name(name: &str, row: Option<u32>) -> String {
    row.map_or_else(|| name.to_owned(), |row| format!("{name}（第{}份）", row + 1))
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::CorrectionAsked { .. } => "correction",
        Event::Accepted { .. } => "accepted",
        Event::NotAccepted { .. } => "not_accepted",
        Event::TaskGranted { .. } => "granted",
        Event::TaskRefused { .. } => "refused",
        Event::Completed => "completed",
        Event::Delivered { .. } => "delivered",
        _ => "progress",
    }
}
