//! Unified social credit codes (统一社会信用代码, GB 32100-2015).

use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    normal::compact,
    problem::{Kind, Problem},
};

/// The 31 characters in the order of their values; I, O, S, V and Z are not used.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code of 18 characters, with both check digits right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

identifier!(Uscc, public);

/// What kind of body a code belongs to, by its first two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// 企业
    Enterprise,
    /// 个体工商户
    SelfEmployed,
    /// 农民专业合作社
    Cooperative,
    /// 机关
    StateOrgan,
    /// 事业单位
    PublicInstitution,
    /// 社会组织（社会团体、民办非企业单位、基金会）
    SocialOrganisation,
    /// 农村集体经济组织、军队单位和其他
    Other,
}

impl Uscc {
    fn normalise(text: &str) -> String {
        compact(text, &['-'])
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        check::length(Kind::Uscc, text, 18)?;
        check::characters(
            Kind::Uscc,
            text,
            "只有数字和大写字母，不用字母I、O、S、V、Z",
            |_, byte| CHARACTERS.contains(&byte),
        )?;
        check::characters(Kind::Uscc, text, "第3至8位是数字", |at, byte| {
            !(2..8).contains(&at) || byte.is_ascii_digit()
        })?;
        let bytes = text.as_bytes();
        if bytes[16] != organisation_check(&bytes[8..16]) {
            return Err(Problem::OrganisationCode);
        }
        if bytes[17] != check_character(bytes) {
            return Err(Problem::CheckDigit(Kind::Uscc));
        }
        Ok(Self(text.to_owned()))
    }

    /// The organisation code (组织机构代码) that it contains, of nine characters.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }

    /// The division (行政区划) where the body was registered, of six digits.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// What kind of body it belongs to.
    pub fn kind(&self) -> BodyKind {
        match &self.0[..2] {
            "91" => BodyKind::Enterprise,
            "92" => BodyKind::SelfEmployed,
            "93" => BodyKind::Cooperative,
            "11" => BodyKind::StateOrgan,
            "12" => BodyKind::PublicInstitution,
            "51" | "52" | "53" => BodyKind::SocialOrganisation,
            _ => BodyKind::Other,
        }
    }
}

/// GB 11714: digits count as themselves, letters from A = 10.
fn organisation_check(body: &[u8]) -> u8 {
    let value =
        |byte: u8| if byte.is_ascii_digit() { check::digit(byte) } else { u32::from(byte - b'A') + 10 };
    let sum: u32 =
        body.iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(byte, weight)| value(*byte) * weight).sum();
    match 11 - sum % 11 {
        11 => b'0',
        10 => b'X',
        digit => b'0' + u8::try_from(digit).expect("below ten"),
    }
}

/// Weights are the powers of 3 modulo 31.
fn check_character(bytes: &[u8]) -> u8 {
    let value = |byte: &u8| CHARACTERS.iter().position(|c| c == byte).unwrap_or(0);
    let (sum, _) =
        bytes[..17].iter().fold((0, 1), |(sum, weight), byte| (sum + value(byte) * weight, weight * 3 % 31));
    CHARACTERS[(31 - sum % 31) % 31]
}
