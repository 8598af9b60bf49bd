use std::fmt::Write as _;

use casework::{
    Actor, Case, Refusal, Role,
    case::Delivery,
    policy::{Action, may, sight},
};

use crate::world::*;

/// Everybody who may meet Li Na's case, which was taken in at the counter `centre` by an agent.
fn everybody() -> Vec<(&'static str, Actor)> {
    vec![
        ("nobody signed in", Actor::System),
        ("the applicant", li_na()),
        ("another applicant", stranger()),
        ("the agent", agent()),
        ("another agent", account("other_agent", &[Role::Agent])),
        ("clerk of the counter", clerk()),
        ("clerk where results are collected", clerk_of("town_hall")),
        ("clerk elsewhere", clerk_of("market")),
        ("lead department", lead()),
        ("another lead department", account("l", &[Role::Lead { department: "taxes".into() }])),
        ("approver concerned", approver("police")),
        ("approver not concerned", approver("taxes")),
        ("head of a department concerned", head("police")),
        ("head of another department", head("taxes")),
        ("head of the government", government()),
        ("office", account("office", &[Role::Office])),
        ("supervisor", account("supervisor", &[Role::Supervisor])),
        ("administrator", account("admin", &[Role::Admin])),
        ("the applicant, who is a clerk there", own(Role::Clerk { place: "centre".into() })),
        ("the applicant, who leads", own(Role::Lead { department: "health".into() })),
        ("the applicant, who approves", own(Role::Approver { department: "police".into() })),
    ]
}

fn own(role: Role) -> Actor {
    account("li_na", &[Role::Applicant, role])
}

fn case() -> Case {
    let mut submission = submission();
    submission.delivery = Delivery::Counter { place: "town_hall".into() };
    let mut world = World::begin(&agent(), submission).unwrap();
    world.does(&clerk(), casework::Command::Accept);
    world.case
}

/// Every action against everybody. A change of permission is a visible line here.
#[test]
fn who_may_do_what() {
    let case = case();
    let mut table = String::new();
    for action in Action::ALL {
        writeln!(table, "{action:?}").unwrap();
        for (who, actor) in everybody() {
            match may(&actor, *action, Some(&case)) {
                Ok(()) => writeln!(table, "  {who}").unwrap(),
                Err(Refusal::NotAllowed) => {}
                Err(refusal) => writeln!(table, "  ({who}: {})", refusal.code()).unwrap(),
            }
        }
    }
    insta::assert_snapshot!(table);
}

/// What each sees of a case; a line that is missing means: no such case.
#[test]
fn who_sees_what() {
    let case = case();
    let mut table = String::new();
    for (who, actor) in everybody() {
        let Some(sight) = sight(&actor, &case) else { continue };
        let mark = |shows, names| {
            if shows {
                "whole"
            } else if names {
                "by name"
            } else {
                "-"
            }
        };
        writeln!(table, "{who}").unwrap();
        for element in &case.plan.elements {
            let form = &sight.form;
            writeln!(table, "  field {element}: {}", mark(form.shows(element), form.names(element))).unwrap();
        }
        for one in &case.plan.materials {
            let (id, all) = (&one.material, &sight.materials);
            writeln!(table, "  material {id}: {}", mark(all.shows(id), all.names(id))).unwrap();
        }
        for one in &case.plan.items {
            let (id, all) = (&one.item, &sight.results);
            writeln!(table, "  result of {id}: {}", mark(all.shows(id), all.names(id))).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn an_action_is_listed_once() {
    let actions: std::collections::BTreeSet<_> = Action::ALL.iter().collect();
    assert_eq!(actions.len(), Action::ALL.len());
}

#[test]
fn to_an_administrator_there_are_no_cases() {
    assert_eq!(sight(&account("admin", &[Role::Admin]), &case()), None);
}

#[test]
fn an_online_case_that_nobody_took_yet_is_every_counters() {
    let world = World::submitted();
    assert!(sight(&clerk_of("market"), &world.case).is_some());
    assert!(sight(&clerk_of("market"), &World::accepted().case).is_none());
}
