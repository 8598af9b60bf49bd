//! The register of official papers (发文登记): the number of each within its series and year.

use identifiers::CaseNumber;

use crate::{
    Store, StoreError,
    db::{Exec, args},
};

/// An official paper that gets a number with the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaper {
    /// Its id within the case.
    pub paper: String,
    /// The series, such as 受.
    pub series: &'static str,
    /// The year.
    pub year: i16,
}

/// The number of an official paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperNumber {
    /// Its id within the case.
    pub paper: String,
    /// The series, such as 受.
    pub series: String,
    /// The year.
    pub year: i64,
    /// The number within series and year.
    pub number: i64,
}

/// Gives the paper the next number of its series and year. Numbers are drawn in the transaction of what
/// is papered, so none is given twice and none is lost.
pub(crate) async fn register(tx: &mut dyn Exec, case: &CaseNumber, new: &NewPaper) -> Result<(), StoreError> {
    let year = i64::from(new.year);
    // Drawn and counted on at once: of two that draw together, the second waits for the first.
    let sql = "insert into paper_series (series, year, last) values ($1, $2, 1) \
               on conflict (series, year) do update set last = paper_series.last + 1 returning last";
    let drawn = tx.query(sql, &args![new.series, year]).await?;
    let number: i64 = drawn.into_iter().next().ok_or(StoreError::Corrupt("paper_series"))?.next()?;
    let sql = "insert into papers (case_number, paper, series, year, number) values ($1, $2, $3, $4, $5)";
    tx.exec(sql, &args![case, new.paper.as_str(), new.series, year, number]).await?;
    Ok(())
}

impl Store {
    /// The numbers of a case's official papers.
    pub async fn paper_numbers(&self, case: &CaseNumber) -> Result<Vec<PaperNumber>, StoreError> {
        let sql = "select paper, series, year, number from papers where case_number = $1 order by paper";
        let rows = self.db.read(sql, &args![case]).await?;
        let rows = rows.into_iter().map(|mut row| {
            Ok(PaperNumber {
                paper: row.next()?,
                series: row.next()?,
                year: row.next()?,
                number: row.next()?,
            })
        });
        rows.collect()
    }
}
