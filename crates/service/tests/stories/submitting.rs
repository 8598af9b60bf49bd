//! Handing in: once, whole, by whoever may.

use casework::{Refusal, StageName, case::Channel};
use jiff::civil::date;
use service::{CaseCommand, Failure, GrantInput};
use store::{CaseFilter, SessionKind};
use testkit::{COUNTER, PASSWORD, Person, Town, births, code_of};

async fn count(town: &Town, person: &Person) -> usize {
    town.app().cases(person.visitor(), CaseFilter::default(), None, 100).await.unwrap().rows.len()
}

#[tokio::test]
async fn submitting_twice_with_one_key_makes_one_case() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application("birth", &births::one_child()).await;
    let key = li_na.new_key();
    let first = li_na.hands_in_with_key(request.clone(), &key).await.unwrap();
    let second = li_na.hands_in_with_key(request.clone(), &key).await.unwrap();
    assert_eq!(first.number, second.number);
    assert_eq!(count(&town, &li_na).await, 1);
    // Somebody else's key of the same letters is another key.
    let zhou = town.applicant("周建国").await;
    let request = zhou.application("birth", &births::one_child()).await;
    let other = zhou.hands_in_with_key(request, &key).await.unwrap();
    assert_ne!(first.number, other.number);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_makes_one_case() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application("birth", &births::one_child()).await;
    let key = li_na.new_key();
    let click = || {
        let (li_na, request, key) = (li_na.clone(), request.clone(), key.clone());
        tokio::spawn(async move { li_na.hands_in_with_key(request, &key).await.unwrap().number })
    };
    let clicks = [click(), click(), click(), click()];
    let mut numbers = Vec::new();
    for click in clicks {
        numbers.push(click.await.unwrap());
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    assert_eq!(count(&town, &li_na).await, 1);
}

#[tokio::test]
async fn everything_that_is_wrong_is_named_at_once() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let mut request = li_na.application("birth", &births::twins()).await;
    request.form.remove("father.name");
    request.form.insert("mother.id_number".into(), "500116199603021234".into());
    request.form.insert("child.name".into(), serde_json::json!(["江一"]));
    request.materials.retain(|handed| handed.material != "discharge_record");
    let Err(Failure::Invalid(complaints)) = li_na.hands_in(request).await else { panic!("it was taken") };
    let pointers: Vec<_> = complaints.iter().map(|complaint| complaint.pointer.as_str()).collect();
    for pointer in
        ["/form/father.name", "/form/mother.id_number", "/form/child.name/1", "/materials/discharge_record"]
    {
        assert!(pointers.contains(&pointer), "{pointer} is not in {pointers:?}");
    }
    assert_eq!(pointers.len(), 4, "{complaints:?}");
}

#[tokio::test]
async fn where_nothing_is_left_to_do_no_case_is_made() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let catalog = town.catalog();
    let theme = catalog.theme("birth").unwrap();
    let lawful = (0..400).find_map(|seed| {
        let answers = service::sample::Sample::new(seed).answers(&catalog, theme);
        let assessment = town.app().assess("birth", &answers).unwrap();
        let nothing = assessment.items.iter().all(|item| item.state != catalog::assessment::State::In);
        nothing.then_some(answers)
    });
    let Some(answers) = lawful else { return };
    let request = li_na.sampled("birth", answers, &mut service::sample::Sample::new(1)).await;
    let refused = li_na.hands_in(request).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NothingToDo))), "{refused:?}");
}

#[tokio::test]
async fn a_walk_in_is_taken_in_by_the_same_rules() {
    let town = Town::open(date(2026, 3, 2)).await;
    let clerk = town.clerk("三号窗口").await;
    let id_number = town.new_id_number();
    let account =
        town.app().find_or_create_applicant(clerk.visitor(), "王·春兰", &id_number, "").await.unwrap();
    let mut request = clerk.application("birth", &births::one_child()).await;
    request.on_behalf_of = Some(account.to_string());
    request.materials.iter_mut().for_each(|handed| {
        handed.files.clear();
        handed.on_paper = true;
    });
    let view = clerk.hands_in(request).await.unwrap();
    assert_eq!(view.applicant_name, "王·春兰");
    assert_eq!(view.channel, Channel::Counter { place: COUNTER.into() });
    clerk.accepts(&view.number).await;
    // The same person at another time is the same account.
    let again =
        town.app().find_or_create_applicant(clerk.visitor(), "王·春兰", &id_number, "").await.unwrap();
    assert_eq!(account, again);
}

#[tokio::test]
async fn a_case_may_be_withdrawn_while_it_is_open() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let view = li_na.does(&case, CaseCommand::Withdraw { reason: "改天再办".into() }).await;
    assert_eq!(view.stage, StageName::Withdrawn);
    let clerk = town.clerk("三号窗口").await;
    assert_eq!(code_of(&clerk.tries(&case, CaseCommand::Accept).await), "wrong_stage");
}

#[tokio::test]
async fn a_stale_version_is_refused_and_changes_nothing() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let seen = clerk.sees(&case).await.version;
    clerk.accepts(&case).await;
    let not_accept = CaseCommand::NotAccept { reason: "材料不符".into(), remedy: String::new() };
    let late = town.app().carry_out(clerk.visitor(), &case, not_accept, Some(seen), None).await;
    assert_eq!(code_of(&late), "stale");
    assert_eq!(li_na.sees(&case).await.stage, StageName::InProgress);
}

#[tokio::test]
async fn the_applicant_is_told_of_every_step() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let handed_in = town.app().unread(li_na.visitor()).await.unwrap();
    town.walk_to_the_end(&li_na, &case).await;
    let messages = town.app().messages(li_na.visitor(), None, 100).await.unwrap().rows;
    assert!(messages.len() as u32 > handed_in, "{messages:?}");
    assert!(messages.iter().all(|message| !message.text.is_empty()));
    town.app().mark_read(li_na.visitor()).await.unwrap();
    assert_eq!(town.app().unread(li_na.visitor()).await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_grant_under_one_key_is_one_grant() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    let health = town.approver("health_commission").await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    let grant = || CaseCommand::GrantTask(task.clone(), GrantInput::default());
    let key = health.new_key();
    let app = town.app();
    let first = app.carry_out(health.visitor(), &case, grant(), None, Some(&key)).await.unwrap();
    let second = app.carry_out(health.visitor(), &case, grant(), None, Some(&key)).await.unwrap();
    assert_eq!(first.version, second.version);
}

#[tokio::test]
async fn guessing_passwords_has_to_wait() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let guess = async |password: &str| {
        let tried = town.app().sign_in(li_na.login(), password, "10.0.0.1", SessionKind::Web).await;
        code_of(&tried)
    };
    for _ in 0..town.app().settings().max_failed_sign_ins {
        assert_eq!(guess("not it").await, "wrong_password");
    }
    assert_eq!(guess(PASSWORD).await, "too_many_tries");
    town.pass_hours(1);
    assert_eq!(guess(PASSWORD).await, "ok");
}
