//! 环节: an item with a check on the spot, from the appointment to the certificate.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use jiff::civil::date;
use service::{CaseCommand, CaseView, CheckInput, GrantInput, SubmitRequest, TaskView};
use testkit::{COUNTER, Person, Town, code_of, samples};

/// A shop that sells food, whose licence wants somebody to look at the place.
async fn food_shop() -> (Town, Person, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let mut sample = service::sample::Sample::new(1);
    let catalog = town.catalog();
    let journey = testkit::journey("travel_agency", "ordinary_agency");
    let theme = catalog.theme("travel_agency").expect("is there");
    let answers = sample.completed(&catalog, theme, journey);
    let request = li_na.sampled("travel_agency", answers, &mut sample).await;
    let delivery = Some(casework::case::Delivery::Counter { place: COUNTER.into() });
    let case = li_na.hands_in(SubmitRequest { delivery, ..request }).await.unwrap().number;
    town.accepts(&case).await;
    (town, li_na, case)
}

fn checked(view: &CaseView) -> &TaskView {
    let on_site = |task: &&TaskView| task.steps.iter().any(|step| step.name == "现场核查");
    view.tasks.iter().find(on_site).expect("something is checked on the spot")
}

fn step<'a>(task: &'a TaskView, name: &str) -> &'a service::StepView {
    task.steps.iter().find(|step| step.name == name).expect("there is such a step")
}

#[tokio::test]
async fn on_site_check_two_persons__the_applicant_sees_the_day_who_comes_and_what_was_found() {
    let (town, li_na, case) = food_shop().await;
    // What the licence waits for comes first.
    loop {
        let view = li_na.sees(&case).await;
        let task = checked(&view);
        if task.waits_for.is_empty() {
            break;
        }
        let ready = view.tasks.iter().filter(|one| one.stage == casework::TaskStageName::Ready);
        let department = ready.map(|one| one.department.clone()).next().expect("something is ready");
        town.approver(&department).await.grants_all_ready(&case).await;
    }
    let view = li_na.sees(&case).await;
    let (id, department) = (checked(&view).id.0.clone(), checked(&view).department.clone());
    let office = town.approver(&department).await;
    let grant = || CaseCommand::GrantTask(id.clone(), GrantInput::default());
    assert_eq!(code_of(&office.tries(&case, grant()).await), "check_missing");
    let arrange = |officers: &[&str]| {
        let officers = officers.iter().map(|name| (*name).to_owned()).collect();
        let note = "请把平面图准备好".into();
        let input = CheckInput { on: Some(date(2026, 3, 4)), officers, note, evidence: String::new() };
        CaseCommand::ArrangeCheck(id.clone(), input)
    };
    assert_eq!(code_of(&office.tries(&case, arrange(&["王强"])).await), "two_officers_needed");
    office.does(&case, arrange(&["王强", "李明"])).await;

    let own = li_na.sees(&case).await;
    let check = &checked(&own).checks[0];
    assert_eq!((check.officers.join("、").as_str(), check.note.as_str()), ("王强、李明", "请把平面图准备好"));
    assert_eq!((step(checked(&own), "现场核查").state, step(checked(&own), "受理").state), ("now", "done"));
    let messages = town.app().messages(li_na.visitor(), None, 50).await.unwrap().rows;
    assert!(messages.iter().any(|one| one.text.contains("王强、李明来")), "{messages:?}");

    town.go_to(date(2026, 3, 4));
    let picture = office.uploads("现场.png", samples::png()).await;
    let record = CaseCommand::RecordCheck(id.clone(), "场地和申请一致".into(), true, vec![picture.clone()]);
    office.does(&case, record).await;
    let own = li_na.sees(&case).await;
    let found = checked(&own).checks[0].record.as_ref().expect("somebody was there");
    assert!(found.passed && found.findings == "场地和申请一致" && found.files.len() == 1);
    assert!(town.app().file(li_na.visitor(), &picture).await.is_ok());
    // Those who oversee see that there was a check, not what was found.
    let overseen = town.supervisor().await.sees(&case).await;
    assert!(checked(&overseen).checks[0].record.as_ref().is_some_and(|one| one.findings.is_empty()));
    let stranger = town.applicant("周建国").await;
    assert!(town.app().file(stranger.visitor(), &picture).await.is_err());

    office.does(&case, grant()).await;
    let own = li_na.sees(&case).await;
    assert_eq!((step(checked(&own), "决定").state, step(checked(&own), "制证").state), ("done", "now"));
    assert!(checked(&own).certificate_due.is_some());
    office.does(&case, CaseCommand::MakeCertificate(id)).await;
    let made = li_na.sees(&case).await;
    assert_eq!(step(checked(&made), "制证").state, "done");
}
