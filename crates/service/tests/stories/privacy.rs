//! 最小必要: everybody sees what their work needs, and nothing is there for anybody else.

use std::collections::BTreeSet;

use jiff::civil::date;
use store::{CaseFilter, TaskFilter};
use testkit::{Person, Town, births, code_of};

async fn accepted() -> (Town, Person, String) {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    (town, li_na, case)
}

/// Everybody whose business the case is not.
async fn strangers(town: &Town) -> Vec<Person> {
    vec![
        town.applicant("周建国").await,
        town.agent("帮代办员小何").await,
        town.clerk_at("妇幼保健院窗口", "maternity_hospital").await,
        town.approver("market_regulation").await,
        town.lead("market_regulation").await,
        town.admin().await,
    ]
}

#[tokio::test]
async fn somebody_elses_case_is_as_if_it_did_not_exist() {
    let (town, li_na, case) = accepted().await;
    let task = li_na.sees(&case).await.tasks[0].id.0.clone();
    let file = li_na
        .sees(&case)
        .await
        .materials
        .iter()
        .find_map(|one| one.files.first().map(|file| file.id.clone()));
    let file = file.expect("something was uploaded");
    let absent = "JJ-20260302-AAAAAA";
    for stranger in strangers(&town).await {
        let who = stranger.visitor().account.roles.clone();
        let there = format!("{:?}", stranger.looks_for(&case).await.unwrap_err());
        let not_there = format!("{:?}", stranger.looks_for(absent).await.unwrap_err());
        assert_eq!(there, not_there, "{who:?}");
        assert_eq!(code_of(&stranger.looks_for_task(&task).await), "not_found", "{who:?}");
        assert_eq!(code_of(&town.app().file(stranger.visitor(), &file).await), "not_found", "{who:?}");
        let accept = stranger.tries(&case, service::CaseCommand::Accept).await;
        assert_eq!(code_of(&accept), "not_found", "{who:?}");
        let cases = town.app().cases(stranger.visitor(), CaseFilter::default(), None, 100).await.unwrap();
        assert!(cases.rows.is_empty(), "{who:?}");
        let tasks = town.app().tasks(stranger.visitor(), TaskFilter::default(), None, 100).await.unwrap();
        assert!(tasks.rows.is_empty(), "{who:?}");
    }
}

#[tokio::test]
async fn an_approver_sees_only_the_own_departments_fields_and_materials() {
    let (town, li_na, case) = accepted().await;
    let catalog = town.catalog();
    let whole = li_na.sees(&case).await;
    for department in ["public_security", "medical_insurance", "health_commission"] {
        let approver = town.approver(department).await;
        let view = approver.sees(&case).await;
        let theme = catalog.theme("birth").unwrap();
        let own = || {
            let used = theme.items.iter().filter_map(|used| catalog.items.get(&used.item));
            used.filter(|item| *item.department == *department)
        };
        let elements: BTreeSet<_> =
            own().flat_map(|item| item.fields.iter().map(|field| field.element.to_string())).collect();
        let shown = view.sections.iter().flat_map(|section| &section.values);
        for value in shown.clone() {
            assert!(elements.contains(&*value.element), "{department} sees {}", value.element);
        }
        assert!(shown.count() > 0, "{department} sees nothing at all");
        let all = whole.sections.iter().flat_map(|section| &section.values).count();
        assert!(view.sections.iter().flat_map(|section| &section.values).count() < all);
        let materials: BTreeSet<_> =
            own().flat_map(|item| item.materials.iter().map(|used| used.material.to_string())).collect();
        for material in &view.materials {
            assert!(materials.contains(&*material.id), "{department} sees {}", material.id);
        }
        let lists = town.app().tasks(approver.visitor(), TaskFilter::default(), None, 100).await.unwrap();
        assert!(lists.rows.iter().all(|row| *row.department == *department));
    }
}

#[tokio::test]
async fn those_who_oversee_see_that_there_are_values_but_not_which() {
    let (town, li_na, case) = accepted().await;
    let values = |view: &service::CaseView| {
        let values = view.sections.iter().flat_map(|section| &section.values);
        values
            .map(|value| value.value.clone())
            .filter(|value| value.chars().count() > 5)
            .collect::<BTreeSet<_>>()
    };
    let own = values(&li_na.sees(&case).await);
    for person in [town.office().await, town.supervisor().await] {
        let view = person.sees(&case).await;
        assert!(values(&view).is_disjoint(&own), "{:?}", values(&view).intersection(&own));
        assert!(view.materials.iter().all(|material| material.files.is_empty()));
        assert_eq!(view.actions, ["urge"], "they ask for an answer, and touch nothing");
    }
}

#[tokio::test]
async fn nobody_handles_their_own_case() {
    let town = Town::open(date(2026, 3, 2)).await;
    let place = testkit::COUNTER.into();
    let both = vec![casework::Role::Applicant, casework::Role::Clerk { place }];
    let wang = town.staff("王窗口", both).await;
    let case = wang.submits("birth", &births::one_child()).await;
    assert_eq!(code_of(&wang.tries(&case, service::CaseCommand::Accept).await), "own_case");
    town.clerk("三号窗口").await.accepts(&case).await;
}

#[tokio::test]
async fn actions_offered_are_actions_that_come_off() {
    let (town, li_na, case) = accepted().await;
    let actions = |view: service::CaseView| view.actions;
    assert!(actions(li_na.sees(&case).await).contains(&"withdraw"));
    assert!(!actions(li_na.sees(&case).await).contains(&"accept"));
    let clerk = town.clerk("三号窗口").await;
    assert!(!actions(clerk.sees(&case).await).contains(&"accept"), "it is accepted already");
    let police = town.approver("public_security").await;
    let view = police.sees(&case).await;
    let own = view.tasks.iter().filter(|task| *task.department == *"public_security");
    assert!(own.clone().all(|task| !task.actions.contains(&"grant")), "it still waits");
    let others = view.tasks.iter().filter(|task| *task.department != *"public_security");
    assert!(others.clone().all(|task| task.actions.is_empty()));
}
