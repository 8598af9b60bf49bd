//! 个人信息处理告知、监护人同意: told before anything is collected, agreed to by a guardian, and looked at for a
//! purpose alone.
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::Submission;
use jiff::civil::date;
use service::{CaseView, Failure, GuardianSignature, SubmitRequest, Submitted};
use testkit::{Engine, Person, Town, births, code_of};

fn mother(name: &str) -> GuardianSignature {
    GuardianSignature { name: name.into(), relation: "母亲".into() }
}

async fn draft_of(town: &Town, person: &Person, request: SubmitRequest) -> String {
    let draft = SubmitRequest { submit: false, ..request };
    match town.app().submit(person.visitor(), draft, &person.new_key()).await.unwrap() {
        Submitted::Draft(id) => id,
        Submitted::Case(case) => panic!("a case {} where a draft was wanted", case.number),
    }
}

fn by(view: &CaseView) -> &'static str {
    view.privacy_notice.as_ref().expect("the applicant was told").by
}

#[tokio::test]
async fn pi_notice__it_names_who_processes_what_why_how_long_and_which_rights() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let answers = li_na.application("birth", &births::one_child()).await.answers;
    let notice = town.app().privacy_notice("birth", &answers).unwrap();
    let part = |heading: &str| {
        let found = notice.parts.iter().find(|(known, _)| known == heading);
        found.unwrap_or_else(|| panic!("{heading} is missing")).1.clone()
    };
    assert!(
        part("谁来处理").contains("公安") && part("谁来处理").contains("卫生健康"),
        "{}",
        part("谁来处理")
    );
    assert!(part("为什么").contains("法定职责") && part("为什么").contains("出生医学证明"));
    assert!(part("哪些信息").contains("母亲姓名") && part("哪些信息").contains("材料："));
    assert!(part("保存多久").contains("归档") && part("您的权利").contains("删除"));
    assert!(part("不满十四周岁的孩子").contains("监护人同意"));
    let other = town.app().privacy_notice("birth", &catalog::Answers::default()).unwrap();
    assert_ne!(notice.version, other.version, "another text is another version");
    assert_eq!(notice, town.app().privacy_notice("birth", &answers).unwrap(), "the same text is the same");
}

#[tokio::test]
async fn pi_sensitive__each_sensitive_kind_stands_in_the_notice_with_the_items_that_need_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let catalog = town.catalog();
    let answers = li_na.application("birth", &births::one_child()).await.answers;
    let assessment = town.app().assess("birth", &answers).unwrap();
    let notice = town.app().privacy_notice("birth", &answers).unwrap();
    let named: Vec<_> = notice.sensitive.iter().map(|one| one.element.as_str()).collect();
    for field in assessment.fields.iter().filter(|field| !field.items.is_empty()) {
        let sensitive = catalog.elements[&*field.id].sensitive;
        assert_eq!(sensitive, named.contains(&field.id.as_str()), "{}", field.id);
    }
    assert!(!notice.sensitive.is_empty() && notice.sensitive.iter().all(|one| !one.items.is_empty()));
}

#[tokio::test]
async fn pi_notice__the_case_keeps_which_version_was_shown_how_and_when() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let request = li_na.application("birth", &births::one_child()).await;
        let app = town.app();
        // Begun on a page, handed in two working days later.
        let begun = app.start(li_na.visitor(), "birth", request.answers.clone(), None).await.unwrap();
        assert!(app.application(li_na.visitor(), &begun).await.unwrap().privacy_notice().parts.len() >= 6);
        // By a program that says nothing, it goes out with the receipt.
        let view = li_na.hands_in(request.clone()).await.unwrap();
        assert_eq!(by(&view), "with_receipt");
        assert!(!view.was_told_before());
        let receipt = app.case_paper(li_na.visitor(), &view.number, "receipt").await.unwrap();
        let html = documents::print(&receipt);
        assert!(html.contains("个人信息处理告知") && html.contains("随收件凭证告知"));
        assert!(html.contains(&view.privacy_notice.as_ref().unwrap().version));
        // A program that has shown it says which version.
        let version = app.to_sign(li_na.visitor(), request.clone()).await.unwrap().notice.version;
        let told = SubmitRequest { notice_shown: Some(version.clone()), ..request.clone() };
        let view = li_na.hands_in(told).await.unwrap();
        let shown = view.privacy_notice.clone().unwrap();
        assert_eq!((shown.by, shown.version), ("calling_system", version));
        assert!(view.was_told_before());
        let wrong = SubmitRequest { notice_shown: Some("1-00000000".into()), ..request };
        let Err(Failure::Invalid(complaints)) = li_na.hands_in(wrong).await else { panic!("it was taken") };
        assert_eq!(
            (complaints[0].code, complaints[0].pointer.as_str()),
            ("notice_differs", "/privacy_notice")
        );
    }
}

#[tokio::test]
async fn pi_notice__what_was_shown_at_the_start_counts_from_then_and_a_clerk_tells_it_at_the_counter() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application("birth", &births::one_child()).await;
    let signatures = request.signatures.clone();
    let told = SubmitRequest { notice_shown: Some("an earlier one".into()), ..request.clone() };
    let draft = draft_of(&town, &li_na, told).await;
    let app = town.app();
    let guardian = mother("李娜");
    let view = app.submit_draft(li_na.visitor(), &draft, "key", &signatures, Some(&guardian)).await.unwrap();
    let shown = view.privacy_notice.unwrap();
    assert_eq!((shown.by, shown.at), ("page", app.now()), "what changed since stands on the last page");
    let version = app.to_sign(li_na.visitor(), request.clone()).await.unwrap().notice.version;
    let told = SubmitRequest { notice_shown: Some(version), ..request };
    let draft = draft_of(&town, &li_na, told).await;
    let begun = app.now();
    town.pass_working_days(2);
    let view = app.submit_draft(li_na.visitor(), &draft, "key2", &signatures, Some(&guardian)).await.unwrap();
    assert_eq!(view.privacy_notice.unwrap().at, begun);
    let clerk = town.clerk("三号窗口").await;
    let mut walk_in = clerk.application("birth", &births::one_child()).await;
    walk_in.on_behalf_of = Some(li_na.visitor().account.id.to_string());
    let draft = draft_of(&town, &clerk, walk_in).await;
    let view = app.submit_draft(clerk.visitor(), &draft, "key", &signatures, Some(&guardian)).await.unwrap();
    assert_eq!(by(&view), "counter");
}

#[tokio::test]
async fn pi_under_14__nothing_is_handed_in_on_our_pages_before_the_guardian_has_agreed() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let request = li_na.application("birth", &births::one_child()).await;
        let signatures = request.signatures.clone();
        let draft = draft_of(&town, &li_na, request).await;
        let app = town.app();
        let offer = app.consent_offer(li_na.visitor(), &draft).await.unwrap().expect("the child is young");
        assert_eq!(offer.children.len(), 1);
        for (wrong, code) in [
            (None, "consent_unsigned"),
            (Some(mother("王芳")), "signature_differs"),
            (Some(GuardianSignature { name: "李娜".into(), relation: "邻居".into() }), "relation_missing"),
        ] {
            let refused = app.submit_draft(li_na.visitor(), &draft, "key", &signatures, wrong.as_ref()).await;
            let Err(Failure::Invalid(complaints)) = refused else { panic!("{wrong:?} was taken") };
            assert!(complaints.iter().any(|one| one.code == code), "{complaints:?}");
            assert!(complaints.iter().all(|one| one.pointer.starts_with("/guardian_consent/")));
        }
        let signed = mother("李娜");
        let view =
            app.submit_draft(li_na.visitor(), &draft, "key", &signatures, Some(&signed)).await.unwrap();
        let consent = view.guardian_consent.expect("it tells of a child");
        let (name, relation, _) = consent.given.expect("she agreed");
        assert_eq!((name.as_str(), relation.as_str()), ("李娜", "母亲"));
        assert!(view.timeline.iter().any(|entry| entry.text.contains("监护人（母亲李娜）同意")));
    }
}

#[tokio::test]
async fn pi_under_14__after_a_program_the_guardian_agrees_later_once_or_at_the_counter() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    assert!(li_na.sees(&case).await.guardian_consent.unwrap().offer.is_some());
    let clerk = town.clerk("三号窗口").await;
    let app = town.app();
    let stranger = town.applicant("周建国").await;
    assert_eq!(
        code_of(&app.consent_as_guardian(stranger.visitor(), &case, &mother("周建国"), None).await),
        "not_found"
    );
    let view = app.consent_as_guardian(clerk.visitor(), &case, &mother("李娜"), None).await.unwrap();
    assert!(view.timeline.iter().any(|entry| entry.text.ends_with("在窗口当面签名")));
    let again = app.consent_as_guardian(li_na.visitor(), &case, &mother("李娜"), None).await;
    assert_eq!(code_of(&again), "no_consent_wanted");
    // Two who marry are no children.
    let mut sample = service::sample::Sample::new(1);
    let catalog = town.catalog();
    let answers = testkit::journey("marriage", "first_marriage_booked_day");
    let answers = sample.completed(&catalog, catalog.theme("marriage").unwrap(), answers);
    let request = li_na.sampled("marriage", answers, &mut sample).await;
    assert!(li_na.hands_in(request).await.unwrap().guardian_consent.is_none());
}

#[tokio::test]
async fn pi_under_14__staff_see_a_childs_data_for_a_task_alone_and_the_purpose_is_kept() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let case = li_na.submits("birth", &births::one_child()).await;
        town.clerk("三号窗口").await.accepts(&case).await;
        let police = town.approver("public_security").await;
        let values = |view: &CaseView| {
            let values = view.sections.iter().flat_map(|section| &section.values);
            values.filter(|value| value.value != "（不显示）").count()
        };
        assert!(values(&police.sees(&case).await) > 0, "its task is open");
        town.grant_everything(&li_na, &case).await;
        let colleague =
            town.staff("另一位民警", vec![casework::Role::Approver { department: "public_security".into() }]);
        let colleague = colleague.await;
        let view = colleague.sees(&case).await;
        assert_eq!(values(&view), 0, "nothing there is theirs to do any more");
        assert!(view.materials.iter().all(|material| material.files.is_empty()));
        assert!(values(&police.sees(&case).await) > 0, "whoever decided looks after it");
        let store = store::Store::open(town.config().clone()).await.unwrap();
        let looks = store.accesses(&case, 100).await.unwrap();
        let of = |person: &Person| {
            let own = looks.iter().filter(|look| look.account == person.visitor().account.id);
            own.map(|look| look.purpose.clone()).collect::<Vec<_>>()
        };
        assert!(of(&police).iter().any(|purpose| purpose.starts_with("办理")), "{:?}", of(&police));
        assert!(of(&colleague).iter().all(String::is_empty));
    }
}

#[tokio::test]
async fn pi_notice__an_application_of_before_it_was_kept_stays_readable() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    let store = store::Store::open(town.config().clone()).await.unwrap();
    let dossier = store.dossier(&identifiers::CaseNumber::parse(&case).unwrap()).await.unwrap().unwrap();
    let casework::Event::Submitted(submission) = &dossier.history[0].event else { panic!("handed in first") };
    let mut json = serde_json::to_value(submission).unwrap();
    json.as_object_mut().unwrap().remove("privacy_notice").expect("it is kept");
    json["plan"].as_object_mut().unwrap().remove("children");
    let old: Submission = serde_json::from_value(json).unwrap();
    assert!(old.privacy_notice.is_none() && old.plan.children.is_empty());
}

#[tokio::test]
async fn pi_notice__whoever_opens_an_account_was_told_which_data_are_kept_of_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let app = town.app();
    let notice = app.account_notice();
    let text: String = notice.parts.iter().map(|(heading, text)| format!("{heading}{text}")).collect();
    for words in ["谁来处理", "身份证号码是敏感个人信息", "保存多久", "删除"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let stands_in = |facts: &[service::Fact]| {
        let told = facts.iter().find(|fact| fact.label == "个人信息处理告知").expect("it is on record");
        assert!(told.value.ends_with(&notice.version), "{}", told.value);
    };
    let new = service::NewApplicant {
        login: "zhoujianguo".into(),
        password: testkit::PASSWORD.into(),
        name: "周建国".into(),
        id_number: town.new_id_number(),
        mobile: "13900000002".into(),
        receipt: String::new(),
    };
    app.register(new).await.unwrap();
    let registered = town.sign_in("zhoujianguo").await;
    stands_in(&app.my_data(registered.visitor()).await.unwrap().account);
    let clerk = town.clerk("三号窗口").await;
    let number = town.new_id_number();
    let walk_in = app.find_or_create_applicant(clerk.visitor(), "罗大成", &number, "").await.unwrap();
    let opened = app.open_account(clerk.visitor(), &walk_in).await.unwrap();
    let session = app.sign_in(&number, &opened.password, "127.0.0.1", store::SessionKind::Web).await.unwrap();
    stands_in(&app.my_data(&session.visitor).await.unwrap().account);
}
