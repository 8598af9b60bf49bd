//! 归档: every closed case becomes a package that proves itself.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use jiff::civil::date;
use testkit::{Engine, Town, births, code_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e_archive__a_closed_case_is_archived_after_a_month_whole_and_sealed_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let case = li_na.submits("birth", &births::one_child()).await;
        town.walk_to_the_end(&li_na, &case).await;
        let open = li_na.submits("birth", &births::one_child()).await;
        let (app, office) = (town.app(), town.office().await);
        town.works_off_what_is_due().await;
        assert!(app.archives(office.visitor(), None, 50).await.unwrap().rows.is_empty(), "too early");
        town.go_to(date(2026, 4, 10));
        town.works_off_what_is_due().await;
        let rows = app.archives(office.visitor(), None, 50).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.case.as_str()).collect::<Vec<_>>(), [case.as_str()]);
        assert!(rows[0].closed_on.year() == 2026 && rows[0].size > 0);
        let (name, package) = app.archive_of(office.visitor(), &case).await.unwrap();
        assert!(name.starts_with(&case) && name.ends_with(".zip"));
        let manifest = service::archive::verify(&package).unwrap();
        let has = |start: &str| manifest.entries.iter().any(|entry| entry.path.starts_with(start));
        for part in [
            "application.json",
            "materials/",
            "process_log.json",
            "decisions/receipt.html",
            "decisions.json",
            "delivery.json",
            "rating.json",
        ] {
            assert!(has(part), "{part} is not in {:?}", manifest.entries);
        }
        assert_eq!(manifest.last_link.len(), 64, "it hangs on the chain of the log");
        let mut changed = package.to_vec();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        assert!(service::archive::verify(&changed).is_err());
        for person in [li_na.clone(), town.clerk("三号窗口").await, town.supervisor().await] {
            assert_eq!(code_of(&app.archive_of(person.visitor(), &case).await), "not_allowed");
        }
        assert_eq!(code_of(&app.archive_of(office.visitor(), &open).await), "not_found");
    }
}
