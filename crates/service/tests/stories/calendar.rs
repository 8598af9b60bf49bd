//! The working calendar: those who look after it are told in time which year is missing, and nobody else.

use jiff::civil::date;
use service::Failure;
use testkit::{Town, births};

#[tokio::test]
async fn whoever_looks_after_the_calendar_is_told_which_year_limits_reach_without_an_arrangement() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (office, li_na) = (town.office().await, town.applicant("李娜").await);
    assert_eq!(town.app().calendar_warning(office.visitor()), None, "no limit reaches 2027 yet");
    town.go_to(date(2026, 12, 31));
    assert_eq!(town.app().calendar_warning(office.visitor()), Some(2027));
    assert_eq!(town.app().calendar_warning(li_na.visitor()), None);
    let before = town.app().calendar_state(office.visitor()).await.unwrap();
    assert_eq!((before.missing, before.estimated_tasks), (Some(2027), 0));
    assert!(before.years.iter().any(|year| year.year == 2026 && year.published));
    assert!(before.years.iter().any(|year| year.year == 2027 && !year.published));
    // A case whose limits end in that year is counted by its tasks.
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let after = town.app().calendar_state(office.visitor()).await.unwrap();
    assert!(after.estimated_tasks > 0, "{after:?}");
    let stranger = town.app().calendar_state(li_na.visitor()).await;
    assert!(matches!(stranger, Err(Failure::Forbidden)));
}
