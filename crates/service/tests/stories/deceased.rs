//! What departments know of somebody who has died is for close relatives alone, and never how much there is.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use exchange::SharedValue;
use jiff::civil::date;
use serde_json::json;
use service::{Application, Kinship};
use testkit::{Person, Town, journey};

/// Somebody who has died.
const FATHER: &str = "510225194511073313";
const SOMEBODY_ELSE: &str = "510225194203154410";

fn shared(element: &str, value: serde_json::Value, department: &str) -> SharedValue {
    SharedValue { element: element.into(), value, department: department.into() }
}

/// A draft of whoever applies after the death of a retired father.
async fn draft(town: &Town, who: &Person) -> String {
    let answers = journey("after_death", "ordinary");
    town.app().start(who.visitor(), "after_death", answers, None).await.unwrap()
}

/// The draft after the dead person's number was typed.
async fn typed(town: &Town, who: &Person, draft: &str, number: &str) -> Application {
    let pairs = vec![("deceased.id_number".into(), number.into())];
    town.app().save_form(who.visitor(), draft, Some("deceased"), pairs).await.unwrap()
}

fn kinship(application: &Application) -> Option<Kinship> {
    application.sections.iter().find(|section| section.id == "deceased").unwrap().kinship.clone()
}

/// A value of the dead person's on the form, and where it is from.
fn value(application: &Application, element: &str) -> (String, Option<String>) {
    let section = application.sections.iter().find(|section| section.id == "deceased").unwrap();
    let field = section.rows[0].fields.iter().find(|field| *field.element == *element).unwrap();
    (field.value.clone(), field.from.clone())
}

/// The record of looks at what a draft was given.
async fn looks(town: &Town, draft: &str) -> Vec<store::Access<String>> {
    let store = store::Store::open(town.config().clone()).await.unwrap();
    store.accesses(draft, 10).await.unwrap()
}

/// A town in which departments know of the father, and that this applicant is his child.
async fn town_with(li_na: &str) -> (Town, Person) {
    let town = Town::open(date(2026, 3, 2)).await;
    let child = town.applicant(li_na).await;
    let own = child.visitor().account.profile.id_number.clone().unwrap();
    town.sharing_knows(|register| {
        register.relating(&own, FATHER, "子女").knowing(
            FATHER,
            vec![
                shared("deceased.death_date", json!("2026-02-20"), "health_commission"),
                shared("deceased.pension_months", json!(96), "human_resources"),
            ],
        )
    });
    (town, child)
}

#[tokio::test]
async fn pi_deceased__nothing_is_asked_of_the_dead_before_a_close_relative_wants_it() {
    let (town, child) = town_with("李娜").await;
    let draft = draft(&town, &child).await;
    let application = typed(&town, &child, &draft, FATHER).await;
    assert_eq!(kinship(&application), Some(Kinship::Unasked));
    assert_eq!(value(&application, "deceased.pension_months"), (String::new(), None));
    let asked = town.sharing_was_asked();
    assert!(!asked.is_empty(), "the applicant's own values are looked up");
    assert!(asked.iter().all(|(of, element)| of != FATHER && !element.starts_with("deceased.")), "{asked:?}");
}

#[tokio::test]
async fn pi_deceased__a_close_relative_has_it_filled_in_and_the_look_is_on_record() {
    let (town, child) = town_with("李娜").await;
    let draft = draft(&town, &child).await;
    typed(&town, &child, &draft, FATHER).await;
    let application = town.app().verify_kinship(child.visitor(), &draft).await.unwrap();
    assert_eq!(kinship(&application), Some(Kinship::Verified("子女".into())));
    let (months, from) = value(&application, "deceased.pension_months");
    assert_eq!(months, "96");
    assert!(from.unwrap().ends_with("共享（亲属关系已核实：子女）"));
    let looks = looks(&town, &draft).await;
    assert_eq!(looks.len(), 1);
    assert!(looks[0].allowed && looks[0].purpose == "办理“身后一件事”，核实为逝者的子女", "{looks:?}");
    // Answering anew keeps it.
    let answers = journey("after_death", "ordinary");
    let application = town.app().change_answers(child.visitor(), &draft, answers).await.unwrap();
    assert_eq!(value(&application, "deceased.pension_months").0, "96");
    // Of another number nothing is known any more.
    let application = typed(&town, &child, &draft, SOMEBODY_ELSE).await;
    assert_eq!(kinship(&application), Some(Kinship::Unasked));
    assert_eq!(value(&application, "deceased.pension_months"), (String::new(), None));
}

#[tokio::test]
async fn pi_deceased__whoever_is_no_close_relative_learns_nothing_and_the_try_is_on_record() {
    let (town, _) = town_with("李娜").await;
    let neighbour = town.applicant("周建国").await;
    let own = neighbour.visitor().account.profile.id_number.clone().unwrap();
    let draft = draft(&town, &neighbour).await;
    typed(&town, &neighbour, &draft, FATHER).await;
    let ask = async || town.app().verify_kinship(neighbour.visitor(), &draft).await.unwrap();
    assert_eq!(kinship(&ask().await), Some(Kinship::NotFound));
    // A daughter-in-law is a relative by marriage, no close one of the law's.
    town.sharing_knows(|register| register.relating(&own, FATHER, "儿媳"));
    let application = ask().await;
    assert_eq!(kinship(&application), Some(Kinship::NotFound));
    assert_eq!(value(&application, "deceased.pension_months"), (String::new(), None));
    assert!(town.sharing_was_asked().iter().all(|(of, _)| of != FATHER));
    let looks = looks(&town, &draft).await;
    assert_eq!(looks.len(), 2);
    assert!(looks.iter().all(|look| !look.allowed), "{looks:?}");
}

#[tokio::test]
async fn pi_deceased__what_cannot_be_asked_says_why_and_the_form_is_filled_in_by_hand() {
    let (town, child) = town_with("李娜").await;
    let draft = draft(&town, &child).await;
    let ask = async || town.app().verify_kinship(child.visitor(), &draft).await.unwrap();
    assert_eq!(kinship(&ask().await), Some(Kinship::NumberWanted));
    typed(&town, &child, &draft, FATHER).await;
    town.sharing_breaks_down();
    let application = ask().await;
    assert_eq!(kinship(&application), Some(Kinship::Unreachable));
    assert!(application.sections.iter().filter(|one| one.id != "deceased").all(|one| one.kinship.is_none()));
}
