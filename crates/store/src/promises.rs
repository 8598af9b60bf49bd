//! Promises that were broken, by person: while one is not made good, nothing is promised instead of a paper.

use std::sync::Arc;

use casework::{AccountId, Case, Event, Recorded, promise::DEFERRAL};
use identifiers::CaseNumber;
use jiff::Timestamp;

use crate::{
    Store, StoreError,
    commit::{Statement, insert_rows},
    db::{Arg, args, owned},
};

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenPromise {
    /// The case.
    pub case: CaseNumber,
    /// Its id within the case.
    pub promise: String,
    /// When that was found.
    pub broken_at: Timestamp,
    /// When it was made good.
    pub repaired_at: Option<Timestamp>,
}

/// What these events say of broken promises and revoked results.
pub(crate) fn write(case: &Case, events: &[Arc<Recorded>]) -> Vec<Statement> {
    let mut statements = Vec::new();
    for recorded in events {
        let at = recorded.at;
        match &recorded.event {
            Event::PromiseChecked { promise, kept: false, .. } => {
                statements.extend(broken(case, promise, at))
            }
            Event::DeferralEnded { .. } => statements.extend(broken(case, DEFERRAL, at)),
            Event::RepairDecided { promise, repaired: true, .. } => statements.push(Statement {
                text: "update broken_promises set repaired_at = $3 where case_number = $1 and promise = $2"
                    .into(),
                args: owned![&case.number, promise.as_str(), at],
            }),
            Event::ResultRevoked { task, .. } => statements.push(Statement {
                text: "update results set revoked_at = $2 where task = $1".into(),
                args: owned![task, at],
            }),
            _ => {}
        }
    }
    statements
}

fn broken(case: &Case, promise: &str, at: Timestamp) -> Option<Statement> {
    insert_rows(
        "insert into broken_promises (case_number, promise, account, broken_at) values ",
        [[
            Arg::from(&case.number).into_owned(),
            promise.to_owned().into(),
            Arg::from(&case.applicant).into_owned(),
            at.into(),
        ]],
    )
}

impl Store {
    /// The promises that a person broke, the latest first.
    pub async fn broken_promises(&self, account: &AccountId) -> Result<Vec<BrokenPromise>, StoreError> {
        let sql = "select case_number, promise, broken_at, repaired_at from broken_promises where account = $1 \
                   order by broken_at desc, case_number, promise";
        let rows = self.db.read(sql, &args![account]).await?;
        let rows = rows.into_iter().map(|mut row| {
            Ok(BrokenPromise {
                case: row.next()?,
                promise: row.next()?,
                broken_at: row.next()?,
                repaired_at: row.next()?,
            })
        });
        rows.collect()
    }
}
