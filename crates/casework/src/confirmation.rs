//! 当事人确认: what a second person concerned says yes to, beside the applicant: a father who signs for the
//! household of his child, the two who marry.
//!
//! Where the law wants them there together, a clerk or the registrar records that they were. Elsewhere
//! the applicant asks the second person, who confirms with the own account or at a counter; whoever is
//! not asked signs on paper, as the materials say. Where a party is several people, each is asked by
//! name. Whoever does not answer in time is asked again.

use catalog::{ItemId, model::Signature};
use jiff::{SignedDuration, Timestamp};
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
    /// When they were asked last; none where nobody asked them, and in cases of before it was kept.
    #[serde(default)]
    pub asked_at: Option<Timestamp>,
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

/// How long somebody who was asked may take to answer, in days.
pub const ANSWER_WITHIN_DAYS: i64 = 15;

impl Confirmation {
    /// The moment from which it cannot be given any more without being asked for again; none where it was
    /// given, or where that was not kept.
    pub fn lapses_at(&self) -> Option<Timestamp> {
        let asked_at = self.asked_at.filter(|_| self.given.is_none())?;
        asked_at.checked_add(SignedDuration::from_hours(24 * ANSWER_WITHIN_DAYS)).ok()
    }

    /// Whether it was not given in time.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.lapses_at().is_some_and(|until| now >= until)
    }
}

/// One of the people whom a party is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyPerson<'a> {
    /// The party.
    pub party: &'a PlannedParty,
    /// Who they are in it: the party's role, and the name where the party is several people: 股东（张三）.
    pub role: String,
    /// The name on the form; none where the form names nobody.
    pub name: Option<String>,
}

impl PlannedParty {
    /// Whether they may confirm with their own account: nobody has to come, and no law wants their hand.
    pub fn confirms_online(&self) -> bool {
        !self.present && self.sign == Some(Signature::Any)
    }

    /// Its people, by the names on the form: one without a name where the form names nobody.
    fn people(&self, form: &Form) -> Vec<PartyPerson<'_>> {
        let one = |role: String, name: Option<String>| PartyPerson { party: self, role, name };
        let names = self.names(form);
        match names.as_slice() {
            [] => vec![one(self.role.clone(), None)],
            [name] => vec![one(self.role.clone(), Some(name.clone()))],
            several => {
                let each =
                    several.iter().map(|name| one(format!("{}（{name}）", self.role), Some(name.clone())));
                each.collect()
            }
        }
    }

    /// The names that the form gives for it, each once.
    fn names(&self, form: &Form) -> Vec<String> {
        let value = self.section.as_ref().and_then(|section| form.get(format!("{section}.name").as_str()));
        let rows = match value {
            Some(serde_json::Value::Array(rows)) => rows.as_slice(),
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let mut names: Vec<String> = Vec::new();
        for name in rows.iter().filter_map(|row| row.as_str()).map(str::trim) {
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

impl PlannedItem {
    /// Everybody concerned, by the names on the form.
    pub fn people(&self, form: &Form) -> Vec<PartyPerson<'_>> {
        self.parties.iter().flat_map(|party| party.people(form)).collect()
    }

    /// The one of that role.
    pub fn person(&self, role: &str, form: &Form) -> Option<PartyPerson<'_>> {
        self.people(form).into_iter().find(|person| person.role == role)
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
        let is_open = |person: &PartyPerson<'_>| match self.confirmation(item, &person.role) {
            Some(asked) => asked.given.is_none(),
            None => planned.wants_all_there() && person.party.present,
        };
        planned.people(&self.form).into_iter().filter(is_open).map(|person| person.role).collect()
    }
}
