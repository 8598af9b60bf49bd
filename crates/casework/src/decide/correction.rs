//! 补正、容缺: the one correction and its return, and materials that follow later.

use std::collections::BTreeSet;

use catalog::{ElementId, MaterialId};

use super::{Context, assessment, at_stage, intake, reason_given};
use crate::{
    case::{Case, CorrectionNotice, Form, HandedIn, Round, Stage, StageName},
    event::Event,
    policy::{self, Action},
    refusal::Refusal,
};

/// Working days that the applicant has to return a correction where the plan names none. The law asks
/// for a reasonable time; the notice states it.
const CORRECTION_WORKING_DAYS: u32 = 15;

/// Asks for the correction (补正告知): once, with everything that is wrong (行政许可法 第三十二条), what
/// departments have remarked included.
pub(super) fn ask(case: &Case, notice: CorrectionNotice, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskForCorrection, Some(case))?;
    at_stage(case, &[StageName::Submitted, StageName::AwaitingCorrection])?;
    if case.correction.is_some() {
        return Err(Refusal::AlreadyCorrected);
    }
    let notice = whole_notice(case, &notice)?;
    Ok(vec![Event::CorrectionAsked { notice, due: correction_due(case, ctx) }])
}

/// The last day for handing the correction in.
fn correction_due(case: &Case, ctx: &Context) -> jiff::civil::Date {
    let days = case.plan.correction_working_days.unwrap_or(CORRECTION_WORKING_DAYS);
    ctx.calendar.add_working_days(ctx.today(), days).date
}

/// What goes out: the words of whoever sends it together with what the departments remarked.
fn whole_notice(case: &Case, notice: &CorrectionNotice) -> Result<CorrectionNotice, Refusal> {
    let mut whole = case.merged_remarks();
    whole.add(notice, None);
    if whole.is_empty() {
        return Err(Refusal::EmptyCorrection);
    }
    intake::of_the_form(&case.plan, whole.fields.iter().map(|remark| &remark.element))?;
    intake::of_the_list(&case.plan, whole.materials.iter().map(|remark| &remark.material))?;
    said_what(&whole)?;
    Ok(whole)
}

/// The notice of what the departments remarked: the one notice, or, after its return, what is still not met.
pub(super) fn notice_of_departments(case: &Case, ctx: &Context) -> Event {
    let (notice, due) = (case.merged_remarks(), correction_due(case, ctx));
    match case.correction {
        None => Event::CorrectionAsked { notice, due },
        Some(_) => Event::CorrectionUnmet { notice, due },
    }
}

/// Refuses a remark that does not say what is wrong.
fn said_what(notice: &CorrectionNotice) -> Result<(), Refusal> {
    let fields = notice.fields.iter().map(|remark| &remark.remark);
    let mut remarks = fields.chain(notice.materials.iter().map(|remark| &remark.remark));
    if remarks.any(|remark| remark.trim().is_empty()) { Err(Refusal::ReasonMissing) } else { Ok(()) }
}

/// Refuses a remark that does not say what is wrong and how to mend it.
pub(super) fn said_what_and_how(notice: &CorrectionNotice) -> Result<(), Refusal> {
    said_what(notice)?;
    let fields = notice.fields.iter().map(|remark| &remark.how);
    let mut hows = fields.chain(notice.materials.iter().map(|remark| &remark.how));
    if hows.any(|how| how.trim().is_empty()) { Err(Refusal::HowMissing) } else { Ok(()) }
}

/// Refuses what could have been said the first time (行政许可法 第三十二条、第七十二条).
pub(super) fn not_visible_before(case: &Case, notice: &CorrectionNotice) -> Result<(), Refusal> {
    let fields = notice.fields.iter().map(|remark| &remark.element);
    let fields: Vec<_> = fields.filter(|field| !case.can_remark_on_field(field)).cloned().collect();
    let materials = notice.materials.iter().map(|remark| &remark.material);
    let materials: Vec<_> = materials.filter(|one| !case.can_remark_on_material(one)).cloned().collect();
    if fields.is_empty() && materials.is_empty() {
        Ok(())
    } else {
        Err(Refusal::VisibleBefore { fields, materials })
    }
}

/// 补正内容未达要求说明: what came back does not meet what was asked; nothing else can be said.
pub(super) fn say_unmet(case: &Case, notice: CorrectionNotice, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskForCorrection, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    if case.correction.is_none() {
        return Err(Refusal::NothingAskedBefore);
    }
    let notice = whole_notice(case, &notice)?;
    not_visible_before(case, &notice)?;
    Ok(vec![Event::CorrectionUnmet { notice, due: correction_due(case, ctx) }])
}

/// A second correction about what could have been seen the first time: only with the signature of the
/// lead department and its reason, which supervision sees.
pub(super) fn ask_again(
    case: &Case,
    notice: CorrectionNotice,
    why: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::SignSecondCorrection, Some(case))?;
    at_stage(case, &[StageName::Submitted])?;
    if case.correction.is_none() {
        return Err(Refusal::NothingAskedBefore);
    }
    if case.corrections().any(|one| matches!(one.round, Round::Second { .. })) {
        return Err(Refusal::AlreadyCorrected);
    }
    reason_given(&why)?;
    let notice = whole_notice(case, &notice)?;
    Ok(vec![Event::CorrectionAskedAgain { notice, due: correction_due(case, ctx), why }])
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
    let mut events = vec![Event::CorrectionReturned { form, materials }];
    events.extend(assessment::asked_again(case.remarking(), ctx));
    Ok(events)
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
