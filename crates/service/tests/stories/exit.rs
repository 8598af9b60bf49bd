//! 一口出件: results on paper, from the decision to the applicant's hands.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{
    StageName,
    case::Delivery,
    exit::{Errand, Exit, Receiver},
};
use jiff::civil::date;
use service::{CaseCommand, ExitInput, Failure, NewMandate};
use store::{CaseFilter, MatterFilter};
use testkit::{
    COUNTER, Engine, Person, Town, code_of,
    outgoing::{by_post, sent, taken_by},
};

fn at_counter() -> Delivery {
    Delivery::Counter { place: COUNTER.into() }
}

/// The numbers in the counter's list of that errand.
async fn listed(town: &Town, clerk: &Person, errand: Errand) -> Vec<String> {
    let filter = CaseFilter { errand: Some(errand), ..CaseFilter::default() };
    let page = town.app().cases(clerk.visitor(), filter, None, 50).await.unwrap();
    page.rows.into_iter().map(|row| row.number.to_string()).collect()
}

fn came_back(batch: u32, next: Option<Delivery>) -> CaseCommand {
    CaseCommand::Exit(ExitInput::CameBack { batch, on: None, reason: "查无此人".into(), next })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_counter_lists_what_is_to_be_handed_out_sent_and_what_came_back_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let collected = town.granted_on_paper(&li_na, at_counter(), Exit::Together).await.number;
        let posted = town.granted_on_paper(&li_na, by_post(), Exit::Together).await.number;
        assert_eq!(listed(&town, &clerk, Errand::HandOut).await, std::slice::from_ref(&collected));
        assert_eq!(listed(&town, &clerk, Errand::Send).await, std::slice::from_ref(&posted));
        clerk.does(&posted, sent(None)).await;
        assert_eq!(listed(&town, &clerk, Errand::Underway).await, std::slice::from_ref(&posted));
        clerk.does(&posted, came_back(1, None)).await;
        assert_eq!(listed(&town, &clerk, Errand::CameBack).await, std::slice::from_ref(&posted));
        li_na.does(&posted, CaseCommand::ChooseDelivery(at_counter())).await;
        assert_eq!(listed(&town, &clerk, Errand::HandOut).await.len(), 2);
        clerk.does(&posted, taken_by("李娜", None, "", "居民身份证")).await;
        assert_eq!(listed(&town, &clerk, Errand::HandOut).await, [collected]);
        assert_eq!(li_na.sees(&posted).await.stage, StageName::Delivered);
    }
}

#[tokio::test]
async fn the_applicant_alone_is_shown_the_pick_up_code_and_wrong_ones_are_counted() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = town.granted_on_paper(&li_na, at_counter(), Exit::Together).await;
    let code = case.outgoing.code.expect("the applicant is shown it");
    assert_eq!(code.len(), 6, "{code}");
    for other in [&clerk, &town.supervisor().await, &town.lead(&case.lead).await] {
        assert_eq!(other.sees(&case.number).await.outgoing.code, None);
    }
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let tried = clerk.tries(&case.number, taken_by("李娜", None, wrong, "")).await;
    let Err(Failure::Invalid(complaints)) = tried else { panic!("is complained of: {tried:?}") };
    assert_eq!((complaints[0].pointer.as_str(), complaints[0].code), ("/code", "wrong_code"));
    assert!(complaints[0].message.contains("还可以试4次"), "{complaints:?}");
    // As it is scanned: behind the address of the case.
    let scanned = format!("{}#{code}", case.link);
    clerk.does(&case.number, taken_by("李娜", None, &scanned, "")).await;
    let after = li_na.sees(&case.number).await;
    assert_eq!((after.stage, &after.outgoing.code), (StageName::Delivered, &None));
    assert!(after.outgoing.batches[0].text.contains("李娜本人领走，出示了取件码"), "{after:?}");
}

#[tokio::test]
async fn whoever_guesses_is_stopped_after_five_and_the_right_code_no_longer_serves() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = town.granted_on_paper(&li_na, at_counter(), Exit::Together).await;
    let code = case.outgoing.code.expect("there is one");
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(code_of(&clerk.tries(&case.number, taken_by("李娜", None, wrong, "")).await), "invalid");
    }
    assert_eq!(code_of(&clerk.tries(&case.number, taken_by("李娜", None, &code, "")).await), "code_worn");
    let seen = li_na.sees(&case.number).await;
    assert!(seen.outgoing.code_worn && seen.outgoing.code.is_none());
    assert!(seen.timeline.iter().any(|entry| entry.text == "有人在窗口说错了取件码"));
    clerk.does(&case.number, taken_by("李娜", None, "", "居民身份证")).await;
}

#[tokio::test]
async fn results_that_come_one_by_one_are_told_and_followed_one_by_one() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = town.accepted_on_paper(&li_na, at_counter(), Exit::OneByOne).await;
    let department = li_na.sees(&case).await.tasks[0].department.clone();
    town.approver(&department).await.grants_all_ready(&case).await;
    let first = li_na.sees(&case).await;
    assert_eq!(first.stage, StageName::InProgress);
    assert!(!first.outgoing.waiting.is_empty(), "{first:?}");
    clerk.does(&case, CaseCommand::Exit(ExitInput::SayReady(Vec::new()))).await;
    let told = town.app().messages(li_na.visitor(), None, 50).await.unwrap();
    assert!(told.rows.iter().any(|message| message.text.contains("可以领了")), "{told:?}");
    let lies_there = li_na.sees(&case).await.outgoing.waiting;
    assert!(lies_there.iter().all(|one| one.collectable && one.due.is_none()), "{lies_there:?}");
    let code = li_na.sees(&case).await.outgoing.code.expect("there is one");
    clerk.does(&case, taken_by("王强", Some("2026年3月2日的授权委托书"), &code, "")).await;
    town.grant_everything(&li_na, &case).await;
    let next = li_na.sees(&case).await;
    assert_ne!(next.outgoing.code, Some(code), "each time another code");
    let stale = CaseCommand::Exit(ExitInput::Choose(Exit::Together));
    assert_eq!(code_of(&li_na.tries(&case, stale).await), "already_sent");
    clerk.does(&case, taken_by("李娜", None, "", "居民身份证")).await;
    assert_eq!(li_na.sees(&case).await.outgoing.batches.len(), 2);
    // Those who oversee see that somebody took it, not who.
    let seen = format!("{:?}", town.supervisor().await.sees(&case).await.outgoing.batches);
    assert!(!seen.contains("王强") && !seen.contains("李娜"), "{seen}");
}

#[tokio::test]
async fn deliver_10__what_is_not_delivered_in_ten_working_days_is_yellow_then_red_and_answered_for() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = town.granted_on_paper(&li_na, at_counter(), Exit::Together).await.number;
    let lights = async |word: &str| {
        town.works_off_what_is_due().await;
        let seen = town.supervisor().await.sees(&case).await.timeline;
        seen.into_iter().filter(|entry| entry.text.contains("送达") && entry.text.contains(word)).count()
    };
    town.pass_working_days(7);
    assert_eq!(lights("亮黄灯").await, 0);
    town.pass_working_days(3);
    let yellow = lights("亮黄灯").await;
    assert!(yellow > 0);
    assert_eq!(lights("亮红灯").await, 0);
    town.pass_working_days(1);
    assert_eq!(lights("亮红灯").await, yellow);
    let supervisor = town.supervisor().await;
    let found = town.app().matters(supervisor.visitor(), MatterFilter::default(), None, 50).await.unwrap();
    let late = found.rows.iter().filter(|line| line.title.contains("超过承诺时限")).count();
    assert!(late > 0, "{found:?}");
}

#[tokio::test]
async fn whoever_a_recorded_mandate_names_collects_and_nobody_by_one_that_is_over() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = town.granted_on_paper(&li_na, at_counter(), Exit::Together).await.number;
    let nobody = town.app().collecting_agents(clerk.visitor(), &case).await.unwrap();
    assert!(nobody.is_empty(), "{nobody:?}");
    // What was handed in before is no business of a mandate over things: this one names the case.
    let one_case = NewMandate {
        case: case.clone(),
        acts: vec!["receive".into()],
        until: Some(date(2026, 3, 31)),
        ..NewMandate::default()
    };
    let wang = town.applicant("王强").await;
    let invitation = town.app().invite_agent(li_na.visitor(), &one_case).await.unwrap();
    town.app().take_up_mandate(wang.visitor(), &invitation.code).await.unwrap();
    let agents = town.app().collecting_agents(clerk.visitor(), &case).await.unwrap();
    let [agent] = agents.as_slice() else { panic!("{agents:?}") };
    assert_eq!((agent.name.as_str(), agent.until), (wang.visitor().account.name.as_str(), date(2026, 3, 31)));
    let stranger = town.applicant("周建国").await;
    assert!(town.app().collecting_agents(stranger.visitor(), &case).await.is_err());

    let collected = |id: &str| {
        let receiver =
            Receiver { name: String::new(), mandate: Some(id.into()), signed_as: agent.name.clone() };
        let (code, document) = (String::new(), "居民身份证".into());
        CaseCommand::Exit(ExitInput::HandOut { tasks: Vec::new(), receiver, code, document })
    };
    town.app().end_mandate(li_na.visitor(), &agent.mandate).await.unwrap();
    let over = clerk.tries(&case, collected(&agent.mandate)).await;
    assert!(matches!(&over, Err(Failure::Invalid(wrong)) if wrong[0].pointer == "/mandate"), "{over:?}");
    let invitation = town.app().invite_agent(li_na.visitor(), &one_case).await.unwrap();
    let again = town.app().take_up_mandate(wang.visitor(), &invitation.code).await.unwrap();
    clerk.does(&case, collected(&again.id)).await;
    let batches = format!("{:?}", li_na.sees(&case).await.outgoing.batches);
    assert!(batches.contains("王强") && batches.contains("2026年3月31日"), "{batches}");
}
