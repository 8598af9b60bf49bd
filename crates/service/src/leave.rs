//! 代岗: saying when one is away and which colleague decides meanwhile, and who stands in for whom.

use casework::{
    AccountId, Colleague, Leave, Role,
    leave::may_take,
    policy::{self, Action},
};
use jiff::civil::Date;
use store::{Access, Account};

use crate::{App, Complaint, Failure, Visitor};

/// A leave in which somebody stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The leave.
    pub leave: Leave,
    /// The name of whoever is away.
    pub name: String,
}

/// A leave of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveLine {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// The name of whoever stands in.
    pub substitute: String,
}

impl App {
    /// The other approvers of the visitor's departments: for those who hand over, head or go on leave.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn colleagues(&self, visitor: &Visitor) -> Result<Vec<Colleague>, Failure> {
        let mut found: Vec<Colleague> = Vec::new();
        for department in visitor.approver_of() {
            let role = Role::Approver { department: department.clone() };
            for account in self.store().accounts_with(&role).await? {
                if account.id != visitor.account.id && !found.iter().any(|known| known.account == account.id)
                {
                    found.push(colleague(account));
                }
            }
        }
        Ok(found)
    }

    /// Somebody by the id of their account; nobody's id is nobody of that department, and refused as such.
    pub(crate) async fn colleague(&self, id: &str) -> Result<Colleague, Failure> {
        let account = self.store().account(&AccountId::from(id.trim())).await?;
        let nobody = Colleague { account: id.into(), name: String::new(), roles: Vec::new() };
        Ok(account.map_or(nobody, colleague))
    }

    /// Takes leave: from one day to another, with the colleague who stands in.
    ///
    /// # Errors
    /// `Refused` with the reason; `Invalid` where a day is missing.
    pub async fn take_leave(
        &self,
        visitor: &Visitor,
        substitute: &str,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Result<(), Failure> {
        let (Some(from), Some(until)) = (from, until) else {
            let missing = [("/from", from), ("/until", until)].into_iter().filter(|(_, day)| day.is_none());
            let complaint = |(at, _): (&str, _)| Complaint::new(at, "required", "请写明是哪一天");
            return Err(Failure::Invalid(missing.map(complaint).collect()));
        };
        let substitute = self.colleague(substitute).await?;
        may_take(&visitor.actor, &substitute, from, until, self.today())?;
        let account = visitor.account.id.clone();
        let leave = Leave { account, substitute: substitute.account, from, until };
        self.store().set_leave(&leave, self.now()).await?;
        self.record_leave(visitor, "leave.take", format!("{} {from} {until}", leave.substitute)).await
    }

    /// Is back: leaves under way and to come end with yesterday.
    ///
    /// # Errors
    /// `Forbidden` for those who never take leave here.
    pub async fn end_leave(&self, visitor: &Visitor) -> Result<(), Failure> {
        policy::may(&visitor.actor, Action::TakeLeave, None)?;
        let yesterday = self.today().yesterday().map_err(|error| Failure::Fault(Box::new(error)))?;
        self.store().end_leaves(&visitor.account.id, yesterday).await?;
        self.record_leave(visitor, "leave.end", self.today().to_string()).await
    }

    /// The visitor's own leaves under way and to come.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn leaves(&self, visitor: &Visitor) -> Result<Vec<LeaveLine>, Failure> {
        let mut lines = Vec::new();
        for leave in self.store().leaves_of(&visitor.account.id, self.today()).await? {
            let substitute = self.name_of(&leave.substitute).await?;
            lines.push(LeaveLine { from: leave.from, until: leave.until, substitute });
        }
        Ok(lines)
    }

    /// Leaves in which that account stands in, under way and to come.
    pub(crate) async fn stands_in(&self, account: &AccountId) -> Result<Vec<StandIn>, Failure> {
        let mut found = Vec::new();
        for leave in self.store().stands_in(account, self.today()).await? {
            found.push(StandIn { name: self.name_of(&leave.account).await?, leave });
        }
        Ok(found)
    }

    async fn record_leave(
        &self,
        visitor: &Visitor,
        what: &'static str,
        subject: String,
    ) -> Result<(), Failure> {
        let account = visitor.account.id.clone();
        let entry = Access { at: self.now(), account, what, subject, allowed: true, purpose: String::new() };
        Ok(self.store().log_access(entry).await?)
    }
}

fn colleague(account: Account) -> Colleague {
    Colleague { account: account.id, name: account.name, roles: account.roles }
}
