//! 对其他事项的影响: what an act does to the rest, before and after in the same words.

use askama::Template;
use service::{EffectLine, EffectsView};

use super::tag::Tag;

/// What an act does to the other tasks.
#[derive(Debug, Template)]
#[template(path = "ui/effects/effects.html")]
pub(crate) struct Effects<'a> {
    /// The act with what becomes of each.
    pub(crate) effects: &'a EffectsView,
}

component!(Effects<'a>);

impl Effects<'_> {
    /// Whether the words say more than the tag: on what it waits or hangs.
    fn says_more(&self, line: &EffectLine) -> bool {
        matches!(line.effect, "waits" | "conditional")
    }

    fn tag(&self, line: &EffectLine) -> Tag {
        match line.effect {
            "cancelled" => Tag::red(t!("ui.effects.cancelled")),
            "conditional" => Tag::warn(t!("ui.effects.conditional")),
            "waits" => Tag::plain(t!("ui.effects.waits")),
            "begins" => Tag::done(t!("ui.effects.begins")),
            _ => Tag::done(t!("ui.effects.continues")),
        }
    }
}
