//! Dates: ages, periods, and the last day of what the law gives so many days for.

use jiff::{Span, civil::Date};
use workdays::{Calendar, Due};

/// Full years of age (周岁) on that day: a year is full on the birthday itself, and on 1 March for
/// those born on 29 February when there is none. Nought before birth.
pub fn age_on(on: Date, birth: Date) -> u32 {
    years_between(birth, on)
}

/// Full years from one day to another; nought where the second comes first.
pub fn years_between(from: Date, to: Date) -> u32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    let before = (to.month(), to.day()) < (from.month(), from.day());
    u32::try_from(years - i32::from(before)).unwrap_or(0)
}

/// Full months from one day to another; nought where the second comes first. A month whose last
/// day has no number of its own (31 January to 28 February) is full on its last day (民法典第二百零二条).
pub fn months_between(from: Date, to: Date) -> u32 {
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    let full = u32::try_from(months).unwrap_or(0);
    if full > 0 && add_months(from, full) > to { full - 1 } else { full }
}

/// Calendar days from one day to another; below nought where the second comes first.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// So many calendar days later, on whatever day that falls.
pub fn add_days(from: Date, days: u32) -> Date {
    from.saturating_add(Span::new().days(i64::from(days.min(MOST_DAYS))))
}

/// So many months later: the day of the same number, or the month's last (民法典第二百零二条).
pub fn add_months(from: Date, months: u32) -> Date {
    from.saturating_add(Span::new().months(i64::from(months.min(MOST_MONTHS))))
}

/// So many years later: the same day, or 28 February.
pub fn add_years(from: Date, years: u32) -> Date {
    add_months(from, years.saturating_mul(12))
}

const MOST_DAYS: u32 = 3_000_000;
const MOST_MONTHS: u32 = 100_000;

/// Until when the family has to tell the office that a person who drew benefits has died: within so
/// many working days (社会保险经办条例).
pub fn notify_stop_20_days(death: Date, working_days: u32, calendar: &Calendar) -> Due {
    calendar.add_working_days(death, working_days)
}

/// Until when an employer has to register whoever began to work: within so many days
/// (社会保险法第五十七条、第五十八条; 住房公积金管理条例第十四条、第十五条). Later is still accepted, with a
/// surcharge.
pub fn employer_30_days(work_start: Date, days: u32) -> Date {
    add_days(work_start, days)
}

/// From when on a registered resident may have a residence permit: after so many months
/// (居住证暂行条例第二条).
pub fn residence_half_year(registered: Date, months: u32) -> Date {
    add_months(registered, months)
}
