//! 转办、退回、代岗: whose a task is, and who decides while somebody is away.

use casework::{Role, TaskStageName};
use jiff::civil::date;
use service::{CaseCommand, GrantInput, TaskView};
use store::TaskFilter;
use testkit::{Person, Town, births, code_of};

async fn approver(town: &Town, name: &str) -> Person {
    town.staff(name, vec![Role::Approver { department: "health_commission".into() }]).await
}

/// A case whose first task somebody has taken.
async fn taken(town: &Town, by: &Person) -> (Person, String, String) {
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    by.does(&case, CaseCommand::StartTask(task.clone())).await;
    (li_na, case, task)
}

fn first(tasks: &[TaskView]) -> &TaskView {
    tasks.first().expect("the case has tasks")
}

async fn mine(town: &Town, person: &Person) -> usize {
    let today = town.app().today();
    let mut by = vec![person.visitor().id().clone()];
    by.extend(person.visitor().in_place_of(today).map(|one| one.leave.account.clone()));
    let stages = vec![TaskStageName::Reviewing, TaskStageName::Suspended];
    let filter = TaskFilter { by, stages, ..TaskFilter::default() };
    town.app().tasks(person.visitor(), filter, None, 50).await.unwrap().rows.len()
}

#[tokio::test]
async fn a_task_goes_to_a_named_colleague_and_both_find_it_in_the_right_list() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (li_na, case, task) = taken(&town, &qian).await;
    assert_eq!((mine(&town, &qian).await, mine(&town, &zhao).await), (1, 0));
    let grant = || CaseCommand::GrantTask(task.clone(), GrantInput::default());
    assert_eq!(code_of(&zhao.tries(&case, grant()).await), "held_by_another");
    assert!(!first(&zhao.sees(&case).await.tasks).actions.contains(&"grant"));

    let to = zhao.visitor().id().to_string();
    let nobody = CaseCommand::HandOverTask(task.clone(), "nobody".into(), "出差".into());
    assert_eq!(code_of(&qian.tries(&case, nobody).await), "no_such_colleague");
    let view = qian.does(&case, CaseCommand::HandOverTask(task.clone(), to, "出差".into())).await;
    assert_eq!(first(&view.tasks).holder.as_ref().map(|one| one.name.as_str()), Some("赵敏"));
    assert!(view.timeline.iter().any(|entry| entry.text.ends_with("转给赵敏办：出差")));
    assert_eq!((mine(&town, &qian).await, mine(&town, &zhao).await), (0, 1));
    // Who works on it is the department's own affair.
    let own = li_na.sees(&case).await;
    assert!(first(&own.tasks).holder.is_none());
    assert!(!own.timeline.iter().any(|entry| entry.text.contains("转给")));

    let head = town.head("health_commission").await;
    head.does(&case, CaseCommand::ReleaseTask(task.clone(), "另行安排".into())).await;
    assert_eq!(first(&li_na.sees(&case).await.tasks).stage, TaskStageName::Ready);
    qian.does(&case, grant()).await;
}

#[tokio::test]
async fn while_somebody_is_away_the_substitute_decides_and_the_record_says_for_whom() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, case, task) = taken(&town, &qian).await;
    let app = town.app();
    let colleagues = app.colleagues(qian.visitor()).await.unwrap();
    assert_eq!(colleagues.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["赵敏"]);
    let substitute = colleagues[0].account.to_string();
    let (from, until) = (Some(date(2026, 3, 3)), Some(date(2026, 3, 6)));
    assert_eq!(code_of(&app.take_leave(qian.visitor(), &substitute, until, from).await), "wrong_leave_days");
    assert_eq!(code_of(&app.take_leave(qian.visitor(), &substitute, None, until).await), "invalid");
    app.take_leave(qian.visitor(), &substitute, from, until).await.unwrap();

    // Today he is still here.
    let zhao = town.sign_in(zhao.login()).await;
    let grant = || CaseCommand::GrantTask(task.clone(), GrantInput::default());
    assert_eq!(mine(&town, &zhao).await, 0);
    assert_eq!(code_of(&zhao.tries(&case, grant()).await), "held_by_another");

    town.pass_working_days(1);
    assert_eq!(mine(&town, &zhao).await, 1);
    let view = zhao.sees(&case).await;
    assert!(first(&view.tasks).holder.as_ref().is_some_and(|one| one.stood_in && one.name == "钱伟"));
    assert!(first(&view.tasks).actions.contains(&"grant"));
    let after = zhao.does(&case, grant()).await;
    assert!(after.timeline.iter().any(|entry| entry.by == "钱伟（由赵敏代）"), "{:?}", after.timeline);
}

#[tokio::test]
async fn whoever_is_back_decides_alone_again() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, case, task) = taken(&town, &qian).await;
    let (from, until) = (Some(date(2026, 3, 2)), Some(date(2026, 3, 6)));
    let substitute = zhao.visitor().id().to_string();
    town.app().take_leave(qian.visitor(), &substitute, from, until).await.unwrap();
    assert_eq!(town.app().leaves(qian.visitor()).await.unwrap()[0].substitute, "赵敏");
    town.app().end_leave(qian.visitor()).await.unwrap();
    assert!(town.app().leaves(qian.visitor()).await.unwrap().is_empty());
    let zhao = town.sign_in(zhao.login()).await;
    let grant = CaseCommand::GrantTask(task, GrantInput::default());
    assert_eq!(code_of(&zhao.tries(&case, grant).await), "held_by_another");
    let stranger = town.applicant("周建国").await;
    assert_eq!(code_of(&town.app().end_leave(stranger.visitor()).await), "not_allowed");
}

#[tokio::test]
async fn the_head_of_a_department_says_who_is_away_and_who_stands_in_for_them() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, case, task) = taken(&town, &qian).await;
    let (app, head) = (town.app(), town.head("health_commission").await);
    let (from, until) = (Some(date(2026, 3, 2)), Some(date(2026, 3, 6)));
    let (away, substitute) = (qian.visitor().id().as_str(), zhao.visitor().id().as_str());
    let set = async |who: &Person, away: &str, substitute: &str| {
        code_of(&app.set_leave_of(who.visitor(), away, substitute, from, until).await)
    };
    assert_eq!(set(&zhao, away, substitute).await, "not_allowed", "a colleague is no head");
    let elsewhere = town.head("public_security").await;
    assert_eq!(set(&elsewhere, away, substitute).await, "no_such_colleague");
    let police = town.approver("public_security").await;
    assert_eq!(set(&head, away, police.visitor().id().as_str()).await, "no_such_colleague");
    assert_eq!(set(&head, away, away).await, "no_such_colleague", "nobody stands in for themselves");
    assert_eq!(
        code_of(&app.set_leave_of(head.visitor(), away, substitute, until, from).await),
        "wrong_leave_days"
    );
    app.set_leave_of(head.visitor(), away, substitute, from, until).await.unwrap();

    let known = app.leaves_headed(head.visitor()).await.unwrap();
    assert_eq!(
        known.iter().map(|(who, leave)| (&*who.name, &*leave.substitute)).collect::<Vec<_>>(),
        [("钱伟", "赵敏")]
    );
    assert!(app.leaves_headed(elsewhere.visitor()).await.unwrap().is_empty());
    let zhao = town.sign_in(zhao.login()).await;
    let grant = || CaseCommand::GrantTask(task.clone(), GrantInput::default());
    assert_eq!(code_of(&app.end_leave_of(elsewhere.visitor(), away).await), "no_such_colleague");
    app.end_leave_of(head.visitor(), away).await.unwrap();
    assert_eq!(code_of(&town.sign_in(zhao.login()).await.tries(&case, grant()).await), "held_by_another");
    app.set_leave_of(head.visitor(), away, substitute, from, until).await.unwrap();
    let after = town.sign_in(zhao.login()).await.does(&case, grant()).await;
    assert!(after.timeline.iter().any(|entry| entry.by == "钱伟（由赵敏代）"), "{:?}", after.timeline);
}
