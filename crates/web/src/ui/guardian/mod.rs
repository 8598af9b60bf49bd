//! 监护人同意: whose data, what for, what the guardian is to the child, and the name.

use askama::Template;
use service::{Complaint, ConsentOffer, GUARDIAN, GuardianSignature, RELATIONS};

use super::field::Field;
use crate::csrf::{Pairs, value};

/// The control of the name that is signed.
const NAME: &str = "guardian.name";
/// The control of what the guardian is to the child.
const RELATION: &str = "guardian.relation";

/// What a guardian signs, with what was typed and what is wrong with it.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/guardian/guardian.html")]
pub(crate) struct GuardianBox {
    offer: ConsentOffer,
    children: String,
    relation: Field,
    name: Field,
}

component!(GuardianBox);

impl GuardianBox {
    /// The box for whoever signs with this name.
    pub(crate) fn of(offer: ConsentOffer, whose: &str, typed: &Pairs, complaints: &[Complaint]) -> Self {
        let wrong = |suffix: &str| {
            let pointer = format!("{GUARDIAN}/{suffix}");
            complaints.iter().find(|one| one.pointer == pointer).map(|one| one.message.clone())
        };
        let relations = RELATIONS.iter().map(|one| ((*one).to_owned(), (*one).to_owned()));
        let relation = Field::choose(RELATION, t!("ui.guardian.relation"), relations.collect());
        Self {
            children: offer.children.join("、"),
            offer,
            relation: relation.value(value(typed, RELATION)).error(wrong("relation")),
            name: Field::text(NAME, t!("ui.guardian.sign"))
                .help(t!("ui.promise.sign_help", name = whose))
                .width("middle")
                .value(value(typed, NAME))
                .error(wrong("name")),
        }
    }

    /// The control that a complaint is about, by its pointer.
    pub(crate) fn control(pointer: &str) -> Option<&'static str> {
        match pointer.strip_prefix(GUARDIAN)? {
            "/relation" => Some(RELATION),
            _ => Some(NAME),
        }
    }
}

/// The signature that was typed; none where the form asked for none.
pub(crate) fn signature(pairs: &Pairs) -> Option<GuardianSignature> {
    let asked = pairs.iter().any(|(name, _)| name == NAME);
    asked.then(|| GuardianSignature {
        name: value(pairs, NAME).to_owned(),
        relation: value(pairs, RELATION).to_owned(),
    })
}
