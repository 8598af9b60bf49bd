//! Verification (查验): a result is shown to whoever holds its code, and to nobody else.
//!
//! The code is a keyed hash of the task that gave the result. It is not kept anywhere: whoever has the
//! installation's key can tell a right one, and nobody else can make one.

use casework::{AccountId, TaskId, case::TaskResult, results::of_edition_id};
use catalog::DepartmentId;
use identifiers::CaseNumber;
use jiff::Timestamp;

use crate::{Keys, Store, StoreError, db::args, wallet};

/// How many bytes of the hash a code has: sixteen signs, too many to try.
const BYTES: usize = 8;

/// The kind under which codes are hashed.
const KIND: &str = "verify";

/// The kind under which codes for confirming are hashed.
const CONFIRM: &str = "confirm";

/// The kind under which pick-up codes are hashed.
const PICK_UP: &str = "pick_up";

/// A result as it stands behind its code.
#[derive(Debug, Clone, PartialEq)]
pub struct CodedResult {
    /// What was given.
    pub result: TaskResult,
    /// By which department.
    pub department: DepartmentId,
    /// To whom.
    pub account: AccountId,
    /// When it was revoked (撤销); none while it holds.
    pub revoked_at: Option<Timestamp>,
    /// When another edition took its place (勘误); none for the one that holds.
    pub replaced_at: Option<Timestamp>,
}

impl Store {
    /// The code (查验码) of the result that a task gave: sixteen digits and letters.
    pub fn verification_code(&self, task: &TaskId) -> String {
        code_of(&self.keys, task)
    }

    /// The code that leads a person concerned to what they are asked to confirm: sixteen digits and letters.
    pub fn confirmation_code(&self, subject: &str) -> String {
        hex::encode_upper(&self.keys.find(CONFIRM, subject)[..BYTES])
    }

    /// The pick-up code (取件码) for what goes out of a case as its nth batch: six digits. Few enough to
    /// be said aloud; who guesses is stopped by counting.
    pub fn pick_up_code(&self, case: &CaseNumber, nth: usize) -> String {
        let hash = self.keys.find(PICK_UP, &format!("{case}/{nth}"));
        let number = hash.iter().take(7).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// The result of a task, or an edition of it ([`casework::results::edition_id`]), for whoever brings its
    /// code.
    ///
    /// # Errors
    /// Only when the database fails; a wrong code is none.
    pub async fn result_by_code(&self, id: &TaskId, code: &str) -> Result<Option<CodedResult>, StoreError> {
        let code: String = code.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
        let Ok(bytes) = hex::decode(code) else { return Ok(None) };
        if bytes.len() != BYTES || !self.keys.begins(KIND, &id.0, &bytes) {
            return Ok(None);
        }
        let (task, asked) = of_edition_id(id);
        let sql = "select account, department, revoked_at, edition, body from results where task = $1";
        let rows = self.db.read(sql, &args![&task]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        let (account, department, revoked_at, edition): (_, _, _, u32) =
            (row.next()?, row.next()?, row.next()?, row.next()?);
        if asked == edition {
            let result = wallet::unseal(&self.keys, &task, &row.next::<Vec<u8>>()?)?;
            return Ok(Some(CodedResult { result, department, account, revoked_at, replaced_at: None }));
        }
        let sql = "select replaced_at, body from replaced_results where task = $1 and edition = $2";
        let rows = self.db.read(sql, &args![&task, asked]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        let replaced_at = Some(row.next()?);
        let result = wallet::unseal_replaced(&self.keys, id, &row.next::<Vec<u8>>()?)?;
        Ok(Some(CodedResult { result, department, account, revoked_at, replaced_at }))
    }
}

fn code_of(keys: &Keys, task: &TaskId) -> String {
    hex::encode_upper(&keys.find(KIND, &task.0)[..BYTES])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_its_task_and_its_installation_alone() {
        let (ours, theirs) = (Keys::from_bytes(&[7; 32]), Keys::from_bytes(&[8; 32]));
        let (first, second) =
            (TaskId("50011620260302000017-01".into()), TaskId("50011620260302000017-02".into()));
        let code = code_of(&ours, &first);
        assert_eq!(code.len(), 2 * BYTES);
        let bytes = hex::decode(&code).unwrap();
        assert!(ours.begins(KIND, &first.0, &bytes));
        assert!(!ours.begins(KIND, &second.0, &bytes));
        assert!(!theirs.begins(KIND, &first.0, &bytes));
    }
}
