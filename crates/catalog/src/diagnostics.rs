//! What is wrong with a catalogue (诊断), said so that an official can mend it.
//!
//! Each finding names the file, line and column, shows the line with a caret
//! under the culprit, and says how to put it right. All findings of one run
//! are gathered and sorted by place. Knows nothing of what is being checked.

use std::{fmt, ops::Range, sync::Arc};

use serde::Serialize;

use crate::{ids::ThemeId, read::SourceFile};

/// A stretch of a file that a finding points at.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a SourceFile,
    /// Bytes of the file's text.
    pub(crate) span: Range<usize>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing is published while it stands (错误).
    Error,
    /// To be settled by the lead department; it blocks nothing (警告).
    Warning,
    /// Worth a look (提醒).
    Note,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提醒",
        }
    }
}

/// Answers under which a finding can be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownBy {
    /// The theme that is asked.
    pub theme: ThemeId,
    /// The fewest answers that show it.
    pub answers: Vec<ShownAnswer>,
}

/// One of the answers that show a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownAnswer {
    /// The situation, or the element where it stands on the form.
    pub id: String,
    /// The question, or the field's label.
    pub question: String,
    /// The answer as the command line takes it.
    pub answer: String,
    /// The answer in words.
    pub label: String,
    /// It stands on the form and not among the questions.
    pub on_form: bool,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `P012`; `yijianshi explain P012` tells the reason of the rule.
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// Name of the file as it was given to the reader.
    pub file: Arc<str>,
    /// Where in the file; none where the file as a whole is meant or is missing.
    pub place: Option<Place>,
    /// How to mend it.
    pub hint: Option<String>,
    /// Answers that show it; none where it does not depend on answers, or where no answers come near it.
    pub shown_by: Option<ShownBy>,
}

/// A place in a file, as people count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How many characters are to blame, at least 1.
    pub length: usize,
    /// The line's text.
    pub text: String,
}

/// Everything that was found in one run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics {
    findings: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// The findings, by file and line once reading has finished.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter()
    }

    /// Whether something was found that keeps the catalogue from being used.
    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }

    /// How many findings of that gravity there are.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        spot: Spot<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found(Level::Error, code, spot, message)
    }

    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        spot: Spot<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found(Level::Warning, code, spot, message)
    }

    pub(crate) fn found(
        &mut self,
        level: Level,
        code: &'static str,
        spot: Spot<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let file = spot.file.name.as_str().into();
        let place = Some(place(&spot.file.text, &spot.span));
        self.push(Diagnostic {
            code,
            level,
            message: message.into(),
            file,
            place,
            hint: None,
            shown_by: None,
        })
    }

    /// A finding about a file as a whole, or about one that is not there.
    pub(crate) fn error_in_file(
        &mut self,
        code: &'static str,
        file: &str,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let (level, message, file) = (Level::Error, message.into(), file.into());
        self.push(Diagnostic { code, level, message, file, place: None, hint: None, shown_by: None })
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.findings.push(diagnostic);
        self.findings.last_mut().expect("one was just pushed")
    }

    /// Adds what another run found.
    pub(crate) fn join(&mut self, other: Self) {
        self.findings.extend(other.findings);
    }

    /// Leaves the findings with which a catalogue cannot be read.
    pub(crate) fn keep_what_breaks(&mut self) {
        self.findings.retain(|finding| crate::check::breaks(finding.code));
    }

    /// Sorts by file and place, and says the same thing of the same place only once.
    pub(crate) fn arrange(&mut self) {
        self.findings.sort_by(|a, b| a.key().cmp(&b.key()));
        self.findings.dedup();
    }
}

impl Diagnostic {
    pub(crate) fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn hint_if_some(&mut self, hint: Option<String>) -> &mut Self {
        self.hint = hint;
        self
    }

    pub(crate) fn shown_by(&mut self, shown: Option<ShownBy>) -> &mut Self {
        self.shown_by = shown;
        self
    }

    fn key(&self) -> (&str, usize, usize, &'static str, &str) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        (&self.file, line, column, self.code, &self.message)
    }
}

fn place(text: &str, span: &Range<usize>) -> Place {
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Place {
        line: text[..line_start].matches('\n').count() + 1,
        column: text[line_start..start].chars().count() + 1,
        length: text[start..end.min(line_end)].trim_end().chars().count().max(1),
        text: text[line_start..line_end].trim_end_matches('\r').to_owned(),
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// How many columns a character takes in a terminal: Chinese characters and
/// full-width marks take two, and so does the `^` line below them.
fn columns(character: char) -> usize {
    match u32::from(character) {
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn width(text: impl Iterator<Item = char>) -> usize {
    text.map(columns).sum()
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}[{}] {}", self.level.word(), self.code, self.message)?;
        let Some(place) = &self.place else {
            writeln!(f, "  --> {}", self.file)?;
            return self.fmt_advice(f, 2);
        };
        let gutter = place.line.to_string().len();
        let text = place.text.replace('\t', " ");
        let before = width(text.chars().take(place.column - 1));
        let under = width(text.chars().skip(place.column - 1).take(place.length)).max(1);
        writeln!(f, "{:gutter$}--> {}:{}:{}", "", self.file, place.line, place.column)?;
        writeln!(f, "{:gutter$} |", "")?;
        writeln!(f, "{} | {}", place.line, text)?;
        writeln!(f, "{:gutter$} | {:before$}{}", "", "", "^".repeat(under))?;
        self.fmt_advice(f, gutter)
    }
}

impl Diagnostic {
    fn fmt_advice(&self, f: &mut fmt::Formatter<'_>, gutter: usize) -> fmt::Result {
        if let Some(hint) = &self.hint {
            writeln!(f, "{:gutter$} = 提示：{hint}", "")?;
        }
        if let Some(shown) = &self.shown_by {
            let said = |answer: &ShownAnswer| format!("{}——{}", answer.question, answer.label);
            let answers: Vec<String> = shown.answers.iter().map(said).collect();
            let answers =
                if answers.is_empty() { "什么都不用答".to_owned() } else { answers.join("；") };
            writeln!(f, "{:gutter$} = 这样答就看得到：{answers}", "")?;
            let asked = shown.answers.iter().filter(|answer| !answer.on_form);
            let arguments: String = asked.map(|one| format!(" --answer {}={}", one.id, one.answer)).collect();
            writeln!(f, "{:gutter$} = 试一试：yijianshi assess {}{arguments}", "", shown.theme)?;
        }
        writeln!(f, "{:gutter$} = 更多：yijianshi explain {}", "", self.code)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        let counts = [Level::Error, Level::Warning, Level::Note].map(|level| (level, self.count(level)));
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> =
            counts.map(|(level, count)| format!("{count} 处{}", level.word())).collect();
        match counts.is_empty() {
            true => writeln!(f, "没有发现问题"),
            false => writeln!(f, "共 {}", counts.join("、")),
        }
    }
}

/// The word of `known` that `word` was most likely meant to be; none when nothing is near.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= (length.max(candidate.chars().count()) / 3).max(1) && *distance < length
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance: letters left out, put in, mistaken or swapped.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut row = vec![i; right.len() + 1];
        for j in 1..=right.len() {
            let changed = usize::from(left[i - 1] != right[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + changed);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_culprit_when_chinese_stands_before_it() {
        let text = "id: birth\nnote: 出生医学证明 {x}\n".to_owned();
        let file = SourceFile { name: "themes/birth.yaml".into(), text };
        let start = file.text.find("{x}").unwrap();
        let mut found = Diagnostics::default();
        found.error("P001", Spot { file: &file, span: start..start + 3 }, "看不懂").hint("请核对");
        assert_eq!(
            found.iter().next().unwrap().to_string(),
            "错误[P001] 看不懂\n --> themes/birth.yaml:2:14\n  |\n2 | note: 出生医学证明 {x}\n  |                    ^^^\n  = 提示：请核对\n  = 更多：yijianshi explain P001\n"
        );
    }

    #[test]
    fn a_chinese_culprit_is_underlined_in_its_full_width() {
        let file = SourceFile { name: "a.yaml".into(), text: "天: 三天".into() };
        let mut found = Diagnostics::default();
        found.error("P005", Spot { file: &file, span: 5..11 }, "不是数字");
        assert!(found.to_string().contains("  |     ^^^^\n"), "{found}");
    }

    #[test]
    fn findings_become_json_for_programs() {
        let file = SourceFile { name: "a.yaml".into(), text: "x: 1".into() };
        let mut found = Diagnostics::default();
        found.error("P003", Spot { file: &file, span: 0..1 }, "不认识");
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json[0]["code"], "P003");
        assert_eq!(json[0]["place"]["line"], 1);
        assert_eq!(json[0]["place"]["column"], 1);
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_another_word_does_not() {
        let known = ["birth_certificate", "marriage_certificate", "id_card"];
        assert_eq!(nearest("birth_certificat", known), Some("birth_certificate"));
        assert_eq!(nearest("birth_certificaet", known), Some("birth_certificate"));
        assert_eq!(nearest("driving_licence", known), None);
    }
}
