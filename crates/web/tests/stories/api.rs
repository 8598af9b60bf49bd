//! The same story by a program.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::{Client, Town, samples};

use crate::journey::{Journey, client};

async fn program(town: &Town, login: &str) -> Client {
    let mut program = client(town);
    program.takes_a_token(login).await;
    program
}

async fn ok(program: &Client, method: &str, address: &str, body: Value) -> Value {
    let (status, told) = program.calls(method, address, body).await;
    assert!(status.is_success(), "{method} {address}: {status} {told}");
    told
}

/// From search to rating; the case at the end.
async fn story(town: &Town, theme: &str) -> Value {
    let li_na = town.applicant("李娜").await;
    let journey = Journey::invented(town, &li_na, theme).await;
    let anyone = client(town);
    let catalog = town.catalog();
    let alias = &catalog.theme(theme).expect("the theme is there").name;
    let words: String = alias.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let found = ok(&anyone, "GET", &format!("/api/v1/search?q={words}&limit=5"), Value::Null).await;
    assert!(
        found["hits"].as_array().is_some_and(|hits| hits.iter().any(|hit| hit["theme"] == theme)),
        "{found}"
    );

    let answers = serde_json::to_value(&journey.answers.situations).expect("answers");
    let assess = json!({ "answers": answers });
    let assessed = ok(&anyone, "POST", &format!("/api/v1/themes/{theme}/assess"), assess).await;
    assert_eq!(assessed["complete"], true, "{}", assessed["next"]);

    let program_of_li_na = program(town, li_na.login()).await;
    let file = program_of_li_na.uploads("材料.pdf", &samples::pdf()).await;
    let mut sample = service::sample::Sample::new(9);
    let request = li_na.sampled(theme, journey.answers.clone(), &mut sample).await;
    let materials: Vec<_> =
        request.materials.iter().map(|one| json!({ "material": one.material, "files": [file] })).collect();
    let body = json!({
        "theme": theme, "answers": answers, "form": request.form, "materials": materials, "submit": true,
    });
    // What has to be shown and signed is told beforehand; a signature that is missing is named.
    let notice = format!("/api/v1/themes/{theme}/privacy-notice");
    let notice = ok(&anyone, "POST", &notice, json!({ "answers": answers })).await;
    assert!(notice["parts"].as_array().is_some_and(|parts| parts.len() >= 6), "{notice}");
    let to_sign = ok(&program_of_li_na, "POST", "/api/v1/cases/to-sign", body.clone()).await;
    let promises = to_sign["promises"].as_array().cloned().unwrap_or_default();
    let signatures: Vec<_> = promises
        .iter()
        .map(|one| json!({ "promise": one["id"], "name": li_na.visitor().account.name }))
        .collect();
    if !promises.is_empty() {
        let mut unsigned = body.clone();
        unsigned["signatures"] = json!([]);
        let (status, problem) =
            program_of_li_na.calls_with_key("POST", "/api/v1/cases", unsigned, Some("unsigned")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        let pointer = format!("/promises/{}", promises[0]["id"].as_str().unwrap());
        assert_eq!(problem["errors"][0]["pointer"], pointer, "it names what is to be signed");
        assert_eq!(problem["errors"][0]["code"], "promise_unsigned");
    }
    let mut body = body;
    body["signatures"] = json!(signatures);
    body["privacy_notice"] = to_sign["privacy_notice"]["version"].clone();
    let key = Some("one-key");
    let (status, case) = program_of_li_na.calls_with_key("POST", "/api/v1/cases", body.clone(), key).await;
    assert_eq!(status, StatusCode::CREATED, "{case}");
    let (status, again) = program_of_li_na.calls_with_key("POST", "/api/v1/cases", body, key).await;
    assert!(status.is_success(), "{again}");
    assert_eq!(case["number"], again["number"]);
    let number = case["number"].as_str().expect("a number").to_owned();
    assert_eq!(case["privacy_notice"]["by"], "calling_system");

    let clerk = program(town, town.clerk("三号窗口").await.login()).await;
    let address = format!("/api/v1/cases/{number}");
    ok(&clerk, "POST", &format!("{address}/accept"), json!({})).await;
    let (status, refused) = clerk.calls("POST", &format!("{address}/accept"), json!({})).await;
    assert_eq!((status, refused["code"].as_str()), (StatusCode::CONFLICT, Some("wrong_stage")), "{refused}");
    grant_everything(town, &program_of_li_na, &address).await;
    let view = ok(&program_of_li_na, "GET", &address, Value::Null).await;
    if view["stage"] == "completed" {
        ok(&clerk, "POST", &format!("{address}/deliver"), json!({ "note": "本人领取" })).await;
    }
    ok(&program_of_li_na, "POST", &format!("{address}/rate"), json!({ "level": 4 })).await
}

async fn grant_everything(town: &Town, applicant: &Client, case: &str) {
    for _ in 0..10 {
        let view = ok(applicant, "GET", case, Value::Null).await;
        let tasks = view["tasks"].as_array().expect("tasks").clone();
        let ready: Vec<_> = tasks.iter().filter(|task| task["stage"] == "ready").collect();
        if ready.is_empty() {
            return;
        }
        for task in ready {
            let department = task["department"].as_str().expect("a department");
            let approver = program(town, town.approver(department).await.login()).await;
            let list = ok(&approver, "GET", "/api/v1/tasks?state=ready", Value::Null).await;
            assert!(list.to_string().contains(task["id"].as_str().expect("an id")), "{list}");
            let address = format!("/api/v1/tasks/{}/grant", task["id"].as_str().expect("an id"));
            let own = address.replace("/grant", "");
            let seen = ok(&approver, "GET", &own, Value::Null).await;
            if seen["actions"].as_array().is_some_and(|actions| actions.contains(&json!("arrange_check"))) {
                let two =
                    json!({ "on": town.app().today(), "officers": ["王强", "李明"], "evidence": "通知书" });
                ok(&approver, "POST", &format!("{own}/check"), two).await;
                let found = json!({ "findings": "和申请一致", "passed": true });
                ok(&approver, "POST", &format!("{own}/check-record"), found).await;
            }
            ok(&approver, "POST", &address, json!({})).await;
        }
    }
    panic!("{case} comes to no end");
}

#[tokio::test]
async fn a_program_walks_several_themes_to_their_rating() {
    let town = Town::open(date(2026, 3, 2)).await;
    for theme in ["birth", "car_purchase", "noodle_shop_enterprise", "after_death", "staff_recruitment"] {
        let case = story(&town, theme).await;
        assert_eq!(case["rating"]["level"], 4, "{theme}: {case}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_a_problem_with_pointers() {
    let town = Town::open(date(2026, 3, 2)).await;
    let program = program(&town, town.applicant("李娜").await.login()).await;
    let (status, problem) =
        program.calls("POST", "/api/v1/themes/birth/assess", json!({ "answers": { "no_such": true } })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["pointer"], "/answers/no_such", "{problem}");
    let (status, problem) = program.calls("GET", "/api/v1/cases/JJ-20260302-AAAAAA", Value::Null).await;
    assert_eq!((status, problem["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")));
    let (status, problem) = program.calls("GET", "/api/v1/themes/birht", Value::Null).await;
    assert_eq!((status, problem["status"].as_u64()), (StatusCode::NOT_FOUND, Some(404)));
}
