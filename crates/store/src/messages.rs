//! Messages to a person's inbox. Their text is sealed.

use casework::AccountId;
use identifiers::CaseNumber;
use jiff::Timestamp;

use crate::{Page, Store, StoreError};

/// A message to be put into an inbox with a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Whose inbox.
    pub account: AccountId,
    /// The case that it is about.
    pub case: CaseNumber,
    /// A word for what happened, such as `accepted`.
    pub kind: String,
    /// The message as it is read.
    pub text: String,
}

/// A message in an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// The case that it is about.
    pub case: CaseNumber,
    /// A word for what happened.
    pub kind: String,
    /// The message as it is read.
    pub text: String,
    /// Whether its owner has seen it.
    pub read: bool,
}

impl Store {
    /// A person's messages, the latest first.
    pub async fn messages(
        &self,
        account: &AccountId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Message>, StoreError> {
        let _ = (account, after, limit);
        todo!()
    }

    /// How many messages a person has not yet seen.
    pub async fn unread(&self, account: &AccountId) -> Result<u32, StoreError> {
        let _ = account;
        todo!()
    }

    /// Marks a person's messages up to that moment as seen.
    pub async fn mark_read(&self, account: &AccountId, upto: Timestamp) -> Result<(), StoreError> {
        let _ = (account, upto);
        todo!()
    }
}
