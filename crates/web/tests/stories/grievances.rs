//! 办不成事反映、分开评、月度考核 by pages, and how they look.

use jiff::civil::date;
use testkit::{COUNTER, Client, Person, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

#[tokio::test]
async fn what_could_not_be_done_is_said_and_answered_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let mut phone = seat(&town, &li_na).await;
    let page = phone.get("/undone").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = "form[action='/undone']";
    let empty = phone.sends(page.form(form)).await;
    assert!(empty.text().contains("请写明什么事没办成"), "{}", empty.text());
    let said = phone.sends(empty.form(form).with("place", COUNTER).with("text", "让我下周再来")).await;
    assert!(said.text().contains("让我下周再来") && said.text().contains("待核实"), "{}", said.text());

    let office = town.office().await;
    let mut desk = seat(&town, &office).await;
    let all = desk.get("/matters").await;
    assert!(all.text().contains("办不成事反映 FY2026"), "it stands among all that is open: {}", all.text());
    let list = desk.get("/matters?kind=grievance").await;
    assert!(list.faults().is_empty(), "{:?}", list.faults());
    let address = list.links().into_iter().find(|link| link.starts_with("/matters/grievances/"));
    let address = address.expect("it is listed");
    let one = desk.get(&address).await;
    assert!(one.faults().is_empty(), "{:?}", one.faults());
    let form = "form[action^='/matters/grievances/']";
    let silent = desk.sends(one.form(form).with("holds", "yes").with("text", "")).await;
    assert_eq!(silent.status, 409);
    let verified = desk.sends(silent.form(form).with("holds", "yes").with("text", "属实")).await;
    assert!(verified.text().contains("待答复"), "{}", verified.text());

    let clerk = town.clerk("三号窗口").await;
    let mut counter = seat(&town, &clerk).await;
    // The counter that is complained of reads what is said, and has no form for an answer.
    let mine = counter.get(&address).await;
    assert!(mine.text().contains("让我下周再来") && !mine.has(".decide form"), "{}", mine.text());
    let page = counter.get("/counter/undone").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action='/counter/undone']").with("place", COUNTER).with("text", "跑了三趟");
    let form = form.with("name", "罗大成").with("id_number", &town.new_id_number());
    let told = phone.get("/messages").await;
    assert!(
        told.text().contains("请办理部门答复") && told.links().contains(&"/undone".to_owned()),
        "{}",
        told.text()
    );
    let taken = counter.sends(form).await;
    assert!(taken.text().contains("登记好了，编号FY2026"), "{}", taken.text());
    // What wants no answer stands in the same list, for those who supervise.
    assert!(desk.get("/matters?kind=event").await.status.is_success());
    assert_eq!(desk.get("/supervision/findings").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grievances_parts_and_appraisal_fit_every_window() {
    let (town, host) = serving().await;
    let (li_na, office) = (town.applicant("李娜").await, town.office().await);
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    li_na.rates(&case, 5).await;
    let said =
        service::GrievanceInput {
            place: COUNTER.into(), text: "让我下周再来".into(), ..Default::default()
        };
    let told = town.app().report_undone(li_na.visitor(), &said, None).await.unwrap();
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "grievances").await;
        window.signs_in(li_na.login()).await;
        for (name, at) in [("undone", "/undone".to_owned()), ("parts", format!("/cases/{case}/rate-parts"))] {
            window.opens(&at).await;
            window.takes_picture(name).await;
        }
        window.signs_in(office.login()).await;
        for (name, at) in [
            ("list", "/matters?kind=grievance".to_owned()),
            ("one", format!("/matters/grievances/{}", told.number)),
            ("events", "/matters?kind=event".to_owned()),
            ("appraisal", "/supervision/appraisal".to_owned()),
        ] {
            window.opens(&at).await;
            window.takes_picture(name).await;
        }
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
