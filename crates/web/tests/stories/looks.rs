//! What stands around a decision, looked at in a browser: on a telephone and at a desk, light and dark, and in
//! the elder mode. Every picture has to fit into its window.

use casework::{case::Delivery, exit::Exit};
use catalog::{Answers, assess::answer_text};
use service::{CaseCommand, GrievanceInput, ResultInput, SubmitRequest, Submitted, sample::Sample};
use testkit::{COUNTER, Person, Town, births, browser::Window, journey, outgoing::by_post};

use crate::browser::serving;

const REGISTRATION: &str = "birth_household_registration";

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

/// Who opens which page in the story below.
struct Look {
    name: &'static str,
    login: String,
    at: String,
}

/// Pages of second persons, counters, departments and supervision, each with something on it.
async fn second_looks(town: &Town) -> Vec<Look> {
    let (li_na, clerk, office) =
        (town.applicant("李娜").await, town.clerk("三号窗口").await, town.office().await);
    let asked = li_na.submits("birth", &births::one_child()).await;
    let address =
        town.app().ask_party(li_na.visitor(), &asked, REGISTRATION, "父亲").await.expect("is asked");
    let parties = li_na.sees(&asked).await.parties;
    let father = parties.into_iter().find(|one| one.role == "父亲").and_then(|one| one.name);
    let father = town.applicant(&father.expect("the form names him")).await;
    let at_counter = Delivery::Counter { place: COUNTER.into() };
    let collected = town.granted_on_paper(&li_na, at_counter, Exit::Together).await;
    let posted = town.granted_on_paper(&li_na, by_post(), Exit::Together).await;
    let task = &collected.tasks[0];
    let slip = ResultInput::ReportSlip(task.id.0.clone(), "名字里的“娜”写成了“那”".into());
    li_na.does(&collected.number, CaseCommand::Result(slip)).await;
    li_na.invites(&["birth"], casework::MandatedAct::ALL).await;
    let place = COUNTER.to_owned();
    let said =
        GrievanceInput { place, text: "让我下周再来，".repeat(40), ..GrievanceInput::default() };
    let grievance = town.app().report_undone(li_na.visitor(), &said, None).await.expect("is said");
    let approver = town.approver(&task.department).await;
    let long = "家里老人生病以后想请人照顾，又想把房子过户给孩子，还想问问医保怎么办".repeat(4);
    let look = |name, who: &Person, at: String| Look { name, login: who.login().to_owned(), at };
    vec![
        look("confirm", &father, address[address.find("/confirm/").expect("leads there")..].to_owned()),
        look("hand-out", &clerk, format!("/counter/cases/{}", collected.number)),
        look("post", &clerk, format!("/counter/cases/{}", posted.number)),
        look("correct", &approver, format!("/desk/tasks/{}/result", task.id)),
        look("certificates", &approver, "/desk/certificates".into()),
        look("mandates", &li_na, "/mandates".into()),
        look("grievances", &office, "/matters?kind=grievance".into()),
        look("grievance", &office, format!("/matters/grievances/{}", grievance.number)),
        look("appraisal", &office, "/supervision/appraisal".into()),
        look(
            "search",
            &li_na,
            format!("/search?{}", serde_urlencoded::to_string([("q", long)]).expect("text")),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_second_persons_counters_and_supervision_open_fits_every_window_in_every_look() {
    let (town, host) = serving().await;
    let looks = second_looks(&town).await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "second-look").await;
        for Look { name, login, at } in &looks {
            window.forgets_cookies().await;
            window.signs_in(login).await;
            for (shade, dark, view) in [("light", false, ""), ("dark", true, ""), ("elder", false, "elder")] {
                window.is_dark(dark).await;
                window.evaluates(&format!("document.cookie = 'view={view}; path=/'")).await;
                window.opens(at).await;
                window.takes_picture(&format!("{name}-{shade}")).await;
            }
        }
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
