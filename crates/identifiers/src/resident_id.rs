//! Resident identity numbers (公民身份号码, GB 11643-1999).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    mask_middle,
    normal::{compact, normalise},
    problem::{Kind, Problem},
};

/// First two digits: provinces, and 81, 82, 83 for residence permits of people from Hong Kong, Macao and Taiwan.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";

/// A resident identity number of 18 characters, with the right check digit.
///
/// Also holds the numbers on residence permits of people from Hong Kong, Macao
/// and Taiwan (港澳台居民居住证) and on the permanent residence cards of
/// foreigners issued since 1 December 2023 (外国人永久居留身份证: a 9, two digits of
/// the province, three of the nationality), which follow the same rules.
///
/// Where somebody lives cannot be read from the number: it is given once, and
/// districts change.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResidentId(String);

identifier!(ResidentId, personal);

/// Sex as the number tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 女
    Female,
    /// 男
    Male,
}

impl Sex {
    /// 女 or 男.
    pub fn label(self) -> &'static str {
        match self {
            Sex::Female => "女",
            Sex::Male => "男",
        }
    }
}

impl ResidentId {
    /// Blanks go: people write the number in groups.
    fn normalise(text: &str) -> String {
        compact(text, &[])
    }

    /// Reads a text and also refuses a birth date after today.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_on(text: &str, today: Date) -> Result<Self, Problem> {
        let id = Self::parse(text)?;
        if id.birth_date() > today { Err(Problem::BornInFuture) } else { Ok(id) }
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        if text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::LegacyResidentId);
        }
        check::length(Kind::ResidentId, text, 18)?;
        check::characters(
            Kind::ResidentId,
            text,
            "前17位是数字，最后一位是数字或大写字母X",
            |at, byte| byte.is_ascii_digit() || (at == 17 && byte == b'X'),
        )?;
        let bytes = text.as_bytes();
        // A foreigner's number begins with 9 and then has the province.
        let province = if bytes[0] == b'9' { &bytes[1..3] } else { &bytes[..2] };
        if !PROVINCES.contains(&((province[0] - b'0') * 10 + province[1] - b'0')) {
            return Err(Problem::Province);
        }
        let born = check::date(&text[6..14]).ok_or(Problem::NoSuchBirthDate)?;
        if born.year() < 1900 {
            return Err(Problem::BornTooEarly);
        }
        if &text[14..17] == "000" {
            return Err(Problem::Sequence);
        }
        if bytes[17] != check_character(bytes) {
            return Err(Problem::CheckDigit(Kind::ResidentId));
        }
        Ok(Self(text.to_owned()))
    }

    /// The number of today that belongs to one of the old 15 digits, for finding
    /// records made before 1999. Never taken for a new application.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn upgrade_legacy(text: &str) -> Result<Self, Problem> {
        let text = normalise(text);
        check::length(Kind::ResidentId, &text, 15)?;
        check::characters(Kind::ResidentId, &text, "旧号码15位都是数字", |_, byte| {
            byte.is_ascii_digit()
        })?;
        // Sequences 996 to 999 were kept for people born before 1900; their number has no form here.
        let century = if matches!(&text[12..], "996" | "997" | "998" | "999") { "18" } else { "19" };
        let mut upgraded = format!("{}{century}{}", &text[..6], &text[6..]);
        upgraded.push(char::from(check_character(upgraded.as_bytes())));
        Self::parse_exact(&upgraded)
    }

    /// Date of birth.
    pub fn birth_date(&self) -> Date {
        check::date(&self.0[6..14]).expect("checked when it was read")
    }

    /// Sex: odd sequences are male, even ones female.
    pub fn sex(&self) -> Sex {
        if self.0.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Full years of age (周岁) on that day; a year is full on the birthday,
    /// and on 1 March for those born on 29 February when there is none. Nought before birth.
    pub fn age_on(&self, date: Date) -> u32 {
        let born = self.birth_date();
        let years = i32::from(date.year()) - i32::from(born.year());
        let before_birthday = (date.month(), date.day()) < (born.month(), born.day());
        u32::try_from(years - i32::from(before_birthday)).unwrap_or(0)
    }

    /// On a residence permit for people from Hong Kong, Macao or Taiwan.
    pub fn is_hmt_residence_permit(&self) -> bool {
        matches!(&self.0[..6], "810000" | "820000" | "830000")
    }

    /// On a foreigner's permanent residence card.
    pub fn is_foreign_permanent_residence(&self) -> bool {
        self.0.starts_with('9')
    }

    /// The last four characters, by which a person proves to know the number.
    pub fn last_four(&self) -> &str {
        &self.0[14..]
    }

    /// As shown on screens: `500116********1234`.
    pub fn masked(&self) -> String {
        mask_resident_id(&self.0)
    }
}

/// An identity number with the birth date and sequence hidden, whether or not it is right.
pub fn mask_resident_id(text: &str) -> String {
    mask_middle(text, 6, 4)
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn check_character(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(byte, weight)| check::digit(*byte) * weight).sum();
    CHECK_CHARACTERS[(sum % 11) as usize]
}
