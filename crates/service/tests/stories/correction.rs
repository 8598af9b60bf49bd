//! 补正: everything at once, once, and nothing beside it.

use casework::{Refusal, StageName};
use jiff::civil::date;
use service::{CaseCommand, Failure};
use testkit::{Person, Town, births, code_of, form_of, notice};

async fn submitted() -> (Town, Person, Person, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    (town, li_na, clerk, case)
}

#[tokio::test]
async fn everything_missing_is_asked_for_at_once() {
    let (town, li_na, clerk, case) = submitted().await;

    clerk.asks_to_mend(&case, &["mother.employer"], &["discharge_record", "bank_account_info"]).await;
    town.pass_working_days(1);

    let view = li_na.sees(&case).await;
    assert_eq!(view.stage, StageName::AwaitingCorrection);
    let correction = view.correction.expect("the notice is there");
    let materials: Vec<_> = correction.materials.iter().map(|mend| mend.name.as_str()).collect();
    assert_eq!(materials, ["出院记录或出院诊断证明", "银行账户信息（开户行和账号）"]);
    assert_eq!(correction.fields.len(), 1);
    let said = clerk.tries_to_ask_again(&case).await.unwrap_err();
    assert!(said.contains("一次告知"), "{said}");
}

#[tokio::test]
async fn a_correction_opens_exactly_what_it_names() {
    let (_town, li_na, clerk, case) = submitted().await;
    clerk.asks_to_mend(&case, &["mother.employer"], &["discharge_record"]).await;

    let more =
        form_of(&[("mother.employer", "江津区人民医院".into()), ("mother.ethnicity", "土家族".into())]);
    let refused = li_na.returns(&case, more, &["discharge_record"]).await;
    assert_eq!(code_of(&refused), "not_opened");
    let mended = || form_of(&[("mother.employer", "江津区人民医院".into())]);
    let refused = li_na.returns(&case, mended(), &["discharge_record", "bank_account_info"]).await;
    assert_eq!(code_of(&refused), "not_opened");
    let refused = li_na.returns(&case, mended(), &[]).await;
    assert_eq!(code_of(&refused), "correction_incomplete");

    let view = li_na.returns(&case, mended(), &["discharge_record"]).await.unwrap();
    assert_eq!(view.stage, StageName::Submitted);
    let changed = view.sections.iter().flat_map(|section| &section.values).filter(|value| value.changed);
    assert_eq!(changed.map(|value| value.value.as_str()).collect::<Vec<_>>(), ["江津区人民医院"]);
    clerk.accepts(&case).await;
}

#[tokio::test]
async fn a_mended_value_is_checked_like_any_other() {
    let (_town, li_na, clerk, case) = submitted().await;
    clerk.asks_to_mend(&case, &["mother.id_number"], &[]).await;
    let wrong = form_of(&[("mother.id_number", "500116199603021234".into())]);
    let Err(Failure::Invalid(complaints)) = li_na.returns(&case, wrong, &[]).await else {
        panic!("a wrong check digit was taken");
    };
    assert!(complaints[0].pointer.starts_with("/form/mother.id_number"), "{complaints:?}");
}

#[tokio::test]
async fn a_second_correction_is_refused_even_after_the_first_was_returned() {
    let (_town, li_na, clerk, case) = submitted().await;
    clerk.asks_for(&case, &["discharge_record"]).await;
    li_na.returns(&case, form_of(&[]), &["discharge_record"]).await.unwrap();
    let again = clerk.tries(&case, CaseCommand::Correction(notice(&[], &["bank_account_info"]))).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::AlreadyCorrected))), "{again:?}");
}

#[tokio::test]
async fn a_correction_that_names_nothing_or_what_is_not_asked_is_refused() {
    let (_town, _li_na, clerk, case) = submitted().await;
    let ask = async |fields: &[&str], materials: &[&str]| {
        code_of(&clerk.tries(&case, CaseCommand::Correction(notice(fields, materials))).await)
    };
    assert_eq!(ask(&[], &[]).await, "empty_correction");
    assert_eq!(ask(&[], &["business_licence"]).await, "foreign_materials");
    assert_eq!(ask(&["enterprise.name"], &[]).await, "foreign_fields");
}

#[tokio::test]
async fn a_correction_has_fifteen_working_days_and_then_ends() {
    let (town, li_na, clerk, case) = submitted().await;
    let view = clerk.asks_for(&case, &["discharge_record"]).await;
    let due = view.correction.and_then(|correction| correction.due).expect("a day is named");
    town.pass_working_days(15);
    assert_eq!(town.app().today(), due);
    town.pass_working_days(1);
    let late = li_na.returns(&case, form_of(&[]), &["discharge_record"]).await;
    assert_eq!(code_of(&late), "correction_overdue");
}

#[tokio::test]
async fn who_is_not_accepted_hears_why_and_what_can_be_done() {
    let (_town, li_na, clerk, case) = submitted().await;
    let command = CaseCommand::NotAccept { reason: "孩子不在本区出生".into(), remedy: String::new() };
    clerk.does(&case, command).await;
    let view = li_na.sees(&case).await;
    assert_eq!(view.stage, StageName::NotAccepted);
    let (reason, remedy) = view.not_accepted.expect("a reason");
    assert_eq!(reason, "孩子不在本区出生");
    assert!(remedy.contains("复议") && remedy.contains("诉讼"), "{remedy}");
}
