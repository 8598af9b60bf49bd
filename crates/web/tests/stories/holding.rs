//! 转办、代岗、部门间询问 by pages without scripts, by a program, and looked at in a browser.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use serde_json::{Value, json};
use service::CaseCommand;
use testkit::{Client, Person, Town, births, browser::Window};

use crate::{browser::serving, journey::client};

async fn approver(town: &Town, name: &str) -> Person {
    town.staff(name, vec![Role::Approver { department: "health_commission".into() }]).await
}

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

/// A case with its first task in somebody's hands.
async fn taken(town: &Town, by: &Person) -> (Person, String, String) {
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    by.does(&case, CaseCommand::StartTask(task.clone())).await;
    (li_na, case, task)
}

#[tokio::test]
async fn a_task_is_handed_over_and_given_back_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, _, task) = taken(&town, &qian).await;
    let (mut own, mut other) = (seat(&town, &qian).await, seat(&town, &zhao).await);
    let others = other.get("/desk?state=others").await;
    assert!(others.has(&format!("a[href='/desk/tasks/{task}']")), "{}", others.text());
    let page = other.get(&format!("/desk/tasks/{task}")).await;
    assert!(page.text().contains("钱伟在办") && !page.has("form[action$='/grant']"), "{}", page.text());

    let page = own.get(&format!("/desk/tasks/{task}/hand-over")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action$='/hand-over']").with("colleague", zhao.visitor().id().as_str());
    let silent = own.sends(form.clone()).await;
    assert!(silent.text().contains("请写明理由"), "{}", silent.text());
    let done = own.sends(form.with("reason", "明天出差")).await;
    assert!(done.text().contains("已经转给同事"), "{}", done.text());

    let mine = other.get("/desk?state=mine").await;
    assert!(mine.has(&format!("a[href='/desk/tasks/{task}']")), "{}", mine.text());
    let page = other.get(&format!("/desk/tasks/{task}/hand-over")).await;
    let form = page.form("form[action$='/release']").with("release_reason", "不归我管");
    assert!(other.sends(form).await.text().contains("已经退回待办"));
    let free = own.get("/desk?state=free").await;
    assert!(free.has(&format!("a[href='/desk/tasks/{task}']")), "{}", free.text());
}

#[tokio::test]
async fn a_leave_is_set_by_pages_and_the_substitute_finds_the_work() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, _, task) = taken(&town, &qian).await;
    let mut own = seat(&town, &qian).await;
    let page = own.get("/desk/leave").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("main form[action='/desk/leave']");
    let form = form.with("substitute", zhao.visitor().id().as_str());
    let wrong = own.sends(form.clone().with("from", "3月2日")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = own.sends(form.with("from", "2026-03-02").with("until", "2026-03-06")).await;
    assert!(done.text().contains("登记好了") && done.text().contains("赵敏代岗"), "{}", done.text());

    let mut other = seat(&town, &zhao).await;
    let mine = other.get("/desk?state=mine").await;
    assert!(mine.text().contains("代钱伟"), "{}", mine.text());
    let page = other.get(&format!("/desk/tasks/{task}")).await;
    assert!(page.text().contains("今天由您代岗") && page.has("form[action$='/grant']"), "{}", page.text());
    let form = own.get("/desk/leave").await.form("form[action='/desk/leave/end']");
    let ended = own.sends(form).await;
    assert!(ended.text().contains("代岗结束了"), "{}", ended.text());
    assert!(!other.get("/desk?state=mine").await.text().contains("代钱伟"));
}

#[tokio::test]
async fn the_head_of_a_department_sets_leave_for_those_who_decide_there() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, _, task) = taken(&town, &qian).await;
    let mut head = seat(&town, &town.head("health_commission").await).await;
    let page = head.get("/desk/leave").await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form =
        page.form("main form[action='/desk/leave']").with("from", "2026-03-02").with("until", "2026-03-06");
    let form = form.with("account", qian.visitor().id().as_str());
    let itself = head.sends(form.clone().with("substitute", qian.visitor().id().as_str())).await;
    assert_eq!(itself.status, StatusCode::CONFLICT, "nobody stands in for themselves");
    let done = head.sends(form.with("substitute", zhao.visitor().id().as_str())).await;
    assert!(done.text().contains("钱伟") && done.text().contains("赵敏代岗"), "{}", done.text());

    let mut other = seat(&town, &zhao).await;
    assert!(other.get(&format!("/desk/tasks/{task}")).await.has("form[action$='/grant']"));
    let ended = head.sends(done.form("form[action='/desk/leave/end']")).await;
    assert!(!ended.text().contains("赵敏代岗"), "{}", ended.text());
    assert!(!other.get("/desk?state=mine").await.text().contains("代钱伟"));

    let mut program = client(&town);
    program.takes_a_token(town.head("health_commission").await.login()).await;
    let days = json!({ "from": "2026-03-02", "until": "2026-03-06", "account": qian.visitor().id(), "substitute": zhao.visitor().id() });
    let (status, told) = program.calls("POST", "/api/v1/leave", days).await;
    assert_eq!((status, &told["headed"][0]["name"]), (StatusCode::OK, &json!("钱伟")), "{told}");
}

#[tokio::test]
async fn departments_and_the_counter_ask_and_answer_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let qian = approver(&town, "钱伟").await;
    let (li_na, case, task) = taken(&town, &qian).await;
    let mut asking = seat(&town, &qian).await;
    let page = asking.get(&format!("/desk/tasks/{task}/ask")).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action$='/ask']");
    let silent = asking.sends(form.clone().with("to", "public_security")).await;
    assert!(silent.text().contains("请写明要问的"), "{}", silent.text());
    asking.sends(form.clone().with("to", "public_security").with("text", "母亲的户口还在本区吗")).await;
    asking.sends(form.with("to", "counter").with("text", "原件看过了吗")).await;

    let mut police = seat(&town, &town.approver("public_security").await).await;
    assert!(police.get("/desk").await.text().contains("有询问要答复"));
    let list = police.get("/desk/questions").await;
    let page = police.get(&list.attributes("a[data-row]", "href").remove(0)).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    assert!(page.text().contains("母亲的户口还在本区吗"), "{}", page.text());
    let answer = page.form("main form[action*='/questions/']");
    assert!(police.sends(answer.clone()).await.text().contains("请写明"));
    assert!(police.sends(answer.with("answer", "在")).await.text().contains("答复了"));

    let mut clerk = seat(&town, &town.clerk("三号窗口").await).await;
    assert!(clerk.get("/counter").await.text().contains("部门的询问"));
    let desk = clerk.get(&format!("/counter/cases/{case}")).await;
    let done = clerk.sends(desk.form("form[action$='/answer']").with("answer", "看过原件")).await;
    assert!(done.text().contains("看过原件"), "{}", done.text());
    let answered = asking.get(&format!("/desk/tasks/{task}")).await;
    assert!(answered.text().contains("答：在") && answered.text().contains("答：看过原件"));
    let own = seat(&town, &li_na).await.get(&format!("/cases/{case}")).await;
    assert!(!own.text().contains("看过原件") && !own.text().contains("户口还在本区"), "{}", own.text());
}

#[tokio::test]
async fn a_program_hands_over_asks_answers_and_takes_leave() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (_, case, task) = taken(&town, &qian).await;
    let (mut own, mut other, mut police) = (client(&town), client(&town), client(&town));
    own.takes_a_token(qian.login()).await;
    other.takes_a_token(zhao.login()).await;
    police.takes_a_token(town.approver("public_security").await.login()).await;

    let (_, leave) = own.calls("GET", "/api/v1/leave", Value::Null).await;
    let colleague = leave["colleagues"][0]["id"].clone();
    let days = json!({ "from": "2026-03-02", "until": "2026-03-06", "substitute": colleague });
    let (status, told) = own.calls("POST", "/api/v1/leave", days).await;
    assert_eq!((status, &told["leaves"][0]["substitute"]), (StatusCode::OK, &json!("赵敏")));
    let (_, mine) = other.calls("GET", "/api/v1/tasks?holder=mine", Value::Null).await;
    assert_eq!(mine["tasks"][0]["id"], json!(task));
    let (_, seen) = other.calls("GET", &format!("/api/v1/tasks/{task}"), Value::Null).await;
    assert_eq!(seen["holder"]["stood_in"], json!(true));
    let (_, told) = own.calls("DELETE", "/api/v1/leave", Value::Null).await;
    assert_eq!(told["leaves"], json!([]));

    let sent = json!({ "to": "public_security", "text": "母亲的户口还在本区吗" });
    let (status, _) = own.calls("POST", &format!("/api/v1/tasks/{task}/ask"), sent).await;
    assert_eq!(status, StatusCode::OK);
    let (_, waiting) = police.calls("GET", "/api/v1/questions", Value::Null).await;
    assert_eq!(waiting["questions"][0]["case"], json!(case));
    let sent = json!({ "nth": 1, "text": "在" });
    let (status, told) = police.calls("POST", &format!("/api/v1/cases/{case}/answer"), sent).await;
    assert_eq!((status, &told["questions"][0]["answer"]["text"]), (StatusCode::OK, &json!("在")));

    let sent = json!({ "to": colleague, "reason": "出差" });
    let (status, told) = own.calls("POST", &format!("/api/v1/tasks/{task}/hand-over"), sent).await;
    assert_eq!((status, &told["holder"]["name"]), (StatusCode::OK, &json!("赵敏")));
    let sent = json!({ "reason": "不归我管" });
    let (status, refused) = own.calls("POST", &format!("/api/v1/tasks/{task}/release"), sent.clone()).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("held_by_another")));
    let (status, _) = other.calls("POST", &format!("/api/v1/tasks/{task}/release"), sent).await;
    assert_eq!(status, StatusCode::OK);
    let (_, free) = own.calls("GET", "/api/v1/tasks?holder=free", Value::Null).await;
    assert!(free["tasks"].as_array().is_some_and(|tasks| tasks.iter().any(|one| one["id"] == json!(task))));

    let mut government = client(&town);
    let head = town.staff("区政府负责人", vec![Role::GovernmentHead]).await;
    government.takes_a_token(head.login()).await;
    let sent = json!({ "working_days": 15, "reason": "两个部门要会审" });
    let (status, _) = government.calls("POST", &format!("/api/v1/cases/{case}/extend"), sent.clone()).await;
    assert_eq!(status, StatusCode::OK);
    let (_, refused) = government.calls("POST", &format!("/api/v1/cases/{case}/extend"), sent).await;
    assert_eq!(refused["code"], json!("already_extended"));
}

#[tokio::test]
async fn limit_45_joint_is_extended_on_the_supervisors_page_and_told_on_the_applicants() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, case, _) = taken(&town, &approver(&town, "钱伟").await).await;
    let head = town.staff("区政府负责人", vec![Role::GovernmentHead]).await;
    let mut government = seat(&town, &head).await;
    let address = format!("/supervision/cases/{case}");
    let form = government.get(&address).await.form("form[action$='/extend']");
    let silent = government.sends(form.clone()).await;
    assert!(silent.text().contains("请写明理由"), "{}", silent.text());
    let done = government.sends(form.with("reason", "两个部门要会审")).await;
    assert!(
        done.text().contains("延长了15个工作日") && !done.has("form[action$='/extend']"),
        "{}",
        done.text()
    );
    let office = seat(&town, &town.office().await).await.get(&address).await;
    assert!(!office.has("form[action$='/extend']"));
    let told = seat(&town, &li_na).await.get(&format!("/cases/{case}")).await;
    assert!(told.text().contains("两个部门要会审"), "{}", told.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handing_over_standing_in_and_asking_fit_every_window() {
    let (town, host) = serving().await;
    let (qian, zhao) = (approver(&town, "钱伟").await, approver(&town, "赵敏").await);
    let (li_na, case, task) = taken(&town, &qian).await;
    let police = town.approver("public_security").await;
    let (from, until) = (Some(date(2026, 3, 2)), Some(date(2026, 3, 6)));
    let substitute = zhao.visitor().id().to_string();
    town.app().take_leave(qian.visitor(), &substitute, from, until).await.unwrap();
    let asked = Some("public_security".into());
    qian.does(&case, CaseCommand::AskQuestion(task.clone(), asked, "母亲的户口还在本区吗".into())).await;
    let head = town.staff("区政府负责人", vec![Role::GovernmentHead]).await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "holding").await;
        for (login, name, at) in [
            (zhao.login(), "mine", "/desk?state=mine".to_owned()),
            (zhao.login(), "task", format!("/desk/tasks/{task}")),
            (zhao.login(), "hand-over", format!("/desk/tasks/{task}/hand-over")),
            (zhao.login(), "ask", format!("/desk/tasks/{task}/ask")),
            (qian.login(), "leave", "/desk/leave".to_owned()),
            (police.login(), "questions", "/desk/questions".to_owned()),
            (police.login(), "question", format!("/desk/questions/{case}/1")),
            (li_na.login(), "applicant", format!("/cases/{case}")),
            (head.login(), "extend", format!("/supervision/cases/{case}")),
        ] {
            window.signs_in(login).await;
            window.opens(&at).await;
            window.takes_picture(name).await;
        }
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
