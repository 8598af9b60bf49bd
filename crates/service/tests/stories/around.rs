//! Around the decision: obstacles taken note of, things had first, papers of which one is enough,
//! people who must come themselves, rows that go their own way, and what is left to do afterwards.

use casework::{Event, StageName, TaskStageName, case::MetPrerequisite};
use catalog::Answers;
use jiff::civil::date;
use service::{CaseCommand, Failure, SubmitRequest, sample::Sample};
use testkit::{Person, Town, code_of, journey};

/// A whole application with the answers of a written journey.
async fn as_in(town: &Town, person: &Person, theme: &str, name: &str) -> SubmitRequest {
    let answers = answers_of(town, theme, name);
    person.sampled(theme, answers, &mut Sample::new(1)).await
}

fn answers_of(town: &Town, theme: &str, name: &str) -> Answers {
    let catalog = town.catalog();
    let theme = catalog.theme(theme).unwrap();
    Sample::new(1).completed(&catalog, theme, journey(&theme.id, name))
}

fn complaints<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> Vec<(String, String)> {
    match outcome {
        Err(Failure::Invalid(complaints)) => {
            complaints.into_iter().map(|one| (one.pointer, one.code.to_string())).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_obstacle_is_signed_with_time_and_name_before_anything_is_handed_in() {
    let town = Town::open(date(2026, 3, 2)).await;
    let xiao_jing = town.applicant("小靖").await;
    let mut request = as_in(&town, &xiao_jing, "noodle_shop_self_employed", "no_flue_building").await;
    request.acknowledged.clear();
    request.answers.acknowledged.clear();
    let refused = complaints(xiao_jing.hands_in(request.clone()).await);
    assert_eq!(refused, [("/acknowledged/flue".into(), "not_acknowledged".into())]);

    request.acknowledged = vec!["flue".into()];
    let case = xiao_jing.hands_in(request).await.unwrap();
    assert!(case.tasks.iter().any(|task| *task.item == *"food_business_licence"), "it holds nothing up");
    let signed = &case.acknowledged[0];
    assert_eq!((signed.by.as_str(), signed.at), ("小靖", town.app().now()));
    assert!(signed.text.starts_with("我已经看清楚：这些地方不得新建产生油烟的餐饮项目"), "{}", signed.text);
    assert!(case.timeline.iter().any(|entry| entry.text.contains(&signed.text)));

    let clerk = town.clerk("三号窗口").await;
    assert_eq!(code_of(&clerk.tries(&case.number, CaseCommand::Accept).await), "lead_decides");
    assert!(!clerk.sees(&case.number).await.actions.contains(&"accept"));
    let lead = town.lead(&case.lead).await;
    assert_eq!(lead.sees(&case.number).await.acknowledged, case.acknowledged);
    assert_eq!(lead.accepts(&case.number).await.stage, StageName::InProgress);
}

#[tokio::test]
async fn a_draft_asks_for_the_signature_and_keeps_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let xiao_jing = town.applicant("小靖").await;
    let answers = answers_of(&town, "noodle_shop_self_employed", "no_flue_building");
    let app = town.app();
    let draft = app.start(xiao_jing.visitor(), "noodle_shop_self_employed", answers, None).await.unwrap();
    let wants = |application: &service::Application| {
        application.complaints.iter().any(|one| one.pointer == "/acknowledged/flue")
    };
    assert!(wants(&app.application(xiao_jing.visitor(), &draft).await.unwrap()));
    let signed =
        app.acknowledge(xiao_jing.visitor(), &draft, &["flue".into(), "other".into()]).await.unwrap();
    assert!(!wants(&signed) && signed.input.acknowledged.len() == 1, "{:?}", signed.input.acknowledged);
    let taken_back = app.acknowledge(xiao_jing.visitor(), &draft, &[]).await.unwrap();
    assert!(wants(&taken_back));
}

#[tokio::test]
async fn of_two_papers_either_is_enough_and_what_is_handed_in_says_which() {
    let town = Town::open(date(2026, 3, 2)).await;
    let zhou = town.applicant("周强").await;
    let request = as_in(&town, &zhou, "after_death", "retired_father_in_hospital").await;
    let has = |request: &SubmitRequest, id: &str| request.materials.iter().any(|one| one.material == id);
    assert!(has(&request, "kinship_commitment") && !has(&request, "inheritance_notarial"));
    zhou.hands_in(request.clone()).await.unwrap();

    let mut other = request.clone();
    for handed in other.materials.iter_mut().filter(|one| one.material == "kinship_commitment") {
        handed.material = "inheritance_notarial".into();
    }
    let case = zhou.hands_in(other).await.unwrap();
    let listed: Vec<&str> = case.materials.iter().map(|one| &*one.id).collect();
    assert!(
        listed.contains(&"inheritance_notarial") && !listed.contains(&"kinship_commitment"),
        "{listed:?}"
    );

    let mut neither = request;
    neither.materials.retain(|one| one.material != "kinship_commitment");
    let wrong = match zhou.hands_in(neither).await {
        Err(Failure::Invalid(complaints)) => complaints,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong.len(), 1, "it is asked for once: {wrong:?}");
    assert!(wrong[0].message.contains("任选一种"), "{}", wrong[0].message);
}

#[tokio::test]
async fn a_correction_of_one_way_comes_back_by_the_other() {
    let town = Town::open(date(2026, 3, 2)).await;
    let zhou = town.applicant("周强").await;
    let request = as_in(&town, &zhou, "after_death", "retired_father_in_hospital").await;
    let case = zhou.hands_in(request).await.unwrap().number;
    town.clerk("三号窗口").await.asks_for(&case, &["kinship_commitment"]).await;
    let returned = zhou.returns(&case, Default::default(), &["inheritance_notarial"]).await.unwrap();
    assert_eq!(returned.stage, StageName::Submitted);
}

#[tokio::test]
async fn the_applicant_chooses_a_way_in_the_draft() {
    let town = Town::open(date(2026, 3, 2)).await;
    let zhou = town.applicant("周强").await;
    let answers = answers_of(&town, "after_death", "retired_father_in_hospital");
    let draft = town.app().start(zhou.visitor(), "after_death", answers, None).await.unwrap();
    let asked = |application: &service::Application, id: &str| {
        application.materials.iter().any(|slot| *slot.id == *id && !slot.open)
    };
    let usual = town.app().application(zhou.visitor(), &draft).await.unwrap();
    assert!(asked(&usual, "kinship_commitment") && !asked(&usual, "inheritance_notarial"));
    let chosen = town.app().choose_way(zhou.visitor(), &draft, "kinship", "notarial").await.unwrap();
    assert!(!asked(&chosen, "kinship_commitment") && asked(&chosen, "inheritance_notarial"));
    let unknown = town.app().choose_way(zhou.visitor(), &draft, "kinship", "x").await;
    assert_eq!(complaints(unknown), [("/any_of/kinship".into(), "unknown_way".into())]);
}

#[tokio::test]
async fn what_sharing_cannot_supply_is_asked_for_in_the_words_of_its_fallback() {
    let town = Town::open(date(2026, 3, 2)).await;
    let zhou = town.applicant("周强").await;
    let answers = || answers_of(&town, "after_death", "retired_father_in_hospital");
    let shown = async |town: &Town| {
        let draft = town.app().start(zhou.visitor(), "after_death", answers(), None).await.unwrap();
        let application = town.app().application(zhou.visitor(), &draft).await.unwrap();
        let slot = application.materials.into_iter().find(|slot| *slot.id == *"kinship_proof").unwrap();
        (slot.spared.is_some(), slot.notes)
    };
    assert!(shown(&town).await.0);
    town.sharing_loses(&["kinship_proof"]);
    let (spared, notes) = shown(&town).await;
    assert!(!spared && notes[0] == "查不到的可以告知承诺", "{notes:?}");
    // A program is told so too, by name.
    let mut request = as_in(&town, &zhou, "after_death", "retired_father_in_hospital").await;
    request.materials.retain(|one| one.material != "kinship_proof");
    let wrong = complaints(zhou.hands_in(request).await);
    assert_eq!(wrong, [("/materials/kinship_proof".into(), "material_missing".into())]);
    // And while the platform gives no answer, nothing is taken for granted.
    town.sharing_loses(&[]);
    town.sharing_breaks_down();
    assert!(!shown(&town).await.0);
}

#[tokio::test]
async fn nobody_marries_for_another() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let chen = town.applicant("陈浩").await;
    let account = chen.visitor().id().clone();
    let answers = || answers_of(&town, "marriage", "first_marriage_booked_day");
    let begun = town.app().start(agent.visitor(), "marriage", answers(), Some(account.clone())).await;
    assert_eq!(code_of(&begun), "in_person_only");
    let mut request = as_in(&town, &agent, "marriage", "first_marriage_booked_day").await;
    request.on_behalf_of = Some(account.to_string());
    assert_eq!(code_of(&agent.hands_in(request).await), "in_person_only");

    // At a counter both stand before the clerk; and they may begin by themselves.
    let clerk = town.clerk("三号窗口").await;
    let at_counter = town.app().start(clerk.visitor(), "marriage", answers(), Some(account)).await;
    assert_eq!(code_of(&at_counter), "ok");
    let own = as_in(&town, &chen, "marriage", "first_marriage_booked_day").await;
    let case = chen.hands_in(own).await.unwrap();
    assert!(case.in_person.unwrap().contains("亲自到婚姻登记机关"));
    let registration = case.tasks.iter().find(|task| *task.item == *"marriage_registration").unwrap();
    assert!(registration.parties.iter().any(|party| party.contains("要本人到场")), "{registration:?}");
}

/// Two teachers, and a third from abroad whose work permit has not come.
async fn mixed_team(town: &Town, person: &Person) -> SubmitRequest {
    let mut request = as_in(town, person, "staff_recruitment", "mixed_team_foreigner_waits").await;
    let kinds = serde_json::json!(["居民身份证", "居民身份证", "护照"]);
    request.form.insert("participant.id_type".into(), kinds);
    let numbers = request.form.get_mut("participant.id_number").and_then(|rows| rows.as_array_mut()).unwrap();
    numbers[2] = "E12345678".into();
    request.materials.retain(|one| one.material != "foreign_work_permit_document");
    request.met.clear();
    request
}

#[tokio::test]
async fn one_employee_waits_for_the_permit_while_the_others_go_on() {
    let town = Town::open(date(2026, 3, 2)).await;
    let school = town.applicant("王校长").await;
    let request = mixed_team(&town, &school).await;
    let case = school.hands_in(request).await.unwrap();
    let of = |view: &service::CaseView, item: &str| -> Vec<(String, TaskStageName)> {
        let tasks = view.tasks.iter().filter(|task| *task.item == *item);
        tasks.map(|task| (task.name.clone(), task.stage)).collect()
    };
    town.accepts(&case.number).await;
    town.grant_everything(&school, &case.number).await;
    let view = school.sees(&case.number).await;
    let enrolled = of(&view, "employee_social_insurance_enrolment");
    assert_eq!(enrolled.len(), 2, "{enrolled:?}");
    assert_eq!(enrolled[0].1, TaskStageName::Granted);
    assert!(
        enrolled[1].0.ends_with("（第3个员工）") && enrolled[1].1 == TaskStageName::Waiting,
        "{enrolled:?}"
    );
    let waiting = view.tasks.iter().find(|task| task.stage == TaskStageName::Waiting).unwrap();
    assert!(waiting.waits_for.iter().any(|name| name.contains("工作许可")), "{waiting:?}");
    assert_eq!(view.prerequisites.iter().map(|one| one.met).collect::<Vec<_>>(), [false]);

    let permit = MetPrerequisite {
        id: "work_permit".into(),
        number: "50011620260001".into(),
        on: Some(date(2026, 3, 2)),
    };
    let tomorrow = MetPrerequisite { on: Some(date(2026, 3, 3)), ..permit.clone() };
    let early = school.tries(&case.number, CaseCommand::MeetPrerequisite(tomorrow)).await;
    assert_eq!(complaints(early), [("/prerequisites/work_permit".into(), "wrong_date".into())]);
    school.does(&case.number, CaseCommand::MeetPrerequisite(permit)).await;
    town.grant_everything(&school, &case.number).await;
    let view = school.sees(&case.number).await;
    assert!(view.tasks.iter().all(|task| task.stage == TaskStageName::Granted), "{:?}", view.tasks);
    assert_eq!(view.prerequisites[0].number, "50011620260001");
}

#[tokio::test]
async fn the_employee_who_waits_can_be_withdrawn_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let school = town.applicant("王校长").await;
    let request = mixed_team(&town, &school).await;
    let case = school.hands_in(request).await.unwrap().number;
    town.accepts(&case).await;
    let rows = school.sees(&case).await.rows;
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["第3个员工"]);
    let withdraw = CaseCommand::WithdrawRow { row: 2, reason: "不来了".into() };
    let view = school.does(&case, withdraw).await;
    assert_eq!(view.stage, StageName::InProgress);
    town.grant_everything(&school, &case).await;
    let view = school.sees(&case).await;
    assert_ne!(view.stage, StageName::InProgress, "nothing waits for whom nobody wants any more");
    assert!(view.timeline.iter().any(|entry| entry.text.contains("撤回了第3份：不来了")));
}

#[tokio::test]
async fn what_is_left_to_do_comes_with_its_last_day_and_is_reminded_of_in_time() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let request = as_in(&town, &li_na, "travel_agency", "ordinary_agency").await;
        let case = li_na.hands_in(request).await.unwrap().number;
        town.accepts(&case).await;
        town.grant_everything(&li_na, &case).await;
        let view = li_na.sees(&case).await;
        let deposit =
            view.obligations.iter().find(|one| one.text.contains("质量保证金")).expect("it is told");
        let granted = view.tasks.iter().find(|task| *task.item == *"travel_agency_licence").unwrap();
        let granted_on = casework::case::day_of(granted.ended_at.unwrap());
        assert_eq!(deposit.due, Some(town.catalog().calendar.add_working_days(granted_on, 3).date));

        let told = async || -> Vec<String> {
            let page = town.app().messages(li_na.visitor(), None, 50).await.unwrap();
            page.rows.into_iter().filter(|one| one.kind == "reminder").map(|one| one.text).collect()
        };
        let at_once = told().await;
        assert!(
            at_once.iter().any(|text| text.starts_with("办好以后请记得：存入旅行社质量保证金")),
            "{at_once:?}"
        );
        town.works_off_what_is_due().await;
        assert_eq!(told().await.len(), at_once.len(), "not before its time");
        town.pass_working_days(2);
        town.works_off_what_is_due().await;
        let later = told().await;
        assert!(
            later.iter().any(|text| text.starts_with("快到时间了，请记得：存入旅行社质量保证金")),
            "{later:?}"
        );
        let count = later.len();
        town.works_off_what_is_due().await;
        assert_eq!(told().await.len(), count, "and once");
    }
}

#[tokio::test]
async fn old_cases_without_any_of_this_read_as_before() {
    let event = serde_json::json!({ "event": "task_started", "task": "JJ20260302ABCDEF-01" });
    let read: Event = serde_json::from_value(event).unwrap();
    assert!(matches!(read, Event::TaskStarted { .. }));
    let plan = serde_json::json!({
        "theme": "birth", "version": "1", "lead": "health", "items": [], "elements": [],
        "materials": [{"material": "id_card", "key": true, "deferrable": false, "spared": false}],
    });
    let plan: casework::CasePlan = serde_json::from_value(plan).unwrap();
    assert!(plan.any_of.is_empty() && plan.in_person.is_none() && plan.materials[0].fallback.is_none());
}
