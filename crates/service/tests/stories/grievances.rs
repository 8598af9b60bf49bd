//! 办不成事反映: turned away before there was a case; verified, answered, called back and closed by different people.

use casework::{MatterAct, MatterStage};
use jiff::civil::date;
use service::{Failure, GrievanceInput, ShownPerson};
use testkit::{COUNTER, Engine, Person, Town, code_of};

fn said(text: &str) -> GrievanceInput {
    GrievanceInput { place: COUNTER.into(), text: text.into(), ..GrievanceInput::default() }
}

fn pointers<T: std::fmt::Debug>(outcome: &Result<T, Failure>) -> Vec<String> {
    match outcome {
        Err(Failure::Invalid(complaints)) => complaints.iter().map(|one| one.pointer.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

async fn acts(town: &Town, person: &Person, number: &str, act: MatterAct) -> Result<MatterStage, Failure> {
    let done = town.app().act_on_grievance(person.visitor(), number, act, "说明").await;
    done.map(|view| view.stage)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_turned_away_is_heard_by_others_than_those_complained_of_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let app = town.app();
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        assert_eq!(
            pointers(&app.report_undone(li_na.visitor(), &GrievanceInput::default(), None).await),
            ["/text", "/place"]
        );
        let told = app.report_undone(li_na.visitor(), &said("说系统坏了，让我下周再来"), None).await.unwrap();
        assert_eq!((told.stage, told.due), (MatterStage::Verifying, Some(date(2026, 3, 3))));
        let number = told.number.as_str();
        let (office, supervisor) = (town.office().await, town.supervisor().await);
        let stranger = town.applicant("周建国").await;
        assert_eq!(code_of(&app.grievance(stranger.visitor(), number).await), "not_found");
        // The counter reads and answers, but neither verifies nor closes.
        assert_eq!(app.grievance(clerk.visitor(), number).await.unwrap().name, "李*");
        let verify = MatterAct::Verify { holds: true };
        assert_eq!(code_of(&acts(&town, &clerk, number, verify).await), "not_allowed");
        assert_eq!(code_of(&acts(&town, &office, number, MatterAct::Close).await), "wrong_matter_stage");
        assert_eq!(acts(&town, &office, number, verify).await.unwrap(), MatterStage::Answering);
        // A clerk of the counter that is complained of does not answer for it; the department does.
        assert_eq!(code_of(&acts(&town, &clerk, number, MatterAct::Answer).await), "own_work");
        let at = town.catalog().places.iter().find(|place| *place.id == *COUNTER).unwrap().department.clone();
        let head = town.head(&at).await;
        assert_eq!(acts(&town, &head, number, MatterAct::Answer).await.unwrap(), MatterStage::CallingBack);
        let back = MatterAct::CallBack { content: true };
        assert_eq!(acts(&town, &office, number, back).await.unwrap(), MatterStage::Closing);
        assert_eq!(code_of(&acts(&town, &clerk, number, MatterAct::Close).await), "not_allowed");
        assert_eq!(acts(&town, &supervisor, number, MatterAct::Close).await.unwrap(), MatterStage::Closed);
        let hers = app.own_grievances(li_na.visitor()).await.unwrap();
        assert_eq!(hers[0].steps.len(), 4, "{:?}", hers[0].steps);
        let told = app.messages(li_na.visitor(), None, 20).await.unwrap().rows;
        let told: Vec<_> = told.into_iter().rev().map(|message| message.text).collect();
        assert_eq!(told.len(), 5, "one at each turn: {told:?}");
        assert!(
            told[0].contains("收到了")
                && told[2].contains("有了答复，会有人回访您：说明")
                && told[4].contains("办结了")
        );
        let open = app.grievances(office.visitor(), true, None, 9).await.unwrap();
        assert!(open.rows.is_empty(), "closed ones stand in the whole list alone");
        assert_eq!(app.grievances(office.visitor(), false, None, 9).await.unwrap().rows.len(), 1);
    }
}

#[tokio::test]
async fn a_counter_writes_it_down_for_whoever_stands_there_and_its_day_passes() {
    let town = Town::open(date(2026, 3, 2)).await;
    let clerk = town.clerk("三号窗口").await;
    let number = town.new_id_number();
    let person = ShownPerson { name: "罗大成".into(), id_number: number };
    let wanted =
        GrievanceInput { theme: "birth".into(), text: "跑了三趟".into(), ..GrievanceInput::default() };
    let app = town.app();
    let told = app.report_undone(clerk.visitor(), &wanted, Some(&person)).await.unwrap();
    assert!(!told.overdue);
    town.pass_working_days(2);
    let office = town.office().await;
    let late = app.grievance(office.visitor(), &told.number).await.unwrap();
    assert!(late.overdue, "one working day to verify");
    assert_eq!(late.name, "罗大成");
    let li_na = town.applicant("李娜").await;
    let forged = app.report_undone(li_na.visitor(), &wanted, Some(&person)).await;
    assert_eq!(code_of(&forged), "not_allowed", "nobody but a clerk writes it down for another");
}

#[tokio::test]
async fn a_grievance_whose_day_passes_is_noted_once_and_supervision_is_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, supervisor) = (town.applicant("李娜").await, town.supervisor().await);
    let app = town.app();
    let number = app.report_undone(li_na.visitor(), &said("让我下周再来"), None).await.unwrap().number;
    town.pass_working_days(2);
    town.works_off_what_is_due().await;
    town.pass_hours(3);
    town.works_off_what_is_due().await;
    let seen = app.grievance(supervisor.visitor(), &number).await.unwrap();
    let noted: Vec<_> = seen.steps.iter().map(|(what, by, ..)| (*what, by.as_str())).collect();
    assert_eq!(noted, [("超过期限没有办", "系统")]);
    let told = app.messages(supervisor.visitor(), None, 9).await.unwrap().rows;
    assert!(told[0].text.contains(&number) && told[0].text.contains("过了期限"), "{}", told[0].text);
    assert!(app.messages(li_na.visitor(), None, 9).await.unwrap().rows[0].text.contains("报给督查"));
    // It stands among everything that supervision has to do with.
    let wanted = store::MatterFilter { open: true, ..store::MatterFilter::default() };
    let late = store::MatterFilter { overdue: true, ..wanted.clone() };
    for wanted in [wanted, late] {
        let all = app.all_matters(supervisor.visitor(), &wanted, None, 9).await.unwrap();
        assert!(matches!(&all.rows[0], service::AnyMatter::Grievance(one) if one.number == number));
    }
    assert_eq!(app.late_grievances(supervisor.visitor()).await.unwrap().len(), 1);
    let elsewhere = town.approver("tax").await;
    assert!(app.late_grievances(elsewhere.visitor()).await.unwrap().is_empty(), "none of their work");
    assert_eq!(code_of(&app.late_grievances(li_na.visitor()).await), "not_allowed");
}
