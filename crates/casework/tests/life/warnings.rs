//! What has to be taken note of, had first, or done by the people themselves before anything is handed in.

use std::sync::Arc;

use casework::{
    CasePlan, Command, Event, PlannedPrerequisite, PlannedWarning, Refusal, StageName, Submission,
    case::{Channel, MetPrerequisite},
    policy,
};

use crate::world::*;

fn with(change: impl FnOnce(&mut CasePlan)) -> Submission {
    let mut plan = plan();
    change(&mut plan);
    Submission { plan: Arc::new(plan), ..submission() }
}

fn with_warning() -> Submission {
    let warning = PlannedWarning { id: "site".into(), message: "这里不得新建餐饮".into(), law: None };
    with(|plan| plan.warnings = vec![warning])
}

fn noted() -> Submission {
    Submission {
        acknowledged: vec![("site".into(), "我已看清楚：这里不得新建餐饮".into())],
        ..with_warning()
    }
}

#[test]
fn nothing_is_handed_in_before_the_warning_was_taken_note_of() {
    let refused = World::begin(&li_na(), with_warning()).err();
    assert_eq!(refused, Some(Refusal::NotAcknowledged(vec!["site".into()])));
    let silent = Submission { acknowledged: vec![("site".into(), " ".into())], ..with_warning() };
    assert_eq!(World::begin(&li_na(), silent).err(), Some(Refusal::NotAcknowledged(vec!["site".into()])));
}

#[test]
fn the_text_that_was_signed_stands_in_the_history_with_time_and_name() {
    let world = World::begin(&li_na(), noted()).unwrap();
    let Event::Acknowledged { stop, text } = &world.history[1].event else { panic!() };
    assert_eq!((stop.as_str(), text.as_str()), ("site", "我已看清楚：这里不得新建餐饮"));
    assert_eq!(world.case.acknowledged[0].by_name, "li_na");
    assert_eq!(world.case.acknowledged[0].at, morning(jiff::civil::date(2026, 3, 2)));
}

#[test]
fn a_case_with_a_warning_goes_to_the_lead_department() {
    let mut world = World::begin(&li_na(), noted()).unwrap();
    assert_eq!(world.refuses(&clerk(), Command::Accept), Refusal::LeadDecides);
    world.does(&lead(), Command::Accept);
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

fn appraisal(before_handing_in: bool) -> PlannedPrerequisite {
    PlannedPrerequisite {
        id: "appraisal".into(),
        name: "亲子鉴定".into(),
        actor: "鉴定机构".into(),
        items: vec!["certificate".into()],
        material: Some("registration_form".into()),
        before_handing_in,
        note: None,
        law: None,
    }
}

#[test]
fn what_must_be_had_first_holds_up_handing_in_only_where_the_plan_says_so() {
    let open = |before| {
        let mut submission = with(|plan| {
            plan.prerequisites = vec![appraisal(before)];
            plan.materials[1].spared = true;
        });
        submission.materials.retain(|one| one.material != *"registration_form");
        submission
    };
    assert_eq!(
        World::begin(&li_na(), open(true)).err(),
        Some(Refusal::PrerequisitesOpen(vec!["亲子鉴定".into()]))
    );
    assert!(World::begin(&li_na(), open(false)).is_ok());
    let met = MetPrerequisite { id: "appraisal".into(), number: "JD-7".into(), on: None };
    let said = World::begin(&li_na(), Submission { met: vec![met.clone()], ..open(true) }).unwrap();
    assert_eq!(said.case.met, [met]);
}

#[test]
fn its_material_shows_that_it_is_there() {
    let submission = with(|plan| plan.prerequisites = vec![appraisal(true)]);
    let world = World::begin(&li_na(), submission).unwrap();
    assert!(world.case.is_met(&world.case.plan.prerequisites[0]));
}

#[test]
fn nobody_stands_in_where_the_law_wants_the_people_themselves() {
    let why = "结婚登记要双方亲自到场";
    let submission = || with(|plan| plan.in_person = Some(why.into()));
    let refusal = Refusal::InPersonOnly { why: why.into() };
    assert_eq!(World::begin(&agent(), submission()).err(), Some(refusal.clone()));
    let may = |in_person| policy::may_act_for(&agent(), &"li_na".into(), &"birth".into(), in_person);
    assert_eq!(may(Some(why)), Err(refusal));
    assert_eq!(may(None), Ok(()));
    // They may begin by themselves, and they may stand before a clerk.
    assert!(World::begin(&li_na(), submission()).is_ok());
    let at_counter = Submission { channel: Channel::Counter { place: "centre".into() }, ..submission() };
    assert!(World::begin(&clerk(), at_counter).is_ok());
}
