//! 当事人确认: what a second person concerned says yes to, beside the applicant: a father who signs for the
//! household of his child, the two who marry.
//!
//! Where the law wants them there together, a clerk or the registrar records that they were. Elsewhere
//! the applicant asks the second person, who confirms with the own account or at a counter; whoever is
//! not asked signs on paper, as the materials say.

use catalog::{ItemId, model::Signature};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    actor::AccountId,
    case::{Case, Form},
    plan::{PlannedItem, PlannedParty},
};

/// What a party was asked to confirm, and whether they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The item.
    pub item: ItemId,
    /// Who they are in it, such as 父亲.
    pub role: String,
    /// Given, and not taken back.
    pub given: Option<Confirmed>,
}

/// A confirmation as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The name that was signed.
    pub name: String,
    /// The party's own account; none where it was recorded at a counter.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

impl PlannedParty {
    /// Whether they may confirm with their own account: nobody has to come, and no law wants their hand.
    pub fn confirms_online(&self) -> bool {
        !self.present && self.sign == Some(Signature::Any)
    }

    /// The one person that they are, by the name on the form; none where the form names none, or several.
    pub fn named_on(&self, form: &Form) -> Option<String> {
        let section = self.section.as_ref()?;
        let name = match form.get(format!("{section}.name").as_str())? {
            serde_json::Value::String(name) => name,
            serde_json::Value::Array(rows) => match rows.as_slice() {
                [serde_json::Value::String(name)] => name,
                _ => return None,
            },
            _ => return None,
        };
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }
}

impl PlannedItem {
    /// The party of that role.
    pub fn party(&self, role: &str) -> Option<&PlannedParty> {
        self.parties.iter().find(|party| party.role == role)
    }

    /// Whether the law wants its parties there, all at the same time.
    pub fn wants_all_there(&self) -> bool {
        self.together && self.parties.iter().any(|party| party.present)
    }
}

impl Case {
    /// What that party was asked to confirm.
    pub fn confirmation(&self, item: &ItemId, role: &str) -> Option<&Confirmation> {
        self.confirmations.iter().find(|one| one.item == *item && one.role == role)
    }

    /// The parties without whose yes the item is not begun: all of them where they have to be there
    /// together, elsewhere those who were asked.
    pub fn parties_open(&self, item: &ItemId) -> Vec<String> {
        let Some(planned) = self.plan.item(item) else { return Vec::new() };
        let is_open = |party: &&PlannedParty| match self.confirmation(item, &party.role) {
            Some(asked) => asked.given.is_none(),
            None => planned.wants_all_there() && party.present,
        };
        planned.parties.iter().filter(is_open).map(|party| party.role.clone()).collect()
    }
}
