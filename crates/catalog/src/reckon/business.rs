//! Periods and bounds for those who set up, run or give up a business.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{add_days, add_years, years_between};

/// Between which days a company whose simple cancellation was announced on that day has to apply:
/// the announcement stands for 20 days, and within 20 more the application must come (公司法第二百四十条).
/// Calendar days; whoever misses them announces anew.
pub fn simple_cancellation_window(announced: Date) -> RangeInclusive<Date> {
    let ends = add_days(announced, 20);
    add_days(ends, 1)..=add_days(ends, 20)
}

/// The first day on which an ordinary cancellation can be applied for: creditors have 45 days from
/// the announcement (公司法第二百三十五条).
pub fn creditor_claim_window(announced: Date) -> Date {
    add_days(announced, 46)
}

/// Whether creditors that are known were told in time: within ten days of the liquidators' appointment.
pub fn creditors_told_in_time(appointed: Date, told: &[Date]) -> bool {
    told.iter().all(|day| *day <= add_days(appointed, 10))
}

/// Whether the registrar may strike off a company that was revoked or closed on that day and has
/// not cancelled: after three years, upon 60 days' announcement (公司法第二百四十一条).
pub fn strike_off_by_authority(closed: Date, today: Date) -> bool {
    years_between(closed, today) >= 3
}

/// Whether a shareholder of a limited company pays in time: within five years of its
/// establishment (公司法第四十七条).
pub fn subscribed_in_time(established: Date, pay_deadline: Date) -> bool {
    pay_deadline <= add_years(established, 5)
}

/// Whether the two shares of a housing fund contribution are lawful: five to twelve per cent
/// (住房公积金管理条例第十八条 and 住房城乡建设部's upper bound).
pub fn housing_fund_ratio(employer: f64, employee: f64) -> bool {
    [employer, employee].into_iter().all(|ratio| (0.05..=0.12).contains(&ratio))
}
