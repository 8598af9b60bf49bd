//! 授权: given by code or at the counter, seen by who gave it, ended at any moment.

#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use bytes::Bytes;
use casework::MandatedAct;
use jiff::{ToSpan, civil::date};
use service::{CaseCommand, CaseView, Failure, MandateState, NewMandate, ShownPerson, Upload};
use testkit::{Engine, Person, Town, births, code_of, form_of, samples};

fn pointers<T: std::fmt::Debug>(outcome: &Result<T, Failure>) -> Vec<String> {
    match outcome {
        Err(Failure::Invalid(complaints)) => complaints.iter().map(|one| one.pointer.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

/// The agent hands in for the principal.
async fn handed_in(agent: &Person, principal: &Person) -> Result<CaseView, Failure> {
    let mut request = agent.application("birth", &births::one_child()).await;
    request.on_behalf_of = Some(principal.visitor().id().to_string());
    agent.hands_in(request).await
}

fn said<T: std::fmt::Debug>(town: &Town, outcome: Result<T, Failure>) -> String {
    match outcome {
        Err(Failure::Refused(refusal)) => service::words::refusal(&refusal, &town.catalog()),
        other => panic!("{other:?}"),
    }
}

async fn on_both_engines(story: impl AsyncFn(Town)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if let Some(town) = Town::on(engine, date(2026, 3, 2)).await {
            story(town).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agent_allowed__a_neighbour_acts_by_a_code_until_it_is_ended_and_the_principal_sees_it_all() {
    on_both_engines(async |town: Town| {
        let (li_na, wang) = (town.applicant("李娜").await, town.applicant("王芳").await);
        assert_eq!(code_of(&handed_in(&wang, &li_na).await), "not_allowed");
        let wang = li_na.authorises(&wang, &["birth"]).await;
        let case = handed_in(&wang, &li_na).await.unwrap().number;
        town.clerk("三号窗口").await.asks_to_mend(&case, &["mother.employer"], &[]).await;
        let form = form_of(&[("mother.employer", "区医院".into())]);
        wang.returns(&case, form, &[]).await.unwrap();

        let given = town.app().mandates(li_na.visitor()).await.unwrap();
        assert_eq!(given.len(), 1);
        assert_eq!((given[0].agent_name.as_deref(), given[0].given), (Some("王芳"), true));
        let (_, steps) = town.app().mandate(li_na.visitor(), &given[0].id).await.unwrap();
        let texts: Vec<_> = steps.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert_eq!(texts[1], "提交了申请");
        assert!(steps.iter().all(|step| step.case == case));

        town.app().end_mandate(li_na.visitor(), &given[0].id).await.unwrap();
        let wang = wang.signs_in_again().await;
        for tried in [
            said(&town, wang.looks_for(&case).await),
            said(&town, wang.tries(&case, CaseCommand::Withdraw { reason: String::new() }).await),
            said(&town, handed_in(&wang, &li_na).await),
        ] {
            assert!(tried.starts_with("您的授权从2026年3月2日起已经结束"), "{tried}");
        }
        let list = town.app().cases(wang.visitor(), store::CaseFilter::default(), None, 9).await.unwrap();
        assert!(list.rows.is_empty(), "it is in no list of theirs any more");
        assert!(li_na.sees(&case).await.timeline.iter().any(|entry| entry.by == "由王芳代办"));
        // What others made of it is told to the applicant alone from now on.
        let before = town.app().messages(wang.visitor(), None, 20).await.unwrap().rows.len();
        town.clerk("三号窗口").await.accepts(&case).await;
        assert_eq!(town.app().messages(wang.visitor(), None, 20).await.unwrap().rows.len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_code_is_used_once_within_a_day_and_not_guessed() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, wang, zhou) =
        (town.applicant("李娜").await, town.applicant("王芳").await, town.applicant("周建国").await);
    let app = town.app();
    let first = li_na.invites(&["birth"], &[MandatedAct::Fill]).await;
    assert_eq!(first.mandate.state, MandateState::Invited);
    assert_eq!(pointers(&app.take_up_mandate(li_na.visitor(), &first.code).await), ["/code"]);
    // Read aloud and typed with blanks and capitals, it is the same code.
    let spoken = format!(" {} {} ", first.code[..4].to_uppercase(), &first.code[4..]);
    let taken = app.take_up_mandate(wang.visitor(), &spoken).await.unwrap();
    assert_eq!((taken.state, taken.principal_name.as_str()), (MandateState::InForce, "李娜"));
    assert_eq!(pointers(&app.take_up_mandate(zhou.visitor(), &first.code).await), ["/code"]);

    let second = li_na.invites(&["birth"], &[MandatedAct::Fill]).await;
    town.pass_hours(25);
    let zhou = zhou.signs_in_again().await;
    assert_eq!(pointers(&app.take_up_mandate(zhou.visitor(), &second.code).await), ["/code"]);
    let lapsed = app.mandate(li_na.visitor(), &second.mandate.id).await.unwrap().0;
    assert_eq!(lapsed.state, MandateState::Lapsed);
    let mut codes = Vec::new();
    for _ in 0..=app.settings().max_failed_sign_ins {
        codes.push(code_of(&app.take_up_mandate(zhou.visitor(), "aaaa2222").await));
    }
    assert_eq!(codes.last(), Some(&"too_many_tries"), "{codes:?}");
}

#[tokio::test]
async fn agent_allowed__a_mandate_names_things_acts_and_a_last_day_and_no_more_than_the_law_lets() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let app = town.app();
    let nothing = app.invite_agent(li_na.visitor(), &NewMandate::default()).await;
    assert_eq!(pointers(&nothing), ["/themes", "/acts", "/until"]);
    let wrong = NewMandate {
        themes: vec!["marriage".into()],
        acts: vec!["rate".into()],
        until: Some(date(2028, 1, 1)),
        ..NewMandate::default()
    };
    let refused = app.invite_agent(li_na.visitor(), &wrong).await;
    assert_eq!(pointers(&refused), ["/themes", "/acts", "/until"]);
    let Err(Failure::Invalid(complaints)) = refused else { unreachable!() };
    assert!(complaints[0].message.contains("亲自到婚姻登记机关"), "{}", complaints[0].message);
    let foreign = town.applicant("周建国").await.submits("birth", &births::one_child()).await;
    let foreign =
        NewMandate { case: foreign, acts: vec!["correct".into()], until: Some(app.today()), ..wrong };
    assert_eq!(pointers(&app.invite_agent(li_na.visitor(), &foreign).await), ["/case"]);
}

#[tokio::test]
async fn a_mandate_for_one_case_is_for_that_case_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, wang) = (town.applicant("李娜").await, town.applicant("王芳").await);
    let (one, other) = (
        li_na.submits("birth", &births::one_child()).await,
        li_na.submits("birth", &births::one_child()).await,
    );
    let new = NewMandate {
        case: one.clone(),
        acts: vec!["correct".into()],
        until: Some(town.app().today() + 7.days()),
        ..NewMandate::default()
    };
    let invitation = town.app().invite_agent(li_na.visitor(), &new).await.unwrap();
    town.app().take_up_mandate(wang.visitor(), &invitation.code).await.unwrap();
    let wang = wang.signs_in_again().await;
    assert!(wang.looks_for(&one).await.is_ok());
    assert_eq!(code_of(&wang.looks_for(&other).await), "not_found");
    assert_eq!(code_of(&handed_in(&wang, &li_na).await), "mandate_missing");
    let withdrawn = wang.tries(&one, CaseCommand::Withdraw { reason: String::new() }).await;
    assert_eq!(code_of(&withdrawn), "mandate_missing");
    town.go_to(date(2026, 3, 10));
    let wang = wang.signs_in_again().await;
    assert!(said(&town, wang.looks_for(&one).await).starts_with("您的授权从2026年3月10日起已经结束"));
}

fn shown(name: &str, id_number: &str) -> ShownPerson {
    ShownPerson { name: name.into(), id_number: id_number.into() }
}

#[tokio::test]
async fn at_the_counter_a_mandate_holds_from_the_signed_paper_and_the_documents_on() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (clerk, agent) = (town.clerk("三号窗口").await, town.agent("帮代办员小何").await);
    let app = town.app();
    let number = town.new_id_number();
    let new = NewMandate {
        themes: vec!["birth".into()],
        acts: vec!["fill".into(), "hand_in".into()],
        until: Some(date(2026, 4, 1)),
        ..NewMandate::default()
    };
    let nothing = app.prepare_mandate(clerk.visitor(), &shown("", ""), &shown("", ""), &new).await;
    assert_eq!(
        pointers(&nothing),
        ["/principal_name", "/principal_id_number", "/agent_name", "/agent_id_number"]
    );
    let alone = app
        .prepare_mandate(clerk.visitor(), &shown("罗大成", &number), &shown("罗大成", &number), &new)
        .await;
    assert_eq!(pointers(&alone), ["/agent_id_number"]);
    let helper = shown("帮代办员小何", agent.login());
    let prepared =
        app.prepare_mandate(clerk.visitor(), &shown("罗大成", &number), &helper, &new).await.unwrap();
    assert_eq!(prepared.state, MandateState::Prepared);
    let paper = documents::print(&app.mandate_paper(clerk.visitor(), &prepared.id).await.unwrap());
    assert!(paper.contains("授权委托书") && paper.contains("罗大成") && !paper.contains(&number), "{paper}");
    assert!(agent.signs_in_again().await.visitor().actor.mandates().is_empty());

    let elsewhere = town.clerk_at("妇幼保健院窗口", "maternity_hospital").await;
    let upload = || Some(Upload { name: "委托书.pdf".into(), bytes: Bytes::from(samples::pdf()) });
    let foreign = app.confirm_mandate(elsewhere.visitor(), &prepared.id, upload(), true).await;
    assert_eq!(code_of(&foreign), "not_found");
    let unseen = app.confirm_mandate(clerk.visitor(), &prepared.id, None, false).await;
    assert_eq!(pointers(&unseen), ["/paper", "/documents_seen"]);
    let signed = app.confirm_mandate(clerk.visitor(), &prepared.id, upload(), true).await.unwrap();
    assert_eq!(
        (signed.state, signed.place_name.as_deref()),
        (MandateState::InForce, Some("江津区行政服务中心"))
    );
    let agent = agent.signs_in_again().await;
    assert_eq!(agent.visitor().actor.mandates().len(), 1);
    // Whoever stands there ends it there too.
    app.end_mandate(clerk.visitor(), &prepared.id).await.unwrap();
    assert!(agent.signs_in_again().await.visitor().actor.mandates().is_empty());
}

#[tokio::test]
async fn what_is_being_written_is_closed_with_the_mandate() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let agent = li_na.authorises(&town.agent("帮代办员小何").await, &["birth"]).await;
    let app = town.app();
    let principal = Some(li_na.visitor().id().clone());
    let draft = app.start(agent.visitor(), "birth", catalog::Answers::default(), principal).await.unwrap();
    assert_eq!(app.drafts(agent.visitor()).await.unwrap().len(), 1);
    let mandate = app.mandates(li_na.visitor()).await.unwrap()[0].id.clone();
    assert_eq!(
        code_of(&app.end_mandate(town.applicant("周建国").await.visitor(), &mandate).await),
        "not_found"
    );
    app.end_mandate(li_na.visitor(), &mandate).await.unwrap();
    let agent = agent.signs_in_again().await;
    assert_eq!(code_of(&app.application(agent.visitor(), &draft).await), "mandate_over");
    assert!(app.drafts(agent.visitor()).await.unwrap().is_empty());
    let by_others = app.drafts_by_others(li_na.visitor()).await.unwrap();
    assert_eq!(by_others.len(), 1, "its principal still sees it, and throws it away");
}
