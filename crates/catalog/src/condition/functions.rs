//! Functions that conditions may call: dates, ages and the calculations of `reckon`.
//!
//! A function is known only when all of its arguments are, so it is as monotonic as they are. Each
//! has one name, a fixed list of arguments and one kind of result. The numbers of the law that it
//! reckons with are parameters (参数): whoever compiles a condition puts the values of the day behind
//! the arguments.

use jiff::civil::Date;

use super::node::Value;
use crate::reckon;

/// What an argument or a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// A day.
    Date,
}

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident $name:literal ($($sort:ident),*) $(by $parameters:expr)? => $result:ident;)*) => {
        /// A function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Function { $($(#[$doc])* $variant,)* }

        impl Function {
            /// All of them, for manuals and hints.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As it is written.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What its arguments have to be.
            pub fn arguments(self) -> &'static [Sort] {
                match self { $(Self::$variant => &[$(Sort::$sort),*],)* }
            }

            /// The parameters that it reckons with.
            pub fn parameters(self) -> &'static [&'static str] {
                match self { $(Self::$variant => functions!(@by $($parameters)?),)* }
            }

            /// What it comes to.
            pub fn result(self) -> Sort {
                match self { $(Self::$variant => Sort::$result,)* }
            }
        }
    };
    (@by) => { &[] };
    (@by $parameters:expr) => { &$parameters };
}

/// What the month of retirement depends on.
const RETIREMENT: [&str; 12] = [
    "retire_age_male",
    "retire_age_cadre",
    "retire_age_worker",
    "retire_first_birth_male",
    "retire_first_birth_cadre",
    "retire_first_birth_worker",
    "retire_step_long",
    "retire_step_worker",
    "retire_delay_months_long",
    "retire_delay_months_worker",
    "retire_flexible_years",
    "retire_flexible_from",
];
/// What the survivors' lump sum depends on.
const LUMP_SUM: [&str; 8] = [
    "survivor_years_first",
    "survivor_years_second",
    "survivor_months_first",
    "survivor_months_second",
    "survivor_months_third",
    "survivor_years_third",
    "survivor_months_max",
    "survivor_months_min",
];

functions! {
    /// Full years of age on a day: `age_on(today, groom.birth_date)`.
    AgeOn "age_on" (Date, Date) => Number;
    /// Full years from one day to another.
    YearsBetween "years_between" (Date, Date) => Number;
    /// Full months from one day to another.
    MonthsBetween "months_between" (Date, Date) => Number;
    /// Calendar days from one day to another.
    DaysBetween "days_between" (Date, Date) => Number;
    /// So many calendar days later.
    AddDays "add_days" (Date, Number) => Date;
    /// So many months later.
    AddMonths "add_months" (Date, Number) => Date;
    /// So many years later.
    AddYears "add_years" (Date, Number) => Date;
    /// The year of a day.
    YearOf "year_of" (Date) => Number;
    /// A day from its year, month and day.
    Day "day" (Number, Number, Number) => Date;
    /// The month of retirement, from the day of birth and the original age (60, 55, 50).
    RetirementMonth "retirement_month" (Date, Number) by RETIREMENT => Date;
    /// The earliest month of retirement that may be chosen.
    RetirementEarliest "retirement_earliest" (Date, Number) by RETIREMENT => Date;
    /// The latest month of retirement that may be agreed on.
    RetirementLatest "retirement_latest" (Date, Number) by RETIREMENT => Date;
    /// By how many months retirement is later than before the reform.
    RetirementDelay "retirement_delay" (Date, Number) by RETIREMENT => Number;
    /// Months of the survivors' lump sum, where the deceased had not retired.
    SurvivorMonthsWorking "survivor_months_working" (Number) by LUMP_SUM => Number;
    /// The same for a pensioner, by years of contribution and years of pension.
    SurvivorMonthsRetired "survivor_months_retired" (Number, Number) by LUMP_SUM => Number;
    /// Whether so many different funeral grants may be taken.
    OneFuneralBenefit "one_funeral_benefit" (Number) => Bool;
    /// The last day on which an employer registers a new worker in time.
    EmployerLastDay "employer_30_days" (Date) by ["employer_days"] => Date;
    /// Whether somebody is too young to begin to work on a day: `is_child_labour(start, birth)`.
    IsChildLabour "is_child_labour" (Date, Date) by ["working_age", "adult_age"] => Bool;
    /// Whether somebody may work but is not of age when beginning to: `is_minor_worker(start, birth)`.
    IsMinorWorker "is_minor_worker" (Date, Date) by ["working_age", "adult_age"] => Bool;
    /// Whether a child starts school in that year: `school_age(year_of(today), pupil.birth_date)`.
    SchoolAge "school_age" (Number, Date) by ["school_entry_age"] => Bool;
    /// From when on a registered resident may have a permit.
    ResidenceHalfYear "residence_half_year" (Date) by ["residence_months"] => Date;
    /// The first day on which a simple cancellation can be applied for, by its announcement.
    SimpleCancellationFrom "simple_cancellation_from" (Date) by ["simple_publicity_days", "simple_apply_days"] => Date;
    /// The last day on which it can.
    SimpleCancellationUntil "simple_cancellation_until" (Date) by ["simple_publicity_days", "simple_apply_days"] => Date;
    /// The first day on which an ordinary cancellation can be applied for, by the announcement to creditors.
    CreditorClaimWindow "creditor_claim_window" (Date) by ["creditor_claim_days"] => Date;
    /// Whether the registrar may strike off a company closed on a day: `strike_off_by_authority(closed, today)`.
    StrikeOff "strike_off_by_authority" (Date, Date) by ["strike_off_years"] => Bool;
    /// Whether capital is paid in time: `capital_five_years(established, deadline)`.
    CapitalFiveYears "capital_five_years" (Date, Date) by ["capital_years"] => Bool;
    /// Whether the employer's and the employee's share of a housing fund are lawful.
    HousingFundRatio "housing_fund_ratio" (Number, Number) by ["fund_rate_min", "fund_rate_max"] => Bool;
    /// The purchase tax of a vehicle: price without tax, rate, part waived, most that is waived.
    VehiclePurchaseTax "vehicle_purchase_tax" (Number, Number, Number, Number) => Number;
}

impl Function {
    /// The function of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name() == name)
    }

    /// What it comes to; unknown where an argument is, or where nothing fits (a retirement at 58).
    pub fn apply(self, given: &[Value]) -> Value {
        self.reckoned(given).unwrap_or(Value::Unknown)
    }

    fn reckoned(self, given: &[Value]) -> Option<Value> {
        let date = |at: usize| match given.get(at) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let number = |at: usize| match given.get(at) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let count = |at: usize| number(at).map(whole);
        let retirement = || Some(reckon::retirement_age(date(0)?, &schedule(count(1)?, given.get(2..)?)?));
        let window = || Some(reckon::simple_cancellation_window(date(0)?, count(1)?, count(2)?));
        let hiring = || Some(reckon::no_child_labour(date(0)?, date(1)?, count(2)?, count(3)?));
        Some(match self {
            Self::AgeOn => counted(reckon::age_on(date(0)?, date(1)?)),
            Self::YearsBetween => counted(reckon::years_between(date(0)?, date(1)?)),
            Self::MonthsBetween => counted(reckon::months_between(date(0)?, date(1)?)),
            Self::DaysBetween => Value::Number(f64::from(reckon::days_between(date(0)?, date(1)?))),
            Self::AddDays => Value::Date(reckon::add_days(date(0)?, count(1)?)),
            Self::AddMonths => Value::Date(reckon::add_months(date(0)?, count(1)?)),
            Self::AddYears => Value::Date(reckon::add_years(date(0)?, count(1)?)),
            Self::YearOf => Value::Number(f64::from(date(0)?.year())),
            Self::Day => Value::Date(day(count(0)?, count(1)?, count(2)?)?),
            Self::RetirementMonth => Value::Date(retirement()?.statutory),
            Self::RetirementEarliest => Value::Date(retirement()?.earliest?),
            Self::RetirementLatest => Value::Date(retirement()?.latest?),
            Self::RetirementDelay => counted(retirement()?.delay_months),
            Self::SurvivorMonthsWorking => {
                Value::Number(reckon::survivor_months_working(number(0)?, &lump_sum(given.get(1..)?)?))
            }
            Self::SurvivorMonthsRetired => {
                let steps = lump_sum(given.get(2..)?)?;
                Value::Number(reckon::survivor_months_retired(number(0)?, number(1)?, &steps))
            }
            Self::OneFuneralBenefit => Value::Bool(count(0)? <= 1),
            Self::EmployerLastDay => Value::Date(reckon::employer_30_days(date(0)?, count(1)?)),
            Self::IsChildLabour => Value::Bool(hiring()? == reckon::Hiring::Child),
            Self::IsMinorWorker => Value::Bool(hiring()? == reckon::Hiring::Minor),
            Self::SchoolAge => {
                Value::Bool(reckon::school_age(i16::try_from(count(0)?).ok()?, date(1)?, count(2)?))
            }
            Self::ResidenceHalfYear => Value::Date(reckon::residence_half_year(date(0)?, count(1)?)),
            Self::SimpleCancellationFrom => Value::Date(*window()?.start()),
            Self::SimpleCancellationUntil => Value::Date(*window()?.end()),
            Self::CreditorClaimWindow => Value::Date(reckon::creditor_claim_window(date(0)?, count(1)?)),
            Self::StrikeOff => Value::Bool(reckon::strike_off_by_authority(date(0)?, date(1)?, count(2)?)),
            Self::CapitalFiveYears => Value::Bool(reckon::subscribed_in_time(date(0)?, date(1)?, count(2)?)),
            Self::HousingFundRatio => {
                Value::Bool(reckon::housing_fund_ratio(number(0)?, number(1)?, number(2)?..=number(3)?))
            }
            Self::VehiclePurchaseTax => {
                let terms =
                    reckon::PurchaseTax { rate: number(1)?, waived: number(2)?, most_waived: number(3)? };
                Value::Number(reckon::vehicle_purchase_tax(number(0)?, terms))
            }
        })
    }
}

/// How the group retires that would have retired at that age before the reform, by the values of
/// [`RETIREMENT`]; none where there is no such group.
fn schedule(original_age: u32, given: &[Value]) -> Option<reckon::Schedule> {
    let [male, cadre, worker, rest @ ..] = numbers::<12>(given)?;
    let [first_male, first_cadre, first_worker, step_long, step_worker, long, short, years, from] = rest;
    let (first, step, most) = match f64::from(original_age) {
        age if age == male => (first_male, step_long, long),
        age if age == cadre => (first_cadre, step_long, long),
        age if age == worker => (first_worker, step_worker, short),
        _ => return None,
    };
    Some(reckon::Schedule {
        original_age,
        first_birth_year: year(first)?,
        step_months: whole(step),
        most_delay_months: whole(most),
        flexible_years: whole(years),
        flexible_from_year: year(from)?,
    })
}

/// The steps of the lump sum, by the values of [`LUMP_SUM`].
fn lump_sum(given: &[Value]) -> Option<reckon::LumpSum> {
    let [below, below_second, first, second, third, years_full, most_months, fewest_retired] =
        numbers(given)?;
    Some(reckon::LumpSum {
        years_below: [below, below_second],
        months: [first, second, third],
        years_full,
        most_months,
        fewest_retired,
    })
}

fn numbers<const N: usize>(given: &[Value]) -> Option<[f64; N]> {
    let numbers = given.iter().map(|value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    });
    numbers.collect::<Option<Vec<f64>>>()?.try_into().ok()
}

fn year(number: f64) -> Option<i16> {
    i16::try_from(whole(number)).ok()
}

fn counted(number: u32) -> Value {
    Value::Number(f64::from(number))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole(number: f64) -> u32 {
    number.clamp(0.0, 4_000_000_000.0) as u32
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What an identity number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `birth_date(participant.id_number)`
    BirthDate,
    /// `is_male(participant.id_number)`
    IsMale,
}

impl Reading {
    /// Those that there are, by the name that a condition calls them by.
    pub const ALL: [(&str, Self); 2] = [("birth_date", Self::BirthDate), ("is_male", Self::IsMale)];

    /// What it comes to for that number; unknown where it is none.
    pub fn of(self, id_number: &str) -> Value {
        let Ok(id) = identifiers::ResidentId::parse(id_number) else { return Value::Unknown };
        match self {
            Self::BirthDate => Value::Date(id.birth_date()),
            Self::IsMale => Value::Bool(id.sex() == identifiers::Sex::Male),
        }
    }

    /// What kind of value it comes to.
    pub fn result(self) -> Sort {
        match self {
            Self::BirthDate => Sort::Date,
            Self::IsMale => Sort::Bool,
        }
    }
}
