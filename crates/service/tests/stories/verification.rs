//! 查验证照: whoever is shown a result can tell whether it is genuine and in force, and learns nothing else.

use casework::TaskId;
use jiff::civil::{Date, date};
use service::{CaseCommand, Failure, GrantInput, Validity};
use testkit::{Person, Town, births};

/// A case with one result of that validity; the task that gave it.
async fn granted(town: &Town, li_na: &Person, input: GrantInput) -> TaskId {
    let clerk = town.clerk("三号窗口").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let task = clerk.accepts(&case).await.tasks[0].clone();
    let approver = town.approver(&task.department).await;
    approver.does(&case, CaseCommand::GrantTask(task.id.0.clone(), input)).await;
    task.id
}

fn valid(from: Date, until: Option<Date>) -> GrantInput {
    GrantInput { valid_from: Some(from), valid_until: until, ..GrantInput::default() }
}

#[tokio::test]
async fn a_result_tells_whether_it_is_in_force_and_neither_case_nor_person() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let number = town.new_id_number();
    let input =
        GrantInput { number: Some(number.clone()), ..valid(date(2026, 3, 4), Some(date(2026, 3, 31))) };
    let task = granted(&town, &li_na, input).await;
    let code = town.app().wallet(li_na.visitor()).await.map(|wallet| wallet[0].task.clone()).unwrap();
    assert_eq!(code, task);
    let address = town.app().verification_address(&task);
    let code = address.rsplit('/').next().unwrap();

    let early = town.app().verify_result(&task.0, code).await.unwrap();
    assert_eq!(early.validity, Validity::NotYet);
    assert!(early.holder.contains('*') && !early.holder.contains("李娜"), "{early:?}");
    assert!(early.number.contains('*') && early.number != number, "an identity number is masked: {early:?}");
    assert!(early.department.starts_with("重庆市江津区"), "{early:?}");
    town.go_to(date(2026, 3, 31));
    assert_eq!(town.app().verify_result(&task.0, code).await.unwrap().validity, Validity::InForce);
    town.go_to(date(2026, 4, 1));
    assert_eq!(town.app().verify_result(&task.0, code).await.unwrap().validity, Validity::Expired);
}

#[tokio::test]
async fn without_the_code_there_is_no_such_result() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let task = granted(&town, &li_na, GrantInput::default()).await;
    let address = town.app().verification_address(&task);
    let code = address.rsplit('/').next().unwrap();
    let other = TaskId(format!("{}9", task.0));
    let of_another = town.app().verification_address(&other);
    let of_another = of_another.rsplit('/').next().unwrap();
    for (task, code) in [
        (task.0.as_str(), ""),
        (task.0.as_str(), "0000000000000000"),
        (task.0.as_str(), &code[..8]),
        (task.0.as_str(), "不是查验码"),
        (task.0.as_str(), of_another),
        (other.0.as_str(), of_another),
    ] {
        let said = town.app().verify_result(task, code).await;
        assert!(matches!(said, Err(Failure::NotFound)), "{task} {code}: {said:?}");
    }
    // As people type it.
    let spaced = format!(" {} {}-{} ", &code[..4].to_lowercase(), &code[4..8], &code[8..]);
    assert!(town.app().verify_result(&task.0, &spaced).await.is_ok());
}

#[tokio::test]
async fn the_paper_of_a_result_bears_its_code() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let task = granted(&town, &li_na, GrantInput::default()).await;
    let case = task.case();
    let address = town.app().verification_address(&task);
    let papers = li_na.sees(case).await.papers;
    let id = &papers.iter().find(|paper| paper.kind == documents::Kind::Result).unwrap().id;
    let paper = town.app().case_paper(li_na.visitor(), case, id).await.unwrap();
    assert_eq!(paper.code.as_ref().unwrap().address, address);
    let code = address.rsplit('/').next().unwrap();
    assert!(paper.footer.iter().any(|line| line.contains(code)), "{:?}", paper.footer);
    let receipt = town.app().case_paper(li_na.visitor(), case, "receipt").await.unwrap();
    assert!(receipt.code.unwrap().address.ends_with(case), "another paper leads to the case");
}
