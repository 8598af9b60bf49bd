//! What the survivors of an insured person get (企业职工基本养老保险遗属待遇暂行办法).

/// How many months' income the lump sum comes to where the deceased had not retired. Years of
/// contribution with their months as a fraction.
pub fn survivor_months_working(years: f64) -> f64 {
    match years {
        years if years < 5.0 => 3.0,
        years if years < 10.0 => 6.0,
        years if years <= 15.0 => 9.0,
        years => 9.0 + years.min(30.0) - 15.0,
    }
}

/// The same for a pensioner: a month less for each year in which the pension was drawn, nine at least.
pub fn survivor_months_retired(years: f64, pension_years: f64) -> f64 {
    (survivor_months_working(years) - pension_years).max(9.0)
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
