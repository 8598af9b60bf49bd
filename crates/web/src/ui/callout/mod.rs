//! A callout: something to know, to heed, that stands in the way, or that is done.

use askama::Template;

/// A callout with an icon, a title and a text; never by colour alone.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/callout/callout.html")]
pub(crate) struct Callout {
    kind: &'static str,
    icon: &'static str,
    title: String,
    text: String,
    /// Where it leads: words and address.
    link: Option<(String, String)>,
}

component!(Callout);

#[allow(dead_code, reason = "each area uses those that it needs")]
impl Callout {
    /// Something to know.
    pub(crate) fn info(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "info", icon: "info", title: title.into(), text: text.into(), link: None }
    }

    /// Something to heed.
    pub(crate) fn warn(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "warn", icon: "alert", title: title.into(), text: text.into(), link: None }
    }

    /// Something that stands in the way.
    pub(crate) fn stop(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "stop", icon: "stop", title: title.into(), text: text.into(), link: None }
    }

    /// Something done.
    pub(crate) fn done(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "done", icon: "check", title: title.into(), text: text.into(), link: None }
    }

    /// The same with a link at its end.
    pub(crate) fn leading_to(self, words: impl Into<String>, address: impl Into<String>) -> Self {
        Self { link: Some((words.into(), address.into())), ..self }
    }
}
