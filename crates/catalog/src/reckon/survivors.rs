//! What the survivors of an insured person get (企业职工基本养老保险遗属待遇暂行办法).

/// The steps by which the lump sum grows with the years of contribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LumpSum {
    /// Years below which the first and the second step hold.
    pub years_below: [f64; 2],
    /// Months of the first, the second and the third step.
    pub months: [f64; 3],
    /// Years up to which the third step holds; for each one more it is a month more.
    pub years_full: f64,
    /// The most months.
    pub most_months: f64,
    /// The fewest months of a pensioner's survivors.
    pub fewest_retired: f64,
}

/// How many months' income the lump sum comes to where the deceased had not retired. Years of
/// contribution with their months as a fraction.
pub fn survivor_months_working(years: f64, steps: &LumpSum) -> f64 {
    let [first, second, third] = steps.months;
    match years {
        years if years < steps.years_below[0] => first,
        years if years < steps.years_below[1] => second,
        years if years <= steps.years_full => third,
        years => (third + years - steps.years_full).min(steps.most_months),
    }
}

/// The same for a pensioner: a month less for each year in which the pension was drawn.
pub fn survivor_months_retired(years: f64, pension_years: f64, steps: &LumpSum) -> f64 {
    (survivor_months_working(years, steps) - pension_years).max(steps.fewest_retired)
}

/// The three funeral grants, of which only one may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FuneralBenefit {
    Pension,
    WorkInjury,
    Unemployment,
}

/// Whether those funeral grants may be taken together (社会保险法第四十九条第二款). Concerns the funeral
/// grant alone, not the survivors' other benefits.
pub fn one_funeral_benefit(taken: &[FuneralBenefit]) -> bool {
    taken.iter().all(|one| Some(one) == taken.first())
}
