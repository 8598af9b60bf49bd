//! 办不成事反映: where there is no case yet.

use casework::{Actor, Context, Grievance, MatterAct, MatterStage, NewGrievance, Refusal, Role};
use jiff::civil::date;

use crate::world::*;

/// What Li Na could not get done at the counter of the centre, for which health answers.
fn said(by: &Actor, world: &World) -> Grievance {
    let new = NewGrievance {
        number: "FY20260302".into(),
        account: "li_na".into(),
        name: "李娜".into(),
        place: Some("centre".into()),
        theme: None,
        department: "health".into(),
        text: "让我下周再来".into(),
    };
    Grievance::open(new, &Context { now: world.now, calendar: &world.calendar, actor: by }).unwrap()
}

fn does(grievance: &mut Grievance, actor: &Actor, act: MatterAct, world: &World) -> Result<(), Refusal> {
    let text = if act == MatterAct::Overdue { String::new() } else { "查过了".into() };
    grievance.act(act, text, &Context { now: world.now, calendar: &world.calendar, actor })
}

#[test]
fn whoever_is_complained_of_does_not_answer_whatever_else_they_are() {
    let world = World::submitted();
    let mut grievance = said(&li_na(), &world);
    let verify = MatterAct::Verify { holds: true };
    for concerned in [clerk(), lead(), head("health"), approver("health"), li_na()] {
        assert_eq!(does(&mut grievance, &concerned, verify, &world), Err(Refusal::NotAllowed));
    }
    does(&mut grievance, &office(), verify, &world).unwrap();
    let health = "health";
    let both = account(
        "clerk_and_lead",
        &[Role::Clerk { place: "centre".into() }, Role::Lead { department: health.into() }],
    );
    for complained_of in [clerk(), both] {
        assert!(grievance.concerns(&complained_of), "they read what is said of them");
        let answer = does(&mut grievance, &complained_of, MatterAct::Answer, &world);
        assert_eq!(answer, Err(Refusal::OwnWork), "{complained_of:?}");
    }
    for other in [clerk_of("north"), approver("police")] {
        assert!(!grievance.concerns(&other));
        assert_eq!(does(&mut grievance, &other, MatterAct::Answer, &world), Err(Refusal::NotAllowed));
    }
    does(&mut grievance, &head(health), MatterAct::Answer, &world).unwrap();
    assert_eq!(grievance.matter.stage(), MatterStage::CallingBack);
}

#[test]
fn whoever_wrote_it_down_for_another_neither_answers_nor_closes_it() {
    let world = World::submitted();
    let roles =
        [Role::Clerk { place: "north".into() }, Role::Lead { department: "health".into() }, Role::Office];
    let writer = account("writer", &roles);
    let mut grievance = said(&writer, &world);
    let verify = MatterAct::Verify { holds: true };
    assert_eq!(does(&mut grievance, &writer, verify, &world), Err(Refusal::OwnWork));
    does(&mut grievance, &office(), verify, &world).unwrap();
    assert_eq!(does(&mut grievance, &writer, MatterAct::Answer, &world), Err(Refusal::OwnWork));
    does(&mut grievance, &lead(), MatterAct::Answer, &world).unwrap();
    does(&mut grievance, &office(), MatterAct::CallBack { content: true }, &world).unwrap();
    assert_eq!(does(&mut grievance, &writer, MatterAct::Close, &world), Err(Refusal::OwnWork));
}

#[test]
fn a_day_that_passed_is_noted_once_and_by_the_software_alone() {
    let mut world = World::submitted();
    let mut grievance = said(&li_na(), &world);
    let overdue = MatterAct::Overdue;
    assert_eq!(does(&mut grievance, &Actor::System, overdue, &world), Err(Refusal::NotYetTime));
    world.on(date(2026, 3, 4));
    assert!(grievance.matter.is_to_be_noted(date(2026, 3, 4)));
    assert_eq!(does(&mut grievance, &supervisor(), overdue, &world), Err(Refusal::NotAllowed));
    does(&mut grievance, &Actor::System, overdue, &world).unwrap();
    assert!(!grievance.matter.is_to_be_noted(date(2026, 3, 5)));
    assert_eq!(does(&mut grievance, &Actor::System, overdue, &world), Err(Refusal::NotYetTime));
    // With the next step begins another day, which may pass too.
    does(&mut grievance, &office(), MatterAct::Verify { holds: true }, &world).unwrap();
    assert!(grievance.matter.is_to_be_noted(date(2026, 3, 20)));
}
