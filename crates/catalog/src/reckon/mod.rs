//! Calculations (算式): what the law lets anybody work out from a date, a number of years or a sum.
//!
//! One function a rule, named as the rule is in `rules.yaml`; conditions call them by the same
//! names. Each is pure: the day on which it is asked, the working days and the numbers that the law
//! moves come in as arguments. The values to test them with stand in `rules.yaml` beside the law.

mod business;
mod days;
mod money;
mod people;
mod retirement;
mod survivors;

pub use business::{
    creditor_claim_window, creditors_told_in_time, housing_fund_ratio, simple_cancellation_window,
    strike_off_by_authority, subscribed_in_time,
};
pub use days::{
    add_days, add_months, add_years, age_on, days_between, employer_30_days, months_between,
    notify_stop_20_days, residence_half_year, years_between,
};
pub use money::{PurchaseTax, vehicle_purchase_tax};
pub use people::{Hiring, no_child_labour, school_age};
pub use retirement::{Retirement, Schedule, retirement_age};
pub use survivors::{
    FuneralBenefit, LumpSum, one_funeral_benefit, survivor_months_retired, survivor_months_working,
};
