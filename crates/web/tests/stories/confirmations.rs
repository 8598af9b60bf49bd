//! 当事人确认 by pages: a father asked by his child's mother; two before the registrar; and how it looks.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::{Client, Person, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

/// The father's name as it stands on the form.
async fn father_of(li_na: &Person, case: &str) -> String {
    let view = li_na.sees(case).await;
    let father = view.parties.iter().find(|party| party.role == "父亲").expect("the father signs");
    father.name.clone().expect("the form names him")
}

#[tokio::test]
async fn a_father_is_asked_confirms_and_takes_it_back_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let him = town.applicant(&father_of(&li_na, &case).await).await;
    let mut hers = seat(&town, &li_na).await;
    let page = hers.get(&format!("/cases/{case}")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let parties = page.forms(&format!("form[action='/cases/{case}/parties']"));
    let of_him = parties.into_iter().find(|form| form.value("role") == Some("父亲"));
    let told = hers.sends(of_him.expect("he can be asked").with("do", "ask")).await;
    assert!(told.faults().is_empty(), "{:?}", told.faults());
    let address = told.links().into_iter().find(|link| link.contains("/confirm/")).expect("where to confirm");
    let path = address[address.find("/confirm/").unwrap()..].to_owned();

    let mut his = seat(&town, &him).await;
    let part = his.get(&path).await;
    assert!(part.faults().is_empty(), "{:?}", part.faults());
    assert!(part.text().contains("李娜") && part.text().contains("父亲"), "{}", part.text());
    let wrong = his.sends(part.form("form[action^='/confirm/']").with("signed_as", "张三")).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    let form = wrong.form("form[action^='/confirm/']").with("signed_as", &him.visitor().account.name);
    let signed = his.sends(form).await;
    assert!(signed.text().contains("您已经确认"), "{}", signed.text());
    assert!(hers.get(&format!("/cases/{case}")).await.text().contains("已确认"));
    let back = his.sends(signed.form("form[action^='/confirm/']").with("do", "take_back")).await;
    assert!(!back.text().contains("您已经确认"), "{}", back.text());
    let guessed = his.get(&format!("/confirm/{case}/0000000000000000")).await;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirming_fits_every_window() {
    let (town, host) = serving().await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let him = town.applicant(&father_of(&li_na, &case).await).await;
    let app = town.app();
    let address =
        app.ask_party(li_na.visitor(), &case, "birth_household_registration", "父亲").await.unwrap();
    let path = address[address.find("/confirm/").unwrap()..].to_owned();
    let clerk = town.clerk("三号窗口").await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "confirmations").await;
        window.signs_in(him.login()).await;
        window.opens(&path).await;
        window.takes_picture("part").await;
        window.signs_in(li_na.login()).await;
        window.opens(&format!("/cases/{case}")).await;
        window.takes_picture("case").await;
        window.signs_in(clerk.login()).await;
        window.opens(&format!("/counter/cases/{case}")).await;
        window.takes_picture("counter").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
