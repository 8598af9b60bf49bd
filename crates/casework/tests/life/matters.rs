use casework::{
    Above, Actor, Command, Event, FindingRule, MatterAct, MatterKind, MatterStage, Refusal, Role, TimerKind,
    case::{Given, RatedVia, VisitRating},
};
use jiff::civil::date;

use crate::world::*;

fn rate(level: u8) -> Command {
    let (reasons, comment) = (vec!["服务态度不好".to_owned()], "等了两个小时".to_owned());
    Command::Rate { level, reasons, comment, given: Given::default() }
}

fn act(nth: u32, act: MatterAct) -> Command {
    Command::ActOnMatter { nth, act, text: "查过了".into() }
}

fn rater() -> Actor {
    Actor::Rater { case: number() }
}

fn visit(level: u8) -> Command {
    Command::RateVisit(VisitRating {
        place: "centre".into(),
        on: date(2026, 3, 2),
        clerk: "clerk_centre".into(),
        level,
        reasons: Vec::new(),
        comment: String::new(),
        given: Given { via: RatedVia::Counter, device: None, asked_at: None },
    })
}

/// bad_rating_rectify: verified within one working day, mended within five, called back, closed by
/// somebody else.
#[test]
fn a_bad_rating_is_verified_mended_called_back_and_closed_by_somebody_else() {
    let mut world = World::granted(submission());
    world.does(&li_na(), rate(2));
    let matter = world.case.matter(1).unwrap().clone();
    assert_eq!(
        (matter.kind, matter.stage()),
        (MatterKind::Rectification { level: 2 }, MatterStage::Verifying)
    );
    assert_eq!(matter.due, Some(date(2026, 3, 3)));
    assert_eq!(matter.text, "服务态度不好；等了两个小时");
    assert!(matter.about.iter().any(|account| account.as_str() == "clerk_centre"));

    let verify = act(1, MatterAct::Verify { holds: true });
    // Those whose work is in question do not verify it, whatever else they are.
    let clerk_and_office = account("clerk_centre", &[Role::Clerk { place: "centre".into() }, Role::Office]);
    assert_eq!(world.refuses(&clerk_and_office, verify.clone()), Refusal::OwnWork);
    assert_eq!(world.refuses(&approver("police"), verify.clone()), Refusal::NotAllowed);
    assert_eq!(world.refuses(&li_na(), verify.clone()), Refusal::NotAllowed);
    let now = MatterStage::Verifying;
    assert_eq!(world.refuses(&lead(), act(1, MatterAct::Answer)), Refusal::WrongMatterStage { now });
    world.does(&office(), verify);
    assert_eq!(world.case.matter(1).unwrap().due, Some(date(2026, 3, 9)));

    // More time once, with a reason, at most fifteen working days.
    let extend = |working_days| act(1, MatterAct::Extend { working_days });
    assert_eq!(world.refuses(&lead(), extend(16)), Refusal::ExtensionTooLong { most: 15 });
    world.does(&lead(), extend(15));
    assert_eq!(world.case.matter(1).unwrap().due, Some(date(2026, 3, 23)));
    assert_eq!(world.refuses(&lead(), extend(15)), Refusal::AlreadyExtended);

    let silent = Command::ActOnMatter { nth: 1, act: MatterAct::Answer, text: " ".into() };
    assert_eq!(world.refuses(&lead(), silent), Refusal::ReasonMissing);
    assert_eq!(world.refuses(&approver("police"), act(1, MatterAct::Answer)), Refusal::NotAllowed);
    world.does(&lead(), act(1, MatterAct::Answer));
    // Who is not content yet gets another answer.
    world.does(&office(), act(1, MatterAct::CallBack { content: false }));
    world.does(&lead(), act(1, MatterAct::Answer));
    world.does(&office(), act(1, MatterAct::CallBack { content: true }));
    let lead_and_office = account("lead", &[Role::Lead { department: "health".into() }, Role::Office]);
    assert_eq!(world.refuses(&lead_and_office, act(1, MatterAct::Close)), Refusal::OwnWork);
    world.does(&supervisor(), act(1, MatterAct::Close));
    assert_eq!(world.case.matter(1).unwrap().stage(), MatterStage::Closed);
}

#[test]
fn what_turns_out_not_to_be_so_is_told_and_closed() {
    let mut world = World::granted(submission());
    world.does(&li_na(), rate(1));
    world.does(&office(), act(1, MatterAct::Verify { holds: false }));
    assert_eq!(world.case.matter(1).unwrap().stage(), MatterStage::Closing);
    world.does(&supervisor(), act(1, MatterAct::Close));
}

/// rating_once_per_matter, rating_voluntary.
#[test]
fn a_case_is_rated_once_and_a_visit_once_by_nobody_of_the_staff() {
    let mut world = World::granted(submission());
    world.does(&rater(), visit(5));
    assert_eq!(world.refuses(&rater(), visit(1)), Refusal::AlreadyRated);
    for somebody in [clerk(), lead(), office(), supervisor(), li_na(), stranger(), Actor::System] {
        assert!(world.tries(&somebody, visit(5)).is_err(), "{somebody:?}");
    }
    let elsewhere = Actor::Rater { case: "JJ20260302AAAAAA".parse().unwrap_or_else(|_| number()) };
    if elsewhere != rater() {
        assert_eq!(world.refuses(&elsewhere, rate(5)), Refusal::NotAllowed);
    }
    world.does(&rater(), rate(5));
    assert_eq!(world.refuses(&li_na(), rate(1)), Refusal::AlreadyRated);
    assert!(world.case.matters.is_empty(), "what is good needs no mending");
    assert_eq!(world.case.visit_ratings.len(), 1);
}

#[test]
fn a_complaint_is_handled_outside_of_the_departments_concerned() {
    let mut world = World::accepted();
    let complaint = Command::Complain { text: "窗口让我回去再补".into() };
    assert_eq!(world.refuses(&stranger(), complaint.clone()), Refusal::NotAllowed);
    world.does(&li_na(), complaint.clone());
    assert_eq!(world.refuses(&li_na(), complaint.clone()), Refusal::ComplaintOpen);
    let verify = act(1, MatterAct::Verify { holds: true });
    for concerned in [lead(), head("police"), approver("police"), clerk()] {
        assert_eq!(world.refuses(&concerned, verify.clone()), Refusal::NotAllowed, "{concerned:?}");
    }
    world.does(&office(), verify);
    world.does(&clerk(), act(1, MatterAct::Answer));
    world.does(&supervisor(), act(1, MatterAct::CallBack { content: true }));
    world.does(&supervisor(), act(1, MatterAct::Close));
    world.does(&li_na(), complaint);
    assert_eq!(world.case.matters.len(), 2);
}

#[test]
fn whoever_is_urged_has_to_answer_in_time_and_the_record_keeps_when_they_did_not() {
    let mut world = World::accepted();
    let urge =
        |working_days| Command::Urge { task: Some(task(1)), text: "为什么还没办".into(), working_days };
    for somebody in [li_na(), clerk(), lead(), approver("health")] {
        assert_eq!(world.refuses(&somebody, urge(1)), Refusal::NotAllowed);
    }
    assert_eq!(world.refuses(&supervisor(), urge(9)), Refusal::ExtensionTooLong { most: 5 });
    world.does(&supervisor(), urge(1));
    let overdue = TimerKind::MatterOverdue.command("1");
    world.on(date(2026, 3, 3));
    assert_eq!(world.refuses(&Actor::System, overdue.clone()), Refusal::NotYetTime);
    world.on(date(2026, 3, 4)).does(&Actor::System, overdue.clone());
    assert_eq!(world.refuses(&Actor::System, overdue), Refusal::NotYetTime);
    assert_eq!(world.refuses(&approver("police"), act(1, MatterAct::Answer)), Refusal::NotAllowed);
    world.does(&approver("health"), act(1, MatterAct::Answer));
    world.does(&supervisor(), act(1, MatterAct::Close));
    let acts: Vec<_> = world.case.matter(1).unwrap().steps.iter().map(|step| step.act).collect();
    let up = MatterAct::Escalate { to: Above::Head };
    assert_eq!(acts, [MatterAct::Overdue, up, MatterAct::Answer, MatterAct::Close]);
}

#[test]
fn the_observer_finds_what_offends_a_rule_and_finds_it_once() {
    let found = |world: &World, new: usize| -> Vec<FindingRule> {
        let history: Vec<_> = world.history.iter().cloned().map(std::sync::Arc::new).collect();
        let commands = world.case.findings(&history, new);
        commands
            .into_iter()
            .map(|command| match command {
                Command::Find { rule, .. } => rule,
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let mut world = World::accepted();
    assert!(found(&world, world.history.len()).is_empty(), "ordinary work offends nothing");
    // 倒签: a result that is dated before its task began.
    let mut early = grant(1);
    if let Command::GrantTask { result, .. } = &mut early {
        result.valid_from = date(2026, 2, 1);
    }
    let new = world.does(&approver("health"), early).len();
    assert_eq!(found(&world, new), [FindingRule::Backdated]);
    // 停表超期
    world.does(&approver("health"), suspend(2, date(2026, 3, 3)));
    let new =
        world.on(date(2026, 3, 6)).does(&approver("health"), Command::ResumeTask { task: task(2) }).len();
    assert_eq!(found(&world, new), [FindingRule::PauseOverrun]);
    // The clock of a machine was put back.
    let new =
        world.on(date(2026, 3, 5)).does(&approver("health"), Command::StartTask { task: task(6) }).len();
    assert_eq!(found(&world, new), [FindingRule::Backdated]);
    // 停表没有依据: a record from before documents were asked for.
    let last = world.history.last_mut().unwrap();
    last.event = Event::TaskSuspended {
        task: task(6),
        procedure: "听证".into(),
        expected_end: None,
        evidence: String::new(),
        due: None,
        statutory_due: None,
    };
    assert!(found(&world, 1).contains(&FindingRule::PauseWithoutEvidence));

    let find = Command::Find {
        rule: FindingRule::Backdated,
        department: "health".into(),
        task: Some(task(1)),
        text: "早了".into(),
    };
    assert_eq!(world.refuses(&office(), find.clone()), Refusal::NotAllowed);
    world.does(&Actor::System, find.clone());
    assert_eq!(world.refuses(&Actor::System, find), Refusal::NotYetTime);
    world.does(&approver("health"), act(1, MatterAct::Answer));
    world.does(&office(), act(1, MatterAct::Close));
}

/// Found by the software itself, as the service does it.
fn observed(world: &mut World, new: usize) {
    let history: Vec<_> = world.history.iter().cloned().map(Into::into).collect();
    for command in world.case.findings(&history, new) {
        // What was found before is not found again.
        world.tries(&Actor::System, command).map(drop).unwrap_or_default();
    }
}

#[test]
#[expect(non_snake_case, reason = "the id of the rule stands before the sentence")]
fn promised_limit__a_decision_after_the_promised_day_owes_a_reason_though_no_light_had_been_lit() {
    let mut world = World::accepted();
    world.does(&approver("health"), Command::StartTask { task: task(1) });
    let decided = world.on(date(2026, 3, 10)).does(&approver("health"), grant(1)).len();
    observed(&mut world, decided);
    let matter = world.case.matter(1).expect("a reason is owed").clone();
    assert_eq!(matter.kind, MatterKind::Finding { rule: FindingRule::LimitPassed });
    assert_eq!((matter.task.clone(), matter.department.as_str()), (Some(task(1)), "health"));
    assert!(matter.answer().is_none());
    // The officer who decided gives it, whoever supervises closes it.
    world.does(&approver("health"), act(1, MatterAct::Answer));
    assert_eq!(world.case.matter(1).unwrap().answer().unwrap().text, "查过了");
}

#[test]
#[expect(non_snake_case, reason = "the id of the rule stands before the sentence")]
fn promised_limit__one_limit_is_asked_about_once() {
    let mut world = World::accepted();
    world.on(date(2026, 3, 10));
    let lit = world.does(&Actor::System, Command::Light { of: task(1).0, light: workdays::Light::Red }).len();
    observed(&mut world, lit);
    let decided = world.does(&approver("health"), grant(1)).len();
    observed(&mut world, decided);
    assert_eq!(world.case.matters.len(), 1);
}

#[test]
fn what_nobody_answers_goes_up_step_by_step_until_it_is_answered() {
    let up = |to| MatterAct::Escalate { to };
    let late = |world: &mut World| -> Vec<MatterAct> {
        let act = Command::ActOnMatter { nth: 1, act: MatterAct::Overdue, text: String::new() };
        let events = world.does(&Actor::System, act).into_iter();
        let acts = events.filter_map(|event| match event {
            Event::MatterStepped { act, .. } => Some(act),
            _ => None,
        });
        acts.collect()
    };
    let urged = || {
        let mut world = World::accepted();
        world.does(&office(), Command::Urge { task: None, text: "请尽快".into(), working_days: 1 });
        world
    };
    let mut world = urged();
    for (day, to, next) in [
        (date(2026, 3, 4), Above::Head, date(2026, 3, 6)),
        (date(2026, 3, 9), Above::Supervision, date(2026, 3, 11)),
        (date(2026, 3, 12), Above::GovernmentHead, date(2026, 3, 16)),
    ] {
        assert_eq!(late(world.on(day)), [MatterAct::Overdue, up(to)]);
        assert_eq!(world.case.matter(1).unwrap().due, Some(next));
        let timers = world.case.timers(day, &world.calendar).into_iter();
        let timers = timers.filter(|timer| timer.kind == TimerKind::MatterOverdue).count();
        assert_eq!(timers, 1, "its next day is watched too");
    }
    assert_eq!(late(world.on(date(2026, 3, 17))), [MatterAct::Overdue], "nobody stands above");

    let mut answered = urged();
    late(answered.on(date(2026, 3, 4)));
    answered.does(&lead(), act(1, MatterAct::Answer));
    let timers = answered.case.timers(date(2026, 3, 4), &answered.calendar);
    assert!(timers.iter().all(|timer| timer.kind != TimerKind::MatterOverdue));
    // It goes up by the software alone.
    assert_eq!(urged().refuses(&office(), act(1, up(Above::Head))), Refusal::NotAllowed);
}

#[test]
fn what_a_citizen_says_does_not_go_up_but_is_noted_as_late() {
    let mut world = World::granted(submission());
    world.does(&li_na(), rate(1));
    world.on(date(2026, 3, 4));
    let act = Command::ActOnMatter { nth: 1, act: MatterAct::Overdue, text: String::new() };
    assert_eq!(world.does(&Actor::System, act).len(), 1);
}
