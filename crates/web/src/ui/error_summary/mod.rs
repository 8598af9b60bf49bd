//! Everything that is wrong with a page, on top, each a link to its field.

use askama::Template;

/// Everything that is wrong: address of the place and words. Nothing is shown where nothing is wrong.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ui/error_summary/error_summary.html")]
pub(crate) struct ErrorSummary {
    /// Address (`#f-name` or a page) and words.
    pub(crate) errors: Vec<(String, String)>,
}

component!(ErrorSummary);

/// As many are shown at once; the others are folded away, so that the page itself is not pushed out of sight.
const AT_ONCE: usize = 6;

impl ErrorSummary {
    /// Those shown at once.
    fn first(&self) -> &[(String, String)] {
        if self.errors.len() > AT_ONCE + 1 { &self.errors[..AT_ONCE] } else { &self.errors }
    }

    /// Those folded away.
    fn rest(&self) -> &[(String, String)] {
        &self.errors[self.first().len()..]
    }

    /// Complaints about controls of this page that have the names of what they stand for.
    pub(crate) fn of_controls(complaints: &[service::Complaint]) -> Self {
        Self::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned())
    }

    /// Complaints about controls of this page, by a function from pointer to control name.
    pub(crate) fn of(complaints: &[service::Complaint], name: impl Fn(&str) -> String) -> Self {
        let link = |complaint: &service::Complaint| {
            (format!("#{}", super::control_id(&name(&complaint.pointer))), complaint.message.clone())
        };
        Self { errors: complaints.iter().map(link).collect() }
    }
}
