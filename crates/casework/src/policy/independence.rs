//! Who may handle what somebody has to answer for (回避): a matter of a case, or a grievance where there is
//! none. It is verified, called back about and closed by somebody whose work is not in question, and answered
//! by the department.

use super::{Action, may};
use crate::{
    actor::Actor,
    case::Case,
    matter::{Matter, MatterAct, MatterKind},
    refusal::Refusal,
};

/// Whether the actor may do this about a matter, of that case if it is of one, leaving aside where it stands.
/// Whether they answer for the department is what `answers` says.
///
/// # Errors
/// As [`may`], and as `answers` says; [`Refusal::OwnWork`] for those whose work is in question.
pub(crate) fn may_handle(
    actor: &Actor,
    act: MatterAct,
    matter: &Matter,
    case: Option<&Case>,
    answers: impl FnOnce() -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let independent = |action| {
        may(actor, action, case)?;
        let own = actor.account().is_some_and(|account| matter.about.contains(account));
        if own { Err(Refusal::OwnWork) } else { Ok(()) }
    };
    match act {
        // A complaint is handled by somebody outside of the departments concerned.
        MatterAct::Verify { .. } | MatterAct::CallBack { .. } if matter.kind == MatterKind::Complaint => {
            independent(Action::HandleComplaint)
        }
        MatterAct::Verify { .. } | MatterAct::CallBack { .. } => independent(Action::VerifyMatter),
        MatterAct::Answer | MatterAct::Extend { .. } => {
            may(actor, Action::AnswerMatter, case)?;
            answers()
        }
        MatterAct::Close => {
            independent(Action::CloseMatter)?;
            let answered = matter.answer().and_then(|step| step.by.as_ref());
            if answered.is_some() && answered == actor.account() { Err(Refusal::OwnWork) } else { Ok(()) }
        }
        MatterAct::Overdue if *actor == Actor::System => Ok(()),
        // It goes up with the note that it is late, never by itself.
        MatterAct::Overdue | MatterAct::Escalate { .. } => Err(Refusal::NotAllowed),
    }
}
