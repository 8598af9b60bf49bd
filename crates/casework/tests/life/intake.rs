use casework::{
    Actor, Command, Refusal, Stage, StageName, TaskStage,
    TaskStageName::{Cancelled, Ready, Waiting},
    case::{Delivery, HandedIn},
};
use jiff::civil::date;

use crate::world::*;

#[test]
fn everything_missing_is_named_at_once_with_key_materials_first() {
    let mut submission = submission();
    submission.materials = Vec::new();
    let refusal = World::begin(&li_na(), submission.clone()).err();
    let all = materials(&["certificate_form", "registration_form", "insurance_form"]);
    assert_eq!(refusal, Some(Refusal::KeyMaterialsMissing(all)));

    submission.materials = vec![handed_in("certificate_form"), nothing("registration_form")];
    let refusal = World::begin(&li_na(), submission).err();
    let others = materials(&["registration_form", "insurance_form"]);
    assert_eq!(refusal, Some(Refusal::MaterialsMissing(others)));
}

#[test]
fn only_what_may_follow_later_can_be_deferred() {
    let mut submission = submission();
    submission.materials =
        vec![handed_in("certificate_form"), deferred("registration_form"), deferred("insurance_form")];
    let refusal = World::begin(&li_na(), submission.clone()).err();
    assert_eq!(refusal, Some(Refusal::NotDeferrable(materials(&["registration_form"]))));

    submission.materials[1] = handed_in("registration_form");
    submission.promises = vec![promise("deferral", None, &["insurance_form"])];
    let world = World::begin(&li_na(), submission).unwrap();
    assert_eq!(world.case.outstanding_deferred(), materials(&["insurance_form"]));
}

#[test]
fn a_material_from_the_wallet_needs_no_file() {
    let mut submission = submission();
    submission.materials[0] =
        HandedIn { from_wallet: Some("T500000001".into()), ..nothing("certificate_form") };
    assert!(World::begin(&li_na(), submission).is_ok());
}

#[test]
fn paper_is_seen_only_at_a_counter() {
    let mut submission = submission();
    submission.materials[0] = on_paper("certificate_form");
    let refusal = World::begin(&li_na(), submission.clone()).err();
    assert_eq!(refusal, Some(Refusal::KeyMaterialsMissing(materials(&["certificate_form"]))));

    submission.channel = counter("centre");
    let world = World::begin(&clerk(), submission).unwrap();
    assert_eq!(world.case.handed_in_by.as_ref(), clerk().account());
    assert_eq!(world.case.place, Some("centre".into()));
}

#[test]
fn the_same_material_twice_is_one_material_with_both_files() {
    let mut submission = submission();
    submission.materials.push(handed_in("certificate_form"));
    let world = World::begin(&li_na(), submission).unwrap();
    assert_eq!(world.case.materials.len(), 3);
    assert_eq!(world.case.materials[0].files.len(), 2);
}

#[test]
fn what_is_not_part_of_the_case_is_not_taken_in() {
    let mut with_material = submission();
    with_material.materials.push(handed_in("driving_licence"));
    let refusal = World::begin(&li_na(), with_material).err();
    assert_eq!(refusal, Some(Refusal::ForeignMaterials(materials(&["driving_licence"]))));

    let mut with_field = submission();
    with_field.form.insert("car.plate".into(), "渝C12345".into());
    let refusal = World::begin(&li_na(), with_field).err();
    assert_eq!(refusal, Some(Refusal::ForeignFields(vec!["car.plate".into()])));
}

#[test]
fn answers_that_leave_nothing_to_do_make_no_case() {
    let mut submission = submission();
    std::sync::Arc::make_mut(&mut submission.plan).items.clear();
    assert_eq!(World::begin(&li_na(), submission).err(), Some(Refusal::NothingToDo));
}

#[test]
fn post_needs_an_address() {
    let mut submission = submission();
    submission.delivery =
        Delivery::Post { recipient: "李娜".into(), mobile: "13800138000".into(), address: " ".into() };
    assert_eq!(World::begin(&li_na(), submission).err(), Some(Refusal::DeliveryIncomplete));
}

#[test]
fn one_hands_in_for_oneself_or_as_an_agent_or_at_ones_own_counter() {
    assert!(World::begin(&agent(), submission()).is_ok());
    assert_eq!(World::begin(&stranger(), submission()).err(), Some(Refusal::NotAllowed));
    assert_eq!(World::begin(&clerk(), submission()).err(), Some(Refusal::MandateMissing));

    let mut elsewhere = submission();
    elsewhere.channel = counter("town_hall");
    assert_eq!(World::begin(&clerk(), elsewhere).err(), Some(Refusal::NotAllowed));

    let mut own = submission();
    own.channel = counter("centre");
    own.applicant = "clerk_centre".into();
    assert_eq!(World::begin(&clerk(), own).err(), Some(Refusal::OwnCase));
}

#[test]
fn acceptance_begins_what_waits_for_nothing_and_promises_the_longest_way() {
    let mut world = World::submitted();
    world.on(date(2026, 3, 3)).does(&clerk(), Command::Accept);
    assert_eq!(world.task_stages(), [Ready, Ready, Waiting, Waiting, Waiting, Ready]);
    // 3 + 5 + 2 working days after Tuesday.
    assert_eq!(world.case.due(), Some(date(2026, 3, 17)));
    let certificate = &world.case.tasks[0];
    assert_eq!(
        certificate.stage,
        TaskStage::Ready { since: date(2026, 3, 3), due: date(2026, 3, 6), statutory_due: date(2026, 3, 11) }
    );
    assert_eq!(world.case.tasks[5].stage.due(), Some(date(2026, 3, 3)), "on the spot means the same day");
}

#[test]
fn each_child_waits_for_its_own_certificate_and_the_family_for_all() {
    let world = World::accepted();
    let needs = |nth: usize| world.case.tasks[nth - 1].needs.clone();
    assert_eq!(needs(3), [task(1)]);
    assert_eq!(needs(4), [task(2)]);
    assert_eq!(needs(5), [task(3), task(4)]);
    assert_eq!(task(1).to_string(), format!("{}-01", number()));
    assert_eq!(task(1).case(), number().to_string());
}

#[test]
fn an_online_case_belongs_to_the_counter_that_accepts_it() {
    let mut world = World::submitted();
    world.does(&clerk_of("town_hall"), Command::Accept);
    assert_eq!(world.case.place, Some("town_hall".into()));
    let mut world = World::submitted();
    world.does(&lead(), Command::Accept);
    assert_eq!(world.case.place, None);
}

#[test]
fn a_case_is_accepted_by_its_counter_or_its_lead_and_by_nobody_else() {
    let mut submission = submission();
    submission.channel = counter("centre");
    let mut world = World::begin(&clerk(), submission).unwrap();
    for other in [clerk_of("town_hall"), li_na(), stranger(), approver("health"), agent()] {
        assert_eq!(world.refuses(&other, Command::Accept), Refusal::NotAllowed);
    }
    world.does(&lead(), Command::Accept);
    assert_eq!(world.refuses(&clerk(), Command::Accept), Refusal::WrongStage { now: StageName::InProgress });
}

#[test]
fn nobody_accepts_their_own_case() {
    let mut submission = submission();
    submission.applicant = "clerk_centre".into();
    let mut world = World::begin(&clerk(), submission).unwrap();
    assert_eq!(world.refuses(&clerk(), Command::Accept), Refusal::OwnCase);
    world.does(&clerk_of("town_hall"), Command::Accept);
}

#[test]
fn not_accepting_says_why_and_what_can_be_done() {
    let mut world = World::submitted();
    let not_accept =
        |reason: &str, remedy: &str| Command::NotAccept { reason: reason.into(), remedy: remedy.into() };
    assert_eq!(world.refuses(&clerk(), not_accept(" ", "复议")), Refusal::ReasonMissing);
    assert_eq!(world.refuses(&clerk(), not_accept("不属于本机关职权", "")), Refusal::RemedyMissing);
    world.does(&clerk(), not_accept("不属于本机关职权", "复议"));
    assert_eq!(world.case.stage.name(), StageName::NotAccepted);
    assert!(world.case.is_ended());
}

#[test]
fn an_applicant_can_withdraw_until_something_was_granted() {
    let withdraw = || Command::Withdraw { reason: String::new() };
    let mut world = World::accepted();
    assert_eq!(world.refuses(&clerk(), withdraw()), Refusal::NotAllowed);
    world.does(&li_na(), withdraw());
    assert_eq!(world.task_stages(), [Cancelled; 6]);
    assert!(matches!(world.case.stage, Stage::Withdrawn { .. }));

    let mut world = World::accepted();
    world.does(&approver("health"), grant(1));
    assert!(matches!(world.refuses(&li_na(), withdraw()), Refusal::WrongTaskStage { .. }));
}

#[test]
fn silence_for_five_working_days_is_acceptance_from_the_day_of_receipt() {
    let mut world = World::submitted();
    // Handed in on Monday the 2nd: Monday the 9th is the last day for an answer.
    world.on(date(2026, 3, 9));
    let early = world.refuses(&Actor::System, Command::DeemAccepted);
    assert_eq!(early, Refusal::StillTimeToAnswer { due: date(2026, 3, 9) });
    world.on(date(2026, 3, 10));
    for somebody in [clerk(), lead(), li_na()] {
        assert_eq!(world.refuses(&somebody, Command::DeemAccepted), Refusal::NotAllowed);
    }
    world.does(&Actor::System, Command::DeemAccepted);
    assert!(world.case.deemed_accepted);
    let Stage::InProgress { accepted_on, due, .. } = world.case.stage else {
        panic!("{:?}", world.case.stage)
    };
    assert_eq!(
        (accepted_on, due),
        (date(2026, 3, 2), date(2026, 3, 16)),
        "the lost days are the departments'"
    );
    let clock = world.case.tasks[0].stage.clock();
    assert_eq!(clock, Some((date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 10))));
    assert_eq!(world.refuses(&clerk(), ask()), Refusal::WrongStage { now: StageName::InProgress });
}

#[test]
fn an_answered_case_is_not_accepted_by_silence_and_a_correction_is_answered_in_five_days_too() {
    let mut world = World::submitted();
    world.on(date(2026, 3, 4)).does(&clerk(), ask());
    world.on(date(2026, 3, 20));
    let now = StageName::AwaitingCorrection;
    assert_eq!(world.refuses(&Actor::System, Command::DeemAccepted), Refusal::WrongStage { now });
    let returned = Command::ReturnCorrection {
        form: Default::default(),
        materials: vec![handed_in("registration_form")],
    };
    world.does(&li_na(), returned);
    world.on(date(2026, 3, 27));
    let still = Refusal::StillTimeToAnswer { due: date(2026, 3, 27) };
    assert_eq!(world.refuses(&Actor::System, Command::DeemAccepted), still);
    world.on(date(2026, 3, 30)).does(&Actor::System, Command::DeemAccepted);
    let Stage::InProgress { accepted_on, .. } = world.case.stage else { panic!() };
    assert_eq!(accepted_on, date(2026, 3, 20), "from the day on which the correction came in");
}

fn ask() -> Command {
    Command::AskForCorrection(notice(&[], &["registration_form"]))
}
