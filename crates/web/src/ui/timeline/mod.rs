//! What happened, newest first.

use askama::Template;
use service::TimelineEntry;

/// What happened.
#[derive(Template)]
#[template(path = "ui/timeline/timeline.html")]
pub(crate) struct Timeline<'a> {
    /// Newest first.
    pub(crate) entries: &'a [TimelineEntry],
}

component!(Timeline<'a>);
