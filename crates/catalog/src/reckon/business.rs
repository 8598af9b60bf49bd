//! Periods and bounds for those who set up, run or give up a business.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{add_days, add_years, years_between};

/// Between which days a company whose simple cancellation was announced on that day has to apply:
/// after so many days of announcement, within so many more (公司法第二百四十条). Calendar days; whoever
/// misses them announces anew.
pub fn simple_cancellation_window(
    announced: Date,
    publicity_days: u32,
    apply_days: u32,
) -> RangeInclusive<Date> {
    let ends = add_days(announced, publicity_days);
    add_days(ends, 1)..=add_days(ends, apply_days)
}

/// The first day on which an ordinary cancellation can be applied for: creditors have so many days
/// from the announcement (公司法第二百三十五条).
pub fn creditor_claim_window(announced: Date, claim_days: u32) -> Date {
    add_days(announced, claim_days.saturating_add(1))
}

/// Whether creditors that are known were told in time: within so many days of the liquidators'
/// appointment (公司法第二百三十五条).
pub fn creditors_told_in_time(appointed: Date, told: &[Date], notice_days: u32) -> bool {
    told.iter().all(|day| *day <= add_days(appointed, notice_days))
}

/// Whether the registrar may strike off a company that was revoked or closed on that day and has
/// not cancelled for so many years (公司法第二百四十一条).
pub fn strike_off_by_authority(closed: Date, today: Date, years: u32) -> bool {
    years_between(closed, today) >= years
}

/// Whether a shareholder of a limited company pays in time: within so many years of its
/// establishment (公司法第四十七条).
pub fn subscribed_in_time(established: Date, pay_deadline: Date, years: u32) -> bool {
    pay_deadline <= add_years(established, years)
}

/// Whether the two shares of a housing fund contribution lie within the bounds, which are in per
/// cent (住房公积金管理条例第十八条 and 住房城乡建设部's upper bound).
pub fn housing_fund_ratio(employer: f64, employee: f64, per_cent: RangeInclusive<f64>) -> bool {
    let bounds = per_cent.start() / 100.0..=per_cent.end() / 100.0;
    [employer, employee].into_iter().all(|ratio| bounds.contains(&ratio))
}
