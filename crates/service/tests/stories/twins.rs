//! Twins (双胞胎): the child's part twice, everything else once.

use casework::StageName;
use jiff::civil::date;
use testkit::{Town, births};

#[tokio::test]
async fn twins_are_two_rows_of_the_childs_part_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let answers = town.app().parse_answers("birth", &pairs()).unwrap();
    let draft = town.app().start(li_na.visitor(), "birth", answers, None).await.unwrap();
    let application = town.app().application(li_na.visitor(), &draft).await.unwrap();
    for section in &application.sections {
        let rows = if section.id == "child" { 2 } else { 1 };
        assert_eq!(section.rows.len(), rows, "{}", section.id);
    }
    let child = application.sections.iter().find(|section| section.id == "child").unwrap();
    assert_eq!(child.row.as_deref(), Some("孩子"));
    let names: Vec<_> = child.rows.iter().flat_map(|row| &row.fields).map(|field| &field.name).collect();
    assert!(
        names.iter().any(|name| *name == "child.name.0") && names.iter().any(|name| *name == "child.name.1")
    );
}

#[tokio::test]
async fn each_of_the_twins_has_tasks_of_their_own() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::twins()).await;
    let view = town.clerk("三号窗口").await.accepts(&case).await;
    let count = |item: &str| view.tasks.iter().filter(|task| *task.item == *item).count();
    for item in ["birth_medical_certificate", "birth_household_registration", "newborn_medical_insurance"] {
        assert_eq!(count(item), 2, "{item}");
    }
    assert_eq!(count("maternity_allowance"), 1);
    let walked = town.grant_everything(&li_na, &case).await;
    assert!(walked >= 3, "certificate, household register and subsidy come one after the other");
    let view = li_na.sees(&case).await;
    assert_ne!(view.stage, StageName::InProgress);
    assert_eq!(view.results.iter().filter(|result| result.name.contains("出生医学证明")).count(), 2);
}

#[tokio::test]
async fn one_twins_household_register_waits_for_that_twins_certificate_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::twins()).await;
    let view = town.clerk("三号窗口").await.accepts(&case).await;
    let health = town.approver("health_commission").await;
    let first = view.tasks.iter().find(|task| *task.item == *"birth_medical_certificate").unwrap();
    let grant = service::CaseCommand::GrantTask(first.id.0.clone(), service::GrantInput::default());
    health.does(&case, grant).await;
    let view = li_na.sees(&case).await;
    let households: Vec<_> = view
        .tasks
        .iter()
        .filter(|task| *task.item == *"birth_household_registration")
        .map(|task| task.stage)
        .collect();
    assert_eq!(households, [casework::TaskStageName::Ready, casework::TaskStageName::Waiting]);
}

fn pairs() -> Vec<(String, String)> {
    births::twins().iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn nobody_has_to_know_a_number_that_the_case_itself_gives() {
    let town = Town::open(date(2026, 3, 2)).await;
    let pairs = births::one_child();
    let pairs: Vec<_> = pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    let answers = town.app().parse_answers("birth", &pairs).unwrap();
    let assessment = town.app().assess("birth", &answers).unwrap();
    let required =
        |id: &str| assessment.fields.iter().find(|field| field.id == *id).map(|field| field.required);
    assert_eq!(required("child.name"), Some(true));
    assert_eq!(required("child.birth_certificate_number"), Some(false));
    assert_eq!(required("child.id_number"), Some(false));
}
