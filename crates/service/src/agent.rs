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
        let names = self.names_of(&records.iter().map(|record| record.owner.clone()).collect()).await?;
        let lines = records.into_iter().filter_map(|record| {
            let writer = names.get(&record.owner).cloned().unwrap_or_default();
            self.draft_line(record).map(|line| (line, writer))
        });
        Ok(lines.collect())
    }

    /// The names of the agents who handed these cases in, by account.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn agents_behind(&self, rows: &[CaseRow]) -> Result<BTreeMap<AccountId, String>, Failure> {
        let behind = rows.iter().filter_map(|row| row.handed_in_by.clone()).collect();
        let mut accounts = self.store().accounts_of(&behind).await?;
        accounts.retain(|account| !account.roles.iter().any(|role| matches!(role, Role::Clerk { .. })));
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    }
}
