//! What matters and grievances (督办事项、办不成事反映) have in common as somebody reads them: whose they are to
//! answer, what was done, and what the reader may do now.

use casework::{Matter, MatterAct, MatterStage, Refusal, Role};
use catalog::DepartmentId;
use jiff::Timestamp;

use crate::{Visitor, words};

/// A step as it is read: what, by whom, when, what was said.
pub type StepLine = (&'static str, String, Timestamp, String);

/// What was done about it, in order.
pub(crate) fn steps(matter: &Matter) -> Vec<StepLine> {
    let steps = matter.steps.iter();
    steps
        .map(|step| (words::matter_act(step.act), step.by_name.clone(), step.at, step.text.clone()))
        .collect()
}

/// What the reader may do now: `verify`, `answer`, `extend`, `call_back`, `close`.
pub(crate) fn acts(matter: &Matter, may: impl Fn(MatterAct) -> Result<(), Refusal>) -> Vec<&'static str> {
    let stage = matter.stage();
    let answering = stage == MatterStage::Answering;
    let table = [
        ("verify", stage == MatterStage::Verifying, MatterAct::Verify { holds: true }),
        ("answer", answering, MatterAct::Answer),
        ("extend", answering && !matter.is_extended(), MatterAct::Extend { working_days: 1 }),
        ("call_back", stage == MatterStage::CallingBack, MatterAct::CallBack { content: true }),
        ("close", stage == MatterStage::Closing, MatterAct::Close),
    ];
    table.into_iter().filter(|(_, now, act)| *now && may(*act).is_ok()).map(|(name, ..)| name).collect()
}

/// The departments that the visitor answers for.
pub(crate) fn departments_answered_for(visitor: &Visitor) -> Vec<DepartmentId> {
    let own = visitor.account.roles.iter().filter_map(|role| match role {
        Role::Lead { department } | Role::Approver { department } | Role::Head { department } => {
            Some(department.clone())
        }
        _ => None,
    });
    own.collect()
}
