//! Pages through the real router, without JavaScript: what a browser gets.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use testkit::{PASSWORD, Town};
use tower::ServiceExt;
use web::{WebOptions, router};

/// A browser with its cookies and no JavaScript.
struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("is text"))
    }

    /// The value of the first hidden field of that name.
    fn hidden(&self, name: &str) -> &str {
        let mark = format!("name=\"{name}\" value=\"");
        let start =
            self.body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.body)) + mark.len();
        self.body[start..].split('"').next().expect("ends")
    }
}

impl Browser {
    async fn new(town: &Town) -> Self {
        Self { router: router(town.app().clone(), WebOptions::default()), cookies: Vec::new() }
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("never fails");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("is text").split(';').next().expect("has a pair");
            let (name, value) = pair.split_once('=').expect("is a pair");
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("is whole").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "))
    }

    async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).expect("is a request");
        self.send(request).await
    }

    async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(pairs).expect("is a form");
        let request =
            self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("is a request")).await
    }

    async fn signs_in(&mut self, login: &str) {
        let answer =
            self.post("/sign-in", &[("login", login), ("password", PASSWORD), ("next", "/cases")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.header("location"), "/cases");
    }
}

async fn town() -> Town {
    Town::open(jiff::civil::date(2026, 11, 2)).await
}

#[tokio::test]
async fn home_has_the_search_form_without_scripts() {
    let town = town().await;
    let home = Browser::new(&town).await.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("<form class=\"search\" action=\"/search\" method=\"get\""));
    assert!(home.body.contains("name=\"q\""));
    assert!(home.body.contains("href=\"/things/birth\""));
    assert_eq!(home.body.matches("<h1").count(), 1);
    // Of a pair one card stands for both.
    assert_eq!(home.body.matches("hotpot_restaurant").count(), 1);
}

#[tokio::test]
async fn every_page_carries_a_strict_policy_and_no_inline_code() {
    let town = town().await;
    let mut browser = Browser::new(&town).await;
    for path in [
        "/",
        "/search?q=生娃",
        "/things/birth",
        "/things/birth/notice",
        "/things/birth/poster",
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
        assert!(!page.body.contains(" style=\"") && !page.body.contains("<script>"), "{path}");
        assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
        assert!(
            !page.body.contains("portal.") || !page.body.contains("en.portal."),
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
    let mut browser = Browser::new(&town).await;
    browser.signs_in(other.login()).await;
    let foreign = browser.get(&format!("/cases/{number}")).await;
    let absent = browser.get("/cases/JJ2026000000000").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let id = foreign.header("x-request-id");
    assert!(!id.is_empty() && foreign.body.contains(id), "{}", foreign.body);
    let plain = |answer: &Answer| {
        answer
            .body
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
    let mut browser = Browser::new(&town).await;
    browser.signs_in(person.login()).await;
    let page = browser.get("/things/marriage").await;
    let csrf = page.hidden("csrf").to_owned();
    browser.cookies.retain(|(name, _)| name != "session");
    let kept =
        browser.post("/apply", &[("csrf", &csrf), ("theme", "marriage"), ("note", "写了很久的字")]).await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    let typed = kept.hidden("kept").replace("&amp;", "&").replace("&#38;", "&");
    let again = browser
        .post(
            "/sign-in",
            &[("login", person.login()), ("password", PASSWORD), ("next", "/apply"), ("kept", &typed)],
        )
        .await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(
        again.body.contains("写了很久的字") && again.body.contains("action=\"/apply\""),
        "{}",
        again.body
    );
    assert_ne!(again.hidden("csrf"), csrf);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let town = town().await;
    let person = town.applicant("李娜").await;
    let mut browser = Browser::new(&town).await;
    browser.signs_in(person.login()).await;
    let request = browser
        .request("POST", "/apply")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("theme=birth&csrf=guessed"))
        .expect("is a request");
    assert_eq!(browser.send(request).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_signed_in_is_led_to_sign_in_and_back() {
    let town = town().await;
    let mut browser = Browser::new(&town).await;
    let answer = browser.get("/cases?show=open").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Fcases%3Fshow%3Dopen");
    assert_eq!(browser.get("/counter").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn more_than_a_form_may_hold_is_told_in_words() {
    let town = town().await;
    let person = town.applicant("李娜").await;
    let mut browser = Browser::new(&town).await;
    browser.signs_in(person.login()).await;
    let long = "字".repeat(1_000_000);
    let answer = browser.post("/apply", &[("theme", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("内容太多"), "{}", answer.body);
}

#[tokio::test]
async fn answers_in_the_address_narrow_the_notice_down_and_travel_with_the_link() {
    let town = town().await;
    let mut browser = Browser::new(&town).await;
    let first = browser.get("/things/birth").await;
    assert!(first.body.contains("type=\"radio\""));
    let next = browser.get("/things/birth?birth_place=hospital&children_count=2&as=1").await;
    assert!(next.body.contains("birth_place=hospital"), "the link carries the answers");
    assert!(next.body.contains("edit=birth_place"), "an answer can be changed");
    let bad = browser.get("/things/birth?children_count=zwei").await;
    assert_eq!(bad.status, StatusCode::OK);
    assert!(bad.body.contains("field-error"), "a wrong answer is told beside its question");
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_by_their_content() {
    let town = town().await;
    let mut browser = Browser::new(&town).await;
    let home = browser.get("/").await;
    let start = home.body.find("/assets/app-").expect("has a stylesheet");
    let address = home.body[start..].split('"').next().expect("ends").to_owned();
    let asset = browser.get(&address).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert!(asset.header("cache-control").contains("immutable"));
    assert!(asset.header("etag").starts_with('"'));
}
