//! Anyone checks a certificate that somebody shows: by its address, by the code that is typed, and by a program.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::{Town, births};

use crate::journey::client;

#[tokio::test]
async fn a_certificate_is_checked_by_its_address_and_by_what_is_printed_on_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let task = clerk.accepts(&case).await.tasks[0].clone();
    town.approver(&task.department).await.grants_all_ready(&case).await;

    let mut owner = client(&town);
    owner.signs_in(li_na.login()).await;
    let wallet = owner.get("/wallet").await;
    let address = wallet.attributes("a[href*='/verify/']", "href").remove(0);
    let path = address.split_once("/verify/").map(|(_, rest)| format!("/verify/{rest}")).unwrap();

    let mut anyone = client(&town);
    let page = anyone.get(&path).await;
    assert!(page.text().contains("这张是真的，今天有效"), "{}", page.text());
    assert!(!page.text().contains("李娜") && !page.text().contains("办件"), "{}", page.text());

    let (task, code) = path.trim_start_matches("/verify/").split_once('/').unwrap();
    let form = anyone.get("/verify").await.form("form[action='/verify']");
    let typed = form.clone().without("code").with("code", &format!("{task}　{}", code.to_lowercase()));
    assert!(anyone.sends(typed).await.text().contains("这张是真的，今天有效"));

    let half = anyone.sends(form.without("code").with("code", task)).await;
    assert!(half.text().contains("查验码不全"), "{}", half.text());
    assert!(half.attributes("input[name=code]", "value").contains(&task.to_owned()), "what was typed stays");
    let forged = anyone.get(&format!("/verify/{task}/0123456789ABCDEF")).await;
    assert!(forged.text().contains("没有这样的办理结果"), "{}", forged.text());

    let (status, told) =
        anyone.calls("GET", &format!("/api/v1/results/{task}?code={code}"), serde_json::Value::Null).await;
    assert_eq!((status, told["validity"].as_str()), (StatusCode::OK, Some("in_force")), "{told}");
    let (status, told) =
        anyone.calls("GET", &format!("/api/v1/results/{task}?code=00"), serde_json::Value::Null).await;
    assert_eq!((status, told["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")), "{told}");
}
