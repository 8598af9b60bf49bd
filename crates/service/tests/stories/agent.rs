//! 帮代办: an agent writes for a principal, who knows of it; and accounts that were made for people at a counter.

use casework::AccountId;
use catalog::Answers;
use jiff::civil::date;
use service::{Failure, NewApplicant};
use store::{CaseFilter, SessionKind};
use testkit::{PASSWORD, Person, Town, births, code_of};

fn pointers<T: std::fmt::Debug>(outcome: &Result<T, Failure>) -> Vec<String> {
    match outcome {
        Err(Failure::Invalid(complaints)) => complaints.iter().map(|one| one.pointer.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

async fn answers(town: &Town) -> Answers {
    let pairs: Vec<_> =
        births::one_child().iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    town.app().parse_answers("birth", &pairs).unwrap()
}

/// An agent hands in for a client; the case's number.
async fn handed_in(agent: &Person, account: &str) -> String {
    let mut request = agent.application("birth", &births::one_child()).await;
    request.on_behalf_of = Some(account.into());
    agent.hands_in(request).await.unwrap().number
}

#[tokio::test]
async fn an_agent_learns_no_more_of_a_client_than_was_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let li_na = town.applicant("李娜").await;
    li_na.submits("birth", &births::one_child()).await;
    let agent = li_na.authorises(&agent, &["birth"]).await;
    let account = li_na.visitor().id().clone();
    let draft =
        town.app().start(agent.visitor(), "birth", answers(&town).await, Some(account)).await.unwrap();
    let application = town.app().application(agent.visitor(), &draft).await.unwrap();
    let value = |id: &str| {
        let mut fields = application.sections.iter().flat_map(|one| &one.rows).flat_map(|row| &row.fields);
        fields.find(|field| *field.element == *id).map(|field| field.value.clone()).unwrap_or_default()
    };
    assert_eq!(value("applicant.name"), "李娜");
    assert_eq!(value("applicant.mobile"), "", "the mobile number of the account is not shown");
    assert_eq!(value("bank.account"), "", "nor what stood in an earlier case");
    assert!(application.materials.iter().all(|slot| slot.wallet.is_empty()));
}

#[tokio::test]
async fn the_client_sees_who_writes_for_them_and_may_end_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let li_na = town.applicant("李娜").await;
    let agent = li_na.authorises(&agent, &["birth"]).await;
    let id = li_na.visitor().id().clone();
    let draft =
        town.app().start(agent.visitor(), "birth", answers(&town).await, Some(id.clone())).await.unwrap();
    let written = town.app().drafts_by_others(li_na.visitor()).await.unwrap();
    assert_eq!(written.iter().map(|(_, by)| by.as_str()).collect::<Vec<_>>(), ["帮代办员小何"]);
    let stranger = town.applicant("周建国").await;
    assert!(town.app().drafts_by_others(stranger.visitor()).await.unwrap().is_empty());
    town.app().discard(stranger.visitor(), &draft).await.unwrap();
    assert!(town.app().application(agent.visitor(), &draft).await.is_ok(), "a stranger ends nothing");
    town.app().discard(li_na.visitor(), &draft).await.unwrap();
    assert_eq!(code_of(&town.app().application(agent.visitor(), &draft).await), "not_found");
}

#[tokio::test]
async fn what_an_agent_hands_in_is_marked_and_both_are_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let li_na = town.applicant("李娜").await;
    let agent = li_na.authorises(&agent, &["birth"]).await;
    let number = handed_in(&agent, li_na.visitor().id().as_str()).await;
    let seen = li_na.sees(&number).await;
    assert!(seen.own);
    assert_eq!(seen.agent_name.as_deref(), Some("帮代办员小何"));
    let by: Vec<_> = seen.timeline.iter().map(|entry| (entry.by.as_str(), entry.text.as_str())).collect();
    let marked = "由帮代办员小何代办";
    assert_eq!(by, [(marked, "出示了授权，到2026年5月31日为止"), (marked, "提交了申请")]);
    let list = town.app().cases(li_na.visitor(), CaseFilter::default(), None, 5).await.unwrap();
    let agents = town.app().agents_behind(&list.rows).await.unwrap();
    assert_eq!(agents.values().collect::<Vec<_>>(), ["帮代办员小何"]);
    let told = async |person: &Person| {
        town.app().messages(person.visitor(), None, 5).await.unwrap().rows[0].text.clone()
    };
    assert!(told(&li_na).await.starts_with("您的“出生一件事”"));
    assert!(told(&agent).await.starts_with("您替李娜代办的“出生一件事”"));
    // Only the applicant judges.
    assert!(!agent.sees(&number).await.actions.contains(&"rate"));
}

/// Luo Dacheng, who has no account, lets the agent act for him at the counter.
async fn helped(town: &Town, agent: &Person, id_number: &str) -> (Person, AccountId) {
    town.clerk("三号窗口").await.records_mandate(("罗大成", id_number), agent, &["birth"]).await
}

fn registration(name: &str, id_number: &str, receipt: &str) -> NewApplicant {
    NewApplicant {
        login: "luo.dacheng".into(),
        password: "geheim-1234".into(),
        name: name.into(),
        id_number: id_number.into(),
        mobile: "13900001111".into(),
        receipt: receipt.into(),
    }
}

#[tokio::test]
async fn who_registers_later_gets_what_was_handed_in_for_them() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let id_number = town.new_id_number();
    let (agent, account) = helped(&town, &agent, &id_number).await;
    let case = handed_in(&agent, account.as_str()).await;
    let foreign = town.applicant("李娜").await.submits("birth", &births::one_child()).await;

    let app = town.app();
    assert_eq!(pointers(&app.register(registration("罗小成", &id_number, "")).await), ["/name"]);
    assert_eq!(pointers(&app.register(registration("罗大成", &id_number, "")).await), ["/receipt"]);
    assert_eq!(pointers(&app.register(registration("罗大成", &id_number, &foreign)).await), ["/receipt"]);
    assert_eq!(app.register(registration("罗大成", &id_number, &case)).await.unwrap(), account);
    assert_eq!(pointers(&app.register(registration("罗大成", &id_number, &case)).await), ["/id_number"]);
    // Signed in by login, telephone or identity number alike, the case is theirs.
    for login in ["luo.dacheng", "13900001111", id_number.as_str()] {
        let signed_in = app.sign_in(login, "geheim-1234", "here", SessionKind::Web).await.unwrap();
        assert!(app.case(&signed_in.visitor, &case).await.unwrap().own, "{login}");
    }
}

#[tokio::test]
async fn a_receipt_cannot_be_guessed_for_ever() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let id_number = town.new_id_number();
    let (agent, account) = helped(&town, &agent, &id_number).await;
    handed_in(&agent, account.as_str()).await;
    let mut codes = Vec::new();
    for _ in 0..=town.app().settings().max_failed_sign_ins {
        let guess = registration("罗大成", &id_number, "JJ20260302AAAAAA");
        codes.push(code_of(&town.app().register(guess).await));
    }
    assert_eq!(codes.last(), Some(&"too_many_tries"), "{codes:?}");
}

#[tokio::test]
async fn a_counter_gives_a_new_password_which_its_owner_changes() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let app = town.app();
    assert_eq!(code_of(&app.open_account(li_na.visitor(), li_na.visitor().id()).await), "not_allowed");
    let other = town.clerk("四号窗口").await;
    assert_eq!(code_of(&app.open_account(clerk.visitor(), other.visitor().id()).await), "not_allowed");
    let before = app.sign_in(li_na.login(), PASSWORD, "here", SessionKind::Web).await.unwrap();
    let opened = app.open_account(clerk.visitor(), li_na.visitor().id()).await.unwrap();
    assert!(app.visitor(&before.token).await.unwrap().is_none(), "whoever was signed in is signed out");
    assert_eq!(
        code_of(&app.sign_in(li_na.login(), PASSWORD, "here", SessionKind::Web).await),
        "wrong_password"
    );
    let signed_in = app.sign_in(li_na.login(), &opened.password, "here", SessionKind::Web).await.unwrap();
    let wrong = app.change_password(&signed_in.visitor, "nope", "short", Some(&signed_in.token)).await;
    assert_eq!(pointers(&wrong), ["/present", "/password"]);
    let changed = app
        .change_password(&signed_in.visitor, &opened.password, "eigenes-passwort", Some(&signed_in.token))
        .await;
    assert!(changed.is_ok(), "{changed:?}");
    assert!(app.visitor(&signed_in.token).await.unwrap().is_some(), "this session goes on");
    assert!(app.sign_in(li_na.login(), "eigenes-passwort", "here", SessionKind::Web).await.is_ok());
}
