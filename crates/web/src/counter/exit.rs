//! 一口出件 at the counter: saying that results can be collected, handing them out, sending them, and what
//! became of a parcel.

use axum::response::Response;
use casework::{
    case::Delivery,
    exit::{Receiver, Way},
};
use jiff::civil::Date;
use service::{BatchView, CaseCommand, CaseView, CollectingAgent, Complaint, ExitInput, Failure};

use super::{Intake, case};
use crate::{
    act::Act,
    csrf::{Pairs, value, values},
    error::Failed,
    ui::field::{self, Field},
};

/// What can be done about a case's results on paper, as forms.
pub(super) struct ExitForms {
    /// Results that are to go out: task, name, day, lies here already.
    pub(super) waiting: Vec<(String, String, String)>,
    pub(super) hand_out: Vec<Field>,
    pub(super) post: Vec<Field>,
    pub(super) parcels: Vec<Parcel>,
}

/// A parcel on its way.
pub(super) struct Parcel {
    pub(super) nth: u32,
    pub(super) text: String,
    pub(super) arrived: Field,
    pub(super) returned: Vec<Field>,
}

impl ExitForms {
    pub(super) fn of(
        case: &CaseView,
        agents: &[CollectingAgent],
        typed: &Pairs,
        complaints: &[Complaint],
        today: Date,
    ) -> Self {
        let wrong = |name: &str| field::wrong(complaints, name);
        let shown = |name: &str, first: &str| match value(typed, name) {
            "" => first.to_owned(),
            typed => typed.to_owned(),
        };
        let line = |name: &str, label: String, first: &str| {
            Field::text(name, label).value(shown(name, first)).error(wrong(name))
        };
        let today = today.to_string();
        let waiting = case.outgoing.waiting.iter().map(|one| {
            let note = match (one.collectable, one.due) {
                (true, _) => t!("counter.exit.lies_here").into_owned(),
                (false, Some(due)) => t!("counter.exit.due", day = crate::ui::day(due)).into_owned(),
                (false, None) => String::new(),
            };
            let to_make =
                one.certificate_due.map(|due| t!("counter.exit.to_make", day = crate::ui::day(due)));
            let note = [Some(note).filter(|note| !note.is_empty()), to_make.map(Into::into)];
            let note = note.into_iter().flatten().collect::<Vec<String>>().join("，");
            (one.task.to_string(), one.name.clone(), note)
        });
        Self {
            waiting: waiting.collect(),
            hand_out: vec![
                line("code", t!("counter.exit.code").into(), "")
                    .optional()
                    .help(t!("counter.exit.code_help"))
                    .width("middle"),
                line("document", t!("counter.exit.document").into(), "")
                    .optional()
                    .help(t!("counter.exit.document_help")),
                receiver(case, agents, typed).error(wrong("mandate")),
                line("signed_as", t!("counter.exit.signed_as").into(), "")
                    .help(t!("counter.exit.signed_as_help")),
            ],
            post: vec![
                line("carrier", t!("counter.exit.carrier").into(), "中国邮政").width("middle"),
                line("tracking", t!("counter.exit.tracking").into(), "").width("middle"),
                Field::date("sent_on", t!("counter.exit.sent_on")).value(shown("sent_on", &today)),
            ],
            parcels: parcels(&case.outgoing.batches, typed, &today),
        }
    }
}

/// Who collects: the applicant, or one of those whom a recorded mandate lets.
fn receiver(case: &CaseView, agents: &[CollectingAgent], typed: &Pairs) -> Field {
    let own = (String::new(), t!("counter.exit.applicant", name = case.applicant_name).into_owned());
    let agents = agents.iter().map(|one| {
        let words = t!("counter.exit.agent", name = one.name, until = crate::ui::day(one.until));
        (one.mandate.clone(), words.into_owned())
    });
    Field::choose("mandate", t!("counter.exit.receiver"), std::iter::once(own).chain(agents).collect())
        .value(value(typed, "mandate"))
}

fn parcels(batches: &[BatchView], typed: &Pairs, today: &str) -> Vec<Parcel> {
    let underway = batches.iter().filter(|batch| batch.underway);
    let parcels = underway.map(|batch| Parcel {
        nth: batch.nth,
        text: match &batch.way {
            Way::Posted { carrier, tracking, .. } => format!("{carrier} {tracking}"),
            Way::HandedOut { .. } => String::new(),
        },
        arrived: Field {
            id: format!("f-arrived-{}", batch.nth),
            ..Field::date("on", t!("counter.exit.arrived_on")).value(today)
        },
        returned: vec![
            Field {
                id: format!("f-returned-{}", batch.nth),
                ..Field::date("on", t!("counter.exit.returned_on")).value(today)
            },
            Field::text("reason", t!("counter.exit.returned_why")).value(value(typed, "reason")),
            Field::choose(
                "next",
                t!("counter.exit.next"),
                vec![
                    (String::new(), t!("counter.exit.next_asks").into()),
                    ("counter".into(), t!("counter.exit.next_counter").into()),
                    ("post".into(), t!("counter.exit.next_post").into()),
                ],
            )
            .value(value(typed, "next")),
            Field::text("recipient", t!("portal.delivery.recipient"))
                .optional()
                .value(value(typed, "recipient")),
            Field::text("mobile", t!("portal.delivery.mobile"))
                .optional()
                .inputmode("tel")
                .value(value(typed, "mobile")),
            Field::text("address", t!("portal.delivery.address")).optional().value(value(typed, "address")),
        ],
    });
    parcels.collect()
}

/// The results that were ticked. A form whose ticks were all taken away means none, not all.
fn tasks(pairs: &Pairs) -> Vec<String> {
    let sent = values(pairs, "task");
    let ticked: Vec<String> =
        sent.iter().filter(|task| !task.is_empty()).map(|task| (*task).to_owned()).collect();
    if ticked.is_empty() && !sent.is_empty() { vec![String::new()] } else { ticked }
}

/// The day that was typed; today where none was.
fn day(pairs: &Pairs, name: &str) -> Result<Option<Date>, Failed> {
    match value(pairs, name) {
        "" => Ok(None),
        typed => {
            let wrong = |_| Failure::invalid(format!("/{name}"), "wrong_date", t!("counter.exit.wrong_day"));
            Ok(Some(typed.parse().map_err(wrong)?))
        }
    }
}

pub(super) async fn say_ready(act: Act<Intake>) -> Result<Response, Failed> {
    let command = CaseCommand::Exit(ExitInput::SayReady(Vec::new()));
    case::carry_out(act, "ready", Ok(command)).await
}

pub(super) async fn hand_out(act: Act<Intake>) -> Result<Response, Failed> {
    let text = |name: &str| act.text(name);
    let receiver = Receiver {
        name: String::new(),
        mandate: Some(text("mandate")).filter(|mandate| !mandate.is_empty()),
        signed_as: text("signed_as"),
    };
    let input = ExitInput::HandOut {
        tasks: tasks(&act.pairs),
        receiver,
        code: text("code"),
        document: text("document"),
    };
    case::carry_out(act, "deliver", Ok(CaseCommand::Exit(input))).await
}

pub(super) async fn post(act: Act<Intake>) -> Result<Response, Failed> {
    let command = day(&act.pairs, "sent_on").map(|on| {
        let (carrier, tracking) = (act.text("carrier"), act.text("tracking"));
        CaseCommand::Exit(ExitInput::Post { tasks: tasks(&act.pairs), carrier, tracking, on })
    });
    case::carry_out(act, "posted", command).await
}

pub(super) async fn arrived(act: Act<Intake>) -> Result<Response, Failed> {
    let batch = act.value("batch").parse().unwrap_or_default();
    let command = day(&act.pairs, "on").map(|on| CaseCommand::Exit(ExitInput::Arrived { batch, on }));
    case::carry_out(act, "deliver", command).await
}

pub(super) async fn returned(act: Act<Intake>) -> Result<Response, Failed> {
    let text = |name: &str| act.text(name);
    let next = match (act.value("next"), act.who.clerk_place()) {
        ("counter", Some(place)) => Some(Delivery::Counter { place: place.clone() }),
        ("post", _) => Some(Delivery::Post {
            recipient: text("recipient"),
            mobile: text("mobile"),
            address: text("address"),
        }),
        _ => None,
    };
    let batch = act.value("batch").parse().unwrap_or_default();
    let command = day(&act.pairs, "on")
        .map(|on| CaseCommand::Exit(ExitInput::CameBack { batch, on, reason: text("reason"), next }));
    case::carry_out(act, "returned", command).await
}
