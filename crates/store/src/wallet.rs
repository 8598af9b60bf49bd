//! The wallet: results that a person has been given. Sealed.

use casework::{
    AccountId, Task, TaskId,
    case::{FileRef, TaskResult},
};
use catalog::{DepartmentId, ItemId, MaterialId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Keys, Store, StoreError,
    db::{Arg, args},
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
}

impl Store {
    /// Everything in a person's wallet, the latest first.
    pub async fn wallet(&self, account: &AccountId) -> Result<Vec<WalletEntry>, StoreError> {
        let sql = "select r.task, r.case_number, r.department, r.granted_at, r.revoked_at, t.item, t.row_number, \
                   r.body \
                   from results r join tasks t on t.id = r.task \
                   where r.account = $1 order by r.granted_at desc, r.task";
        let rows = self.db.read(sql, &args![account]).await?;
        let entries = rows.into_iter().map(|mut row| {
            let task: TaskId = row.next()?;
            let (case, department, granted_at, revoked_at) =
                (row.next()?, row.next()?, row.next()?, row.next()?);
            let (item, nth) = (row.next()?, row.next()?);
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
            })
        });
        entries.collect()
    }

    /// The result with this number in a person's wallet.
    pub async fn wallet_entry(
        &self,
        account: &AccountId,
        number: &str,
    ) -> Result<Option<WalletEntry>, StoreError> {
        // A result's number may be an identity number, so it is sealed with the rest; a wallet is small.
        Ok(self.wallet(account).await?.into_iter().find(|entry| entry.number == number))
    }
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
