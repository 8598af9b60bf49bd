//! 代岗: saying when one is away and which colleague decides meanwhile, and who stands in for whom.

use casework::{
    AccountId, Colleague, Leave, Role,
    leave::{may_end, may_set, may_take},
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

/// A leave, of one's own or of somebody in a department that one heads.
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
        let (from, until) = both_days(from, until)?;
        let substitute = self.colleague(substitute).await?;
        may_take(&visitor.actor, &substitute, from, until, self.today())?;
        let account = visitor.account.id.clone();
        let leave = Leave { account, substitute: substitute.account, from, until };
        self.store().set_leave(&leave, self.now()).await?;
        self.record_leave(visitor, "leave.take", format!("{} {from} {until}", leave.substitute)).await
    }

    /// The head of a department says that somebody who decides for it is away, and who stands in.
    ///
    /// # Errors
    /// `Refused` with the reason; `Invalid` where a day is missing.
    pub async fn set_leave_of(
        &self,
        head: &Visitor,
        away: &str,
        substitute: &str,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Result<(), Failure> {
        let (from, until) = both_days(from, until)?;
        let (away, substitute) = (self.colleague(away).await?, self.colleague(substitute).await?);
        may_set(&head.actor, &away, &substitute, from, until, self.today())?;
        let leave = Leave { account: away.account, substitute: substitute.account, from, until };
        self.store().set_leave(&leave, self.now()).await?;
        let subject = format!("{} {} {from} {until}", leave.account, leave.substitute);
        self.record_leave(head, "leave.set", subject).await
    }

    /// The head of a department says that somebody is back.
    ///
    /// # Errors
    /// `Refused` for whoever does not decide for a department that the visitor heads.
    pub async fn end_leave_of(&self, head: &Visitor, away: &str) -> Result<(), Failure> {
        let away = self.colleague(away).await?;
        may_end(&head.actor, &away)?;
        self.store().end_leaves(&away.account, self.yesterday()?).await?;
        self.record_leave(head, "leave.end", format!("{} {}", away.account, self.today())).await
    }

    /// Leaves under way and to come of those who decide for a department that the visitor heads.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn leaves_headed(&self, head: &Visitor) -> Result<Vec<(Colleague, LeaveLine)>, Failure> {
        let mut found = Vec::new();
        for colleague in self.colleagues(head).await? {
            if may_end(&head.actor, &colleague).is_ok() {
                let leaves = self.leaves_of(&colleague.account).await?;
                found.extend(leaves.into_iter().map(|leave| (colleague.clone(), leave)));
            }
        }
        Ok(found)
    }

    /// Is back: leaves under way and to come end with yesterday.
    ///
    /// # Errors
    /// `Forbidden` for those who never take leave here.
    pub async fn end_leave(&self, visitor: &Visitor) -> Result<(), Failure> {
        policy::may(&visitor.actor, Action::TakeLeave, None)?;
        self.store().end_leaves(&visitor.account.id, self.yesterday()?).await?;
        self.record_leave(visitor, "leave.end", self.today().to_string()).await
    }

    /// The visitor's own leaves under way and to come.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn leaves(&self, visitor: &Visitor) -> Result<Vec<LeaveLine>, Failure> {
        self.leaves_of(&visitor.account.id).await
    }

    async fn leaves_of(&self, account: &AccountId) -> Result<Vec<LeaveLine>, Failure> {
        let mut lines = Vec::new();
        for leave in self.store().leaves_of(account, self.today()).await? {
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

    fn yesterday(&self) -> Result<Date, Failure> {
        self.today().yesterday().map_err(|error| Failure::Fault(Box::new(error)))
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

/// The first and the last day, where both are said.
fn both_days(from: Option<Date>, until: Option<Date>) -> Result<(Date, Date), Failure> {
    if let (Some(from), Some(until)) = (from, until) {
        return Ok((from, until));
    }
    let missing = [("/from", from), ("/until", until)].into_iter().filter(|(_, day)| day.is_none());
    let complaint = |(at, _): (&str, _)| Complaint::new(at, "required", "请写明是哪一天");
    Err(Failure::Invalid(missing.map(complaint).collect()))
}

fn colleague(account: Account) -> Colleague {
    Colleague { account: account.id, name: account.name, roles: account.roles }
}
