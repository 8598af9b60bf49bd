//! 利害关系人: others whose great interests a task concerns are told and heard before it is granted.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use std::sync::Arc;

use casework::{Command, FindingRule, Refusal, interested::InterestedAct};
use jiff::civil::{Date, date};

use crate::world::*;

/// The vaccination concerns the neighbours.
fn accepted() -> World {
    let mut submission = submission();
    let why = "场所改变用途，关系到有利害关系的业主".to_owned();
    Arc::make_mut(&mut submission.plan).items[3].third_party_interest = Some(why);
    World::accepted_with(submission)
}

fn tell(people: &[&str], until: Option<Date>) -> Command {
    Command::Interested(InterestedAct::Notify {
        task: task(6),
        people: people.iter().map(|name| (*name).to_owned()).collect(),
        how: "当面送达".into(),
        text: "住宅改作经营，请在期限内说明意见".into(),
        until,
    })
}

fn said(person: &str) -> Command {
    let (person, text) = (person.to_owned(), "同意，夜里不要有噪声".to_owned());
    Command::Interested(InterestedAct::Record { task: task(6), person, text })
}

fn nobody(reason: &str) -> Command {
    Command::Interested(InterestedAct::NoneConcerned { task: task(6), reason: reason.into() })
}

fn found(world: &World) -> Vec<(FindingRule, String)> {
    let history: Vec<_> = world.history.iter().cloned().map(Arc::new).collect();
    let commands = world.case.findings(&history, 1).into_iter();
    let found = commands.filter_map(|command| match command {
        Command::Find { rule, text, .. } => Some((rule, text)),
        _ => None,
    });
    found.collect()
}

#[test]
fn interested_parties__a_grant_without_a_notice_is_found() {
    let mut world = accepted();
    let ctx = world.tries(&approver("health"), grant(6)).unwrap();
    assert_eq!(ctx.len(), 1, "nothing keeps the department from granting");
    let (rule, text) = &found(&world)[0];
    assert_eq!(*rule, FindingRule::InterestedNotHeard);
    assert!(text.contains("没有告知利害关系人"), "{text}");
}

#[test]
fn interested_parties__they_have_days_to_speak_and_a_grant_before_is_found() {
    let mut world = accepted();
    world.does(&approver("health"), tell(&["王芳", "赵强"], None));
    let notice = &world.case.task(&task(6)).unwrap().interested.notices[0];
    assert_eq!((notice.on, notice.until), (date(2026, 3, 2), date(2026, 3, 9)));
    world.does(&approver("health"), said("王芳"));
    world.does(&approver("health"), grant(6));
    assert!(found(&world)[0].1.contains("期限内"), "one of them has not spoken");
}

#[test]
fn interested_parties__nothing_is_found_once_all_have_spoken_or_their_days_are_over() {
    let mut spoken = accepted();
    spoken.does(&approver("health"), tell(&["王芳"], None));
    spoken.does(&approver("health"), said("王芳"));
    spoken.does(&approver("health"), grant(6));
    assert_eq!(found(&spoken), []);

    let mut over = accepted();
    over.does(&approver("health"), tell(&["王芳"], Some(date(2026, 3, 3))));
    over.on(date(2026, 3, 4)).does(&approver("health"), grant(6));
    assert!(found(&over).iter().all(|(rule, _)| *rule != FindingRule::InterestedNotHeard));
}

#[test]
fn interested_parties__the_department_may_find_that_nobody_is_concerned_and_says_why() {
    let mut world = accepted();
    assert_eq!(world.refuses(&approver("health"), nobody(" ")), Refusal::ReasonMissing);
    world.does(&approver("health"), nobody("场所是商业用房，没有改变用途"));
    world.does(&approver("health"), grant(6));
    assert_eq!(found(&world), []);
}

#[test]
fn interested_parties__only_the_department_tells_them_and_hears_those_whom_it_told() {
    let mut world = accepted();
    for other in [li_na(), clerk(), approver("police"), supervisor()] {
        assert_eq!(world.refuses(&other, tell(&["王芳"], None)), Refusal::NotAllowed);
    }
    let health = approver("health");
    assert_eq!(world.refuses(&health, tell(&[" "], None)), Refusal::InterestedIncomplete);
    assert_eq!(world.refuses(&health, tell(&["王芳"], Some(date(2026, 3, 2)))), Refusal::NoTimeToSpeak);
    assert_eq!(world.refuses(&health, said("王芳")), Refusal::NotNotified);
    let mut plain = World::accepted();
    assert_eq!(plain.refuses(&health, tell(&["王芳"], None)), Refusal::NobodyConcerned);
}
