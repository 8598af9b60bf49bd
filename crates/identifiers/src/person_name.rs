//! Names of people.

use serde::{Deserialize, Serialize};

use crate::{
    check::identifier,
    normal::normalise,
    problem::{Kind, Problem},
};

const LONGEST: usize = 50;

/// The name of a person as on the identity card: 1 to 50 characters.
///
/// Rare characters of every plane, the dot of minority and foreign names, and
/// letters of other scripts are names like any other. Digits, markup and
/// control characters are not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

identifier!(PersonName, personal);

impl PersonName {
    /// Every kind of dot becomes ·, and blanks between Chinese characters go: 张 三 is 张三.
    fn normalise(text: &str) -> String {
        let text = normalise(text);
        let mut name = String::with_capacity(text.len());
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '•' | '・' | '‧' | '∙' | '⋅' | '●' | '．' | '･' => name.push('·'),
                // Between Chinese characters a full stop stands for the dot, too.
                '.' | '。' if name.chars().next_back().is_some_and(is_han) => name.push('·'),
                ' ' | '\t' => {
                    while characters.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
                    let next = characters.peek().copied();
                    let before_chinese = next.is_some_and(is_han);
                    let after_chinese = name.chars().next_back().is_some_and(is_han);
                    let at_dot = name.ends_with('·') || next.is_some_and(is_dot);
                    if !(at_dot || before_chinese && after_chinese) {
                        name.push(' ');
                    }
                }
                _ => name.push(c),
            }
        }
        name
    }

    /// Reads a text as it stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_exact(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty(Kind::PersonName));
        }
        if text.chars().count() > LONGEST {
            return Err(Problem::NameTooLong);
        }
        let mut after_letter = false;
        for c in text.chars() {
            // 〇 is a numeral to Unicode and a character of names to people.
            if c.is_numeric() && c != '〇' && !is_han(c) {
                return Err(Problem::NameDigit);
            }
            match c {
                '·' | '-' | '\'' | '’' | '.' | ' ' => {
                    let after_stop = c == ' ' && text.contains(". ");
                    if !after_letter && !after_stop {
                        return Err(Problem::NameSeparator);
                    }
                    after_letter = false;
                }
                _ if c.is_alphabetic() => after_letter = true,
                _ if is_mark(c) && after_letter => {}
                _ => return Err(Problem::NameCharacter),
            }
        }
        // Only a Latin full stop may end a name (Jr.).
        if !after_letter && !text.ends_with('.') {
            return Err(Problem::NameSeparator);
        }
        Ok(Self(text.to_owned()))
    }

    /// As shown on screens: 李*, 王*明.
    pub fn masked(&self) -> String {
        mask_name(&self.0)
    }
}

/// A name with its middle hidden, or its end where it has two characters.
pub fn mask_name(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙' | '⋅' | '●' | '．' | '･')
}

/// A Chinese character of any block, those of the extension planes included.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

/// Accents that follow their letter, and selectors of the variants of a Chinese character.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}
