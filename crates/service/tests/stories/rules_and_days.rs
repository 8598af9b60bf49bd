//! Rules have days: whoever looks is told today's, whoever has begun goes on with those of that day.

use std::sync::Arc;

use catalog::{Edition, Editions, read::SourceFile};
use jiff::civil::{Date, date};
use service::{Failure, RulesAsked, Settings};
use testkit::{Engine, Town, births, edition};

/// The district's catalogue from another day on, in which entering a household is promised in two
/// days and wants one more field.
fn revised() -> Edition {
    let mut files: Vec<SourceFile> = catalog_files::jiangjin();
    let mut change = |name: &str, old: &str, new: &str| {
        let file = files.iter_mut().find(|file| file.name.ends_with(name)).unwrap();
        assert_eq!(file.text.matches(old).count(), 1, "{old} in {name}");
        file.text = file.text.replace(old, new);
    };
    change("district.yaml", "effective: 2026-11-01", "effective: 2027-03-01");
    change(
        "items/birth_household_registration.yaml",
        "promised_limit: {working_days: 0}",
        "promised_limit: {working_days: 2}",
    );
    edition(files)
}

/// A town in which a revision is published that starts on the first of March.
async fn town_before_a_revision() -> Town {
    let editions = Editions::new(vec![edition(catalog_files::jiangjin()), revised()]).unwrap();
    let town =
        Town::with_editions(Engine::Sqlite, date(2027, 2, 26), Settings::default(), Arc::new(editions)).await;
    town.expect("the embedded database is always there")
}

const FIRST_DAY: Date = date(2027, 3, 1);

fn promised(town: &Town) -> u32 {
    town.catalog().items["birth_household_registration"].promised_limit.working_days
}

#[tokio::test]
async fn a_published_revision_waits_for_its_day_and_then_holds_by_itself() {
    let town = town_before_a_revision().await;
    assert_eq!(promised(&town), 0);
    let lines = town.app().editions();
    assert_eq!(lines.iter().map(|line| line.today).collect::<Vec<_>>(), [true, false]);
    assert_eq!(lines[1].in_force.from, Some(FIRST_DAY));
    town.go_to(FIRST_DAY);
    assert_eq!(promised(&town), 2);
    assert_eq!(town.app().editions().iter().map(|line| line.today).collect::<Vec<_>>(), [false, true]);
    // Finding the thing goes on with the new words.
    assert!(!town.app().search("生了娃儿要办啥子手续", 3).hits.is_empty());
}

#[tokio::test]
async fn an_application_goes_on_by_the_rules_it_was_begun_with_until_it_is_handed_in() {
    let town = town_before_a_revision().await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application("birth", &births::one_child()).await;
    let draft = town.app().start(li_na.visitor(), "birth", request.answers.clone(), None).await.unwrap();
    let before = town.app().application(li_na.visitor(), &draft).await.unwrap();
    assert!(before.current && before.changed.is_empty());

    town.go_to(FIRST_DAY);
    let after = town.app().application(li_na.visitor(), &draft).await.unwrap();
    assert!(!after.current);
    assert_eq!(after.rules.on, date(2027, 2, 26));
    let changed: Vec<&str> = after.changed.iter().map(|change| change.text.as_str()).collect();
    assert_eq!(changed, ["出生登记（户口登记）：承诺时限由当场办结改为2个工作日"]);
    let days = |application: &service::Application| {
        let items = &application.assessment.items;
        items.iter().find(|item| item.id == "birth_household_registration").unwrap().working_days
    };
    assert_eq!(days(&after), 0);

    // Whoever wants to goes on by the rules of today.
    let taken_up = town.app().take_up_rules(li_na.visitor(), &draft).await.unwrap();
    assert!(taken_up.current && taken_up.changed.is_empty());
    assert_eq!(days(&taken_up), 2);
    assert_eq!(taken_up.input.answers.situations, after.input.answers.situations);
}

#[tokio::test]
async fn a_case_keeps_the_version_and_the_day_it_began_with() {
    let town = town_before_a_revision().await;
    let version = town.catalog().version.clone();
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.go_to(FIRST_DAY);
    let seen = li_na.sees(&case).await;
    assert_eq!((seen.rules.version.as_str(), seen.rules.on), (version.as_str(), date(2027, 2, 26)));
    let clerk = town.clerk("三号窗口").await;
    clerk.accepts(&case).await;
    assert_eq!(li_na.sees(&case).await.rules, seen.rules);
    // A case of today begins with today's.
    let zhou = town.applicant("周建国").await;
    let case = zhou.submits("birth", &births::one_child()).await;
    assert_eq!(zhou.sees(&case).await.rules.version, town.catalog().version);
}

#[tokio::test]
async fn anybody_may_ask_what_held_and_what_is_to_hold() {
    let town = town_before_a_revision().await;
    let rules = |on: Option<Date>, version: Option<String>| {
        let asked = RulesAsked { on, version };
        let app = town.app().clone();
        async move { app.rules_asked(&asked).await }
    };
    let past = rules(Some(date(2021, 6, 30)), None).await.unwrap();
    assert!(!past.items.contains_key("childcare_subsidy"));
    let told = past.assess("birth", &catalog::Answers::default()).unwrap();
    assert_eq!(told.on, date(2021, 6, 30));
    let to_come = town.app().editions()[1].version.clone();
    let future = rules(None, Some(to_come.clone())).await.unwrap();
    // A version without a day is told as of its first one.
    assert_eq!((future.on, future.version.as_str()), (FIRST_DAY, to_come.as_str()));
    let unknown = rules(None, Some("1999-01-01.00000000".into())).await;
    assert!(matches!(unknown, Err(Failure::Invalid(_))), "{unknown:?}");
}

#[tokio::test]
async fn two_sets_of_rules_are_compared_in_plain_words() {
    let town = town_before_a_revision().await;
    let day = |on| RulesAsked { on: Some(on), version: None };
    let (old, new) = (day(date(2027, 2, 26)), day(FIRST_DAY));
    let differences = town.app().compare_rules(&old, &new, Some("birth")).await.unwrap();
    assert!(differences.to_string().contains("更严  承诺时限由当场办结改为2个工作日"), "{differences}");
    let marriage = town.app().compare_rules(&old, &new, Some("marriage")).await.unwrap();
    assert!(marriage.is_empty(), "{marriage}");
    let none = town.app().compare_rules(&old, &new, Some("no_such_thing")).await;
    assert!(matches!(none, Err(Failure::NotFound)));
}
