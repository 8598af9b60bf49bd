//! 代岗: who is away from when until when, and which colleague decides meanwhile what they had taken.

use catalog::DepartmentId;
use jiff::civil::Date;

use crate::{
    actor::{AccountId, Actor, Role},
    policy::{self, Action},
    refusal::Refusal,
};

/// Somebody with whom work is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// The name to show in the record.
    pub name: String,
    /// Roles with their scopes.
    pub roles: Vec<Role>,
}

impl Colleague {
    /// Whether they decide for that department.
    pub fn decides_for(&self, department: &DepartmentId) -> bool {
        self.roles.contains(&Role::Approver { department: department.clone() })
    }
}

/// A leave with the colleague who stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// Who is away.
    pub account: AccountId,
    /// Who stands in.
    pub substitute: AccountId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Leave {
    /// Whether they are away on that day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Whether the actor may be away on these days, with that colleague standing in: another approver of a
/// department for which the actor decides.
///
/// # Errors
/// As [`policy::may`]; [`Refusal::NoSuchColleague`], [`Refusal::WrongLeaveDays`].
pub fn may_take(
    actor: &Actor,
    substitute: &Colleague,
    from: Date,
    until: Date,
    today: Date,
) -> Result<(), Refusal> {
    policy::may(actor, Action::TakeLeave, None)?;
    let shares =
        |role: &Role| matches!(role, Role::Approver { department } if substitute.decides_for(department));
    if actor.account() == Some(&substitute.account) || !actor.roles().iter().any(shares) {
        return Err(Refusal::NoSuchColleague);
    }
    are_days_of_leave(from, until, today)
}

/// Whether the actor may say so of somebody else: the head of a department, of those who decide for it, with
/// another of them standing in.
///
/// # Errors
/// As [`policy::may`]; [`Refusal::NoSuchColleague`], [`Refusal::WrongLeaveDays`].
pub fn may_set(
    actor: &Actor,
    away: &Colleague,
    substitute: &Colleague,
    from: Date,
    until: Date,
    today: Date,
) -> Result<(), Refusal> {
    may_end(actor, away)?;
    if away.account == substitute.account || !heads(actor, substitute) {
        return Err(Refusal::NoSuchColleague);
    }
    are_days_of_leave(from, until, today)
}

/// Whether the actor may say of somebody else that they are back.
///
/// # Errors
/// As [`policy::may`]; [`Refusal::NoSuchColleague`].
pub fn may_end(actor: &Actor, away: &Colleague) -> Result<(), Refusal> {
    policy::may(actor, Action::SetLeave, None)?;
    if heads(actor, away) { Ok(()) } else { Err(Refusal::NoSuchColleague) }
}

/// Whether the actor heads a department for which they decide.
fn heads(actor: &Actor, colleague: &Colleague) -> bool {
    let headed = |role: &Role| matches!(role, Role::Head { department } if colleague.decides_for(department));
    actor.roles().iter().any(headed)
}

fn are_days_of_leave(from: Date, until: Date, today: Date) -> Result<(), Refusal> {
    if until < from || until < today {
        return Err(Refusal::WrongLeaveDays);
    }
    Ok(())
}
