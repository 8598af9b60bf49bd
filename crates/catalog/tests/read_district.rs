//! The district's own catalogue is whole: it is proven without an error, and nothing is lost.

mod read_support;

use catalog::{
    Answer, Number,
    read::{read, read_and_prove},
};
use read_support::district_files;

/// What only the lead departments can settle, by code: whether sharing works, what the old way came to.
const FOR_LEAD_DEPARTMENTS: [&str; 9] =
    ["P019", "P024", "P040", "P041", "P042", "P055", "P064", "P068", "P070"];

#[test]
fn the_districts_catalogue_is_proven_without_an_error() {
    let (catalog, found) = read_and_prove(&district_files());
    assert!(!found.has_errors(), "{found}");
    assert!(catalog.is_some());
    for finding in found.iter() {
        assert!(FOR_LEAD_DEPARTMENTS.contains(&finding.code), "{finding}");
    }
}

#[test]
fn everything_that_the_district_offers_is_there() {
    let (catalog, found) = read(&district_files());
    let catalog = catalog.unwrap_or_else(|| panic!("{found}"));
    assert_eq!(catalog.themes.len(), 33);
    assert_eq!(catalog.items.len(), 111);
    assert_eq!(catalog.materials.len(), 303);
    assert_eq!(catalog.elements.len(), 398);
    assert_eq!(catalog.departments.len(), 68);
    assert_eq!(catalog.rules.len(), 60);
    assert_eq!(catalog.divisions.len(), 30);
    assert_eq!(catalog.places.len(), 8);
    assert_eq!(catalog.channels.len(), 2);
    assert_eq!(catalog.background["rules.calculations"].as_array().unwrap().len(), 14);
    let years: Vec<i16> = catalog.calendar.years().iter().map(|year| year.year).collect();
    assert_eq!(years, (2019..=2027).collect::<Vec<_>>());
}

#[test]
fn themes_stand_in_the_order_of_the_plans_annexes() {
    let (catalog, _) = read(&district_files());
    let catalog = catalog.unwrap();
    let first: Vec<&str> = catalog.themes.iter().take(4).map(|theme| &*theme.id).collect();
    assert_eq!(first, ["birth", "marriage", "car_purchase", "job_agency"]);
    assert_eq!(&*catalog.themes[26].id, "school_enrollment");
    assert_eq!(&*catalog.themes[32].id, "company_exit");
}

#[test]
fn what_is_uncertain_stays_marked() {
    let (catalog, _) = read(&district_files());
    let catalog = catalog.unwrap();
    assert_eq!(catalog.items.values().filter(|item| !item.certain).count(), 43);
    assert_eq!(catalog.materials.values().filter(|material| !material.certain).count(), 35);
    assert_eq!(catalog.departments.values().filter(|department| !department.certain).count(), 10);
    assert!(
        !catalog.items["enterprise_registration"].commitment_certain
            || catalog.items["enterprise_registration"].commitment
    );
}

#[test]
fn a_set_of_values_is_one_field_and_people_are_rows() {
    let (catalog, _) = read(&district_files());
    let catalog = catalog.unwrap();
    assert!(catalog.elements["food.business_items"].multiple);
    assert!(!catalog.elements["shareholder.name"].multiple);
    let rows: Vec<&str> =
        catalog.sections.iter().filter(|section| section.row.is_some()).map(|section| &*section.id).collect();
    assert_eq!(rows, ["child", "family_member", "shareholder", "officer", "staff", "minor", "heir"]);
}

#[test]
fn money_is_kept_apart_by_kind() {
    let (catalog, _) = read(&district_files());
    let catalog = catalog.unwrap();
    let plate = &catalog.items["vehicle_registration"].fee;
    assert_eq!((plate.amount.as_str(), plate.yuan), ("125元", Some(125.0)));
    assert_eq!(catalog.items["vehicle_purchase_tax"].fee.kind, catalog::model::FeeKind::Tax);
    assert_eq!(catalog.items["travel_quality_deposit"].fee.kind, catalog::model::FeeKind::Deposit);
    assert_eq!(catalog.items["marriage_registration"].fee.amount, "");
}

#[test]
fn a_default_answer_has_the_type_of_its_question() {
    let (catalog, _) = read(&district_files());
    let catalog = catalog.unwrap();
    let birth = catalog.theme("birth").unwrap();
    let default = |id: &str| birth.situations.iter().find(|s| s.id == *id).unwrap().default.clone();
    assert_eq!(default("children_count"), Some(Answer::Number(Number::Whole(1))));
    assert_eq!(default("household_wanted"), Some(Answer::Bool(true)));
    assert_eq!(default("declarant"), None);
}

#[test]
fn the_version_changes_with_any_text_and_not_with_the_folder() {
    let files = district_files();
    let version = |files: &[catalog::read::SourceFile]| read(files).0.unwrap().version;
    let first = version(&files);
    assert!(first.starts_with("2026-11-01.") && first.len() == "2026-11-01.".len() + 8, "{first}");

    let mut elsewhere = files.clone();
    elsewhere.reverse();
    for file in &mut elsewhere {
        file.name = file.name.replace("catalog/jiangjin", "/srv/packages");
    }
    assert_eq!(version(&elsewhere), first);

    let mut changed = files;
    let birth = changed.iter_mut().find(|file| file.name.ends_with("themes/birth.yaml")).unwrap();
    birth.text.push_str("# 一个字\n");
    assert_ne!(version(&changed), first);
}
