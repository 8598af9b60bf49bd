//! 当事人确认: two people, both of whom say yes before anything begins.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{Actor, Command, PlannedParty, Refusal, Submission, TaskStageName};
use catalog::model::Signature;

use crate::world::*;

/// Vaccination with a second person concerned, by these marks.
fn with_party(present: bool, sign: Signature, together: bool) -> Submission {
    let mut submission = submission();
    let party = |role: &str, section: &str| PlannedParty {
        role: role.into(),
        act: "在声明上签名".into(),
        present,
        sign: Some(sign),
        section: Some(section.into()),
    };
    let mut plan = plan();
    plan.items[3].parties = vec![party("母亲", "mother"), party("父亲", "father")];
    plan.items[3].together = together;
    plan.elements.push("father.name".into());
    submission.plan = std::sync::Arc::new(plan);
    submission.form.insert("father.name".into(), "王强".into());
    submission
}

fn father(name: &str) -> Actor {
    Actor::Party { case: number(), account: "wang_qiang".into(), name: name.into() }
}

fn ask(role: &str) -> Command {
    Command::AskParty { item: "vaccination".into(), role: role.into() }
}

fn confirm(signed_as: &str) -> Command {
    Command::ConfirmAsParty { item: "vaccination".into(), role: "父亲".into(), signed_as: signed_as.into() }
}

fn there(roles: &[&str]) -> Command {
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    Command::RecordParties { item: "vaccination".into(), roles }
}

fn take_back() -> Command {
    Command::TakeBackConfirmation { item: "vaccination".into(), role: "父亲".into() }
}

#[test]
fn nothing_begins_before_the_second_person_has_confirmed_with_their_own_name() {
    let mut world = World::begin(&li_na(), with_party(false, Signature::Any, false)).unwrap();
    world.does(&li_na(), ask("父亲"));
    world.does(&clerk(), Command::Accept);
    let open = Refusal::PartiesOpen(vec!["父亲".into()]);
    assert_eq!(world.refuses(&approver("health"), grant(6)), open);
    assert_eq!(world.refuses(&approver("health"), Command::StartTask { task: task(6) }), open);
    assert_eq!(world.refuses(&father("张三"), confirm("张三")), Refusal::SignatureDiffers);
    assert_eq!(world.refuses(&father("王强"), confirm("王")), Refusal::SignatureDiffers);
    assert_eq!(world.refuses(&stranger(), confirm("王强")), Refusal::NotAllowed);
    world.does(&father("王强"), confirm("王强"));
    assert_eq!(world.refuses(&father("王强"), confirm("王强")), Refusal::AlreadyConfirmed);
    assert!(world.case.handlers.iter().all(|by| by.as_str() != "wang_qiang"), "nobody of the staff");
    world.does(&approver("health"), grant(6));
    assert_eq!(world.case.task(&task(6)).unwrap().stage.name(), TaskStageName::Granted);
}

#[test]
fn a_party_of_several_people_confirms_one_by_one_each_by_name() {
    let mut submission = with_party(false, Signature::Any, false);
    submission.form.insert("father.name".into(), serde_json::json!(["王强", "张三", " ", "王强"]));
    let mut world = World::begin(&li_na(), submission).unwrap();
    assert_eq!(world.refuses(&li_na(), ask("父亲")), Refusal::NoSuchParty, "it is not one person");
    world.does(&li_na(), ask("父亲（王强）"));
    world.does(&li_na(), ask("父亲（张三）"));
    let signs = |role: &str, name: &str| Command::ConfirmAsParty {
        item: "vaccination".into(),
        role: role.into(),
        signed_as: name.into(),
    };
    assert_eq!(
        world.refuses(&father("王强"), signs("父亲（张三）", "王强")),
        Refusal::SignatureDiffers,
        "nobody signs for the other"
    );
    world.does(&father("王强"), signs("父亲（王强）", "王强"));
    assert_eq!(world.case.parties_open(&"vaccination".into()), ["父亲（张三）"]);
    world.does(&father("张三"), signs("父亲（张三）", "张三"));
    assert!(world.case.parties_open(&"vaccination".into()).is_empty());
}

#[test]
fn nobody_is_both_sides_and_who_is_not_asked_signs_on_paper() {
    let mut world = World::begin(&li_na(), with_party(false, Signature::Any, false)).unwrap();
    world.does(&li_na(), ask("父亲"));
    let oneself = Actor::Party { case: number(), account: "li_na".into(), name: "王强".into() };
    assert_eq!(world.refuses(&oneself, confirm("王强")), Refusal::OwnConfirmation);
    assert_eq!(world.refuses(&li_na(), ask("母亲")), Refusal::OwnConfirmation);
    assert_eq!(world.refuses(&li_na(), ask("舅舅")), Refusal::NoSuchParty);
    let mut on_paper = World::accepted_with(with_party(false, Signature::Any, false));
    on_paper.does(&approver("health"), grant(6));
}

#[test]
fn either_takes_it_back_until_the_application_is_accepted() {
    let mut world = World::begin(&li_na(), with_party(false, Signature::Any, false)).unwrap();
    world.does(&li_na(), ask("父亲"));
    world.does(&father("王强"), confirm("王强"));
    let somebody = Actor::Party { case: number(), account: "zhang".into(), name: "王强".into() };
    assert_eq!(world.refuses(&somebody, take_back()), Refusal::NotAllowed);
    world.does(&father("王强"), take_back());
    assert_eq!(world.case.parties_open(&"vaccination".into()), ["父亲"]);
    world.does(&father("王强"), confirm("王强"));
    world.does(&li_na(), take_back());
    world.does(&father("王强"), confirm("王强"));
    world.does(&clerk(), Command::Accept);
    assert!(matches!(world.refuses(&father("王强"), take_back()), Refusal::WrongStage { .. }));
    assert!(matches!(world.refuses(&li_na(), take_back()), Refusal::WrongStage { .. }));
}

#[test]
fn e_signature_exceptions__those_who_have_to_be_there_together_are_recorded_by_who_sees_them() {
    let mut world = World::begin(&li_na(), with_party(true, Signature::Hand, true)).unwrap();
    assert!(matches!(world.refuses(&li_na(), ask("父亲")), Refusal::InPersonOnly { .. }));
    world.does(&clerk(), Command::Accept);
    let both = Refusal::PartiesOpen(vec!["母亲".into(), "父亲".into()]);
    assert_eq!(world.refuses(&approver("health"), grant(6)), both);
    assert_eq!(world.refuses(&clerk(), there(&["母亲"])), Refusal::PartiesOpen(vec!["父亲".into()]));
    assert_eq!(world.refuses(&li_na(), there(&["母亲", "父亲"])), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("police"), there(&["母亲", "父亲"])), Refusal::NotAllowed);
    world.does(&approver("health"), there(&["母亲", "父亲"]));
    let signed: Vec<_> = world.case.confirmations.iter().filter_map(|one| one.given.as_ref()).collect();
    assert_eq!(signed.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["李娜", "王强"]);
    world.does(&approver("health"), grant(6));
}
