//! Case numbers (办件编号).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    check::{self, identifier},
    normal::compact,
    problem::{Kind, Problem},
};

/// Crockford's Base32: no I, L, O and U, which look like other characters.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of a case, such as `JJ20210608899K9D6`.
///
/// Two capitals of the district, the day of receipt, six random characters and a
/// check digit. The middle is random since a running number could be counted
/// through, and a number alone already tells that somebody has a case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber(String);

identifier!(CaseNumber, public);

impl CaseNumber {
    fn normalise(text: &str) -> String {
        compact(text, &['-'])
    }

    /// A new number. The prefix is the district's; five bits of each random byte are used.
    ///
    /// # Panics
    /// When the prefix is not two capital letters or the year has not four digits:
    /// both come from the checked catalogue and the calendar, not from people.
    pub fn compose(prefix: &str, date: Date, random: [u8; 6]) -> Self {
        assert!(
            prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase()),
            "a case number begins with two capital letters"
        );
        assert!(date.year() >= 1000, "the year of a case number has four digits");
        let random = random.map(|byte| char::from(CROCKFORD[usize::from(byte & 31)]));
        let mut number = format!(
            "{prefix}{:04}{:02}{:02}{}",
            date.year(),
            date.month(),
            date.day(),
            String::from_iter(random)
        );
        number.push(char::from(check_digit(number.as_bytes())));
        Self(number)
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        check::length(Kind::CaseNumber, text, 17)?;
        check::characters(
            Kind::CaseNumber,
            text,
            "是两个大写字母、8位日期、6位数字或字母和1位数字",
            |at, byte| match at {
                0 | 1 => byte.is_ascii_uppercase(),
                2..10 | 16 => byte.is_ascii_digit(),
                _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            },
        )?;
        let bytes = text.as_bytes();
        if !bytes[10..16].iter().all(|byte| CROCKFORD.contains(byte)) {
            return Err(Problem::CaseLetter);
        }
        if check::date(&text[2..10]).is_none() {
            return Err(Problem::CaseDate);
        }
        if bytes[16] != check_digit(bytes) {
            return Err(Problem::CheckDigit(Kind::CaseNumber));
        }
        Ok(Self(text.to_owned()))
    }

    /// The district's letters.
    pub fn prefix(&self) -> &str {
        &self.0[..2]
    }

    /// The day of receipt.
    pub fn date(&self) -> Date {
        check::date(&self.0[2..10]).expect("checked when it was read")
    }

    /// The number in groups, as it is read aloud and written down: `JJ 2021 0608 899K 9D6`.
    pub fn spoken(&self) -> String {
        let number = &self.0;
        [&number[..2], &number[2..6], &number[6..10], &number[10..14], &number[14..]].join(" ")
    }

    /// Reads what somebody says or scans: the number of a case, or that of one of its items.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_with_item(text: &str) -> Result<(Self, Option<usize>), Problem> {
        let text = text.trim();
        let item = text
            .rsplit_once('-')
            .filter(|(_, nth)| nth.len() == 2)
            .and_then(|(number, nth)| Some((number, nth.parse().ok().filter(|nth| *nth > 0)?)));
        match item {
            Some((number, nth)) if compact(number, &['-']).len() >= 17 => {
                Ok((Self::parse(number)?, Some(nth)))
            }
            _ => Ok((Self::parse(text)?, None)),
        }
    }

    /// Whether somebody means a case by it, right or wrong: two letters, and digits that can be a day.
    pub fn is_meant(text: &str) -> bool {
        let text = compact(text, &['-']);
        let digits = text.bytes().skip(2).take(6).filter(u8::is_ascii_digit).count();
        text.len() >= 12 && text.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()) && digits >= 5
    }

    /// The number of one item of the case (子编号), counted from 1: `JJ20210608899K9D6-01`.
    pub fn of_task(&self, position: usize) -> String {
        format!("{}-{position:02}", self.0)
    }
}

/// Each of the first 16 characters by its value times its place, modulo ten.
fn check_digit(bytes: &[u8]) -> u8 {
    let sum: u32 = bytes[..16].iter().zip(1..).map(|(byte, place)| value(*byte) * place).sum();
    b'0' + u8::try_from(sum % 10).expect("below ten")
}

/// The character's value; in a district's letters, those that Crockford leaves out
/// count as what they are taken for (I and L as 1, O as 0), and U as 32.
fn value(byte: u8) -> u32 {
    match byte {
        b'I' | b'L' => 1,
        b'O' => 0,
        b'U' => 32,
        _ => CROCKFORD.iter().zip(0..).find(|(c, _)| **c == byte).map_or(0, |(_, value)| value),
    }
}
