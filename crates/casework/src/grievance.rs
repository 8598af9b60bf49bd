//! 办不成事反映: somebody was turned away before there was any case. Handled like a complaint: verified by
//! somebody outside of the department, answered by the department, called back, and closed by another person.

use catalog::{DepartmentId, PlaceId, ThemeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    actor::{AccountId, Actor, Role},
    case::day_of,
    decide::{self, Context},
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

    /// Whether the actor may do this about it, leaving aside where it stands.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`Refusal::OwnWork`] for those whose work it is.
    pub fn may_act(&self, actor: &Actor, act: MatterAct) -> Result<(), Refusal> {
        let account = actor.account();
        let answered = self.matter.answer().and_then(|step| step.by.as_ref());
        let involved =
            account.is_some_and(|account| self.matter.about.contains(account) || *account == self.account);
        match act {
            MatterAct::Verify { .. } | MatterAct::CallBack { .. } | MatterAct::Close => {
                let action =
                    if act == MatterAct::Close { Action::CloseMatter } else { Action::HandleComplaint };
                policy::may(actor, action, None)?;
                let same = act == MatterAct::Close && answered.is_some() && answered == account;
                if involved || same { Err(Refusal::OwnWork) } else { Ok(()) }
            }
            MatterAct::Answer | MatterAct::Extend { .. } => {
                policy::may(actor, Action::AnswerMatter, None)?;
                if self.is_answered_by(actor) { Ok(()) } else { Err(Refusal::NotAllowed) }
            }
            MatterAct::Overdue => Err(Refusal::NotAllowed),
        }
    }

    /// Whether the actor works for the department, or at the counter, that answers for it.
    pub fn is_answered_by(&self, actor: &Actor) -> bool {
        actor.roles().iter().any(|role| match role {
            Role::Approver { department } | Role::Head { department } | Role::Lead { department } => {
                *department == self.matter.department
            }
            Role::Clerk { place } => self.place.as_ref() == Some(place),
            _ => false,
        })
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
            _ => String::new(),
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
