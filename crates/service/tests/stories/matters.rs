//! 督办: bad ratings, complaints, urges and findings, from the first word to the closing.

use casework::MatterAct;
use jiff::civil::date;
use service::{CaseCommand, Failure};
use store::MatterFilter;
use testkit::{Engine, Person, Town, births, code_of};

async fn lines(town: &Town, person: &Person, filter: MatterFilter) -> Vec<(String, &'static str, bool)> {
    let page = town.app().matters(person.visitor(), filter, None, 50).await.unwrap();
    page.rows.into_iter().map(|line| (line.title, line.stage_label, line.overdue)).collect()
}

fn act(nth: u32, act: MatterAct) -> CaseCommand {
    CaseCommand::ActOnMatter { nth, act, text: "查过了，改了".into() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_rating_is_put_right_and_told_to_everybody_without_a_name_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let (office, supervisor) = (town.office().await, town.supervisor().await);
        let case = li_na.submits("birth", &births::one_child()).await;
        clerk.accepts(&case).await;
        town.grant_everything(&li_na, &case).await;
        let (reasons, comment) = (vec!["服务态度不好".to_owned()], "李娜 13811110000 等了半天".to_owned());
        li_na.does(&case, CaseCommand::Rate { level: 1, reasons, comment }).await;
        let open = MatterFilter { open: true, ..MatterFilter::default() };
        let title = "差评整改（非常不满意）".to_owned();
        assert_eq!(lines(&town, &office, open.clone()).await, [(title.clone(), "待核实", false)]);
        // One working day goes by, and nobody verifies it.
        town.pass_working_days(2);
        town.works_off_what_is_due().await;
        let late = MatterFilter { overdue: true, ..MatterFilter::default() };
        assert_eq!(lines(&town, &supervisor, late).await, [(title, "待核实", true)]);

        office.does(&case, act(1, MatterAct::Verify { holds: true })).await;
        let lead = town.lead(&li_na.sees(&case).await.lead).await;
        lead.does(&case, act(1, MatterAct::Answer)).await;
        office.does(&case, act(1, MatterAct::CallBack { content: true })).await;
        assert_eq!(code_of(&lead.tries(&case, act(1, MatterAct::Close)).await), "not_allowed");
        let outcome =
            CaseCommand::ActOnMatter { nth: 1, act: MatterAct::Close, text: "已经改进叫号".into() };
        supervisor.does(&case, outcome).await;
        assert!(lines(&town, &office, open).await.is_empty());

        let told = town.app().published_ratings(date(2026, 3, 1), date(2026, 3, 31)).await.unwrap();
        assert_eq!(
            (told.whole.ratings, told.whole.good_rate, told.whole.not_rated_rate),
            (1, Some(0), Some(0))
        );
        assert_eq!((told.bad.opened, told.bad.answered, told.bad.closed, told.bad.content), (1, 1, 1, 1));
        assert_eq!(told.put_right.len(), 1);
        assert_eq!(told.put_right[0].reasons, ["服务态度不好"]);
        let everything = format!("{told:?}");
        for secret in ["李娜", "1381111", &case] {
            assert!(!everything.contains(secret), "{secret}: {everything}");
        }
        // Whoever rated is told the answer and how it ended.
        let messages = town.app().messages(li_na.visitor(), None, 50).await.unwrap().rows;
        assert!(messages.iter().any(|message| message.text.contains("您反映的情况有了答复")));
        assert!(messages.iter().any(|message| message.text.contains("办结了：已经改进叫号")));
        assert!(messages.iter().any(|message| message.text.contains("已经报给督查")));
        let above = town.app().messages(supervisor.visitor(), None, 9).await.unwrap().rows;
        assert!(above.iter().any(|message| message.text.contains("过了期限，现在是“待核实”")), "{above:?}");
    }
}

#[tokio::test]
async fn a_complaint_goes_to_somebody_who_has_nothing_to_do_with_the_case() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("李娜").await, town.office().await);
    let case = li_na.submits("birth", &births::one_child()).await;
    assert!(li_na.sees(&case).await.actions.contains(&"complain"));
    li_na.does(&case, CaseCommand::Complain { text: "窗口不收".into() }).await;
    let view = li_na.sees(&case).await;
    assert!(!view.actions.contains(&"complain"));
    assert!(view.timeline.iter().any(|entry| entry.text == "投诉、办不成事：窗口不收"));
    let told = town.app().messages(li_na.visitor(), None, 1).await.unwrap().rows.remove(0).text;
    assert!(told.contains("收到了，由没有经手的人核实"), "{told}");
    let lead = town.lead(&view.lead).await;
    let verify = act(1, MatterAct::Verify { holds: true });
    assert_eq!(code_of(&lead.tries(&case, verify.clone()).await), "not_allowed");
    office.does(&case, verify).await;
}

#[tokio::test]
async fn an_urge_is_for_the_department_alone_to_read_and_answer() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let supervisor = town.supervisor().await;
    let case = li_na.submits("birth", &births::one_child()).await;
    clerk.accepts(&case).await;
    let view = li_na.sees(&case).await;
    let (task, department) = (view.tasks[0].id.0.clone(), view.tasks[0].department.clone());
    let urged =
        town.app().urge(supervisor.visitor(), &case, Some(task), "抓紧".into(), 1, "key").await.unwrap();
    assert_eq!(urged, 1);
    let before = li_na.sees(&case).await.timeline;
    assert!(!before.iter().any(|entry| entry.text.contains("督办")), "not the applicant's to follow");
    let approver = town.approver(&department).await;
    assert_eq!(lines(&town, &approver, MatterFilter::default()).await.len(), 1);
    let page = town.app().matter(approver.visitor(), &case, 1).await.unwrap();
    assert_eq!(page.acts, ["answer", "extend"]);
    assert!(matches!(town.app().matter(li_na.visitor(), &case, 1).await, Err(Failure::NotFound)));
    approver.does(&case, act(1, MatterAct::Answer)).await;
    supervisor.does(&case, act(1, MatterAct::Close)).await;
}

#[tokio::test]
async fn a_limit_that_has_passed_is_on_record_and_the_department_owes_a_reason() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    clerk.accepts(&case).await;
    town.works_off_what_is_due().await;
    town.pass_working_days(40);
    town.works_off_what_is_due().await;
    let supervisor = town.supervisor().await;
    let found = MatterFilter { kind: Some("finding".into()), ..MatterFilter::default() };
    let found = lines(&town, &supervisor, found).await;
    assert!(!found.is_empty() && found.iter().all(|line| line.0 == "监察发现（超过承诺时限）"), "{found:?}");
    let timeline = supervisor.sees(&case).await.timeline;
    assert!(timeline.iter().any(|entry| entry.text.contains("亮红灯")), "{timeline:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_at_a_case_by_somebody_with_nothing_to_do_there_is_found() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let case = li_na.submits("birth", &births::one_child()).await;
        clerk.accepts(&case).await;
        town.grant_everything(&li_na, &case).await;
        town.works_off_what_is_due().await;
        let department = li_na.sees(&case).await.tasks[0].department.clone();
        let curious =
            town.staff("好奇的人", vec![casework::Role::Approver { department: department.clone() }]).await;
        curious.sees(&case).await;
        town.pass_hours(24);
        town.works_off_what_is_due().await;
        town.pass_hours(24);
        town.works_off_what_is_due().await;
        let supervisor = town.supervisor().await;
        let found = MatterFilter { kind: Some("finding".into()), ..MatterFilter::default() };
        let found = lines(&town, &supervisor, found).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "监察发现（没有任务而查看）");
    }
}

#[tokio::test]
async fn what_is_not_answered_comes_into_the_inbox_of_whoever_stands_above() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    let lead = li_na.sees(&case).await.lead;
    let (head, office, government) = (
        town.head(&lead).await,
        town.office().await,
        town.staff("区长", vec![casework::Role::GovernmentHead]).await,
    );
    let other = town.head("tax").await;
    let urge = service::CaseCommand::Urge { task: None, text: "请尽快办".into(), working_days: 1 };
    office.does(&case, urge).await;
    let inbox = async |person: &testkit::Person| {
        let page = town.app().messages(person.visitor(), None, 50).await.unwrap();
        page.rows.into_iter().filter(|message| message.kind == "matter").count()
    };
    for counts in [(1, 0, 0), (1, 1, 0), (1, 1, 1)] {
        town.pass_working_days(3);
        town.works_off_what_is_due().await;
        assert_eq!((inbox(&head).await, inbox(&office).await, inbox(&government).await), counts);
    }
    assert_eq!(inbox(&other).await, 0, "it is none of their department's");
}

#[tokio::test]
async fn all_that_supervision_has_to_do_with_is_one_list_page_by_page() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("李娜").await, town.office().await);
    let case = li_na.submits("birth", &births::one_child()).await;
    for nth in 0..3 {
        let text = format!("第{nth}次督办");
        office.does(&case, service::CaseCommand::Urge { task: None, text, working_days: 1 }).await;
        town.pass_hours(1);
        let said = service::GrievanceInput {
            theme: "birth".into(),
            text: format!("第{nth}次没办成"),
            ..service::GrievanceInput::default()
        };
        town.app().report_undone(li_na.visitor(), &said, None).await.unwrap();
        town.pass_hours(1);
    }
    let wanted = store::MatterFilter::default();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = town.app().all_matters(office.visitor(), &wanted, after.as_deref(), 2).await.unwrap();
        seen.extend(page.rows.into_iter().map(|line| match line {
            service::AnyMatter::Matter(_) => 'm',
            service::AnyMatter::Grievance(_) => 'g',
            service::AnyMatter::Event(_) => 'e',
        }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.into_iter().collect::<String>(), "gmgmgm", "the latest first, each once");
}
