//! Acting for somebody else under a mandate (授权).

#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    Command, Event, MandateScope, MandatedAct, PlannedParty, Refusal, Role,
    policy::{self, Action},
};
use catalog::model::Signature;
use jiff::civil::date;

use crate::world::*;

const WITHDRAW: fn() -> Command = || Command::Withdraw { reason: String::new() };

#[test]
fn agent_allowed__whoever_has_a_mandate_hands_in_and_it_stands_in_the_record() {
    let world = World::begin(&agent(), submission()).unwrap();
    assert!(matches!(&world.history[1].event, Event::MandateShown(shown) if shown.agent_name == "agent"));
    assert_eq!(world.case.mandates.len(), 1);
    assert!(world.case.is_agent(&"agent".into()));
    assert!(world.case.handlers.is_empty(), "an agent is nobody of the staff");
}

#[test]
fn agent_allowed__nobody_acts_without_a_mandate_for_this_thing_and_this_act() {
    let refused = |actor| World::begin(&actor, submission()).map(drop).unwrap_err();
    assert_eq!(refused(stranger()), Refusal::NotAllowed);
    assert_eq!(refused(account("helper", &[Role::Agent])), Refusal::MandateMissing);
    assert_eq!(refused(agent_who_may(&[MandatedAct::Fill])), Refusal::MandateMissing);
    let mut other_thing = mandate(MandatedAct::ALL);
    other_thing.scope = MandateScope::Themes { themes: vec!["marriage".into()] };
    assert_eq!(refused(under("agent", &[Role::Applicant], vec![other_thing])), Refusal::MandateMissing);
    let mut of_somebody_else = mandate(MandatedAct::ALL);
    of_somebody_else.principal = "wang_fang".into();
    assert_eq!(refused(under("agent", &[Role::Applicant], vec![of_somebody_else])), Refusal::MandateMissing);
}

#[test]
fn agent_allowed__each_act_has_to_be_named() {
    let mut world = World::submitted();
    assert_eq!(world.refuses(&agent_who_may(&[MandatedAct::Correct]), WITHDRAW()), Refusal::MandateMissing);
    world.does(&agent_who_may(&[MandatedAct::Withdraw]), WITHDRAW());
    assert_eq!(world.case.mandates.len(), 1, "shown with the first act");
    assert_eq!(policy::may(&stranger(), Action::Withdraw, Some(&world.case)), Err(Refusal::NotAllowed));
}

#[test]
fn agent_allowed__an_agent_never_judges_and_never_handles_what_they_act_in() {
    let world = World::granted(submission());
    let agent = agent();
    assert_eq!(policy::may(&agent, Action::Rate, Some(&world.case)), Err(Refusal::OnlyApplicantRates));
    let roles = [Role::Applicant, Role::Clerk { place: "centre".into() }];
    let clerk_and_agent = under("agent", &roles, vec![mandate(MandatedAct::ALL)]);
    assert_eq!(policy::may(&clerk_and_agent, Action::Deliver, Some(&world.case)), Err(Refusal::OwnCase));
}

#[test]
fn pi_minimum__an_agent_sees_what_the_mandate_needs_and_nothing_of_before_it() {
    let world = World::granted(submission());
    let (field, item) = ("mother.name".into(), "insurance".into());
    let writes = policy::sight(&agent_who_may(&[MandatedAct::Correct]), &world.case).unwrap();
    assert!(writes.form.shows(&field) && !writes.results.shows(&item) && writes.results.names(&item));
    let receives = policy::sight(&agent_who_may(&[MandatedAct::Receive]), &world.case).unwrap();
    assert!(!receives.form.shows(&field) && receives.results.shows(&item));
    let mut later = mandate(MandatedAct::ALL);
    later.from = date(2026, 3, 3);
    assert_eq!(policy::sight(&under("agent", &[Role::Applicant], vec![later.clone()]), &world.case), None);
    later.scope = MandateScope::Case { case: number() };
    assert!(policy::sight(&under("agent", &[Role::Applicant], vec![later]), &world.case).is_some());
}

fn party(sign: Option<Signature>, present: bool) -> PlannedParty {
    PlannedParty {
        role: "全体继承人".into(), act: "每一位都手写签名".into(), present, sign, section: None
    }
}

#[test]
fn e_signature_exceptions__nobody_signs_for_heirs_and_nobody_is_present_for_another() {
    let mut plan = plan();
    plan.items[2].parties = vec![party(Some(Signature::Hand), false)];
    let refusal = Refusal::InPersonOnly { why: "全体继承人：每一位都手写签名".into() };
    let item = "insurance".into();
    assert_eq!(policy::may_sign_for_another(&plan, Some(&item)), Err(refusal.clone()));
    assert_eq!(policy::may_sign_for_another(&plan, Some(&"vaccination".into())), Ok(()));

    plan.items[2].parties = vec![party(Some(Signature::Hand), true)];
    plan.items[2].together = true;
    let mut application = submission();
    application.plan = std::sync::Arc::new(plan);
    assert_eq!(World::begin(&agent(), application.clone()).err(), Some(refusal));
    assert!(World::begin(&li_na(), application).is_ok());
}
