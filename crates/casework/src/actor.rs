//! Who acts: accounts, their roles, and the role in which somebody acts now.

use std::{fmt, sync::Arc};

use catalog::{DepartmentId, PlaceId};
use identifiers::CaseNumber;
use serde::{Deserialize, Serialize};

use crate::mandate::Mandate;

/// An account's id (a uuid as text).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Arc<str>);

impl AccountId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for AccountId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A role that an account holds, with its scope. An account may hold several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    /// 申请人: own cases only.
    Applicant,
    /// 帮代办: helps people with their applications, under a mandate of each.
    Agent,
    /// 综合窗口人员: cases of the own counter and what a walk-in shows.
    Clerk {
        /// The counter.
        place: PlaceId,
    },
    /// 牵头部门: all of the cases that the department leads.
    Lead {
        /// The department.
        department: DepartmentId,
    },
    /// 部门审批人员: tasks of the own department, with only their fields and materials.
    Approver {
        /// The department.
        department: DepartmentId,
    },
    /// 机关负责人: sees the department's tasks; gives more time where the law lets it.
    Head {
        /// The department.
        department: DepartmentId,
    },
    /// 本级政府负责人: gives several departments together more time (行政许可法 第四十二条第二款).
    GovernmentHead,
    /// 政务服务办: publishes, coordinates, sees all.
    Office,
    /// 督查: reads, never changes.
    Supervisor,
    /// 系统管理员: accounts and health, no cases.
    Admin,
}

impl Role {
    /// The word for it in the API: `applicant`, `agent`, `clerk`, `lead`, `approver`, `head`,
    /// `government_head`, `office`, `supervisor`, `admin`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Agent => "agent",
            Self::Clerk { .. } => "clerk",
            Self::Lead { .. } => "lead",
            Self::Approver { .. } => "approver",
            Self::Head { .. } => "head",
            Self::GovernmentHead => "government_head",
            Self::Office => "office",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }
}

/// Somebody who acts now: the account and every role that it holds; or the software itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person or program.
    Account {
        /// The account.
        account: AccountId,
        /// The name to show in the record, never an identity number.
        name: String,
        /// Roles with their scopes.
        roles: Vec<Role>,
        /// What others let this person do for them now.
        #[serde(default)]
        mandates: Vec<Mandate>,
    },
    /// The software, where the law gives a lapse of time an effect.
    System,
    /// 代岗: an approver who acts for a colleague of the same department on leave.
    Substitute {
        /// The account that acts.
        account: AccountId,
        /// Its name.
        name: String,
        /// Its own roles with their scopes.
        roles: Vec<Role>,
        /// The colleague.
        of: AccountId,
        /// The colleague's name.
        of_name: String,
    },
    /// A second person concerned, whom the applicant asked to confirm a part of this case.
    Party {
        /// Which case.
        case: CaseNumber,
        /// Their account.
        account: AccountId,
        /// Their name.
        name: String,
    },
    /// Whoever holds a one-time link for rating this case; nobody knows who it is.
    Rater {
        /// Which case.
        case: CaseNumber,
    },
}

impl Actor {
    /// The account, unless the software acts.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Account { account, .. }
            | Self::Substitute { account, .. }
            | Self::Party { account, .. } => Some(account),
            Self::System | Self::Rater { .. } => None,
        }
    }

    /// The roles; none for the software.
    pub fn roles(&self) -> &[Role] {
        match self {
            Self::Account { roles, .. } | Self::Substitute { roles, .. } => roles,
            Self::System | Self::Party { .. } | Self::Rater { .. } => &[],
        }
    }

    /// What others let this person do for them now.
    pub fn mandates(&self) -> &[Mandate] {
        match self {
            Self::Account { mandates, .. } => mandates,
            Self::Substitute { .. } | Self::System | Self::Party { .. } | Self::Rater { .. } => &[],
        }
    }

    /// Whether what that account took is theirs to decide: it is their own, or that of the colleague
    /// for whom they act.
    pub fn acts_for(&self, holder: &AccountId) -> bool {
        self.account() == Some(holder) || matches!(self, Self::Substitute { of, .. } if of == holder)
    }
}
