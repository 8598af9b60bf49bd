//! Results on paper and after they were given, in a real browser on a telephone and at a desk.

use axum::http::StatusCode;
use casework::{case::Delivery, exit::Exit};
use jiff::civil::date;
use service::{CaseCommand, ExitInput, GrantInput, ResultInput};
use testkit::{
    COUNTER, Town,
    browser::Window,
    outgoing::{by_post, sent},
    samples,
};

use crate::{browser::serving, journey::client};

async fn delivered(width: u32) {
    let (town, host) = serving().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let at_counter = Delivery::Counter { place: COUNTER.into() };
    let case = town.granted_on_paper(&li_na, at_counter, Exit::Together).await.number;
    let parcel = town.granted_on_paper(&li_na, by_post(), Exit::Together).await.number;

    let mut office = Window::open(&host, width, "outgoing-staff").await;
    office.signs_in(clerk.login()).await;
    office.opens("/counter").await;
    office.takes_picture("counter").await;
    office.opens(&format!("/counter/cases/{case}")).await;
    office.follows("form[action$='/ready-to-collect'] button").await;
    let mut own = Window::open(&host, width, "outgoing").await;
    own.signs_in(li_na.login()).await;
    own.opens(&format!("/cases/{case}")).await;
    own.takes_picture("collectable").await;
    let code = own.evaluates("document.querySelector('.pick-up-code').textContent.trim()").await;
    let code = code.as_str().expect("a code").to_owned();

    // A wrong code is complained of beside the field; what was typed stays.
    let form = "form[action$='/hand-out']";
    let wrong = if code == "000000" { "111111" } else { "000000" };
    office.types(&format!("{form} [name=code]"), wrong).await;
    office.types(&format!("{form} [name=signed_as]"), "李娜").await;
    office.follows(&format!("{form} button")).await;
    assert!(office.text().await.contains("还可以试4次"), "{}", office.text().await);
    office.takes_picture("wrong-code").await;
    office.types(&format!("{form} [name=code]"), &code).await;
    office.follows(&format!("{form} button")).await;
    assert_eq!(li_na.sees(&case).await.stage, casework::StageName::Delivered);
    office.takes_picture("handed-out").await;

    office.opens(&format!("/counter/cases/{parcel}")).await;
    office.takes_picture("to-send").await;
    office.types("form[action$='/post'] [name=tracking]", "EA123456789CN").await;
    office.follows("form[action$='/post'] button").await;
    office.takes_picture("underway").await;
    let back = ExitInput::CameBack { batch: 1, on: None, reason: "地址不详".into(), next: None };
    clerk.does(&parcel, CaseCommand::Exit(back)).await;
    own.opens(&format!("/cases/{parcel}")).await;
    own.takes_picture("came-back").await;
    own.follows("main a[href$='/delivery']").await;
    own.takes_picture("choose").await;
    own.types("[name=address]", "重庆市江津区鼎山街道2号").await;
    own.follows("main form .actions button").await;
    clerk.does(&parcel, sent(None)).await;
    own.opens(&format!("/cases/{parcel}")).await;
    own.takes_picture("sent-again").await;
    own.follows("form[action$='/parcel-arrived'] button").await;
    assert_eq!(li_na.sees(&parcel).await.stage, casework::StageName::Delivered);

    // A slip on one of the certificates, and its correction.
    own.opens(&format!("/cases/{case}")).await;
    own.follows("main a[href$='/slip']").await;
    own.types("main textarea", "名字里的“娜”写成了“那”").await;
    own.takes_picture("slip").await;
    own.follows("main form .actions button").await;
    let task = li_na.sees(&case).await.results.into_iter().find(|one| one.aftercare.slip.is_some());
    let task = task.expect("a slip was reported").task;
    let department = li_na.sees(&case).await.tasks.into_iter().find(|one| one.id == task).unwrap().department;
    office.signs_in(town.approver(&department).await.login()).await;
    office.opens("/desk/promises").await;
    office.follows("main a[href$='/result']").await;
    office.takes_picture("correct").await;
    office.types("main [name=text]", "母亲：李娜").await;
    office.types("main [name=reason]", "姓名笔误").await;
    office.clicks("main form button[value=correct]").await;
    office.waits_for("document.querySelector('dialog[open]')").await;
    office.follows("dialog button").await;
    own.opens("/wallet").await;
    own.takes_picture("wallet").await;
    assert!(own.text().await.contains("已更正"), "{}", own.text().await);
    for window in [&own, &office] {
        let errors: Vec<_> = window.errors().iter().filter(|error| !error.contains("422")).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_reach_the_applicant_on_a_telephone() {
    delivered(375).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_reach_the_applicant_at_a_desk() {
    delivered(1280).await;
}

#[tokio::test]
async fn the_counter_chooses_who_collects_among_the_recorded_mandates() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let at_counter = Delivery::Counter { place: COUNTER.into() };
    let case = town.granted_on_paper(&li_na, at_counter, Exit::Together).await.number;
    let mut desk = client(&town);
    desk.signs_in(clerk.login()).await;
    let page = desk.get(&format!("/counter/cases/{case}")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    assert!(page.text().contains("申请人本人：李娜") && !page.text().contains("凭授权"), "{}", page.text());

    // A paper that somebody brings is recorded first, and is then one of those to choose from.
    let link = page.attributes("a[href^='/counter/mandates?case=']", "href").remove(0);
    let recording = desk.get(&link).await;
    assert!(recording.faults().is_empty(), "{:?}", recording.faults());
    let number = li_na.visitor().account.profile.id_number.clone().expect("is known");
    let form = recording.form("main form[action='/counter/mandates']");
    assert_eq!((form.value("principal_name"), form.value("case")), (Some("李娜"), Some(case.as_str())));
    let agent = town.applicant("王强").await;
    let agent_number = agent.visitor().account.profile.id_number.clone().expect("is known");
    let form = form.with("principal_id_number", &number).with("agent_name", "王强");
    let prepared = desk.sends(form.with("agent_id_number", &agent_number)).await;
    let keep = prepared.form("main form[enctype]").with("documents_seen", "1");
    let kept = desk.sends(keep.with_file("paper", "委托书.pdf", &samples::pdf())).await;
    assert!(kept.has(&format!("a[href='/counter/cases/{case}']")), "{}", kept.text());

    let page = desk.get(&format!("/counter/cases/{case}")).await;
    let mandate = page.attributes("input[name=mandate]:not([value=''])", "value").remove(0);
    let form =
        page.form("form[action$='/hand-out']").with("mandate", &mandate).with("document", "居民身份证");
    let wrong = desk.sends(form.clone().with("signed_as", "李娜")).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT, "the name signed is the agent's: {}", wrong.text());
    assert_eq!(
        wrong.form("form[action$='/hand-out']").value("mandate"),
        Some(mandate.as_str()),
        "stays chosen"
    );
    let done = desk.sends(form.with("signed_as", "王强")).await;
    assert!(done.text().contains("王强"), "{}", done.text());
}

#[tokio::test]
async fn what_the_counter_lays_out_counts_as_made_and_a_corrected_paper_is_collected_once_more() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let at_counter = Delivery::Counter { place: COUNTER.into() };
    let case = town.granted_on_paper(&li_na, at_counter, Exit::Together).await.number;
    let (mut desk, mut own) = (client(&town), client(&town));
    desk.signs_in(clerk.login()).await;
    own.signs_in(li_na.login()).await;
    let (page, on_case) = (format!("/counter/cases/{case}"), format!("/cases/{case}"));

    // The department has not said that the certificate is made; at the counter it lies.
    let ours = "birth_household_registration";
    let task = li_na.sees(&case).await.tasks.into_iter().find(|one| one.item.as_str() == ours);
    let task = task.expect("the child is registered");
    let approver = town.approver(&task.department).await;
    let owed =
        async || town.app().certificates_to_make(approver.visitor(), None, 9).await.unwrap().rows.len();
    assert_ne!(owed().await, 0);
    let waiting = desk.get(&page).await;
    assert!(waiting.text().contains("部门还没说证制好了，最晚2026年"), "{}", waiting.text());
    let ready = desk.sends(waiting.form("form[action$='/ready-to-collect']")).await;
    assert!(!ready.text().contains("部门还没说证制好了"), "{}", ready.text());
    assert_eq!(owed().await, 0, "the department owes nothing any more");

    let code = own.get(&on_case).await.text_of(".pick-up-code").expect("is shown").trim().to_owned();
    let form = ready.form("form[action$='/hand-out']").with("code", &code).with("signed_as", "李娜");
    desk.sends(form).await;
    assert!(!own.get(&on_case).await.has(".pick-up-code"));
    assert!(!desk.get("/counter?list=hand-out").await.links().contains(&page), "nothing is left to hand out");

    let input = GrantInput { text: Some("母亲：李娜".into()), ..GrantInput::default() };
    approver.does(&case, CaseCommand::Result(ResultInput::Correct(task.id.0, input, "笔误".into()))).await;
    let again = own.get(&on_case).await;
    assert!(again.faults().is_empty(), "{:?}", again.faults());
    assert!(again.text().contains("更正过的结果正在重新送"), "{}", again.text());
    assert!(again.text().contains("前送达"), "its own limit: {}", again.text());
    let new_code = again.text_of(".pick-up-code").expect("is shown again").trim().to_owned();
    assert_ne!(new_code, code, "a code serves once");
    assert!(desk.get("/counter?list=hand-out").await.links().contains(&page));
    let form = desk.get(&page).await.form("form[action$='/hand-out']");
    let done = desk.sends(form.with("code", &new_code).with("signed_as", "李娜")).await;
    assert!(done.faults().is_empty(), "{:?}", done.faults());
    let after = li_na.sees(&case).await;
    assert_eq!((after.stage, after.outgoing.batches.len()), (casework::StageName::Delivered, 2));
    let own = own.get(&on_case).await;
    assert!(own.text().contains("结果已经送到您手里") && !own.has(".pick-up-code"), "{}", own.text());
    assert!(after.outgoing.waiting.is_empty());
}
