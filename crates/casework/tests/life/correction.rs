use casework::{Command, Refusal, Stage, StageName, case::Form};
use jiff::civil::date;

use crate::world::*;

fn asked() -> World {
    let mut world = World::submitted();
    let notice = notice(&["mother.name"], &["registration_form"]);
    world.does(&clerk(), Command::AskForCorrection(notice));
    world
}

fn returned(fields: &[(&str, &str)], materials: &[&str]) -> Command {
    let form: Form = fields.iter().map(|(element, value)| ((*element).into(), (*value).into())).collect();
    Command::ReturnCorrection { form, materials: materials.iter().map(|id| handed_in(id)).collect() }
}

#[test]
fn a_correction_can_be_returned_within_fifteen_working_days() {
    let mut world = asked();
    assert_eq!(world.case.due(), Some(date(2026, 3, 23)));
    let command = returned(&[("mother.name", "李娜娜")], &["registration_form"]);
    world.on(date(2026, 3, 24));
    let overdue = Refusal::CorrectionOverdue { due: date(2026, 3, 23) };
    assert_eq!(world.refuses(&li_na(), command.clone()), overdue);
    world.on(date(2026, 3, 23)).does(&li_na(), command);
    assert_eq!(world.case.stage, Stage::Submitted);
    assert_eq!(world.case.form["mother.name"], "李娜娜");
    let correction = world.case.correction.unwrap();
    assert_eq!(correction.changed_fields, ["mother.name"]);
    assert_eq!(correction.changed_materials, materials(&["registration_form"]));
}

#[test]
fn everything_is_asked_for_once_and_never_again() {
    let mut world = asked();
    let again = || Command::AskForCorrection(notice(&["insurance.field"], &[]));
    assert_eq!(world.refuses(&clerk(), again()), Refusal::AlreadyCorrected);
    world.does(&li_na(), returned(&[("mother.name", "李娜娜")], &["registration_form"]));
    assert_eq!(world.refuses(&clerk(), again()), Refusal::AlreadyCorrected);
    assert_eq!(world.refuses(&lead(), again()), Refusal::AlreadyCorrected);
    world.does(&clerk(), Command::Accept);
    assert_eq!(world.refuses(&clerk(), again()), Refusal::WrongStage { now: StageName::InProgress });
}

#[test]
fn a_correction_names_something_of_this_case_and_says_what_is_wrong() {
    let mut world = World::submitted();
    let mut ask = |notice| world.refuses(&clerk(), Command::AskForCorrection(notice));
    assert_eq!(ask(notice(&[], &[])), Refusal::EmptyCorrection);
    assert_eq!(ask(notice(&["car.plate"], &[])), Refusal::ForeignFields(vec!["car.plate".into()]));
    assert_eq!(ask(notice(&[], &["visa"])), Refusal::ForeignMaterials(materials(&["visa"])));
    let mut silent = notice(&["mother.name"], &[]);
    silent.fields[0].remark = " ".into();
    assert_eq!(ask(silent), Refusal::ReasonMissing);
}

#[test]
fn the_notice_opens_what_it_names_and_nothing_else() {
    let mut world = asked();
    let too_much = returned(
        &[("mother.name", "李娜娜"), ("insurance.field", "x")],
        &["registration_form", "certificate_form"],
    );
    assert_eq!(
        world.refuses(&li_na(), too_much),
        Refusal::NotOpened {
            fields: vec!["insurance.field".into()],
            materials: materials(&["certificate_form"])
        }
    );
}

#[test]
fn a_return_answers_everything_that_was_named() {
    let mut world = asked();
    assert_eq!(
        world.refuses(&li_na(), returned(&[("mother.name", " ")], &[])),
        Refusal::CorrectionIncomplete {
            fields: vec!["mother.name".into()],
            materials: materials(&["registration_form"])
        }
    );
}

#[test]
fn paper_answers_a_correction_only_when_a_clerk_saw_it() {
    let paper = || Command::ReturnCorrection {
        form: [("mother.name".into(), "李娜".into())].into(),
        materials: vec![on_paper("registration_form")],
    };
    let mut world = asked();
    assert!(matches!(world.refuses(&li_na(), paper()), Refusal::CorrectionIncomplete { .. }));
    world.does(&clerk(), paper());
    let correction = world.case.correction.as_ref().unwrap();
    assert!(correction.changed_fields.is_empty(), "a value that is confirmed has not changed");
}

#[test]
fn a_correction_that_never_comes_back_can_end_the_case() {
    let mut world = asked();
    let not_accept =
        || Command::NotAccept { reason: "逾期未补正".into(), remedy: "可重新申请".into() };
    let waiting = Refusal::WrongStage { now: StageName::AwaitingCorrection };
    assert_eq!(world.on(date(2026, 3, 23)).refuses(&clerk(), not_accept()), waiting);
    world.on(date(2026, 3, 24)).does(&clerk(), not_accept());
}

#[test]
fn nothing_is_accepted_while_a_correction_is_out() {
    let mut world = asked();
    let waiting = Refusal::WrongStage { now: StageName::AwaitingCorrection };
    assert_eq!(world.refuses(&clerk(), Command::Accept), waiting);
}

#[test]
fn a_deferred_material_comes_later_and_only_that() {
    let submission = insurance_form_later();
    let mut world = World::accepted_with(submission);
    let supply = |id: &str| Command::Supply(vec![handed_in(id)]);
    assert_eq!(
        world.refuses(&li_na(), supply("certificate_form")),
        Refusal::NotOpened { fields: Vec::new(), materials: materials(&["certificate_form"]) }
    );
    let outstanding = Refusal::MaterialsMissing(materials(&["insurance_form"]));
    assert_eq!(world.refuses(&li_na(), Command::Supply(Vec::new())), outstanding);
    assert_eq!(world.refuses(&li_na(), Command::Supply(vec![deferred("insurance_form")])), outstanding);
    world.does(&li_na(), supply("insurance_form"));
    assert!(world.case.outstanding_deferred().is_empty());
}

#[test]
fn no_result_before_a_deferred_material_has_come_in() {
    let submission = insurance_form_later();
    let mut world = World::accepted_with(submission);
    for (department, nth) in [("health", 1), ("health", 2), ("police", 3), ("police", 4)] {
        world.does(&approver(department), grant(nth));
    }
    let outstanding = Refusal::DeferredOutstanding(materials(&["insurance_form"]));
    assert_eq!(world.refuses(&approver("insurance"), grant(5)), outstanding);
    world.does(&li_na(), Command::Supply(vec![handed_in("insurance_form")]));
    world.does(&approver("insurance"), grant(5));
}
