//! Retirement (退休): the month, step by step later from 2025 on, and the years that must be paid for.

use jiff::civil::Date;

use super::add_months;

/// The age at which somebody would have retired before the reform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginalAge {
    /// 男六十
    Men60,
    /// 女五十五
    Women55,
    /// 女五十
    Women50,
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
    /// The earliest month that may be chosen; none for those who were of age before 2025.
    pub earliest: Option<Date>,
    /// The latest month that may be agreed on; none for those who were of age before 2025.
    pub latest: Option<Date>,
}

impl OriginalAge {
    /// The group of that age in years: 60, 55 or 50.
    pub fn of_years(years: u32) -> Option<Self> {
        match years {
            60 => Some(Self::Men60),
            55 => Some(Self::Women55),
            50 => Some(Self::Women50),
            _ => None,
        }
    }

    /// The age in months.
    fn months(self) -> u32 {
        match self {
            Self::Men60 => 60 * 12,
            Self::Women55 => 55 * 12,
            Self::Women50 => 50 * 12,
        }
    }

    /// The first birth year concerned (its January), months of birth for each month of delay, the most
    /// months of delay.
    fn schedule(self) -> (i32, u32, u32) {
        match self {
            Self::Men60 => (1965, 4, 36),
            Self::Women55 => (1970, 4, 36),
            Self::Women50 => (1975, 2, 60),
        }
    }
}

/// The month of retirement (国务院关于渐进式延迟法定退休年龄的办法): those who were born from January of the
/// first year on retire one month later for every step begun, up to the most. Up to three years
/// earlier may be chosen, though not below the original age, and up to three years later agreed on.
pub fn retirement_age(birth: Date, original: OriginalAge) -> Retirement {
    let (first_year, step, most) = original.schedule();
    let since = (i32::from(birth.year()) - first_year) * 12 + i32::from(birth.month()) - 1;
    let delay_months = u32::try_from(since).map_or(0, |since| (since / step + 1).min(most));
    let age_months = original.months() + delay_months;
    let month_at = |age: u32| add_months(birth.first_of_month(), age);
    let statutory = month_at(age_months);
    let flexible = statutory >= REFORM;
    Retirement {
        delay_months,
        age_months,
        statutory,
        earliest: flexible.then(|| month_at((age_months - THREE_YEARS).max(original.months()))),
        latest: flexible.then(|| month_at(age_months + THREE_YEARS)),
    }
}

const THREE_YEARS: u32 = 36;
/// The first day of the reform.
const REFORM: Date = jiff::civil::date(2025, 1, 1);

/// The years that must have been paid for by whoever retires in that year: 15 until 2029, then
/// half a year more each year, 20 from 2039 on.
pub fn min_contribution_years(year: i16) -> f64 {
    f64::from(year.clamp(2029, 2039) - 2029).mul_add(0.5, 15.0)
}
