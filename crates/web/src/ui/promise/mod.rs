//! A promise to be signed: what follows where it is not kept first, then the exact text, the way without
//! it, and the name.

use askama::Template;
use service::{Complaint, PromiseOffer, Signature};

use crate::csrf::{Pairs, value};

/// A promise with the place for a signature.
#[derive(Debug, Template)]
#[template(path = "ui/promise/promise.html")]
pub(crate) struct PromiseBox {
    offer: PromiseOffer,
    control: String,
    name: String,
    authority: String,
    /// The strokes that were drawn, as the script of the page sent them.
    drawn: String,
    /// Signed by an agent, who needs a special authority.
    by_agent: bool,
    /// Whose name is signed.
    whose: String,
    /// Where papers are handed in instead.
    instead: Option<String>,
    error: Option<String>,
}

component!(PromiseBox);

impl PromiseBox {
    /// The promises of an application, with what was typed and what is wrong with it.
    pub(crate) fn all(
        offers: Vec<PromiseOffer>,
        whose: &str,
        by_agent: bool,
        instead: Option<String>,
        typed: &Pairs,
        complaints: &[Complaint],
    ) -> Vec<Self> {
        let each = offers.into_iter().map(|offer| Self {
            control: Self::control(&offer.id),
            name: value(typed, &format!("signed.{}", offer.id)).to_owned(),
            authority: value(typed, &format!("authority.{}", offer.id)).to_owned(),
            drawn: value(typed, &format!("drawn.{}", offer.id)).to_owned(),
            by_agent,
            whose: whose.to_owned(),
            instead: instead.clone(),
            error: complaints
                .iter()
                .find(|complaint| complaint.pointer == format!("/promises/{}", offer.id))
                .map(|complaint| complaint.message.clone()),
            offer,
        });
        each.collect()
    }

    /// The id of the control for the signature, for links from the summary.
    pub(crate) fn control(id: &str) -> String {
        super::control_id(&format!("signed.{id}"))
    }
}

/// The strokes that the script of the page sent; what cannot be read is no drawing, and is refused as such.
fn drawing(sent: &str) -> Option<Vec<Vec<(u16, u16)>>> {
    (!sent.is_empty()).then(|| serde_json::from_str(sent).unwrap_or_default())
}

/// The signatures that were typed.
pub(crate) fn signatures(pairs: &Pairs) -> Vec<Signature> {
    let signed = pairs.iter().filter_map(|(name, typed)| {
        let id = name.strip_prefix("signed.")?;
        let authority = value(pairs, &format!("authority.{id}")).trim().to_owned();
        Some(Signature {
            promise: id.to_owned(),
            name: typed.trim().to_owned(),
            authority: Some(authority).filter(|text| !text.is_empty()),
            drawn: drawing(value(pairs, &format!("drawn.{id}"))),
        })
    });
    signed.collect()
}
