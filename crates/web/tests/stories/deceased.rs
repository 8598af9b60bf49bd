//! 核对亲属关系 by pages: a child whose father has died, in the portal and at the counter; and how it looks.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use exchange::SharedValue;
use jiff::civil::date;
use serde_json::json;
use testkit::{Person, Town, browser::Window, journey};

use crate::{browser::serving, journey::client};

const FATHER: &str = "510225194511073313";

/// From now on departments know of a father, and that this applicant is his child.
fn knows_the_father(town: &Town, child: &Person) {
    let own = child.visitor().account.profile.id_number.clone().expect("has one");
    let months = SharedValue {
        element: "deceased.pension_months".into(),
        value: json!(96),
        department: "human_resources".into(),
    };
    town.sharing_knows(|register| register.relating(&own, FATHER, "子女").knowing(FATHER, vec![months]));
}

#[tokio::test]
async fn pi_deceased__a_relative_has_it_filled_in_by_pages_in_the_portal_and_at_the_counter() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (child, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    knows_the_father(&town, &child);
    let answers = journey("after_death", "ordinary");
    let app = town.app();
    let id = app.start(child.visitor(), "after_death", answers.clone(), None).await.expect("begins");
    let mut phone = client(&town);
    phone.signs_in(child.login()).await;
    let form = "form[data-autosave]";
    let page = phone.get(&format!("/apply/{id}/form/deceased")).await;
    assert_eq!(page.faults(), Vec::<String>::new());
    let early = phone.sends(page.form(form).with("kinship", "1")).await;
    assert!(early.text().contains("请先填逝者身份证号码"), "{}", early.text());
    // Typed and asked with one press: what was typed is saved first.
    let told = phone.sends(early.form(form).with("deceased.id_number", FATHER).with("kinship", "1")).await;
    assert!(told.text().contains("亲属关系已核实：子女"), "{}", told.text());
    assert_eq!(told.form(form).value("deceased.pension_months"), Some("96"));
    assert!(!phone.get(&format!("/apply/{id}/form/claimant")).await.has(".kinship"));

    let applicant = child.visitor().account.id.clone();
    let id = app.start(clerk.visitor(), "after_death", answers, Some(applicant)).await.expect("begins");
    let mut counter = client(&town);
    counter.signs_in(clerk.login()).await;
    let page = counter.get(&format!("/counter/applications/{id}")).await;
    let asked = page.form("#intake").with("deceased.id_number", FATHER).with("do", "kinship");
    let page = counter.sends(asked).await;
    assert_eq!(page.form("#intake").value("deceased.pension_months"), Some("96"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_for_kinship_fits_every_window() {
    let (town, host) = serving().await;
    let (child, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    knows_the_father(&town, &child);
    let answers = journey("after_death", "ordinary");
    let applicant = child.visitor().account.id.clone();
    let app = town.app();
    let own = app.start(child.visitor(), "after_death", answers.clone(), None).await.expect("begins");
    let at_counter =
        app.start(clerk.visitor(), "after_death", answers, Some(applicant)).await.expect("begins");
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "deceased").await;
        window.signs_in(child.login()).await;
        window.opens(&format!("/apply/{own}/form/deceased")).await;
        window.takes_picture("unasked").await;
        let pairs = vec![("deceased.id_number".into(), FATHER.into())];
        app.save_form(child.visitor(), &own, Some("deceased"), pairs).await.expect("is kept");
        window.opens(&format!("/apply/{own}/form/deceased")).await;
        window.follows("[name=kinship]").await;
        assert!(window.text().await.contains("亲属关系已核实"));
        window.takes_picture("verified").await;
        window.is_dark(true).await;
        window.takes_picture("verified-dark").await;
        window.is_dark(false).await;
        window.signs_in(clerk.login()).await;
        window.opens(&format!("/counter/applications/{at_counter}")).await;
        window.takes_picture("counter").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
