//! 虚假材料: what follows by law from a material that is false.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use std::sync::Arc;

use casework::{
    Command, Falsehood, Refusal, StageName, Submission, TaskId, TaskStageName,
    false_material::{Bar, PlannedBar, REFUSED_LAW, REVOKED_LAW},
};
use jiff::civil::{Date, date};

use crate::world::*;

/// The certificate is a licence on which safety depends.
fn safety() -> Submission {
    let mut submission = submission();
    let bar = PlannedBar { refused_years: 1, revoked_years: 3 };
    Arc::make_mut(&mut submission.plan).items[0].bar = Some(bar);
    submission
}

fn finds(task: Option<TaskId>, material: &str) -> Command {
    Command::FindFalseMaterial(Falsehood {
        task,
        material: material.into(),
        reason: "印章是伪造的".into(),
        evidence: "出具单位复函〔2026〕8号".into(),
        remedy: "可以申请行政复议".into(),
    })
}

fn bar(until: Date, law: &str) -> Bar {
    Bar { item: "certificate".into(), until, law: law.into() }
}

#[test]
fn false_material__the_item_is_not_granted_and_closed_for_a_year_where_safety_depends_on_it() {
    let mut world = World::accepted_with(safety());
    world.does(&approver("health"), finds(Some(task(1)), "certificate_form"));
    assert_eq!(world.task_stages()[0], TaskStageName::Refused);
    assert_eq!(world.task_stages()[2], TaskStageName::Cancelled, "what depends on it goes with it");
    assert_eq!(world.task_stages()[5], TaskStageName::Ready, "nothing else does");
    assert_eq!(world.case.bars, [bar(date(2027, 3, 2), REFUSED_LAW)]);
    let found = &world.case.false_materials[0];
    assert_eq!((found.reason.as_str(), found.on), ("印章是伪造的", date(2026, 3, 2)));
}

#[test]
fn false_material__nothing_is_closed_where_safety_does_not_depend_on_it() {
    let mut world = World::accepted();
    world.does(&approver("health"), finds(Some(task(1)), "certificate_form"));
    assert_eq!(world.task_stages()[0], TaskStageName::Refused);
    assert_eq!(world.case.bars, []);
}

#[test]
fn false_material__before_acceptance_it_is_not_accepted_with_the_same_bar() {
    let mut world = World::begin(&li_na(), safety()).unwrap();
    assert_eq!(world.refuses(&approver("health"), finds(None, "certificate_form")), Refusal::NotAllowed);
    world.does(&clerk(), finds(None, "certificate_form"));
    assert_eq!(world.case.stage.name(), StageName::NotAccepted);
    assert_eq!(world.case.bars, [bar(date(2027, 3, 2), REFUSED_LAW)]);
}

#[test]
fn false_material__what_was_obtained_by_it_is_revoked_after_a_hearing_and_closed_for_three_years() {
    let mut world = World::granted(safety());
    let revoke = || Command::RevokeResult {
        task: task(1),
        reason: "以欺骗手段取得".into(),
        remedy: "可以申请行政复议".into(),
    };
    let health = approver("health");
    assert_eq!(world.refuses(&health, revoke()), Refusal::NoSuchPromise);
    world.does(&health, finds(Some(task(1)), "certificate_form"));
    assert_eq!(world.case.bars, [], "nothing is closed while the person is heard");
    assert_eq!(world.refuses(&health, revoke()), Refusal::StillHeard { until: date(2026, 3, 9) });
    world.on(date(2026, 3, 10)).does(&health, revoke());
    assert_eq!(world.case.bars, [bar(date(2029, 3, 10), REVOKED_LAW)]);
}

#[test]
fn false_material__a_closed_item_is_not_taken_in_until_its_last_day_has_passed() {
    let mut submission = safety();
    submission.barred = vec![bar(date(2026, 3, 2), REFUSED_LAW)];
    let refused = World::begin(&li_na(), submission.clone()).map(|_| ()).unwrap_err();
    assert_eq!(refused, Refusal::Barred { bar: bar(date(2026, 3, 2), REFUSED_LAW) });
    submission.barred[0].until = date(2026, 3, 1);
    World::begin(&li_na(), submission.clone()).expect("it ended by itself");
    submission.barred[0] = Bar { item: "food_business_licence".into(), ..bar(date(2027, 3, 2), REFUSED_LAW) };
    World::begin(&li_na(), submission).expect("it does not reach to other things");
}

#[test]
fn false_material__it_names_a_material_that_came_in_with_its_reason_and_evidence() {
    let mut world = World::accepted_with(safety());
    let health = approver("health");
    assert_eq!(world.refuses(&health, finds(Some(task(1)), "insurance_form")), Refusal::NotHandedIn);
    let unproven = Command::FindFalseMaterial(Falsehood {
        task: Some(task(1)),
        material: "certificate_form".into(),
        reason: "看着不像真的".into(),
        evidence: " ".into(),
        remedy: "可以申请行政复议".into(),
    });
    assert_eq!(world.refuses(&health, unproven), Refusal::EvidenceMissing);
    assert_eq!(
        world.refuses(&approver("police"), finds(Some(task(1)), "certificate_form")),
        Refusal::NotAllowed
    );
}
