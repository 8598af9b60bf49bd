//! The story by pages alone, without scripts: from a typed sentence to a rating.

use axum::http::StatusCode;
use jiff::civil::date;
use service::CaseCommand;
use testkit::{Client, Page, Town, births, samples};

use crate::journey::{Journey, client};

/// Answers the questions of a thing one by one; the page that offers to start.
async fn answers_questions(client: &mut Client, journey: &Journey) -> Page {
    let mut page = client.get(&format!("/things/{}", journey.theme)).await;
    for _ in 0..60 {
        // A pair asks first which of the two: this one.
        let own = format!("/things/{}", journey.theme);
        let here =
            page.attributes("#question a.choice", "href").into_iter().find(|href| href.starts_with(&own));
        if let Some(here) = here {
            page = client.get(&here).await;
            continue;
        }
        let controls = page.controls("#question form[method='get']");
        if controls.is_empty() {
            return page;
        }
        let mut form = page.form("#question form[method='get']");
        let asked = page.attributes("#question input[name='asked']", "value");
        for control in controls.iter().filter(|control| asked.contains(&control.name)) {
            form = set(form, &control.name, &journey.answer_or_first(control));
        }
        for rare in page.attributes("#question input[name='offered']", "value") {
            if journey.ticks(&rare) {
                form = form.and("tick", &rare);
                if controls.iter().any(|control| control.name == rare) {
                    form = set(form, &rare, &journey.answer(&rare));
                }
            }
        }
        page = client.sends(form).await;
    }
    panic!("the questions of {} come to no end: {}", journey.theme, page.text());
}

fn set(form: testkit::Form, name: &str, values: &[String]) -> testkit::Form {
    values.iter().fold(form.without(name), |form, value| form.and(name, value))
}

/// Fills in every section, until the task list has nothing left; the task list.
async fn fills_in(client: &mut Client, journey: &Journey, tasks: &Page) -> Page {
    let home = tasks.address.clone();
    let sections: Vec<_> =
        tasks.attributes(".task-list a", "href").into_iter().filter(|href| href.contains("/form/")).collect();
    assert!(!sections.is_empty(), "{}", tasks.text());
    for section in sections {
        let page = client.get(&section).await;
        let mut form = page.form("form[data-autosave]");
        for control in page.controls("form[data-autosave]") {
            if let Some(values) = journey.typed(&control) {
                form = set(form, &control.name, &values);
            }
        }
        let next = client.sends(form).await;
        assert!(!next.has(".field-error"), "{section}: {}", next.text());
    }
    client.get(&home).await
}

/// Uploads a file for every material that is still wanted.
async fn uploads_materials(client: &mut Client, draft: &str) {
    let address = format!("{draft}/materials");
    let forms = client.get(&address).await.forms("form[enctype]").len();
    for nth in 0..forms {
        let page = client.get(&address).await;
        let form = page.forms("form[enctype]").swap_remove(nth);
        let files = page.controls("form[enctype]");
        let name = &files.iter().find(|control| control.kind == "file").expect("a place for a file").name;
        let page = client.sends(form.and("upload", "1").with_file(name, "照片.png", &samples::png())).await;
        assert!(!page.has(".field-error"), "{}", page.text());
    }
}

/// Signs what is promised with the name that the page asks for.
fn signs(review: &Page, form: testkit::Form) -> testkit::Form {
    let text = review.text();
    let name = text.split("签上姓名“").nth(1).and_then(|rest| rest.split('”').next()).unwrap_or_default();
    let signed = review.attributes("input[name^='signed.']", "name");
    let form = signed.iter().fold(form, |form, control| form.with(control, name));
    if !review.has("input[name='guardian.name']") {
        return form;
    }
    form.with("guardian.name", name).with("guardian.relation", "母亲")
}

/// From the first page to a number.
async fn applies(client: &mut Client, login: &str, journey: &Journey, words: &str) -> String {
    let home = client.get("/").await;
    let found = client.sends(home.form("form[action='/search']").with("q", words)).await;
    let thing = format!("/things/{}", journey.theme);
    assert!(
        found.links().iter().any(|link| link.starts_with(&thing)),
        "{words} leads to {:?}",
        found.links()
    );
    let ready = answers_questions(client, journey).await;
    // Nobody is signed in yet: the answers are kept through signing in.
    let mut page = client.sends(ready.form("form[action='/apply']")).await;
    if page.has("form[action='/sign-in']") {
        let form =
            page.form("form[action='/sign-in']").with("login", login).with("password", testkit::PASSWORD);
        page = client.sends(form).await;
        if page.has("form[action='/apply']") {
            page = client.sends(page.form("form[action='/apply']")).await;
        }
    }
    assert!(page.address.starts_with("/apply/"), "{}: {}", page.address, page.text());
    let draft = page.address.split('?').next().unwrap_or_default().to_owned();
    let tasks = fills_in(client, journey, &page).await;
    uploads_materials(client, &draft).await;
    let page = client.get(&format!("{draft}/delivery")).await;
    let choices = page.controls("main form");
    if let Some(choice) = choices.iter().find(|control| control.name == "delivery") {
        let counter = format!("counter:{}", testkit::COUNTER);
        let chosen = choice.options.iter().find(|option| **option == counter).or(choice.options.first());
        let form = page.form("main form").with("delivery", chosen.expect("a way"));
        client.sends(form).await;
    }
    let review = client.get(&format!("{draft}/review")).await;
    let submit = "form[action$='/submit']";
    assert!(!review.has(".error-summary"), "{}\n{}", review.text(), tasks.text());
    let receipt = client.sends(signs(&review, review.form(submit).with("declared", "yes"))).await;
    receipt.text_of(".case-number").unwrap_or_else(|| panic!("no number: {}", receipt.text()))
}

/// Where the item is checked on the spot, two officers come today and find all as it should be.
async fn is_checked(
    town: &Town,
    approver: &mut Client,
    page: testkit::client::Page,
) -> testkit::client::Page {
    let arrange = "form[action$='/check']";
    if !page.has(arrange) {
        return page;
    }
    let today = town.app().today().to_string();
    let form = page.form(arrange).with("check_on", &today).with("officers", "王强、李明");
    let page = approver.sends(form).await;
    let found = page.form("form[action$='/check-record']").with("findings", "和申请一致");
    approver.sends(found.with("passed", "yes")).await
}

/// A clerk accepts; every department grants what is ready; the counter hands out.
async fn is_worked(town: &Town, number: &str) {
    let mut clerk = client(town);
    clerk.signs_in(town.clerk("三号窗口").await.login()).await;
    let desk = format!("/counter/cases/{number}");
    let page = clerk.get(&desk).await;
    let page = clerk.sends(page.form("form[action$='/accept']")).await;
    assert!(!page.has("form[action$='/accept']"), "{}", page.text());
    for _ in 0..20 {
        let office = town.office().await;
        let view = office.sees(number).await;
        let ready = view.tasks.iter().find(|task| task.stage == casework::TaskStageName::Ready);
        let Some(task) = ready else { break };
        let mut approver = client(town);
        approver.signs_in(town.approver(&task.department).await.login()).await;
        let page = approver.get(&format!("/desk/tasks/{}", task.id)).await;
        let page = is_checked(town, &mut approver, page).await;
        let selector = "form[action$='/grant']";
        let conditions = page.controls(selector);
        let ticks =
            conditions.iter().filter(|control| control.name == "condition").flat_map(|one| &one.options);
        let form = ticks.fold(page.form(selector), |form, option| form.and("condition", option));
        let page = approver.sends(form).await;
        assert!(!page.has(".field-error") && page.status.is_success(), "{}", page.text());
    }
    let page = clerk.get(&desk).await;
    if page.has("form[action$='/hand-out']") {
        let name = town.clerk("三号窗口").await.sees(number).await.applicant_name;
        let form = page.form("form[action$='/hand-out']");
        let form = form.with("document", "居民身份证").with("signed_as", &name);
        let page = clerk.sends(form).await;
        assert!(!page.has("form[action$='/hand-out']"), "{}", page.text());
    }
}

async fn whole_story(theme: &str, given: &[(&str, &str)], words: &str) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let journey = if given.is_empty() {
        Journey::invented(&town, &li_na, theme).await
    } else {
        Journey::of(&li_na, theme, given).await
    };
    let mut phone = client(&town);
    let number = applies(&mut phone, li_na.login(), &journey, words).await;
    is_worked(&town, &number).await;
    let wallet = phone.get("/wallet").await;
    let result = &li_na.sees(&number).await.results[0].name;
    assert!(wallet.text().contains(result.as_str()), "{}", wallet.text());
    let page = phone.get(&format!("/cases/{number}")).await;
    let rated = phone.sends(page.form("form[action$='/rate']").with("level", "5")).await;
    assert!(rated.status.is_success(), "{}", rated.text());
    let view = li_na.sees(&number).await;
    assert_eq!(view.rating.map(|rating| rating.level), Some(5));
    assert_eq!(view.stage, casework::StageName::Delivered);
}

#[tokio::test]
async fn twins_are_born_without_scripts() {
    whole_story("birth", &births::twins(), "生了娃儿要办啥子手续").await;
}

#[tokio::test]
async fn a_hot_pot_restaurant_opens_without_scripts() {
    whole_story("hotpot_restaurant_self_employed", &[], "开火锅店").await;
}

#[tokio::test]
async fn a_company_is_set_up_without_scripts() {
    whole_story("company_setup", &[], "开公司").await;
}

#[tokio::test]
async fn somebody_retires_without_scripts() {
    whole_story("retirement", &[], "退休").await;
}

#[tokio::test]
async fn a_session_that_ends_in_mid_form_loses_nothing() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let journey = Journey::of(&li_na, "birth", &births::one_child()).await;
    let mut phone = client(&town);
    phone.signs_in(li_na.login()).await;
    let ready = answers_questions(&mut phone, &journey).await;
    let tasks = phone.sends(ready.form("form[action='/apply']")).await;
    let section =
        tasks.attributes(".task-list a", "href").into_iter().find(|href| href.ends_with("/form/mother"));
    let section = section.expect("the mother's section");
    let form = phone.get(&section).await.form("form[data-autosave]").with("mother.name", "欧阳·娜");
    phone.forgets_cookies();
    let sign_in = phone.sends(form).await;
    let form = sign_in
        .form("form[action='/sign-in']")
        .with("login", li_na.login())
        .with("password", testkit::PASSWORD);
    let page = phone.sends(form).await;
    // Without scripts the kept form is sent with one more click.
    if page.has(&format!("form[action='{section}']")) {
        phone.sends(page.form(&format!("form[action='{section}']"))).await;
    }
    let kept = phone.get(&section).await.form("form[data-autosave]");
    assert_eq!(kept.value("mother.name"), Some("欧阳·娜"));
}

#[tokio::test]
async fn what_is_typed_wrong_is_told_beside_the_field_and_stays() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let journey = Journey::of(&li_na, "birth", &births::one_child()).await;
    let mut phone = client(&town);
    phone.signs_in(li_na.login()).await;
    let ready = answers_questions(&mut phone, &journey).await;
    let tasks = phone.sends(ready.form("form[action='/apply']")).await;
    let section =
        tasks.attributes(".task-list a", "href").into_iter().find(|href| href.ends_with("/form/mother"));
    let section = section.expect("the mother's section");
    let markup = "<script>alert('江津')</script>";
    let form = phone.get(&section).await.form("form[data-autosave]");
    let form = form.with("mother.id_number", "500116199603021230").with("mother.employer", markup);
    let page = phone.sends(form).await;
    let page = if page.has(".field-error") { page } else { phone.get(&section).await };
    assert!(page.has(".field-error"), "{}", page.text());
    let kept = page.form("form[data-autosave]");
    assert_eq!(kept.value("mother.id_number"), Some("500116199603021230"));
    assert_eq!(kept.value("mother.employer"), Some(markup));
    assert!(!page.markup.contains(markup), "markup is text");
    assert_eq!(page.faults(), Vec::<String>::new());
}

#[tokio::test]
async fn submitting_twice_by_the_back_button_makes_one_case() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let journey = Journey::of(&li_na, "birth", &births::one_child()).await;
    let mut phone = client(&town);
    let number = applies(&mut phone, li_na.login(), &journey, "娃儿上户口").await;
    let cases = phone.get("/cases").await;
    let links: std::collections::BTreeSet<_> =
        cases.links().into_iter().filter(|link| link.starts_with("/cases/")).collect();
    assert!(links.iter().all(|link| link.contains(&number)), "{links:?}");
}

#[tokio::test]
async fn what_is_wrong_on_the_way_is_told_and_a_correction_opens_exactly_what_it_names() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let journey = Journey::of(&li_na, "birth", &births::twins()).await;
    let mut phone = client(&town);
    let ready = answers_questions(&mut phone, &journey).await;
    let notice = phone.get(&ready.links_to("/things/birth/notice").remove(0)).await;
    assert!(notice.text().contains("以上是全部材料"), "{}", notice.text());
    phone.signs_in(li_na.login()).await;
    let secret = phone.get("/account").await.hidden("csrf");
    let tasks = phone.sends(ready.form("form[action='/apply']").with("csrf", &secret)).await;
    let draft = tasks.address.clone();
    fills_in(&mut phone, &journey, &tasks).await;
    let twins = phone.get(&format!("{draft}/form/child")).await;
    assert!(twins.has("[name='child.name.1']"), "twins are two rows: {}", twins.text());

    let page = phone.get(&format!("{draft}/materials")).await;
    let form = page.form("form[enctype]").and("upload", "1");
    let disguised = phone.sends(form.with_file("file", "页面.jpg", &samples::page_in_disguise())).await;
    assert_eq!(disguised.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(disguised.text().contains("只收照片"), "{}", disguised.text());
    uploads_materials(&mut phone, &draft).await;
    let page = phone.get(&format!("{draft}/delivery")).await;
    if page.has("[name=delivery]") {
        phone.sends(page.form("main form").with("delivery", "online")).await;
    }

    // Nothing is handed in before it is declared to be true; twice is one case.
    let review = phone.get(&format!("{draft}/review")).await;
    let form = signs(&review, review.form("form[action$='/submit']"));
    assert_eq!(phone.sends(form.clone()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let receipt = phone.sends(form.clone().with("declared", "yes")).await;
    let again = phone.sends(form.with("declared", "yes")).await;
    assert_eq!(receipt.address, again.address);
    assert!(receipt.has("svg.qr-code"), "{}", receipt.text());
    let number = receipt.text_of(".case-number").expect("a number");

    clerk.does(&number, CaseCommand::Correction(testkit::notice(&["applicant.mobile"], &[]))).await;
    let case = phone.get(&format!("/cases/{number}")).await;
    assert!(case.text().contains("现在要您做的"), "{}", case.text());
    let page = phone.get(&format!("/cases/{number}/correction")).await;
    let open = page.controls("form[enctype]").into_iter().map(|control| control.name);
    assert_eq!(open.filter(|name| name.contains('.')).collect::<Vec<_>>(), ["applicant.mobile"]);
    let form = page.form("form[enctype]").with("applicant.mobile", "13912345678").and("send", "1");
    let returned = phone.sends(form).await;
    assert_eq!(returned.address, format!("/cases/{number}"), "{}", returned.text());
}
