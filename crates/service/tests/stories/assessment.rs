//! 同步评估、一次告知: every department concerned looks at once, and one answer comes of it.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{StageName, case::Round};
use documents::Kind;
use jiff::civil::date;
use service::{CaseCommand, CaseView, Elsewhere};
use testkit::{Person, Town, births, code_of, form_of, notice};

async fn submitted() -> (Town, Person, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    (town, li_na, case)
}

fn departments(view: &CaseView) -> Vec<String> {
    view.assessments.iter().map(|one| one.department.to_string()).collect()
}

async fn paper(town: &Town, person: &Person, case: &str, id: &str) -> String {
    let paper = town.app().case_paper(person.visitor(), case, id).await;
    documents::print(&paper.unwrap_or_else(|failure| panic!("{id}: {failure:?}")))
}

/// All departments say that all is there, but for the named ones.
async fn the_others_say_complete(town: &Town, case: &str, departments: &[String], but: &[&str]) {
    for department in departments.iter().filter(|one| !but.contains(&one.as_str())) {
        let approver = town.approver(department).await;
        approver.assesses(case, department, &[], &[]).await.unwrap();
    }
}

#[tokio::test]
async fn plan_parallel__each_department_finds_the_application_in_its_list_until_it_has_spoken() {
    let (town, li_na, case) = submitted().await;
    let departments = departments(&li_na.sees(&case).await);
    assert!(departments.len() > 2, "{departments:?}");
    for department in &departments {
        let approver = town.approver(department).await;
        let list = town.app().assessments(approver.visitor(), None, 10).await.unwrap();
        assert_eq!(list.rows.len(), 1, "{department}");
        assert_eq!(list.rows[0].due, date(2026, 3, 9));
        let page = town.app().assessment(approver.visitor(), &case, department).await.unwrap();
        assert!(page.assessment.own && !page.items.is_empty());
        approver.assesses(&case, department, &[], &[]).await.unwrap();
        let list = town.app().assessments(approver.visitor(), None, 10).await.unwrap();
        assert!(list.rows.is_empty(), "{department} has spoken");
    }
    assert_eq!(li_na.sees(&case).await.stage, StageName::InProgress, "all complete: accepted by itself");
}

#[tokio::test]
async fn pi_minimum__a_department_assesses_its_own_fields_and_materials_alone() {
    let (town, li_na, case) = submitted().await;
    let departments = departments(&li_na.sees(&case).await);
    let whole = li_na.sees(&case).await.materials.len();
    for department in &departments {
        let approver = town.approver(department).await;
        let page = town.app().assessment(approver.visitor(), &case, department).await.unwrap();
        assert!(page.case.materials.len() < whole, "{department} sees only what its items use");
    }
    let stranger = town.approver("tax").await;
    assert_eq!(code_of(&town.app().assessment(stranger.visitor(), &case, "tax").await), "not_found");
}

#[tokio::test]
async fn supplement_only_once__what_departments_remark_becomes_one_numbered_notice() {
    let (town, li_na, case) = submitted().await;
    let departments = departments(&li_na.sees(&case).await);
    let health = town.approver("health_commission").await;
    let own = town.app().assessment(health.visitor(), &case, "health_commission").await.unwrap();
    let material = own.case.materials.iter().find(|one| !one.files.is_empty()).expect("a file").id.clone();
    health.assesses(&case, "health_commission", &[], &[&material]).await.unwrap();
    let clerk = town.clerk("三号窗口").await;
    let merged = clerk.sees(&case).await.remarked.expect("the clerk sees what would go out");
    assert_eq!(merged.materials.len(), 1);
    assert_eq!(li_na.sees(&case).await.remarked.map(|_| ()), None, "the applicant sees one notice, once");
    the_others_say_complete(&town, &case, &departments, &["health_commission"]).await;

    let view = li_na.sees(&case).await;
    assert_eq!(view.stage, StageName::AwaitingCorrection);
    let notice = paper(&town, &li_na, &case, "correction").await;
    for said in ["津政务补字〔2026〕第000001号", "看不清，请重拍", "在亮处重新拍", "补正期限"]
    {
        assert!(notice.contains(said), "{said}");
    }

    li_na.returns(&case, form_of(&[]), &[&material]).await.unwrap();
    let list = town.app().assessments(health.visitor(), None, 10).await.unwrap();
    assert_eq!(list.rows.len(), 1, "what came back goes to those who had remarked");
    let page = town.app().assessment(health.visitor(), &case, "health_commission").await.unwrap();
    assert!(page.case.materials.iter().any(|one| one.id == material && one.changed), "and is marked");
    for department in departments.iter().filter(|one| *one != "health_commission") {
        let approver = town.approver(department).await;
        assert!(town.app().assessments(approver.visitor(), None, 10).await.unwrap().rows.is_empty());
    }
    health.assesses(&case, "health_commission", &[], &[]).await.unwrap();
    assert_eq!(li_na.sees(&case).await.stage, StageName::InProgress);
    assert!(paper(&town, &li_na, &case, "acceptance").await.contains("津政务受字〔2026〕第000001号"));
}

#[tokio::test]
async fn supplement_only_once__a_second_correction_is_signed_by_the_lead_and_seen_by_supervision() {
    let (town, li_na, case) = submitted().await;
    let clerk = town.clerk("三号窗口").await;
    clerk.asks_for(&case, &["discharge_record"]).await;
    li_na.returns(&case, form_of(&[]), &["discharge_record"]).await.unwrap();
    let more = || notice(&[], &["bank_account_info"]);
    assert_eq!(code_of(&clerk.tries(&case, CaseCommand::Unmet(more())).await), "visible_before");
    let signed = CaseCommand::AskAgain(more(), "第一次漏看了账号".into());
    assert_eq!(code_of(&clerk.tries(&case, signed.clone()).await), "not_allowed");
    let lead = town.lead(&clerk.sees(&case).await.lead).await;
    let view = lead.does(&case, signed).await;
    assert!(matches!(view.correction.unwrap().round, Round::Second { .. }));
    let paper = paper(&town, &li_na, &case, "correction-2").await;
    assert!(paper.contains("再次补正告知书") && paper.contains("第一次漏看了账号"));
    assert!(paper.contains("津政务补字〔2026〕第000002号"));

    let seen = town.app().findings(town.supervisor().await.visitor(), None, 10).await.unwrap();
    assert_eq!(seen.rows.iter().map(|line| line.kind).collect::<Vec<_>>(), ["correction_asked_again"]);
    assert!(seen.rows[0].text.contains("第一次漏看了账号"));
    assert_eq!(code_of(&town.app().findings(clerk.visitor(), None, 10).await), "not_allowed");
}

#[tokio::test]
async fn deemed_accepted__departments_that_let_five_days_go_by_are_listed_for_supervision() {
    let (town, li_na, case) = submitted().await;
    let departments = departments(&li_na.sees(&case).await);
    the_others_say_complete(&town, &case, &departments, &["public_security"]).await;
    town.pass_working_days(6);
    town.works_off_what_is_due().await;
    let view = li_na.sees(&case).await;
    assert!(view.deemed_accepted);
    let deemed = view.assessments.iter().filter(|one| one.verdict == "deemed");
    assert_eq!(deemed.map(|one| one.department.to_string()).collect::<Vec<_>>(), ["public_security"]);
    let seen = town.app().findings(town.supervisor().await.visitor(), None, 10).await.unwrap();
    assert_eq!(seen.rows.len(), 1);
    assert_eq!(seen.rows[0].kind, "department_deemed");
}

#[tokio::test]
async fn what_one_department_remarked_goes_out_on_the_last_afternoon_though_others_are_silent() {
    let (town, li_na, case) = submitted().await;
    let health = town.approver("health_commission").await;
    health.assesses(&case, "health_commission", &["mother.name"], &[]).await.unwrap();
    town.go_to(date(2026, 3, 9));
    town.works_off_what_is_due().await;
    assert_eq!(li_na.sees(&case).await.stage, StageName::Submitted, "there is still time in the morning");
    town.pass_hours(9);
    town.works_off_what_is_due().await;
    assert_eq!(li_na.sees(&case).await.stage, StageName::AwaitingCorrection);
    town.works_off_what_is_due().await;
    let open = |view: &service::CaseView| view.assessments.iter().any(|one| one.verdict == "open");
    assert!(open(&li_na.sees(&case).await));
    // Who was silent is bound from the next day on.
    town.pass_working_days(1);
    town.works_off_what_is_due().await;
    let view = li_na.sees(&case).await;
    let words: Vec<_> = view.assessments.iter().map(|one| one.verdict).collect();
    assert!(words.contains(&"missing") && words.contains(&"deemed") && !words.contains(&"open"), "{words:?}");
}

#[tokio::test]
async fn acceptance_five_outcomes__each_leaves_its_numbered_paper() {
    let (town, li_na, case) = submitted().await;
    let clerk = town.clerk("三号窗口").await;
    let spot =
        CaseCommand::CorrectOnSpot(form_of(&[("mother.employer", "江津区人民医院".into())]), "李娜".into());
    clerk.does(&case, spot).await;
    let record = paper(&town, &li_na, &case, "corrected-on-spot").await;
    assert!(record.contains("江津区人民医院") && record.contains("李娜（当场签名"), "{record}");
    let elsewhere = CaseCommand::NotOurAuthority(Elsewhere {
        authority: "重庆市卫生健康委员会".into(),
        reason: "由市级办理".into(),
        handed_over: "3月2日转市级窗口".into(),
        remedy: String::new(),
    });
    clerk.does(&case, elsewhere).await;
    let decision = paper(&town, &li_na, &case, "not-our-authority").await;
    for said in ["重庆市卫生健康委员会", "不用您再跑", "行政复议", "津政务不受字〔2026〕第000001号"]
    {
        assert!(decision.contains(said), "{said}");
    }

    let other = li_na.submits("birth", &births::one_child()).await;
    clerk.does(&other, CaseCommand::NotRequired("这件事依法不用申请".into(), String::new())).await;
    let told = paper(&town, &li_na, &other, "not-required").await;
    assert!(told.contains("不受理告知书") && told.contains("津政务告字〔2026〕第000001号"));
    let kinds = [Kind::CorrectedOnSpot, Kind::NotOurAuthority, Kind::NotRequired, Kind::Acceptance];
    assert!(kinds.into_iter().all(|kind| kind.series().is_some()));
}

#[tokio::test]
async fn acceptance_receipt__numbers_count_within_their_series_and_year_and_are_given_once() {
    let town = Town::open(date(2026, 12, 31)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let mut numbers = Vec::new();
    for day in [date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 4)] {
        town.go_to(day);
        let case = li_na.submits("birth", &births::one_child()).await;
        clerk.accepts(&case).await;
        let paper = town.app().case_paper(li_na.visitor(), &case, "acceptance").await.unwrap();
        numbers.push(paper.facts[0].value.clone());
    }
    let expected = ["〔2026〕第000001号", "〔2026〕第000002号", "〔2027〕第000001号"];
    assert_eq!(numbers, expected.map(|number| format!("津政务受字{number}")));
}
