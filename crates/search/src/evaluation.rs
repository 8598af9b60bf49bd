//! Measuring the search by labelled queries.
//!
//! A file has one query a line: the query, what is expected, and its kind, divided by tabs. What
//! is expected is `none`, or a theme, or several divided by `|` of which any may come first; of `a+b` both must be
//! among the first two hits and either may be first.

use std::{collections::BTreeMap, fmt};

use crate::Index;

/// Which queries are for learning and which for reporting is drawn with this.
const SEED: u64 = 0x6a69_616e_676a_696e;

/// A labelled query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// What was typed.
    pub query: String,
    /// What is expected.
    pub expected: Expected,
    /// Its kind, such as pinyin.
    pub kind: String,
}

/// What is expected of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// There is no such thing here.
    None,
    /// One of these first.
    AnyOf(Vec<String>),
    /// Both among the first two.
    Pair(String, String),
}

/// Reads labelled queries; lines that are empty or begin with `#` are passed over.
///
/// # Errors
/// The number of the first line that is none.
pub fn read(text: &str) -> Result<Vec<Labelled>, String> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, line)| {
            let mut parts = line.split('\t');
            let (Some(query), Some(expected)) = (parts.next(), parts.next()) else {
                return Err(format!(
                    "第{}行要有两栏：说的话、应该找到的主题（没有的写 none），用制表符隔开",
                    number + 1
                ));
            };
            let kind = parts.next().unwrap_or("不分").trim().to_owned();
            Ok(Labelled { query: query.to_owned(), expected: Expected::of(expected.trim()), kind })
        })
        .collect()
}

impl Expected {
    fn of(text: &str) -> Self {
        if text == "none" {
            return Self::None;
        }
        match text.split_once('+') {
            Some((one, other)) => Self::Pair(one.into(), other.into()),
            None => Self::AnyOf(text.split('|').map(str::to_owned).collect()),
        }
    }

    /// Whether the theme may come first.
    pub(crate) fn takes(&self, theme: &str) -> bool {
        match self {
            Self::None => false,
            Self::AnyOf(themes) => themes.iter().any(|it| it == theme),
            Self::Pair(one, other) => one == theme || other == theme,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::None => "none",
            Self::AnyOf(themes) => themes.first().map_or("", String::as_str),
            Self::Pair(one, _) => one,
        }
    }
}

impl Labelled {
    /// The themes that are expected.
    pub fn expected_themes(&self) -> impl Iterator<Item = &str> {
        let themes: Vec<&str> = match &self.expected {
            Expected::None => Vec::new(),
            Expected::AnyOf(themes) => themes.iter().map(String::as_str).collect(),
            Expected::Pair(one, other) => vec![one, other],
        };
        themes.into_iter()
    }

    /// Whether the query is in the half that may be learnt from.
    pub fn is_for_learning(&self) -> bool {
        let mut hash = SEED;
        for byte in self.query.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        (hash >> 17) & 1 == 0
    }
}

/// How a query came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The query.
    pub labelled: Labelled,
    /// The themes found, in order; nothing where the answer was none.
    pub found: Vec<String>,
}

impl Outcome {
    /// Whether it is as expected.
    pub fn is_right(&self) -> bool {
        let first = |theme: &String| self.found.first() == Some(theme);
        match &self.labelled.expected {
            Expected::None => self.found.is_empty(),
            Expected::AnyOf(themes) => themes.iter().any(first),
            Expected::Pair(one, other) => {
                let two = self.found.get(..2).unwrap_or_default();
                two.contains(one) && two.contains(other)
            }
        }
    }

    /// Whether something was claimed that is not so.
    pub fn is_wrong_and_certain(&self) -> bool {
        !self.found.is_empty() && !self.is_right()
    }

    fn is_answerable(&self) -> bool {
        self.labelled.expected != Expected::None
    }
}

/// The figures of a set of queries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How each came out.
    pub outcomes: Vec<Outcome>,
}

/// Searches all of them.
pub fn evaluate<'a>(index: &Index, queries: impl IntoIterator<Item = &'a Labelled>) -> Report {
    let outcomes = queries.into_iter().map(|labelled| Outcome {
        found: index.search(&labelled.query, 5).hits.into_iter().map(|hit| hit.theme.to_string()).collect(),
        labelled: labelled.clone(),
    });
    Report { outcomes: outcomes.collect() }
}

impl Report {
    fn share(part: usize, whole: usize) -> f64 {
        if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
    }

    fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.outcomes.iter().filter(|outcome| is(outcome)).count()
    }

    /// Of the queries that have an answer, how many have it first.
    pub fn top_1(&self) -> f64 {
        Self::share(self.count(|it| it.is_answerable() && it.is_right()), self.count(Outcome::is_answerable))
    }

    /// Of the queries that have none, how many were told so.
    pub fn none_recall(&self) -> f64 {
        let none = |it: &Outcome| !it.is_answerable();
        Self::share(self.count(|it| none(it) && it.is_right()), self.count(none))
    }

    /// Of the answers that there is none, how many are so.
    pub fn none_precision(&self) -> f64 {
        let told = |it: &Outcome| it.found.is_empty();
        Self::share(self.count(|it| told(it) && !it.is_answerable()), self.count(told))
    }

    /// Of all queries, how many were claimed to be something that they are not.
    pub fn wrong_certain(&self) -> f64 {
        Self::share(self.count(Outcome::is_wrong_and_certain), self.outcomes.len())
    }

    /// What came out otherwise than expected.
    pub fn wrong(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| !outcome.is_right())
    }
}

/// How many of a hundred.
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

impl Report {
    /// The figures without the kinds and without what went wrong.
    pub fn summary(&self) -> String {
        let told = [
            ("第一条就对（top-1）", self.top_1()),
            ("没有的说没有（召回）", self.none_recall()),
            ("说没有的真没有（准确）", self.none_precision()),
            ("说得肯定却错了", self.wrong_certain()),
        ];
        let told: Vec<String> =
            told.iter().map(|(what, share)| format!("  {what}：{}\n", percent(*share))).collect();
        let answerable = self.count(Outcome::is_answerable);
        format!("{} 句，其中有答案的 {answerable} 句\n{}", self.outcomes.len(), told.concat())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary())?;
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for outcome in &self.outcomes {
            let entry = kinds.entry(&outcome.labelled.kind).or_default();
            entry.0 += usize::from(outcome.is_right());
            entry.1 += 1;
        }
        writeln!(f, "按种类（对的 / 全部）：")?;
        for (kind, (right, all)) in kinds {
            writeln!(f, "  {kind}\t{right} / {all}\t{}", percent(Self::share(right, all)))?;
        }
        let mut confusions: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for outcome in self.wrong() {
            let found = outcome.found.first().map_or("none", String::as_str);
            confusions
                .entry((outcome.labelled.expected.name(), found))
                .or_default()
                .push(&outcome.labelled.query);
        }
        if !confusions.is_empty() {
            writeln!(f, "混淆（应该是 -> 找到的）：")?;
        }
        for ((expected, found), queries) in confusions {
            writeln!(f, "  {expected} -> {found}  {}：{}", queries.len(), queries.join(" / "))?;
        }
        Ok(())
    }
}
