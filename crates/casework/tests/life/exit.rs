//! 一口出件: results on paper on their way to the applicant.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    Actor, Command, FindingRule, MatterKind, PlannedStep, Refusal, StageName, Submission, TimerKind,
    case::{Delivery, TaskResult, day_of},
    exit::{Errand, Exit, ExitAct, Proof, Receiver, Way},
    results::ResultAct,
};
use jiff::civil::{Date, date};
use workdays::Light;

use crate::world::*;

fn at_counter(exit: Exit) -> Submission {
    Submission { delivery: Delivery::Counter { place: "centre".into() }, exit, ..submission() }
}

fn posted(exit: Exit) -> Submission {
    Submission { delivery: by_post(), exit, ..submission() }
}

fn exit(act: ExitAct) -> Command {
    Command::Exit(act)
}

fn receive(name: &str, mandate: Option<&str>, signed_as: &str, proof: Proof) -> Command {
    let receiver =
        Receiver { name: name.into(), mandate: mandate.map(Into::into), signed_as: signed_as.into() };
    exit(ExitAct::HandOut { tasks: Vec::new(), receiver, proof })
}

fn identity_card() -> Proof {
    Proof::Document { document: "居民身份证".into() }
}

fn to_go_out(world: &World) -> Vec<String> {
    world.case.to_go_out().into_iter().map(|task| task.id.0.clone()).collect()
}

fn of_delivery(nth: usize) -> String {
    format!("{}/delivery", task(nth))
}

fn falls_due(world: &World, kind: TimerKind, of: &str) -> Option<Date> {
    let timers = world.case.timers(day_of(world.now), &world.calendar);
    timers.into_iter().find(|timer| timer.kind == kind && timer.of == of).map(|timer| day_of(timer.at))
}

#[test]
fn results_wait_for_the_last_of_them_unless_the_applicant_wants_each_as_it_comes() {
    for (wanted, first) in [(Exit::Together, vec![]), (Exit::OneByOne, vec![task(6).0])] {
        let mut world = World::accepted_with(at_counter(wanted));
        world.does(&approver("health"), grant(6));
        assert_eq!(to_go_out(&world), first);
    }
    let mut world = World::accepted_with(at_counter(Exit::Together));
    world.does(&approver("health"), grant(6));
    assert_eq!(world.refuses(&clerk(), hand_out(&[])), Refusal::NothingToHandOut);
    assert_eq!(world.refuses(&clerk(), exit(ExitAct::Choose(Exit::OneByOne))), Refusal::NotAllowed);
    world.does(&li_na(), exit(ExitAct::Choose(Exit::OneByOne)));
    world.does(&clerk(), hand_out(&[]));
    // What has gone out cannot come together with the rest any more.
    assert_eq!(world.refuses(&li_na(), exit(ExitAct::Choose(Exit::Together))), Refusal::AlreadySent);
    assert_eq!(to_go_out(&world), Vec::<String>::new());
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

#[test]
fn a_case_is_delivered_when_the_last_of_its_results_is_in_the_applicants_hands() {
    let mut world = World::granted(at_counter(Exit::Together));
    assert_eq!(world.case.errand(), Some(Errand::HandOut));
    world.does(&clerk(), exit(ExitAct::SayReady(Vec::new())));
    assert_eq!(world.refuses(&clerk(), hand_out(&[7])), Refusal::NothingToHandOut);
    world.does(&clerk(), hand_out(&[1, 2]));
    assert_eq!(world.case.stage.name(), StageName::Completed);
    assert_eq!(world.refuses(&clerk(), hand_out(&[1])), Refusal::NothingToHandOut);
    world.does(&clerk(), hand_out(&[]));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    assert_eq!(world.case.delivered.as_ref().unwrap().note, "李娜");
    assert_eq!(world.case.errand(), None);
}

#[test]
fn whoever_takes_results_signs_and_another_brings_a_mandate() {
    let mut world = World::granted(at_counter(Exit::Together));
    let husband = |mandate, signed| receive("王强", mandate, signed, identity_card());
    assert_eq!(world.refuses(&clerk(), husband(None, "王强")), Refusal::ReceiverWithoutMandate);
    assert_eq!(world.refuses(&clerk(), husband(Some(" "), "王强")), Refusal::ReceiverWithoutMandate);
    assert_eq!(world.refuses(&clerk(), husband(Some("授权委托书"), "")), Refusal::SignatureDiffers);
    assert_eq!(world.refuses(&clerk(), husband(Some("授权委托书"), "李娜")), Refusal::SignatureDiffers);
    let nothing_shown = receive("李娜", None, "李娜", Proof::Document { document: String::new() });
    assert_eq!(world.refuses(&clerk(), nothing_shown), Refusal::DocumentMissing);
    for other in [approver("health"), lead(), supervisor(), clerk_of("town_hall"), stranger()] {
        assert_eq!(world.refuses(&other, husband(Some("授权委托书"), "王强")), Refusal::NotAllowed);
    }
    world.does(&clerk(), husband(Some("授权委托书"), "王强"));
    let Way::HandedOut { receiver, proof } = &world.case.outgoing.batches[0].way else {
        panic!("handed out at the counter")
    };
    assert_eq!((receiver.name.as_str(), receiver.mandate.as_deref()), ("王强", Some("授权委托书")));
    assert_eq!(*proof, identity_card());
}

#[test]
fn after_five_wrong_codes_the_identity_document_is_looked_at() {
    let mut world = World::granted(at_counter(Exit::Together));
    for _ in 0..5 {
        world.does(&clerk(), exit(ExitAct::NoteWrongCode));
    }
    assert_eq!(world.refuses(&clerk(), exit(ExitAct::NoteWrongCode)), Refusal::CodeWorn);
    assert_eq!(world.refuses(&clerk(), hand_out(&[1])), Refusal::CodeWorn);
    world.does(&clerk(), receive("李娜", None, "李娜", identity_card()));
}

#[test]
fn a_parcel_is_sent_arrives_and_is_looked_after_until_then() {
    let mut world = World::granted(posted(Exit::Together));
    let (decided, today) = (date(2026, 3, 2), date(2026, 3, 4));
    world.on(today);
    assert_eq!(world.case.errand(), Some(Errand::Send));
    let incomplete = exit(ExitAct::Post {
        tasks: Vec::new(),
        carrier: "中国邮政".into(),
        tracking: " ".into(),
        on: today,
    });
    assert_eq!(world.refuses(&clerk(), incomplete), Refusal::PostIncomplete);
    assert_eq!(world.refuses(&clerk(), post(date(2026, 3, 5))), Refusal::WrongDay);
    assert_eq!(world.refuses(&clerk(), post(date(2026, 3, 1))), Refusal::WrongDay);
    assert_eq!(world.refuses(&clerk(), exit(ExitAct::SayReady(Vec::new()))), Refusal::OtherWayChosen);
    world.does(&clerk(), post(decided));
    assert_eq!(world.case.errand(), Some(Errand::Underway));
    assert_eq!(world.case.stage.name(), StageName::Completed);
    let arrived = |batch, on| exit(ExitAct::NoteArrival { batch, on });
    assert_eq!(world.refuses(&li_na(), arrived(2, today)), Refusal::NoSuchBatch);
    assert_eq!(world.refuses(&li_na(), arrived(1, date(2026, 3, 1))), Refusal::WrongDay);
    assert_eq!(world.refuses(&stranger(), arrived(1, today)), Refusal::NotAllowed);
    // The applicant says so as well as the clerk.
    world.does(&li_na(), arrived(1, today));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    assert_eq!(world.case.delivered.as_ref().unwrap().note, "中国邮政 EA123456789CN");
}

#[test]
fn what_comes_back_by_post_goes_to_a_corrected_address_or_is_collected() {
    let mut world = World::granted(posted(Exit::Together));
    world.does(&clerk(), post(date(2026, 3, 2)));
    world.on(date(2026, 3, 9));
    let silent =
        exit(ExitAct::NoteReturn { batch: 1, on: date(2026, 3, 9), reason: String::new(), next: None });
    assert_eq!(world.refuses(&clerk(), silent), Refusal::ReasonMissing);
    world.does(&clerk(), came_back(1, date(2026, 3, 9), None));
    assert_eq!(world.case.errand(), Some(Errand::CameBack));
    assert_eq!(world.refuses(&clerk(), post(date(2026, 3, 9))), Refusal::AddressWanted);
    world.does(&li_na(), Command::ChooseDelivery(by_post()));
    world.does(&clerk(), post(date(2026, 3, 9)));
    // It comes back once more; the applicant has said on the telephone that it will be collected.
    let collect = Delivery::Counter { place: "centre".into() };
    world.does(&clerk(), came_back(2, date(2026, 3, 9), Some(collect.clone())));
    assert_eq!((world.case.errand(), &world.case.delivery), (Some(Errand::HandOut), &collect));
    world.does(&clerk(), hand_out(&[]));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    assert_eq!(world.case.outgoing.batches.len(), 3, "what was tried stays on record");
}

#[test]
fn deliver_10__a_result_on_paper_goes_out_within_ten_working_days_of_its_decision() {
    let mut world = World::granted(at_counter(Exit::Together));
    // Decided on Monday the 2nd: the tenth working day is Monday the 16th.
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(1)), Some(date(2026, 3, 17)));
    let yellow = falls_due(&world, TimerKind::Yellow, &of_delivery(1)).unwrap();
    assert!(yellow > date(2026, 3, 9) && yellow < date(2026, 3, 16), "{yellow}");
    world.on(yellow).does(&Actor::System, TimerKind::Yellow.command(&of_delivery(1)));
    world.on(date(2026, 3, 16));
    let red = || TimerKind::Red.command(&of_delivery(1));
    assert_eq!(world.refuses(&Actor::System, red()), Refusal::NotYetTime);
    world.on(date(2026, 3, 17)).does(&Actor::System, red());
    let lights: Vec<_> = world.case.lit.iter().map(|lit| (lit.light, lit.delivery)).collect();
    assert_eq!(lights, [(Light::Yellow, true), (Light::Red, true)]);
    // Supervision has it answered for.
    let found = world.case.findings(&world.history.iter().cloned().map(Into::into).collect::<Vec<_>>(), 1);
    let late = |command: &Command| matches!(command, Command::Find { rule: FindingRule::LimitPassed, .. });
    assert!(found.iter().any(late), "{found:?}");
    world.does(&Actor::System, found.into_iter().find(late).unwrap());
    assert!(matches!(world.case.matters[0].kind, MatterKind::Finding { rule: FindingRule::LimitPassed }));
}

#[test]
fn deliver_10__what_lies_at_the_counter_or_was_sent_is_not_late() {
    let mut world = World::granted(at_counter(Exit::Together));
    world.does(&clerk(), exit(ExitAct::SayReady(Vec::new())));
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(1)), None);
    // Asked for by post instead a month later, it is due from then on.
    world.on(date(2026, 4, 1)).does(&li_na(), Command::ChooseDelivery(by_post()));
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(1)), Some(date(2026, 4, 16)));
    world.does(&clerk(), post(date(2026, 4, 1)));
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(1)), None);
    // What the post brings back is no delay of the government's.
    world.on(date(2026, 4, 20)).does(&clerk(), came_back(1, date(2026, 4, 20), None));
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(1)), None);
    let electronic = World::granted(submission());
    assert_eq!(falls_due(&electronic, TimerKind::Red, &of_delivery(1)), None);
}

#[test]
fn deliver_10__no_result_waits_for_the_others_beyond_its_own_limit() {
    let mut world = World::accepted_with(at_counter(Exit::Together));
    world.does(&approver("health"), grant(6));
    assert_eq!(to_go_out(&world), Vec::<String>::new());
    let yellow = falls_due(&world, TimerKind::Yellow, &of_delivery(6)).unwrap();
    world.on(yellow).does(&Actor::System, TimerKind::Yellow.command(&of_delivery(6)));
    assert_eq!(to_go_out(&world), [task(6).0], "it goes alone");
    world.does(&clerk(), hand_out(&[]));
    assert_eq!(falls_due(&world, TimerKind::Red, &of_delivery(6)), None);
}

/// Corrects the number of a task's result.
fn corrects(nth: usize, number: &str) -> Command {
    let result = Box::new(TaskResult { number: number.into(), ..result() });
    Command::Result(ResultAct::Correct { task: task(nth), result, reason: "笔误".into() })
}

#[test]
fn a_corrected_paper_goes_out_again_by_the_same_exit_within_its_own_limit() {
    let mut world = World::granted(at_counter(Exit::Together));
    world.does(&clerk(), hand_out(&[]));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    world.on(date(2026, 4, 1)).does(&approver("health"), corrects(1, "改-1"));
    assert_eq!(to_go_out(&world), [task(1).0], "the new edition alone");
    assert_eq!(world.case.errand(), Some(Errand::HandOut));
    let of_it = world.case.task(&task(1)).unwrap();
    assert_eq!(world.case.delivery_due(of_it, &world.calendar), Some(date(2026, 4, 15)));
    assert!(falls_due(&world, TimerKind::Red, &of_delivery(1)).is_some());
    world.does(&clerk(), exit(ExitAct::SayReady(Vec::new())));
    world.does(&clerk(), hand_out(&[1]));
    assert_eq!((to_go_out(&world).len(), world.case.errand()), (0, None));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    assert_eq!(world.case.outgoing.batches[1].editions, [2]);
}

#[test]
fn once_all_was_delivered_nothing_goes_out_again_but_what_was_corrected_since() {
    let mut world = World::granted(posted(Exit::Together));
    world.does(&approver("health"), corrects(1, "改-1"));
    world.on(date(2026, 3, 5)).does(&clerk(), Command::Deliver { note: "本人当面领取".into() });
    assert_eq!((to_go_out(&world).len(), world.case.errand()), (0, None));
    let online = || Command::ChooseDelivery(Delivery::Online);
    assert!(matches!(world.refuses(&li_na(), online()), Refusal::WrongStage { .. }));
    // The corrected one comes back by post: where it goes is the applicant's to say again.
    world.on(date(2026, 3, 6)).does(&approver("health"), corrects(6, "改-6"));
    world.does(&clerk(), post(date(2026, 3, 6)));
    assert_eq!(world.case.errand(), Some(Errand::Underway));
    let back =
        ExitAct::NoteReturn { batch: 1, on: date(2026, 3, 6), reason: "无人接收".into(), next: None };
    world.does(&clerk(), exit(back));
    assert_eq!((to_go_out(&world), world.case.errand()), (vec![task(6).0], Some(Errand::CameBack)));
    world.does(&li_na(), online());
    assert_eq!((to_go_out(&world).len(), world.case.errand()), (0, None));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
}

#[test]
fn what_lay_at_the_counter_when_it_was_corrected_is_laid_out_anew() {
    let mut world = World::granted(at_counter(Exit::Together));
    world.does(&clerk(), exit(ExitAct::SayReady(Vec::new())));
    world.does(&approver("health"), corrects(1, "改-1"));
    assert!(!world.case.outgoing.collectable.contains(&task(1)));
    assert!(world.case.outgoing.collectable.contains(&task(2)));
}

#[test]
fn what_lies_at_the_counter_or_goes_out_has_had_its_certificate_made() {
    let with_certificate = |delivery: Submission| {
        let mut submission = delivery;
        let plan = std::sync::Arc::make_mut(&mut submission.plan);
        plan.items[3].steps = PlannedStep::all([("决定", "卫健委"), ("制证", "卫健委")]);
        World::granted(submission)
    };
    let made = |world: &World| world.case.task(&task(6)).unwrap().certificate.as_ref().unwrap().made_at;
    let mut laid_out = with_certificate(at_counter(Exit::Together));
    assert_eq!(laid_out.case.certificates_awaited()[0].0.id, task(6));
    laid_out.does(&clerk(), exit(ExitAct::SayReady(Vec::new())));
    assert_eq!(made(&laid_out), Some(laid_out.now));
    assert!(laid_out.case.duties().is_empty(), "the department owes nothing any more");

    let mut sent = with_certificate(posted(Exit::Together));
    sent.does(&clerk(), post(date(2026, 3, 2)));
    assert_eq!(made(&sent), Some(sent.now));
    let mut noted = with_certificate(at_counter(Exit::Together));
    noted.does(&clerk(), Command::Deliver { note: "本人当面领取".into() });
    assert_eq!(made(&noted), Some(noted.now));
    // Made before, nothing is noted again.
    let mut before = with_certificate(at_counter(Exit::Together));
    before.does(&approver("health"), Command::MakeCertificate { task: task(6) });
    assert_eq!(before.does(&clerk(), exit(ExitAct::SayReady(Vec::new()))).len(), 1);
}
