//! Words that several papers share.

use catalog::Catalog;
use jiff::civil::Date;

/// The office that publishes notices and runs the counters.
const SERVICE_OFFICE: &str = "gov_service_office";

/// A day in words: 2026年3月2日.
pub fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A limit in words.
pub fn working_days(days: u32) -> String {
    if days == 0 { "当场办结".to_owned() } else { format!("{days}个工作日") }
}

/// The full name of the office whose seal stands on notices: 政务服务管理办公室 of the district.
pub fn office_of(catalog: &Catalog) -> String {
    match catalog.departments.get(SERVICE_OFFICE) {
        Some(office) => office.name.clone(),
        None => format!("{}政务服务管理办公室", catalog.district.name),
    }
}

/// Names in a row.
pub(crate) fn joined<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join("、")
}
