//! The wallet (证照材料库): results of earlier cases, usable as materials; and the inbox.

use casework::{AccountId, policy};
use store::{Message, Page, WalletEntry};

use crate::{App, Failure, Visitor};

impl App {
    /// Everything in the visitor's wallet, newest first.
    ///
    /// # Errors
    /// `Forbidden` for accounts that cannot have one.
    pub async fn wallet(&self, visitor: &Visitor) -> Result<Vec<WalletEntry>, Failure> {
        policy::may(&visitor.actor, policy::Action::OpenWallet, None)?;
        Ok(self.store().wallet(&visitor.account.id).await?)
    }

    /// Makes sure that a result of the applicant's can stand for the material today.
    pub(crate) async fn usable_result(
        &self,
        applicant: &AccountId,
        material: &str,
        number: &str,
    ) -> Result<(), Failure> {
        let pointer = format!("/materials/{material}");
        let entry = self.store().wallet_entry(applicant, number).await?;
        let Some(entry) = entry.filter(|entry| entry.material.as_ref().is_some_and(|is| **is == *material))
        else {
            return Err(Failure::invalid(pointer, "not_in_wallet", "证照材料库里没有这份材料，请上传"));
        };
        if entry.revoked_at.is_some() {
            return Err(Failure::invalid(pointer, "revoked", "这份证照已经被撤销，请换有效的"));
        }
        if entry.replaced_at.is_some() {
            return Err(Failure::invalid(pointer, "replaced", "这份证照已经更正，请用新的一版"));
        }
        if entry.valid_until.is_some_and(|until| until < self.today()) {
            return Err(Failure::invalid(pointer, "expired", "这份证照已经过了有效期，请换新的"));
        }
        Ok(())
    }

    /// Messages to the visitor, newest first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn messages(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Message>, Failure> {
        Ok(self.store().messages(&visitor.account.id, after, limit).await?)
    }

    /// How many messages are not read yet.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn unread(&self, visitor: &Visitor) -> Result<u32, Failure> {
        Ok(self.store().unread(&visitor.account.id).await?)
    }

    /// Everything up to now is read.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn mark_read(&self, visitor: &Visitor) -> Result<(), Failure> {
        Ok(self.store().mark_read(&visitor.account.id, self.now()).await?)
    }
}
