//! Ages that decide what somebody may do.

use jiff::civil::Date;

use super::age_on;

/// What the age of somebody who begins to work means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hiring {
    /// Too young: must not be hired at all.
    Child,
    /// Old enough to work, but not of age: only with registration (未成年工登记).
    Minor,
    /// Of age.
    Adult,
}

/// Whether somebody may begin to work on that day (禁止使用童工规定; 劳动法第十五条).
/// Both ages are full years.
pub fn no_child_labour(work_start: Date, birth: Date, working_age: u32, adult_age: u32) -> Hiring {
    match age_on(work_start, birth) {
        age if age < working_age => Hiring::Child,
        age if age < adult_age => Hiring::Minor,
        _ => Hiring::Adult,
    }
}

/// Whether a child starts school in that year: of that age on 31 August (义务教育法第十一条).
pub fn school_age(year: i16, birth: Date, entry_age: u32) -> bool {
    Date::new(year, 8, 31).is_ok_and(|cut_off| age_on(cut_off, birth) >= entry_age)
}
