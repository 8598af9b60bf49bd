//! 现场核查, 制证 and what an act does to the rest, by pages without scripts, by a program, and looked at in a browser.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::json;
use service::SubmitRequest;
use testkit::{COUNTER, Client, Person, Town, browser::Window};

use crate::{browser::serving, journey::client};

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

/// A travel agency's case, with the id of the task that is checked on the spot, and its department.
async fn to_check(town: &Town, li_na: &Person) -> (String, String, Person) {
    let mut sample = service::sample::Sample::new(1);
    let catalog = town.catalog();
    let theme = catalog.theme("travel_agency").expect("is there");
    let answers = sample.completed(&catalog, theme, testkit::journey("travel_agency", "ordinary_agency"));
    let request = li_na.sampled("travel_agency", answers, &mut sample).await;
    let delivery = Some(casework::case::Delivery::Counter { place: COUNTER.into() });
    let case = li_na.hands_in(SubmitRequest { delivery, ..request }).await.expect("is whole").number;
    town.accepts(&case).await;
    loop {
        let view = li_na.sees(&case).await;
        let on_site = |task: &&service::TaskView| task.steps.iter().any(|step| step.name == "现场核查");
        let task = view.tasks.iter().find(on_site).expect("something is checked on the spot");
        if task.waits_for.is_empty() {
            return (case, task.id.0.clone(), town.approver(&task.department).await);
        }
        let ready = view.tasks.iter().find(|one| one.stage == casework::TaskStageName::Ready);
        let department = ready.expect("something is ready").department.clone();
        town.approver(&department).await.grants_all_ready(&case).await;
    }
}

#[tokio::test]
async fn on_site_check_two_persons_by_pages_from_the_appointment_to_the_certificate() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (case, task, approver) = to_check(&town, &li_na).await;
    let (mut desk, mut phone) = (seat(&town, &approver).await, seat(&town, &li_na).await);
    let page = desk.get(&format!("/desk/tasks/{task}")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action$='/check']").with("check_on", "2026-03-02");
    let alone = desk.sends(form.clone().with("officers", "王强")).await;
    assert_eq!(alone.status, StatusCode::CONFLICT);
    assert!(alone.has("#f-officers[aria-invalid]") || alone.text().contains("两名以上"), "{}", alone.text());
    let done = desk.sends(form.with("officers", "王强、李明").with("note", "请把平面图准备好")).await;
    assert!(done.text().contains("安排好了"), "{}", done.text());
    let told = phone.get(&format!("/cases/{case}")).await;
    assert!(told.faults().is_empty(), "{:?}", told.faults());
    assert!(
        told.text().contains("王强、李明") && told.text().contains("请把平面图准备好"),
        "{}",
        told.text()
    );
    assert!(told.text().contains("办到哪一步"), "{}", told.text());

    let form = done.form("form[action$='/check-record']").with("findings", "场地和申请一致");
    let open = desk.sends(form.clone()).await;
    assert!(open.text().contains("请选核查结论"), "{}", open.text());
    let form = form.with("passed", "yes").with_file("check_file", "现场.png", &testkit::samples::png());
    let found = desk.sends(form).await;
    assert!(found.text().contains("核查结果登记好了"), "{}", found.text());
    assert!(phone.get(&format!("/cases/{case}")).await.text().contains("场地和申请一致"));
    approver.does(&case, service::CaseCommand::GrantTask(task.clone(), Default::default())).await;
    let list = desk.get("/desk/certificates").await;
    assert!(list.faults().is_empty(), "{:?}", list.faults());
    let granted = desk.get(&list.attributes("a[data-row]", "href").remove(0)).await;
    let made = desk.sends(granted.form("form[action$='/certificate']")).await;
    assert!(made.text().contains("证制好了"), "{}", made.text());
    assert!(!desk.get("/desk/certificates").await.has("a[data-row]"));
}

#[tokio::test]
async fn a_program_arranges_and_records_a_check() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (_, task, approver) = to_check(&town, &li_na).await;
    let mut program = client(&town);
    program.takes_a_token(approver.login()).await;
    let alone = json!({ "on": "2026-03-02", "officers": ["王强"] });
    let (status, refused) = program.calls("POST", &format!("/api/v1/tasks/{task}/check"), alone).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("two_officers_needed")));
    let two = json!({ "on": "2026-03-02", "officers": ["王强", "李明"] });
    let (status, told) = program.calls("POST", &format!("/api/v1/tasks/{task}/check"), two).await;
    assert_eq!((status, &told["checks"][0]["officers"]), (StatusCode::OK, &json!(["王强", "李明"])));
    let found = json!({ "findings": "场地和申请一致", "passed": true });
    let (status, told) = program.calls("POST", &format!("/api/v1/tasks/{task}/check-record"), found).await;
    assert_eq!((status, &told["checks"][0]["record"]["passed"]), (StatusCode::OK, &json!(true)));
    let state = |name: &str| {
        let steps = told["steps"].as_array().expect("steps").iter();
        steps.filter(|step| step["name"] == json!(name)).map(|step| step["state"].clone()).next()
    };
    assert_eq!((state("现场核查"), state("决定")), (Some(json!("done")), Some(json!("ahead"))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_on_the_spot_fits_every_window() {
    let (town, host) = serving().await;
    let li_na = town.applicant("李娜").await;
    let (case, task, approver) = to_check(&town, &li_na).await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "steps").await;
        window.signs_in(approver.login()).await;
        window.opens(&format!("/desk/tasks/{task}")).await;
        window.takes_picture("arrange").await;
        if width == 1280 {
            approver.checks_on_the_spot(&case, &task).await;
            window.opens(&format!("/desk/tasks/{task}")).await;
            window.takes_picture("checked").await;
        }
        window.signs_in(li_na.login()).await;
        window.opens(&format!("/cases/{case}")).await;
        window.takes_picture("applicant").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}

#[tokio::test]
async fn what_refusing_and_withdrawing_do_to_the_rest_stands_on_the_page_before_and_after() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &testkit::births::one_child()).await;
    town.accepts(&case).await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    let approver = town.approver("health_commission").await;
    let (mut desk, mut phone) = (seat(&town, &approver).await, seat(&town, &li_na).await);
    let leaving = phone.get(&format!("/cases/{case}/withdraw")).await;
    assert!(
        leaving.text().contains("一起取消") && leaving.text().contains("整件事随之办结"),
        "{}",
        leaving.text()
    );
    let page = desk.get(&format!("/desk/tasks/{task}")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let told = page.text_of("form[action$='/refuse'] .effects").expect("it is told before");
    assert!(told.contains("不予，其他事项会怎样") && told.contains("一起取消"), "{told}");
    desk.sends(page.form("form[action$='/refuse']").with("reason", "材料和住院记录对不上")).await;
    let after = phone.get(&format!("/cases/{case}")).await;
    assert_eq!(after.text_of("section[aria-labelledby=effects] .effects").as_deref(), Some(told.as_str()));

    let mut program = client(&town);
    program.takes_a_token(li_na.login()).await;
    let (_, told) = program.calls("GET", &format!("/api/v1/cases/{case}"), serde_json::Value::Null).await;
    assert_eq!(told["effects_told"][0]["act"], json!("refuse"));
    assert!(told["effects_told"][0]["tasks"][0]["effect"].is_string(), "{told}");
}
