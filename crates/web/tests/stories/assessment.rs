//! 同步评估 by pages alone: departments speak, one notice goes out, exactly that is open, and what came
//! back is marked.

use jiff::civil::date;
use testkit::{Client, Page, Town, births, samples};

use crate::journey::client;

async fn seat(town: &Town, login: &str) -> Client {
    let mut client = client(town);
    client.signs_in(login).await;
    client
}

/// Opens the only application in the department's list.
async fn opens_the_application(client: &mut Client) -> Page {
    let list = client.get("/desk/assessments").await;
    let row = list.attributes("a[data-row]", "href").remove(0);
    client.get(&row).await
}

#[tokio::test]
async fn departments_speak_and_the_applicant_mends_exactly_what_was_named() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let view = li_na.sees(&case).await;
    let departments: Vec<String> = view.assessments.iter().map(|one| one.department.to_string()).collect();

    let health = town.approver("health_commission").await;
    let mut desk = seat(&town, health.login()).await;
    assert!(desk.get("/desk").await.text().contains("有申请等评估"));
    let page = opens_the_application(&mut desk).await;
    let material = page.attributes("input[name='material']", "value").remove(0);
    let missing = "form[action$='/missing']";
    let nothing = desk.sends(page.form(missing)).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("请至少写明一处"), "{}", nothing.text());
    let half = page.form(missing).with(&format!("remark.material.{material}"), "照片看不清");
    let half = desk.sends(half.and("material", &material)).await;
    assert!(half.text().contains("请写明怎么改"), "{}", half.text());
    assert_eq!(half.form(missing).value(&format!("remark.material.{material}")), Some("照片看不清"));
    let whole = half.form(missing).with(&format!("how.material.{material}"), "在亮处重新拍");
    let said = desk.sends(whole.and("material", &material)).await;
    assert!(said.text().contains("记下了：有要补正的"), "{}", said.text());

    let clerk = town.clerk("三号窗口").await;
    let mut counter = seat(&town, clerk.login()).await;
    let merged = counter.get(&format!("/counter/cases/{case}")).await;
    assert!(merged.text().contains("各部门提的已经合在下面"));
    let field = merged.form("form[action$='/correction']");
    assert_eq!(field.value(&format!("how.material.{material}")), Some("在亮处重新拍"));

    for department in departments.iter().filter(|one| *one != "health_commission") {
        let approver = town.approver(department).await;
        let mut desk = seat(&town, approver.login()).await;
        let page = opens_the_application(&mut desk).await;
        let said = desk.sends(page.form("form[action$='/complete']")).await;
        assert!(said.text().contains("记下了：材料齐全"), "{}", said.text());
    }

    let mut phone = seat(&town, li_na.login()).await;
    let page = phone.get(&format!("/cases/{case}/correction")).await;
    assert!(page.text().contains("照片看不清") && page.text().contains("在亮处重新拍"), "{}", page.text());
    let files = page.attributes("input[type='file']", "name");
    assert_eq!(files, [format!("file:{material}")], "exactly what was named is open");
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[enctype]").with("send", "1");
    let sent = phone.sends(form.with_file(&format!("file:{material}"), "重拍.png", &samples::png())).await;
    assert!(sent.text().contains(&case), "{}", sent.text());

    let page = opens_the_application(&mut desk).await;
    assert!(page.text().contains("申请人已经交回补正") && page.text().contains("补正后已改"));
    assert_eq!(page.attributes("input[name='material']", "value"), std::slice::from_ref(&material));
    assert!(page.attributes("input[name='field']", "value").is_empty(), "nothing else can be remarked on");
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    desk.sends(page.form("form[action$='/complete']")).await;
    assert_eq!(li_na.sees(&case).await.stage, casework::StageName::InProgress);
}

#[tokio::test]
async fn supervision_lists_who_let_the_five_days_go_by() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.pass_working_days(6);
    town.works_off_what_is_due().await;
    let supervisor = town.supervisor().await;
    let mut client = seat(&town, supervisor.login()).await;
    let page = client.get("/matters?kind=event").await;
    assert!(page.text().contains("视为受理") && page.text().contains(&case), "{}", page.text());
    assert!(page.faults().is_empty(), "{:?}", page.faults());
}

#[tokio::test]
async fn a_program_speaks_for_its_department() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let health = town.approver("health_commission").await;
    let mut client = client(&town);
    client.takes_a_token(health.login()).await;
    let (status, list) = client.calls("GET", "/api/v1/assessments", serde_json::Value::Null).await;
    assert!(status.is_success(), "{list}");
    assert_eq!(list["assessments"][0]["number"], case.as_str());
    let said = serde_json::json!({
        "department": "health_commission",
        "fields": [{ "element": "mother.name", "remark": "与证件不一致", "how": "照证件写" }],
    });
    let address = format!("/api/v1/cases/{case}/assessments");
    let (status, told) = client.calls("POST", &address, said).await;
    assert!(status.is_success(), "{told}");
    let own = told["assessments"].as_array().unwrap().iter().find(|one| one["own"] == true).unwrap();
    assert_eq!(own["verdict"], "missing");
    let foreign = serde_json::json!({ "department": "public_security" });
    let (status, told) = client.calls("POST", &address, foreign).await;
    assert_eq!((status.as_u16(), &told["code"]), (403, &"not_allowed".into()), "{told}");
}
