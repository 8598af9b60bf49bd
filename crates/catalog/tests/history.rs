//! What the district's catalogue tells of days that are past: every history that it records is used.

mod read_support;

use std::collections::BTreeMap;

use catalog::{
    Answers, Catalog,
    assess::{assess, parse_answer},
    assessment::State,
    days::Setting,
    read::{SourceFile, read_every_day, read_on},
};
use jiff::civil::{Date, date};
use read_support::district_files;
use serde_json::{Value, json};

fn on(files: &[SourceFile], day: Date) -> Catalog {
    let (catalog, found) = read_on(files, day);
    catalog.unwrap_or_else(|| panic!("on {day}:\n{found}"))
}

fn told(catalog: &Catalog, theme: &str, given: &[(&str, &str)]) -> catalog::Assessment {
    let theme = catalog.theme(theme).unwrap();
    let mut answers = Answers::default();
    for (id, text) in given {
        answers.situations.insert((*id).into(), parse_answer(theme, id, text).unwrap());
    }
    assess(catalog, theme, &answers)
}

/// Everything that is said of an item: its own file, and what the themes say of it.
fn said(catalog: &Catalog, id: &str) -> Value {
    let of_themes = catalog.themes.iter().map(|theme| {
        let entries: Vec<_> = theme.items.iter().filter(|entry| entry.item == *id).collect();
        let blocked = |blocks: &[catalog::ItemId]| blocks.iter().any(|blocked| *blocked == *id);
        let stops: Vec<_> = theme.stops.iter().filter(|stop| blocked(&stop.blocks)).collect();
        json!([entries, stops])
    });
    json!([catalog.items.get(id), of_themes.collect::<Vec<_>>()])
}

/// A history that tells of no day: the rules are being drawn up.
const WITHOUT_A_DAY: [&str; 1] = ["work_ability_appraisal"];

#[test]
fn every_history_that_an_item_records_is_told_on_the_days_on_which_it_held() {
    let files = district_files();
    let today = on(&files, date(2026, 11, 26));
    let days = [(2014, 12, 31), (2021, 3, 31), (2021, 6, 30), (2022, 6, 30), (2024, 12, 31)];
    let past: Vec<Catalog> = days.map(|(year, month, day)| on(&files, date(year, month, day))).into();
    let recorded = today.items.values().filter(|item| item.history.is_some());
    let histories: BTreeMap<&str, bool> = recorded
        .map(|item| {
            let now = said(&today, &item.id);
            (item.id.as_str(), past.iter().any(|catalog| said(catalog, &item.id) != now))
        })
        .collect();
    assert!(histories.len() >= 30, "{}", histories.len());
    let untold: Vec<&str> = histories.iter().filter(|(_, told)| !**told).map(|(id, _)| *id).collect();
    assert_eq!(untold, WITHOUT_A_DAY);
}

#[test]
fn whoever_asks_about_retiring_is_told_what_held_on_the_day() {
    let files = district_files();
    let months = |day| {
        let catalog = on(&files, day);
        let theme = catalog.theme("retirement").unwrap();
        let mut answers = Answers { today: Some(day), ..Answers::default() };
        for (id, text) in [("insurance_kind", "employee_unit"), ("original_age", "m60"), ("gender", "male")] {
            answers.situations.insert(id.into(), parse_answer(theme, id, text).unwrap());
        }
        answers.elements.insert("participant.birth_date".into(), "1970-06-05".into());
        let told = assess(&catalog, theme, &answers);
        told.figures.iter().map(|figure| figure.text.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(months(date(2021, 6, 30)), ["2030年6月", "15年"]);
    assert_eq!(months(date(2026, 11, 26)), ["2031年11月", "2030年6月", "2034年11月", "16年"]);
    let ways = |day| {
        let catalog = on(&files, day);
        let theme = catalog.theme("retirement").unwrap();
        theme.situations.iter().find(|one| one.id == "retire_type").unwrap().options.len()
    };
    assert_eq!([date(2024, 12, 31), date(2025, 1, 1)].map(ways), [3, 5]);
}

#[test]
fn the_districts_catalogue_can_be_read_as_of_every_day() {
    let (catalog, found) = read_every_day(&district_files());
    assert!(!found.has_errors(), "{found}");
    assert!(catalog.unwrap().turns.len() > 20);
}

#[test]
fn the_districts_catalogue_tells_what_held_in_earlier_years() {
    let files = district_files();
    let item = |day: Date, id: &str| on(&files, day).items.get(id).cloned();
    let limit = |day: Date, id: &str| item(day, id).unwrap().statutory_limit.working_days;
    // 国务院令第739号自2021年6月1日起施行
    assert_eq!(
        [date(2021, 5, 31), date(2021, 6, 1)].map(|day| limit(day, "device_class3_licence")),
        [30, 20]
    );
    // 第78号令自2023年12月1日起施行
    assert_eq!(
        [date(2023, 11, 30), date(2023, 12, 1)].map(|day| limit(day, "food_business_licence")),
        [20, 10]
    );
    // 育儿补贴自2025年1月1日起实施
    assert!(item(date(2024, 12, 31), "childcare_subsidy").is_none());
    assert!(item(date(2025, 1, 1), "childcare_subsidy").is_some());
    // 消防法2021年4月29日修正，实行告知承诺
    assert_eq!(
        [date(2021, 4, 28), date(2021, 4, 29)].map(|day| item(day, "fire_safety_check").unwrap().commitment),
        [false, true]
    );
    // 简易注销公告由45日改为20日
    let days = |day| on(&files, day).setting("simple_publicity_days").and_then(Setting::number);
    assert_eq!([date(2022, 2, 28), date(2022, 3, 1)].map(days), [Some(45.0), Some(20.0)]);
    // 新能源汽车购置税：免征、减半、期满
    let tax = |year: i16| item(date(year, 7, 1), "vehicle_purchase_tax").unwrap().fee.amount;
    assert!(tax(2021).contains("免征") && tax(2025).contains("30000") && tax(2026).contains("减征50%"));
    assert_eq!(tax(2028), "不含税价×10%");
    // 最低缴费年限2030年起每年增加半年
    let years =
        |year: i16| on(&files, date(year, 7, 1)).setting("pension_years_min").and_then(Setting::number);
    assert_eq!([2021, 2029, 2030, 2039].map(years), [Some(15.0), Some(15.0), Some(15.5), Some(20.0)]);
}

#[test]
fn the_districts_marriages_needed_a_household_book_until_may_2025() {
    let files = district_files();
    let needed = |day: Date| {
        let catalog = on(&files, day);
        let items = &catalog.items["marriage_registration"].materials;
        items.iter().any(|used| used.material == "marriage_household_book")
    };
    assert_eq!([date(2021, 6, 30), date(2025, 5, 9), date(2025, 5, 10)].map(needed), [true, true, false]);
    let asked = |day: Date| {
        let told = told(&on(&files, day), "marriage", &[("household_in_chongqing", "false")]);
        told.stops.len()
    };
    assert_eq!([date(2021, 5, 31), date(2021, 6, 1), date(2026, 1, 1)].map(asked), [1, 0, 0]);
}

#[test]
fn a_shop_that_sold_only_packed_food_needed_a_licence_until_april_2021() {
    let files = district_files();
    let state = |day: Date, item: &str| {
        let told = told(
            &on(&files, day),
            "convenience_store_enterprise",
            &[
                ("sells_food", "true"),
                ("food_items", "prepackaged"),
                ("shop_origin", "new"),
                ("legal_rep_barred", "false"),
            ],
        );
        told.items.iter().find(|one| one.id == *item).map(|one| one.state)
    };
    let (before, after) = (date(2021, 4, 28), date(2021, 4, 29));
    assert_eq!(state(before, "food_business_licence"), Some(State::In));
    assert_eq!(state(before, "prepackaged_food_filing"), None);
    assert_eq!(state(after, "food_business_licence"), Some(State::Out));
    assert_eq!(state(after, "prepackaged_food_filing"), Some(State::In));
}
