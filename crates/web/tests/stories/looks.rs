//! What stands around a decision, looked at in a browser: on a telephone and at a desk, light and dark, and in
//! the elder mode. Every picture has to fit into its window.

use catalog::{Answers, assess::answer_text};
use service::{SubmitRequest, Submitted, sample::Sample};
use testkit::{Person, Town, browser::Window, journey};

use crate::browser::serving;

fn address(theme: &str, page: &str, answers: &Answers) -> String {
    let pairs: Vec<(String, String)> =
        answers.situations.iter().map(|(id, answer)| (id.to_string(), answer_text(answer))).collect();
    format!("/things/{theme}{page}?{}", serde_urlencoded::to_string(pairs).expect("is a query"))
}

fn answers(town: &Town, theme: &str, name: &str) -> Answers {
    let catalog = town.catalog();
    Sample::new(1).completed(&catalog, catalog.theme(theme).expect("is there"), journey(theme, name))
}

/// A case of a thing that leaves something to do afterwards, granted.
async fn granted(town: &Town, person: &Person) -> String {
    let answers = answers(town, "travel_agency", "ordinary_agency");
    let wanted = person.sampled("travel_agency", answers, &mut Sample::new(1)).await;
    let case = person.hands_in(wanted).await.expect("is whole").number;
    town.accepts(&case).await;
    town.grant_everything(person, &case).await;
    case
}

/// A draft with an obstacle to be signed, as somebody else's hands leave it.
async fn unsigned(town: &Town, writer: &Person, applicant: &Person) -> String {
    let theme = "noodle_shop_self_employed";
    let wanted = writer.sampled(theme, answers(town, theme, "no_flue_building"), &mut Sample::new(1)).await;
    let behalf = applicant.visitor().account.id.to_string();
    let behalf = (writer.login() != applicant.login()).then_some(behalf);
    let wanted = SubmitRequest { submit: false, acknowledged: Vec::new(), on_behalf_of: behalf, ..wanted };
    match town.app().submit(writer.visitor(), wanted, &writer.new_key()).await.expect("is kept") {
        Submitted::Draft(id) => id,
        Submitted::Case(case) => panic!("{} was handed in", case.number),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_around_a_decision_fits_every_window_in_light_and_dark_and_large() {
    let (town, host) = serving().await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = granted(&town, &li_na).await;
    let (own, taken_in) = (unsigned(&town, &li_na, &li_na).await, unsigned(&town, &clerk, &li_na).await);
    let company = answers(&town, "company_setup", "three_partners_with_staff");
    let company = town.app().start(li_na.visitor(), "company_setup", company, None).await.expect("begins");
    let flue = answers(&town, "noodle_shop_self_employed", "no_flue_building");
    let nothing = answers(&town, "staff_recruitment", "retiree_once_insured");
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "around").await;
        for dark in [false, true] {
            window.is_dark(dark).await;
            let shade = if dark { "dark" } else { "light" };
            window.opens(&address("noodle_shop_self_employed", "", &flue)).await;
            window.takes_picture(&format!("notice-{shade}")).await;
            window.opens("/things/birth?birth_place=hospital").await;
            window.takes_picture(&format!("question-{shade}")).await;
            window.opens(&address("staff_recruitment", "", &nothing)).await;
            window.takes_picture(&format!("nothing-needed-{shade}")).await;
            window.signs_in(li_na.login()).await;
            window.opens(&format!("/cases/{case}")).await;
            window.takes_picture(&format!("obligations-{shade}")).await;
            window.opens(&format!("/apply/{own}/review")).await;
            window.takes_picture(&format!("acknowledgement-{shade}")).await;
            window.signs_in(clerk.login()).await;
            window.opens(&format!("/counter/applications/{taken_in}")).await;
            window.takes_picture(&format!("counter-{shade}")).await;
        }
        window.is_dark(false).await;
        window.signs_in(li_na.login()).await;
        // With scripts one press takes a person over without leaving the page.
        window.opens(&format!("/apply/{company}/form/finance_person")).await;
        let same = "button[name=same][value='finance_person=applicant']";
        window.takes_picture("same-before").await;
        if window.sees(same).await {
            window.clicks(same).await;
            window
                .waits_for("document.querySelector('[name=\"finance_person.name\"]').value === '李娜'")
                .await;
        }
        window.takes_picture("same-after").await;
        window.evaluates("document.cookie = 'view=elder; path=/'").await;
        for (name, at) in [
            ("notice", address("noodle_shop_self_employed", "", &flue)),
            ("question", "/things/birth?birth_place=hospital".to_owned()),
            ("nothing-needed", address("staff_recruitment", "", &nothing)),
            ("obligations", format!("/cases/{case}")),
            ("acknowledgement", format!("/apply/{own}/review")),
        ] {
            window.opens(&at).await;
            window.takes_picture(&format!("{name}-elder")).await;
        }
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
