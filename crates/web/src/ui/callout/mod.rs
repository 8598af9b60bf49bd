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
}

component!(Callout);

#[allow(dead_code, reason = "each area uses those that it needs")]
impl Callout {
    /// Something to know.
    pub(crate) fn info(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "info", icon: "info", title: title.into(), text: text.into() }
    }

    /// Something to heed.
    pub(crate) fn warn(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "warn", icon: "alert", title: title.into(), text: text.into() }
    }

    /// Something that stands in the way.
    pub(crate) fn stop(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "stop", icon: "stop", title: title.into(), text: text.into() }
    }

    /// Something done.
    pub(crate) fn done(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind: "done", icon: "check", title: title.into(), text: text.into() }
    }
}
