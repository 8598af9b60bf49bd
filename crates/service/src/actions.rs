//! What the viewer could do now with a case and its tasks, by the names under which pages and the API know it.

use casework::{
    Actor, Case, Stage, Task, TaskStage,
    case::Round,
    policy::{self, Action},
};
use jiff::civil::Date;

use crate::{Visitor, exit, matters::may_complain};

/// Commands that the visitor could give now. Whether they succeed is decided when they are given.
pub(crate) fn actions(visitor: &Visitor, case: &Case, today: Date) -> Vec<&'static str> {
    let may = |action: Action| policy::may(&visitor.actor, action, Some(case)).is_ok();
    let submitted = matches!(case.stage, Stage::Submitted);
    let awaiting = matches!(case.stage, Stage::AwaitingCorrection { .. });
    let overdue = matches!(case.stage, Stage::AwaitingCorrection { due } if due < today);
    let in_progress = matches!(case.stage, Stage::InProgress { .. });
    let completed = matches!(case.stage, Stage::Completed { .. });
    let delivered = matches!(case.stage, Stage::Delivered { .. });
    let none_granted = !case.tasks.iter().any(|task| task.stage.is_granted());
    let noted = !case.acknowledged.is_empty();
    let accept = if noted { Action::AcceptNoted } else { Action::Accept };
    let open_first = case.plan.prerequisites.iter().any(|one| !case.is_met(one));
    let apart = case.tasks.iter().any(|task| task.row.is_some() && !task.stage.is_ended());
    let returned = case.correction.as_ref().is_some_and(|one| one.returned_at.is_some());
    let signed = case.corrections().any(|one| matches!(one.round, Round::Second { .. }));
    let joint = in_progress && case.joint_extension.is_none() && case.is_joint();
    let before_delivery = submitted || awaiting || in_progress || completed;
    let table: [(&'static str, bool, Action); 19] = [
        ("accept", submitted, accept),
        ("correction", submitted && case.correction.is_none(), Action::AskForCorrection),
        ("unmet", submitted && returned, Action::AskForCorrection),
        ("ask_again", submitted && returned && !signed, Action::SignSecondCorrection),
        ("correct_on_spot", submitted, Action::CorrectOnSpot),
        ("not_accept", submitted || overdue, Action::NotAccept),
        ("find_false", submitted || overdue, Action::NotAccept),
        ("return_correction", awaiting, Action::ReturnCorrection),
        ("supply", !case.is_ended() && !case.outstanding_deferred().is_empty(), Action::Supply),
        ("meet_prerequisite", (submitted || awaiting || in_progress) && open_first, Action::MeetPrerequisite),
        ("withdraw_row", in_progress && apart, Action::WithdrawRow),
        ("withdraw", (submitted || awaiting || in_progress) && none_granted, Action::Withdraw),
        ("choose_delivery", before_delivery || !case.to_go_out().is_empty(), Action::ChooseDelivery),
        ("deliver", completed, Action::Deliver),
        ("rate", (completed || delivered) && case.rating.is_none(), Action::Rate),
        ("complain", may_complain(visitor, case), Action::Complain),
        ("ask_for_rating", true, Action::AskForRating),
        ("urge", true, Action::Urge),
        ("extend_joint", joint, Action::ExtendJoint),
    ];
    let table = table.into_iter().chain(exit::actions(case));
    table.filter(|(_, now, action)| *now && may(*action)).map(|(name, ..)| name).collect()
}

/// Commands on a task that the visitor could give now.
pub(crate) fn task_actions(visitor: &Visitor, case: &Case, task: &Task, today: Date) -> Vec<&'static str> {
    let actor = visitor.acting(case, Some(&task.id), today);
    let may = |action: Action| policy::may_on_task(&actor, action, case, task).is_ok();
    let ready = matches!(task.stage, TaskStage::Ready { .. });
    let open = ready || matches!(task.stage, TaskStage::Reviewing { .. });
    let suspended = matches!(task.stage, TaskStage::Suspended { .. });
    let taken = task.stage.holder().is_some();
    let checked = case.plan.item(&task.item).is_some_and(|item| item.on_site_check().is_some());
    let arranged = task.checks.last().is_some_and(|check| check.record.is_none() && check.on <= today);
    let to_make = task.certificate.as_ref().is_some_and(|certificate| certificate.made_at.is_none());
    let concerned = case.third_party_interest(task).is_some();
    let table: [(&'static str, bool, Action); 13] = [
        ("start", ready, Action::StartTask),
        ("release", open && taken, Action::ReleaseTask),
        ("hand_over", taken, Action::HandOverTask),
        ("ask", open || suspended, Action::AskQuestion),
        ("arrange_check", (open || suspended) && checked, Action::ArrangeCheck),
        ("record_check", (open || suspended) && arranged, Action::RecordCheck),
        ("make_certificate", to_make, Action::MakeCertificate),
        ("hear_interested", (open || suspended) && concerned, Action::HearInterested),
        ("grant", open, Action::GrantTask),
        ("refuse", open, Action::RefuseTask),
        ("suspend", open, Action::SuspendTask),
        ("resume", suspended, Action::ResumeTask),
        ("extend", (open || suspended) && task.extension.is_none(), Action::ExtendTask),
    ];
    let listed = table.into_iter().filter(|(_, now, action)| *now && may(*action)).map(|(name, ..)| name);
    let heard =
        task.revocation.as_ref().is_some_and(|one| one.revoked_at.is_none() && one.heard_until < today);
    let by_falsehood = heard && case.false_materials_of(&task.id).next().is_some();
    let revokes =
        by_falsehood && policy::may_for(&actor, Action::RevokeResult, case, &task.department).is_ok();
    listed.chain(finds_false(&actor, case, task, open)).chain(revokes.then_some("revoke_result")).collect()
}

/// Whether a material can be found to be false now: while it is decided, and afterwards where it was granted.
fn finds_false(actor: &Actor, case: &Case, task: &Task, open: bool) -> Option<&'static str> {
    let decided = task.stage.is_granted() && task.revocation.is_none();
    let may = (open && policy::may_on_task(actor, Action::FindFalseMaterial, case, task).is_ok())
        || (decided && policy::may_for(actor, Action::RevokeResult, case, &task.department).is_ok());
    may.then_some("find_false")
}
