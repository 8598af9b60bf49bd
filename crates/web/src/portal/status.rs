//! Words and tags for where a case or a task stands.

use casework::{StageName, TaskStageName};
use service::words;

use crate::ui::tag::Tag;

/// The stage of a case as a tag.
pub(crate) fn case_tag(stage: &StageName) -> Tag {
    let word = words::stage(*stage);
    match stage {
        StageName::AwaitingCorrection => Tag::warn(word),
        StageName::NotAccepted => Tag::red(word),
        StageName::Completed | StageName::Delivered => Tag::done(word),
        StageName::Submitted | StageName::InProgress => Tag::active(word),
        StageName::Withdrawn => Tag::plain(word),
    }
}

/// The stage of a task as a tag.
pub(crate) fn task_tag(stage: &TaskStageName) -> Tag {
    let word = words::task_stage(*stage);
    match stage {
        TaskStageName::Granted => Tag::done(word),
        TaskStageName::Refused => Tag::red(word),
        TaskStageName::Ready | TaskStageName::Reviewing => Tag::active(word),
        TaskStageName::Waiting | TaskStageName::Suspended | TaskStageName::Cancelled => Tag::plain(word),
    }
}
