//! A tag: one short word of state. It has an icon where the colour means something.

use askama::Template;
use workdays::Light;

/// A short word of state.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<span class="tag tag-{{ kind }}">{% if !icon.is_empty() %}{{ crate::ui::icon(icon) }}{% endif %}{{ label }}</span>"#,
    ext = "html"
)]
pub(crate) struct Tag {
    kind: &'static str,
    icon: &'static str,
    label: String,
}

component!(Tag);

#[allow(dead_code, reason = "each area uses those that it needs")]
impl Tag {
    /// Nothing special.
    pub(crate) fn plain(label: impl Into<String>) -> Self {
        Self { kind: "plain", icon: "", label: label.into() }
    }

    /// Goes on.
    pub(crate) fn active(label: impl Into<String>) -> Self {
        Self { kind: "action", icon: "", label: label.into() }
    }

    /// Done.
    pub(crate) fn done(label: impl Into<String>) -> Self {
        Self { kind: "done", icon: "check", label: label.into() }
    }

    /// Needs attention.
    pub(crate) fn warn(label: impl Into<String>) -> Self {
        Self { kind: "warn", icon: "clock", label: label.into() }
    }

    /// Overdue, refused or in the way.
    pub(crate) fn red(label: impl Into<String>) -> Self {
        Self { kind: "red", icon: "alert", label: label.into() }
    }

    /// The light of a clock, in words too.
    pub(crate) fn light(light: Light) -> Self {
        match light {
            Light::Green => Self::active(t!("ui.light.green")),
            Light::Yellow => Self::warn(t!("ui.light.yellow")),
            Light::Red => Self::red(t!("ui.light.red")),
        }
    }
}
