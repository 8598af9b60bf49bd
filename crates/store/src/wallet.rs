//! The wallet: results that a person has been given. Sealed.

use std::sync::Arc;

use casework::{
    AccountId, Case, Event, Recorded, Task, TaskId,
    case::{FileRef, TaskResult},
    results::{ResultStep, edition_id},
};
use catalog::{DepartmentId, ItemId, MaterialId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Keys, Store, StoreError,
    commit::{Statement, insert_rows},
    db::{Arg, Row, args, owned},
    keys::Place,
};

/// A result in somebody's wallet.
#[derive(Debug, Clone, PartialEq)]
pub struct WalletEntry {
    /// The result's number.
    pub number: String,
    /// Its name, such as 出生医学证明.
    pub name: String,
    /// `licence`, `certificate`, `approval`, `record`, `payment`.
    pub kind: String,
    /// The material that it can be used as.
    pub material: Option<MaterialId>,
    /// The case that it came from.
    pub case: CaseNumber,
    /// The task that it came from.
    pub task: TaskId,
    /// The item of that task.
    pub item: ItemId,
    /// The row, counted from 0, where the item repeats.
    pub row: Option<u32>,
    /// The department that gave it.
    pub department: DepartmentId,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; none where it does not end.
    pub valid_until: Option<Date>,
    /// What it says, where it is text.
    pub text: Option<String>,
    /// The file, where there is one.
    pub file: Option<FileRef>,
    /// When it was given.
    pub granted_at: Timestamp,
    /// When it was revoked (撤销); none while it holds.
    pub revoked_at: Option<Timestamp>,
    /// Which edition it is: 1, and one more with each correction (勘误).
    pub edition: u32,
    /// When another edition took its place; none for the one that holds.
    pub replaced_at: Option<Timestamp>,
}

impl Store {
    /// Everything in a person's wallet, the latest first.
    pub async fn wallet(&self, account: &AccountId) -> Result<Vec<WalletEntry>, StoreError> {
        let sql = "select r.task, r.case_number, r.department, r.granted_at, r.revoked_at, t.item, t.row_number, \
                   r.edition, r.body \
                   from results r join tasks t on t.id = r.task \
                   where r.account = $1 order by r.granted_at desc, r.task";
        let rows = self.db.read(sql, &args![account]).await?;
        let mut entries =
            rows.into_iter().map(|mut row| self.entry(&mut row)).collect::<Result<Vec<_>, _>>()?;
        let sql = "select task, edition, replaced_at, body from replaced_results where account = $1 \
                   order by task, edition";
        for mut row in self.db.read(sql, &args![account]).await? {
            let (task, edition, replaced_at): (TaskId, u32, Timestamp) =
                (row.next()?, row.next()?, row.next()?);
            let result = unseal_replaced(&self.keys, &edition_id(&task, edition), &row.next::<Vec<u8>>()?)?;
            if let Some(at) = entries.iter().rposition(|one| one.task == task) {
                let holds = entries[at].clone();
                let old = WalletEntry { edition, replaced_at: Some(replaced_at), ..holds.saying(result) };
                entries.insert(at + 1, old);
            }
        }
        Ok(entries)
    }

    fn entry(&self, row: &mut Row) -> Result<WalletEntry, StoreError> {
        let task: TaskId = row.next()?;
        let (case, department, granted_at, revoked_at) = (row.next()?, row.next()?, row.next()?, row.next()?);
        let (item, nth, edition) = (row.next()?, row.next()?, row.next()?);
        let result = unseal(&self.keys, &task, &row.next::<Vec<u8>>()?)?;
        let TaskResult { name, number, kind, material, valid_from, valid_until, text, file } = result;
        Ok(WalletEntry {
            number,
            name,
            kind,
            material,
            case,
            task,
            item,
            row: nth,
            department,
            valid_from,
            valid_until,
            text,
            file,
            granted_at,
            revoked_at,
            edition,
            replaced_at: None,
        })
    }

    /// The result with this number in a person's wallet.
    pub async fn wallet_entry(
        &self,
        account: &AccountId,
        number: &str,
    ) -> Result<Option<WalletEntry>, StoreError> {
        // A result's number may be an identity number, so it is sealed with the rest; a wallet is small.
        let wallet = self.wallet(account).await?;
        let named = || wallet.iter().filter(|entry| entry.number == number);
        Ok(named().find(|entry| entry.replaced_at.is_none()).or_else(|| named().next()).cloned())
    }
}

impl WalletEntry {
    /// The same, saying what another edition says.
    fn saying(self, result: TaskResult) -> Self {
        let TaskResult { name, number, kind, material, valid_from, valid_until, text, file } = result;
        Self { name, number, kind, material, valid_from, valid_until, text, file, ..self }
    }
}

/// A corrected result: what it said is kept as replaced, and its row says what holds.
pub(crate) fn replace(keys: &Keys, after: &Case, events: &[Arc<Recorded>]) -> Vec<Statement> {
    let mut statements = Vec::new();
    for recorded in events {
        let Event::Result(ResultStep::Corrected { task, result, edition, .. }) = &recorded.event else {
            continue;
        };
        let replaced = after.task(task).and_then(|task| task.aftercare.replaced.last());
        let Some(old) = replaced.map(|one| &one.result) else { continue };
        let before = edition.saturating_sub(1);
        statements.extend(insert_rows(
            "insert into replaced_results (task, edition, account, replaced_at, body) values ",
            [[
                Arg::from(task).into_owned(),
                before.into(),
                Arg::from(&after.applicant).into_owned(),
                recorded.at.into(),
                keys.seal(replaced_place(&edition_id(task, before)), old).into(),
            ]],
        ));
        statements.push(Statement {
            text: "update results set edition = $2, body = $3 where task = $1".into(),
            args: owned![task, *edition, keys.seal(place(task), result)],
        });
    }
    statements
}

fn replaced_place(id: &TaskId) -> Place<'_> {
    Place { table: "replaced_results", row: &id.0, version: 0 }
}

/// An edition of a result that another took the place of.
pub(crate) fn unseal_replaced(keys: &Keys, id: &TaskId, sealed: &[u8]) -> Result<TaskResult, StoreError> {
    keys.unseal(replaced_place(id), sealed)
}

fn place(task: &TaskId) -> Place<'_> {
    Place { table: "results", row: &task.0, version: 0 }
}

/// The result that a task gave, from its row.
pub(crate) fn unseal(keys: &Keys, task: &TaskId, sealed: &[u8]) -> Result<TaskResult, StoreError> {
    keys.unseal(place(task), sealed)
}

/// The row of a result that comes with a commit: `task, case_number, account, department, granted_at, body`.
pub(crate) fn new_row(
    keys: &Keys,
    task: &Task,
    result: &TaskResult,
    account: &AccountId,
    case: &CaseNumber,
    at: Timestamp,
) -> [Arg<'static>; 6] {
    [
        Arg::from(&task.id).into_owned(),
        Arg::from(case).into_owned(),
        Arg::from(account).into_owned(),
        Arg::from(&task.department).into_owned(),
        at.into(),
        keys.seal(place(&task.id), result).into(),
    ]
}
