//! The applicant's whole story by pages alone, without JavaScript: from a typed sentence to a rating.

mod browser;

use axum::http::StatusCode;
use browser::{Browser, Pairs, controls, fill, pairs_of};
use service::sample::Sample;
use testkit::{Town, notice, samples};

/// Answers everything that is still asked on a thing's page with what is preselected, or with the
/// first choice, and goes on until nothing is left; the address of the finished page.
async fn answers_everything(browser: &mut Browser, first: &str) -> String {
    let mut address = first.to_owned();
    for _ in 0..60 {
        let page = browser.get(&address).await;
        let Some(form) = page.form("method=\"get\" action=\"/things/") else { return address };
        let mut pairs = pairs_of(&controls(form));
        let unchosen = controls(form).into_iter().filter(|control| control.kind == "radio");
        for control in unchosen {
            if !pairs.iter().any(|(name, _)| *name == control.name) {
                pairs.push((control.name, control.value));
            }
        }
        let query = serde_urlencoded::to_string(&pairs).expect("is a query");
        address = format!("{}?{query}", first.split('?').next().expect("has a path"));
    }
    panic!("the questions do not end: {address}")
}

#[tokio::test]
async fn a_thing_goes_from_a_typed_sentence_to_a_rating_by_pages_alone() {
    let town = Town::open(jiff::civil::date(2026, 11, 2)).await;
    let person = town.applicant("李娜").await;
    let mut browser = Browser::new(&town).await;

    let found = browser.get("/search?q=%E7%94%9F%E4%BA%86%E5%A8%83%E5%84%BF%E8%A6%81%E5%8A%9E%E5%95%A5%E5%AD%90%E6%89%8B%E7%BB%AD").await;
    assert!(found.body.contains("就办这件") && found.body.contains("/things/birth"), "{}", found.body);
    let address =
        answers_everything(&mut browser, "/things/birth?birth_place=hospital&children_count=2").await;
    let ready = browser.get(&address).await;
    let printed =
        ready.links("/things/birth/notice").first().expect("leads to the notice").replace("&#38;", "&");
    let notice_page = browser.get(&printed.replace("&amp;", "&")).await;
    assert!(notice_page.body.contains("以上是全部材料"), "{}", notice_page.body);

    // Starting leads to the sign-in page, which keeps the answers and sends them on.
    let start = pairs_of(&controls(ready.form("action=\"/apply\"").expect("can start")));
    let asked = browser.post_pairs("/apply", &start).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let resumed = browser.signs_in_on(&asked, person.login()).await;
    let again = pairs_of(&controls(resumed.form("action=\"/apply\"").expect("goes on")));
    let started = browser.post_pairs("/apply", &again).await;
    let draft = started.header("location").to_owned();
    assert!(draft.starts_with("/apply/"), "{} {}", started.status, started.body);

    // Fields: what the sample town would write, section by section; twins are two rows.
    let answers: Pairs =
        start.iter().filter(|(name, _)| name != "csrf" && name != "theme").cloned().collect();
    let answers = town.app().parse_answers("birth", &answers).expect("are answers");
    let request = person.sampled("birth", answers, &mut Sample::new(1)).await;
    let tasks = browser.get(&draft).await;
    for section in tasks.links(&format!("{draft}/form/")) {
        let page = browser.get(&section).await;
        let form = page.form("data-autosave").expect("has a form").to_owned();
        let mut pairs = pairs_of(&controls(&form));
        fill(&mut pairs, &controls(&form), &request.form);
        let saved = browser.post_pairs(&section, &pairs).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{section}: {}", saved.errors());
    }
    assert!(
        browser.get(&format!("{draft}/form/child")).await.body.contains("child.name.1"),
        "twins are two rows"
    );

    for material in browser.get(&format!("{draft}/materials")).await.actions(&format!("{draft}/materials/")) {
        let page = browser.get(&format!("{draft}/materials")).await;
        let csrf = page.hidden("csrf").to_owned();
        let wrong = browser.upload(&material, &csrf, "file", "页面.jpg", &samples::page_in_disguise()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("只收照片"), "{}", wrong.errors());
        let sent = browser.upload(&material, &csrf, "file", "照片.pdf", &samples::pdf()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.errors());
    }
    let delivery = format!("{draft}/delivery");
    let page = browser.get(&delivery).await;
    if page.status == StatusCode::OK {
        let csrf = page.hidden("csrf").to_owned();
        let chosen = browser.post(&delivery, &[("csrf", &csrf), ("delivery", "online")]).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.errors());
    }

    // Submitting twice makes one case.
    let review = browser.get(&format!("{draft}/review")).await;
    assert!(!review.body.contains("error-summary"), "{}", review.errors());
    let csrf = review.hidden("csrf").to_owned();
    let submit = format!("{draft}/submit");
    let unsigned = browser.post(&submit, &[("csrf", &csrf)]).await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let declared = [("csrf", csrf.as_str()), ("declared", "yes")];
    let without_guardian = browser.post(&submit, &declared).await;
    assert_eq!(without_guardian.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without_guardian.body.contains("孩子不满十四周岁"), "{}", without_guardian.errors());
    let agreed = [declared[0], declared[1], ("guardian.name", "李娜"), ("guardian.relation", "母亲")];
    let first = browser.post(&submit, &agreed).await;
    let second = browser.post(&submit, &agreed).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.errors());
    assert_eq!(first.header("location"), second.header("location"));
    let receipt = browser.get(first.header("location")).await;
    let number = first.header("location").split('/').nth(2).expect("names the case").to_owned();
    assert!(
        receipt.body.contains(&number) && receipt.body.contains("<svg class=\"qr-code\""),
        "number and code"
    );

    // The one correction opens exactly what it names.
    let clerk = town.clerk("三号窗口").await;
    let named = notice(&["applicant.mobile"], &[]);
    clerk.does(&number, service::CaseCommand::Correction(named)).await;
    let case = browser.get(&format!("/cases/{number}")).await;
    assert!(case.body.contains("现在要您做的"), "{}", case.body);
    let correction = browser.get(&format!("/cases/{number}/correction")).await;
    let form = correction.form("multipart/form-data").expect("has a form").to_owned();
    let names: Vec<_> =
        controls(&form).into_iter().map(|control| control.name).filter(|name| name.contains('.')).collect();
    assert_eq!(names, ["applicant.mobile"]);
    let mut pairs = pairs_of(&controls(&form));
    pairs.retain(|(name, _)| name != "applicant.mobile");
    pairs.extend([
        ("applicant.mobile".to_owned(), "13912345678".to_owned()),
        ("send".to_owned(), "1".to_owned()),
    ]);
    let returned = browser.multipart(&format!("/cases/{number}/correction"), &pairs, None).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.errors());

    // Departments work; results come into the wallet; one tap rates.
    clerk.accepts(&number).await;
    town.grant_everything(&person, &number).await;
    if person.sees(&number).await.stage == casework::StageName::Completed {
        clerk.hands_out(&number).await;
    }
    assert!(browser.get("/wallet").await.body.contains("出生医学证明"));
    let case = browser.get(&format!("/cases/{number}")).await;
    let csrf = case.hidden("csrf").to_owned();
    let rated = browser.post(&format!("/cases/{number}/rate"), &[("csrf", &csrf), ("level", "5")]).await;
    assert_eq!(rated.header("location"), format!("/cases/{number}"));
    assert!(browser.get(&format!("/cases/{number}")).await.body.contains("您的评价"));
}
