//! Acting for somebody else (代理): at a counter before which they stand, or under a mandate. What the law
//! reserves to the people themselves is refused here and nowhere else.

use catalog::{ItemId, ThemeId, model::Signature};

use super::{Action, may};
use crate::{
    actor::{AccountId, Actor, Role},
    case::{Case, Channel},
    command::Submission,
    mandate::{Mandate, MandatedAct},
    plan::CasePlan,
    refusal::Refusal,
};

/// Whether the actor may hand this in: an applicant online for themselves, an agent online under a
/// mandate, which is the answer, a clerk at the own counter for a walk-in.
///
/// # Errors
/// As [`may_act_for`].
pub fn may_submit<'a>(actor: &'a Actor, submission: &Submission) -> Result<Option<&'a Mandate>, Refusal> {
    let own = actor.account() == Some(&submission.applicant);
    let plan = &submission.plan;
    match &submission.channel {
        Channel::Online if own => may(actor, Action::Submit, None).map(|()| None),
        Channel::Online => {
            let in_person = plan.reserved_to_person();
            let act = MandatedAct::HandIn;
            mandate_for(actor, &submission.applicant, &plan.theme, act, in_person.as_deref()).map(Some)
        }
        Channel::Counter { place } if actor.roles().contains(&Role::Clerk { place: place.clone() }) => {
            may(actor, Action::SubmitForAnother, None)?;
            if own { Err(Refusal::OwnCase) } else { Ok(None) }
        }
        Channel::Counter { .. } => Err(Refusal::NotAllowed),
    }
}

/// Whether the actor may write an application for that person in that thing: a clerk before whom they
/// stand, or an agent with a mandate. What the law reserves to the people themselves (行政许可法
/// 第二十九条) no mandate covers; `in_person` says why.
///
/// # Errors
/// [`Refusal::InPersonOnly`] with why, [`Refusal::MandateMissing`]; as [`may`] otherwise.
pub fn may_act_for(
    actor: &Actor,
    principal: &AccountId,
    theme: &ThemeId,
    in_person: Option<&str>,
) -> Result<(), Refusal> {
    may(actor, Action::SubmitForAnother, None)?;
    if may(actor, Action::ReceiveWalkIn, None).is_ok() {
        return Ok(());
    }
    mandate_for(actor, principal, theme, MandatedAct::Fill, in_person).map(drop)
}

fn mandate_for<'a>(
    actor: &'a Actor,
    principal: &AccountId,
    theme: &ThemeId,
    act: MandatedAct,
    in_person: Option<&str>,
) -> Result<&'a Mandate, Refusal> {
    may(actor, Action::SubmitForAnother, None)?;
    may_be_mandated(in_person)?;
    let mut mandates = actor.mandates().iter();
    let found = mandates.find(|mandate| mandate.principal == *principal && mandate.lets(act, theme));
    found.ok_or(Refusal::MandateMissing)
}

/// Whether anybody may be given a mandate for a thing; `in_person` says why not.
///
/// # Errors
/// [`Refusal::InPersonOnly`] with why.
pub fn may_be_mandated(in_person: Option<&str>) -> Result<(), Refusal> {
    match in_person {
        Some(why) => Err(Refusal::InPersonOnly { why: why.to_owned() }),
        None => Ok(()),
    }
}

/// Whether somebody may sign a promise about that item for another. Where the people concerned have to
/// sign by hand (inheritance: 电子签名法第三条), nobody does it for them.
///
/// # Errors
/// [`Refusal::InPersonOnly`] with what they have to do themselves.
pub fn may_sign_for_another(plan: &CasePlan, item: Option<&ItemId>) -> Result<(), Refusal> {
    let items = plan.items.iter().filter(|planned| item.is_none_or(|item| planned.item == *item));
    let by_hand = items.flat_map(|item| &item.parties).find(|party| party.sign == Some(Signature::Hand));
    may_be_mandated(by_hand.map(|party| format!("{}：{}", party.role, party.act)).as_deref())
}

/// The mandate in force under which the actor may see the case of somebody else.
pub(crate) fn mandate_over<'a>(actor: &'a Actor, case: &Case) -> Option<&'a Mandate> {
    actor.mandates().iter().find(|mandate| mandate.covers(case))
}

pub(super) fn is_mandated(actor: &Actor, case: &Case, act: MandatedAct) -> bool {
    actor.mandates().iter().any(|mandate| mandate.covers(case) && mandate.acts.contains(&act))
}
