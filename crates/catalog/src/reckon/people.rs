//! Ages that decide what somebody may do.

use jiff::civil::Date;

use super::age_on;

/// What the age of somebody who begins to work means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hiring {
    /// Below 16: must not be hired at all.
    Child,
    /// 16 or 17: only with registration (未成年工登记).
    Minor,
    /// 18 or older.
    Adult,
}

/// Whether somebody may begin to work on that day (禁止使用童工规定; 劳动法第十五条).
pub fn no_child_labour(work_start: Date, birth: Date) -> Hiring {
    match age_on(work_start, birth) {
        0..16 => Hiring::Child,
        16..18 => Hiring::Minor,
        _ => Hiring::Adult,
    }
}

/// Whether a child starts school in that year: six on 31 August (义务教育法第十一条).
pub fn school_age(year: i16, birth: Date) -> bool {
    Date::new(year, 8, 31).is_ok_and(|cut_off| age_on(cut_off, birth) >= 6)
}
