//! Text broken into lines as Chinese is set: no closing mark at the head of a
//! line and no opening one at its end (禁则), the empty half of a mark that ends
//! a line hanging over, two marks in a row pressed together, a number kept with
//! its measure word.
//!
//! Knows letters and their shapes in ems. Knows no font and no page.

use unicode_linebreak::linebreaks;

/// Marks that close: behind their ink there is room.
pub(crate) const CLOSING: &str = "，。、；：）】》」』”’〉〕";
/// Marks that open: before their ink there is room.
pub(crate) const OPENING: &str = "（【《「『“‘〈〔";
/// Words that a number is not parted from.
const MEASURES: &str = "年月日个份次项元张条号页天岁人名套平万小分周";
/// Room beside a mark that stays.
const KEPT: f32 = 0.08;
/// No more of a mark's room is taken away than half of an em.
const HALF: f32 = 0.5;

/// A letter's width, and where its ink begins and ends, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    /// The way to the next letter.
    pub(crate) advance: f32,
    /// From where on it has ink.
    pub(crate) left: f32,
    /// Where its ink ends.
    pub(crate) right: f32,
}

impl Shape {
    /// Nothing to be seen, and no room.
    pub(crate) const NONE: Self = Self { advance: 0.0, left: 0.0, right: 0.0 };

    /// Room before the ink that may be taken away.
    fn before(self) -> f32 {
        (self.left - KEPT).clamp(0.0, HALF)
    }

    /// Room behind the ink that may be taken away.
    fn behind(self) -> f32 {
        (self.advance - self.right - KEPT).clamp(0.0, HALF)
    }
}

/// A line in ems.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its letters, each with the way to the next.
    pub(crate) letters: Vec<(char, f32)>,
    /// Where the first letter begins: before the edge, where it is a mark that opens.
    pub(crate) start: f32,
    /// Its width as the eye sees it.
    pub(crate) width: f32,
    /// More of the same paragraph follows, so that it may be stretched to the edge.
    pub(crate) goes_on: bool,
}

impl Line {
    /// The line's text.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        self.letters.iter().map(|(letter, _)| *letter).collect()
    }
}

/// Breaks text into lines of at most that width. Line breaks in the text stand.
pub(crate) fn lines(text: &str, width: f32, mut shape: impl FnMut(char) -> Shape) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        break_paragraph(paragraph.trim_end(), width, &mut shape, &mut lines);
    }
    lines
}

/// A letter with what the breaking looks at.
#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    /// The way to the next letter.
    advance: f32,
    /// Room that hangs over where it ends a line.
    hangs: f32,
    /// Room that is before the edge where it begins a line.
    leads: f32,
    /// A line may begin with it.
    may_begin: bool,
}

fn break_paragraph(text: &str, width: f32, shape: &mut impl FnMut(char) -> Shape, lines: &mut Vec<Line>) {
    let letters = letters(text, shape);
    let mut start = 0;
    while start < letters.len() {
        let end = end_of_line(&letters, start, width);
        lines.push(line(&letters[start..end], end < letters.len()));
        start = end;
        while letters.get(start).is_some_and(|letter| letter.letter == ' ') {
            start += 1;
        }
    }
    if letters.is_empty() {
        lines.push(line(&[], false));
    }
}

fn letters(text: &str, shape: &mut impl FnMut(char) -> Shape) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len() / 2);
    for letter in text.chars() {
        let letter = if letter == '\t' { ' ' } else { letter };
        let shape = shape(letter);
        let hangs = if CLOSING.contains(letter) { shape.behind() } else { 0.0 };
        let leads = if OPENING.contains(letter) { shape.before() } else { 0.0 };
        if let Some(before) = letters.last_mut() {
            // Of the room between two marks, what one of them brings is enough.
            let closes = before.hangs > 0.0 && CLOSING.contains(letter);
            let between = before.hangs > 0.0 && leads > 0.0;
            let opens = OPENING.contains(before.letter) && leads > 0.0;
            if closes {
                before.advance -= before.hangs;
            } else if between || opens {
                before.advance -= leads;
            }
        }
        letters.push(Letter { letter, advance: shape.advance, hangs, leads, may_begin: false });
    }
    mark_breaks(text, &mut letters);
    letters
}

/// Marks the letters that a line may begin with, by the rules of Unicode (UAX 14). Its quotation
/// marks have no side; ours have, and count as the brackets that have it too.
fn mark_breaks(text: &str, letters: &mut [Letter]) {
    let sided: String = text
        .chars()
        .map(|letter| match letter {
            '“' | '‘' => '「',
            '”' | '’' => '」',
            '\t' => ' ',
            letter => letter,
        })
        .collect();
    let mut at = 0;
    let mut places = linebreaks(&sided).map(|(byte, _)| byte).peekable();
    for index in 0..letters.len() {
        while places.next_if(|place| *place < at).is_some() {}
        let (letter, before) = (letters[index].letter, index.checked_sub(1).map(|one| letters[one].letter));
        letters[index].may_begin = places.peek() == Some(&at) && !stays_with(before, letter);
        // The marks with and without a side have the same length.
        at += letter.len_utf8();
    }
}

/// A number and its measure word stay together, and so do 第 and its number.
fn stays_with(before: Option<char>, letter: char) -> bool {
    let Some(before) = before else { return false };
    before.is_ascii_digit() && MEASURES.contains(letter) || before == '第' && letter.is_ascii_digit()
}

/// Where the line ends that begins there: the last place before the edge at which it may, or,
/// where a word is longer than the line, the edge itself.
fn end_of_line(letters: &[Letter], start: usize, width: f32) -> usize {
    let mut x = -letters[start].leads;
    let mut last = None;
    for (index, letter) in letters.iter().enumerate().skip(start) {
        if index > start && letter.may_begin {
            last = Some(index);
        }
        x += letter.advance;
        let hangs = if letter.letter == ' ' { letter.advance } else { letter.hangs };
        if x - hangs > width + 0.001 && index > start {
            return last.unwrap_or(index);
        }
    }
    letters.len()
}

fn line(letters: &[Letter], goes_on: bool) -> Line {
    let kept = letters.iter().rposition(|letter| letter.letter != ' ').map_or(0, |last| last + 1);
    let letters = &letters[..kept];
    let start = letters.first().map_or(0.0, |first| -first.leads);
    let hangs = letters.last().map_or(0.0, |last| last.hangs);
    let width: f32 = letters.iter().map(|letter| letter.advance).sum();
    Line {
        letters: letters.iter().map(|letter| (letter.letter, letter.advance)).collect(),
        start,
        width: width + start - hangs,
        goes_on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chinese letters are one em wide, others half of it; marks fill half of their em.
    fn shape(letter: char) -> Shape {
        let advance = if letter.is_ascii() { 0.5 } else { 1.0 };
        let left = if OPENING.contains(letter) { 0.58 } else { 0.0 };
        let right = if CLOSING.contains(letter) { 0.42 } else { advance };
        Shape { advance, left, right }
    }

    fn broken(text: &str, width: f32) -> Vec<String> {
        lines(text, width, shape).iter().map(Line::text).collect()
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        let text =
            "依据《中华人民共和国行政许可法》第三十二条，申请材料不齐全的，应当一次告知（包括“全部内容”）。";
        for width in 5..40_u8 {
            for line in broken(text, f32::from(width)) {
                let (first, last) = (line.chars().next().unwrap(), line.chars().last().unwrap());
                assert!(!CLOSING.contains(first), "{width}: {line}");
                assert!(!OPENING.contains(last), "{width}: {line}");
            }
        }
    }

    #[test]
    fn no_letter_is_lost_and_no_line_is_wider_than_the_page() {
        let text = "孩子出生后，一次办好出生医学证明、上户口，见 https://ywj.example/things/birth?birth_place=hospital 。";
        for width in 4..30_u8 {
            let lines = lines(text, f32::from(width), shape);
            let joined: String = lines.iter().map(Line::text).collect();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
            assert!(lines.iter().all(|line| line.width <= f32::from(width) + 0.01), "{width}");
        }
    }

    #[test]
    fn a_closing_mark_hangs_over_rather_than_pull_a_letter_down() {
        assert_eq!(broken("一二三四。五", 4.5), ["一二三四。", "五"]);
        assert!((lines("一二三四。五", 4.5, shape)[0].width - 4.5).abs() < 0.001);
    }

    #[test]
    fn an_opening_mark_at_the_head_of_a_line_is_flush_with_the_edge() {
        let line = &lines("“一”", 9.0, shape)[0];
        assert!((line.start + 0.5).abs() < 0.001 && (line.width - 2.0).abs() < 0.001);
    }

    #[test]
    fn two_marks_in_a_row_take_the_room_of_one_and_a_half() {
        let line = &lines("一）。二", 9.0, shape)[0];
        assert!((line.width - 3.5).abs() < 0.001);
    }

    #[test]
    fn a_number_stays_with_its_measure_word() {
        for width in 3..12_u8 {
            for line in broken("受理后的第15个工作日以前交3份材料", f32::from(width)) {
                assert!(!line.starts_with(['个', '份']) && !line.ends_with('第'), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_a_line_break_stands() {
        assert_eq!(broken("abcdefgh\n一", 2.0), ["abcd", "efgh", "一"]);
        assert_eq!(broken("", 5.0), [""]);
    }

    #[test]
    fn the_last_line_of_a_paragraph_does_not_go_on() {
        let lines = lines("一二三四五六\n七八", 4.0, shape);
        let goes_on: Vec<bool> = lines.iter().map(|line| line.goes_on).collect();
        assert_eq!(goes_on, [true, false, false]);
    }
}
