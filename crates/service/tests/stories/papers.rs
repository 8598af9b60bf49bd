//! 文书: each step of a case leaves its paper, for those whom it concerns, as it was on its day.

use documents::{Kind, Paper};
use jiff::civil::date;
use service::{CaseCommand, Failure, PaperLine};
use testkit::{Person, Town, births, code_of};

fn ids(papers: &[PaperLine]) -> Vec<&str> {
    papers.iter().map(|paper| paper.id.as_str()).collect()
}

async fn paper(town: &Town, person: &Person, case: &str, id: &str) -> Result<Paper, Failure> {
    town.app().case_paper(person.visitor(), case, id).await
}

fn words(paper: &Paper) -> String {
    documents::print(paper)
}

#[tokio::test]
async fn every_step_of_a_case_leaves_its_paper() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    assert_eq!(ids(&li_na.sees(&case).await.papers), ["receipt"]);

    clerk.asks_for(&case, &["discharge_record", "bank_account_info"]).await;
    town.pass_working_days(1);
    let mended = li_na.returns(&case, Default::default(), &["discharge_record", "bank_account_info"]).await;
    mended.unwrap();
    let accepted = clerk.accepts(&case).await;
    let (due, first) = (accepted.due.unwrap(), accepted.tasks[0].clone());
    let approver = town.approver(&first.department).await;
    town.pass_working_days(1);
    approver.grants_all_ready(&case).await;

    let papers = li_na.sees(&case).await.papers;
    assert_eq!(ids(&papers)[..3], ["receipt", "correction", "acceptance"]);
    assert!(papers[3..].iter().all(|paper| paper.kind == Kind::Result && paper.about.is_some()));
    assert_eq!(
        papers.iter().map(|paper| paper.on).collect::<Vec<_>>()[..4],
        [date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]
    );

    let correction = words(&paper(&town, &li_na, &case, "correction").await.unwrap());
    for said in ["出院记录或出院诊断证明", "银行账户信息", "看不清，请重拍", "以上是要补正的全部内容", "李娜"]
    {
        assert!(correction.contains(said), "{said}");
    }
    let acceptance = words(&paper(&town, &li_na, &case, "acceptance").await.unwrap());
    assert!(acceptance.contains(&documents::day(due)), "the day that was promised then");
    let result = paper(&town, &li_na, &case, papers[3].id.as_str()).await.unwrap();
    let office = town.catalog().departments[&first.department].name.clone();
    assert_eq!(result.seal.unwrap().office, office, "the seal of the department that decided");
}

#[tokio::test]
async fn a_receipt_says_what_was_handed_in_then_and_by_when_there_is_an_answer() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let before = words(&paper(&town, &li_na, &case, "receipt").await.unwrap());
    assert!(before.contains("最迟2026年3月9日") && before.contains("电子文件1份"), "{before}");
    assert!(!before.contains("李娜"), "a receipt lies about");
    clerk.asks_for(&case, &["discharge_record"]).await;
    town.pass_working_days(2);
    li_na.returns(&case, Default::default(), &["discharge_record"]).await.unwrap();
    clerk.accepts(&case).await;
    assert_eq!(words(&paper(&town, &clerk, &case, "receipt").await.unwrap()), before);
}

#[tokio::test]
async fn decisions_against_the_applicant_give_reason_and_remedy() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let (one, other) = (
        li_na.submits("birth", &births::one_child()).await,
        li_na.submits("birth", &births::one_child()).await,
    );
    let not_accepted = CaseCommand::NotAccept {
        reason: "户口不在本区".into(),
        remedy: "可以申请行政复议".into(),
    };
    clerk.does(&one, not_accepted).await;
    let decision = words(&paper(&town, &li_na, &one, "not-acceptance").await.unwrap());
    assert!(decision.contains("户口不在本区") && decision.contains("可以申请行政复议"));

    let task = clerk.accepts(&other).await.tasks[0].clone();
    town.approver(&task.department).await.refuses(&task.id.0, "材料不实").await;
    let papers = li_na.sees(&other).await.papers;
    let refusal = papers.iter().find(|paper| paper.kind == Kind::Refusal).expect("the refusal");
    let refusal = words(&paper(&town, &li_na, &other, &refusal.id).await.unwrap());
    assert!(refusal.contains("材料不实") && refusal.contains("行政复议") && refusal.contains("李娜"));
}

#[tokio::test]
async fn nobody_sees_a_paper_that_does_not_concern_them() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let accepted = clerk.accepts(&case).await;
    let deciding = accepted.tasks[0].clone();
    let elsewhere = accepted.tasks.iter().find(|task| task.department != deciding.department).unwrap();
    let approver = town.approver(&deciding.department).await;
    approver.grants_all_ready(&case).await;
    let result = format!("task-{}", deciding.id.0.rsplit_once('-').unwrap().1);

    assert!(paper(&town, &approver, &case, &result).await.is_ok(), "a department sees its own decision");
    for id in ["receipt", "acceptance"] {
        assert_eq!(code_of(&paper(&town, &approver, &case, id).await), "not_found", "{id}");
        assert!(paper(&town, &clerk, &case, id).await.is_ok(), "{id}");
    }
    for stranger in [town.applicant("王强").await, town.supervisor().await] {
        for id in ["receipt", "acceptance", result.as_str()] {
            assert_eq!(code_of(&paper(&town, &stranger, &case, id).await), "not_found", "{id}");
        }
    }
    for absent in ["correction", "task-99", "", "receipt/../x"] {
        assert_eq!(code_of(&paper(&town, &li_na, &case, absent).await), "not_found", "{absent}");
    }
    let others = town.approver(&elsewhere.department).await;
    let seen = others.sees(&case).await.papers;
    assert!(seen.iter().all(|paper| paper.kind == Kind::Result), "{seen:?}");
}
