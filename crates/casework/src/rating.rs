//! 分开评: below the one tap for the whole, the applicant may judge a department, an item or a person alone.

use catalog::{DepartmentId, ItemId};
use serde::{Deserialize, Serialize};

use crate::{actor::AccountId, case::Case};

/// What is judged by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Rated {
    /// A department that took part.
    Department {
        /// Which.
        department: DepartmentId,
    },
    /// An item of the case.
    Item {
        /// Which.
        item: ItemId,
    },
    /// Somebody of the staff who handled it.
    Person {
        /// Their account.
        account: AccountId,
    },
}

/// The judgement of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedPart {
    /// Of what.
    #[serde(flatten)]
    pub of: Rated,
    /// 5 非常满意 to 1 非常不满意.
    pub level: u8,
}

impl Rated {
    /// A word that tells parts of one case apart, in forms and in the database: `department/public_security`.
    pub fn key(&self) -> String {
        match self {
            Self::Department { department } => format!("department/{department}"),
            Self::Item { item } => format!("item/{item}"),
            Self::Person { account } => format!("person/{account}"),
        }
    }

    /// The part of that word.
    pub fn of_key(key: &str) -> Option<Self> {
        let (kind, id) = key.split_once('/')?;
        match kind {
            "department" => Some(Self::Department { department: id.into() }),
            "item" => Some(Self::Item { item: id.into() }),
            "person" => Some(Self::Person { account: id.into() }),
            _ => None,
        }
    }

    /// The department whose work it is; the lead's where a person is judged.
    pub fn department(&self, case: &Case) -> Option<DepartmentId> {
        match self {
            Self::Department { department } => {
                case.plan.departments().into_iter().find(|known| known == department)
            }
            Self::Item { item } => case.plan.item(item).map(|item| item.department.clone()),
            Self::Person { account } => case.handlers.contains(account).then(|| case.plan.lead.clone()),
        }
    }
}
