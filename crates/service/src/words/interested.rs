//! The words for what happened about people whose great interests a task concerns (利害关系人): how many,
//! never who, for the applicant reads it too.

use casework::{TaskId, interested::InterestedStep};
use documents::day;

/// What happened, for the case's history.
pub(super) fn event(step: &InterestedStep, task_name: &dyn Fn(&TaskId) -> String) -> String {
    let name = task_name(step.task());
    match step {
        InterestedStep::Notified { notice, .. } => {
            format!("{name}告知了{}位利害关系人，{}以前听取意见", notice.people.len(), day(notice.until))
        }
        InterestedStep::NoneConcerned { reason, .. } => format!("{name}不涉及他人的重大利益：{reason}"),
        InterestedStep::Heard { .. } => format!("{name}听取了一位利害关系人的意见"),
    }
}

/// What the applicant is told; none where a message would only disturb.
pub(super) fn message(
    step: &InterestedStep,
    thing: &str,
    task_name: &dyn Fn(&TaskId) -> String,
) -> Option<String> {
    match step {
        InterestedStep::Notified { task, notice } => {
            let (name, until) = (task_name(task), day(notice.until));
            Some(format!(
                "{thing}：{name}关系到别人的利益，已经告知他们，{until}以前听取意见；您也可以陈述、申辩。"
            ))
        }
        InterestedStep::NoneConcerned { .. } | InterestedStep::Heard { .. } => None,
    }
}
