//! 帮代办: what somebody else writes for a person, and who handed in what is theirs.

use std::collections::BTreeMap;

use casework::{AccountId, Role};
use store::CaseRow;

use crate::{App, DraftLine, Failure, Visitor};

impl App {
    /// Applications that somebody else is writing for the visitor, with the writer's name.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn drafts_by_others(&self, visitor: &Visitor) -> Result<Vec<(DraftLine, String)>, Failure> {
        let records = self.store().drafts_for(&visitor.account.id).await?;
        let mut lines = Vec::with_capacity(records.len());
        for record in records {
            let writer = self.account(&record.owner).await?;
            lines.extend(self.draft_line(record).map(|line| (line, writer.name)));
        }
        Ok(lines)
    }

    /// The names of the agents who handed these cases in, by account.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn agents_behind(&self, rows: &[CaseRow]) -> Result<BTreeMap<AccountId, String>, Failure> {
        let mut names = BTreeMap::new();
        for id in rows.iter().filter_map(|row| row.handed_in_by.as_ref()) {
            if names.contains_key(id) {
                continue;
            }
            let account = self.account(id).await?;
            if !account.roles.iter().any(|role| matches!(role, Role::Clerk { .. })) {
                names.insert(account.id, account.name);
            }
        }
        Ok(names)
    }
}
