//! What holds for every plan and whatever people try.

use casework::{
    Actor, Asked, CasePlan, Command, Event, MatterAct, PlannedItem, Stage, TaskId, TaskStage, TaskStageName,
    TimerKind,
    case::{Delivery, Form, Given, TaskResult, day_of},
    exit::{Exit, ExitAct, ExitStep, Way},
    results::ResultAct,
};
use jiff::{Span, civil::date};
use proptest::prelude::*;

use crate::world::*;

const DEPARTMENTS: [&str; 3] = ["health", "police", "insurance"];

/// Any plan of up to six items; an item waits only for items before it.
fn any_plan() -> impl Strategy<Value = CasePlan> {
    let item = (0..3_usize, proptest::option::of(0..3_u32), any::<u8>(), 0..6_u32);
    proptest::collection::vec(item, 1..6).prop_map(|items| CasePlan {
        items: items
            .into_iter()
            .enumerate()
            .map(|(index, (department, repeat, needs, promised_days))| PlannedItem {
                item: format!("item{index}").into(),
                department: DEPARTMENTS[department].into(),
                repeat,
                needs: (0..index)
                    .filter(|before| needs & (1 << before) != 0)
                    .map(|before| format!("item{before}").into())
                    .collect(),
                promised_days,
                statutory_days: promised_days * 2,
                materials: vec!["insurance_form".into()],
                ..PlannedItem::default()
            })
            .collect(),
        ..plan()
    })
}

fn anybody() -> impl Strategy<Value = Actor> {
    prop_oneof![
        2 => Just(li_na()),
        3 => Just(clerk()),
        1 => Just(clerk_of("town_hall")),
        1 => Just(lead()),
        1 => Just(stranger()),
        1 => Just(Actor::System),
        9 => (0..3_usize).prop_map(|department| approver(DEPARTMENTS[department])),
    ]
}

fn anything() -> impl Strategy<Value = Command> {
    let nth = || 1..11_usize;
    prop_oneof![
        12 => Just(Command::Accept),
        4 => (proptest::sample::select(TimerKind::ALL), proptest::option::of(nth())).prop_map(|(kind, nth)| {
            kind.command(&nth.map_or_else(String::new, |nth| task(nth).0))
        }),
        1 => Just(Command::AskForCorrection(notice(&["mother.name"], &["registration_form"]))),
        1 => Just(Command::ReturnCorrection {
            form: Form::from([("mother.name".into(), "李娜娜".into())]),
            materials: vec![handed_in("registration_form")],
        }),
        6 => (0..3_usize, 0..4_u8).prop_map(|(department, what)| {
            assess(DEPARTMENTS[department], if what == 0 { remarks(&[], &["insurance_form"]) } else { remarks(&[], &[]) })
        }),
        1 => Just(Command::NoteMissed),
        1 => (2..30_i8).prop_map(|day| Command::ExtendDeferral {
            until: date(2026, 3, day),
            reason: "医院停电".into(),
        }),
        1 => Just(Command::EndDeferral { reason: "逾期".into(), remedy: "可复议".into() }),
        1 => Just(Command::CloseWindow),
        1 => Just(Command::DeemDepartments),
        1 => Just(Command::SayUnmet(notice(&["mother.name"], &[]))),
        1 => Just(Command::AskAgain { notice: notice(&["insurance.field"], &[]), why: "漏看".into() }),
        1 => Just(Command::CorrectOnSpot {
            form: Form::from([("mother.name".into(), "李娜".into())]),
            confirmed_by: "李娜".into(),
        }),
        1 => Just(Command::NotRequired { reason: "不需要".into(), remedy: "复议".into() }),
        1 => Just(Command::Withdraw { reason: String::new() }),
        2 => (0..3_u32).prop_map(|row| Command::WithdrawRow { row, reason: String::new() }),
        1 => Just(Command::NotAccept { reason: "不".into(), remedy: "复议".into() }),
        2 => Just(Command::Supply(vec![handed_in("insurance_form")])),
        4 => nth().prop_map(|nth| Command::StartTask { task: task(nth) }),
        1 => nth().prop_map(|nth| Command::ReleaseTask { task: task(nth), reason: "不归我管".into() }),
        1 => nth().prop_map(|nth| Command::AskQuestion {
            task: task(nth),
            to: Asked::Department { department: "police".into() },
            text: "户口在本区吗".into(),
        }),
        1 => (1..4_u32).prop_map(|nth| Command::AnswerQuestion { nth, text: "在".into() }),
        1 => Just(Command::ExtendJoint { working_days: 15, reason: "要会审".into() }),
        3 => (nth(), 2..30_i8).prop_map(|(nth, day)| suspend(nth, date(2026, 3, day))),
        2 => (nth(), 0..13_u32).prop_map(|(nth, days)| extend(nth, days)),
        8 => nth().prop_map(|nth| Command::ResumeTask { task: task(nth) }),
        30 => nth().prop_map(grant),
        4 => nth().prop_map(refuse),
        2 => Just(Command::Deliver { note: "本人".into() }),
        2 => nth().prop_map(|nth| Command::Result(ResultAct::ReportSlip { task: task(nth), text: "错字".into() })),
        2 => (nth(), 1..4_u8).prop_map(|(nth, number)| Command::Result(ResultAct::Correct {
            task: task(nth),
            result: Box::new(TaskResult { number: format!("C{number}"), ..result() }),
            reason: "笔误".into(),
        })),
        1 => Just(Command::ChooseDelivery(Delivery::Online)),
        1 => Just(Command::ChooseDelivery(by_post())),
        1 => Just(Command::Exit(ExitAct::Choose(Exit::OneByOne))),
        2 => Just(Command::Exit(ExitAct::SayReady(Vec::new()))),
        2 => Just(hand_out(&[])),
        1 => Just(Command::Exit(ExitAct::NoteWrongCode)),
        2 => (2..8_i8).prop_map(|day| post(date(2026, 3, day))),
        2 => (1..4_u32, 2..30_i8)
            .prop_map(|(batch, day)| Command::Exit(ExitAct::NoteArrival { batch, on: date(2026, 3, day) })),
        1 => (1..4_u32, 2..30_i8).prop_map(|(batch, day)| came_back(batch, date(2026, 3, day), None)),
        1 => Just(Command::ChooseDelivery(Delivery::Counter { place: "centre".into() })),
        2 => (0..7_u8).prop_map(|level| Command::Rate {
            level,
            reasons: Vec::new(),
            comment: String::new(),
            given: Given::default(),
        }),
        1 => Just(Command::Complain { text: "窗口不收".into() }),
        1 => Just(Command::Urge { task: None, text: "抓紧".into(), working_days: 1 }),
        4 => (1..4_u32, 0..5_usize).prop_map(|(nth, act)| Command::ActOnMatter {
            nth,
            act: [
                MatterAct::Verify { holds: true },
                MatterAct::Answer,
                MatterAct::CallBack { content: true },
                MatterAct::Close,
                MatterAct::Extend { working_days: 10 },
            ][act],
            text: "办了".into(),
        }),
    ]
}

/// The person whose business the command is.
fn whose_business(world: &World, command: &Command) -> Actor {
    match command {
        Command::Assess { department, .. } => approver(department),
        Command::Exit(ExitAct::Choose(_)) => li_na(),
        Command::Result(ResultAct::ReportSlip { .. }) => li_na(),
        Command::Result(ResultAct::RemindOfExpiry { .. }) => Actor::System,
        Command::Result(ResultAct::Correct { task, .. } | ResultAct::DeclineSlip { task, .. }) => {
            approver(world.case.task(task).map_or("health", |task| &task.department))
        }
        Command::DeemAccepted
        | Command::CloseWindow
        | Command::DeemDepartments
        | Command::NoteMissed
        | Command::RemindOfDeferral { .. }
        | Command::Light { .. }
        | Command::Remind { .. } => Actor::System,
        Command::AskAgain { .. } | Command::ExtendDeferral { .. } | Command::EndDeferral { .. } => lead(),
        Command::CheckPromise { .. }
        | Command::DecideRepair { .. }
        | Command::AnnounceRevocation { .. }
        | Command::RevokeResult { .. } => approver("insurance"),
        Command::WithdrawPromise { .. } | Command::AskRepair { .. } => li_na(),
        Command::Complain { .. } | Command::AskAboutData { .. } => li_na(),
        Command::Urge { .. } => office(),
        Command::ActOnMatter { act: MatterAct::Answer | MatterAct::Extend { .. }, .. } => lead(),
        Command::ActOnMatter { .. } => office(),
        Command::RateVisit(_) | Command::Find { .. } => Actor::System,
        Command::Accept
        | Command::SayUnmet(_)
        | Command::CorrectOnSpot { .. }
        | Command::NotRequired { .. }
        | Command::NotOurAuthority { .. }
        | Command::AskForCorrection(_)
        | Command::NotAccept { .. }
        | Command::Exit(_)
        | Command::Deliver { .. } => clerk(),
        Command::AnswerQuestion { .. } => approver("police"),
        Command::ExtendJoint { .. } => government(),
        Command::FindFalseMaterial(_) => clerk(),
        Command::Interested(_) => approver("health"),
        Command::StartTask { task }
        | Command::ReleaseTask { task, .. }
        | Command::HandOverTask { task, .. }
        | Command::AskQuestion { task, .. }
        | Command::ArrangeCheck { task, .. }
        | Command::RecordCheck { task, .. }
        | Command::MakeCertificate { task }
        | Command::SuspendTask { task, .. }
        | Command::ResumeTask { task }
        | Command::GrantTask { task, .. }
        | Command::RefuseTask { task, .. } => {
            approver(world.case.task(task).map_or("health", |task| &task.department))
        }
        Command::ExtendTask { task, .. } => {
            head(world.case.task(task).map_or("health", |task| &task.department))
        }
        Command::ReturnCorrection { .. }
        | Command::Withdraw { .. }
        | Command::WithdrawRow { .. }
        | Command::MeetPrerequisite(_)
        | Command::Supply(_)
        | Command::ConsentAsGuardian(_)
        | Command::ChooseDelivery(_)
        | Command::AskParty { .. }
        | Command::TakeBackConfirmation { .. }
        | Command::RateParts { .. }
        | Command::Rate { .. } => li_na(),
        Command::ConfirmAsParty { .. } => {
            Actor::Party { case: number(), account: "wang_qiang".into(), name: "王强".into() }
        }
        Command::RecordParties { .. } => clerk(),
    }
}

fn check(world: &World) {
    let case = &world.case;
    for one in &case.tasks {
        let is_free = case.waits_for_nothing(one);
        match one.stage.name() {
            TaskStageName::Waiting => assert!(!is_free, "nothing waits in vain"),
            TaskStageName::Cancelled => {}
            _ => assert!(is_free, "nothing begins before what it waits for"),
        }
        if let TaskStage::Cancelled { because_of: Some(cause), .. } = &one.stage {
            assert_eq!(case.task(cause).unwrap().stage.name(), TaskStageName::Refused);
        }
        if let Some((since, due, statutory_due)) = one.stage.clock() {
            assert!(since <= due && due <= statutory_due);
        }
        if let Some(clock) = case.task_clock(one, day_of(world.now), &world.calendar) {
            let first = clock.stretches.first().map(|stretch| stretch.from);
            assert_eq!(first, Some(clock.since), "every day from receipt on has its reason");
        }
    }
    for (nth, batch) in case.outgoing.batches.iter().enumerate() {
        let granted = |id: &TaskId| case.task(id).is_some_and(|task| task.stage.is_granted());
        assert!(
            !batch.tasks.is_empty() && batch.tasks.iter().all(granted),
            "what is not there does not go out"
        );
        let sent: Vec<_> = batch.tasks.iter().zip(&batch.editions).collect();
        assert_eq!(sent.len(), batch.tasks.len(), "each result goes out in an edition");
        let later = case.outgoing.batches[nth + 1..].iter();
        let mut later = later.flat_map(|batch| batch.tasks.iter().zip(&batch.editions));
        let came_back = matches!(&batch.way, Way::Posted { came_back: Some(_), .. });
        assert!(came_back || later.all(|one| !sent.contains(&one)), "no edition goes out twice");
    }
    let all_ended = case.tasks.iter().all(|task| task.stage.is_ended());
    match case.stage {
        Stage::InProgress { .. } => assert!(!all_ended, "a case with nothing open is completed"),
        Stage::Completed { .. } | Stage::Delivered { .. } => assert!(all_ended),
        Stage::Withdrawn { .. } => {
            assert!(all_ended && case.tasks.iter().all(|task| !task.stage.is_granted()))
        }
        Stage::Submitted | Stage::AwaitingCorrection { .. } | Stage::NotAccepted { .. } => {
            assert!(case.tasks.is_empty());
        }
    }
}

fn is_delivery(event: &Event) -> bool {
    matches!(event, Event::Delivered { .. } | Event::Exit(ExitStep::Concluded { .. }))
}

/// How often each thing happened that happens to a case at most once.
fn times_each(world: &World) -> Vec<(&'static str, usize)> {
    let times = |is: fn(&Event) -> bool| world.history.iter().filter(|recorded| is(&recorded.event)).count();
    vec![
        ("submission", times(|event| matches!(event, Event::Submitted(_)))),
        ("correction", times(|event| matches!(event, Event::CorrectionAsked { .. }))),
        ("acceptance", times(|event| matches!(event, Event::Accepted { .. }))),
        ("completion", times(|event| matches!(event, Event::Completed))),
        ("delivery", times(is_delivery)),
        ("rating", times(|event| matches!(event, Event::Rated { .. }))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_try_the_case_stays_whole(
        plan in any_plan(),
        deferred_first in any::<bool>(),
        paper in any::<bool>(),
        tries in proptest::collection::vec(
            (proptest::option::weighted(0.2, anybody()), anything(), 0..3_i32),
            0..150,
        ),
    ) {
        let mut submission = submission();
        submission.plan = plan.into();
        if deferred_first {
            submission.materials[2] = deferred("insurance_form");
            submission.promises = vec![promise("deferral", None, &["insurance_form"])];
        }
        if paper {
            submission.delivery = Delivery::Counter { place: "centre".into() };
        }
        let Ok(mut world) = World::begin(&li_na(), submission) else {
            return Ok(());
        };
        for (actor, command, days) in tries {
            world.now += Span::new().hours(days * 24);
            let before = world.case.clone();
            let actor = actor.unwrap_or_else(|| whose_business(&world, &command));
            let timers = before.timers(day_of(world.now), &world.calendar);
            let set = timers.iter().find(|timer| timer.kind.command(&timer.of) == command);
            let is_due = set.is_some_and(|timer| timer.at <= world.now);
            let of_itself = whose_business(&world, &command) == Actor::System;
            let outcome = world.tries(&actor, command.clone());
            if of_itself && actor == Actor::System {
                prop_assert_eq!(outcome.is_ok(), is_due, "what is due is done, and nothing else: {:?}", set);
                let after = world.case.timers(day_of(world.now), &world.calendar);
                let again = after.iter().find(|timer| timer.kind.command(&timer.of) == command);
                prop_assert!(outcome.is_err() || again.is_none_or(|timer| timer.at > world.now), "and once");
            }
            if outcome.is_err() {
                prop_assert_eq!(&world.case, &before, "a refusal changes nothing");
            }
            check(&world);
            for (old, new) in before.tasks.iter().zip(&world.case.tasks) {
                if old.stage.is_ended() && old.edition() == new.edition() {
                    prop_assert_eq!(&old.stage, &new.stage, "what has ended never changes again");
                } else if old.stage.is_ended() {
                    let kept = new.aftercare.replaced.last().map(|one| &one.result);
                    prop_assert_eq!(old.stage.result(), kept, "a correction keeps what it replaces");
                }
            }
            if before.is_ended() {
                prop_assert_eq!(&before.stage, &world.case.stage);
            }
        }
        for (name, count) in times_each(&world) {
            prop_assert!(count <= 1, "{} happened {} times", name, count);
        }

        // History alone gives the same case, also after it was written down and read again.
        prop_assert_eq!(casework::replay(&world.history), Some(world.case.clone()));
        let kept = serde_json::to_string(&world.history).unwrap();
        let read: Vec<casework::Recorded> = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(casework::replay(&read), Some(world.case.clone()));
        let versions: Vec<u64> = world.history.iter().map(|recorded| recorded.version).collect();
        prop_assert_eq!(versions, (1..=world.case.version).collect::<Vec<_>>());
        let kept = serde_json::to_string(&world.case).unwrap();
        prop_assert_eq!(serde_json::from_str::<casework::Case>(&kept).unwrap(), world.case);
    }

    #[test]
    fn the_promise_for_the_whole_is_the_latest_promise_of_its_parts(plan in any_plan()) {
        let mut submission = submission();
        submission.plan = plan.into();
        let Ok(mut world) = World::begin(&li_na(), submission) else {
            return Ok(());
        };
        world.does(&clerk(), Command::Accept);
        let latest = world.case.promised_days(&world.calendar).into_values().max();
        prop_assert_eq!(world.case.due(), latest);
    }
}
