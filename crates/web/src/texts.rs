//! What pages and API say: the texts of the locale files, by their keys.

use std::{borrow::Cow, fmt::Display};

/// The language of every text.
const LOCALE: &str = "zh-CN";

/// The text of a key, with its blanks filled in: `t!("ui.day", year = 2026, month = 3, day = 2)`.
///
/// No more than a call: two thousand places say something, and what stands here is compiled at each.
macro_rules! t {
    ($key:expr $(,)?) => {
        $crate::texts::text(&$key)
    };
    ($key:expr, $($blank:ident = $value:expr),+ $(,)?) => {
        $crate::texts::filled(&$key, &[$((stringify!($blank), &$value as &dyn std::fmt::Display)),+])
    };
}

/// The text of a key; the key itself where nobody wrote one.
pub(crate) fn text(key: &str) -> Cow<'static, str> {
    crate::_rust_i18n_try_translate(LOCALE, key).unwrap_or_else(|| key.to_owned().into())
}

/// The text of a key, its blanks filled in.
pub(crate) fn filled(key: &str, blanks: &[(&str, &dyn Display)]) -> Cow<'static, str> {
    let (names, values): (Vec<_>, Vec<_>) =
        blanks.iter().map(|(name, value)| (*name, value.to_string())).unzip();
    rust_i18n::replace_patterns(&text(key), &names, &values).into()
}
