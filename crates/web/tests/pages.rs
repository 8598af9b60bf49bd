//! Pages through the real router, without JavaScript: what a browser gets.

use axum::http::StatusCode;
use testkit::{Client, Form, PASSWORD, Page, Town};
use web::{WebOptions, router};

/// A browser in that town that shows where each answer leads.
fn browser(town: &Town) -> Client {
    Client::new(router(town.app().clone(), WebOptions::default())).stops_at_redirects()
}

async fn town() -> Town {
    Town::open(jiff::civil::date(2026, 11, 2)).await
}

#[tokio::test]
async fn home_has_the_search_form_without_scripts() {
    let town = town().await;
    let home = browser(&town).get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.markup.contains("<form class=\"search\" action=\"/search\" method=\"get\""));
    assert!(home.markup.contains("name=\"q\""));
    assert!(home.markup.contains("href=\"/things/birth\""));
    assert_eq!(home.markup.matches("<h1").count(), 1);
    // Of a pair one card stands for both.
    assert_eq!(home.markup.matches("hotpot_restaurant").count(), 1);
}

#[tokio::test]
async fn every_page_carries_a_strict_policy_and_no_inline_code() {
    let town = town().await;
    let mut browser = browser(&town);
    for path in [
        "/",
        "/search?q=生娃",
        "/things/birth",
        "/things/birth/notice",
        "/things/birth/guide",
        "/things/birth/poster",
        "/things/birth/poster?size=a3",
        "/help",
        "/sign-in",
        "/register",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert!(!page.markup.contains(" style=\"") && !page.markup.contains("<script>"), "{path}");
        assert_eq!(page.markup.matches("<h1").count(), 1, "{path}");
        assert!(
            !page.markup.contains("portal.") || !page.markup.contains("en.portal."),
            "{path}: a word is missing"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_mine_look_alike_and_show_the_request_id() {
    let town = town().await;
    let owner = town.applicant("李娜").await;
    let number = owner.submits("birth", &[]).await;
    let other = town.applicant("王强").await;
    let mut browser = browser(&town);
    browser.signs_in(other.login()).await;
    let foreign = browser.get(&format!("/cases/{number}")).await;
    let absent = browser.get("/cases/JJ2026000000000").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let id = foreign.header("x-request-id");
    assert!(!id.is_empty() && foreign.markup.contains(id), "{}", foreign.markup);
    let plain = |answer: &Page| {
        answer
            .markup
            .replace(answer.header("x-request-id"), "")
            .replace(&number, "")
            .replace("JJ2026000000000", "")
    };
    assert_eq!(plain(&foreign), plain(&absent));
}

#[tokio::test]
async fn a_session_that_ends_in_mid_form_loses_nothing() {
    let town = town().await;
    let person = town.applicant("李娜").await;
    let mut browser = browser(&town);
    browser.signs_in(person.login()).await;
    let page = browser.get("/things/marriage").await;
    let csrf = page.hidden("csrf");
    browser.forgets_cookies();
    let kept =
        browser.posts("/apply", &[("csrf", &csrf), ("theme", "marriage"), ("note", "写了很久的字")]).await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    let typed = kept.hidden("kept");
    let again = browser
        .posts(
            "/sign-in",
            &[("login", person.login()), ("password", PASSWORD), ("next", "/apply"), ("kept", &typed)],
        )
        .await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(
        again.markup.contains("写了很久的字") && again.markup.contains("action=\"/apply\""),
        "{}",
        again.markup
    );
    assert_ne!(again.hidden("csrf"), csrf);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let town = town().await;
    let person = town.applicant("李娜").await;
    let mut browser = browser(&town);
    browser.signs_in(person.login()).await;
    let form = Form::post("/apply").with("theme", "birth").with("csrf", "guessed").from_another_site();
    assert_eq!(browser.sends(form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_signed_in_is_led_to_sign_in_and_back() {
    let town = town().await;
    let mut browser = browser(&town);
    let answer = browser.get("/cases?show=open").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Fcases%3Fshow%3Dopen");
    assert_eq!(browser.get("/counter").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn more_than_a_form_may_hold_is_told_in_words() {
    let town = town().await;
    let person = town.applicant("李娜").await;
    let mut browser = browser(&town);
    browser.signs_in(person.login()).await;
    let long = "字".repeat(1_000_000);
    let answer = browser.posts("/apply", &[("theme", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.markup.contains("内容太多"), "{}", answer.markup);
}

#[tokio::test]
async fn answers_in_the_address_narrow_the_notice_down_and_travel_with_the_link() {
    let town = town().await;
    let mut browser = browser(&town);
    let first = browser.get("/things/birth").await;
    assert!(first.markup.contains("type=\"radio\""));
    let next = browser.get("/things/birth?birth_place=hospital&children_count=2&asked=children_count").await;
    assert!(next.markup.contains("birth_place=hospital"), "the link carries the answers");
    assert!(next.markup.contains("edit=birth_place"), "an answer can be changed");
    let bad = browser.get("/things/birth?children_count=zwei").await;
    assert_eq!(bad.status, StatusCode::OK);
    assert!(bad.markup.contains("field-error"), "a wrong answer is told beside its question");
}

#[tokio::test]
async fn rare_cases_are_ticked_on_one_screen_and_whoever_ticks_none_is_done_with_them() {
    let town = town().await;
    let mut browser = browser(&town);
    let first = browser.get("/things/birth").await;
    for said in ["有没有下面的情况？", "一次生了不止一个", "还剩最多 "] {
        assert!(first.markup.contains(said), "{said}");
    }
    let screen = "/things/birth?birth_place=hospital&declarant=mother&asked=birth_place&asked=declarant&offered=by_agent&offered=children_count&offered=parents_marriage";
    let next = browser.get(&format!("{screen}&tick=by_agent")).await;
    assert!(!next.markup.contains("field-error") && !next.markup.contains("一次生了不止一个"));
    let answers = next.links_to("/things/birth?").join("\n");
    for said in ["by_agent=true", "children_count=1", "parents_marriage=married"] {
        assert!(answers.contains(said), "{said}: {answers}");
    }
    let untold = browser.get(&format!("{screen}&tick=children_count")).await;
    assert!(untold.markup.contains("field-error") && untold.markup.contains("一次生了不止一个"));
    let told = browser.get(&format!("{screen}&tick=children_count&children_count=2")).await;
    assert!(!told.markup.contains("field-error") && told.markup.contains("2个"));
}

#[tokio::test]
async fn a_changed_answer_says_which_answers_it_dropped_and_can_be_taken_back() {
    let town = town().await;
    let mut browser = browser(&town);
    let answers = "birth_place=hospital&household_follow=mother&insurance_wanted=true";
    let changed = format!(
        "/things/birth?{answers}&household_wanted=false&asked=household_wanted&was=household_wanted%3Dtrue"
    );
    let page = browser.get(&changed).await;
    assert!(
        page.markup.contains("因为您把“孩子户口现在就上吗”改成“否”，下面的回答不再需要："),
        "{}",
        page.markup
    );
    assert!(page.markup.contains("户口跟爸爸还是跟妈妈：跟妈妈"));
    let links = page.links_to("/things/birth?").join("\n");
    assert!(links.contains("insurance_wanted=true"), "what still applies is kept");
    let undo =
        page.links_to("/things/birth?").into_iter().find(|link| link.contains("household_wanted=true"));
    let back = browser.get(&undo.expect("a way back")).await;
    assert!(!back.markup.contains("不再需要") && back.markup.contains("跟妈妈"));
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_by_their_content() {
    let town = town().await;
    let mut browser = browser(&town);
    let home = browser.get("/").await;
    let start = home.markup.find("/assets/app-").expect("has a stylesheet");
    let address = home.markup[start..].split('"').next().expect("ends").to_owned();
    let asset = browser.get(&address).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert!(asset.header("cache-control").contains("immutable"));
    assert!(asset.header("etag").starts_with('"'));
}
