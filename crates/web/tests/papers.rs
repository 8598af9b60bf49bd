//! Papers through the real router: each as a page to print and as PDF, for those whom it concerns.

use axum::http::StatusCode;
use exchange::MachineFonts;
use jiff::civil::date;
use pdf::{Availability, FontSource, Fonts, Press};
use service::CaseCommand;
use testkit::{Client, Page, Person, Town, births};
use web::{WebOptions, router};

/// A machine without any Chinese font.
struct Bare;

impl FontSource for Bare {
    fn availability(&self) -> Availability {
        Availability::Missing
    }

    fn load(&self) -> Option<Fonts> {
        None
    }
}

async fn town() -> Town {
    Town::open(date(2026, 3, 2)).await
}

fn press() -> Press {
    Press::new(MachineFonts::new(None))
}

/// A browser in a town that prints papers with what the machine has, or without anything.
fn printing(town: &Town, press: impl Into<Option<Press>>) -> Client {
    let options = WebOptions { press: press.into(), ..WebOptions::default() };
    Client::new(router(town.app().clone(), options))
}

async fn signed_in(town: &Town, press: Press, person: &Person) -> Client {
    let mut browser = printing(town, press);
    browser.signs_in(person.login()).await;
    browser
}

#[track_caller]
fn is_pdf(answer: &Page, name: &str) {
    assert_eq!(answer.status, StatusCode::OK, "{name} (apt-get install fonts-wqy-microhei)");
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(answer.markup.starts_with("%PDF-"), "{name}");
    let disposition = answer.header("content-disposition");
    assert!(
        disposition.starts_with("inline; filename*=UTF-8''") && disposition.ends_with(".pdf"),
        "{disposition}"
    );
}

#[tokio::test]
async fn notice_guide_and_posters_of_a_thing_can_be_printed_and_kept_by_anybody() {
    let town = town().await;
    let mut browser = printing(&town, press());
    for (paper, words) in [
        ("notice?declarant=mother", "一次告知书"),
        ("guide", "办事指南"),
        ("poster", "一次能办好"),
        ("poster?size=a3", "一次能办好"),
    ] {
        let page = browser.get(&format!("/things/birth/{paper}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.markup.contains(words), "{paper}");
        let links = page.links_to("/things/birth/").into_iter().filter(|link| link.contains(".pdf"));
        let links: Vec<String> = links.collect();
        assert!(!links.is_empty(), "{paper} can be had as PDF");
        for link in links {
            is_pdf(&browser.get(&link).await, &link);
        }
    }
    assert_eq!(browser.get("/things/nothing/guide.pdf").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_notice_as_pdf_is_made_from_the_same_answers_as_the_page() {
    let town = town().await;
    let mut browser = printing(&town, press());
    let page = browser.get("/things/birth/notice?declarant=mother&birth_place=hospital").await;
    let link = page.links_to("/things/birth/notice.pdf").remove(0);
    assert!(link.contains("declarant=mother") && link.contains("birth_place=hospital"), "{link}");
    let thing = browser.get("/things/birth?declarant=mother&birth_place=hospital").await;
    assert_eq!(thing.links_to("/things/birth/notice.pdf"), [link]);
    assert!(!thing.links_to("/things/birth/guide").is_empty(), "the thing's page leads to the guide");
}

#[tokio::test]
async fn the_applicant_finds_every_paper_of_a_case_on_its_page() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    clerk.asks_for(&case, &["discharge_record"]).await;
    li_na.returns(&case, Default::default(), &["discharge_record"]).await.unwrap();
    let task = clerk.accepts(&case).await.tasks[0].clone();
    town.approver(&task.department).await.grants_all_ready(&case).await;

    let mut browser = signed_in(&town, press(), &li_na).await;
    let page = browser.get(&format!("/cases/{case}")).await;
    let papers = page.links_to(&format!("/cases/{case}/papers/"));
    let (pdfs, pages): (Vec<_>, Vec<_>) = papers.into_iter().partition(|link| link.ends_with("/pdf"));
    assert!(pages.len() >= 4 && pages.len() == pdfs.len(), "{pages:?}");
    for (link, words) in pages.iter().zip(["收件凭证", "补正告知书", "受理通知书", "办理结果"])
    {
        let paper = browser.get(link).await;
        assert_eq!(paper.status, StatusCode::OK, "{link}");
        assert!(paper.markup.contains(words) && paper.markup.contains(&case), "{link}");
        assert_eq!(paper.markup.matches("<h1").count(), 1, "{link}");
    }
    for link in &pdfs {
        let paper = browser.get(link).await;
        is_pdf(&paper, link);
        assert_eq!(paper.header("cache-control"), "no-store", "a paper of a case is kept by nobody between");
    }
    let receipt = browser.get(&format!("/cases/{case}/receipt")).await;
    assert!(receipt.markup.contains("收件凭证") && receipt.markup.contains("paper-seal"), "the paper itself");
}

#[tokio::test]
async fn counter_and_desk_print_what_they_may_see_and_nothing_else() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let task = clerk.accepts(&case).await.tasks[0].clone();
    let approver = town.approver(&task.department).await;
    approver.grants_all_ready(&case).await;

    let mut counter = signed_in(&town, press(), &clerk).await;
    let page = counter.get(&format!("/counter/cases/{case}")).await;
    for id in ["receipt", "acceptance"] {
        let link = format!("/cases/{case}/papers/{id}");
        assert!(page.links_to(&link).contains(&link), "{id}");
        let paper = counter.get(&link).await;
        assert_eq!(paper.status, StatusCode::OK);
        assert!(
            paper.markup.contains(&format!("href=\"/counter/cases/{case}\"")),
            "back to the counter's own page"
        );
        is_pdf(&counter.get(&format!("{link}/pdf")).await, id);
    }

    let mut desk = signed_in(&town, press(), &approver).await;
    let page = desk.get(&format!("/desk/tasks/{}", task.id.0)).await;
    let papers = page.links_to(&format!("/cases/{case}/papers/task-"));
    assert!(!papers.is_empty(), "the own decision");
    is_pdf(&desk.get(&format!("{}/pdf", papers[0].trim_end_matches("/pdf"))).await, "the own decision");
    assert!(page.links_to(&format!("/cases/{case}/papers/receipt")).is_empty());
    assert_eq!(desk.get(&format!("/cases/{case}/papers/receipt/pdf")).await.status, StatusCode::NOT_FOUND);

    let stranger = town.applicant("王强").await;
    let mut stranger = signed_in(&town, press(), &stranger).await;
    for path in ["papers/receipt", "papers/receipt/pdf", "papers/acceptance", "receipt"] {
        assert_eq!(
            stranger.get(&format!("/cases/{case}/{path}")).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let mut nobody = printing(&town, press());
    let asked = nobody.get(&format!("/cases/{case}/papers/receipt/pdf")).await;
    assert!(!asked.markup.starts_with("%PDF-"), "nobody gets it without signing in");
}

#[tokio::test]
async fn a_decision_against_the_applicant_is_a_paper_too() {
    let town = town().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let refused = CaseCommand::NotAccept {
        reason: "户口不在本区".into(), remedy: "可以申请行政复议".into()
    };
    clerk.does(&case, refused).await;
    let mut browser = signed_in(&town, press(), &li_na).await;
    let paper = browser.get(&format!("/cases/{case}/papers/not-acceptance")).await;
    for words in ["不予受理通知书", "户口不在本区", "可以申请行政复议", "签收人"] {
        assert!(paper.markup.contains(words), "{words}");
    }
}

#[tokio::test]
async fn where_no_font_is_the_page_prints_and_the_way_to_the_pdf_says_why_not() {
    let town = town().await;
    for press in [Some(Press::new(Bare)), None] {
        let mut browser = printing(&town, press);
        let page = browser.get("/things/birth/notice").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.links_to("/things/birth/notice.pdf").is_empty() && page.markup.contains("没有中文字体"));
        let pdf = browser.get("/things/birth/notice.pdf").await;
        assert_eq!(pdf.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(pdf.markup.contains("现在不能生成 PDF") && !pdf.links_to("/things/birth/notice").is_empty());
        let ready = browser.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::OK, "it serves all the same");
        assert!(ready.markup.contains("fonts-noto-cjk"), "{}", ready.markup);
    }
}
