//! Numbers of medical certificates of birth.

use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    mask_middle,
    normal::compact,
    problem::{Kind, Problem},
};

/// The number of a medical certificate of birth (出生医学证明编号): a letter and nine digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthCertificateNumber(String);

identifier!(BirthCertificateNumber, personal);

impl BirthCertificateNumber {
    fn normalise(text: &str) -> String {
        compact(text, &['-'])
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        check::length(Kind::BirthCertificateNumber, text, 10)?;
        check::characters(
            Kind::BirthCertificateNumber,
            text,
            "第一位是大写字母，后九位是数字",
            |at, byte| if at == 0 { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() },
        )?;
        Ok(Self(text.to_owned()))
    }

    /// As shown on screens: `A*****0001`.
    pub fn masked(&self) -> String {
        mask_middle(&self.0, 1, 4)
    }
}
