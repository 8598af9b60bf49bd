//! Telling people what happened: a message in the inboxes of applicant and agent, and a
//! word to the outside through the outbox, written with the events themselves.

use std::{collections::BTreeSet, sync::Arc};

use casework::{
    AccountId, Asked, Case, Event, MatterAct, MatterKind, Recorded, Role, TaskId, results::ResultStep,
};
use catalog::Catalog;
use store::{NewMessage, NewOutbox};

use crate::{
    App, Failure, obligations, outside,
    words::{self, Told},
};

/// Messages to the applicant and to those who act for them now, and words to the outside for these events.
pub(crate) fn tell(
    catalog: &Catalog,
    theme_name: &str,
    base_url: &str,
    case: &Case,
    agents: &[AccountId],
    events: &[Arc<Recorded>],
) -> (Vec<NewMessage>, Vec<NewOutbox>) {
    let mut messages = Vec::new();
    let mut outbox = Vec::new();
    let name = |task: &TaskId| task_name(catalog, case, task);
    for recorded in events {
        let mut tell = |account: &AccountId, text: String| {
            messages.push(NewMessage::new(account, &case.number, kind(&recorded.event), text));
        };
        if let Some(text) = words::message(&recorded.event, theme_name, Told::Applicant, &name) {
            tell(&case.applicant, text);
        }
        let to_agents =
            words::message(&recorded.event, theme_name, Told::AgentOf(&case.applicant_name), &name);
        if let Some(text) = to_agents {
            agents.iter().for_each(|agent| tell(agent, text.clone()));
        }
        if let Some(text) = to_citizen(case, theme_name, &recorded.event) {
            tell(&case.applicant, text);
        }
        outbox.extend(to_department(case, &recorded.event));
        if let Event::TaskReady { task, due, .. } = &recorded.event
            && let Some(ready) = case.task(task)
        {
            let body = serde_json::json!({ "task": task.0, "item": ready.item, "due": due });
            outbox.push(NewOutbox {
                channel: format!("department:{}", ready.department),
                subject: task.0.clone(),
                body,
                due_at: None,
            });
        }
    }
    messages.extend(obligations::tell(catalog, case, events));
    // With the end comes the link for rating, in one word with it (`rating_asked`).
    let goes_out = |message: &&NewMessage| !is_of_the_end(message, case);
    outbox.extend(messages.iter().filter(goes_out).map(|message| outside(message, base_url)));
    (messages, outbox)
}

/// The applicant's message that all is completed.
pub(crate) fn is_of_the_end(message: &NewMessage, case: &Case) -> bool {
    message.kind == "completed" && message.account == case.applicant
}

/// The word to the outside that goes with a message in an inbox. By text message nothing of what the message
/// says goes out, only of which kind it is.
pub(crate) fn outside(message: &NewMessage, base_url: &str) -> NewOutbox {
    let number = message.case.as_str();
    let body = serde_json::json!({
        "message": message.id,
        "case": number,
        "text": message.text,
        "short": words::short(&message.kind, number),
        "link": format!("{base_url}{}", words::message_path(&message.kind, number)),
    });
    let subject = message.account.to_string();
    NewOutbox { channel: outside::PERSON.into(), subject, body, due_at: None }
}

impl App {
    /// Those who hold one of these roles, or several.
    pub(crate) async fn holders_of(&self, roles: &[Role]) -> Result<BTreeSet<AccountId>, Failure> {
        let mut holders = BTreeSet::new();
        for role in roles {
            holders.extend(self.store().accounts_with(role).await?.into_iter().map(|account| account.id));
        }
        Ok(holders)
    }
}

/// What whoever rated badly, complained or asked about the own data is told of it, at each turn.
fn to_citizen(case: &Case, theme_name: &str, event: &Event) -> Option<String> {
    let (nth, act, due) = match event {
        Event::MatterOpened(opened) if !matches!(opened.kind, MatterKind::Rectification { .. }) => {
            (opened.nth, None, Some(opened.due))
        }
        Event::MatterStepped { nth, act, text, due } => (*nth, Some((*act, text.as_str())), *due),
        _ => return None,
    };
    match case.matter(nth)?.kind {
        MatterKind::Rectification { .. } | MatterKind::Complaint => {
            words::told_of_matter(&format!("您的“{theme_name}”：您反映的情况"), act, due)
        }
        MatterKind::PersonalData { .. } => {
            words::told_of_data_request(&format!("您的“{theme_name}”：您对个人信息的请求"), act, due)
        }
        MatterKind::Urge | MatterKind::Finding { .. } => None,
    }
}

/// What a department is told of its limits and of what it has to answer for: before, and when it is late.
fn to_department(case: &Case, event: &Event) -> Option<NewOutbox> {
    let (department, body) = match event {
        Event::Lit(lit) => {
            let task = lit.task.as_ref().and_then(|id| case.task(id));
            let department = task.map_or(&case.plan.lead, |task| &task.department);
            (
                department,
                serde_json::json!({ "case": case.number.as_str(), "task": lit.task, "light": lit.light, "due": lit.due }),
            )
        }
        Event::Result(ResultStep::SlipReported { task, due, .. }) => (
            &case.task(task)?.department,
            serde_json::json!({ "case": case.number.as_str(), "task": task, "slip": true, "due": due }),
        ),
        Event::QuestionAsked { nth, to: Asked::Department { department }, due, .. } => {
            (department, serde_json::json!({ "case": case.number.as_str(), "question": nth, "due": due }))
        }
        Event::MatterOpened(opened) => (
            &opened.department,
            serde_json::json!({ "case": case.number.as_str(), "matter": opened.nth, "kind": opened.kind.as_str(), "due": opened.due }),
        ),
        Event::MatterStepped { nth, act: MatterAct::Overdue, due, .. } => (
            &case.matter(*nth)?.department,
            serde_json::json!({ "case": case.number.as_str(), "matter": nth, "overdue": due }),
        ),
        _ => return None,
    };
    let subject = case.number.to_string();
    Some(NewOutbox { channel: format!("department:{department}"), subject, body, due_at: None })
}

/// An item's name, with the row where it is done several times.
pub(crate) fn task_name(catalog: &Catalog, case: &Case, id: &TaskId) -> String {
    case.task(id).map_or_else(|| id.0.clone(), |task| words::task(catalog, case, task))
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::CorrectionAsked { .. }
        | Event::CorrectionUnmet { .. }
        | Event::CorrectionAskedAgain { .. } => "correction",
        Event::Accepted { .. } => "accepted",
        Event::NotAccepted { .. } | Event::NotRequired { .. } | Event::NotOurAuthority { .. } => {
            "not_accepted"
        }
        Event::DeferralReminded { .. } => "reminder",
        Event::DeferralMissed { .. } | Event::DeferralExtended { .. } | Event::DeferralEnded { .. } => {
            "deferral"
        }
        Event::PromiseToCheck { .. }
        | Event::PromiseChecked { .. }
        | Event::RevocationAnnounced { .. }
        | Event::ResultRevoked { .. }
        | Event::RepairDecided { .. } => "promise",
        Event::TaskGranted { .. } => "granted",
        Event::TaskRefused { .. } => "refused",
        Event::Completed => "completed",
        Event::Delivered { .. } => "delivered",
        Event::Exit(_) => "delivery",
        Event::Result(_) => "result",
        _ => "progress",
    }
}
