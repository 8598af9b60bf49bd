//! Rules have days: whoever looks is told today's, whoever has begun goes on with those of that day.

use std::sync::Arc;

use catalog::{Edition, Editions, read::SourceFile};
use jiff::civil::{Date, date};
use service::{Failure, NewAlias, RulesAsked, Settings};
use testkit::{Engine, Town, births, edition};

/// The district's catalogue from the first of March on, in which this is otherwise.
fn otherwise(changes: &[(&str, &str, &str)]) -> Edition {
    from(FIRST_DAY, changes)
}

/// The same from another day on.
fn from(day: Date, changes: &[(&str, &str, &str)]) -> Edition {
    let mut files: Vec<SourceFile> = catalog_files::jiangjin();
    let day = format!("effective: {day}");
    let day = ("district.yaml", "effective: 2026-11-01", &*day);
    for (name, old, new) in changes.iter().chain([&day]) {
        let file = files.iter_mut().find(|file| file.name.ends_with(name)).unwrap();
        assert_eq!(file.text.matches(old).count(), 1, "{old} in {name}");
        file.text = file.text.replace(old, new);
    }
    edition(files)
}

const ENTRY: &str = "items/birth_household_registration.yaml";
const LONGER: (&str, &str, &str) =
    (ENTRY, "promised_limit: {working_days: 0}", "promised_limit: {working_days: 2}");

/// Entering a household is promised in two days.
fn revised() -> Edition {
    otherwise(&[LONGER])
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
    assert!(!town.app().search("生了娃儿要办啥子手续", 3).await.hits.is_empty());
}

/// The first edition alone, and with others beside it.
fn with(others: Vec<Edition>) -> Editions {
    Editions::new(std::iter::once(edition(catalog_files::jiangjin())).chain(others).collect()).unwrap()
}

async fn town_with_one_edition() -> Town {
    let editions = Arc::new(with(Vec::new()));
    let town = Town::with_editions(Engine::Sqlite, date(2027, 2, 26), Settings::default(), editions).await;
    town.expect("the embedded database is always there")
}

#[tokio::test]
async fn a_revision_is_published_ahead_while_the_service_goes_on() {
    let town = town_with_one_edition().await;
    let alias =
        NewAlias { words: "娃儿落地手续".into(), theme: Some("birth".into()), ..NewAlias::default() };
    town.app().add_alias(town.office().await.visitor(), alias).await.unwrap();
    let present = town.catalog();
    assert!(town.app().publish(with(vec![revised()])).unwrap());
    // Nothing is otherwise before its day, and what is published twice is published once.
    assert!(Arc::ptr_eq(&present, &town.catalog()));
    assert!(!town.app().publish(with(vec![revised()])).unwrap());
    assert_eq!(town.app().editions()[1].in_force.from, Some(FIRST_DAY));
    town.go_to(FIRST_DAY);
    assert_eq!(promised(&town), 2);
    // The office's ways of asking are still known.
    assert_eq!(town.app().search("娃儿落地手续", 3).await.hits[0].theme, "birth");
}

#[tokio::test]
async fn what_was_begun_goes_on_with_an_edition_that_is_published_no_longer() {
    let town = town_with_one_edition().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let request = li_na.application("birth", &births::one_child()).await;
    let draft = town.app().start(li_na.visitor(), "birth", request.answers, None).await.unwrap();
    let name = |view: &service::CaseView| {
        let task = view.tasks.iter().find(|task| task.item == "birth_household_registration");
        task.unwrap().name.clone()
    };
    let before = name(&li_na.sees(&case).await);
    let renamed = (ENTRY, "name: 出生登记（户口登记）", "name: 孩子户口申报");
    let instead = Editions::new(vec![from(date(2026, 11, 1), &[renamed])]).unwrap();
    assert!(town.app().publish(instead).unwrap());

    assert_eq!(name(&li_na.sees(&case).await), before);
    clerk.accepts(&case).await;
    let application = town.app().application(li_na.visitor(), &draft).await.unwrap();
    assert!(!application.current);
    let items = &application.assessment.items;
    let item = items.iter().find(|item| item.id == "birth_household_registration").unwrap();
    assert_eq!(item.name, "出生登记（户口登记）");
    // Who begins now begins with what is published now; a node that has not read it goes on all the same.
    let zhou = town.applicant("周建国").await;
    let case = zhou.submits("birth", &births::one_child()).await;
    assert!(name(&zhou.sees(&case).await).starts_with("孩子户口申报"));
    let elsewhere = town.another_node().await;
    assert!(elsewhere.case(zhou.visitor(), &case).await.is_ok());
}

#[tokio::test]
async fn what_cannot_be_read_today_is_not_published_and_said_to_be_held_back() {
    let town = town_with_one_edition().await;
    let present = town.catalog();
    let broken = (
        "themes/birth.yaml",
        "notices:\n",
        "notices:\n  - {when: no_such, message: 明年的话, from: 2027-01-01}\n",
    );
    let found = town.app().publish(Editions::new(vec![from(date(2026, 12, 1), &[broken])]).unwrap());
    assert!(found.unwrap_err().to_string().contains("no_such"));
    assert!(Arc::ptr_eq(&present, &town.catalog()));
    town.app().hold_back("no_such".into());
    assert_eq!(town.app().held_back().unwrap().since, town.app().now());
    town.app().publish(with(vec![revised()])).unwrap();
    assert_eq!(town.app().held_back(), None);
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

/// Everything that people read of a case that is begun under the first edition and goes on after the
/// first of March: its page, its tasks with their limits, its papers.
async fn life_of_a_case(engine: Engine, editions: Vec<Edition>) -> Option<String> {
    let editions = Arc::new(Editions::new(editions).unwrap());
    let town = Town::with_editions(engine, date(2027, 2, 26), Settings::default(), editions).await?;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    town.go_to(FIRST_DAY);
    clerk.accepts(&case).await;
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let view = li_na.sees(&case).await;
    let mut told = format!("{} {} {:?} {:?}\n", view.theme_name, view.stage_label, view.due, view.rules);
    for task in &view.tasks {
        let (name, stage) = (&task.name, &task.stage_label);
        told.push_str(&format!("{name} {stage} {:?} {:?}\n", task.due, task.statutory_due));
    }
    let materials =
        view.materials.iter().map(|material| (&material.name, material.spared, &material.needed_by));
    told.push_str(&format!("{:?}\n{:?}\n", materials.collect::<Vec<_>>(), view.sections));
    told.push_str(&format!("{:?}\n{:?}\n", view.results, view.timeline));
    for paper in &view.papers {
        let paper = town.app().case_paper(li_na.visitor(), &case, &paper.id).await.unwrap();
        // The code on it holds the number of the case, which is drawn by lot.
        let printed = documents::print(&paper);
        let (before, code) = printed.split_once("<svg").unwrap();
        told.push_str(before);
        told.push_str(code.split_once("</svg>").unwrap().1);
    }
    // So does the code by which a result is checked.
    for task in &view.tasks {
        let address = town.app().verification_address(&task.id);
        told = told.replace(&address, "ADDRESS").replace(address.rsplit('/').next().unwrap(), "CODE");
    }
    let spoken = identifiers::CaseNumber::parse(&case).unwrap().spoken();
    Some(told.replace(&case, "NUMBER").replace(&spoken, "SPOKEN"))
}

#[tokio::test]
async fn a_case_stays_as_it_was_begun_on_its_pages_and_papers_whatever_is_published_later() {
    let renamed = [
        LONGER,
        (ENTRY, "name: 出生登记（户口登记）", "name: 孩子户口申报"),
        ("themes/birth.yaml", "name: 出生一件事", "name: 新生儿一件事"),
        ("items/birth_medical_certificate.yaml", "name: 出生医学证明签发（首次签发）", "name: 出生证明签发"),
    ];
    let left_alone = life_of_a_case(Engine::Sqlite, vec![edition(catalog_files::jiangjin())]).await.unwrap();
    assert!(left_alone.contains("出生登记（户口登记）") && left_alone.contains("2027-02-26"), "{left_alone}");
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let editions = vec![edition(catalog_files::jiangjin()), otherwise(&renamed)];
        let Some(told) = life_of_a_case(engine, editions).await else { continue };
        let other = told.lines().zip(left_alone.lines()).find(|(told, before)| told != before);
        assert_eq!(other, None, "{engine:?}");
        assert_eq!(told.len(), left_alone.len(), "{engine:?}");
    }
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
