//! 草稿: nothing that was typed is lost.

use jiff::civil::date;
use testkit::{Person, Town, births, code_of, samples};

async fn started(town: &Town, who: &Person, answers: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = answers.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    let answers = town.app().parse_answers("birth", &pairs).unwrap();
    town.app().start(who.visitor(), "birth", answers, None).await.unwrap()
}

async fn types(town: &Town, who: &Person, draft: &str, section: &str, values: &[(&str, &str)]) {
    let pairs = values.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    town.app().save_form(who.visitor(), draft, Some(section), pairs).await.unwrap();
}

async fn value(town: &Town, who: &Person, draft: &str, control: &str) -> String {
    let application = town.app().application(who.visitor(), draft).await.unwrap();
    let fields = application.sections.into_iter().flat_map(|section| section.rows).flat_map(|row| row.fields);
    fields.filter(|field| field.name == control).map(|field| field.value).collect()
}

#[tokio::test]
async fn a_draft_survives_leaving_and_coming_back() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::twins()).await;
    types(&town, &li_na, &draft, "mother", &[("mother.name", "李娜"), ("mother.id_number", "12345")]).await;
    types(&town, &li_na, &draft, "child", &[("child.name.0", "江一"), ("child.name.1", "江二")]).await;
    let photo = li_na.uploads("出院记录.png", samples::png()).await;
    town.app().attach(li_na.visitor(), &draft, "discharge_record", &photo).await.unwrap();

    town.pass_working_days(3);
    let li_na = town.sign_in(li_na.login()).await;
    let lines = town.app().drafts(li_na.visitor()).await.unwrap();
    assert_eq!(lines.len(), 1);
    let draft = &lines[0].id;
    assert_eq!(value(&town, &li_na, draft, "mother.name").await, "李娜");
    assert_eq!(value(&town, &li_na, draft, "mother.id_number").await, "12345", "kept though it is wrong");
    assert_eq!(value(&town, &li_na, draft, "child.name.1").await, "江二");
    let application = town.app().application(li_na.visitor(), draft).await.unwrap();
    let slot = application.materials.iter().find(|slot| *slot.id == *"discharge_record").unwrap();
    assert_eq!(slot.files[0].name, "出院记录.png");
    assert_eq!(slot.files[0].media_type, "image/png");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_do_not_lose_each_others_sections() {
    let town = std::sync::Arc::new(Town::open(date(2026, 3, 2)).await);
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::one_child()).await;
    let tab = |section: &'static str, control: &'static str, text: &'static str| {
        let (town, li_na, draft) = (town.clone(), li_na.clone(), draft.clone());
        tokio::spawn(async move { types(&town, &li_na, &draft, section, &[(control, text)]).await })
    };
    let tabs = [
        tab("mother", "mother.name", "李娜"),
        tab("father", "father.name", "周建国"),
        tab("bank", "bank.name", "农业银行江津支行"),
        tab("child", "child.name.0", "江小津"),
    ];
    for tab in tabs {
        tab.await.unwrap();
    }
    for (control, text) in [
        ("mother.name", "李娜"),
        ("father.name", "周建国"),
        ("bank.name", "农业银行江津支行"),
        ("child.name.0", "江小津"),
    ] {
        assert_eq!(value(&town, &li_na, &draft, control).await, text);
    }
}

#[tokio::test]
async fn fewer_children_do_not_make_what_was_typed_disappear() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::twins()).await;
    types(&town, &li_na, &draft, "child", &[("child.name.0", "江一"), ("child.name.1", "江二")]).await;
    let answers = |pairs: Vec<(&str, &str)>| {
        let pairs: Vec<_> = pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
        town.app().parse_answers("birth", &pairs).unwrap()
    };
    town.app().change_answers(li_na.visitor(), &draft, answers(births::one_child())).await.unwrap();
    town.app().change_answers(li_na.visitor(), &draft, answers(births::twins())).await.unwrap();
    assert_eq!(value(&town, &li_na, &draft, "child.name.1").await, "江二");
}

#[tokio::test]
async fn a_draft_is_nobody_elses() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::one_child()).await;
    for other in [town.applicant("周建国").await, town.clerk("三号窗口").await, town.office().await] {
        assert_eq!(code_of(&town.app().application(other.visitor(), &draft).await), "not_found");
        let saved = town.app().save_form(other.visitor(), &draft, None, Vec::new()).await;
        assert_eq!(code_of(&saved), "not_found");
    }
}

#[tokio::test]
async fn what_is_known_is_filled_in_and_says_where_from() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::one_child()).await;
    let application = town.app().application(li_na.visitor(), &draft).await.unwrap();
    let fields: Vec<_> =
        application.sections.iter().flat_map(|section| &section.rows).flat_map(|row| &row.fields).collect();
    let name = fields.iter().find(|field| field.name == "applicant.name").unwrap();
    assert_eq!(name.value, "李娜");
    assert!(name.from.is_some());
    let delivery = fields.iter().find(|field| field.name == "birth.delivery_mode").unwrap();
    assert_eq!(delivery.value, "剖宫产");
    assert!(delivery.fixed, "answered before, so not asked again");
}

#[tokio::test]
async fn a_draft_handed_in_is_a_draft_no_more() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let request = li_na.application("birth", &births::one_child()).await;
    let draft = started(&town, &li_na, &births::one_child()).await;
    let pairs = request.form.iter().flat_map(|(id, value)| match value {
        serde_json::Value::Array(rows) => {
            rows.iter().enumerate().map(|(row, value)| (format!("{id}.{row}"), plain(value))).collect()
        }
        single => vec![(id.to_string(), plain(single))],
    });
    let key = li_na.new_key();
    let guardian = service::GuardianSignature { name: "李娜".into(), relation: "母亲".into() };
    let incomplete = town.app().submit_draft(li_na.visitor(), &draft, &key, &[], Some(&guardian)).await;
    assert_eq!(code_of(&incomplete), "invalid");
    town.app().save_form(li_na.visitor(), &draft, None, pairs.collect()).await.unwrap();
    for handed in &request.materials {
        town.app().attach(li_na.visitor(), &draft, &handed.material, &handed.files[0]).await.unwrap();
    }
    let first = town.app().submit_draft(li_na.visitor(), &draft, &key, &[], Some(&guardian)).await.unwrap();
    assert!(town.app().drafts(li_na.visitor()).await.unwrap().is_empty());
    let again = town.app().submit_draft(li_na.visitor(), &draft, &key, &[], Some(&guardian)).await.unwrap();
    assert_eq!(first.number, again.number, "the back button and a second click lead to the same case");
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Bool(true) => "是".into(),
        serde_json::Value::Bool(false) => "否".into(),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn what_was_filled_in_says_where_from_even_after_it_was_sent_back_as_it_was() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let draft = started(&town, &li_na, &births::one_child()).await;
    let source = async |control: &str| {
        let application = town.app().application(li_na.visitor(), &draft).await.unwrap();
        let fields =
            application.sections.into_iter().flat_map(|section| section.rows).flat_map(|row| row.fields);
        fields.filter(|field| field.name == control).find_map(|field| field.from)
    };
    assert_eq!(source("applicant.name").await.as_deref(), Some("您的实名账户"));

    types(&town, &li_na, &draft, "applicant", &[("applicant.name", "李娜")]).await;
    assert_eq!(source("applicant.name").await.as_deref(), Some("您的实名账户"));

    types(&town, &li_na, &draft, "applicant", &[("applicant.name", "李小娜")]).await;
    assert_eq!(source("applicant.name").await, None, "now it is the person's own word");
}
