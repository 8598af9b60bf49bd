//! 决定公开: licences of enterprises stand for everybody to read on the day of the decision; those of people do not.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::Falsehood;
use catalog::MaterialId;
use jiff::civil::date;
use service::{CaseCommand, GrantInput, ResultInput};
use testkit::{Engine, Town};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_record__licences_of_enterprises_are_public_on_the_day_and_say_nothing_of_a_person_on_both_engines()
 {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let (case, holder) = town.grants_a_licence(&li_na, "restaurant_enterprise").await;
        let holder = holder.expect("an enterprise applies");
        let app = town.app();
        let all = app.public_decisions("", None, 50).await.unwrap().rows;
        let view = li_na.sees(&case).await;
        let catalog = town.catalog();
        let licences: Vec<_> =
            view.tasks.iter().filter(|task| catalog.items[&*task.item].kind == "行政许可").collect();
        assert_eq!(all.len(), licences.len(), "every licence, and nothing else");
        for line in &all {
            assert_eq!(line.licence.decision.holder, holder);
            assert!(
                line.licence.published_on <= line.licence.decision.granted_on,
                "within seven working days"
            );
            let told = format!("{line:?}");
            assert!(!told.contains("李娜") && !told.contains(li_na.visitor().id().as_str()));
        }
        let by_number = app.public_decisions(&all[0].licence.decision.number, None, 50).await.unwrap().rows;
        assert!(by_number.contains(&all[0]));
        assert!(app.public_decisions("没有这家%", None, 50).await.unwrap().rows.is_empty());
        if all.len() > 1 {
            let first = app.public_decisions("", None, 1).await.unwrap();
            let second = app.public_decisions("", first.next.as_deref(), 1).await.unwrap();
            assert_ne!(first.rows, second.rows, "page by page");
        }
        // What is corrected is corrected here too.
        let task = all[0].licence.decision.task.0.clone();
        let approver = town.approver(all[0].licence.decision.department.as_str()).await;
        let slip = ResultInput::ReportSlip(task.clone(), "编号有错".into());
        li_na.does(&case, CaseCommand::Result(slip)).await;
        let input = GrantInput { number: Some("改-1".into()), ..GrantInput::default() };
        approver.does(&case, CaseCommand::Result(ResultInput::Correct(task, input, "笔误".into()))).await;
        assert_eq!(app.public_decisions("改-1", None, 50).await.unwrap().rows.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_record__what_was_revoked_stays_with_the_day_of_its_revocation_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let (case, _) = town.grants_a_licence(&li_na, "restaurant_enterprise").await;
        let (app, catalog, view) = (town.app(), town.catalog(), li_na.sees(&case).await);
        let handed_in =
            |id: &MaterialId| view.materials.iter().any(|one| one.id == *id && !one.files.is_empty());
        let all = app.public_decisions("", None, 50).await.unwrap().rows;
        let (line, material) = all
            .iter()
            .find_map(|line| {
                let mut used =
                    catalog.items[&line.licence.decision.item].materials.iter().map(|one| &one.material);
                Some((line, used.find(|id| handed_in(id))?.clone()))
            })
            .expect("a licence rests on a paper");
        let (task, approver) = (
            line.licence.decision.task.clone(),
            town.approver(line.licence.decision.department.as_str()).await,
        );
        let found = Falsehood {
            task: Some(task.clone()),
            material,
            reason: "印章是伪造的".into(),
            evidence: "出具单位复函〔2026〕8号".into(),
            remedy: String::new(),
        };
        approver.does(&case, CaseCommand::FindFalseMaterial(found)).await;
        let number = line.licence.decision.number.clone();
        let revoked_on = async || {
            let rows = app.public_decisions(&number, None, 50).await.unwrap().rows;
            rows.iter().find(|row| row.licence.decision.task == task).expect("it stays").licence.revoked_on
        };
        assert_eq!(revoked_on().await, None, "the enterprise is heard first");
        town.pass_working_days(6);
        let revoke = CaseCommand::RevokeResult(task.0.clone(), "以欺骗手段取得".into(), String::new());
        approver.does(&case, revoke).await;
        assert_eq!(revoked_on().await, Some(app.today()));
        let others = app.public_decisions("", None, 50).await.unwrap().rows;
        assert_eq!(others.len(), all.len(), "nothing vanishes");
    }
}

#[tokio::test]
async fn public_record__what_was_granted_to_a_person_is_not_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    town.grants_a_licence(&li_na, "restaurant_self_employed").await;
    assert!(town.app().public_decisions("", None, 50).await.unwrap().rows.is_empty());
}
