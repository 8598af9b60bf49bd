//! 当事人确认: asking a second person, their yes from the own account or before a clerk, and taking it back.

use catalog::ItemId;

use super::{Context, at_stage};
use crate::{
    actor::Actor,
    case::{Case, StageName},
    confirmation::PartyPerson,
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

const OPEN: &[StageName] = &[StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress];

/// The applicant asks a party to confirm with their own account; once more where no answer came in time.
pub(super) fn ask(case: &Case, item: &ItemId, role: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskParty, Some(case))?;
    at_stage(case, OPEN)?;
    let person = person_of(case, item, &role)?;
    if !person.party.confirms_online() {
        return Err(Refusal::InPersonOnly { why: format!("{role}：{}", person.party.act) });
    }
    let name = person.name.ok_or(Refusal::NoSuchParty)?;
    if name == case.applicant_name.trim() {
        return Err(Refusal::OwnConfirmation);
    }
    if case.confirmation(item, &role).is_some_and(|asked| asked.given.is_some()) {
        return Err(Refusal::AlreadyConfirmed);
    }
    Ok(vec![Event::ConfirmationAsked { item: item.clone(), role }])
}

/// The party signs with their own name.
pub(super) fn confirm(
    case: &Case,
    item: &ItemId,
    role: String,
    signed_as: &str,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ConfirmAsParty, Some(case))?;
    at_stage(case, OPEN)?;
    let person = person_of(case, item, &role)?;
    let asked = case.confirmation(item, &role).ok_or(Refusal::NoSuchParty)?;
    if asked.given.is_some() {
        return Err(Refusal::AlreadyConfirmed);
    }
    if asked.has_lapsed(ctx.now) {
        return Err(Refusal::CodeLapsed);
    }
    let Actor::Party { account, name, .. } = ctx.actor else { return Err(Refusal::NotAllowed) };
    if *account == case.applicant {
        return Err(Refusal::OwnConfirmation);
    }
    if person.name.as_deref() != Some(name.trim()) || signed_as.trim() != name.trim() {
        return Err(Refusal::SignatureDiffers);
    }
    let name = name.trim().to_owned();
    Ok(vec![Event::PartyConfirmed { item: item.clone(), role, name, at_counter: false }])
}

/// A clerk or the registrar records the parties who stand there, with their documents, and sign: those
/// who have to be there together all at once.
pub(super) fn record(
    case: &Case,
    item: &ItemId,
    roles: Vec<String>,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let planned = case.plan.item(item).ok_or(Refusal::NoSuchParty)?;
    policy::may_record_parties(ctx.actor, case, &planned.department)?;
    at_stage(case, OPEN)?;
    if roles.is_empty() {
        return Err(Refusal::NoSuchParty);
    }
    let missing: Vec<String> =
        case.parties_open(item).into_iter().filter(|role| !roles.contains(role)).collect();
    if planned.wants_all_there() && !missing.is_empty() {
        return Err(Refusal::PartiesOpen(missing));
    }
    let mut events = Vec::with_capacity(roles.len());
    for role in roles {
        let person = person_of(case, item, &role)?;
        if case.confirmation(item, &role).is_some_and(|asked| asked.given.is_some()) {
            return Err(Refusal::AlreadyConfirmed);
        }
        let name = person.name.unwrap_or_else(|| role.clone());
        events.push(Event::PartyConfirmed { item: item.clone(), role, name, at_counter: true });
    }
    Ok(events)
}

/// Either takes a confirmation back, until the application is accepted.
pub(super) fn take_back(
    case: &Case,
    item: &ItemId,
    role: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::TakeBackConfirmation, Some(case))?;
    if !case.is_before_acceptance() {
        return Err(Refusal::WrongStage { now: case.stage.name() });
    }
    let given = case.confirmation(item, &role).and_then(|asked| asked.given.as_ref());
    let given = given.ok_or(Refusal::NoSuchParty)?;
    let own = ctx.actor.account() == Some(&case.applicant) || ctx.actor.account() == given.by.as_ref();
    if !own {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![Event::ConfirmationTakenBack { item: item.clone(), role }])
}

fn person_of<'a>(case: &'a Case, item: &ItemId, role: &str) -> Result<PartyPerson<'a>, Refusal> {
    case.plan.item(item).and_then(|planned| planned.person(role, &case.form)).ok_or(Refusal::NoSuchParty)
}

/// Refuses to begin an item before everybody concerned has confirmed.
pub(super) fn all_there(case: &Case, item: &ItemId) -> Result<(), Refusal> {
    let open = case.parties_open(item);
    if open.is_empty() { Ok(()) } else { Err(Refusal::PartiesOpen(open)) }
}
