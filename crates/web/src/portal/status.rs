//! Words and tags for where a case stands.

use casework::StageName;
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
