use casework::{Actor, Command, Refusal, Role, StageName, Submission, case::Delivery};

use crate::world::*;

fn at_counter(place: &str) -> Submission {
    Submission { delivery: Delivery::Counter { place: place.into() }, ..submission() }
}

fn deliver(note: &str) -> Command {
    Command::Deliver { note: note.into() }
}

fn rate(level: u8) -> Command {
    Command::Rate { level, reasons: Vec::new(), comment: String::new(), given: Default::default() }
}

#[test]
fn electronic_results_are_delivered_with_the_last_of_them() {
    let world = World::granted(submission());
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    assert_eq!(world.case.delivered.unwrap().by, None);
}

#[test]
fn paper_results_are_handed_out_by_a_clerk_who_writes_down_to_whom() {
    let mut world = World::granted(at_counter("centre"));
    assert_eq!(world.case.stage.name(), StageName::Completed);
    assert_eq!(world.refuses(&clerk(), deliver("")), Refusal::DeliveryNoteMissing);
    assert_eq!(world.refuses(&clerk_of("town_hall"), deliver("李娜")), Refusal::NotAllowed);
    world.does(&clerk(), deliver("李娜本人"));
    assert_eq!(world.case.delivered.as_ref().unwrap().by.as_ref(), clerk().account());
    let delivered = Refusal::WrongStage { now: StageName::Delivered };
    assert_eq!(world.refuses(&clerk(), deliver("李娜本人")), delivered);
}

#[test]
fn the_counter_chosen_for_collection_hands_out_what_another_took_in() {
    let mut world = World::granted(at_counter("town_hall"));
    assert_eq!(world.case.place, Some("centre".into()));
    world.does(&clerk_of("town_hall"), deliver("李娜本人"));
}

#[test]
fn where_everything_was_refused_there_is_nothing_to_hand_out() {
    let mut world = World::accepted_with(at_counter("centre"));
    for nth in [1, 2, 6] {
        world.does(&approver("health"), refuse(nth));
    }
    assert_eq!(world.case.stage.name(), StageName::Delivered);
}

#[test]
fn the_applicant_can_choose_another_way_until_results_are_delivered() {
    let mut world = World::granted(at_counter("centre"));
    let post = Delivery::Post {
        recipient: "李娜".into(),
        mobile: "13800138000".into(),
        address: "几江街道1号".into(),
    };
    assert_eq!(world.refuses(&clerk(), Command::ChooseDelivery(post.clone())), Refusal::NotAllowed);
    world.does(&li_na(), Command::ChooseDelivery(post.clone()));
    assert_eq!(world.case.delivery, post);
    world.does(&li_na(), Command::ChooseDelivery(Delivery::Online));
    assert_eq!(world.case.stage.name(), StageName::Delivered);
    let delivered = Refusal::WrongStage { now: StageName::Delivered };
    assert_eq!(world.refuses(&li_na(), Command::ChooseDelivery(post)), delivered);
}

#[test]
fn the_applicant_rates_once_from_one_to_five() {
    let mut world = World::granted(submission());
    assert_eq!(world.refuses(&li_na(), rate(0)), Refusal::NoSuchLevel);
    assert_eq!(world.refuses(&li_na(), rate(6)), Refusal::NoSuchLevel);
    world.does(&li_na(), rate(5));
    assert_eq!(world.case.rating.as_ref().unwrap().level, 5);
    assert_eq!(world.refuses(&li_na(), rate(1)), Refusal::AlreadyRated);
}

#[test]
fn nobody_rates_for_the_applicant() {
    let mut world = World::granted(submission());
    let supervisor = account("supervisor", &[Role::Supervisor]);
    for other in [clerk(), lead(), approver("police"), supervisor] {
        assert_eq!(world.refuses(&other, rate(5)), Refusal::OnlyApplicantRates);
    }
    for other in [stranger(), account("admin", &[Role::Admin]), Actor::System] {
        assert_eq!(world.refuses(&other, rate(5)), Refusal::NotAllowed);
    }
}

#[test]
fn only_a_completed_case_is_rated() {
    let mut world = World::accepted();
    assert_eq!(world.refuses(&li_na(), rate(5)), Refusal::WrongStage { now: StageName::InProgress });
}
