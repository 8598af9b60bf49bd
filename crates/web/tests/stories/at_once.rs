//! 当场办结: a department's own person at the counter takes an application in, accepts it and decides on the
//! spot; a clerk who decides for nobody does not.

use casework::Role;
use jiff::civil::date;
use testkit::{COUNTER, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

const SUBMIT: &str = "#at-once form";

fn hospital() -> Vec<Role> {
    vec![Role::Clerk { place: COUNTER.into() }, Role::Approver { department: "health_commission".into() }]
}

#[tokio::test]
async fn decide_on_spot_by_the_departments_own_person_at_the_counter() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let address = format!("/counter/cases/{case}");
    let mut plain = client(&town);
    plain.signs_in(town.clerk("三号窗口").await.login()).await;
    let mut seat = client(&town);
    seat.signs_in(town.staff("医院窗口", hospital()).await.login()).await;
    let page = seat.get(&address).await;
    assert!(!page.has("#at-once"), "nothing is decided before it is accepted");
    seat.sends(page.form("form[action$='/accept']")).await;
    assert!(!plain.get(&address).await.has("#at-once"), "whoever only takes in decides nothing");
    let page = seat.get(&address).await;
    assert_eq!(page.faults(), Vec::<String>::new());
    let offered = page.attributes("#at-once [name=task]", "value");
    let told = seat.sends(page.form(SUBMIT)).await;
    assert!(told.text().contains("出生医学证明"), "{}", told.text());
    assert!(told.links().contains(&address), "the way back to the case: {:?}", told.links());
    let view = li_na.sees(&case).await;
    let done = view.tasks.iter().filter(|task| task.ended_at.is_some()).map(|task| task.id.0.clone());
    assert_eq!(done.collect::<Vec<_>>(), offered, "what was ticked, and nothing of another department");
    let left = seat.get(&address).await.attributes("#at-once [name=task]", "value");
    assert!(left.iter().all(|task| !offered.contains(task)), "what begins by it may follow: {left:?}");
    // The same page sent twice decides once.
    let again = seat.sends(page.form(SUBMIT)).await;
    assert!(again.text().contains("出生医学证明"), "{}", again.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deciding_on_the_spot_fits_every_window() {
    let (town, host) = serving().await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    let seat = town.staff("医院窗口", hospital()).await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "at-once").await;
        window.signs_in(seat.login()).await;
        window.opens(&format!("/counter/cases/{case}")).await;
        window.takes_picture("counter").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
