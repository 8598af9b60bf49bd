//! Ratings and what follows from them: by pages without scripts, by a program, and in a browser.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::{Client, Person, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

async fn completed(town: &Town, person: &Person) -> String {
    let case = person.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.grant_everything(person, &case).await;
    case
}

/// The path of the link that the counter shows as a code.
async fn code_of_the_counter(clerk: &mut Client, case: &str) -> String {
    let desk = clerk.get(&format!("/counter/cases/{case}")).await;
    let code = clerk.sends(desk.form("form[action$='/ask-for-rating']")).await;
    assert!(code.has("svg.qr-code"), "{}", code.text());
    let address = code.text_of("main .tiny.num").expect("the address stands below the code");
    let (_, path) = address.split_once("/rate/").expect("it leads to a rating");
    format!("/rate/{}", path.trim())
}

#[tokio::test]
async fn a_visit_is_rated_by_the_code_of_the_counter_and_never_from_its_own_machine() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = completed(&town, &li_na).await;
    let (mut clerk, mut anyone) = (client(&town), client(&town));
    clerk.signs_in(town.clerk("三号窗口").await.login()).await;
    let path = code_of_the_counter(&mut clerk, &case).await;

    let refused = clerk.get(&path).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(refused.text().contains("工作人员的账户不能评价"), "{}", refused.text());

    let page = anyone.get(&path).await;
    let form = page.form("main form.card");
    let unchosen = anyone.sends(form.clone()).await;
    assert!(unchosen.has(".field-error"), "{}", unchosen.text());
    let thanks = anyone.sends(form.clone().with("level", "5")).await;
    assert!(thanks.text().contains("已经评价"), "{}", thanks.text());
    // A second tap changes nothing and says the same.
    assert!(anyone.sends(form.with("level", "1")).await.text().contains("已经评价"));
    assert_eq!(anyone.get("/rate/none").await.status, StatusCode::NOT_FOUND);
    let all = anyone.get("/ratings").await;
    assert!(all.text().contains("好评率") && all.text().contains("100%"), "{}", all.text());
}

#[tokio::test]
async fn a_bad_rating_goes_its_way_by_pages_from_verifying_to_what_everybody_reads() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = completed(&town, &li_na).await;
    li_na.rates(&case, 1).await;
    let lead = town.lead(&li_na.sees(&case).await.lead).await;
    let (mut office, mut answering, mut supervisor) = (client(&town), client(&town), client(&town));
    office.signs_in(town.office().await.login()).await;
    answering.signs_in(lead.login()).await;
    supervisor.signs_in(town.supervisor().await.login()).await;

    let list = office.get("/matters").await;
    assert!(
        list.text().contains("差评整改（非常不满意）") && list.text().contains("待核实"),
        "{}",
        list.text()
    );
    let matter = format!("/matters/{case}/1");
    // Nobody answers what was not verified, and nothing is done without a word.
    assert!(!answering.get(&matter).await.has(".decide [value=answer]"));
    let verify = office.get(&matter).await.form(".decide form");
    let silent = office.sends(verify.clone().with("holds", "yes")).await;
    assert!(silent.text().contains("请写明理由"), "{}", silent.text());
    office.sends(verify.with("text", "等了两个小时，属实").with("holds", "yes")).await;
    let answer = answering.get(&matter).await.form(".decide form:has([value=answer])");
    answering.sends(answer.with("text", "增开了两个窗口")).await;
    let call_back = office.get(&matter).await.form(".decide form");
    office.sends(call_back.with("text", "电话回访").with("content", "yes")).await;
    let close = supervisor.get(&matter).await.form(".decide form");
    let closed = supervisor.sends(close.with("text", "已经改进叫号")).await;
    assert!(closed.text().contains("已办结"), "{}", closed.text());

    let told = client(&town).get("/ratings").await;
    assert!(told.text().contains("已经改进叫号"), "{}", told.text());
    assert!(!told.text().contains(&case) && !told.text().contains("李娜"));
    let figures = supervisor.get("/supervision/ratings?period=month").await;
    assert!(figures.text().contains("差评整改率") && figures.text().contains("100%"), "{}", figures.text());
}

#[tokio::test]
async fn a_complaint_and_an_urge_are_made_by_pages_and_by_a_program() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let mut applicant = client(&town);
    applicant.signs_in(li_na.login()).await;
    let page = applicant.get(&format!("/cases/{case}")).await;
    assert!(page.links().iter().any(|link| link.ends_with("/complain")));
    let form = applicant.get(&format!("/cases/{case}/complain")).await.form("main form");
    let silent = applicant.sends(form.clone()).await;
    assert!(silent.text().contains("请写明理由"), "{}", silent.text());
    let done = applicant.sends(form.with("text", "窗口说系统坏了")).await;
    assert!(done.text().contains("窗口说系统坏了"), "{}", done.text());

    let mut supervisor = client(&town);
    supervisor.signs_in(town.supervisor().await.login()).await;
    let page = supervisor.get(&format!("/supervision/cases/{case}")).await;
    let urged = supervisor.sends(page.form("form[action$='/urge']").with("text", "请说明进展")).await;
    assert!(urged.text().contains("请说明进展") && urged.text().contains("待答复"), "{}", urged.text());

    let mut program = client(&town);
    program.takes_a_token(town.lead(&li_na.sees(&case).await.lead).await.login()).await;
    let sent = json!({ "nth": 2, "act": "answer", "text": "明天办好" });
    let (status, _) = program.calls("POST", &format!("/api/v1/cases/{case}/matters"), sent.clone()).await;
    assert_eq!(status, StatusCode::OK);
    let (status, refused) = program.calls("POST", &format!("/api/v1/cases/{case}/matters"), sent).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("wrong_matter_stage")));
    let (_, listed) = program.calls("GET", "/api/v1/matters?kind=urge", Value::Null).await;
    assert_eq!(listed["matters"][0]["stage"], "closing", "{listed}");
    let (status, told) = client(&town).calls("GET", "/api/v1/ratings", Value::Null).await;
    assert_eq!((status, &told["whole"]["ratings"]), (StatusCode::OK, &json!(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ratings_and_matters_are_seen_in_a_browser() {
    let (town, host) = serving().await;
    let (li_na, supervisor) = (town.applicant("李娜").await, town.supervisor().await);
    let clerk = town.clerk("三号窗口").await;
    for (width, name) in [(375, "matters-phone"), (1280, "matters-desk")] {
        let case = completed(&town, &li_na).await;
        let mut window = Window::open(&host, width, name).await;
        window.signs_in(clerk.login()).await;
        window.opens(&format!("/counter/cases/{case}")).await;
        window.follows("form[action$='/ask-for-rating'] button").await;
        window.takes_picture("code").await;
        let path = window.evaluates("document.querySelector('main .tiny.num').innerText").await;
        let path = path.as_str().expect("an address").trim_start_matches(&host).to_owned();
        window.forgets_cookies().await;
        window.opens(&path).await;
        window.clicks("[name=level][value='1']").await;
        window.takes_picture("rating").await;
        window.follows("main form.card .actions button").await;
        window.takes_picture("thanks").await;
        window.signs_in(li_na.login()).await;
        window.opens(&format!("/cases/{case}/complain")).await;
        window.takes_picture("complaint").await;
        window.forgets_cookies().await;
        window.signs_in(supervisor.login()).await;
        window.opens("/matters").await;
        window.takes_picture("list").await;
        window.opens(&format!("/matters/{case}/1")).await;
        window.takes_picture("matter").await;
        window.opens(&format!("/supervision/cases/{case}")).await;
        window.takes_picture("urge").await;
        window.opens("/supervision/ratings?period=month").await;
        window.takes_picture("signs").await;
        window.opens("/ratings").await;
        window.takes_picture("public").await;
        assert_eq!(window.errors(), <&[String]>::default());
        window.forgets_cookies().await;
    }
}

#[tokio::test]
async fn what_nobody_answered_is_read_and_followed_up_by_whoever_stands_above() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    let head = town.head(&li_na.sees(&case).await.lead).await;
    let government = town.staff("区长", vec![casework::Role::GovernmentHead]).await;
    let urge = service::CaseCommand::Urge { task: None, text: "请尽快办".into(), working_days: 1 };
    town.office().await.does(&case, urge).await;
    for _ in 0..3 {
        town.pass_working_days(3);
        town.works_off_what_is_due().await;
    }
    for (person, step) in [(&head, "报部门负责人"), (&government, "报区政府负责人")] {
        let mut above = client(&town);
        above.signs_in(person.login()).await;
        assert!(
            above.get("/matters").await.links().contains(&"/messages".to_owned()),
            "the way to the inbox"
        );
        let inbox = above.get("/messages").await;
        assert!(inbox.faults().is_empty(), "{:?}", inbox.faults());
        assert!(inbox.text().contains("没有按时答复") && inbox.text().contains(&case), "{}", inbox.text());
        let list = above.get("/matters?state=overdue").await;
        assert!(inbox.links().contains(&"/matters?state=overdue".to_owned()), "{:?}", inbox.links());
        let matter = format!("/matters/{case}/1");
        assert!(list.links().contains(&matter), "{:?}", list.links());
        assert!(above.get(&matter).await.text().contains(step));
    }
    // Answered by the head of the department, it goes up no more.
    let mut desk = client(&town);
    desk.signs_in(head.login()).await;
    let answer = desk.get(&format!("/matters/{case}/1")).await.form(".decide form:has([value=answer])");
    let answered = desk.sends(answer.with("text", "今天办")).await;
    assert!(answered.text().contains("待办结"), "{}", answered.text());
}
