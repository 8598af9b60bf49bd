//! 容缺受理、告知承诺: what is signed, what follows, and how a broken promise is made good.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::StageName;
use jiff::civil::date;
use service::{CaseCommand, CaseView, Failure, PromiseView, Signature, SubmitRequest};
use testkit::{Person, Town, code_of};

const THEME: &str = "barber_shop_self_employed";
const HYGIENE: &str = "commitment-public_place_hygiene_licence";

/// The ordinary barber's shop, with the hygiene licence on a commitment or not.
fn a_shop(by_commitment: bool) -> Vec<(&'static str, &'static str)> {
    vec![
        ("shop_origin", "new"),
        ("operator_identity", "mainland"),
        ("operator_age_ok", "true"),
        ("operator_barred", "false"),
        ("family_operated", "false"),
        ("outside_partner", "false"),
        ("wants_shop_name", "true"),
        ("by_agent", "false"),
        ("barber_services", "hair"),
        ("prepaid_card", "false"),
        ("fixed_place", "true"),
        ("wash_mode", "self"),
        ("staff_health", "all"),
        ("has_central_ac", "false"),
        ("accepts_hygiene_commitment", if by_commitment { "true" } else { "false" }),
        ("premises_kind", "rented"),
        ("floor_area", "40"),
        ("employee_count", "2"),
        ("signboard", "shopfront"),
    ]
}

/// An application for it, of which the commitment itself is not handed in as a paper.
async fn applies(li_na: &Person) -> SubmitRequest {
    let mut request = li_na.application(THEME, &a_shop(true)).await;
    request.materials.retain(|one| one.material != "hygiene_commitment");
    request.signatures = signed("李娜");
    request
}

async fn a_barber(town: &Town) -> (Person, SubmitRequest) {
    let li_na = town.applicant("李娜").await;
    let request = applies(&li_na).await;
    (li_na, request)
}

fn signed(name: &str) -> Vec<Signature> {
    vec![Signature { promise: HYGIENE.into(), name: name.into(), authority: None, drawn: None }]
}

fn promise<'a>(view: &'a CaseView, id: &str) -> &'a PromiseView {
    view.promises.iter().find(|one| one.id == id).expect("it was promised")
}

/// Accepted, and the hygiene licence granted on the commitment.
async fn granted(town: &Town) -> (Person, String, Person) {
    let (li_na, request) = a_barber(town).await;
    let case = li_na.hands_in(request).await.unwrap().number;
    town.clerk("三号窗口").await.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    (li_na, case, town.approver("health_commission").await)
}

#[tokio::test]
async fn commitment_document__the_text_says_all_that_has_to_be_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, request) = a_barber(&town).await;
    let view = li_na.hands_in(SubmitRequest { signatures: signed("李娜"), ..request }).await.unwrap();
    let signed = promise(&view, HYGIENE);
    let headings: Vec<_> = signed.text.iter().map(|(heading, _)| heading.as_str()).collect();
    for heading in
        ["事项名称", "设定依据", "承诺的内容", "承诺方式", "不实承诺的责任", "核查", "是否公开", "申请人承诺"]
    {
        assert!(headings.contains(&heading), "{heading} is not in {headings:?}");
    }
    assert!(signed.text.iter().any(|(_, words)| words.contains("国发〔2021〕7号")), "the catalogue's basis");
    let paper = town.app().case_paper(li_na.visitor(), &view.number, &signed.paper).await.unwrap();
    let html = documents::print(&paper);
    for words in
        ["告知承诺书", "津政务承字〔2026〕第000001号", "李娜（2026年3月2日 09:00", "个工作日内现场核查"]
    {
        assert!(html.contains(words), "{words}");
    }
}

/// As the contract of the interface has it: whoever sends no signatures hands in with the own account.
#[tokio::test]
async fn commitment_document__a_program_that_sends_no_signatures_signs_with_the_account() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, request) = a_barber(&town).await;
    let request = SubmitRequest { signatures: Vec::new(), by_account: true, ..request };
    let case = li_na.hands_in(request).await.unwrap();
    let promise = promise(&case, HYGIENE);
    assert!(promise.text.iter().any(|(_, words)| words.contains("国发〔2021〕7号")), "with the exact words");
    let paper = town.app().case_paper(li_na.visitor(), &case.number, &promise.paper).await.unwrap();
    assert!(documents::print(&paper).contains("李娜（2026年3月2日 09:00"));
}

#[tokio::test]
async fn commitment_document__a_draft_shows_it_before_and_takes_the_own_name_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, request) = a_barber(&town).await;
    for (wrong, code) in [
        (Vec::new(), "promise_unsigned"),
        (signed(""), "promise_unsigned"),
        (signed("王芳"), "signature_differs"),
    ] {
        let refused = li_na.hands_in(SubmitRequest { signatures: wrong, ..request.clone() }).await;
        let Err(Failure::Invalid(complaints)) = refused else { panic!("it was taken: {refused:?}") };
        assert_eq!(complaints[0].pointer, format!("/promises/{HYGIENE}"));
        assert_eq!(complaints[0].code, code);
    }
    let to_sign = town.app().to_sign(li_na.visitor(), request.clone()).await.unwrap();
    assert!(to_sign.promises.iter().any(|offer| offer.id == HYGIENE && offer.text.len() > 5));
    let draft = SubmitRequest { submit: false, ..request };
    let service::Submitted::Draft(id) =
        town.app().submit(li_na.visitor(), draft, &li_na.new_key()).await.unwrap()
    else {
        panic!("a case where a draft was wanted")
    };
    let offers = town.app().promise_offers(li_na.visitor(), &id).await.unwrap();
    let hygiene = offers.iter().find(|offer| offer.id == HYGIENE).expect("it is offered");
    assert!(hygiene.consequence.contains("撤销") && hygiene.instead.contains("承诺书"));
}

#[tokio::test]
async fn commitment_verify__the_check_is_owed_with_a_day_and_what_was_not_kept_is_revoked() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, case, health) = granted(&town).await;
    let owed = town.app().promise_duties(health.visitor(), None, 10).await.unwrap();
    assert_eq!(
        owed.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        [format!("check_promise:{HYGIENE}")]
    );
    health.does(&case, CaseCommand::CheckPromise(HYGIENE.into(), false, "没有消毒设施".into())).await;
    let task = promise(&health.sees(&case).await, HYGIENE).results[0].0.clone();
    health.does(&case, CaseCommand::AnnounceRevocation(task.clone(), "承诺不实".into())).await;
    let revoke = CaseCommand::RevokeResult(task.clone(), "承诺不实".into(), String::new());
    assert_eq!(code_of(&health.tries(&case, revoke.clone()).await), "still_heard");
    town.pass_working_days(6);
    health.does(&case, revoke).await;
    let nth = task.rsplit_once('-').unwrap().1.to_owned();
    let paper =
        town.app().case_paper(li_na.visitor(), &case, &format!("revocation-task-{nth}")).await.unwrap();
    let html = documents::print(&paper);
    for words in ["撤销决定书", "承诺不实", "行政复议", "津政务撤字〔2026〕第000001号"]
    {
        assert!(html.contains(words), "{words}");
    }
    let wallet = town.app().wallet(li_na.visitor()).await.unwrap();
    assert!(wallet.iter().any(|entry| entry.task.0 == task && entry.revoked_at.is_some()));
    let found = town.app().findings(town.supervisor().await.visitor(), None, 10).await.unwrap();
    let kinds: Vec<_> = found.rows.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, ["result_revoked", "promise_broken"]);
}

#[tokio::test]
async fn commitment_eligibility__a_broken_promise_closes_the_way_until_it_is_made_good() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, case, health) = granted(&town).await;
    health.does(&case, CaseCommand::CheckPromise(HYGIENE.into(), false, "没有消毒设施".into())).await;
    let again = || async { li_na.hands_in(applies(&li_na).await).await };
    assert_eq!(code_of(&again().await), "promise_broken_before");
    let broken = town.app().own_broken_promises(li_na.visitor()).await.unwrap();
    assert_eq!(broken.len(), 1);
    assert!(broken[0].promise.actions.contains(&"ask_repair"));
    li_na.does(&case, CaseCommand::AskRepair(HYGIENE.into(), "已经装好消毒柜".into())).await;
    let owed = town.app().promise_duties(health.visitor(), None, 10).await.unwrap();
    assert!(owed.rows[0].id.starts_with("decide_repair"));
    health.does(&case, CaseCommand::DecideRepair(HYGIENE.into(), true, "上门看过".into())).await;
    assert_eq!(again().await.unwrap().stage, StageName::Submitted);
}

#[tokio::test]
async fn commitment_voluntary__whoever_hands_the_paper_in_signs_nothing() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application(THEME, &a_shop(false)).await;
    let view = li_na.hands_in(request).await.unwrap();
    assert!(view.promises.iter().all(|one| one.id != HYGIENE));
}

/// An application of which something may follow later, and which material that is.
async fn something_later(town: &Town, person: &Person) -> (SubmitRequest, String) {
    for theme in
        ["noodle_shop_self_employed", "supermarket_self_employed", "gym", "pharmacy", "travel_agency"]
    {
        let request = person.application(theme, &[("by_agent", "false")]).await;
        let assessment = town.app().assess(theme, &request.answers).unwrap();
        let brought =
            |id: &str| request.materials.iter().any(|one| one.material == *id && !one.files.is_empty());
        let later = assessment.materials.iter().find(|one| one.deferrable && brought(&one.id));
        if let Some(later) = later {
            let id = later.id.to_string();
            return (request, id);
        }
    }
    panic!("nothing may follow later in any of these things");
}

#[tokio::test]
async fn deferral_scope__the_sub_clock_reminds_three_days_one_day_before_and_on_the_day() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (mut request, material) = something_later(&town, &li_na).await;
    request.materials.iter_mut().filter(|one| one.material == material).for_each(|one| {
        one.files.clear();
        one.deferred = true;
    });
    let deferral =
        Signature { promise: "deferral".into(), name: "李娜".into(), authority: None, drawn: None };
    request.signatures.push(deferral);
    let case = li_na.hands_in(request).await.unwrap().number;
    let view = town.clerk("三号窗口").await.accepts(&case).await;
    let (_, due, ..) = promise(&view, "deferral").deferrals[0].clone();
    let mut reminded = 0;
    while town.app().today() < due {
        town.works_off_what_is_due().await;
        town.pass_working_days(1);
    }
    town.works_off_what_is_due().await;
    for message in town.app().messages(li_na.visitor(), None, 100).await.unwrap().rows {
        reminded += usize::from(message.text.contains("还没有补交"));
    }
    assert!((1..=3).contains(&reminded), "{reminded} reminders until {due}");
    // The day after, the lead department decides.
    town.pass_working_days(1);
    town.works_off_what_is_due().await;
    let lead = town.lead(&view.lead).await;
    let owed = town.app().promise_duties(lead.visitor(), None, 10).await.unwrap();
    assert!(owed.rows[0].id.starts_with("decide_deferral"));
    lead.does(&case, CaseCommand::EndDeferral("逾期没有补交".into(), String::new())).await;
    assert_eq!(promise(&li_na.sees(&case).await, "deferral").state, "broken");
}
