//! 分开评、评价异常、月度考核: what ratings say of a part, of whoever manufactured them, and of a month.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{FindingRule, MatterAct, MatterKind, MatterStage, Rated, RatedPart, Role};
use jiff::{Timestamp, civil::date};
use service::{CaseCommand, Judgement};
use store::{MatterFilter, Store};
use testkit::{Engine, Person, Town, births, code_of};

async fn completed(town: &Town, person: &Person) -> String {
    let case = person.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.grant_everything(person, &case).await;
    case
}

fn police(level: u8) -> RatedPart {
    RatedPart { of: Rated::Department { department: "public_security".into() }, level }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rating_to_appraisal__one_tap_rates_the_whole_and_parts_stand_in_the_months_table_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let case = completed(&town, &li_na).await;
        let parts = |parts: Vec<RatedPart>| CaseCommand::RateParts(parts);
        assert_eq!(
            code_of(&li_na.tries(&case, parts(vec![police(2)])).await),
            "wrong_stage",
            "the whole first"
        );
        assert!(li_na.sees(&case).await.ratable_parts.is_empty());
        let rated = li_na.rates(&case, 5).await;
        let keys: Vec<_> = rated.ratable_parts.iter().map(|part| part.key.as_str()).collect();
        assert!(keys.contains(&"department/public_security"), "{keys:?}");
        assert!(keys.iter().any(|key| key.starts_with("item/")), "{keys:?}");
        assert!(keys.iter().any(|key| key.starts_with("person/")), "{keys:?}");
        let foreign = RatedPart { of: Rated::Department { department: "taxation".into() }, level: 1 };
        assert_eq!(code_of(&li_na.tries(&case, parts(vec![foreign])).await), "no_such_party");
        let clerk = town.clerk("三号窗口").await;
        assert_eq!(code_of(&clerk.tries(&case, parts(vec![police(5)])).await), "only_applicant_rates");
        li_na.does(&case, parts(vec![police(2)])).await;
        assert_eq!(code_of(&li_na.tries(&case, parts(vec![police(5)])).await), "already_rated");

        // The bad part is put right by the department whose work it is.
        let office = town.office().await;
        let open = MatterFilter { kind: Some("rectification".into()), open: true, ..MatterFilter::default() };
        let matters = town.app().matters(office.visitor(), open, None, 9).await.unwrap().rows;
        assert_eq!(matters.len(), 1);
        assert_eq!(matters[0].stage, MatterStage::Verifying);
        let table = town.app().appraisal(office.visitor(), date(2026, 3, 15)).await.unwrap();
        assert_eq!((table.from, table.to), (date(2026, 3, 1), date(2026, 3, 31)));
        let own = |line: &&service::AppraisalLine| line.own_ratings > 0;
        let of_police = table.lines.iter().find(own).expect("the part stands there");
        assert_eq!((of_police.own_good_percent, of_police.rectifications), (Some(0), (1, 0)));
        assert!(of_police.decided > 0);
        let led: u64 = table.lines.iter().map(|line| line.led_ratings).sum();
        assert_eq!(led, 1, "a part is not another rating of the case");
        let before = town.app().appraisal(office.visitor(), date(2026, 2, 1)).await.unwrap();
        assert!(before.lines.is_empty(), "{:?}", before.lines);
        assert_eq!(code_of(&town.app().appraisal(clerk.visitor(), date(2026, 3, 1)).await), "not_allowed");
    }
}

fn judgement(device: &str) -> Judgement {
    Judgement { level: 5, device: Some(device.into()), ..Judgement::default() }
}

/// The rules that findings are about.
async fn found(town: &Town) -> Vec<String> {
    let office = town.office().await;
    let filter = MatterFilter { kind: Some("finding".into()), ..MatterFilter::default() };
    let page = town.app().matters(office.visitor(), filter, None, 50).await.unwrap();
    page.rows.into_iter().map(|line| line.title).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signs_of_manufactured_ratings_become_findings_that_are_answered_and_closed_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let (app, clerk) = (town.app(), town.clerk("三号窗口").await);
        let roles = vec![Role::Applicant, Role::Approver { department: "market_regulation".into() }];
        let colleague = town.staff("王科长", roles).await;
        let own = completed(&town, &colleague).await;
        colleague.rates(&own, 5).await;
        for nth in 0..10 {
            let person = town.applicant("张三").await;
            let case = person.submits("birth", &births::one_child()).await;
            town.accepts(&case).await;
            let address = app.ask_for_rating(clerk.visitor(), &case).await.unwrap();
            let token = address.rsplit('/').next().unwrap();
            let device = if nth < 3 { "the same".to_owned() } else { format!("own {nth}") };
            if nth > 0 {
                town.pass_hours(1);
            }
            app.rate_by_link(None, token, judgement(&device)).await.unwrap();
        }
        assert_eq!(found(&town).await, ["监察发现（评价异常：请评后几秒就评了）"], "seen in the case itself");
        town.go_to(date(2026, 3, 3));
        town.works_off_what_is_due().await;
        let all = found(&town).await;
        for words in ["同一台设备", "工作人员评自己", "扫窗口的码"] {
            let named = match words {
                "同一台设备" => "一台设备",
                other => other,
            };
            assert_eq!(all.iter().filter(|title| title.contains(named)).count(), 1, "{words}: {all:?}");
        }
        town.go_to(date(2026, 3, 4));
        town.works_off_what_is_due().await;
        let rated = |title: &&String| title.contains("评价异常");
        assert_eq!(found(&town).await.iter().filter(rated).count(), 4, "each is found once");

        // It is answered by the department, and closed by supervision.
        let view = town.office().await;
        let kept = Store::open(town.config().clone()).await.unwrap();
        let number = identifiers::CaseNumber::parse(&own).unwrap();
        let dossier = kept.dossier(&number).await.unwrap().unwrap();
        let staff = MatterKind::Finding { rule: FindingRule::RatedByStaff };
        let nth = dossier.case.matters.iter().find(|matter| matter.kind == staff).expect("it is found").nth;
        let act = |act| CaseCommand::ActOnMatter { nth, act, text: "核实过，本人的办件".into() };
        let lead = town.lead(dossier.case.plan.lead.as_str()).await;
        lead.does(&own, act(MatterAct::Answer)).await;
        view.does(&own, act(MatterAct::Close)).await;
    }
}

#[tokio::test]
async fn rating_once_per_matter__the_message_after_the_end_carries_a_link_that_rates_once() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    completed(&town, &li_na).await;
    let kept = Store::open(town.config().clone()).await.unwrap();
    let later: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
    let told = kept.claim_outbox(later, 60, 100).await.unwrap();
    let texts: Vec<_> = told.iter().filter_map(|entry| entry.body["text"].as_str()).collect();
    let text = texts.iter().find(|text| text.contains("/rate/")).expect("a word with a link");
    assert!(!text.contains("李娜"), "no name in a message: {text}");
    let token = text.rsplit('/').next().unwrap();
    let app = town.app();
    assert!(!app.rating_link(None, token).await.unwrap().rated);
    let clerk = town.clerk("三号窗口").await;
    let staff = app.rate_by_link(Some(clerk.visitor()), token, judgement("desk")).await;
    assert_eq!(code_of(&staff), "only_applicant_rates");
    app.rate_by_link(None, token, judgement("her phone")).await.unwrap();
    assert_eq!(code_of(&app.rate_by_link(None, token, judgement("her phone")).await), "already_rated");
    assert!(app.rating_link(None, token).await.unwrap().rated);
}
