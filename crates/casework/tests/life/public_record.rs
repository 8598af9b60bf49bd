//! 决定公开.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{PublicChange, Submission};

use crate::world::*;

fn of_an_enterprise(licence: bool) -> Submission {
    let mut submission = submission();
    let mut plan = plan();
    plan.legal_entity = Some("enterprise".into());
    plan.elements.push("enterprise.name".into());
    plan.items[3].licence = licence;
    submission.plan = std::sync::Arc::new(plan);
    submission.form.insert("enterprise.name".into(), "江津米花糖有限公司".into());
    submission
}

#[test]
fn public_record__a_licence_of_an_enterprise_is_public_and_nothing_else() {
    let mut world = World::accepted_with(of_an_enterprise(true));
    assert!(world.case.public_decision(&task(6)).is_none(), "nothing is decided yet");
    world.does(&approver("health"), grant(6));
    let public = world.case.public_decision(&task(6)).expect("everybody may read of it");
    assert_eq!(
        (public.holder.as_str(), public.granted_on),
        ("江津米花糖有限公司", casework::case::day_of(world.now))
    );
    assert!(!format!("{public:?}").contains("李娜"));
    let granted = world.history.iter().filter_map(|one| PublicChange::of(&one.event));
    assert_eq!(granted.collect::<Vec<_>>(), [PublicChange::Granted(&task(6))]);
    let mut no_licence = World::accepted_with(of_an_enterprise(false));
    no_licence.does(&approver("health"), grant(6));
    assert!(no_licence.case.public_decision(&task(6)).is_none());
}

#[test]
fn public_record__what_a_person_holds_is_not_public() {
    let mut submission = of_an_enterprise(true);
    let mut plan = (*submission.plan).clone();
    plan.legal_entity = None;
    submission.plan = std::sync::Arc::new(plan);
    let mut world = World::accepted_with(submission);
    world.does(&approver("health"), grant(6));
    assert!(world.case.public_decision(&task(6)).is_none());
}
