//! 办不成事反映: somebody was turned away before there was any case. Handled like a complaint: verified by
//! somebody outside of the department, answered by the department, called back, and closed by another person.

use catalog::{DepartmentId, PlaceId, ThemeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    actor::{AccountId, Actor, Role},
    case::day_of,
    decide::{self, Context},
    evolve::SYSTEM_NAME,
    matter::{Matter, MatterAct, MatterKind, MatterStep, VERIFY_WORKING_DAYS},
    policy::{self, Action},
    refusal::Refusal,
};

/// What somebody could not get done, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grievance {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub account: AccountId,
    /// The name, to show to those who handle it.
    pub name: String,
    /// The counter where it happened, if it was one.
    pub place: Option<PlaceId>,
    /// What the person wanted to do, if it is one of the themes.
    pub theme: Option<ThemeId>,
    /// What is said, and what was done about it.
    pub matter: Matter,
}

/// What is said, as it comes in.
#[derive(Debug, Clone)]
pub struct NewGrievance {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// The counter where it happened.
    pub place: Option<PlaceId>,
    /// What the person wanted to do.
    pub theme: Option<ThemeId>,
    /// The department that answers for it.
    pub department: DepartmentId,
    /// What could not be done.
    pub text: String,
}

impl Grievance {
    /// Takes it in: online from whoever says it, or written down at a counter.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::ReasonMissing`].
    pub fn open(new: NewGrievance, ctx: &Context) -> Result<Self, Refusal> {
        policy::may(ctx.actor, Action::ReportUndone, None)?;
        if new.text.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let own = ctx.actor.account() == Some(&new.account);
        // Whoever writes it down for another neither handles nor closes it.
        let about = if own { Vec::new() } else { ctx.actor.account().cloned().into_iter().collect() };
        let due = ctx.calendar.add_working_days(ctx.today(), VERIFY_WORKING_DAYS).date;
        let matter = Matter {
            nth: 1,
            kind: MatterKind::Complaint,
            department: new.department,
            about,
            task: None,
            text: new.text,
            opened_at: ctx.now,
            opened_by: new.name.clone(),
            due: Some(due),
            steps: Vec::new(),
        };
        let NewGrievance { number, account, name, place, theme, .. } = new;
        Ok(Self { number, account, name, place, theme, matter })
    }

    /// Whether the actor may do this about it, leaving aside where it stands. Where it happened at a counter,
    /// the clerks of that counter do not answer for themselves.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`Refusal::OwnWork`] for those whose work, or whose word, it is.
    pub fn may_act(&self, actor: &Actor, act: MatterAct) -> Result<(), Refusal> {
        policy::may_handle(actor, act, &self.matter, None, || {
            let wrote = actor.account().is_some_and(|account| self.matter.about.contains(account));
            match (self.concerns(actor), wrote || self.stands_at_its_counter(actor)) {
                (false, _) => Err(Refusal::NotAllowed),
                (true, true) => Err(Refusal::OwnWork),
                (true, false) => Ok(()),
            }
        })?;
        if actor.account() == Some(&self.account) { Err(Refusal::OwnWork) } else { Ok(()) }
    }

    /// Whether the actor works for the department that answers for it, or at the counter where it happened.
    pub fn concerns(&self, actor: &Actor) -> bool {
        let of_department = |role: &Role| {
            matches!(role, Role::Approver { department } | Role::Head { department } | Role::Lead { department }
                if *department == self.matter.department)
        };
        actor.roles().iter().any(of_department) || self.stands_at_its_counter(actor)
    }

    fn stands_at_its_counter(&self, actor: &Actor) -> bool {
        let at = |role: &Role| matches!(role, Role::Clerk { place } if self.place.as_ref() == Some(place));
        actor.roles().iter().any(at)
    }

    /// Does something about it, in its order.
    ///
    /// # Errors
    /// As [`Grievance::may_act`]; [`Refusal::WrongMatterStage`], [`Refusal::ReasonMissing`].
    pub fn act(&mut self, act: MatterAct, text: String, ctx: &Context) -> Result<(), Refusal> {
        self.may_act(ctx.actor, act)?;
        let due = decide::step_of_matter(&self.matter, act, &text, ctx)?;
        let by_name = match ctx.actor {
            Actor::Account { name, .. } => name.clone(),
            _ => SYSTEM_NAME.to_owned(),
        };
        let by = ctx.actor.account().cloned();
        self.matter.steps.push(MatterStep { act, text, at: ctx.now, by, by_name });
        self.matter.due = due;
        Ok(())
    }

    /// Whether the last day of what is to be done has passed.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.matter.due.is_some_and(|due| due < day_of(now))
    }
}
