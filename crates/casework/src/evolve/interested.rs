//! What a task looks like after those concerned were told or heard.

use crate::{case::Case, interested::InterestedStep};

/// The case after something happened about people whose great interests a task concerns.
pub(super) fn evolve(case: &mut Case, step: &InterestedStep) {
    let Some(task) = super::find(&mut case.tasks, step.task()) else { return };
    match step {
        InterestedStep::Notified { notice, .. } => {
            task.interested.none_because = None;
            task.interested.notices.push(notice.clone());
        }
        InterestedStep::NoneConcerned { reason, .. } => task.interested.none_because = Some(reason.clone()),
        InterestedStep::Heard { statement, .. } => task.interested.statements.push(statement.clone()),
    }
}
