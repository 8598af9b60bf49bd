//! 子办件: departments decide in parallel, and a refusal touches only what depends on it.

use casework::{StageName, TaskStageName};
use jiff::civil::date;
use service::{CaseCommand, CaseView, Failure, GrantInput, Suspension};
use testkit::{Person, Town, births, code_of};

async fn accepted() -> (Town, Person, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    (town, li_na, case)
}

fn task<'a>(view: &'a CaseView, item: &str) -> &'a service::TaskView {
    view.tasks.iter().find(|task| *task.item == *item).expect("the case has such a task")
}

fn stage(view: &CaseView, item: &str) -> TaskStageName {
    task(view, item).stage
}

#[tokio::test]
async fn a_task_begins_when_what_it_waits_for_is_there() {
    let (town, li_na, case) = accepted().await;
    let view = li_na.sees(&case).await;
    assert_eq!(stage(&view, "birth_medical_certificate"), TaskStageName::Ready);
    assert_eq!(stage(&view, "birth_household_registration"), TaskStageName::Waiting);
    assert_eq!(task(&view, "birth_household_registration").waits_for.len(), 1);
    let police = town.approver("public_security").await;
    let early = GrantInput::default();
    let id = task(&view, "birth_household_registration").id.0.clone();
    assert_eq!(code_of(&police.tries(&case, CaseCommand::GrantTask(id, early)).await), "wrong_task_stage");

    town.approver("health_commission").await.grants_all_ready(&case).await;
    let view = li_na.sees(&case).await;
    assert_eq!(stage(&view, "birth_household_registration"), TaskStageName::Ready);
    assert_eq!(stage(&view, "newborn_medical_insurance"), TaskStageName::Ready);
    assert_eq!(stage(&view, "childcare_subsidy"), TaskStageName::Waiting);
}

#[tokio::test]
async fn a_refusal_cancels_only_what_depends_on_it() {
    let (town, li_na, case) = accepted().await;
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let id = task(&li_na.sees(&case).await, "birth_household_registration").id.0.clone();
    town.approver("public_security").await.refuses(&id, "户主没有同意").await;

    let view = li_na.sees(&case).await;
    assert_eq!(stage(&view, "birth_household_registration"), TaskStageName::Refused);
    assert_eq!(stage(&view, "childcare_subsidy"), TaskStageName::Cancelled);
    assert_eq!(stage(&view, "newborn_medical_insurance"), TaskStageName::Ready);
    assert_eq!(stage(&view, "maternity_allowance"), TaskStageName::Ready);
    assert!(task(&view, "childcare_subsidy").cancelled_with.is_some());
    let (reason, remedy) = task(&view, "birth_household_registration").refused.clone().expect("a reason");
    assert_eq!(reason, "户主没有同意");
    assert!(remedy.contains("复议"), "{remedy}");

    town.grant_everything(&li_na, &case).await;
    let view = li_na.sees(&case).await;
    assert!(matches!(view.stage, StageName::Completed | StageName::Delivered), "{:?}", view.stage);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_approvers_at_once_come_to_one_effect_and_one_refusal() {
    let (town, li_na, case) = accepted().await;
    let one = town.approver("health_commission").await;
    let role = casework::Role::Approver { department: "health_commission".into() };
    let two = town.staff("同事", vec![role]).await;
    let id = task(&li_na.sees(&case).await, "birth_medical_certificate").id.0.clone();
    let grant = |person: Person| {
        let (case, id) = (case.clone(), id.clone());
        let command = CaseCommand::GrantTask(id, GrantInput::default());
        tokio::spawn(async move { code_of(&person.tries(&case, command).await) })
    };
    let refuse = |person: Person| {
        let (case, id) = (case.clone(), id.clone());
        let command = CaseCommand::RefuseTask(id, "不符合条件".into(), String::new());
        tokio::spawn(async move { code_of(&person.tries(&case, command).await) })
    };
    let (first, second) = (grant(one), refuse(two));
    let mut came_to = [first.await.unwrap(), second.await.unwrap()];
    came_to.sort_unstable();
    assert_eq!(came_to, ["ok", "wrong_task_stage"]);
}

#[tokio::test]
async fn what_a_refusal_does_to_the_rest_is_said_before_and_after_in_the_same_words() {
    let (town, li_na, case) = accepted().await;
    let health = town.approver("health_commission").await;
    let id = task(&li_na.sees(&case).await, "birth_medical_certificate").id.0.clone();
    let before = task(&health.sees(&case).await, "birth_medical_certificate").effects.clone();
    let before = before.into_iter().find(|one| one.act == "refuse").expect("it can be refused");
    assert!(before.lines.iter().any(|line| line.effect == "cancelled" && line.text == "一起取消"));
    // Whoever cannot refuse is told of nothing that they could do.
    assert!(task(&li_na.sees(&case).await, "birth_medical_certificate").effects.is_empty());
    let withdrawing = li_na.sees(&case).await.effects;
    assert!(withdrawing.iter().any(|one| one.act == "withdraw" && one.ends), "{withdrawing:?}");

    health.refuses(&id, "材料和住院记录对不上").await;
    let after = li_na.sees(&case).await.effects_told;
    assert_eq!(after, std::slice::from_ref(&before));
    let cancelled = before.lines.iter().filter(|line| line.effect == "cancelled").count();
    let view = li_na.sees(&case).await;
    assert_eq!(view.tasks.iter().filter(|one| one.stage == TaskStageName::Cancelled).count(), cancelled);
}

#[tokio::test]
async fn a_refusal_says_why() {
    let (town, li_na, case) = accepted().await;
    let health = town.approver("health_commission").await;
    let id = task(&li_na.sees(&case).await, "birth_medical_certificate").id.0.clone();
    let mute = health.tries(&case, CaseCommand::RefuseTask(id, "  ".into(), String::new())).await;
    assert_eq!(code_of(&mute), "reason_missing");
}

#[tokio::test]
async fn a_result_cannot_end_before_it_begins() {
    let (town, li_na, case) = accepted().await;
    let health = town.approver("health_commission").await;
    let id = task(&li_na.sees(&case).await, "birth_medical_certificate").id.0.clone();
    let input = GrantInput { valid_until: Some(date(2026, 3, 1)), ..GrantInput::default() };
    let refused = health.tries(&case, CaseCommand::GrantTask(id, input)).await;
    assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn every_open_task_has_a_promised_day_and_turns_red_after_it() {
    let (town, li_na, case) = accepted().await;
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let due = task(&li_na.sees(&case).await, "birth_household_registration").due.expect("a promise");
    assert!(due >= town.app().today());
    town.pass_working_days(60);
    let view = li_na.sees(&case).await;
    assert_eq!(task(&view, "birth_household_registration").light, Some(workdays::Light::Red));
    let office = town.office().await;
    let figures = town.app().overview(office.visitor(), date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
    assert!(figures.departments.iter().any(|(_, row)| row.red > 0), "{figures:?}");
}

#[tokio::test]
async fn the_hospitals_clock_is_shown_and_not_supervised() {
    let (town, li_na, case) = accepted().await;
    let view = li_na.sees(&case).await;
    let certificate = task(&view, "birth_medical_certificate");
    assert!(certificate.outside && certificate.due.is_some());
    assert!(
        certificate.remarks.iter().any(|remark| remark.ends_with("办理，不计入承诺时限")),
        "{certificate:?}"
    );
    town.pass_working_days(60);
    assert_eq!(task(&li_na.sees(&case).await, "birth_medical_certificate").light, None);
}

#[tokio::test]
async fn a_rating_is_given_once_and_by_the_applicant_alone() {
    let (town, li_na, case) = accepted().await;
    let rate = |level| CaseCommand::Rate { level, reasons: Vec::new(), comment: String::new() };
    assert_eq!(code_of(&li_na.tries(&case, rate(5)).await), "wrong_stage");
    town.grant_everything(&li_na, &case).await;
    assert_eq!(code_of(&li_na.tries(&case, rate(6)).await), "no_such_level");
    let clerk = town.clerk("三号窗口").await;
    assert_eq!(code_of(&clerk.tries(&case, rate(5)).await), "only_applicant_rates");
    li_na.rates(&case, 2).await;
    assert_eq!(code_of(&li_na.tries(&case, rate(5)).await), "already_rated");
    let office = town.supervisor().await;
    let figures = town.app().overview(office.visitor(), date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
    assert_eq!(figures.satisfied_percent, Some(0));
}

#[tokio::test]
async fn the_applicant_reads_why_the_day_moved_and_the_case_rests_with_its_task() {
    let (town, li_na, case) = accepted().await;
    let view = li_na.sees(&case).await;
    let first = task(&view, "birth_medical_certificate").id.0.clone();
    let told = task(&view, "birth_medical_certificate").clock.clone().expect("its clock runs");
    assert!(told.starts_with("3月2日收件，次日起算"), "{told}");

    let health = town.approver("health_commission").await;
    let suspension = |procedure: &str, evidence: &str| Suspension {
        procedure: procedure.into(),
        expected_end: Some(date(2026, 3, 6)),
        evidence: evidence.into(),
    };
    let excuse = CaseCommand::SuspendTask(first.clone(), suspension("等待其他部门意见", "1号"));
    assert_eq!(code_of(&health.tries(&case, excuse).await), "no_special_procedure");
    let open_end = CaseCommand::SuspendTask(
        first.clone(),
        Suspension { expected_end: None, ..suspension("鉴定", "1号") },
    );
    assert_eq!(code_of(&health.tries(&case, open_end).await), "invalid");
    health
        .does(&case, CaseCommand::SuspendTask(first.clone(), suspension("院外出生的亲子鉴定", "委托书1号")))
        .await;

    let view = li_na.sees(&case).await;
    let told = task(&view, "birth_medical_certificate").clock.clone().expect("its clock was started");
    assert!(told.contains("院外出生的亲子鉴定（委托书1号），不计"), "{told}");
    assert!(view.timeline.iter().any(|entry| entry.text.contains("预计2026年3月6日结束")));
    let messages = town.app().messages(li_na.visitor(), None, 50).await.unwrap().rows;
    assert!(messages.iter().any(|message| message.text.contains("不计入办理期限")), "{messages:?}");

    let extend = |days| CaseCommand::ExtendTask(first.clone(), days, "需要核对外省档案".into());
    let head = town.head("health_commission").await;
    assert_eq!(code_of(&head.tries(&case, extend(11)).await), "extension_too_long");
    let due_before = task(&li_na.sees(&case).await, "birth_medical_certificate").due;
    head.does(&case, extend(5)).await;
    assert!(task(&li_na.sees(&case).await, "birth_medical_certificate").due > due_before);
    assert_eq!(code_of(&head.tries(&case, extend(1)).await), "already_extended");
}
