//! 授权 by pages alone: given by a code, taken up, seen, ended; recorded at a counter; by a program; and looked at.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::{Client, Person, Town, births, browser::Window, samples};

use crate::{browser::serving, journey::client};

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

#[tokio::test]
async fn a_mandate_is_given_taken_up_seen_and_ended_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, wang) = (town.applicant("李娜").await, town.applicant("王芳").await);
    let (mut hers, mut neighbours) = (seat(&town, &li_na).await, seat(&town, &wang).await);
    let list = hers.get("/mandates").await;
    assert!(list.faults().is_empty(), "{:?}", list.faults());
    let give = hers.get("/mandates/give").await;
    assert!(give.faults().is_empty(), "{:?}", give.faults());
    let form = "form[action='/mandates/give']";
    let nothing = hers.sends(give.form(form)).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("请选委托办哪件事"), "{}", nothing.text());
    let wedding = hers.sends(nothing.form(form).with("themes", "marriage")).await;
    assert!(wedding.text().contains("不能委托别人"), "{}", wedding.text());
    let told = hers.sends(wedding.form(form).with("themes", "birth")).await;
    assert!(told.faults().is_empty(), "{:?}", told.faults());
    let code = told.text_of(".case-number").expect("the code is told");

    let received = neighbours.get("/mandates").await;
    let form = "form[action='/mandates']";
    let wrong = neighbours.sends(received.form(form).with("code", "aaaa2222")).await;
    assert!(wrong.text().contains("没有这个授权码"), "{}", wrong.text());
    let taken = neighbours.sends(wrong.form(form).with("code", &code)).await;
    assert!(taken.text().contains("李娜委托您") && taken.text().contains("有效"), "{}", taken.text());
    assert!(taken.faults().is_empty(), "{:?}", taken.faults());

    let wang = wang.signs_in_again().await;
    let mut request = wang.application("birth", &births::one_child()).await;
    request.on_behalf_of = Some(li_na.visitor().id().to_string());
    let case = wang.hands_in(request).await.unwrap().number;
    let address = hers
        .get("/mandates")
        .await
        .links()
        .into_iter()
        .find(|link| link.starts_with("/mandates/") && !link.ends_with("/give"));
    let one = hers.get(&address.expect("the mandate is listed")).await;
    assert!(one.text().contains("提交了申请") && one.text().contains(&case), "{}", one.text());
    let paper = one.links().into_iter().find(|link| link.ends_with("/paper")).expect("its paper");
    let paper = hers.get(&paper).await;
    assert!(paper.text().contains("授权委托书") && paper.text().contains("评价（只由本人评）"));
    assert!(hers.get(&format!("/cases/{case}")).await.text().contains("由王芳代办"));

    let ended = hers.sends(one.form("form[action$='/end']")).await;
    assert!(ended.text().contains("已收回"), "{}", ended.text());
    let closed = neighbours.get(&format!("/cases/{case}")).await;
    assert!(closed.status.is_client_error(), "{}", closed.status);
    assert!(closed.text().contains("您的授权从2026年3月2日起已经结束"), "{}", closed.text());
}

#[tokio::test]
async fn a_counter_records_prints_and_keeps_a_mandate() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (clerk, agent) = (town.clerk("三号窗口").await, town.agent("帮代办员小何").await);
    let mut desk = seat(&town, &clerk).await;
    let page = desk.get("/counter/mandates").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action='/counter/mandates']").with("themes", "birth");
    let form = form.with("principal_name", "罗大成").with("principal_id_number", &town.new_id_number());
    let form = form.with("agent_name", "帮代办员小何").with("agent_id_number", agent.login());
    let waiting = desk.sends(form).await;
    assert!(waiting.text().contains("等签名"), "{}", waiting.text());
    assert!(waiting.faults().is_empty(), "{:?}", waiting.faults());
    let confirm = "form[enctype='multipart/form-data']";
    let unseen = desk.sends(waiting.form(confirm)).await;
    assert!(unseen.text().contains("请上传签好名的授权委托书"), "{}", unseen.text());
    let signed = unseen.form(confirm).with("documents_seen", "1");
    let kept = desk.sends(signed.with_file("paper", "委托书.pdf", &samples::pdf())).await;
    assert!(kept.text().contains("有效") && kept.text().contains("看签好名的委托书"), "{}", kept.text());
    let mut theirs = seat(&town, &agent).await;
    let list = theirs.get("/mandates").await;
    assert!(list.text().contains("罗大成：出生一件事"), "{}", list.text());
    assert!(!list.text().contains("我委托别人"), "an official helper applies for nothing");
}

#[tokio::test]
async fn a_program_gives_takes_up_and_ends_a_mandate() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, wang) = (town.applicant("李娜").await, town.applicant("王芳").await);
    let (mut hers, mut neighbours) = (client(&town), client(&town));
    hers.takes_a_token(li_na.login()).await;
    neighbours.takes_a_token(wang.login()).await;
    let wanted = serde_json::json!({"themes": ["birth"], "acts": ["fill", "hand_in"], "until": "2026-06-30"});
    let (status, made) = hers.calls("POST", "/api/v1/mandates", wanted).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["mandate"]["state"], "invited");
    let code = serde_json::json!({ "code": made["code"] });
    let (status, taken) = neighbours.calls("POST", "/api/v1/mandates/take-up", code.clone()).await;
    assert_eq!((status, &taken["state"]), (StatusCode::OK, &"in_force".into()), "{taken}");
    let (status, again) = neighbours.calls("POST", "/api/v1/mandates/take-up", code).await;
    assert_eq!(
        (status, &again["errors"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"code_wrong".into())
    );
    let end = format!("/api/v1/mandates/{}/end", taken["id"].as_str().unwrap());
    let (status, _) = hers.calls("POST", &end, serde_json::json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (_, list) = neighbours.calls("GET", "/api/v1/mandates", serde_json::Value::Null).await;
    assert_eq!(list["mandates"][0]["state"], "ended", "{list}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mandates_fit_every_window() {
    let (town, host) = serving().await;
    let (li_na, wang) = (town.applicant("李娜").await, town.applicant("王芳").await);
    let wang = li_na.authorises(&wang, &["birth"]).await;
    let mut request = wang.application("birth", &births::one_child()).await;
    request.on_behalf_of = Some(li_na.visitor().id().to_string());
    wang.hands_in(request).await.unwrap();
    li_na.invites(&["school_enrollment"], casework::MandatedAct::ALL).await;
    let clerk = town.clerk("三号窗口").await;
    let mandate = town.app().mandates(li_na.visitor()).await.unwrap().remove(1).id;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "mandates").await;
        window.signs_in(li_na.login()).await;
        for (name, at) in [
            ("list", "/mandates".to_owned()),
            ("give", "/mandates/give".to_owned()),
            ("one", format!("/mandates/{mandate}")),
            ("paper", format!("/mandates/{mandate}/paper")),
        ] {
            window.opens(&at).await;
            window.takes_picture(name).await;
        }
        window.opens("/mandates/give").await;
        window.evaluates("document.querySelector('[name=themes]').value = 'birth'").await;
        window.follows("form[action='/mandates/give'] button").await;
        window.takes_picture("code").await;
        window.signs_in(wang.login()).await;
        window.opens("/mandates").await;
        window.takes_picture("received").await;
        window.signs_in(clerk.login()).await;
        window.opens("/counter/mandates").await;
        window.takes_picture("counter").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
