//! 容缺受理、告知承诺: what is promised in writing, and what becomes of it.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    Actor, Command, Event, Refusal, StageName, Submission, TaskStageName,
    promise::{CheckWithin, PlannedCommitment, PromiseState},
};
use jiff::civil::date;

use crate::world::*;

const COMMITMENT: &str = "commitment-insurance";

/// The insurance takes a commitment in the place of its form; signed or not.
fn by_commitment(signed: bool) -> Submission {
    let mut submission = submission();
    let plan = std::sync::Arc::make_mut(&mut submission.plan);
    plan.items[2].commitment = Some(PlannedCommitment {
        basis: "国办发〔2020〕42号".into(),
        content: vec!["已在本区居住".into()],
        check: "三十个工作日内核查，不实的撤销".into(),
        spares: materials(&["insurance_form"]),
        paper: None,
        check_within: None,
    });
    plan.materials[2].spared = true;
    submission.materials.remove(2);
    if signed {
        submission.promises = vec![promise(COMMITMENT, Some("insurance"), &["insurance_form"])];
    }
    submission
}

/// Everything granted on the day of acceptance, the insurance on a commitment.
fn granted_on_a_commitment() -> World {
    World::granted(by_commitment(true))
}

fn found(kept: bool) -> Command {
    Command::CheckPromise { promise: COMMITMENT.into(), kept, findings: "上门看过".into() }
}

fn insurance() -> Actor {
    approver("insurance")
}

#[test]
fn commitment_document__nothing_is_handed_in_before_it_is_signed_with_the_persons_own_name() {
    let refused = |submission| World::begin(&li_na(), submission).map(|_| ()).unwrap_err();
    assert_eq!(refused(by_commitment(false)), Refusal::PromisesUnsigned(vec![COMMITMENT.into()]));
    let mut wrong = by_commitment(true);
    wrong.promises[0].signed_as = "王芳".into();
    assert_eq!(refused(wrong), Refusal::SignatureDiffers);
    let world = World::begin(&li_na(), by_commitment(true)).unwrap();
    let signed = world.case.promise(COMMITMENT).unwrap();
    assert_eq!((signed.at, signed.by.clone()), (world.now, Some("li_na".into())));
    assert_eq!(signed.promise.signed_as, "李娜");
}

#[test]
fn commitment_document__an_agent_signs_only_by_a_special_authority() {
    let mut submission = by_commitment(true);
    submission.promises[0].signed_as = "agent".into();
    let refused = World::begin(&agent(), submission.clone()).map(|_| ()).unwrap_err();
    assert_eq!(refused, Refusal::SpecialAuthorityMissing);
    submission.promises[0].authority = Some("特别授权书 2026-03-01".into());
    World::begin(&agent(), submission).unwrap();
}

#[test]
fn commitment_scope__only_what_the_item_lets_be_promised_is_promised() {
    let mut submission = submission();
    submission.promises = vec![promise(COMMITMENT, Some("insurance"), &["insurance_form"])];
    let refused = World::begin(&li_na(), submission).map(|_| ()).unwrap_err();
    assert_eq!(refused, Refusal::ForeignPromise);
}

#[test]
fn commitment_eligibility__whoever_broke_a_promise_hands_papers_in_until_it_is_made_good() {
    let mut submission = by_commitment(true);
    submission.broken_promise = true;
    let refused = World::begin(&li_na(), submission.clone()).map(|_| ()).unwrap_err();
    assert_eq!(refused, Refusal::PromiseBrokenBefore);
    submission.promises = Vec::new();
    submission.materials.push(handed_in("insurance_form"));
    World::begin(&li_na(), submission).unwrap();
}

#[test]
fn commitment_voluntary__a_paper_instead_needs_no_commitment() {
    let mut submission = by_commitment(false);
    submission.materials.push(handed_in("insurance_form"));
    let world = World::begin(&li_na(), submission).unwrap();
    assert!(world.case.promises.is_empty());
}

#[test]
fn commitment_voluntary__it_is_taken_back_until_the_decision_and_the_paper_is_wanted_again() {
    let mut world = World::accepted_with(by_commitment(true));
    let back = || Command::WithdrawPromise { promise: COMMITMENT.into() };
    assert_eq!(world.refuses(&insurance(), back()), Refusal::NotAllowed);
    world.does(&li_na(), back());
    assert!(matches!(world.case.promise(COMMITMENT).unwrap().state, PromiseState::Withdrawn { .. }));
    assert_eq!(world.case.outstanding_deferred(), materials(&["insurance_form"]));
    world.does(&li_na(), Command::Supply(vec![handed_in("insurance_form")]));

    let mut world = granted_on_a_commitment();
    assert!(matches!(world.refuses(&li_na(), back()), Refusal::WrongStage { .. }));
}

#[test]
fn commitment_verify__a_grant_on_a_commitment_sets_a_check_with_a_day() {
    let mut world = granted_on_a_commitment();
    let PromiseState::ToCheck { due } = world.case.promise(COMMITMENT).unwrap().state else {
        panic!("nothing is to be checked")
    };
    assert_eq!(due, date(2026, 4, 13));
    let owed = world.case.duties();
    assert_eq!((owed[0].department.as_str(), owed[0].due), ("insurance", due));
    assert_eq!(world.refuses(&approver("police"), found(true)), Refusal::NotAllowed);
    world.does(&insurance(), found(true));
    assert!(world.case.duties().is_empty());
    assert_eq!(world.refuses(&insurance(), found(false)), Refusal::NoSuchPromise);
}

#[test]
fn commitment_verify__the_item_says_when_it_is_checked_or_why_it_is_not() {
    let state = |within: CheckWithin| {
        let mut submission = by_commitment(true);
        let plan = std::sync::Arc::make_mut(&mut submission.plan);
        plan.items[2].commitment.as_mut().unwrap().check_within = Some(within);
        let world = World::granted(submission);
        (world.case.promise(COMMITMENT).unwrap().state.clone(), world.case)
    };
    assert_eq!(state(CheckWithin::WorkingDays(20)).0, PromiseState::ToCheck { due: date(2026, 3, 30) });
    assert_eq!(state(CheckWithin::Months(3)).0, PromiseState::ToCheck { due: date(2026, 6, 2) });
    let (exempt, case) = state(CheckWithin::Exempt("数据能自动比对".into()));
    assert_eq!(exempt, PromiseState::InForce);
    assert_eq!(case.exempt_from_check(&case.promise(COMMITMENT).unwrap().promise), Some("数据能自动比对"));
    assert!(case.duties().is_empty());
}

#[test]
fn commitment_verify__a_broken_commitment_lets_the_result_be_revoked_after_the_person_was_heard() {
    let mut world = granted_on_a_commitment();
    let announce = || Command::AnnounceRevocation { task: task(5), reason: "承诺不实".into() };
    let revoke = |remedy: &str| Command::RevokeResult {
        task: task(5),
        reason: "承诺不实".into(),
        remedy: remedy.into(),
    };
    assert_eq!(world.refuses(&insurance(), announce()), Refusal::NoSuchPromise);
    world.does(&insurance(), found(false));
    assert_eq!(world.refuses(&insurance(), revoke("可复议")), Refusal::NotAnnounced);
    world.does(&insurance(), announce());
    let heard = Refusal::StillHeard { until: date(2026, 3, 9) };
    assert_eq!(world.on(date(2026, 3, 9)).refuses(&insurance(), revoke("可复议")), heard);
    assert_eq!(world.on(date(2026, 3, 10)).refuses(&insurance(), revoke(" ")), Refusal::RemedyMissing);
    world.does(&insurance(), revoke("可复议"));
    assert!(world.case.task(&task(5)).unwrap().revocation.as_ref().unwrap().revoked_at.is_some());
    assert!(matches!(world.refuses(&insurance(), revoke("可复议")), Refusal::WrongTaskStage { .. }));
}

#[test]
fn commitment_eligibility__a_broken_promise_is_made_good_when_the_department_says_so() {
    let mut world = granted_on_a_commitment();
    world.does(&insurance(), found(false));
    let ask = || Command::AskRepair { promise: COMMITMENT.into(), text: "已补齐材料".into() };
    let decide =
        |repaired| Command::DecideRepair { promise: COMMITMENT.into(), repaired, reason: "核实过".into() };
    assert_eq!(world.refuses(&insurance(), decide(true)), Refusal::NoSuchPromise);
    world.does(&li_na(), ask());
    assert_eq!(world.case.duties()[0].due, date(2026, 3, 16));
    world.does(&insurance(), decide(false));
    world.does(&li_na(), ask());
    assert_eq!(world.refuses(&approver("police"), decide(true)), Refusal::NotAllowed);
    world.does(&insurance(), decide(true));
    assert!(matches!(world.case.promise(COMMITMENT).unwrap().state, PromiseState::Repaired { .. }));
}

#[test]
fn deferral_scope__what_follows_later_is_promised_in_writing_and_comes_before_the_items_day() {
    let mut unsigned = insurance_form_later();
    unsigned.promises = Vec::new();
    let refused = World::begin(&li_na(), unsigned).map(|_| ()).unwrap_err();
    assert_eq!(refused, Refusal::PromisesUnsigned(vec!["deferral".into()]));

    let world = World::accepted_with(insurance_form_later());
    let deferral = &world.case.deferrals[0];
    assert_eq!(deferral.due, date(2026, 3, 9), "half of the ten days until the insurance is promised");
    let promised = world.case.deferral_ends(&deferral.material, &world.calendar).unwrap();
    assert!(deferral.due <= promised);
}

#[test]
fn deferral_scope__what_did_not_come_is_decided_by_the_lead_more_time_once_or_an_end() {
    let mut world = World::accepted_with(insurance_form_later());
    let more = |day| Command::ExtendDeferral { until: date(2026, 3, day), reason: "医院停电".into() };
    let end =
        || Command::EndDeferral { reason: "逾期没有补交".into(), remedy: "可重新申请".into() };
    assert_eq!(world.on(date(2026, 3, 9)).refuses(&lead(), end()), Refusal::NothingMissed);
    world.on(date(2026, 3, 10)).does(&Actor::System, Command::NoteMissed);
    assert_eq!(world.refuses(&Actor::System, Command::NoteMissed), Refusal::NothingMissed);
    assert_eq!(world.case.duties()[0].department.as_str(), "health", "the lead department decides");
    assert_eq!(world.refuses(&clerk(), more(12)), Refusal::NotAllowed);
    let latest = Refusal::DeferralTooLong { latest: date(2026, 3, 16) };
    assert_eq!(world.refuses(&lead(), more(17)), latest);
    world.does(&lead(), more(12));
    world.on(date(2026, 3, 13));
    assert_eq!(world.refuses(&lead(), more(16)), latest, "once");
    world.does(&lead(), end());
    let stages = world.task_stages();
    assert_eq!(stages[4], TaskStageName::Cancelled, "what needs the material ends");
    assert!(stages[..4].iter().all(|stage| *stage != TaskStageName::Cancelled), "and nothing else");
    assert!(matches!(world.case.promise("deferral").unwrap().state, PromiseState::Broken { .. }));
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

#[test]
fn deferral_scope__it_may_still_come_until_the_lead_has_decided() {
    let mut world = World::accepted_with(insurance_form_later());
    world.on(date(2026, 3, 10)).does(&Actor::System, Command::NoteMissed);
    world.does(&li_na(), Command::Supply(vec![handed_in("insurance_form")]));
    assert!(world.case.duties().is_empty());
    let end = Command::EndDeferral { reason: "逾期".into(), remedy: "可重新申请".into() };
    assert_eq!(world.refuses(&lead(), end), Refusal::NothingMissed);
}

#[test]
fn a_commitment_that_is_itself_a_paper_of_the_item_is_handed_in_by_signing() {
    let mut submission = by_commitment(true);
    let plan = std::sync::Arc::make_mut(&mut submission.plan);
    let commitment = plan.items[2].commitment.as_mut().unwrap();
    (commitment.spares, commitment.paper) = (Vec::new(), Some("insurance_form".into()));
    (plan.materials[2].spared, plan.materials[2].key) = (false, true);
    let mut world = World::begin(&li_na(), submission).unwrap();
    assert!(world.case.materials.iter().any(|one| one.material == "insurance_form" && one.signed));
    let events = world.does(&clerk(), Command::Accept);
    assert!(!events.iter().any(|event| matches!(event, Event::DeferralsDue { .. })));
    world.does(&li_na(), Command::WithdrawPromise { promise: COMMITMENT.into() });
    assert_eq!(world.task_stages()[4], TaskStageName::Cancelled, "the item is not done in this way");
}
