//! Personal data by pages and by programs: what one sees and asks for, what everybody may read, what the archive
//! keeps, and the calls beside the pages.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use axum::http::StatusCode;
use casework::DataWish;
use jiff::civil::date;
use serde_json::json;
use testkit::{Client, Person, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

async fn program(town: &Town, person: &Person) -> Client {
    let mut program = client(town);
    program.takes_a_token(person.login()).await;
    program
}

#[tokio::test]
async fn pi_rights__one_sees_takes_along_corrects_asks_and_deletes_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.sees(&case).await;
    let mut hers = seat(&town, &li_na).await;
    let page = hers.get("/my-data").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    assert!(page.text().contains("窗口受理和送达") && page.text().contains(&case), "{}", page.text());
    let file = hers.get("/my-data/file").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("my-data.json"));
    let form = |name: &'static str| {
        page.forms("form[action='/my-data']")
            .into_iter()
            .find(|form| form.value(name).is_some())
            .unwrap_or_else(|| panic!("no form with {name}"))
    };
    let wrong = hers.sends(form("mobile").with("mobile", "1").with("do", "profile")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = hers.sends(form("mobile").with("mobile", "13912345678").with("do", "profile")).await;
    assert!(right.text().contains("资料改好了"), "{}", right.text());
    let asked = form("text").with("case", &case).with("wish", "correct").with("text", "住址写错了");
    let asked = hers.sends(asked.with("do", "ask")).await;
    assert!(asked.text().contains("15个工作日内答复"), "{}", asked.text());
    let forms = page.forms("form[action='/my-data']");
    let last = forms.into_iter().next_back().expect("the way to delete");
    let kept = hers.sends(last.with("do", "account")).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    assert!(kept.text().contains("依法要归档保存"), "{}", kept.text());
}

#[tokio::test]
async fn programs_do_what_the_pages_do_with_ratings_appraisal_grievances_and_certificates() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.walk_to_the_end(&li_na, &case).await;
    let hers = program(&town, &li_na).await;
    let (_, seen) = hers.calls("GET", &format!("/api/v1/cases/{case}"), json!({})).await;
    let part = seen["ratable_parts"][0]["part"].as_str().expect("a part to rate").to_owned();
    let address = format!("/api/v1/cases/{case}/rate-parts");
    let (status, told) = hers.calls("POST", &address, json!({"parts": [{"part": "moon", "level": 5}]})).await;
    assert_eq!(
        (status, &told["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("/parts/0/part"))
    );
    let (status, told) = hers.calls("POST", &address, json!({"parts": [{"part": part, "level": 5}]})).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let said = json!({"place": testkit::COUNTER, "text": "窗口说不办，没有说为什么"});
    let (status, grievance) = hers.calls("POST", "/api/v1/grievances", said).await;
    assert_eq!(status, StatusCode::CREATED, "{grievance}");
    let number = grievance["number"].as_str().expect("a number");
    let office = program(&town, &town.office().await).await;
    let (_, all) = office.calls("GET", "/api/v1/grievances?open=true", json!({})).await;
    assert_eq!(all["grievances"][0]["number"], number);
    let act = json!({"act": "verify", "text": "属实"});
    let (status, done) = office.calls("POST", &format!("/api/v1/grievances/{number}/acts"), act).await;
    assert_eq!((status, &done["stage"]), (StatusCode::OK, &json!("answering")), "{done}");
    let (status, month) = office.calls("GET", "/api/v1/appraisal?month=2026-03-01", json!({})).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!month["departments"].as_array().unwrap().is_empty(), "{month}");
    let (status, _) = hers.calls("GET", "/api/v1/appraisal", json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let approver = program(&town, &town.approver("health_commission").await).await;
    let (status, list) = approver.calls("GET", "/api/v1/certificates", json!({})).await;
    assert!(status.is_success() && list["certificates"].is_array(), "{list}");
    let (status, mine) = hers.calls("GET", "/api/v1/my-data", json!({})).await;
    assert!(status.is_success() && mine["cases"][0]["number"] == case.as_str(), "{mine}");
}

#[tokio::test]
async fn public_record__everybody_reads_it_without_signing_in() {
    let town = Town::open(date(2026, 3, 2)).await;
    let mut anybody = client(&town);
    let page = anybody.get("/public/decisions").await;
    assert!(page.text().contains("还没有公开的许可决定"), "{}", page.text());
    let page = anybody.get("/public/decisions?q=有限").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("没有找到"), "{}", page.text());
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    assert!(page.text().contains("没有找到"));
    let (status, list) = anybody.calls("GET", "/api/v1/public/decisions", json!({})).await;
    assert!(status.is_success() && list["decisions"].as_array().is_some_and(Vec::is_empty), "{list}");
    let li_na = town.applicant("李娜").await;
    let (_, holder) = town.grants_a_licence(&li_na, "restaurant_enterprise").await;
    let holder = holder.expect("an enterprise applies");
    let page = anybody.get("/public/decisions").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    assert!(page.text().contains(&holder) && !page.text().contains("李娜"), "{}", page.text());
    let (_, list) = anybody.calls("GET", "/api/v1/public/decisions", json!({})).await;
    assert_eq!(list["decisions"][0]["holder"], holder);
    assert!(list["decisions"][0]["revoked_on"].is_null() && !list.to_string().contains("李娜"), "{list}");
}

#[tokio::test]
async fn e_archive__the_office_takes_the_package_from_a_page_and_nobody_else() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.walk_to_the_end(&li_na, &case).await;
    town.go_to(date(2026, 4, 10));
    town.works_off_what_is_due().await;
    let mut office = seat(&town, &town.office().await).await;
    let page = office.get("/console/archives").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let link = format!("/console/archives/{case}");
    assert!(page.links().contains(&link), "{:?}", page.links());
    let package = office.get(&link).await;
    assert_eq!(package.headers["content-type"], "application/zip");
    let manifest = service::archive::verify(&package.bytes).expect("it is as it was sealed");
    assert_eq!(manifest.case, case);
    assert!(
        page.text().contains(&service::archive::digest(&package.bytes)),
        "the page tells what to hold it against"
    );
    let mut clerk = seat(&town, &town.clerk("三号窗口").await).await;
    assert_eq!(clerk.get(&link).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pi_notice__registration_tells_before_the_first_field_and_the_clerk_has_the_words() {
    let town = Town::open(date(2026, 3, 2)).await;
    let mut anybody = client(&town);
    let page = anybody.get("/register").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let told = page.markup.find("核对身份，不作别的用途").expect("the notice is there");
    let asked = page.markup.find("name=\"id_number\"").expect("the number is asked for");
    assert!(told < asked, "it is told before it is asked for");
    let mut counter = seat(&town, &town.clerk("三号窗口").await).await;
    let desk = counter.get("/counter").await;
    let page = counter.sends(desk.form("form[action='/counter/find']").with("words", "罗大成")).await;
    assert!(page.text().contains("请先告诉本人"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_on_personal_data_decisions_and_archives_fit_every_window() {
    let (town, host) = serving().await;
    let (li_na, office, clerk) =
        (town.applicant("李娜").await, town.office().await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    town.walk_to_the_end(&li_na, &case).await;
    clerk.sees(&case).await;
    town.grants_a_licence(&li_na, "restaurant_enterprise").await;
    let request = li_na.application("birth", &births::one_child()).await;
    town.app().start(li_na.visitor(), "birth", request.answers, None).await.unwrap();
    town.app().ask_about_data(li_na.visitor(), &case, DataWish::Correct, "母亲住址写错了").await.unwrap();
    town.go_to(date(2026, 4, 10));
    town.works_off_what_is_due().await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "personal_data").await;
        for (name, at) in [
            ("register", "/register"),
            ("decisions", "/public/decisions"),
            ("none", "/public/decisions?q=无"),
        ] {
            window.opens(at).await;
            window.takes_picture(name).await;
        }
        window.signs_in(li_na.login()).await;
        window.opens("/my-data").await;
        window.takes_picture("my_data").await;
        window.evaluates("document.querySelectorAll('details').forEach((one) => one.open = true)").await;
        window.takes_picture("my_data_open").await;
        window.signs_in(office.login()).await;
        for (name, at) in [("archives", "/console/archives"), ("requests", "/matters?kind=personal_data")] {
            window.opens(at).await;
            window.takes_picture(name).await;
        }
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
