//! 核对亲属关系: beside what is asked about somebody who has died, the button with which a close relative
//! has departments fill in what they know of them, and what came of it.

use askama::Template;
use service::Kinship;

use super::callout::Callout;

/// What came of asking, and the button that asks.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/kinship/kinship.html")]
pub(crate) struct KinshipBox {
    state: Callout,
    /// The button's name and value.
    name: &'static str,
    value: &'static str,
    /// It was asked before.
    again: bool,
}

component!(KinshipBox);

impl KinshipBox {
    /// The box with a button of that name and value.
    pub(crate) fn of(kinship: &Kinship, name: &'static str, value: &'static str) -> Self {
        let title = t!("ui.kinship.title");
        let state = match kinship {
            Kinship::Unasked => Callout::info(title, t!("ui.kinship.unasked")),
            Kinship::NumberWanted => Callout::warn(title, t!("ui.kinship.number_wanted")),
            Kinship::OwnNumberWanted => Callout::warn(title, t!("ui.kinship.own_number_wanted")),
            Kinship::Unreachable => Callout::warn(title, t!("ui.kinship.unreachable")),
            Kinship::NotFound => Callout::info(title, t!("ui.kinship.not_found")),
            Kinship::Verified(relation) => {
                Callout::done(t!("ui.kinship.verified", relation = relation), t!("ui.kinship.filled"))
            }
        };
        Self { state, name, value, again: !matches!(kinship, Kinship::Unasked | Kinship::NumberWanted) }
    }
}
