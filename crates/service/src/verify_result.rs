//! Verifying a result (查验): whether a certificate that somebody shows is genuine and in force.
//!
//! Open to anyone who holds the code that stands on it. It says what a person needs who is shown the
//! certificate, and as little else as possible: no case, no content, no identity number.

use casework::TaskId;
use identifiers::{ResidentId, mask_name, mask_resident_id};
use jiff::civil::Date;

use crate::{App, Failure};

/// Whether a result can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Its first day is still to come.
    NotYet,
    /// 有效
    InForce,
    /// Its last day is past.
    Expired,
    /// 已更正: another edition took its place.
    Replaced,
    /// 已撤销
    Revoked,
}

/// What is told of a result to whoever holds its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedResult {
    /// Its name, such as 食品经营许可证.
    pub name: String,
    /// Its number; where that is an identity number, masked.
    pub number: String,
    /// The applicant to whom it was given; masked.
    pub holder: String,
    /// The full name of the department that gave it.
    pub department: String,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; none where it does not end.
    pub valid_until: Option<Date>,
    /// How that stands today.
    pub validity: Validity,
}

impl App {
    /// What a result says of itself to whoever holds its code. The task's number may be followed by the
    /// code in one text, as it stands on the paper.
    ///
    /// # Errors
    /// `NotFound`, alike for results that there are not and for codes that are wrong.
    pub async fn verify_result(&self, task: &str, code: &str) -> Result<VerifiedResult, Failure> {
        let task = TaskId(task.trim().to_owned());
        let found = self.store().result_by_code(&task, code).await?.ok_or(Failure::NotFound)?;
        let holder = self.store().account(&found.account).await?;
        let (result, today, catalog) = (found.result, self.today(), self.catalog());
        let validity = if found.revoked_at.is_some() {
            Validity::Revoked
        } else if found.replaced_at.is_some() {
            Validity::Replaced
        } else if today < result.valid_from {
            Validity::NotYet
        } else if result.valid_until.is_some_and(|until| until < today) {
            Validity::Expired
        } else {
            Validity::InForce
        };
        let number = if ResidentId::parse(&result.number).is_ok() {
            mask_resident_id(&result.number)
        } else {
            result.number
        };
        Ok(VerifiedResult {
            name: result.name,
            number,
            holder: holder.map_or_else(String::new, |account| mask_name(&account.name)),
            department: catalog
                .departments
                .get(&found.department)
                .map_or_else(|| found.department.to_string(), |known| known.name.clone()),
            valid_from: result.valid_from,
            valid_until: result.valid_until,
            validity,
        })
    }

    /// The address at which anyone can check the result that a task gave, or an edition of it.
    pub fn verification_address(&self, task: &TaskId) -> String {
        format!("{}/verify/{task}/{}", self.settings().base_url, self.store().verification_code(task))
    }
}
