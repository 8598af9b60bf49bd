//! Results after they were given: slips, editions, and a word before they run out.

use casework::{
    Actor, Command, DutyKind, Refusal, TaskStageName, TimerKind,
    case::{TaskResult, day_of},
    results::{ResultAct, edition_id, of_edition_id},
};
use jiff::civil::date;

use crate::world::*;

fn report(nth: usize, text: &str) -> Command {
    Command::Result(ResultAct::ReportSlip { task: task(nth), text: text.into() })
}

fn correct(nth: usize, number: &str, reason: &str) -> Command {
    let result = Box::new(TaskResult { number: number.into(), ..result() });
    Command::Result(ResultAct::Correct { task: task(nth), result, reason: reason.into() })
}

fn decline(nth: usize, reason: &str) -> Command {
    Command::Result(ResultAct::DeclineSlip { task: task(nth), reason: reason.into() })
}

#[test]
fn a_slip_is_corrected_by_a_new_edition_and_what_was_replaced_is_kept() {
    let mut world = World::granted(submission());
    let old = world.case.task(&task(1)).unwrap().stage.result().unwrap().clone();
    assert_eq!(world.refuses(&li_na(), report(1, " ")), Refusal::ReasonMissing);
    world.does(&li_na(), report(1, "名字写错了"));
    assert_eq!(world.refuses(&li_na(), report(1, "还有")), Refusal::SlipOpen);
    let owed: Vec<_> = world.case.duties().iter().map(|duty| (duty.kind, duty.due)).collect();
    assert_eq!(owed, [(DutyKind::CorrectSlip, date(2026, 3, 9))]);
    assert_eq!(world.refuses(&approver("health"), correct(1, "改-1", "")), Refusal::ReasonMissing);
    assert_eq!(world.refuses(&approver("health"), correct(1, "", "笔误")), Refusal::ResultIncomplete);
    world.does(&approver("health"), correct(1, "改-1", "笔误"));
    let corrected = world.case.task(&task(1)).unwrap();
    assert_eq!(corrected.stage.name(), TaskStageName::Granted);
    assert_eq!((corrected.stage.result().unwrap().number.as_str(), corrected.edition()), ("改-1", 2));
    assert_eq!(corrected.aftercare.replaced[0].result, old);
    assert!(world.case.duties().is_empty(), "it was answered");
    assert_eq!(world.refuses(&approver("health"), correct(1, "改-1", "笔误")), Refusal::NothingCorrected);
}

#[test]
fn the_department_that_decided_alone_says_whether_there_is_a_slip() {
    let mut world = World::granted(submission());
    for other in [stranger(), agent(), clerk(), supervisor(), approver("police")] {
        assert_eq!(world.refuses(&other, report(1, "错了")), Refusal::NotAllowed);
        assert_eq!(world.refuses(&other, correct(1, "改-1", "笔误")), Refusal::NotAllowed);
    }
    assert_eq!(world.refuses(&li_na(), correct(1, "改-1", "笔误")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("health"), decline(1, "没有错")), Refusal::NoSlip);
    world.does(&approver("health"), report(1, "自己发现的"));
    world.does(&approver("health"), decline(1, "与底册一致"));
    assert_eq!(world.case.task(&task(1)).unwrap().edition(), 1);
    let mut open = World::accepted();
    let ready = Refusal::WrongTaskStage { now: TaskStageName::Ready };
    assert_eq!(open.refuses(&li_na(), report(1, "错了")), ready, "there is no result yet");
}

#[test]
fn whoever_holds_a_result_is_reminded_once_before_it_runs_out() {
    let mut world = World::accepted();
    let result = TaskResult { valid_until: Some(date(2027, 3, 1)), ..result() };
    world.does(&approver("health"), Command::GrantTask { task: task(6), result });
    let of = task(6).0;
    let timers = world.case.timers(day_of(world.now), &world.calendar);
    let timer = timers.iter().find(|timer| timer.kind == TimerKind::ExpiryReminder).unwrap();
    assert_eq!((timer.of.as_str(), day_of(timer.at)), (of.as_str(), date(2026, 12, 31)), "sixty days before");
    let remind = || TimerKind::ExpiryReminder.command(&of);
    world.on(date(2026, 12, 30));
    assert_eq!(world.refuses(&Actor::System, remind()), Refusal::NotYetTime);
    world.on(date(2026, 12, 31));
    assert_eq!(world.refuses(&clerk(), remind()), Refusal::NotAllowed);
    world.does(&Actor::System, remind());
    assert_eq!(world.refuses(&Actor::System, remind()), Refusal::NotYetTime);
}

#[test]
fn an_edition_is_named_behind_its_task() {
    assert_eq!(of_edition_id(&edition_id(&task(1), 1)), (task(1), 1));
    assert_eq!(of_edition_id(&edition_id(&task(1), 3)), (task(1), 3));
}
