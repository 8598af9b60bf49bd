//! The wallet: results that a person has been given. Sealed.

use casework::{AccountId, TaskId, case::FileRef};
use catalog::{DepartmentId, MaterialId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{Store, StoreError};

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
}

impl Store {
    /// Everything in a person's wallet, the latest first.
    pub async fn wallet(&self, account: &AccountId) -> Result<Vec<WalletEntry>, StoreError> {
        let _ = account;
        todo!()
    }

    /// The result with this number in a person's wallet.
    pub async fn wallet_entry(
        &self,
        account: &AccountId,
        number: &str,
    ) -> Result<Option<WalletEntry>, StoreError> {
        let _ = (account, number);
        todo!()
    }
}
