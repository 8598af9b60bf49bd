//! What is done to a text before it is looked at.

/// The text as people meant it: ends trimmed, full-width characters made half-width,
/// invisible characters gone.
pub fn normalise(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).map(half_width).collect();
    visible.trim().to_owned()
}

/// The text with all but the first `head` and the last `tail` characters hidden;
/// a text that is no longer than these together is hidden altogether.
pub fn mask_middle(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    if length <= head + tail {
        return "*".repeat(length);
    }
    text.chars().enumerate().map(|(at, c)| if at < head || at >= length - tail { c } else { '*' }).collect()
}

/// Without blanks and the given characters, capitals throughout.
pub(crate) fn compact(text: &str, also: &[char]) -> String {
    normalise(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !also.contains(c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        // Full-width forms stand at a fixed distance from ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Zero-width characters, direction marks and byte order marks that come along when text is copied.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
