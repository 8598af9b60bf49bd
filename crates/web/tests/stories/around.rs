//! What stands around a decision, as people meet it on pages without scripts: obstacles of each kind, what is
//! signed, what is had first, what is left to do, rows that go their own way, one person who is another.

use catalog::{Answers, Assessment, assess::answer_text, assessment::State, model::StopKind};
use jiff::civil::date;
use service::{CaseCommand, SubmitRequest, Submitted, sample::Sample};
use testkit::{Person, Town, births, journey, repository};

use crate::journey::client;

/// The address of a page of a thing with these answers.
fn address(theme: &str, page: &str, answers: &Answers) -> String {
    let pairs: Vec<(String, String)> =
        answers.situations.iter().map(|(id, answer)| (id.to_string(), answer_text(answer))).collect();
    format!("/things/{theme}{page}?{}", serde_urlencoded::to_string(pairs).expect("is a query"))
}

/// The first written journey of any theme whose assessment is as wanted.
fn first(town: &Town, wanted: impl Fn(&Assessment) -> bool) -> (String, Answers, Assessment) {
    let mut themes: Vec<_> = std::fs::read_dir(repository().join("catalog/jiangjin/journeys"))
        .expect("is there")
        .map(|entry| entry.expect("is readable").path())
        .collect();
    themes.sort();
    for folder in themes.iter().filter(|path| path.is_dir()) {
        let theme = folder.file_name().expect("has a name").to_string_lossy().into_owned();
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("is a folder")
            .map(|entry| entry.expect("is readable").path())
            .collect();
        names.sort();
        for name in names {
            let answers = journey(&theme, &name.file_stem().expect("has a name").to_string_lossy());
            let assessment = town.app().assess(&theme, &answers).expect("known answers");
            if wanted(&assessment) {
                return (theme, answers, assessment);
            }
        }
    }
    panic!("no journey is so");
}

async fn request(town: &Town, person: &Person, theme: &str, name: &str) -> SubmitRequest {
    let catalog = town.catalog();
    let known = catalog.theme(theme).expect("the theme is there");
    let answers = Sample::new(1).completed(&catalog, known, journey(theme, name));
    person.sampled(theme, answers, &mut Sample::new(1)).await
}

/// The application as a draft that lies open.
async fn draft(town: &Town, person: &Person, request: SubmitRequest) -> String {
    let request = SubmitRequest { submit: false, ..request };
    match town.app().submit(person.visitor(), request, &person.new_key()).await.expect("is kept") {
        Submitted::Draft(id) => id,
        Submitted::Case(case) => panic!("{} was handed in", case.number),
    }
}

#[tokio::test]
async fn every_kind_of_obstacle_says_what_it_asks_and_names_its_ways_out() {
    let town = Town::open(date(2026, 3, 2)).await;
    let mut visitor = client(&town);
    for (kind, words) in [
        (StopKind::Block, "因此暂时办不了"),
        (StopKind::Warn, ""),
        (StopKind::Acknowledge, "提交时要您书面确认"),
        (StopKind::HandOver, "请到"),
    ] {
        let (theme, answers, assessment) = first(&town, |assessment| {
            assessment
                .stops
                .iter()
                .any(|stop| stop.kind == kind && (kind != StopKind::Block || !stop.ways.is_empty()))
        });
        let page = visitor.get(&address(&theme, "", &answers)).await;
        let text = page.text();
        let stop = assessment.stops.iter().find(|stop| stop.kind == kind).expect("it is there");
        assert!(text.contains(&stop.message) && text.contains(words), "{theme} {kind:?}: {text}");
        for way in &stop.ways {
            assert!(text.contains(&way.text), "{theme} {kind:?}: no way out: {}", way.text);
        }
        assert_eq!(page.faults(), Vec::<String>::new(), "{theme}");
    }
}

#[tokio::test]
async fn an_obstacle_is_signed_on_the_last_page_or_nothing_is_handed_in() {
    let town = Town::open(date(2026, 3, 2)).await;
    let xiao_jing = town.applicant("小靖").await;
    let mut wanted = request(&town, &xiao_jing, "noodle_shop_self_employed", "no_flue_building").await;
    wanted.acknowledged.clear();
    wanted.answers.acknowledged.clear();
    let id = draft(&town, &xiao_jing, wanted).await;
    let mut phone = client(&town);
    phone.signs_in(xiao_jing.login()).await;
    let review = phone.get(&format!("/apply/{id}/review")).await;
    let submit = "form[action$='/submit']";
    let unsigned = phone.sends(review.form(submit).without("acknowledge").with("declared", "yes")).await;
    assert!(unsigned.has(".warning .field-error"), "{} {}", unsigned.status, unsigned.text());
    let signed = phone.sends(unsigned.form(submit).and("acknowledge", "flue").with("declared", "yes")).await;
    assert!(signed.has(".case-number"), "{} {}", signed.status, signed.text());
}

#[tokio::test]
async fn what_is_left_to_do_stands_on_the_case_and_under_its_result() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let wanted = request(&town, &li_na, "travel_agency", "ordinary_agency").await;
    let case = li_na.hands_in(wanted).await.expect("is whole").number;
    town.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    let mut phone = client(&town);
    phone.signs_in(li_na.login()).await;
    let page = phone.get(&format!("/cases/{case}")).await;
    let obligations = page.text_of("section[aria-labelledby='obligations']").expect("they are told");
    assert!(obligations.contains("质量保证金") && obligations.contains("2026年"), "{obligations}");

    let view = li_na.sees(&case).await;
    let results: Vec<_> = view.papers.iter().filter(|paper| paper.kind == documents::Kind::Result).collect();
    let mut told = 0;
    for paper in &results {
        let printed = phone.get(&format!("/cases/{case}/papers/{}", paper.id)).await;
        let text = printed.text();
        if text.contains("办好以后您还要做的") {
            told += usize::from(text.contains("质量保证金") && text.contains("就是2026年"));
        }
    }
    assert_eq!(told, 1, "the duty stands under the one result that it follows from");
}

/// Two teachers, and a third from abroad whose work permit has not come.
async fn mixed_team(town: &Town, school: &Person) -> String {
    let mut wanted = request(town, school, "staff_recruitment", "mixed_team_foreigner_waits").await;
    let kinds = serde_json::json!(["居民身份证", "居民身份证", "护照"]);
    wanted.form.insert("participant.id_type".into(), kinds);
    let numbers = wanted.form.get_mut("participant.id_number").and_then(|rows| rows.as_array_mut());
    numbers.expect("three of them")[2] = "E12345678".into();
    wanted.materials.retain(|one| one.material != "foreign_work_permit_document");
    wanted.met.clear();
    let case = school.hands_in(wanted).await.expect("is whole").number;
    town.accepts(&case).await;
    case
}

#[tokio::test]
async fn a_wrong_day_of_what_was_had_first_is_told_beside_it_and_what_was_typed_stays() {
    let town = Town::open(date(2026, 3, 2)).await;
    let school = town.applicant("王校长").await;
    let case = mixed_team(&town, &school).await;
    let mut phone = client(&town);
    phone.signs_in(school.login()).await;
    let form = "form[action$='/prerequisites']";
    for (typed, words) in [("昨天", "2026-03-02 这样"), ("2026-03-09", "不能晚于今天")] {
        let page = phone.get(&format!("/cases/{case}")).await;
        let said = page.form(form).and("met.work_permit", "yes").with("met_number.work_permit", "5001");
        let page = phone.sends(said.with("met_on.work_permit", typed)).await;
        assert_eq!(page.status.as_u16(), 422, "{}", page.text());
        let error = page.text_of(".prerequisite .field-error").expect("it is told beside the field");
        assert!(error.contains(words), "{error}");
        assert_eq!(page.form(form).value("met_on.work_permit"), Some(typed));
        assert_eq!(page.form(form).value("met_number.work_permit"), Some("5001"));
        assert_eq!(page.faults(), Vec::<String>::new());
    }
    let page = phone.get(&format!("/cases/{case}")).await;
    let said = page.form(form).and("met.work_permit", "yes").with("met_on.work_permit", "2026-03-02");
    let page = phone.sends(said).await;
    assert!(page.status.is_success() && page.text().contains("已办好"), "{}", page.text());

    let clerk = town.clerk("三号窗口").await;
    let other = mixed_team(&town, &school).await;
    let mut counter = client(&town);
    counter.signs_in(clerk.login()).await;
    let page = counter.get(&format!("/counter/cases/{other}")).await;
    let said = page.form(form).and("met.work_permit", "yes").with("met_on.work_permit", "昨天");
    let page = counter.sends(said).await;
    assert!(page.has(".prerequisite .field-error"), "{}", page.text());
    assert_eq!(page.form(form).value("met_on.work_permit"), Some("昨天"));
}

#[tokio::test]
async fn the_one_who_waits_is_named_on_the_pages_of_applicant_and_counter_and_can_go_alone() {
    let town = Town::open(date(2026, 3, 2)).await;
    let school = town.applicant("王校长").await;
    let case = mixed_team(&town, &school).await;
    town.grant_everything(&school, &case).await;
    let (mut phone, mut counter) = (client(&town), client(&town));
    phone.signs_in(school.login()).await;
    counter.signs_in(town.clerk("三号窗口").await.login()).await;
    let page = phone.get(&format!("/cases/{case}")).await;
    assert!(page.text().contains("第3个员工") && page.text().contains("工作许可"), "{}", page.text());
    let page = counter.get(&format!("/counter/cases/{case}")).await;
    assert!(page.text().contains("第3个员工"), "{}", page.text());

    let page = phone.get(&format!("/cases/{case}")).await;
    let alone = page.form("form[action$='/withdraw-row']").with("row", "2").with("reason", "不来了");
    let page = phone.sends(alone).await;
    assert!(page.text().contains("不来了") && !page.has("form[action$='/withdraw-row']"), "{}", page.text());
}

#[tokio::test]
async fn each_twin_is_named_on_every_page_and_can_go_without_the_other() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::twins()).await;
    let accepted = town.clerk("三号窗口").await.accepts(&case).await;
    let (mut phone, mut counter, mut desk) = (client(&town), client(&town), client(&town));
    phone.signs_in(li_na.login()).await;
    counter.signs_in(town.clerk("四号窗口").await.login()).await;
    let health = town.approver("health_commission").await;
    desk.signs_in(health.login()).await;
    let certificates = accepted.tasks.iter().filter(|task| *task.item == *"birth_medical_certificate");
    let first = certificates.map(|task| task.id.0.clone()).next().expect("one for each");
    let pages = [
        phone.get(&format!("/cases/{case}")).await,
        counter.get(&format!("/counter/cases/{case}")).await,
        desk.get("/desk").await,
        desk.get(&format!("/desk/tasks/{first}")).await,
    ];
    for page in pages {
        for twin in ["第1个孩子", "第2个孩子"] {
            assert!(page.text().contains(twin), "{} does not name {twin}: {}", page.address, page.text());
        }
    }
    let grant = CaseCommand::GrantTask(first, service::GrantInput::default());
    health.does(&case, grant).await;
    let page = phone.get(&format!("/cases/{case}")).await;
    let rows = page.attributes("form[action$='/withdraw-row'] input[name='row']", "value");
    assert_eq!(rows, ["1"], "of whom something was granted already nobody goes");
    let alone = page.form("form[action$='/withdraw-row']").with("row", "1").with("reason", "另外再办");
    phone.sends(alone).await;
    let view = li_na.sees(&case).await;
    let left = view.tasks.iter().filter(|task| task.name.contains("第2个孩子"));
    assert!(left.clone().count() > 0);
    assert!(left.clone().all(|task| task.stage == casework::TaskStageName::Cancelled), "{:?}", view.tasks);
    let stays = view.tasks.iter().filter(|task| task.name.contains("第1个孩子"));
    assert!(stays.clone().all(|task| task.stage != casework::TaskStageName::Cancelled), "{:?}", view.tasks);
}

#[tokio::test]
async fn where_nothing_is_needed_the_page_and_its_paper_say_so_and_nothing_can_be_begun() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (theme, answers, assessment) =
        first(&town, |assessment| assessment.complete && assessment.nothing_needed.is_some());
    let why = assessment.nothing_needed.expect("it says why");
    let mut visitor = client(&town);
    let page = visitor.get(&address(&theme, "", &answers)).await;
    assert!(page.text_of("#question").expect("the outcome").contains(&why), "{}", page.text());
    assert!(!page.has("form[action='/apply']") && !page.has("#materials") && !page.has("#fees"));
    assert_eq!(page.faults(), Vec::<String>::new());
    let paper = visitor.get(&address(&theme, "/notice", &answers)).await;
    let text = paper.text();
    assert!(text.contains("这件事不用办") && text.contains(&why), "{text}");
    assert!(text.contains("为什么不用办") && !text.contains("以上是全部材料"), "{text}");
}

#[tokio::test]
async fn an_agent_is_told_at_once_that_nobody_may_act_here_and_what_to_do_instead() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let mut desk = client(&town);
    desk.signs_in(agent.login()).await;
    let catalog = town.catalog();
    let answers = journey("marriage", "first_marriage_booked_day");
    let answers = Sample::new(1).completed(&catalog, catalog.theme("marriage").expect("is there"), answers);
    let page = desk.get(&address("marriage", "", &answers)).await;
    let question = page.text_of("#question").expect("stands where the button would");
    assert!(question.contains("不能由帮代办员代为申请") && question.contains("陪他本人到窗口"), "{question}");
    assert!(!page.links().iter().any(|link| link.contains("/apply/for-another")), "{:?}", page.links());
}

#[tokio::test]
async fn an_address_that_was_tampered_with_is_answered_in_plain_words() {
    let town = Town::open(date(2026, 3, 2)).await;
    let mut visitor = client(&town);
    for query in ["birth_place=hospitl", "children_count=many", "declarant=mother&birth_registered=perhaps"] {
        let page = visitor.get(&format!("/things/birth?{query}")).await;
        assert!(page.status.is_success(), "{query}");
        let error = page.text_of(".field-error").expect("it is asked again");
        assert!(!error.chars().any(|c| c.is_ascii_alphabetic()), "{query}: {error}");
    }
}

#[tokio::test]
async fn what_is_looked_at_together_bears_one_mark_on_page_and_paper() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (theme, answers, assessment) = first(&town, |assessment| {
        let present = |item: &catalog::ItemId| {
            assessment.items.iter().any(|known| known.id == *item && known.state == State::In)
        };
        assessment.joint.iter().any(|one| one.items.iter().filter(|item| present(item)).count() > 1)
    });
    let joint = assessment.joint.iter().find(|one| one.items.len() > 1).expect("one visit");
    let mut visitor = client(&town);
    let page = visitor.get(&address(&theme, "", &answers)).await;
    let together = page.text_of(".task-together").expect("a line under the picture");
    assert!(together.contains("①只上门看一次"), "{together}");
    let node = page.text_of(".task-stage-node strong").expect("items as a list");
    assert!(page.markup.matches('①').count() > joint.items.len(), "{node}");
    let paper = visitor.get(&address(&theme, "/notice", &answers)).await;
    assert!(paper.text_of(".paper-process").expect("the picture").contains("①只上门看一次"));
}

#[tokio::test]
async fn one_person_is_taken_over_for_another_in_the_portal_and_at_the_counter() {
    let town = Town::open(date(2026, 3, 2)).await;
    let tang_hai = town.applicant("唐海").await;
    let answers = journey("company_setup", "three_partners_with_staff");
    let app = town.app();
    let id = app.start(tang_hai.visitor(), "company_setup", answers.clone(), None).await.expect("begins");
    let mut phone = client(&town);
    phone.signs_in(tang_hai.login()).await;
    let form = "form[data-autosave]";
    let page = phone.get(&format!("/apply/{id}/form/legal_rep")).await;
    phone.sends(page.form(form).with("legal_rep.name", "唐小海").with("later", "1")).await;
    let page = phone.get(&format!("/apply/{id}/form/finance_person")).await;
    let offers = page.attributes("button[name='same']", "value");
    assert!(offers.contains(&"finance_person=legal_rep".to_owned()), "{offers:?}");
    assert!(page.text().contains("同法定代表人或负责人 （唐小海）") || page.text().contains("（唐小海）"));
    let page = phone.sends(page.form(form).with("same", "finance_person=legal_rep")).await;
    assert_eq!(page.form(form).value("finance_person.name"), Some("唐小海"));
    assert!(page.text().contains("照“法定代表人或负责人”填的"), "{}", page.text());
    assert_eq!(page.faults(), Vec::<String>::new());
    let page = phone.get(&format!("/apply/{id}/form/legal_rep")).await;
    phone.sends(page.form(form).with("legal_rep.name", "唐大海").with("later", "1")).await;
    let review = phone.get(&format!("/apply/{id}/review")).await;
    assert!(review.text().contains("那边后来改了，这里没有跟着改"), "{}", review.text());

    let clerk = town.clerk("三号窗口").await;
    let applicant = tang_hai.visitor().account.id.clone();
    let id = app.start(clerk.visitor(), "company_setup", answers, Some(applicant)).await.expect("begins");
    let mut counter = client(&town);
    counter.signs_in(clerk.login()).await;
    let page = counter.get(&format!("/counter/applications/{id}")).await;
    // Typed and taken over with one press: the dense page saves first.
    let same =
        page.form("#intake").with("legal_rep.name", "唐小海").with("do", "same:finance_person=legal_rep");
    let page = counter.sends(same).await;
    assert_eq!(page.form("#intake").value("finance_person.name"), Some("唐小海"), "{}", page.text());
}

#[tokio::test]
async fn the_counter_asks_by_topic_and_says_which_answers_a_change_made_idle() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let catalog = town.catalog();
    let theme = catalog.theme("birth").expect("is there");
    let answers =
        Sample::new(1).completed(&catalog, theme, journey("birth", "twins_follow_father_collective"));
    let applicant = li_na.visitor().account.id.clone();
    let id = town.app().start(clerk.visitor(), "birth", answers, Some(applicant)).await.expect("begins");
    let mut counter = client(&town);
    counter.signs_in(clerk.login()).await;
    let page = counter.get(&format!("/counter/applications/{id}")).await;
    let topics = page.attributes(".topic", "aria-labelledby");
    assert!(topics.len() > 1, "{topics:?}");
    assert_eq!(page.faults(), Vec::<String>::new());
    let page = counter.sends(page.form("#intake").with("answer.household_wanted", "false")).await;
    let told = page.text_of("#questions .callout").expect("idle answers are told");
    assert!(told.contains("现在用不上了"), "{told}");
    let page = counter.sends(page.form("#intake").with("answer.household_wanted", "true")).await;
    assert!(!page.has("#questions .callout"), "they count again: {}", page.text());
}
