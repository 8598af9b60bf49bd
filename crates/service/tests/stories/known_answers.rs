//! What is known of whoever is signed in is shown instead of asked: from the account, the own earlier
//! cases and the own wallet, and never from what was somebody else's.

use catalog::Answer;
use jiff::civil::date;
use service::KnownAnswer;
use testkit::{Person, Town, births};

/// What is known of a theme's questions: question, answer, where from.
async fn known(town: &Town, person: &Person, theme: &str) -> Vec<(String, Answer, String)> {
    let rules = town.app().rules();
    let known = town.app().known_answers(person.visitor(), &rules, theme, &Default::default()).await;
    let told = |one: KnownAnswer| (one.situation.to_string(), one.answer, one.from);
    known.unwrap().into_iter().map(told).collect()
}

#[tokio::test]
async fn a_result_in_the_own_wallet_answers_the_question_that_it_settles() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, zhou) = (town.applicant("李娜").await, town.applicant("周建国").await);
    assert_eq!(known(&town, &li_na, "birth").await, []);
    let mut answers = births::one_child();
    answers.retain(|(id, _)| *id != "birth_registered");
    answers.push(("birth_registered", "false"));
    let case = li_na.submits("birth", &answers).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    assert_eq!(known(&town, &li_na, "birth").await, [], "what is not granted yet tells nothing");
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let told = known(&town, &li_na, "birth").await;
    let registered =
        told.iter().find(|(id, ..)| id == "birth_registered").expect("the registration is known");
    assert_eq!(registered.1, Answer::Bool(true));
    assert!(registered.2.starts_with("您证照材料库里的"), "{}", registered.2);
    // It is hers alone, and nobody who writes for others learns of it.
    assert_eq!(known(&town, &zhou, "birth").await, []);
    assert_eq!(known(&town, &town.agent("小王").await, "birth").await, []);
}

#[tokio::test]
async fn what_was_answered_of_oneself_in_an_earlier_case_is_not_asked_again() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let own = li_na.visitor().account.profile.id_number.clone().unwrap();
    // A shop for which there is something to do, whatever else is invented.
    let answers = [
        ("shop_origin", "new"),
        ("operator_identity", "mainland"),
        ("operator_age_ok", "true"),
        ("operator_barred", "false"),
        ("family_operated", "false"),
        ("outside_partner", "false"),
        ("by_agent", "false"),
        ("fixed_place", "true"),
        ("staff_health", "all"),
        ("accepts_hygiene_commitment", "false"),
    ];
    let mut request = li_na.application("barber_shop_self_employed", &answers).await;
    request.form.insert("operator.id_number".into(), own.clone().into());
    li_na.hands_in(request).await.unwrap();
    let told = known(&town, &li_na, "flower_shop").await;
    let identity = told.iter().find(|(id, ..)| id == "operator_identity").expect("it is known");
    assert_eq!(identity.1, Answer::One("mainland".into()));
    assert!(identity.2.starts_with("您上次办“"), "{}", identity.2);

    // A case for somebody else's shop tells nothing of the one who handed it in.
    let zhou = town.applicant("周建国").await;
    let mut request = zhou.application("barber_shop_self_employed", &answers).await;
    request.form.insert("operator.id_number".into(), own.into());
    zhou.hands_in(request).await.unwrap();
    assert!(known(&town, &zhou, "flower_shop").await.iter().all(|(id, ..)| id != "operator_identity"));
}
