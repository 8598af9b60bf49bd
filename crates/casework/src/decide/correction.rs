//! 补正、容缺: the one correction and its return, and materials that follow later.

use std::collections::BTreeSet;

use catalog::{ElementId, MaterialId};

use super::{Context, at_stage, intake};
use crate::{
    case::{Case, CorrectionNotice, Form, HandedIn, Stage, StageName},
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

/// Working days that the applicant has to return a correction. The law asks for a
/// reasonable time and names none; the notice states it.
pub const CORRECTION_WORKING_DAYS: u32 = 15;

/// Asks for the correction (补正告知): once, with everything that is wrong (行政许可法 第三十二条).
pub(super) fn ask(case: &Case, notice: CorrectionNotice, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskForCorrection, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection])?;
    if case.correction.is_some() {
        return Err(Refusal::AlreadyCorrected);
    }
    if notice.fields.is_empty() && notice.materials.is_empty() {
        return Err(Refusal::EmptyCorrection);
    }
    intake::of_the_form(&case.plan, notice.fields.iter().map(|remark| &remark.element))?;
    intake::of_the_list(&case.plan, notice.materials.iter().map(|remark| &remark.material))?;
    let mut remarks = notice
        .fields
        .iter()
        .map(|remark| &remark.remark)
        .chain(notice.materials.iter().map(|remark| &remark.remark));
    if remarks.any(|remark| remark.trim().is_empty()) {
        return Err(Refusal::ReasonMissing);
    }
    let due = ctx.calendar.add_working_days(ctx.today(), CORRECTION_WORKING_DAYS).date;
    Ok(vec![Event::CorrectionAsked { notice, due }])
}

/// Returns the correction: everything that the notice names, and nothing else.
pub(super) fn return_correction(
    case: &Case,
    form: Form,
    materials: Vec<HandedIn>,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::ReturnCorrection, Some(case))?;
    let (Stage::AwaitingCorrection { due }, Some(correction)) = (&case.stage, &case.correction) else {
        return Err(Refusal::WrongStage { now: case.stage.name() });
    };
    if ctx.today() > *due {
        return Err(Refusal::CorrectionOverdue { due: *due });
    }
    let materials = intake::tidy(materials, policy::sees_paper(ctx.actor, case));
    nothing_unasked(case, &correction.notice, &form, &materials)?;
    everything_answered(case, &correction.notice, &form, &materials)?;
    let form = form.into_iter().filter(|(element, value)| case.form.get(element) != Some(value)).collect();
    Ok(vec![Event::CorrectionReturned { form, materials }])
}

/// Where one way of several was enough, another way may come back in its place.
fn nothing_unasked(
    case: &Case,
    notice: &CorrectionNotice,
    form: &Form,
    materials: &[HandedIn],
) -> Result<(), Refusal> {
    let opened: BTreeSet<&ElementId> = notice.fields.iter().map(|remark| &remark.element).collect();
    let fields: Vec<_> = form.keys().filter(|element| !opened.contains(element)).cloned().collect();
    let opened: BTreeSet<&MaterialId> = notice.materials.iter().map(|remark| &remark.material).collect();
    let handed_in = materials.iter().map(|one| &one.material);
    let instead = |material: &MaterialId| {
        let group = case.plan.group_of(material);
        group.is_some_and(|group| {
            group.ways.iter().flat_map(|way| &way.materials).any(|other| opened.contains(other))
        })
    };
    let unasked = handed_in.filter(|material| !opened.contains(material) && !instead(material));
    let materials: Vec<_> = unasked.cloned().collect();
    if fields.is_empty() && materials.is_empty() {
        Ok(())
    } else {
        Err(Refusal::NotOpened { fields, materials })
    }
}

fn everything_answered(
    case: &Case,
    notice: &CorrectionNotice,
    form: &Form,
    materials: &[HandedIn],
) -> Result<(), Refusal> {
    let named = notice.fields.iter().map(|remark| &remark.element);
    let fields: Vec<_> = named.filter(|element| !intake::has_value(form, element)).cloned().collect();
    let handed_in =
        |material: &MaterialId| materials.iter().any(|one| one.material == *material && one.is_there());
    // Another way is enough, made whole by what comes now and what was there before.
    let instead = |material: &MaterialId| {
        let held = case.materials.iter().filter(|one| !is_named(notice, &one.material));
        let all: Vec<HandedIn> = held.chain(materials).filter(|one| one.is_there()).cloned().collect();
        let group = case.plan.group_of(material);
        let mut others = group.into_iter().flat_map(|group| &group.ways);
        others.any(|way| !way.materials.contains(material) && case.plan.is_complete(way, &all))
    };
    let named = notice.materials.iter().map(|remark| &remark.material);
    let left = named.filter(|material| !handed_in(material) && !instead(material));
    let materials: Vec<_> = left.cloned().collect();
    if fields.is_empty() && materials.is_empty() {
        Ok(())
    } else {
        Err(Refusal::CorrectionIncomplete { fields, materials })
    }
}

fn is_named(notice: &CorrectionNotice, material: &MaterialId) -> bool {
    notice.materials.iter().any(|remark| remark.material == *material)
}

/// Hands in materials that were to follow later (容缺).
pub(super) fn supply(case: &Case, materials: Vec<HandedIn>, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Supply, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection, StageName::InProgress])?;
    intake::of_the_list(&case.plan, materials.iter().map(|one| &one.material))?;
    let outstanding = case.outstanding_deferred();
    let unasked: Vec<_> = materials
        .iter()
        .map(|one| &one.material)
        .filter(|material| !outstanding.contains(material))
        .cloned()
        .collect();
    if !unasked.is_empty() {
        return Err(Refusal::NotOpened { fields: Vec::new(), materials: unasked });
    }
    let named: Vec<MaterialId> = materials.iter().map(|one| one.material.clone()).collect();
    let materials = intake::tidy(materials, policy::sees_paper(ctx.actor, case));
    let there =
        |material: &MaterialId| materials.iter().any(|one| one.material == *material && one.is_there());
    let still_missing: Vec<_> = named.iter().filter(|material| !there(material)).cloned().collect();
    if named.is_empty() {
        return Err(Refusal::MaterialsMissing(outstanding));
    }
    if !still_missing.is_empty() {
        return Err(Refusal::MaterialsMissing(still_missing));
    }
    Ok(vec![Event::Supplied { materials }])
}
