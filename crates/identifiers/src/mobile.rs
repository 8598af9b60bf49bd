//! Mobile numbers of the mainland.

use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    mask_middle,
    normal::compact,
    problem::{Kind, Problem},
};

/// A mobile number of eleven digits. Number ranges are opened all the time, so
/// only 13 to 19 at the beginning is asked for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

identifier!(Mobile, personal);

impl Mobile {
    /// Blanks and dashes go, and +86, 0086 or 86 in front of eleven digits.
    fn normalise(text: &str) -> String {
        let digits = compact(text, &['-', '(', ')', '—', '–', '－']);
        ["+86", "0086", "86"]
            .iter()
            .find_map(|prefix| digits.strip_prefix(prefix).filter(|rest| rest.len() == 11))
            .unwrap_or(&digits)
            .to_owned()
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        if text.starts_with('0') && text.len() >= 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        {
            return Err(Problem::Landline);
        }
        check::characters(Kind::Mobile, text, "只有数字", |_, byte| byte.is_ascii_digit())?;
        check::length(Kind::Mobile, text, 11)?;
        let bytes = text.as_bytes();
        if bytes[0] != b'1' || !(b'3'..=b'9').contains(&bytes[1]) {
            return Err(Problem::MobilePrefix);
        }
        Ok(Self(text.to_owned()))
    }

    /// As shown on screens: `138****0001`.
    pub fn masked(&self) -> String {
        mask_mobile(&self.0)
    }
}

/// A mobile number with its middle hidden, whether or not it is right.
pub fn mask_mobile(text: &str) -> String {
    mask_middle(text, 3, 4)
}
