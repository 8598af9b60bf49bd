//! 还原: each item gets its own legal form back, filled from the one form.

use std::collections::BTreeSet;

use catalog::{Answers, Theme, assessment::State};
use jiff::civil::date;
use service::sample::Sample;
use testkit::{Town, births, code_of};

/// How many answer sets are drawn for each theme, of which the one with most to do is taken.
const DRAWS: u64 = 40;

fn most_to_do(town: &Town, theme: &Theme) -> (u64, Answers) {
    let catalog = town.catalog();
    let drawn = (0..DRAWS).map(|seed| (seed, Sample::new(seed).answers(&catalog, theme)));
    let to_do = |(_, answers): &(u64, Answers)| {
        let told = town.app().assess(&theme.id, answers).expect("sampled answers are known");
        told.items.iter().filter(|item| item.state == State::In).count()
    };
    drawn.max_by_key(to_do).expect("some are drawn")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_every_theme_each_item_has_its_own_form_complete() {
    let town = Town::open(date(2026, 3, 2)).await;
    let applicant = town.applicant("李娜").await;
    let catalog = town.catalog();
    for theme in &catalog.themes {
        let (seed, answers) = most_to_do(&town, theme);
        let request = applicant.sampled(&theme.id, answers, &mut Sample::new(seed)).await;
        let case = applicant.hands_in(request).await.unwrap_or_else(|said| panic!("{}: {said:?}", theme.id));
        let accepted = town.accepts(&case.number).await;
        assert!(!accepted.tasks.is_empty(), "{}", theme.id);
        for task in &accepted.tasks {
            let approver = town.approver(&task.department).await;
            let page = town.app().task(approver.visitor(), &task.id.0).await.unwrap();
            let form = page.own_form.unwrap_or_else(|| panic!("{} {} has no form", theme.id, task.item));
            assert!(form.missing.is_empty(), "{} {} lacks {:?}", theme.id, task.item, form.missing);
            let paper = town.app().case_paper(approver.visitor(), &case.number, &form.paper).await.unwrap();
            let html = documents::print(&paper);
            let always = catalog.items[&task.item].fields.iter().filter(|used| used.when.is_none());
            let absent: BTreeSet<_> = always
                .filter(|used| used.required)
                .filter(|used| !html.contains(&format!("data-element=\"{}\"", used.element)))
                .map(|used| &used.element)
                .collect();
            assert!(absent.is_empty(), "{} {} lacks {absent:?}", theme.id, task.item);
        }
    }
}

#[tokio::test]
async fn a_number_that_the_case_itself_gives_arrives_with_its_result() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let mut request = li_na.application("birth", &births::one_child()).await;
    // Nobody knows it when applying.
    request.form.remove("child.birth_certificate_number");
    let case = li_na.hands_in(request).await.unwrap().number;
    let accepted = clerk.accepts(&case).await;
    let of = |item: &str| accepted.tasks.iter().find(|task| task.item == *item).unwrap().clone();
    let (certificate, household) = (of("birth_medical_certificate"), of("birth_household_registration"));
    let police = town.approver(&household.department).await;
    let form = |person: &testkit::Person| {
        let (app, visitor, id) = (town.app().clone(), person.visitor().clone(), household.id.0.clone());
        async move { app.task(&visitor, &id).await.unwrap().own_form.unwrap() }
    };
    assert_eq!(form(&police).await.to_come, ["出生医学证明编号"]);

    town.approver(&certificate.department).await.grants_all_ready(&case).await;
    let now = form(&police).await;
    assert!(now.to_come.is_empty() && now.missing.is_empty(), "{now:?}");
    let paper = town.app().case_paper(police.visitor(), &case, &now.paper).await.unwrap();
    assert!(documents::print(&paper).contains("的结果，编号"));
}

#[tokio::test]
async fn nobody_sees_the_form_of_another_department() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
    let case = li_na.submits("birth", &births::one_child()).await;
    let accepted = clerk.accepts(&case).await;
    let own = accepted.tasks[0].clone();
    let other = accepted.tasks.iter().find(|task| task.department != own.department).unwrap().clone();
    let paper = format!("form-{}", own.id.0.rsplit_once('-').unwrap().1);
    let see = |person: testkit::Person| {
        let (app, case, paper) = (town.app().clone(), case.clone(), paper.clone());
        async move { code_of(&app.case_paper(person.visitor(), &case, &paper).await) }
    };
    assert_eq!(see(town.approver(&other.department).await).await, "not_found");
    assert_eq!(see(town.applicant("王强").await).await, "not_found");
    assert_eq!(see(town.supervisor().await).await, "not_found");
    assert!(town.app().case_paper(li_na.visitor(), &case, &paper).await.is_ok());
}
