//! Retirement (退休): the month, step by step later from the reform on.

use jiff::civil::Date;

use super::add_months;

/// How one group's retirement moves (国务院关于渐进式延迟法定退休年龄的办法).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    /// The age before the reform, in years.
    pub original_age: u32,
    /// Who was born from January of this year on retires later.
    pub first_birth_year: i16,
    /// Months of birth for each month of delay.
    pub step_months: u32,
    /// The most months of delay; none, where nobody retires later.
    pub most_delay_months: u32,
    /// By how many years an earlier or later month may be chosen; none, where it may not.
    pub flexible_years: u32,
    /// It may be chosen by those whose statutory month is in this year or later.
    pub flexible_from_year: i16,
}

/// When somebody retires. Months are given by their first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retirement {
    /// Months later than before the reform.
    pub delay_months: u32,
    /// The statutory age in months.
    pub age_months: u32,
    /// The month of the statutory age.
    pub statutory: Date,
    /// The earliest month that may be chosen; none for those who may not.
    pub earliest: Option<Date>,
    /// The latest month that may be agreed on; none for those who may not.
    pub latest: Option<Date>,
}

/// The month of retirement: those who were born from January of the first year on retire one month
/// later for every step begun, up to the most. Some years earlier may be chosen, though not below
/// the original age, and as many years later agreed on.
pub fn retirement_age(birth: Date, schedule: &Schedule) -> Retirement {
    let first_year = i32::from(schedule.first_birth_year);
    let since = (i32::from(birth.year()) - first_year) * 12 + i32::from(birth.month()) - 1;
    let steps = |since: u32| (since / schedule.step_months.max(1) + 1).min(schedule.most_delay_months);
    let delay_months = u32::try_from(since).map_or(0, steps);
    let original_months = schedule.original_age * 12;
    let age_months = original_months + delay_months;
    let month_at = |age: u32| add_months(birth.first_of_month(), age);
    let statutory = month_at(age_months);
    let flexible_months = schedule.flexible_years * 12;
    let flexible = flexible_months > 0 && statutory.year() >= schedule.flexible_from_year;
    let earliest = age_months.saturating_sub(flexible_months).max(original_months);
    Retirement {
        delay_months,
        age_months,
        statutory,
        earliest: flexible.then(|| month_at(earliest)),
        latest: flexible.then(|| month_at(age_months + flexible_months)),
    }
}
