//! The same stories on both engines.

use jiff::civil::date;
use service::sample::Sample;
use store::CaseFilter;
use testkit::{Engine, Town, births, code_of, form_of};

/// A handful that between them have rows, long chains, enterprises and people.
const THEMES: &[&str] = &["car_purchase", "company_setup", "retirement", "hotpot_restaurant_enterprise"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handful_of_themes_is_walked_on_postgresql_too() {
    let Some(town) = Town::on(Engine::Postgres, date(2026, 3, 2)).await else { return };
    let li_na = town.applicant("李娜").await;
    let catalog = town.catalog();
    for id in THEMES {
        let theme = catalog.theme(id).expect("the theme is there");
        let case = 'case: {
            for seed in 0..20 {
                let answers = Sample::new(seed).answers(&catalog, theme);
                let request = li_na.sampled(id, answers, &mut Sample::new(seed)).await;
                if let Ok(view) = li_na.hands_in(request).await {
                    break 'case view.number;
                }
            }
            panic!("no application for {id} could be handed in");
        };
        let walked = town.walk_to_the_end(&li_na, &case).await;
        assert!(walked.case.rating.is_some(), "{id}");
    }
    let cases = town.app().cases(li_na.visitor(), CaseFilter::default(), None, 100).await.unwrap();
    assert_eq!(cases.rows.len(), THEMES.len());
    assert!(!town.app().wallet(li_na.visitor()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_correction_and_a_refusal_are_the_same_on_both_engines() {
    let mut told = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let case = li_na.submits("birth", &births::twins()).await;
        clerk.asks_for(&case, &["discharge_record"]).await;
        town.pass_working_days(2);
        li_na.returns(&case, form_of(&[]), &["discharge_record"]).await.unwrap();
        let again = clerk.tries_to_ask_again(&case).await;
        clerk.accepts(&case).await;
        let health = town.approver("health_commission").await;
        health.grants_all_ready(&case).await;
        let view = li_na.sees(&case).await;
        let tasks: Vec<_> = view.tasks.iter().map(|task| (task.item.clone(), task.stage, task.due)).collect();
        let timeline: Vec<_> = view.timeline.iter().map(|entry| (entry.at, entry.text.clone())).collect();
        let strange = code_of(&town.applicant("周建国").await.looks_for(&case).await);
        told.push(
            format!("{:?} {tasks:?} {timeline:?} {again:?} {strange}", view.stage).replace(&case, "NUMBER"),
        );
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_answers_is_accepted_by_the_software_once_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let silent = li_na.submits("birth", &births::one_child()).await;
        let asked = li_na.submits("birth", &births::twins()).await;
        clerk.asks_for(&asked, &["discharge_record"]).await;
        town.pass_working_days(2);
        let later = li_na.submits("birth", &births::one_child()).await;
        town.pass_working_days(3);
        town.works_off_what_is_due().await;
        assert!(!li_na.sees(&silent).await.deemed_accepted, "today it can still be answered");
        town.pass_working_days(1);
        // Two nodes come to it at once.
        let other = town.another_node().await;
        let (one, two) = tokio::join!(town.app().work_jobs(50), other.work_jobs(50));
        one.unwrap();
        two.unwrap();

        let view = li_na.sees(&silent).await;
        assert!(view.deemed_accepted);
        let told = view.timeline.iter().any(|entry| entry.text.contains("依法自2026年3月2日"));
        assert!(told, "{:?}", view.timeline);
        assert!(view.papers.iter().any(|paper| paper.id == "acceptance"));
        for case in [&asked, &later] {
            assert!(!li_na.sees(case).await.deemed_accepted);
        }
        town.works_off_what_is_due().await;
        let timeline = li_na.sees(&silent).await.timeline;
        assert_eq!(timeline.iter().filter(|entry| entry.text.contains("收到材料之日起视为受理")).count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_died_leaves_nothing_half_done_and_a_moved_clock_does_nothing_early_or_twice() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let li_na = town.applicant("李娜").await;
        let case = li_na.submits("birth", &births::one_child()).await;
        town.works_off_what_is_due().await;
        town.pass_working_days(6);
        // A node takes the job and dies: its lease ends, and another node does it.
        let dead = store::Store::open(town.config().clone()).await.unwrap();
        assert!(!dead.take_jobs(town.app().now(), 60, 50).await.unwrap().is_empty());
        dead.close().await;
        town.works_off_what_is_due().await;
        assert!(!li_na.sees(&case).await.deemed_accepted, "as long as the lease lasts it is the other's");
        // The clock is put back by a day, and right again.
        town.go_to(date(2026, 3, 9));
        town.works_off_what_is_due().await;
        assert!(!li_na.sees(&case).await.deemed_accepted);
        town.go_to(date(2026, 3, 10));
        town.pass_hours(1);
        town.works_off_what_is_due().await;
        let told = |view: &service::CaseView| {
            view.timeline.iter().filter(|entry| entry.text.contains("收到材料之日起视为受理")).count()
        };
        assert_eq!(told(&li_na.sees(&case).await), 1);
        // A jump ahead by a year lights every limit that ran, each colour once.
        town.go_to(date(2027, 3, 1));
        town.works_off_what_is_due().await;
        town.go_to(date(2026, 3, 11));
        town.works_off_what_is_due().await;
        town.go_to(date(2027, 3, 2));
        town.works_off_what_is_due().await;
        let view = li_na.sees(&case).await;
        let mut lights: Vec<_> = view
            .timeline
            .iter()
            .filter(|entry| entry.text.contains("亮红灯"))
            .map(|entry| &entry.text)
            .collect();
        let count = lights.len();
        lights.sort();
        lights.dedup();
        assert!(count > 0 && lights.len() == count, "{lights:?}");
    }
}

#[tokio::test]
async fn sessions_that_have_expired_are_removed_by_the_software() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    town.works_off_what_is_due().await;
    town.pass_hours(24 * 30);
    let again = town.sign_in(li_na.login()).await;
    town.works_off_what_is_due().await;
    let store = store::Store::open(town.config().clone()).await.unwrap();
    assert_eq!(store.purge_sessions(town.app().now()).await.unwrap(), 0, "nothing is left to remove");
    assert_eq!(again.visitor().account.id, li_na.visitor().account.id);
}
