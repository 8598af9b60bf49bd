//! 我的个人信息: seen, taken along, corrected, deleted; and what somebody has to decide.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{DataWish, MatterAct, MatterStage};
use jiff::civil::date;
use service::{CaseCommand, KeptBy, ProfileInput};
use testkit::{Engine, Town, births, code_of};

#[tokio::test]
async fn pi_rights__somebody_sees_all_that_is_held_of_them_and_who_looked_for_what() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let case = li_na.submits("birth", &births::one_child()).await;
        let clerk = town.clerk("三号窗口").await;
        clerk.accepts(&case).await;
        clerk.sees(&case).await;
        town.supervisor().await.sees(&case).await;
        let data = town.app().my_data(li_na.visitor()).await.unwrap();
        assert!(data.account.iter().any(|fact| fact.label == "身份证号码" && fact.value.len() == 18));
        let held = &data.cases[0];
        assert_eq!(held.number, case);
        assert!(held.form.iter().flat_map(|section| &section.values).any(|fact| fact.label == "母亲姓名"));
        assert!(held.materials.iter().any(|material| !material.files.is_empty()));
        assert!(held.kept_until.is_none() && held.kept.contains("正在办理"));
        assert!(data.looks.iter().any(|look| look.purpose == "窗口受理和送达"), "{:?}", data.looks);
        assert!(data.looks.iter().any(|look| look.purpose.is_empty()), "supervision looks after it");
        town.grant_everything(&li_na, &case).await;
        let data = town.app().my_data(li_na.visitor()).await.unwrap();
        assert!(!data.certificates.is_empty());
        let json = serde_json::to_value(&data).unwrap();
        assert_eq!(json["cases"][0]["kept_until"], "2056-12-31", "thirty years after the year of closing");
        // Nobody else's: a stranger sees only their own, which is nothing.
        let stranger = town.applicant("周建国").await;
        assert!(town.app().my_data(stranger.visitor()).await.unwrap().cases.is_empty());
    }
}

#[tokio::test]
async fn pi_rights__the_own_profile_is_corrected_at_once() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let app = town.app();
    let wrong = ProfileInput { mobile: "123".into(), address: "长".repeat(201) };
    let service::Failure::Invalid(complaints) =
        app.correct_profile(li_na.visitor(), &wrong).await.unwrap_err()
    else {
        panic!("it was refused otherwise")
    };
    assert_eq!(
        complaints.iter().map(|one| one.pointer.as_str()).collect::<Vec<_>>(),
        ["/mobile", "/address"]
    );
    let right = ProfileInput { mobile: "13912345678".into(), address: "大同路2号".into() };
    app.correct_profile(li_na.visitor(), &right).await.unwrap();
    let again = li_na.signs_in_again().await;
    let facts = app.my_data(again.visitor()).await.unwrap().account;
    assert!(facts.iter().any(|fact| fact.value == "13912345678"));
    assert!(facts.iter().any(|fact| fact.label == "住址" && fact.value == "大同路2号"));
}

#[tokio::test]
async fn pi_rights__drafts_and_an_account_without_a_case_are_deleted_at_once_the_rest_says_why_it_is_kept() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let app = town.app();
        let li_na = town.applicant("李娜").await;
        let answers = catalog::Answers::default();
        let draft = app.start(li_na.visitor(), "birth", answers.clone(), None).await.unwrap();
        let file = li_na.uploads("照片.pdf", testkit::samples::pdf()).await;
        app.attach(li_na.visitor(), &draft, "marriage_certificate", &file).await.unwrap();
        assert_eq!(app.delete_drafts(li_na.visitor()).await.unwrap(), 1);
        assert!(app.drafts(li_na.visitor()).await.unwrap().is_empty());
        assert_eq!(code_of(&app.file(li_na.visitor(), &file).await), "not_found");
        assert_eq!(contents(&town), 0, "nor is its content left");
        app.start(li_na.visitor(), "birth", answers, None).await.unwrap();
        li_na.uploads("照片.png", testkit::samples::png()).await;
        assert_eq!(app.delete_account(li_na.visitor()).await.unwrap(), None);
        assert_eq!(contents(&town), 0);
        let gone = app.sign_in(li_na.login(), testkit::PASSWORD, "127.0.0.1", store::SessionKind::Web).await;
        assert_eq!(code_of(&gone), "wrong_password");
        let wang = town.applicant("王强").await;
        wang.submits("birth", &births::one_child()).await;
        assert_eq!(app.delete_account(wang.visitor()).await.unwrap(), Some(KeptBy::Cases));
        wang.signs_in_again().await;
        let clerk = town.clerk("三号窗口").await;
        assert_eq!(app.delete_account(clerk.visitor()).await.unwrap(), Some(KeptBy::Staff));
    }
}

#[tokio::test]
async fn pi_rights__what_an_official_decides_is_answered_in_fifteen_working_days_with_a_reason() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let app = town.app();
        let li_na = town.applicant("李娜").await;
        let case = li_na.submits("birth", &births::one_child()).await;
        town.walk_to_the_end(&li_na, &case).await;
        let empty = app.ask_about_data(li_na.visitor(), &case, DataWish::Correct, " ").await;
        assert_eq!(code_of(&empty), "invalid");
        app.ask_about_data(li_na.visitor(), &case, DataWish::Correct, "住址写错了").await.unwrap();
        let twice = app.ask_about_data(li_na.visitor(), &case, DataWish::Correct, "再说一次").await;
        assert_eq!(code_of(&twice), "data_request_open");
        let stranger = town.applicant("周建国").await;
        let other = app.ask_about_data(stranger.visitor(), &case, DataWish::Delete, "删").await;
        assert_eq!(code_of(&other), "not_found");
        let lead = town.lead(&li_na.sees(&case).await.lead).await;
        let matters = app.matters(lead.visitor(), store::MatterFilter::default(), None, 50).await.unwrap();
        let matter = matters.rows.iter().find(|one| one.kind == "personal_data").expect("it is on the list");
        assert_eq!(matter.due, Some(date(2026, 3, 23)), "fifteen working days");
        assert_eq!(matter.stage, MatterStage::Answering);
        let answer = |text: &str| CaseCommand::ActOnMatter {
            nth: matter.nth,
            act: MatterAct::Answer,
            text: text.into(),
        };
        assert_eq!(code_of(&lead.tries(&case, answer("")).await), "reason_missing");
        lead.does(&case, answer("已按证件更正档案里的住址")).await;
        let messages = app.messages(li_na.visitor(), None, 20).await.unwrap();
        assert!(messages.rows.iter().any(|one| one.text.contains("已按证件更正")), "she is told");
        assert!(li_na.sees(&case).await.timeline.iter().any(|one| one.text.contains("个人信息更正请求")));
    }
}

/// How many files are in the folder of files.
fn contents(town: &Town) -> usize {
    let folders = std::fs::read_dir(&town.config().files).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}
