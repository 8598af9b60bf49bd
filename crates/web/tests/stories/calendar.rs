//! The working calendar by pages: who looks after it is warned where they begin the day, and sees what is missing.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::{Town, browser::Window};

use crate::{browser::serving, journey::client};

#[tokio::test]
async fn a_year_without_an_arrangement_is_told_where_office_and_administrator_begin_the_day() {
    let town = Town::open(date(2026, 11, 26)).await;
    let told = "还没有2027年的放假安排";
    for (person, begins) in [(town.office().await, "/supervision"), (town.admin().await, "/console/searches")]
    {
        let mut seat = client(&town);
        seat.signs_in(person.login()).await;
        let page = seat.get(begins).await;
        assert!(page.text().contains(told), "{begins}: {}", page.text());
        assert!(page.links().contains(&"/console/calendar".to_owned()), "{:?}", page.links());
        let page = seat.get("/console/calendar").await;
        assert_eq!(page.faults(), Vec::<String>::new());
        assert!(page.text().contains(told) && page.text().contains("件子办件的到期日"), "{}", page.text());
    }
    let mut overseer = client(&town);
    overseer.signs_in(town.supervisor().await.login()).await;
    assert!(!overseer.get("/supervision").await.text().contains(told), "a supervisor enters no calendar");
    assert_eq!(overseer.get("/console/calendar").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calendar_fits_every_window() {
    let (town, host) = serving().await;
    town.go_to(date(2026, 11, 26));
    let office = town.office().await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "calendar").await;
        window.signs_in(office.login()).await;
        window.opens("/supervision").await;
        window.takes_picture("overview").await;
        window.opens("/console/calendar").await;
        window.takes_picture("calendar").await;
        window.is_dark(true).await;
        window.takes_picture("calendar-dark").await;
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
