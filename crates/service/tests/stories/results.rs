//! Results after they were given, on both engines: a slip is corrected, and nothing that was given is lost.

use jiff::civil::date;
use service::{CaseCommand, GrantInput, ResultInput, Validity};
use testkit::{Engine, Person, Town, births, code_of};

/// A case with its first task granted; the case's number and the task.
async fn granted(town: &Town, li_na: &Person, input: GrantInput) -> (String, casework::TaskId) {
    let case = li_na.submits("birth", &births::one_child()).await;
    let task = town.clerk("三号窗口").await.accepts(&case).await.tasks[0].clone();
    let approver = town.approver(&task.department).await;
    approver.does(&case, CaseCommand::GrantTask(task.id.0.clone(), input)).await;
    (case, task.id)
}

fn code(address: &str) -> (&str, &str) {
    let (rest, code) = address.rsplit_once('/').expect("ends in a code");
    (rest.rsplit('/').next().expect("has an id"), code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corrected_certificate_is_verified_as_replaced_and_stays_in_the_wallet_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let li_na = town.applicant("李娜").await;
        let number = || Some("Z500000001".to_owned());
        let (case, task) =
            granted(&town, &li_na, GrantInput { number: number(), ..GrantInput::default() }).await;
        let app = town.app();
        let first = app.verification_address(&task);
        li_na
            .does(&case, CaseCommand::Result(ResultInput::ReportSlip(task.0.clone(), "父亲姓名错".into())))
            .await;
        let result = li_na.sees(&case).await.results.remove(0);
        assert_eq!(result.aftercare.slip, Some(("父亲姓名错".to_owned(), date(2026, 3, 9))));
        let department = li_na.sees(&case).await.tasks[0].department.clone();
        let approver = town.approver(&department).await;
        let due = app.promise_duties(approver.visitor(), None, 50).await.unwrap().rows;
        assert!(due.iter().any(|row| row.id == format!("correct_slip:{task}")), "{due:?}");
        let input = GrantInput { text: Some("父亲：王强".into()), ..GrantInput::default() };
        let correct = |input| CaseCommand::Result(ResultInput::Correct(task.0.clone(), input, "笔误".into()));
        approver.does(&case, correct(input.clone())).await;
        assert_eq!(code_of(&approver.tries(&case, correct(input)).await), "nothing_corrected");

        // The old one is known, and known to be replaced; the new one holds.
        let (id, secret) = code(&first);
        assert_eq!(app.verify_result(id, secret).await.unwrap().validity, Validity::Replaced);
        let papers = li_na.sees(&case).await.papers;
        let results: Vec<_> = papers.iter().filter(|paper| paper.kind == documents::Kind::Result).collect();
        assert_eq!(results.len(), 2, "both editions are kept as papers");
        let new = app.case_paper(li_na.visitor(), &case, &results[1].id).await.unwrap();
        let address = new.code.expect("bears its code").address;
        let (id, secret) = code(&address);
        let held = app.verify_result(id, secret).await.unwrap();
        assert_eq!((held.validity, held.number.as_str()), (Validity::InForce, "Z500000001"));
        assert!(new.footer.iter().any(|line| line.contains("第2版，更正：笔误")), "{:?}", new.footer);
        let old = app.case_paper(li_na.visitor(), &case, &results[0].id).await.unwrap();
        assert_eq!(old.code.expect("bears its code").address, first);

        let wallet = app.wallet(li_na.visitor()).await.unwrap();
        let editions: Vec<_> =
            wallet.iter().map(|entry| (entry.edition, entry.replaced_at.is_some())).collect();
        assert_eq!(editions, [(2, false), (1, true)]);
        assert_eq!(wallet[0].text.as_deref(), Some("父亲：王强"));
        assert_ne!(wallet[1].text.as_deref(), Some("父亲：王强"));
        let told = app.messages(li_na.visitor(), None, 50).await.unwrap();
        assert!(told.rows.iter().any(|message| message.text.contains("更正了")), "{told:?}");
    }
}

#[tokio::test]
async fn before_a_certificate_runs_out_its_holder_is_reminded_once() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let until = GrantInput { valid_until: Some(date(2027, 3, 1)), ..GrantInput::default() };
    let (case, _) = granted(&town, &li_na, until).await;
    let reminded = async || {
        town.works_off_what_is_due().await;
        let told = town.app().messages(li_na.visitor(), None, 200).await.unwrap().rows;
        told.into_iter().filter(|message| message.text.contains("有效期到")).count()
    };
    town.go_to(date(2026, 12, 30));
    assert_eq!(reminded().await, 0);
    town.go_to(date(2027, 1, 4));
    assert_eq!(reminded().await, 1);
    town.go_to(date(2027, 2, 1));
    assert_eq!(reminded().await, 1);
    assert!(li_na.sees(&case).await.timeline.iter().any(|entry| entry.text.contains("提醒了")));
}
