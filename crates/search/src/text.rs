//! From what was typed to what is compared.

use crate::lexicon::Lexicon;

/// More than this nobody types or says; the rest is not looked at.
const LONGEST: usize = 200;

/// The text with one form for each character: half-width, small letters, simplified,
/// everything that is neither letter nor digit a blank.
pub(crate) fn fold(text: &str) -> String {
    let half_width = text.chars().take(LONGEST).filter_map(|c| match c {
        '\u{200b}'..='\u{200f}' | '\u{feff}' => None,
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    });
    let mut out = String::new();
    for c in hanconv::t2s(half_width.collect::<String>()).chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// A text ready for comparison.
#[derive(Debug, Clone)]
pub(crate) struct Canonical {
    /// Folded and in the catalogue's words, blanks out.
    pub whole: String,
    /// The parts that tell something, in order.
    pub parts: Vec<String>,
}

/// The text in the catalogue's words, with and without fillers.
pub(crate) fn canonical(text: &str) -> Canonical {
    let lexicon = Lexicon::get();
    let translated = lexicon.translate(&without_denial(&fold(text)));
    let parts = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let whole = translated.split_whitespace().collect();
    Canonical { whole, parts: parts(&lexicon.without_fillers(&translated)) }
}

/// Without what is said not to be meant: 不是开店，是关店 is about closing.
fn without_denial(text: &str) -> String {
    let Some(start) = text.find("不是") else { return text.to_owned() };
    let denied = &text[start + "不是".len()..];
    let Some(end) = denied.find([' ', '是']) else { return text.to_owned() };
    let rest = format!("{}{}", &text[..start], denied[end..].trim_start_matches(['是', ' ']));
    if rest.trim().is_empty() { text.to_owned() } else { rest }
}

/// Whether the character is Chinese.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A part cut into runs of Chinese characters and runs of letters and digits.
pub(crate) fn runs(part: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    for c in part.chars() {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| is_han(*last) == is_han(c)) => run.push(c),
            _ => runs.push(vec![c]),
        }
    }
    runs
}
