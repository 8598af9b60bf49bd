//! 部门间询问: departments ask each other while everybody's clock runs on.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use jiff::civil::date;
use service::CaseCommand;
use testkit::{Person, Town, births, code_of};

async fn accepted() -> (Town, Person, String, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    (town, li_na, case, task)
}

fn ask(task: &str, text: &str) -> CaseCommand {
    CaseCommand::AskQuestion(task.into(), Some("public_security".into()), text.into())
}

async fn to_answer(town: &Town, person: &Person) -> usize {
    town.app().questions(person.visitor(), None, 50).await.unwrap().rows.len()
}

#[tokio::test]
async fn a_question_waits_on_the_desk_of_whom_is_asked_and_moves_nobodys_day() {
    let (town, li_na, case, task) = accepted().await;
    let (health, police) = (town.approver("health_commission").await, town.approver("public_security").await);
    let days = |view: &service::CaseView| view.tasks.iter().map(|task| task.due).collect::<Vec<_>>();
    let before = days(&li_na.sees(&case).await);
    health.does(&case, ask(&task, "母亲的户口还在本区吗")).await;
    assert_eq!((to_answer(&town, &police).await, to_answer(&town, &health).await), (1, 0));
    let asked = police.sees(&case).await.questions;
    assert!(asked[0].to_answer && asked[0].text == "母亲的户口还在本区吗", "{asked:?}");
    assert!(!health.sees(&case).await.questions[0].to_answer);

    // The applicant learns that departments consult, not what they say.
    let view = li_na.sees(&case).await;
    assert_eq!(days(&view), before);
    assert!(view.questions.is_empty() && view.consulting.len() == 1, "{:?}", view.consulting);
    assert!(view.consulting[0].ends_with("办理时限照常计算"));
    let told = format!("{:?}", view.timeline);
    assert!(told.contains("商量") && !told.contains("母亲的户口"), "{told}");

    police.does(&case, CaseCommand::AnswerQuestion(1, "在".into())).await;
    assert_eq!(to_answer(&town, &police).await, 0);
    let answered = &health.sees(&case).await.questions[0];
    assert_eq!(answered.answer.as_ref().map(|(text, ..)| text.as_str()), Some("在"));
    assert!(li_na.sees(&case).await.consulting.is_empty());
}

#[tokio::test]
async fn the_counter_answers_what_it_is_asked() {
    let (town, _, case, task) = accepted().await;
    let (health, clerk) = (town.approver("health_commission").await, town.clerk("三号窗口").await);
    health.does(&case, CaseCommand::AskQuestion(task, None, "原件看过了吗".into())).await;
    assert_eq!(to_answer(&town, &clerk).await, 1);
    let elsewhere = town.clerk_at("妇幼保健院窗口", "maternity_hospital").await;
    assert_eq!(to_answer(&town, &elsewhere).await, 0);
    clerk.does(&case, CaseCommand::AnswerQuestion(1, "看过".into())).await;
    assert_eq!(to_answer(&town, &clerk).await, 0);
}

#[tokio::test]
async fn pi_minimum__nothing_that_the_asked_department_may_not_see_is_quoted_to_it() {
    let (town, li_na, case, task) = accepted().await;
    let (health, police) = (town.approver("health_commission").await, town.approver("public_security").await);
    let seen = |view: service::CaseView| -> Vec<(String, String)> {
        let values = view.sections.into_iter().flat_map(|section| section.values);
        values.map(|value| (value.element.to_string(), value.value)).collect()
    };
    let (whole, own) = (seen(li_na.sees(&case).await), seen(police.sees(&case).await));
    let hidden = whole.iter().find(|(id, value)| {
        let unseen = !own.iter().any(|(known, same)| known == id || same == value);
        unseen && value.chars().count() >= 6
    });
    let (_, value) = hidden.expect("something of the form is not the police's business");
    let told = health.tries(&case, ask(&task, &format!("{value}对得上吗"))).await;
    assert_eq!(code_of(&told), "quotes_unseen");
}

#[tokio::test]
async fn limit_45_joint__the_applicant_is_told_that_the_government_gave_more_time_and_why() {
    let (town, li_na, case, _) = accepted().await;
    let government = town.staff("区政府负责人", vec![casework::Role::GovernmentHead]).await;
    let before = li_na.sees(&case).await.joint_due.expect("several departments");
    assert!(government.sees(&case).await.actions.contains(&"extend_joint"));
    let office = town.office().await;
    let extend = || CaseCommand::ExtendJoint(15, "两个部门要会审".into());
    assert_eq!(code_of(&office.tries(&case, extend()).await), "not_allowed");
    government.does(&case, extend()).await;
    let view = li_na.sees(&case).await;
    assert!(view.joint_due > Some(before));
    assert_eq!(view.joint_extension, Some((15, "两个部门要会审".to_owned())));
    let messages = town.app().messages(li_na.visitor(), None, 50).await.unwrap().rows;
    assert!(messages.iter().any(|message| message.text.contains("两个部门要会审")), "{messages:?}");
    // Whoever oversees sees that there are values, not which.
    let text = format!("{:?}", government.sees(&case).await.sections);
    assert!(!text.contains("李娜"), "{text}");
}
