//! From what was typed to units that can be compared: characters, words in Latin letters, syllables.

use crate::{
    lexicon::Lexicon,
    sound::{self, Sound, Syllable},
};

/// More than this nobody types or says; the rest is not looked at.
const LONGEST: usize = 120;

/// What a piece of text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A Chinese character.
    Han(char),
    /// A word or number in Latin letters and digits.
    Letters(String),
    /// A syllable of pinyin.
    Syllable(String),
}

/// One piece of what was typed.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// What it is.
    pub sign: Sign,
    /// What an exact comparison looks at; 0 where nothing in the lexicon is like it.
    pub code: u32,
    /// How it sounds, for characters and syllables.
    pub sound: Option<Sound>,
    /// A mark of punctuation stands before it.
    pub after_break: bool,
}

impl Unit {
    /// A Chinese character.
    pub fn of(c: char) -> Self {
        Self { sign: Sign::Han(c), code: u32::from(c), sound: sound::of(c), after_break: false }
    }

    /// As it was typed.
    pub fn text(&self) -> String {
        match &self.sign {
            Sign::Han(c) => c.to_string(),
            Sign::Letters(text) | Sign::Syllable(text) => text.clone(),
        }
    }

    /// Whether it is a Chinese character.
    pub fn is_han(&self) -> bool {
        matches!(self.sign, Sign::Han(_))
    }
}

/// The text with one form for each character: half-width, small letters, simplified,
/// blanks for blanks and `|` for everything else that is neither letter nor digit.
fn plain(text: &str) -> String {
    let half_width = text.chars().take(LONGEST).filter_map(|c| match c {
        '\u{200b}'..='\u{200f}' | '\u{feff}' => None,
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    });
    let mut out = String::new();
    for c in hanconv::t2s(half_width.collect::<String>()).chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase().map(|c| if c == 'ü' { 'v' } else { c }));
        } else if c.is_whitespace() || matches!(c, '\'' | '-' | '’' | '_' | '\0') {
            out.push(' ');
        } else {
            out.push('|');
        }
    }
    out
}

/// The text with one form for each character and single blanks between words.
pub(crate) fn fold(text: &str) -> String {
    let plain = plain(text).replace('|', " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the character is Chinese.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What a text is made of: characters and words of letters, with the breaks between them.
pub(crate) fn signs(text: &str) -> Vec<(Sign, bool)> {
    let mut signs: Vec<(Sign, bool)> = Vec::new();
    let (mut after_break, mut apart) = (false, true);
    for c in plain(text).chars() {
        match c {
            '|' => (after_break, apart) = (true, true),
            ' ' => apart = true,
            c if is_han(c) => {
                signs.push((Sign::Han(c), after_break));
                (after_break, apart) = (false, true);
            }
            c => {
                match signs.last_mut() {
                    Some((Sign::Letters(word), _)) if !apart => word.push(c),
                    _ => signs.push((Sign::Letters(c.to_string()), after_break)),
                }
                (after_break, apart) = (false, false);
            }
        }
    }
    // One character between every two marks is a way of typing, not a list of clauses.
    let breaks = signs.iter().filter(|(_, after_break)| *after_break).count();
    if breaks + 1 >= signs.len() {
        signs.iter_mut().for_each(|(_, after_break)| *after_break = false);
    }
    signs
}

/// What was typed, as units. Letters are taken for English where the lexicon knows the
/// words, and else for pinyin where they can be read as such.
pub(crate) fn units(text: &str, lexicon: &Lexicon) -> Vec<Unit> {
    let signs = signs(text);
    let words = signs.iter().filter_map(|(sign, _)| match sign {
        Sign::Letters(word) if !is_number(word) => Some(word.as_str()),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    let known = words.iter().filter(|word| lexicon.token(word).is_some()).count();
    let readable = words.iter().filter(|word| sound::syllables(word).is_some()).count();
    let is_pinyin = readable == words.len() && known < words.len();
    let mut units = Vec::with_capacity(signs.len());
    for (sign, after_break) in signs {
        match sign {
            Sign::Han(c) => {
                units.push(Unit { code: u32::from(c), sound: sound::of(c), sign, after_break });
            }
            Sign::Letters(word) => {
                let token = lexicon.token(&word);
                let syllables = if is_number(&word) || token.is_some() && !is_pinyin {
                    None
                } else {
                    sound::syllables(&word)
                };
                match syllables {
                    Some(syllables) => units.extend(spelled(syllables, after_break)),
                    None => {
                        let code = token.or_else(|| lexicon.nearest_token(&word)).unwrap_or(0);
                        units.push(Unit { sign: Sign::Letters(word), code, sound: None, after_break });
                    }
                }
            }
            Sign::Syllable(_) => {}
        }
    }
    units
}

fn spelled(syllables: Vec<Syllable>, after_break: bool) -> impl Iterator<Item = Unit> {
    syllables.into_iter().enumerate().map(move |(at, syllable)| Unit {
        sign: Sign::Syllable(syllable.text),
        code: 0,
        sound: Some(syllable.sound),
        after_break: after_break && at == 0,
    })
}

/// Digits, perhaps with a letter behind them, such as 60 or 24.
pub(crate) fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}
