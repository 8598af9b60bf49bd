//! What the identifier types share: their shell, and a few tests on characters.

use crate::problem::{Kind, Problem};

/// Makes a text type whose only ways in are `parse` and `parse_exact`.
///
/// `personal` types hide themselves under `{:?}` by their own `masked`.
macro_rules! identifier {
    ($name:ident, $show:ident) => {
        impl $name {
            /// The value in full, in its normal form.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Reads a text as people type it.
            ///
            /// # Errors
            /// What is wrong with it, in a sentence for the person who typed it.
            pub fn parse(text: &str) -> Result<Self, $crate::Problem> {
                Self::parse_exact(&Self::normalise(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Problem;
            fn from_str(text: &str) -> Result<Self, $crate::Problem> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Problem;
            fn try_from(text: String) -> Result<Self, $crate::Problem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        $crate::check::identifier!(@debug $name, $show);
    };
    (@debug $name:ident, personal) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.masked()).finish()
            }
        }
    };
    (@debug $name:ident, public) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use identifier;

/// Exactly so many characters, and at least one.
pub(crate) fn length(kind: Kind, text: &str, expected: usize) -> Result<(), Problem> {
    match text.chars().count() {
        0 => Err(Problem::Empty(kind)),
        found if found != expected => Err(Problem::Length { kind, expected, found }),
        _ => Ok(()),
    }
}

/// Every byte passes, or the rule is told.
pub(crate) fn characters(
    kind: Kind,
    text: &str,
    rule: &'static str,
    passes: impl Fn(usize, u8) -> bool,
) -> Result<(), Problem> {
    if text.bytes().enumerate().all(|(at, byte)| passes(at, byte)) {
        Ok(())
    } else {
        Err(Problem::Character { kind, rule })
    }
}

/// The value of an ASCII digit.
pub(crate) fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

/// The date that eight ASCII digits write, where it exists.
pub(crate) fn date(digits: &str) -> Option<jiff::civil::Date> {
    let year = digits.get(..4)?.parse().ok()?;
    let month = digits.get(4..6)?.parse().ok()?;
    let day = digits.get(6..8)?.parse().ok()?;
    jiff::civil::Date::new(year, month, day).ok()
}
