//! 监护人同意: a guardian agrees to the use of a young child's data, with the own account or before a clerk.

use super::Context;
use crate::{
    case::Case,
    event::Event,
    policy::{self, Action},
    privacy::GuardianConsent,
    refusal::Refusal,
};

/// The guardian signs, once a case.
pub(super) fn consent(
    case: &Case,
    mut consent: GuardianConsent,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ConsentAsGuardian, Some(case))?;
    if !case.wants_consent() {
        return Err(Refusal::NoConsentWanted);
    }
    consent.at_counter = policy::sees_paper(ctx.actor, case);
    signed(&consent, &case.applicant_name)?;
    Ok(vec![Event::GuardianConsented(consent)])
}

/// Refuses a consent without a name of the own, or without what the guardian is to the child.
pub(super) fn signed(consent: &GuardianConsent, whose: &str) -> Result<(), Refusal> {
    if consent.signed_as.trim() != whose.trim() {
        return Err(Refusal::SignatureDiffers);
    }
    if consent.relation.trim().is_empty() { Err(Refusal::RelationMissing) } else { Ok(()) }
}
