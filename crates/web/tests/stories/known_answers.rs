//! What is known of whoever is signed in stands on the thing's page with where it comes from, and is not asked.

use jiff::civil::date;
use testkit::{Town, births};

use crate::journey::client;

#[tokio::test]
async fn what_the_own_wallet_tells_is_shown_with_its_source_and_may_be_changed() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let mut answers = births::one_child();
    answers.retain(|(id, _)| *id != "birth_registered");
    answers.push(("birth_registered", "false"));
    let case = li_na.submits("birth", &answers).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    town.approver("health_commission").await.grants_all_ready(&case).await;

    let mut hers = client(&town);
    hers.signs_in(li_na.login()).await;
    let page = hers.get("/things/birth?declarant=mother").await;
    let told = page.text_of(".known").expect("what she holds is told");
    assert!(told.contains("怀孕后办过生育登记吗") && told.contains("证照材料库"), "{told}");
    assert!(!page.has("[name=birth_registered]:not([type=hidden])"), "it is asked all the same");
    let change = page.links().into_iter().find(|link| link.ends_with("edit=birth_registered"));
    let asked = hers.get(&change.expect("it may be changed")).await;
    assert!(asked.has("[name=birth_registered]:not([type=hidden])"), "{}", asked.text());

    let mut anybody = client(&town);
    assert!(!anybody.get("/things/birth?declarant=mother").await.has(".known"));
}
