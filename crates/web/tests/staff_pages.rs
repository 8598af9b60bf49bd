//! The counter's, the desk's and supervision's pages through the real router, without JavaScript.

use axum::http::StatusCode;
use casework::TaskStageName;
use serde_json::Value;
use testkit::{Client, Form, Page, Person, Town};
use web::{WebOptions, router};

/// Somebody at a desk, with a browser and no JavaScript.
struct Seat(Client);

type Pair = (String, String);

fn pair(name: impl Into<String>, value: impl Into<String>) -> Pair {
    (name.into(), value.into())
}

impl Seat {
    async fn of(town: &Town, person: &Person) -> Self {
        let mut browser = Client::new(router(town.app().clone(), WebOptions::default()));
        browser.signs_in(person.login()).await;
        Self(browser)
    }

    async fn opens(&mut self, path: &str) -> Page {
        self.0.get(path).await
    }

    /// Posts to an address with the secret of a page, and follows.
    async fn does(&mut self, page: &Page, path: &str, pairs: &[Pair]) -> Page {
        self.0.sends(form(page, path, pairs)).await
    }

    /// The same as a form that may bring files.
    async fn does_with_parts(&mut self, page: &Page, path: &str, pairs: &[Pair]) -> Page {
        self.0.sends(form(page, path, pairs).in_parts()).await
    }
}

fn form(page: &Page, path: &str, pairs: &[Pair]) -> Form {
    let form = Form::post(path).with("csrf", &page.hidden("csrf"));
    pairs.iter().fold(form, |form, (name, value)| form.and(name, value))
}

/// All that stands between a mark and the next quotation mark.
fn all(page: &Page, mark: &str) -> Vec<String> {
    page.markup.split(mark).skip(1).map(|rest| rest.split('"').next().expect("ends").to_owned()).collect()
}

/// Answers under which retiring leaves something to do here.
const SALARIED: &[(&str, &str)] = &[("insurance_kind", "resident")];

async fn town() -> Town {
    Town::open(jiff::civil::date(2026, 11, 2)).await
}

/// What a sample application says, as the controls of the page carry it.
fn typed(form: &casework::case::Form) -> Vec<Pair> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let mut pairs = Vec::new();
    for (element, value) in form {
        match value {
            Value::Array(values) => {
                for (row, value) in values.iter().enumerate() {
                    // Whether it repeats or takes several, one of the two names is its own.
                    pairs.push(pair(format!("{element}.{row}"), text(value)));
                    pairs.push(pair(element.to_string(), text(value)));
                }
            }
            single => {
                pairs.push(pair(element.to_string(), text(single)));
                pairs.push(pair(format!("{element}.0"), text(single)));
            }
        }
    }
    pairs
}

#[tokio::test]
async fn a_clerk_takes_in_somebody_who_was_never_here_and_accepts_at_once() {
    let town = town().await;
    let clerk = town.clerk("三号窗口").await;
    let mut seat = Seat::of(&town, &clerk).await;

    let queue = seat.opens("/counter").await;
    queue.shows("待受理").shows("没有等待受理的");
    let found = seat.does(&queue, "/counter/find", &[pair("words", "周小川")]).await;
    found.shows("没有找到“周小川”").shows("value=\"周小川\"");
    let wrong = [pair("name", "周小川"), pair("id_number", "500116"), pair("mobile", "")];
    let refused = seat.does(&found, "/counter/people", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("value=\"500116\"").shows("href=\"#f-id_number\"");
    let id_number = town.new_id_number();
    let right = [pair("name", "周小川"), pair("id_number", id_number.as_str()), pair("mobile", "")];
    let chooser = seat.does(&found, "/counter/people", &right).await;
    chooser.shows("周小川").shows("value=\"retirement\"").does_not_show(&id_number);

    let start = [pair("account", chooser.hidden("account")), pair("theme", "retirement")];
    let application = seat.does(&chooser, "/counter/start", &start).await;
    application.shows("情况确认").shows("周小川");
    let draft = application.address.clone();

    let sample = clerk.application("retirement", SALARIED).await;
    let mut pairs: Vec<Pair> = Vec::new();
    for (id, answer) in &sample.answers.situations {
        let value = serde_json::to_value(answer).expect("is a value");
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        pairs.extend(values.iter().map(|value| pair(format!("answer.{id}"), text(value))));
    }
    let answered = seat.does(&application, &draft, &pairs).await;
    answered.shows("问题已答完");

    let unfilled = seat.does(&answered, &draft, &[pair("do", "submit")]).await;
    unfilled.shows("处要改").shows("id=\"f-material-");

    pairs.extend(typed(&sample.form));
    // Whose application it is stays as registered.
    pairs.retain(|(name, _)| {
        !name.starts_with("applicant.")
            && !name.starts_with("participant.name")
            && !name.starts_with("participant.id_number")
    });
    for id in all(&answered, "name=\"shown.") {
        pairs.push(pair(format!("shown.{id}"), "1"));
        pairs.push(pair(format!("paper.{id}"), "1"));
    }
    pairs.push(pair("deliver_to", "counter:admin_service_centre"));
    pairs.push(pair("do", "accept"));
    let case = seat.does(&answered, &draft, &pairs).await;
    case.shows("申请已提交").shows("办理中").does_not_show("不予受理</button>");
    let again = seat.does(&queue, &draft, &[pair("do", "accept")]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "the draft has become the case");
}

#[tokio::test]
async fn the_one_correction_is_asked_for_once_and_comes_back_at_the_counter() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &[("declarant", "mother")]).await;
    let mut seat = Seat::of(&town, &clerk).await;
    let address = format!("/counter/cases/{case}");

    let page = seat.opens(&address).await;
    page.shows("只能发一次");
    let field = "applicant.mobile".to_owned();
    assert!(all(&page, "name=\"field\" value=\"").contains(&field));
    let material = all(&page, "name=\"material\" value=\"").remove(0);
    let version = pair("version", page.hidden("version"));
    let tick = pair("field", field.as_str());

    let silent = seat.does(&page, &format!("{address}/correction"), &[version.clone(), tick.clone()]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    silent.shows("都要写明哪里不对");

    let notice = [
        version,
        tick,
        pair(format!("remark.field.{field}"), "与出生医学证明不一致"),
        pair("material", material.as_str()),
        pair(format!("remark.material.{material}"), "照片看不清"),
    ];
    let asked = seat.does(&page, &format!("{address}/correction"), &notice).await;
    asked.shows("补正告知已发出").shows("照片看不清").shows("代收补正").does_not_show("发出补正告知");

    let value = seat.opens(&address).await.hidden("version");
    let mut back = vec![pair("version", value), pair(format!("paper.{material}"), "1")];
    for name in all(&asked, &format!("name=\"value.{field}.")) {
        back.push(pair(format!("value.{field}.{name}"), "13900001111"));
    }
    let returned = seat.does_with_parts(&asked, &format!("{address}/return"), &back).await;
    returned.shows("补正已交回").shows("补正后已改").shows("不能再发");
    let accepted = seat
        .does(&returned, &format!("{address}/accept"), &[pair("version", returned.hidden("version"))])
        .await;
    accepted.shows("已受理");
    let receipt = seat.opens(&format!("/cases/{case}/receipt")).await;
    assert_eq!(receipt.status, StatusCode::OK, "the clerk prints the receipt");
    for file in all(&accepted, "href=\"/files/") {
        assert_eq!(
            seat.opens(&format!("/files/{file}")).await.status,
            StatusCode::OK,
            "the clerk looks at what was handed in"
        );
    }
}

#[tokio::test]
async fn a_lead_department_decides_on_acceptance_and_a_stale_page_is_told_kindly() {
    let town = town().await;
    let (li_na, lead) = (town.applicant("李娜").await, town.lead("health_commission").await);
    let case = li_na.submits("birth", &[]).await;
    let mut seat = Seat::of(&town, &lead).await;
    seat.opens("/lead").await.shows(&case);
    let page = seat.opens(&format!("/counter/cases/{case}")).await;
    let stale = [pair("version", "0"), pair("reason", "不在办理范围"), pair("remedy", "")];
    let told = seat.does(&page, &format!("/counter/cases/{case}/not-accept"), &stale).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    told.shows("刚刚有人改动过这件").shows("不在办理范围");
    let fresh = [pair("version", told.hidden("version")), pair("reason", "不在办理范围"), pair("remedy", "")];
    let done = seat.does(&told, &format!("/counter/cases/{case}/not-accept"), &fresh).await;
    done.shows("已登记不予受理").shows("申请行政复议");
}

/// The first task that is ready, with a seat of its department.
async fn ready_task(town: &Town, case: &str, clerk: &Person) -> (Seat, String, Vec<String>) {
    let view = clerk.sees(case).await;
    let ready =
        view.tasks.iter().find(|task| task.stage == TaskStageName::Ready).expect("something is ready");
    let approver = town.approver(&ready.department).await;
    let seat = Seat::of(town, &approver).await;
    let conditions = approver.looks_for_task(&ready.id.0).await.expect("is there").conditions;
    (seat, ready.id.0.clone(), conditions)
}

#[tokio::test]
async fn a_grant_needs_every_condition_ticked_and_keeps_what_was_typed() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("retirement", SALARIED).await;
    clerk.accepts(&case).await;
    let (mut seat, task, conditions) = ready_task(&town, &case, &clerk).await;
    let address = format!("/desk/tasks/{task}");
    seat.opens("/desk").await.shows(&task);
    let page = seat.opens(&address).await;
    page.shows(&format!("value=\"{task}\"")).shows("申请行政复议");
    let mut given = vec![
        pair("version", page.hidden("version")),
        pair("number", "江人社〔2026〕1号"),
        pair("text", "同意"),
    ];
    if !conditions.is_empty() {
        let open = seat.does_with_parts(&page, &format!("{address}/grant"), &given).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        open.shows("逐条核对").shows("江人社〔2026〕1号");
    }
    given.extend((0..conditions.len()).map(|index| pair("condition", index.to_string())));
    let granted = seat.does_with_parts(&page, &format!("{address}/grant"), &given).await;
    granted.shows("已准予").shows("江人社〔2026〕1号");
}

#[tokio::test]
async fn several_of_one_item_are_granted_each_with_its_own_outcome() {
    let town = town().await;
    let clerk = town.clerk("三号窗口").await;
    let mut cases = Vec::new();
    for name in ["李娜", "王芳"] {
        let applicant = town.applicant(name).await;
        let case = applicant.submits("retirement", SALARIED).await;
        clerk.accepts(&case).await;
        cases.push(case);
    }
    let (mut seat, first, _) = ready_task(&town, &cases[0], &clerk).await;
    let second = first.replace(&cases[0], &cases[1]);
    let item =
        clerk.sees(&cases[0]).await.tasks.into_iter().find(|task| task.id.0 == first).expect("is there").item;
    seat.opens("/desk").await.does_not_show("type=\"checkbox\" name=\"task\"");
    let list = seat.opens(&format!("/desk?item={item}")).await;
    list.shows(&format!("name=\"task\" value=\"{second}\""));
    let key = pair("key", list.hidden("key"));
    let ticked = [
        key,
        pair("task", first.as_str()),
        pair("task", second.as_str()),
        pair("task", "JJ20261102000000-99"),
    ];
    let outcome = seat.does(&list, "/desk/batch", &ticked).await;
    outcome.shows("3 件里，2 件已准予").shows("没有办成");
    let twice = seat.does(&list, "/desk/batch", &ticked).await;
    twice.shows("3 件里，2 件已准予");
}

#[tokio::test]
async fn a_supervisor_sees_figures_and_limits_but_not_what_people_wrote() {
    let town = town().await;
    let (li_na, supervisor) = (town.applicant("欧阳德明").await, town.supervisor().await);
    let case = li_na.submits("birth", &[]).await;
    let mut seat = Seat::of(&town, &supervisor).await;
    let overview = seat.opens("/supervision").await;
    overview.shows("收件").shows("出生一件事").shows("<desc");
    let lists = all(&overview, "class=\"stat-main\" href=\"");
    assert_eq!(lists.len(), 8);
    for address in lists {
        let list = seat.opens(&address.replace("&amp;", "&").replace("&#38;", "&")).await;
        assert_eq!(list.status, StatusCode::OK, "{address}");
    }
    for sheet in ["figures", "cases", "tasks"] {
        let sheet = seat.opens(&format!("/supervision/{sheet}.xlsx?from=2026-11-01&to=2026-11-30")).await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert!(sheet.markup.starts_with("PK"), "a spreadsheet");
    }
    seat.opens("/supervision/cases").await.shows(&case).does_not_show("欧阳德明");
    let page = seat.opens(&format!("/supervision/cases/{case}")).await;
    page.shows("（不显示）").does_not_show("欧阳德明").does_not_show("name=\"version\"");
}

#[tokio::test]
async fn every_area_opens_to_its_own_people_alone() {
    let town = town().await;
    let people = [
        ("applicant", town.applicant("李娜").await),
        ("clerk", town.clerk("三号窗口").await),
        ("lead", town.lead("health_commission").await),
        ("approver", town.approver("public_security").await),
        ("office", town.office().await),
        ("supervisor", town.supervisor().await),
        ("admin", town.admin().await),
    ];
    let mut seen = String::new();
    for (role, person) in &people {
        let mut seat = Seat::of(&town, person).await;
        let mut open = Vec::new();
        for path in ["/counter", "/lead", "/desk", "/supervision", "/supervision/cases", "/supervision/tasks"]
        {
            // Whoever is led elsewhere has not got in.
            let page = seat.opens(path).await;
            if page.status == StatusCode::OK && page.address == path {
                open.push(path);
            }
        }
        seen.push_str(&format!("{role}: {}\n", open.join(" ")));
    }
    let wanted = "applicant: \nclerk: /counter\nlead: /lead /supervision/cases /supervision/tasks\napprover: /desk\n\
                  office: /supervision /supervision/cases /supervision/tasks\n\
                  supervisor: /supervision /supervision/cases /supervision/tasks\nadmin: \n";
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn staff_have_no_cases_of_their_own_in_the_navigation_and_messages_where_matters_go_up_to_them() {
    let town = town().await;
    let staff = [
        town.clerk("三号窗口").await,
        town.lead("health_commission").await,
        town.approver("public_security").await,
        town.admin().await,
    ];
    for person in &staff {
        let home = Seat::of(&town, person).await.opens("/").await;
        home.does_not_show("href=\"/cases\"").does_not_show("href=\"/messages\"");
    }
    for above in [town.head("public_security").await, town.office().await, town.supervisor().await] {
        let home = Seat::of(&town, &above).await.opens("/").await;
        home.does_not_show("href=\"/cases\"").shows("href=\"/messages\"");
    }
    let applicant = town.applicant("李娜").await;
    Seat::of(&town, &applicant).await.opens("/").await.shows("href=\"/cases\"").shows("href=\"/messages\"");
    let agent = town.agent("帮代办员小何").await;
    Seat::of(&town, &agent).await.opens("/").await.shows("我帮办的").shows("href=\"/messages\"");
}

#[tokio::test]
async fn an_agent_begins_for_whoever_gave_a_mandate() {
    let town = town().await;
    let (agent, li_na) = (town.agent("帮代办员小何").await, town.applicant("李娜").await);
    let mut seat = Seat::of(&town, &agent).await;
    let answers: Vec<_> =
        testkit::births::one_child().iter().map(|(id, value)| format!("{id}={value}")).collect();
    let thing = seat.opens(&format!("/things/birth?{}", answers.join("&"))).await;
    thing.shows("替群众办").does_not_show("现在就办");
    let whom = format!("/apply/for-another?theme=birth&{}", answers.join("&"));
    seat.opens(&whom).await.shows("还没有人授权您办这件事").does_not_show("李娜");
    li_na.authorises(&agent, &["birth"]).await;
    let page = seat.opens(&whom).await;
    page.shows("李娜");
    let mut given = vec![pair("theme", "birth"), pair("principal", li_na.visitor().id().as_str())];
    given.extend(testkit::births::one_child().into_iter().map(|(id, value)| pair(id, value)));
    let tasks = seat.does(&page, "/apply/for-another", &given).await;
    tasks.shows("您在替李娜代办").shows("申请人");
    // A forged principal is nobody's.
    given.retain(|(name, _)| name != "principal");
    given.push(pair("principal", town.applicant("周建国").await.visitor().id().as_str()));
    let forged = seat.does(&page, "/apply/for-another", &given).await;
    forged.shows("您没有这一步的授权");
}

#[tokio::test]
async fn everybody_lands_where_they_work() {
    let town = town().await;
    let people = [
        (town.clerk("三号窗口").await, "/counter"),
        (town.approver("public_security").await, "/desk"),
        (town.supervisor().await, "/supervision"),
        (town.lead("health_commission").await, "/lead"),
        (town.applicant("李娜").await, "/"),
    ];
    for (person, home) in people {
        let mut browser = Client::new(router(town.app().clone(), WebOptions::default()));
        assert_eq!(browser.signs_in(person.login()).await.address, home);
    }
}

#[tokio::test]
async fn a_number_said_wrong_on_the_telephone_is_told_and_asked_for_again() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &[("declarant", "mother")]).await;
    let mut seat = Seat::of(&town, &clerk).await;
    let queue = seat.opens("/counter").await;
    let said = format!("{}{}", &case[..case.len() - 1], if case.ends_with('2') { 3 } else { 2 });
    let wrong = seat.does(&queue, "/counter/find", &[pair("words", said.as_str())]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("有一位不对").shows("四位一组").shows(&format!("value=\"{said}\""));
    assert!(wrong.faults().is_empty(), "{:?}", wrong.faults());
    let found = seat.does(&wrong, "/counter/find", &[pair("words", case.as_str())]).await;
    assert_eq!(found.address, format!("/counter/cases/{case}"));
}

/// All words of a spreadsheet (ECMA-376: each stands once among the shared strings), and its numbers.
fn words_of(sheet: &Page) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&sheet.bytes)).expect("is an archive");
    let mut words = String::new();
    for part in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"] {
        std::io::Read::read_to_string(&mut archive.by_name(part).expect("has the part"), &mut words)
            .expect("is text");
    }
    words
}

#[tokio::test]
async fn supervisions_lists_and_sheets_say_the_same_and_name_nobody() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("欧阳德明").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &[("declarant", "mother")]).await;
    let task = clerk.accepts(&case).await.tasks.into_iter().find(|task| task.stage == TaskStageName::Ready);
    let task = task.expect("something can be begun");
    let mut seat = Seat::of(&town, &town.supervisor().await).await;
    let days = "from=2026-11-01&to=2026-11-30";
    for (list, names) in [("cases", &case), ("tasks", &task.name)] {
        let page = seat.opens(&format!("/supervision/{list}?{days}")).await;
        assert!(page.faults().is_empty(), "{:?}", page.faults());
        page.shows(names).does_not_show("欧阳德明");
        let sheet = words_of(&seat.opens(&format!("/supervision/{list}.xlsx?{days}")).await);
        assert!(sheet.contains(names) && !sheet.contains("欧阳德明"), "{sheet}");
    }
    let empty = seat.opens("/supervision/cases?from=2025-11-01&to=2025-11-30").await;
    empty.does_not_show(&case);
}

#[tokio::test]
async fn the_months_appraisal_is_the_same_on_the_page_and_in_the_sheet() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &[("declarant", "mother")]).await;
    clerk.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    let mut seat = Seat::of(&town, &town.office().await).await;
    let page = seat.opens("/supervision/appraisal").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let sheet = words_of(&seat.opens("/supervision/appraisal.xlsx").await);
    let (headings, names) = (page.texts_of("main thead th"), page.texts_of("main tbody td:first-child"));
    assert!(!names.is_empty(), "{}", page.text());
    for words in headings.iter().chain(&names) {
        assert!(sheet.contains(words.as_str()), "{words} is not in {sheet}");
    }
}
