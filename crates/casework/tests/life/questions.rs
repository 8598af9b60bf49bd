//! Questions between departments: nobody's clock stops, and nothing is told that may not be seen.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{Asked, Command, DutyKind, Refusal};
use jiff::civil::date;

use crate::world::*;

fn to(department: &str) -> Asked {
    Asked::Department { department: department.into() }
}

fn ask(to: Asked, text: &str) -> Command {
    Command::AskQuestion { task: task(1), to, text: text.into() }
}

fn answer(text: &str) -> Command {
    Command::AnswerQuestion { nth: 1, text: text.into() }
}

fn owed(world: &World) -> Vec<(DutyKind, String)> {
    let duties = world.case.duties().into_iter();
    duties.map(|duty| (duty.kind, duty.department.to_string())).collect()
}

#[test]
fn a_question_is_a_duty_of_whom_is_asked_until_it_is_answered_and_no_clock_stops() {
    let mut world = World::accepted();
    let dues = |world: &World| -> Vec<_> { world.case.tasks.iter().map(|task| task.stage.due()).collect() };
    let before = dues(&world);
    world.does(&approver("health"), ask(to("police"), "父亲的户口在本区吗"));
    assert_eq!(owed(&world), [(DutyKind::AnswerQuestion, "police".to_owned())]);
    assert_eq!(world.case.questions[0].due, date(2026, 3, 4), "two working days");
    assert_eq!(dues(&world), before);
    assert_eq!(world.refuses(&approver("insurance"), answer("在")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&clerk(), answer("在")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("police"), answer(" ")), Refusal::TextMissing);
    world.on(date(2026, 3, 3)).does(&approver("police"), answer("在"));
    assert!(owed(&world).is_empty());
    assert_eq!(world.refuses(&approver("police"), answer("不在")), Refusal::QuestionClosed);
    assert_eq!(dues(&world), before);
}

#[test]
fn the_counter_is_asked_where_the_case_has_one() {
    let mut world = World::accepted();
    world.does(&approver("health"), ask(Asked::Counter, "原件看过了吗"));
    assert_eq!(owed(&world), [(DutyKind::AnswerAtCounter, "health".to_owned())]);
    assert_eq!(world.refuses(&clerk_of("market"), answer("看过")), Refusal::NotAllowed);
    world.does(&clerk(), answer("看过"));
    assert!(owed(&world).is_empty());
}

#[test]
fn only_others_that_take_part_are_asked_and_by_whoever_decides_the_task() {
    let mut world = World::accepted();
    for asked in ["health", "taxes"] {
        assert_eq!(world.refuses(&approver("health"), ask(to(asked), "问")), Refusal::CannotAsk);
    }
    assert_eq!(world.refuses(&approver("police"), ask(to("insurance"), "问")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("health"), ask(to("police"), "")), Refusal::TextMissing);
    assert_eq!(world.refuses(&approver("police"), answer("答")), Refusal::NoSuchQuestion);
}

#[test]
fn pi_minimum__a_question_tells_nothing_that_the_reader_may_not_see() {
    let mut submission = submission();
    submission.form.insert("certificate.field".into(), "脐带血样本一号".into());
    submission.form.insert("registration.field".into(), "鼎山街道八组".into());
    let mut world = World::accepted_with(submission);
    let told = ask(to("police"), "脐带血样本一号对得上吗");
    let unseen = |id: &str| Refusal::QuotesUnseen(vec![id.into()]);
    assert_eq!(world.refuses(&approver("health"), told), unseen("certificate.field"));
    // What the reader sees anyway may be named, such as the mother.
    world.does(&approver("health"), ask(to("police"), "李娜登记的地址对吗"));
    assert_eq!(world.refuses(&approver("police"), answer("是鼎山街道八组")), unseen("registration.field"));
    world.does(&approver("police"), answer("对"));
}

#[test]
fn pi_minimum__who_asks_who_is_asked_and_the_lead_read_it_and_nobody_else() {
    let mut world = World::accepted();
    world.does(&approver("health"), ask(to("police"), "父亲的户口在本区吗"));
    let question = &world.case.questions[0];
    let reads = |actor| question.is_read_by(&actor, &world.case);
    assert!([approver("health"), head("health"), approver("police"), lead()].into_iter().all(reads));
    let others = [li_na(), stranger(), clerk(), approver("insurance"), office(), supervisor(), head("taxes")];
    assert!(!others.into_iter().any(reads));
}

#[test]
fn a_question_lapses_with_the_end_of_its_task() {
    let mut world = World::accepted();
    world.does(&approver("health"), ask(to("police"), "父亲的户口在本区吗"));
    world.does(&approver("health"), grant(1));
    assert!(owed(&world).is_empty());
    assert_eq!(world.refuses(&approver("police"), answer("在")), Refusal::QuestionClosed);
}
