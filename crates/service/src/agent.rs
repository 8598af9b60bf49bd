//! 帮代办: an agent begins an application for somebody who asked for help, and that person knows of it.
//!
//! The agent names the client by name and identity number, as on the card shown, and learns
//! nothing from it: what is known of the client already stays unseen. Every naming is on record.

use std::collections::BTreeMap;

use casework::{AccountId, Role, policy};
use store::{Access, CaseRow};

use crate::{App, Complaint, DraftLine, Failure, Visitor};

/// A person for whom an agent begins.
#[derive(Debug, Clone, Default)]
pub struct NewClient {
    /// The name as on the identity card.
    pub name: String,
    /// 公民身份号码
    pub id_number: String,
    /// Mobile number; people without one are helped all the same.
    pub mobile: String,
    /// The agent declares that the client asked for it.
    pub asked: bool,
}

impl App {
    /// The account of an agent's client; made when there is none yet, without a password.
    ///
    /// # Errors
    /// `Invalid` naming every field that is wrong, `Forbidden` for anyone but agents.
    pub async fn take_on_client(&self, visitor: &Visitor, client: &NewClient) -> Result<AccountId, Failure> {
        policy::may(&visitor.actor, policy::Action::TakeOnClient, None)?;
        let mut complaints = Vec::new();
        if !client.asked {
            let message = "请先征得本人同意，再在方框里打勾";
            complaints.push(Complaint::new("/asked", "mandate_missing", message));
        }
        let account =
            self.applicant_shown(&client.name, &client.id_number, &client.mobile, complaints).await?;
        if account == visitor.account.id {
            let message = "这是您自己的身份证号码；给自己办，请用个人账号登录";
            return Err(Failure::invalid("/id_number", "own_number", message));
        }
        let look = Access {
            at: self.now(),
            account: visitor.account.id.clone(),
            what: "client.take_on",
            subject: account.to_string(),
            allowed: true,
        };
        self.store().log_access(look).await?;
        Ok(account)
    }

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
            if account.roles.contains(&Role::Agent) {
                names.insert(account.id, account.name);
            }
        }
        Ok(names)
    }
}
