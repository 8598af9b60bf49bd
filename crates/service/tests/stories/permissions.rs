//! Every use case against every role, in one table: a change of permission is a visible line in review.

use std::fmt::Write;

use casework::{case::Delivery, exit::Exit};
use jiff::civil::date;
use service::{
    CaseCommand, ExitInput, Failure, GrantInput, NewAlias, NewMandate, ResultInput, ShownPerson, Suspension,
};
use store::{CaseFilter, TaskFilter};
use testkit::{COUNTER, Person, Town, births, form_of, notice, outgoing, samples};

/// Who tries: the column's heading and the person.
async fn everybody(town: &Town, applicant: &Person) -> Vec<(&'static str, Person)> {
    vec![
        ("applicant", applicant.clone()),
        ("stranger", town.applicant("周建国").await),
        ("agent", town.agent("帮代办员小何").await),
        ("clerk", town.clerk("三号窗口").await),
        ("clerk2", town.clerk_at("妇幼保健院窗口", "maternity_hospital").await),
        ("lead", town.lead("health_commission").await),
        ("lead2", town.lead("market_regulation").await),
        ("approver", town.approver("health_commission").await),
        ("police", town.approver("public_security").await),
        ("market", town.approver("market_regulation").await),
        ("head", town.head("health_commission").await),
        ("government", town.staff("区政府负责人", vec![casework::Role::GovernmentHead]).await),
        ("office", town.office().await),
        ("supervisor", town.supervisor().await),
        ("admin", town.admin().await),
    ]
}

/// How far a case must have come before the command makes sense.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Come {
    Submitted,
    Corrected,
    Accepted,
    Taken,
    Asked,
    Suspended,
    Completed,
    Posted,
}

/// A command on a case or on the task given.
type Try = fn(&str) -> CaseCommand;

/// A special procedure of the law (鉴定).
fn appraisal() -> Suspension {
    Suspension {
        procedure: "鉴定".into(),
        expected_end: Some(date(2026, 12, 31)),
        evidence: "鉴定委托书〔2026〕1号".into(),
    }
}

/// The commands in the order of a case's life.
fn commands() -> Vec<(&'static str, Come, Try)> {
    vec![
        ("accept", Come::Submitted, |_| CaseCommand::Accept),
        ("correction", Come::Submitted, |_| CaseCommand::Correction(notice(&[], &["discharge_record"]))),
        ("return_correction", Come::Corrected, |_| CaseCommand::ReturnCorrection {
            form: form_of(&[("mother.employer", "区医院".into())]),
            materials: Vec::new(),
        }),
        ("not_accept", Come::Submitted, |_| CaseCommand::NotAccept {
            reason: "不在本区".into(),
            remedy: String::new(),
        }),
        ("withdraw", Come::Submitted, |_| CaseCommand::Withdraw { reason: String::new() }),
        ("start_task", Come::Accepted, |task| CaseCommand::StartTask(task.into())),
        ("release_task", Come::Taken, |task| CaseCommand::ReleaseTask(task.into(), "不归我管".into())),
        ("ask_question", Come::Accepted, |task| {
            CaseCommand::AskQuestion(task.into(), Some("public_security".into()), "户口在本区吗".into())
        }),
        ("answer_question", Come::Asked, |_| CaseCommand::AnswerQuestion(1, "在".into())),
        ("make_certificate", Come::Accepted, |task| CaseCommand::MakeCertificate(task.into())),
        ("suspend_task", Come::Accepted, |task| CaseCommand::SuspendTask(task.into(), appraisal())),
        ("resume_task", Come::Suspended, |task| CaseCommand::ResumeTask(task.into())),
        ("extend_task", Come::Accepted, |task| {
            CaseCommand::ExtendTask(task.into(), 5, "需要核对外省档案".into())
        }),
        ("extend_joint", Come::Accepted, |_| CaseCommand::ExtendJoint(15, "要会审".into())),
        ("grant_task", Come::Accepted, |task| CaseCommand::GrantTask(task.into(), GrantInput::default())),
        ("refuse_task", Come::Accepted, |task| {
            CaseCommand::RefuseTask(task.into(), "不符合条件".into(), String::new())
        }),
        ("choose_delivery", Come::Accepted, |_| {
            CaseCommand::ChooseDelivery(Delivery::Counter { place: COUNTER.into() })
        }),
        ("report_slip", Come::Completed, |task| {
            CaseCommand::Result(ResultInput::ReportSlip(task.into(), "有错字".into()))
        }),
        ("correct_result", Come::Completed, |task| {
            let input = GrantInput { number: Some("改-1".into()), ..GrantInput::default() };
            CaseCommand::Result(ResultInput::Correct(task.into(), input, "笔误".into()))
        }),
        ("choose_exit", Come::Accepted, |_| CaseCommand::Exit(ExitInput::Choose(Exit::OneByOne))),
        ("say_ready", Come::Completed, |_| CaseCommand::Exit(ExitInput::SayReady(Vec::new()))),
        ("hand_out", Come::Completed, |_| outgoing::taken_by("李娜", None, "", "居民身份证")),
        ("note_arrival", Come::Posted, |_| CaseCommand::Exit(ExitInput::Arrived { batch: 1, on: None })),
        ("note_return", Come::Posted, |_| {
            CaseCommand::Exit(ExitInput::CameBack {
                batch: 1,
                on: None,
                reason: "查无此人".into(),
                next: None,
            })
        }),
        ("deliver", Come::Completed, |_| CaseCommand::Deliver { note: "本人领取".into() }),
        ("rate", Come::Completed, |_| CaseCommand::Rate {
            level: 5,
            reasons: Vec::new(),
            comment: String::new(),
        }),
    ]
}

async fn case_at(town: &Town, applicant: &Person, come: Come) -> (String, String) {
    let mut request = applicant.application("birth", &births::one_child()).await;
    let delivery = match come {
        Come::Posted => outgoing::by_post(),
        _ => Delivery::Counter { place: COUNTER.into() },
    };
    outgoing::wants(&mut request, delivery);
    let case = applicant.hands_in(request).await.unwrap().number;
    let clerk = town.clerk("三号窗口").await;
    match come {
        Come::Submitted => {}
        Come::Corrected => {
            clerk.asks_to_mend(&case, &["mother.employer"], &[]).await;
        }
        Come::Accepted | Come::Taken | Come::Asked | Come::Suspended | Come::Completed | Come::Posted => {
            clerk.accepts(&case).await;
        }
    }
    let task = applicant.sees(&case).await.tasks.first().map(|task| task.id.0.clone()).unwrap_or_default();
    let health = town.approver("health_commission").await;
    if come == Come::Taken {
        health.does(&case, CaseCommand::StartTask(task.clone())).await;
    }
    if come == Come::Asked {
        let asked = Some("public_security".into());
        health.does(&case, CaseCommand::AskQuestion(task.clone(), asked, "户口在本区吗".into())).await;
    }
    if come == Come::Suspended {
        health.does(&case, CaseCommand::SuspendTask(task.clone(), appraisal())).await;
    }
    if matches!(come, Come::Completed | Come::Posted) {
        town.grant_everything(applicant, &case).await;
    }
    if come == Come::Posted {
        clerk.does(&case, outgoing::sent(None)).await;
    }
    (case, task)
}

fn sign<T>(outcome: &Result<T, Failure>) -> &'static str {
    match outcome {
        Ok(_) => "yes",
        Err(Failure::NotFound) => ".",
        Err(Failure::Forbidden) => "no",
        Err(other) => other.code(),
    }
}

fn row(table: &mut String, name: &str, signs: &[&str]) {
    write!(table, "{name:<18}").expect("a text grows");
    for sign in signs {
        write!(table, " {sign:<10}").expect("a text grows");
    }
    table.truncate(table.trim_end().len());
    table.push('\n');
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_do_what() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let people = everybody(&town, &li_na).await;
    let mut table = String::new();
    row(&mut table, "", &people.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    general(&town, &people, &mut table).await;
    reading(&town, &li_na, &people, &mut table).await;
    for (name, come, command) in commands() {
        let mut signs = Vec::new();
        let mut fresh = None;
        for (_, person) in &people {
            let (case, task) = match fresh.take() {
                Some(unused) => unused,
                None => case_at(&town, &li_na, come).await,
            };
            let outcome = person.tries(&case, command(&task)).await;
            signs.push(sign(&outcome));
            if outcome.is_err() {
                fresh = Some((case, task));
            }
        }
        row(&mut table, name, &signs);
    }
    insta::assert_snapshot!(table);
}

fn empty() -> service::SubmitRequest {
    service::SubmitRequest { theme: "birth".into(), submit: true, ..service::SubmitRequest::default() }
}

/// Whoever reads what is wrong with what was sent might have done it.
fn reached(sign: &'static str) -> &'static str {
    if sign == "invalid" { "yes" } else { sign }
}

/// What needs no case.
async fn general(town: &Town, people: &[(&'static str, Person)], table: &mut String) {
    let app = town.app();
    let names = [
        "upload",
        "start",
        "start_for_other",
        "submit",
        "find_applicants",
        "invite_agent",
        "take_up_mandate",
        "prepare_mandate",
        "wallet",
        "overview",
        "missed_searches",
        "aliases",
        "add_alias",
        "remove_alias",
    ];
    let mut rows: Vec<(&str, Vec<&str>)> = names.into_iter().map(|name| (name, Vec::new())).collect();
    let other = town.applicant("何光明").await.visitor().account.id.clone();
    let answers = catalog::Answers::default();
    let nobody = ShownPerson::default();
    let alias =
        NewAlias { words: "挂蓝牌".into(), theme: Some("car_purchase".into()), ..NewAlias::default() };
    for (_, person) in people {
        let who = person.visitor();
        let signs = [
            sign(&person.tries_to_upload("照片.png", samples::png()).await),
            sign(&app.start(who, "birth", answers.clone(), None).await),
            sign(&app.start(who, "birth", answers.clone(), Some(other.clone())).await),
            // What is empty is complained of where one may do it.
            reached(sign(&person.hands_in(empty()).await)),
            sign(&app.find_applicants(who, "李娜").await),
            reached(sign(&app.invite_agent(who, &NewMandate::default()).await)),
            reached(sign(&app.take_up_mandate(who, "nothing").await)),
            reached(sign(&app.prepare_mandate(who, &nobody, &nobody, &NewMandate::default()).await)),
            sign(&app.wallet(who).await),
            sign(&app.overview(who, date(2026, 1, 1), date(2026, 12, 31)).await),
            sign(&app.missed_searches(who).await),
            sign(&app.aliases(who).await),
            sign(&app.add_alias(who, alias.clone()).await),
            // Where one may, there is none to take back.
            match sign(&app.remove_alias(who, "none").await) {
                "." => "yes",
                sign => sign,
            },
        ];
        for ((_, row), sign) in rows.iter_mut().zip(signs) {
            row.push(sign);
        }
    }
    for (name, signs) in rows {
        row(table, name, &signs);
    }
}

/// What one sees of a case of somebody's.
async fn reading(town: &Town, applicant: &Person, people: &[(&'static str, Person)], table: &mut String) {
    let (case, task) = case_at(town, applicant, Come::Accepted).await;
    let file = applicant.sees(&case).await.materials.iter().find_map(|one| one.files.first().cloned());
    let file = file.expect("something was uploaded").id;
    let app = town.app();
    let mut signs: [Vec<&str>; 5] = Default::default();
    for (_, person) in people {
        let who = person.visitor();
        signs[0].push(sign(&person.looks_for(&case).await));
        signs[1].push(sign(&person.looks_for_task(&task).await));
        signs[2].push(sign(&app.file(who, &file).await));
        let cases = app.cases(who, CaseFilter::default(), None, 100).await.unwrap();
        signs[3].push(if cases.rows.iter().any(|row| row.number.as_str() == case) { "yes" } else { "." });
        let tasks = app.tasks(who, TaskFilter::default(), None, 100).await.unwrap();
        signs[4].push(if tasks.rows.iter().any(|row| row.id.0 == task) { "yes" } else { "." });
    }
    for (name, signs) in ["see_case", "see_task", "open_file", "list_cases", "list_tasks"].iter().zip(&signs)
    {
        row(table, name, signs);
    }
}
