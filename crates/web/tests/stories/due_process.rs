//! 依法办理: others who are heard before a grant, false materials, and reasons for what was late; by pages
//! without scripts and by a program.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::json;
use service::{SubmitRequest, TaskView};
use testkit::{Client, Person, Town};

use crate::journey::client;

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

/// An application as in one of the worked examples.
async fn as_in(town: &Town, person: &Person, theme: &str, name: &str, seed: u64) -> SubmitRequest {
    let mut sample = service::sample::Sample::new(seed);
    let catalog = town.catalog();
    let answers =
        sample.completed(&catalog, catalog.theme(theme).expect("is there"), testkit::journey(theme, name));
    person.sampled(theme, answers, &mut sample).await
}

/// An ordinary hot-pot restaurant's application.
async fn hotpot(town: &Town, person: &Person, seed: u64) -> SubmitRequest {
    as_in(town, person, "hotpot_restaurant_self_employed", "ordinary", seed).await
}

/// A beauty parlour in what was a flat, accepted: neighbours are concerned.
async fn parlour_in_a_flat(town: &Town, person: &Person) -> String {
    let request = as_in(town, person, "barber_shop_self_employed", "beauty_in_flat_prepaid", 1).await;
    let case = person.hands_in(request).await.expect("is whole").number;
    town.accepts(&case).await;
    case
}

/// The case, handed in and accepted.
async fn accepted(town: &Town, person: &Person) -> String {
    let request = hotpot(town, person, 1).await;
    let case = person.hands_in(request).await.expect("is whole").number;
    town.accepts(&case).await;
    case
}

/// The task of an item, once everything before it is granted.
async fn task_of(town: &Town, person: &Person, case: &str, item: &str) -> TaskView {
    loop {
        let view = person.sees(case).await;
        let task = view.tasks.iter().find(|task| task.item.as_str() == item).expect("is part of it");
        if task.waits_for.is_empty() {
            return task.clone();
        }
        let ready = view.tasks.iter().find(|one| one.stage == casework::TaskStageName::Ready);
        let department = ready.expect("something is ready").department.clone();
        town.approver(&department).await.grants_all_ready(case).await;
    }
}

#[tokio::test]
async fn interested_parties__neighbours_are_told_and_heard_by_pages_before_the_registration() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = parlour_in_a_flat(&town, &li_na).await;
    let task = task_of(&town, &li_na, &case, "self_employed_registration").await;
    let mut desk = seat(&town, &town.approver(&task.department).await).await;
    let page = desk.get(&format!("/desk/tasks/{}", task.id)).await;
    assert!(page.text().contains("准予以前要告知他们"), "{}", page.text());
    let hearing = desk.get(&format!("/desk/tasks/{}/interested", task.id)).await;
    assert!(hearing.faults().is_empty(), "{:?}", hearing.faults());
    let form = hearing
        .form("form:has([value=notify])")
        .with("do", "notify")
        .with("people", "王芳、赵强")
        .with("how", "当面送达");
    let silent = desk.sends(form.clone()).await;
    assert!(silent.text().contains("请写明告知了哪些人"), "{}", silent.text());
    let told = desk.sends(form.with("text", "住宅改作经营，请说明意见")).await;
    assert!(told.text().contains("告知了王芳、赵强（当面送达）"), "{}", told.text());
    let form = told
        .form("form:has([value=record])")
        .with("do", "record")
        .with("person", "王芳")
        .with("said", "夜里不要有噪声");
    let said = desk.sends(form).await;
    assert!(said.text().contains("王芳的意见：夜里不要有噪声"), "{}", said.text());

    // The applicant reads that others were told and what they said, not who they are.
    let seen = seat(&town, &li_na).await.get(&format!("/cases/{case}")).await;
    assert!(seen.faults().is_empty(), "{:?}", seen.faults());
    assert!(seen.text().contains("告知了2位利害关系人") && seen.text().contains("夜里不要有噪声"));
    assert!(!seen.text().contains("王芳"), "{}", seen.text());
}

#[tokio::test]
async fn interested_parties__supervision_finds_a_grant_without_a_notice() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = parlour_in_a_flat(&town, &li_na).await;
    let task = task_of(&town, &li_na, &case, "self_employed_registration").await;
    town.approver(&task.department).await.grants_all_ready(&case).await;
    let list = seat(&town, &town.supervisor().await).await.get("/matters").await;
    assert!(list.text().contains("没有听取利害关系人的意见"), "{}", list.text());
}

#[tokio::test]
async fn interested_parties__a_shop_that_is_no_flat_concerns_nobody_else() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = accepted(&town, &li_na).await;
    let task = task_of(&town, &li_na, &case, "self_employed_registration").await;
    let approver = town.approver(&task.department).await;
    let page = seat(&town, &approver).await.get(&format!("/desk/tasks/{}", task.id)).await;
    assert!(!page.text().contains("准予以前要告知他们"), "{}", page.text());
    approver.grants_all_ready(&case).await;
    let list = seat(&town, &town.supervisor().await).await.get("/matters").await;
    assert!(!list.text().contains("没有听取利害关系人的意见"), "{}", list.text());
}

#[tokio::test]
async fn false_material__by_pages_it_closes_the_licence_for_a_year_and_nothing_else() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = accepted(&town, &li_na).await;
    let task = task_of(&town, &li_na, &case, "food_business_licence").await;
    let mut desk = seat(&town, &town.approver(&task.department).await).await;
    let page = desk.get(&format!("/desk/tasks/{}/false-material", task.id)).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page
        .form("form[action$='/false-material']")
        .with("material", "food_layout_document")
        .with("reason", "图上的场所不是这一处");
    let unproven = desk.sends(form.clone()).await;
    assert!(unproven.text().contains("请写明依据的文书"), "{}", unproven.text());
    desk.sends(form.with("evidence", "现场核查记录〔2026〕8号")).await;

    let mut phone = seat(&town, &li_na).await;
    let seen = phone.get(&format!("/cases/{case}")).await;
    assert!(seen.faults().is_empty(), "{:?}", seen.faults());
    assert!(seen.text().contains("2027年3月2日以前不能再申请食品经营许可"), "{}", seen.text());
    assert!(seen.text().contains("图上的场所不是这一处"), "{}", seen.text());
    assert!(phone.get("/promises").await.text().contains("行政许可法第七十八条"));

    let again = li_na.hands_in(hotpot(&town, &li_na, 2).await).await.map(|_| ());
    let Err(service::Failure::Refused(refusal)) = again else { panic!("{again:?}") };
    let words = service::words::refusal(&refusal, &town.catalog());
    assert!(words.contains("到2027年3月2日为止不能再申请食品经营许可"), "{words}");
    // Something else is not closed, and another person's way neither.
    li_na.submits("birth", &testkit::births::one_child()).await;
    let zhao = town.applicant("赵强").await;
    zhao.hands_in(hotpot(&town, &zhao, 2).await).await.expect("it is not their bar");
    town.go_to(date(2027, 3, 3));
    li_na.hands_in(hotpot(&town, &li_na, 3).await).await.expect("it ended by itself");
}

#[tokio::test]
async fn false_material__the_counter_does_not_accept_and_a_program_gets_the_law_and_the_day() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.hands_in(hotpot(&town, &li_na, 1).await).await.expect("is whole").number;
    let mut clerk = seat(&town, &town.clerk("三号窗口").await).await;
    let page = clerk.get(&format!("/counter/cases/{case}")).await;
    let form = page
        .form("form[action$='/false-material']")
        .with("material", "food_layout_document")
        .with("false_reason", "印章是伪造的")
        .with("evidence", "复函〔2026〕8号");
    let done = clerk.sends(form).await;
    assert!(done.text().contains("印章是伪造的"), "{}", done.text());
    let mut program = client(&town);
    program.takes_a_token(li_na.login()).await;
    let (status, body) = program.calls("GET", &format!("/api/v1/cases/{case}"), json!(null)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["stage"], "not_accepted");
    assert_eq!(body["bars"][0]["until"], "2027-03-02");
    assert_eq!(body["bars"][0]["law"], "中华人民共和国行政许可法第七十八条");
    assert_eq!(body["false_materials"][0]["material"], "food_layout_document");
}

#[tokio::test]
async fn promised_limit__the_reason_for_what_was_late_is_read_by_the_applicant_and_by_everybody() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = accepted(&town, &li_na).await;
    let first = task_of(&town, &li_na, &case, "self_employed_registration").await;
    town.pass_working_days(30);
    let approver = town.approver(&first.department).await;
    approver.grants_all_ready(&case).await;
    let mut phone = seat(&town, &li_na).await;
    assert!(phone.get(&format!("/cases/{case}")).await.text().contains("还没有公开理由"));
    let mut desk = seat(&town, &approver).await;
    let page = desk.get(&format!("/desk/tasks/{}", first.id)).await;
    let link = page.attributes("a[href^='/matters/']", "href").remove(0);
    let form = desk.get(&link).await.form(".decide form:has([value=answer])");
    desk.sends(form.with("text", "制证设备故障，已经修好")).await;
    for text in
        [phone.get(&format!("/cases/{case}")).await.text(), client(&town).get("/ratings").await.text()]
    {
        assert!(text.contains("制证设备故障，已经修好"), "{text}");
    }
    let public = client(&town).get("/ratings").await.text();
    assert!(!public.contains(&case) && !public.contains("李娜"), "{public}");
}

#[tokio::test]
async fn the_last_day_of_a_licence_is_filled_in_from_the_catalogue_and_holds_where_none_was_typed() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = accepted(&town, &li_na).await;
    let task = task_of(&town, &li_na, &case, "food_business_licence").await;
    let approver = town.approver(&task.department).await;
    let page = seat(&town, &approver).await.get(&format!("/desk/tasks/{}", task.id)).await;
    assert_eq!(page.attributes("[name=valid_until]", "value"), ["2031-03-01"], "five years");
    approver.grants_all_ready(&case).await;
    let view = li_na.sees(&case).await;
    let licence = view.results.iter().find(|result| result.task == task.id).expect("it was granted");
    assert_eq!(licence.valid_until, Some(date(2031, 3, 1)));
    let reminded = async || {
        town.works_off_what_is_due().await;
        let told = town.app().messages(li_na.visitor(), None, 200).await.unwrap().rows;
        told.into_iter().filter(|message| message.text.contains("有效期到2031年3月1日")).count()
    };
    town.go_to(date(2030, 12, 30));
    assert_eq!(reminded().await, 0);
    town.go_to(date(2031, 1, 2));
    assert_eq!(reminded().await, 1, "sixty days before");
}
