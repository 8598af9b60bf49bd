//! The rarer outcomes of an application (行政许可法 第三十二条第一款第一、二、三项): nothing has to be
//! applied for, another authority decides, a slip is corrected on the spot.

use super::{Context, at_stage, intake, reason_given, remedy_given};
use crate::{
    assessment::SpotChange,
    case::{Case, Form, StageName},
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

/// 不受理: by law nothing has to be applied for.
pub(super) fn not_required(
    case: &Case,
    reason: String,
    remedy: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::NotAccept, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    Ok(vec![Event::NotRequired { reason, remedy }])
}

/// 不予受理: another authority decides, which is named, and to which a counter hands over.
pub(super) fn not_our_authority(
    case: &Case,
    authority: String,
    reason: String,
    handed_over: String,
    remedy: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::NotAccept, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    if authority.trim().is_empty() {
        return Err(Refusal::AuthorityMissing);
    }
    reason_given(&reason)?;
    remedy_given(&remedy)?;
    Ok(vec![Event::NotOurAuthority { authority, reason, handed_over, remedy }])
}

/// 当场更正: the applicant stands at the counter, corrects slips on the form and confirms it with the name.
pub(super) fn correct_on_spot(
    case: &Case,
    form: Form,
    confirmed_by: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::CorrectOnSpot, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    intake::of_the_form(&case.plan, form.keys())?;
    let signed = confirmed_by.trim();
    if signed != case.applicant_name.trim() && case.agent_name() != Some(signed) {
        return Err(Refusal::SignatureDiffers);
    }
    let changes = form.into_iter().filter_map(|(element, now)| {
        let was = case.form.get(&element).cloned().unwrap_or_default();
        (was != now).then_some(SpotChange { element, was, now })
    });
    let changes: Vec<SpotChange> = changes.collect();
    if changes.is_empty() {
        return Err(Refusal::NothingCorrected);
    }
    Ok(vec![Event::CorrectedOnSpot { changes, confirmed_by: signed.to_owned() }])
}
