//! The story in a real browser, on a telephone and at a desk, over a real socket.

use jiff::civil::date;
use service::Settings;
use testkit::{Engine, Town, births, browser::Window, client::Control, samples};
use web::{WebOptions, router};

use crate::journey::Journey;

/// A town that serves on a port of its own.
pub(crate) async fn serving() -> (Town, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let host = format!("http://{}", listener.local_addr().expect("it has an address"));
    let settings = Settings { base_url: host.clone(), ..Settings::default() };
    let town = Town::with(Engine::Sqlite, date(2026, 3, 2), settings).await.expect("a town");
    let service = router(town.app().clone(), WebOptions::default())
        .into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    (town, host)
}

/// Finds the thing by what people type, and answers its questions.
async fn finds_and_answers(window: &mut Window, journey: &Journey, words: &str) {
    window.opens("/").await;
    window.takes_picture("home").await;
    window.types("#q", words).await;
    window.waits_for("document.querySelector('#suggestions a')").await;
    window.sends_by_enter().await;
    window.takes_picture("search").await;
    window.follows(&format!("main a[href^='/things/{}']", journey.theme)).await;
    let form = "#question form[method=get]";
    let mut asked = 0;
    loop {
        let controls = window.controls(form).await;
        if controls.is_empty() {
            break;
        }
        if asked < 2 {
            window.takes_picture("question").await;
        }
        asked += 1;
        let rare = "[...document.querySelectorAll('#question [name=offered]')].map((one) => one.value)";
        let rare = window.evaluates(rare).await;
        let rare: Vec<&str> = rare.as_array().expect("a list").iter().filter_map(|id| id.as_str()).collect();
        for control in controls.iter().filter(|control| control.name != "tick") {
            let is_rare = rare.contains(&control.name.as_str());
            if is_rare && !journey.ticks(&control.name) {
                continue;
            }
            if is_rare {
                ticks(window, form, &control.name).await;
            }
            for value in journey.answer_or_first(control) {
                fills(window, form, control, &value).await;
            }
        }
        for id in rare.into_iter().filter(|id| journey.ticks(id)) {
            ticks(window, form, id).await;
        }
        let before = format!("document.querySelector(`{form}`).innerText");
        let before = window.evaluates(&before).await;
        window.clicks(&format!("{form} .actions button")).await;
        let gone = format!("document.querySelector(`{form}`)?.innerText !== {before}");
        window.waits_for(&gone).await;
    }
    assert!(asked > 3, "{asked} screens");
    window.takes_picture("notice").await;
}

/// Ticks a rare case, unless it is.
async fn ticks(window: &mut Window, form: &str, id: &str) {
    let tick = format!("{form} [name=tick][value='{id}']");
    if window.evaluates(&format!("document.querySelector({tick:?}).checked")).await != true {
        window.clicks(&tick).await;
    }
}

/// Fills in one control.
async fn fills(window: &mut Window, form: &str, control: &Control, value: &str) {
    let place = format!("{form} [name='{}']", control.name);
    if matches!(control.kind.as_str(), "radio" | "checkbox") {
        let choice = format!("{place}[value='{value}']");
        let chosen = format!("document.querySelector({choice:?}).checked");
        if window.evaluates(&chosen).await != true {
            window.clicks(&choice).await;
            window.waits_for(&chosen).await;
        }
    } else {
        window.types(&format!("{place}:not([type=hidden])"), value).await;
    }
}

/// Every section of the form.
async fn fills_in(window: &mut Window, journey: &Journey) {
    let sections = "[...document.querySelectorAll('.task-list a')].map((a) => a.getAttribute('href')).filter((a) => a.includes('/form/'))";
    let sections = window.evaluates(sections).await;
    window.takes_picture("tasks").await;
    let form = "form[data-autosave]";
    for section in sections.as_array().expect("a list").iter().filter_map(|section| section.as_str()) {
        window.opens(section).await;
        let mut done = Vec::new();
        // What is filled in may open further fields.
        while let Some(control) =
            window.controls(form).await.into_iter().find(|control| !done.contains(&control.name))
        {
            for value in journey.typed(&control).unwrap_or_default() {
                fills(window, form, &control, &value).await;
            }
            done.push(control.name);
        }
        if section.ends_with("/child") {
            window.takes_picture("section").await;
        }
        window.follows(&format!("{form} .actions button:not([name])")).await;
        assert!(!window.sees(".field-error").await, "{section}: {}", window.text().await);
    }
}

/// A photograph for every material that is wanted.
async fn uploads(window: &mut Window, town: &Town, draft: &str) {
    let photo = town.folder().join("照片.png");
    std::fs::write(&photo, samples::png()).expect("a photograph");
    window.opens(&format!("{draft}/materials")).await;
    let open = "section.card[id^='m-']:not(:has(.tag-done)) input[type=file]";
    let count = format!("document.querySelectorAll({open:?}).length");
    let mut left = window.evaluates(&count).await.as_u64().expect("a number");
    while left > 0 {
        window.chooses_file(open, &photo).await;
        window.waits_for(&format!("{count} < {left}")).await;
        left = window.evaluates(&count).await.as_u64().expect("a number");
    }
    window.takes_picture("materials").await;
}

/// From the answered questions to a number.
async fn applies(window: &mut Window, town: &Town, login: &str, journey: &Journey) -> String {
    window.follows("#question form[action='/apply'] button").await;
    window.takes_picture("sign-in").await;
    window.types("input[name=login]", login).await;
    window.types("input[name=password]", testkit::PASSWORD).await;
    window.follows("form[action='/sign-in'] button").await;
    window.waits_for("location.pathname.startsWith('/apply/') && document.readyState === 'complete'").await;
    let draft = window.address().await;
    fills_in(window, journey).await;
    // Leaving and coming back goes on where one was.
    window.opens("/cases").await;
    window.follows(&format!("main a[href^='{draft}']")).await;
    uploads(window, town, &draft).await;
    window.opens(&format!("{draft}/delivery")).await;
    let counter = format!("input[name=delivery][value='counter:{}']", testkit::COUNTER);
    window.clicks(&counter).await;
    window.takes_picture("delivery").await;
    window.follows("main form .actions button").await;
    window.opens(&format!("{draft}/review")).await;
    window.takes_picture("review").await;
    if window.sees("input[name='guardian.name']").await {
        let name = "document.body.textContent.split('签上姓名“')[1].split('”')[0]";
        let name = window.evaluates(name).await;
        window.types("input[name='guardian.name']", name.as_str().expect("a name")).await;
        window.clicks("input[name='guardian.relation'][value='母亲']").await;
    }
    window.clicks("#f-declared").await;
    window.follows("form[action$='/submit'] button").await;
    window.takes_picture("receipt").await;
    let number = window.evaluates("document.querySelector('.case-number')?.textContent.trim()").await;
    number.as_str().unwrap_or_else(|| panic!("no number at {number}")).to_owned()
}

/// A clerk, the departments and the clerk again, one after the other at one machine.
async fn is_worked(window: &mut Window, town: &Town, number: &str) {
    let clerk = town.clerk("三号窗口").await;
    window.signs_in(clerk.login()).await;
    window.opens("/counter").await;
    window.takes_picture("counter").await;
    window.follows(&format!("main a[href='/counter/cases/{number}']")).await;
    window.takes_picture("counter-case").await;
    window.follows("form[action$='/accept'] button").await;
    let office = town.office().await;
    let mut pictures = 0;
    loop {
        let tasks = office.sees(number).await.tasks;
        let Some(task) = tasks.into_iter().find(|task| task.stage == casework::TaskStageName::Ready) else {
            break;
        };
        window.signs_in(town.approver(&task.department).await.login()).await;
        window.opens("/desk").await;
        window.takes_picture("desk").await;
        window.follows(&format!("main a[href='/desk/tasks/{}']", task.id)).await;
        let form = "form[action$='/grant']";
        for control in window.controls(form).await.iter().filter(|control| control.name == "condition") {
            for option in &control.options {
                fills(window, form, control, option).await;
            }
        }
        if pictures == 0 {
            window.takes_picture("desk-task").await;
        }
        pictures += 1;
        window.follows(&format!("{form} button.button")).await;
        assert!(!window.sees(".field-error").await, "{}", window.text().await);
    }
    assert!(pictures >= 5, "{pictures} tasks were granted");
    window.signs_in(clerk.login()).await;
    window.opens(&format!("/counter/cases/{number}")).await;
    window.takes_picture("hand-out").await;
    let name = clerk.sees(number).await.applicant_name;
    window.types("form[action$='/hand-out'] [name=document]", "居民身份证").await;
    window.types("form[action$='/hand-out'] [name=signed_as]", &name).await;
    window.follows("form[action$='/hand-out'] button").await;
    window.signs_in(town.supervisor().await.login()).await;
    window.opens("/supervision").await;
    window.takes_picture("supervision").await;
}

async fn whole_story(width: u32) {
    let (town, host) = serving().await;
    let li_na = town.applicant("李娜").await;
    let journey = Journey::of(&li_na, "birth", &births::one_child()).await;
    let mut own = Window::open(&host, width, "applicant").await;
    finds_and_answers(&mut own, &journey, "生了娃儿要办啥子手续").await;
    let number = applies(&mut own, &town, li_na.login(), &journey).await;
    let mut office = Window::open(&host, width, "staff").await;
    is_worked(&mut office, &town, &number).await;

    own.opens("/wallet").await;
    own.takes_picture("wallet").await;
    let result = li_na.sees(&number).await.results[0].name.clone();
    assert!(own.text().await.contains(&result), "{result} is not in the wallet");
    own.opens(&format!("/cases/{number}")).await;
    own.takes_picture("case").await;
    own.follows("form[action$='/rate'] button[value='5']").await;
    own.takes_picture("rated").await;
    let view = li_na.sees(&number).await;
    assert_eq!(view.rating.map(|rating| rating.level), Some(5));
    assert_eq!(view.stage, casework::StageName::Delivered);
    for window in [&own, &office] {
        // Who is not signed in yet is told so by the page and by its status.
        let errors: Vec<_> =
            window.errors().iter().filter(|error| !error.contains("401 (Unauthorized)")).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// Cards that stand a little lower than the one beside them.
const UNEVEN: &str = "[...document.querySelectorAll('.grid')].flatMap(grid => {
    const tops = [...grid.children].map(card => card.getBoundingClientRect().top);
    return tops.filter((top, at) => at > 0 && top > tops[at - 1] && top < tops[at - 1] + 40);
})";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_side_by_side_begins_at_one_height() {
    let (_town, host) = serving().await;
    let mut window = Window::open(&host, 1280, "side_by_side").await;
    for page in ["/", "/help"] {
        window.opens(page).await;
        assert!(window.sees(".grid > .card + .card").await, "{page} has cards side by side");
        assert_eq!(window.evaluates(UNEVEN).await, serde_json::json!([]), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_telephone() {
    whole_story(375).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_a_desk() {
    whole_story(1280).await;
}
