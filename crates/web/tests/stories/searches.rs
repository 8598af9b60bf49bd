//! What people searched for without success, and what the office makes of it: by pages without scripts, by
//! a program, and in a browser.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::{Client, Form, Town, browser::Window};

use crate::{browser::serving, journey::client};

/// Words that lead to nothing as long as the office says nothing.
const WORDS: &str = "耙耳朵专窗";

/// Four other people search for the same: with one more the office is told.
async fn others_search(town: &Town, words: &str) {
    for person in 1..5 {
        town.app().count_missed_search(words, &format!("198.51.100.{person}")).await;
    }
}

async fn searches(client: &mut Client, words: &str) -> testkit::Page {
    let home = client.get("/").await;
    client.sends(home.form("form[role=search]").without("q").with("q", words)).await
}

#[tokio::test]
async fn the_office_teaches_the_search_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (mut anyone, mut office) = (client(&town), client(&town));
    for _ in 0..5 {
        let page = searches(&mut anyone, WORDS).await;
        assert!(page.text().contains("这里没有您说的这件事"), "{}", page.text());
        assert!(page.text().contains("12345"), "{}", page.text());
    }
    office.signs_in(town.office().await.login()).await;
    assert!(!office.get("/console/searches").await.text().contains(WORDS), "one alone is not many");
    others_search(&town, WORDS).await;
    let page = office.get("/console/searches").await;
    assert!(page.text().contains(WORDS) && page.text().contains("那一周"), "{}", page.text());
    let words = page.attributes("a.line-link", "href").remove(0);
    let form = office.get(words.split('#').next().unwrap()).await.form("form#add");
    assert_eq!(form.value("words"), Some(WORDS));

    let refused = office.sends(form.clone()).await;
    assert!(refused.text().contains("请选是哪件事"), "{}", refused.text());
    let done = office.sends(form.without("theme").with("theme", "marriage")).await;
    assert!(done.text().contains("记下了") && done.text().contains("政务服务办"), "{}", done.text());
    let found = searches(&mut anyone, WORDS).await;
    assert!(found.text_of("main h2").is_some_and(|name| name.contains("结婚")), "{}", found.text());

    let page = office.get("/console/searches").await;
    office.sends(page.form("form[action$='/remove']")).await;
    assert!(searches(&mut anyone, WORDS).await.text().contains("这里没有您说的这件事"));
}

#[tokio::test]
async fn hits_that_were_not_taken_are_counted_too() {
    let town = Town::open(date(2026, 3, 2)).await;
    let mut anyone = client(&town);
    for words in ["开奶茶店", "开面馆", "开火锅店"] {
        others_search(&town, words).await;
    }
    let found = searches(&mut anyone, "开奶茶店").await;
    anyone.sends(found.form("form[role=search]").without("q").with("q", "开火锅店")).await;
    let found = searches(&mut anyone, "开面馆").await;
    let help = anyone.sends(found.form("form[action='/search/none-of-these']")).await;
    assert_eq!(help.address, "/help");
    let mut admin = client(&town);
    admin.signs_in(town.admin().await.login()).await;
    let page = admin.get("/console/searches").await;
    assert!(page.text().contains("开奶茶店") && page.text().contains("开面馆"), "{}", page.text());
    assert!(!page.text().contains("开火锅店"), "{}", page.text());
    assert!(!page.has("main form"), "the administrator reads only");
    admin.sends(Form::post("/console/searches").with("words", "开奶茶店").with("theme", "birth")).await;
    assert!(admin.get("/console/searches").await.text().contains("还没有加过"));
    let mut clerk = client(&town);
    clerk.signs_in(town.clerk("三号窗口").await.login()).await;
    assert_eq!(clerk.get("/console/searches").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_office_teaches_the_search_by_a_program() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (anyone, mut office, mut supervisor) = (client(&town), client(&town), client(&town));
    office.takes_a_token(town.office().await.login()).await;
    supervisor.takes_a_token(town.supervisor().await.login()).await;
    let address: String = WORDS.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let search = format!("/api/v1/search?q={address}");
    others_search(&town, WORDS).await;
    assert_eq!(anyone.calls("GET", &search, Value::Null).await.1["none"], true);
    let (_, told) = office.calls("GET", "/api/v1/missed-searches", Value::Null).await;
    assert_eq!(told["searches"][0]["words"], WORDS, "{told}");
    assert_eq!(
        (&told["searches"][0]["times"], &told["searches"][0]["last_week"]),
        (&json!(5), &json!("2026-03-02"))
    );
    let body = json!({ "words": WORDS, "theme": "marriage" });
    let (status, _) = supervisor.calls("POST", "/api/v1/aliases", body.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, added) = office.calls("POST", "/api/v1/aliases", body).await;
    assert_eq!(status, StatusCode::CREATED, "{added}");
    assert_eq!(anyone.calls("GET", &search, Value::Null).await.1["hits"][0]["theme"], "marriage");

    let here = json!({ "words": WORDS, "advice": "到三号窗口问。", "near": "marriage" });
    office.calls("POST", "/api/v1/aliases", here).await;
    let (_, found) = anyone.calls("GET", &search, Value::Null).await;
    assert_eq!((&found["none"], &found["advice"]), (&json!(true), &json!("到三号窗口问。")));
    assert_eq!(found["near"][0]["theme"], "marriage");
    let (_, all) = office.calls("GET", "/api/v1/aliases", Value::Null).await;
    assert_eq!(all["aliases"].as_array().map(Vec::len), Some(2), "{all}");
    let id = all["aliases"][0]["id"].as_str().expect("an id").to_owned();
    let (status, _) = office.calls("DELETE", &format!("/api/v1/aliases/{id}"), Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, refused) = office.calls("POST", "/api/v1/aliases", json!({ "words": "办" })).await;
    assert_eq!(
        (status, &refused["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("/words"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_office_teaches_the_search_in_a_browser() {
    let (town, host) = serving().await;
    let office = town.office().await;
    for (width, name) in [(375, "search-phone"), (1280, "search-desk")] {
        let mut window = Window::open(&host, width, name).await;
        others_search(&town, "开宠物美容院").await;
        window.opens("/").await;
        window.types("#q", "开宠物美容院").await;
        window.sends_by_enter().await;
        window.waits_for("document.querySelector('main h1')").await;
        assert!(window.text().await.contains("相近，但不是同一件事"), "{}", window.text().await);
        window.takes_picture("none").await;
        window.signs_in(office.login()).await;
        window.opens("/console/searches").await;
        window.takes_picture("missed").await;
        window.follows("main table form:has(input[value=none]) button").await;
        assert!(window.text().await.contains("记下了"), "{}", window.text().await);
        window.takes_picture("taught").await;
        window.follows("main form[action$='/remove'] button").await;
        assert!(window.text().await.contains("已取消"), "{}", window.text().await);
        assert_eq!(window.errors(), <&[String]>::default());
        window.forgets_cookies().await;
    }
}
