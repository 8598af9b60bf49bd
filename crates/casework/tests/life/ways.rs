//! Papers of which one way is enough: what was handed in says which.

use std::sync::Arc;

use casework::{
    Command, PlannedGroup, PlannedMaterial, PlannedWay, Refusal, StageName, Submission, case::Form,
};

use crate::world::*;

/// Kinship is proved by a commitment, or by a notary's paper.
fn with(handed: &[&str]) -> Submission {
    let mut plan = plan();
    for material in ["commitment", "notary"] {
        plan.materials.push(PlannedMaterial { material: material.into(), key: true, ..Default::default() });
    }
    let way = |id: &str| PlannedWay { id: id.into(), label: id.into(), materials: vec![id.into()] };
    plan.any_of = vec![PlannedGroup {
        id: "kinship".into(),
        name: "亲属关系".into(),
        ways: vec![way("commitment"), way("notary")],
    }];
    let mut submission = Submission { plan: Arc::new(plan), ..submission() };
    submission.materials.extend(handed.iter().map(|id| handed_in(id)));
    submission
}

#[test]
fn either_is_enough_and_neither_is_not() {
    for handed in ["commitment", "notary"] {
        assert!(World::begin(&li_na(), with(&[handed])).is_ok(), "{handed}");
    }
    let missing = Refusal::KeyMaterialsMissing(materials(&["commitment"]));
    assert_eq!(World::begin(&li_na(), with(&[])).err(), Some(missing));
}

#[test]
fn a_case_with_the_other_way_lacks_nothing() {
    let mut world = World::begin(&li_na(), with(&["notary"])).unwrap();
    assert!(world.case.missing_key_materials().is_empty());
    world.does(&clerk(), Command::Accept);
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

#[test]
fn a_correction_of_one_way_may_come_back_by_another() {
    let mut world = World::begin(&li_na(), with(&["commitment"])).unwrap();
    world.does(&clerk(), Command::AskForCorrection(notice(&[], &["commitment"])));
    let answer = |material: &str| Command::ReturnCorrection {
        form: Form::new(),
        materials: vec![handed_in(material)],
    };
    let unasked = Refusal::NotOpened { fields: Vec::new(), materials: materials(&["insurance_form"]) };
    assert_eq!(world.refuses(&li_na(), answer("insurance_form")), unasked);
    world.does(&li_na(), answer("notary"));
    assert_eq!(world.case.stage.name(), StageName::Submitted);
}
