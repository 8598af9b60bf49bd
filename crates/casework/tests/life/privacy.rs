//! 个人信息处理告知、监护人同意.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{Command, GuardianConsent, Refusal, Submission};

use crate::world::*;

fn of_a_child(born: &str) -> Submission {
    let mut submission = submission();
    let mut plan = plan();
    plan.children = vec!["child".into()];
    plan.elements.extend(["child.name".into(), "child.birth_date".into()]);
    submission.plan = std::sync::Arc::new(plan);
    submission.form.insert("child.name".into(), serde_json::json!(["小满"]));
    submission.form.insert("child.birth_date".into(), serde_json::json!([born]));
    submission
}

fn consent(signed_as: &str, relation: &str) -> GuardianConsent {
    GuardianConsent {
        children: vec!["小满".into()],
        signed_as: signed_as.into(),
        relation: relation.into(),
        version: "1-a".into(),
        text: vec![("监护人声明".into(), "同意".into())],
        at_counter: false,
    }
}

#[test]
fn pi_notice__nothing_is_taken_in_before_the_applicant_was_told() {
    let untold = Submission { privacy_notice: None, ..submission() };
    assert_eq!(World::begin(&li_na(), untold).err(), Some(Refusal::NoticeNotShown));
    let world = World::begin(&li_na(), submission()).unwrap();
    assert_eq!(world.case.privacy_notice.as_deref(), Some(&notice_shown()));
}

#[test]
fn pi_under_14__a_guardian_agrees_once_with_the_own_name_and_says_what_they_are_to_the_child() {
    let mut world = World::begin(&li_na(), of_a_child("2026-02-20")).unwrap();
    let sign = |name: &str, relation: &str| Command::ConsentAsGuardian(consent(name, relation));
    assert!(world.case.wants_consent());
    assert_eq!(world.refuses(&li_na(), sign("王芳", "母亲")), Refusal::SignatureDiffers);
    assert_eq!(world.refuses(&li_na(), sign("李娜", " ")), Refusal::RelationMissing);
    assert_eq!(world.refuses(&stranger(), sign("李娜", "母亲")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("health"), sign("李娜", "母亲")), Refusal::NotAllowed);
    world.does(&clerk(), sign("李娜", "母亲"));
    assert!(world.case.guardian_consent.as_ref().unwrap().consent.at_counter);
    assert_eq!(world.refuses(&li_na(), sign("李娜", "母亲")), Refusal::NoConsentWanted);
}

#[test]
fn pi_under_14__of_whom_is_fourteen_no_guardian_agrees() {
    let mut world = World::begin(&li_na(), of_a_child("2011-03-02")).unwrap();
    assert!(!world.case.wants_consent());
    let sign = Command::ConsentAsGuardian(consent("李娜", "母亲"));
    assert_eq!(world.refuses(&li_na(), sign), Refusal::NoConsentWanted);
}
