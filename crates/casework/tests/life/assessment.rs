//! 同步评估、一次告知: what departments say of an application, and the one notice that comes of it.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    Actor, Command, Event, Refusal, Stage, StageName, Verdict,
    case::{CorrectionNotice, Form, Round},
};
use jiff::{ToSpan, civil::date};

use crate::world::*;

fn says(world: &mut World, department: &str, remarks: CorrectionNotice) -> Vec<Event> {
    world.does(&approver(department), assess(department, remarks))
}

/// The police want a clearer picture, everybody else has what they need.
fn asked_by_the_police() -> World {
    let mut world = World::submitted();
    says(&mut world, "health", CorrectionNotice::default());
    says(&mut world, "insurance", CorrectionNotice::default());
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world
}

fn give_back(world: &mut World, materials: &[&str]) {
    let materials = materials.iter().map(|id| handed_in(id)).collect();
    world.does(&li_na(), Command::ReturnCorrection { form: Form::new(), materials });
}

fn verdicts(world: &World) -> Vec<(String, &'static str)> {
    world.case.assessments.iter().map(|one| (one.department.to_string(), one.verdict.word())).collect()
}

#[test]
fn plan_parallel__on_submission_every_department_concerned_is_asked_within_the_same_five_working_days() {
    let world = World::submitted();
    let open = ["health", "police", "insurance"].map(|department| (department.to_owned(), "open"));
    assert_eq!(verdicts(&world), open);
    assert!(world.case.assessments.iter().all(|one| one.due == date(2026, 3, 9)));
    assert_eq!(world.case.duties().len(), 3);
}

#[test]
fn a_hospital_or_a_bank_that_does_an_item_itself_is_asked_nothing() {
    let mut submission = submission();
    let plan = std::sync::Arc::make_mut(&mut submission.plan);
    plan.items[2].outside = Some("合作银行".into());
    let world = World::begin(&li_na(), submission).unwrap();
    assert_eq!(verdicts(&world), ["health", "police"].map(|one| (one.to_owned(), "open")));
}

#[test]
fn when_all_say_complete_the_case_is_accepted_by_itself() {
    let mut world = World::submitted();
    says(&mut world, "health", CorrectionNotice::default());
    says(&mut world, "police", CorrectionNotice::default());
    assert_eq!(world.case.stage, Stage::Submitted);
    let events = says(&mut world, "insurance", CorrectionNotice::default());
    assert!(matches!(events[1], Event::Accepted { deemed_from: None, .. }));
    assert_eq!(world.case.stage.name(), StageName::InProgress);
    assert!(world.case.duties().is_empty());
}

#[test]
fn an_obstacle_that_was_noted_waits_for_the_lead_though_all_say_complete() {
    let mut world = World::submitted();
    world.case.acknowledged.push(casework::case::Acknowledged {
        stop: "warning".into(),
        text: "我已经看清楚".into(),
        at: world.now,
        by_name: "李娜".into(),
    });
    for department in ["health", "police", "insurance"] {
        says(&mut world, department, CorrectionNotice::default());
    }
    assert_eq!(world.case.stage, Stage::Submitted);
    world.does(&lead(), Command::Accept);
}

#[test]
fn supplement_only_once__remarks_of_all_departments_merge_into_one_notice_and_duplicates_fall_together() {
    let mut world = World::submitted();
    says(&mut world, "health", remarks(&["mother.name"], &["certificate_form"]));
    let mut police = remarks(&["mother.name"], &["registration_form"]);
    police.fields[0].how = "写全名".into();
    says(&mut world, "police", police);
    assert_eq!(world.case.stage, Stage::Submitted, "nothing goes out before all have spoken");
    says(&mut world, "insurance", CorrectionNotice::default());

    let Stage::AwaitingCorrection { due } = world.case.stage else { panic!("no notice went out") };
    assert_eq!(due, date(2026, 3, 23));
    let notice = world.case.correction.clone().unwrap().notice;
    assert_eq!(notice.fields.len(), 1, "the same field is named once");
    let name = &notice.fields[0];
    assert_eq!((name.remark.as_str(), name.how.as_str()), ("与证件不一致", "按证件填写；写全名"));
    assert_eq!(name.departments.iter().map(|one| one.as_str()).collect::<Vec<_>>(), ["health", "police"]);
    let named: Vec<_> = notice.materials.iter().map(|remark| remark.material.clone()).collect();
    assert_eq!(named, materials(&["certificate_form", "registration_form"]));
}

#[test]
fn what_a_department_remarks_is_its_own_and_says_what_why_and_how() {
    let mut world = World::submitted();
    let mut says = |remarks| world.refuses(&approver("police"), assess("police", remarks));
    let foreign = Refusal::ForeignFields(vec!["insurance.field".into()]);
    assert_eq!(says(remarks(&["insurance.field"], &[])), foreign);
    let foreign = Refusal::ForeignMaterials(materials(&["insurance_form"]));
    assert_eq!(says(remarks(&[], &["insurance_form"])), foreign);
    assert_eq!(says(notice(&["mother.name"], &[])), Refusal::HowMissing);
    let mut silent = remarks(&["mother.name"], &[]);
    silent.fields[0].remark = " ".into();
    assert_eq!(says(silent), Refusal::ReasonMissing);
}

#[test]
fn a_department_speaks_for_itself_alone() {
    let mut world = World::submitted();
    assert_eq!(world.refuses(&approver("police"), complete("health")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&li_na(), complete("health")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("taxes"), complete("taxes")), Refusal::NotAllowed);
}

#[test]
fn the_counter_assesses_where_every_item_of_the_department_lets_it() {
    let mut submission = submission();
    std::sync::Arc::make_mut(&mut submission.plan).items[2].counter_assesses = true;
    let mut world = World::begin(&li_na(), submission).unwrap();
    assert_eq!(world.refuses(&clerk(), complete("health")), Refusal::NotAsked);
    world.does(&clerk(), complete("insurance"));
    let one = world.case.assessment(&"insurance".into()).unwrap();
    assert!(matches!(one.verdict, Verdict::Complete { at_counter: true, .. }));
}

#[test]
fn the_counter_or_the_lead_may_send_before_all_have_spoken_and_nothing_remarked_is_lost() {
    let mut world = World::submitted();
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world.does(&clerk(), Command::AskForCorrection(notice(&["mother.name"], &[])));
    let notice = world.case.correction.clone().unwrap().notice;
    assert_eq!((notice.fields.len(), notice.materials.len()), (1, 1));
    let mut world = World::submitted();
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world.does(&lead(), Command::AskForCorrection(CorrectionNotice::default()));
    assert_eq!(world.case.correction.unwrap().notice.materials.len(), 1);
}

#[test]
fn one_department_intake__the_counter_accepts_the_whole_at_once_and_the_departments_are_bound() {
    let mut world = World::submitted();
    world.does(&clerk(), Command::Accept);
    let bound = Refusal::WrongStage { now: StageName::InProgress };
    assert_eq!(world.refuses(&approver("police"), complete("police")), bound);
    let late = assess("police", remarks(&[], &["registration_form"]));
    assert_eq!(world.refuses(&approver("police"), late), bound);
}

#[test]
fn over_a_departments_remark_only_the_lead_accepts() {
    let mut world = World::submitted();
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    let open = Refusal::RemarksOpen(vec!["police".into()]);
    assert_eq!(world.refuses(&clerk(), Command::Accept), open);
    world.does(&lead(), Command::Accept);
}

#[test]
fn supplement_clock__what_came_back_goes_to_those_who_had_remarked_and_the_window_begins_anew() {
    let mut world = asked_by_the_police();
    world.on(date(2026, 3, 12));
    give_back(&mut world, &["registration_form"]);
    let police = world.case.assessment(&"police".into()).unwrap();
    assert_eq!((&police.verdict, police.due), (&Verdict::Open, date(2026, 3, 19)));
    let complete_already = world.case.assessments.iter().filter(|one| one.verdict.word() == "complete");
    assert_eq!(complete_already.count(), 2, "who said complete is not asked again");
    world.does(&approver("police"), complete("police"));
    assert_eq!(world.case.stage.name(), StageName::InProgress, "limits count from this day");
    assert_eq!(world.case.received_on(), date(2026, 3, 12));
}

#[test]
fn supplement_only_once__what_could_be_seen_the_first_time_is_not_remarked_a_second_time() {
    let mut world = asked_by_the_police();
    give_back(&mut world, &["registration_form"]);
    let visible = Refusal::VisibleBefore { fields: vec!["mother.name".into()], materials: Vec::new() };
    let again = assess("police", remarks(&["mother.name"], &["registration_form"]));
    assert_eq!(world.refuses(&approver("police"), again), visible);
    assert_eq!(world.refuses(&clerk(), Command::SayUnmet(notice(&["mother.name"], &[]))), visible);
}

#[test]
fn supplement_only_once__what_came_back_unmet_is_told_line_by_line_of_the_first_notice() {
    let mut world = asked_by_the_police();
    give_back(&mut world, &["registration_form"]);
    let events = says(&mut world, "police", remarks(&[], &["registration_form"]));
    assert!(matches!(events[1], Event::CorrectionUnmet { .. }));
    let correction = world.case.correction.as_ref().unwrap();
    assert_eq!(correction.round, Round::Unmet);
    assert_eq!(world.case.corrections().count(), 2);
    give_back(&mut world, &["registration_form"]);
    world.does(&clerk(), Command::SayUnmet(notice(&[], &["registration_form"])));
}

#[test]
fn supplement_only_once__a_second_correction_needs_the_leads_signature_with_a_reason_and_comes_once() {
    let mut world = asked_by_the_police();
    let again = |why: &str| Command::AskAgain { notice: notice(&["mother.name"], &[]), why: why.into() };
    give_back(&mut world, &["registration_form"]);
    assert_eq!(world.refuses(&clerk(), again("第一次没有看到")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&approver("police"), again("第一次没有看到")), Refusal::NotAllowed);
    assert_eq!(world.refuses(&lead(), again(" ")), Refusal::ReasonMissing);
    world.does(&lead(), again("第一次没有看到"));
    assert_eq!(world.case.correction.as_ref().unwrap().round, Round::Second { why: "第一次没有看到".into() });
    let form = [("mother.name".into(), "李娜娜".into())].into();
    world.does(&li_na(), Command::ReturnCorrection { form, materials: Vec::new() });
    assert_eq!(world.refuses(&lead(), again("又漏了")), Refusal::AlreadyCorrected);
}

#[test]
fn nothing_is_asked_again_before_anything_was_asked() {
    let mut world = World::submitted();
    let unmet = Command::SayUnmet(notice(&["mother.name"], &[]));
    assert_eq!(world.refuses(&clerk(), unmet), Refusal::NothingAskedBefore);
    let again = Command::AskAgain { notice: notice(&["mother.name"], &[]), why: "漏看".into() };
    assert_eq!(world.refuses(&lead(), again), Refusal::NothingAskedBefore);
}

#[test]
fn deemed_accepted__each_department_without_a_notice_within_five_working_days_is_flagged() {
    let mut world = World::submitted();
    says(&mut world, "health", CorrectionNotice::default());
    world.on(date(2026, 3, 10));
    world.does(&Actor::System, Command::DeemAccepted);
    let after = [("health", "complete"), ("police", "deemed"), ("insurance", "deemed")];
    assert_eq!(verdicts(&world), after.map(|(department, word)| (department.to_owned(), word)));
    let received_on = date(2026, 3, 2);
    assert!(world.case.assessments.iter().any(|one| one.verdict == Verdict::Deemed { received_on }));
    assert!(matches!(world.case.stage, Stage::InProgress { accepted_on, .. } if accepted_on == received_on));
}

#[test]
fn deemed_accepted__a_department_that_was_silent_while_the_notice_was_out_is_bound() {
    let mut world = World::submitted();
    says(&mut world, "health", CorrectionNotice::default());
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world.does(&lead(), Command::AskForCorrection(CorrectionNotice::default()));
    let early = Refusal::StillTimeToAnswer { due: date(2026, 3, 9) };
    assert_eq!(world.on(date(2026, 3, 9)).refuses(&Actor::System, Command::DeemDepartments), early);
    assert_eq!(world.refuses(&clerk(), Command::DeemDepartments), Refusal::NotAllowed);
    world.on(date(2026, 3, 10)).does(&Actor::System, Command::DeemDepartments);
    let after = [("health", "complete"), ("police", "missing"), ("insurance", "deemed")];
    assert_eq!(verdicts(&world), after.map(|(department, word)| (department.to_owned(), word)));
    give_back(&mut world, &["registration_form"]);
    let over = Refusal::AssessmentOver { due: date(2026, 3, 9) };
    assert_eq!(world.refuses(&approver("insurance"), complete("insurance")), over);
    world.does(&approver("police"), complete("police"));
    assert_eq!(world.case.stage.name(), StageName::InProgress);
}

#[test]
fn on_the_last_afternoon_of_the_window_what_was_remarked_goes_out_by_itself() {
    let mut world = World::submitted();
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world.on(date(2026, 3, 9));
    let early = Refusal::StillTimeToAnswer { due: date(2026, 3, 9) };
    assert_eq!(world.refuses(&Actor::System, Command::CloseWindow), early);
    world.now += 8.hours();
    assert_eq!(world.refuses(&clerk(), Command::CloseWindow), Refusal::NotAllowed);
    world.does(&Actor::System, Command::CloseWindow);
    assert_eq!(world.case.stage.name(), StageName::AwaitingCorrection);
}

#[test]
fn deemed_accepted__a_remark_that_nobody_told_the_applicant_in_time_comes_to_nothing() {
    let mut world = World::submitted();
    says(&mut world, "police", remarks(&[], &["registration_form"]));
    world.on(date(2026, 3, 10));
    let over = Refusal::AssessmentOver { due: date(2026, 3, 9) };
    assert_eq!(world.refuses(&approver("police"), complete("police")), over);
    world.does(&Actor::System, Command::DeemAccepted);
    assert_eq!(world.case.assessment(&"police".into()).unwrap().verdict.word(), "deemed");
    assert!(world.case.remarking().is_empty());
}
