//! Items that are closed to somebody for a time because of false materials (虚假材料).

use std::sync::Arc;

use casework::{AccountId, Case, Event, Recorded, false_material::Bar};
use identifiers::CaseNumber;
use jiff::civil::Date;

use crate::{
    Store, StoreError,
    commit::{Statement, insert_rows},
    db::{Arg, args},
};

/// A bar with the case in which it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBar {
    /// The case.
    pub case: CaseNumber,
    /// What is closed, until when, and by which law.
    pub bar: Bar,
}

/// The bars that these events set.
pub(crate) fn write(case: &Case, events: &[Arc<Recorded>]) -> Option<Statement> {
    let rows = events.iter().filter_map(|recorded| match &recorded.event {
        Event::Barred(bar) => Some([
            Arg::from(&case.number).into_owned(),
            recorded.version.into(),
            Arg::from(&case.applicant).into_owned(),
            Arg::from(&bar.item).into_owned(),
            bar.until.into(),
            bar.law.clone().into(),
        ]),
        _ => None,
    });
    insert_rows("insert into bars (case_number, version, account, item, until_on, law) values ", rows)
}

impl Store {
    /// What is closed to a person on that day, the longest first.
    pub async fn bars(&self, account: &AccountId, on: Date) -> Result<Vec<KeptBar>, StoreError> {
        let sql = "select case_number, item, until_on, law from bars where account = $1 and until_on >= $2 \
                   order by until_on desc, case_number, version";
        let rows = self.db.read(sql, &args![account, on]).await?;
        let rows = rows.into_iter().map(|mut row| {
            let case = row.next()?;
            Ok(KeptBar { case, bar: Bar { item: row.next()?, until: row.next()?, law: row.next()? } })
        });
        rows.collect()
    }
}
