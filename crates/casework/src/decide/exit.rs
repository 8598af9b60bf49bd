//! 一口出件: what is decided about results on paper on their way to the applicant.

use jiff::civil::Date;

use super::{Context, at_stage, delivery, reason_given};
use crate::{
    case::{Case, Delivery, StageName, Task, TaskId},
    event::Event,
    evolve::{evolve, record},
    exit::{Batch, Exit, ExitAct, ExitStep, MOST_WRONG_CODES, Proof, Receiver, Way},
    policy::{self, Action},
    refusal::Refusal,
};

/// Papers go out while it is worked on and afterwards; once delivered, those that were corrected.
const WHILE_PAPER_GOES_OUT: [StageName; 3] =
    [StageName::InProgress, StageName::Completed, StageName::Delivered];

pub(super) fn act(case: &Case, act: ExitAct, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    match act {
        ExitAct::Choose(exit) => choose(case, exit, ctx),
        ExitAct::SayReady(tasks) => say_ready(case, tasks, ctx),
        ExitAct::HandOut { tasks, receiver, proof } => hand_out(case, tasks, receiver, proof, ctx),
        ExitAct::NoteWrongCode => note_wrong_code(case, ctx),
        ExitAct::Post { tasks, carrier, tracking, on } => post(case, tasks, carrier, tracking, on, ctx),
        ExitAct::NoteArrival { batch, on } => note_arrival(case, batch, on, ctx),
        ExitAct::NoteReturn { batch, on, reason, next } => note_return(case, batch, on, reason, next, ctx),
    }
}

/// Together or as they come, until the first has gone out.
fn choose(case: &Case, exit: Exit, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ChooseDelivery, Some(case))?;
    let before_the_end =
        [StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress, StageName::Completed];
    at_stage(case, &before_the_end)?;
    if !case.outgoing.batches.is_empty() {
        return Err(Refusal::AlreadySent);
    }
    Ok(vec![Event::Exit(ExitStep::Chosen { exit })])
}

/// The results lie at the chosen counter: the applicant is told and can come.
fn say_ready(case: &Case, tasks: Vec<TaskId>, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let tasks = going_out(case, tasks, ctx)?;
    if !matches!(case.delivery, Delivery::Counter { .. }) {
        return Err(Refusal::OtherWayChosen);
    }
    let mut events = made(case, |task| tasks.contains(&task.id));
    events.push(Event::Exit(ExitStep::ReadyToCollect { tasks }));
    Ok(events)
}

/// Hands results out at the counter (窗口领取) to the applicant, or to somebody with a mandate.
fn hand_out(
    case: &Case,
    tasks: Vec<TaskId>,
    receiver: Receiver,
    proof: Proof,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let tasks = going_out(case, tasks, ctx)?;
    let own = receiver.name.trim() == case.applicant_name;
    match &receiver.mandate {
        None if !own => return Err(Refusal::ReceiverWithoutMandate),
        Some(mandate) if mandate.trim().is_empty() => return Err(Refusal::ReceiverWithoutMandate),
        _ => {}
    }
    if receiver.signed_as.trim() != receiver.name.trim() || receiver.name.trim().is_empty() {
        return Err(Refusal::SignatureDiffers);
    }
    match &proof {
        Proof::Code if case.outgoing.wrong_codes >= MOST_WRONG_CODES => return Err(Refusal::CodeWorn),
        Proof::Document { document } if document.trim().is_empty() => return Err(Refusal::DocumentMissing),
        _ => {}
    }
    let note = match &receiver.mandate {
        None => receiver.name.clone(),
        Some(mandate) => format!("{}（{mandate}）", receiver.name),
    };
    let mut events = made(case, |task| tasks.contains(&task.id));
    events.push(Event::Exit(ExitStep::HandedOut { tasks, receiver, proof }));
    Ok(concluded(case, events, note, ctx))
}

/// Counts a wrong pick-up code.
fn note_wrong_code(case: &Case, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    going_out(case, Vec::new(), ctx)?;
    if case.outgoing.wrong_codes >= MOST_WRONG_CODES {
        return Err(Refusal::CodeWorn);
    }
    Ok(vec![Event::Exit(ExitStep::WrongCode)])
}

/// Sends results by post (邮寄).
fn post(
    case: &Case,
    tasks: Vec<TaskId>,
    carrier: String,
    tracking: String,
    on: Date,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let tasks = going_out(case, tasks, ctx)?;
    if !matches!(case.delivery, Delivery::Post { .. }) {
        return Err(Refusal::OtherWayChosen);
    }
    if case.outgoing.address_wanted {
        return Err(Refusal::AddressWanted);
    }
    if carrier.trim().is_empty() || tracking.trim().is_empty() {
        return Err(Refusal::PostIncomplete);
    }
    let decided = tasks.iter().filter_map(|id| case.task(id)).filter_map(Task::decided_on).max();
    if on > ctx.today() || decided.is_some_and(|decided| on < decided) {
        return Err(Refusal::WrongDay);
    }
    let mut events = made(case, |task| tasks.contains(&task.id));
    events.push(Event::Exit(ExitStep::Posted { tasks, carrier, tracking, on }));
    Ok(events)
}

/// A parcel arrived (妥投): the carrier says so, or the applicant.
fn note_arrival(case: &Case, nth: u32, on: Date, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ConfirmArrival, Some(case))?;
    let (carrier, tracking) = underway(case, nth, on, ctx)?;
    let note = format!("{carrier} {tracking}");
    Ok(concluded(case, vec![Event::Exit(ExitStep::Arrived { batch: nth, on })], note, ctx))
}

/// A parcel came back (退回): it goes to a corrected address, or is collected.
fn note_return(
    case: &Case,
    nth: u32,
    on: Date,
    reason: String,
    next: Option<Delivery>,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Deliver, Some(case))?;
    underway(case, nth, on, ctx)?;
    reason_given(&reason)?;
    let mut events = vec![Event::Exit(ExitStep::CameBack { batch: nth, on, reason })];
    if let Some(delivery) = next {
        delivery::complete(&delivery)?;
        events.push(Event::DeliveryChosen { delivery });
    }
    Ok(events)
}

/// What lies at the counter or goes out has been made: the duty to make its certificate (制证) ends with it.
pub(super) fn made(case: &Case, goes_out: impl Fn(&Task) -> bool) -> Vec<Event> {
    let awaited = case.certificates_awaited().into_iter();
    let made = awaited.filter(|(task, _)| goes_out(task));
    made.map(|(task, _)| Event::CertificateMade { task: task.id.clone() }).collect()
}

/// The results that are to go out, or those of them that are named.
fn going_out(case: &Case, named: Vec<TaskId>, ctx: &Context) -> Result<Vec<TaskId>, Refusal> {
    policy::may(ctx.actor, Action::Deliver, Some(case))?;
    at_stage(case, &WHILE_PAPER_GOES_OUT)?;
    let all: Vec<TaskId> = case.to_go_out().into_iter().map(|task| task.id.clone()).collect();
    if all.is_empty() || named.iter().any(|task| !all.contains(task)) {
        return Err(Refusal::NothingToHandOut);
    }
    Ok(if named.is_empty() { all } else { named })
}

/// Carrier and number of a parcel that is on its way and was sent on that day at the latest.
fn underway<'a>(case: &'a Case, nth: u32, on: Date, ctx: &Context) -> Result<(&'a str, &'a str), Refusal> {
    at_stage(case, &WHILE_PAPER_GOES_OUT)?;
    let batch = case.outgoing.batches.iter().find(|batch| batch.nth == nth);
    match batch.filter(|batch| batch.is_underway()) {
        Some(Batch { way: Way::Posted { carrier, tracking, sent_on, .. }, .. }) => {
            if on > ctx.today() || on < *sent_on {
                return Err(Refusal::WrongDay);
            }
            Ok((carrier, tracking))
        }
        _ => Err(Refusal::NoSuchBatch),
    }
}

/// With the last of it the case is delivered.
fn concluded(case: &Case, mut events: Vec<Event>, note: String, ctx: &Context) -> Vec<Event> {
    let recorded = record(case.version, events.clone(), ctx);
    let after = recorded.iter().fold(case.clone(), |case, recorded| evolve(Some(case), recorded));
    if after.stage.name() == StageName::Completed && after.is_all_out() {
        events.push(Event::Exit(ExitStep::Concluded { note }));
    }
    events
}
