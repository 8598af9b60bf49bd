//! Taking typed values out of a tree, one complaint for each thing that is wrong.
//!
//! A value is always returned, an empty one where the file has none that fits:
//! so one fault never hides the next, and a list keeps one element for each
//! element in the file, by which checks find their way back to the text.

use granit_parser::ScalarStyle;

use super::{
    SourceFile,
    draft::{At, Placed},
    tree::{Entry, Node, Value},
};
use crate::{
    check::{missing_key, unknown_key, wrong_type},
    days::Period,
    diagnostics::{Diagnostics, Spot},
    model::Change,
};

/// A mapping that is being read.
pub(crate) struct Record<'n, 'o> {
    file: &'n SourceFile,
    out: &'o mut Diagnostics,
    /// What it describes, in Chinese, such as 事项.
    what: &'static str,
    node: &'n Node<'n>,
    entries: &'n [Entry<'n>],
    /// Keys that were asked for.
    known: Vec<&'static str>,
    /// It is no mapping at all: one complaint is enough.
    broken: bool,
}

impl<'n> Record<'n, '_> {
    /// Reads a mapping with `read`, then complains about keys that nobody asked for.
    pub(crate) fn read<T>(
        file: &'n SourceFile,
        node: &'n Node<'n>,
        what: &'static str,
        out: &mut Diagnostics,
        read: impl FnOnce(&mut Record<'n, '_>) -> T,
    ) -> T {
        let mut record = Record { file, out, what, node, entries: &[], known: Vec::new(), broken: false };
        match &node.value {
            Value::Mapping(entries) => record.entries = entries,
            _ => {
                record.broken = true;
                record.wrong(node, &format!("{what}要写成几行“键: 值”"));
            }
        }
        let value = read(&mut record);
        record.finish();
        value
    }

    fn finish(self) {
        for entry in self.entries.iter().filter(|entry| !self.known.contains(&&*entry.key)) {
            let spot = Spot { file: self.file, span: entry.key_span.clone() };
            unknown_key::complain(&entry.key, self.what, &self.known, spot, self.out);
        }
    }

    /// How far into its file it begins: who stands before whom.
    pub(crate) fn start(&self) -> usize {
        self.node.span.start
    }

    fn spot(&self, node: &Node<'_>) -> Spot<'n> {
        Spot { file: self.file, span: node.span.clone() }
    }

    fn wrong(&mut self, node: &Node<'_>, expected: &str) {
        let spot = self.spot(node);
        wrong_type::complain(expected, spot, self.out);
    }

    /// The value of a key; none where it is not there or empty.
    fn find(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
            .filter(|node| !node.is_null())
    }

    fn require(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        let node = self.find(key);
        if node.is_none() && !self.broken {
            let span = self.entries.first().map_or(self.node.span.clone(), |entry| entry.key_span.clone());
            let spot = Spot { file: self.file, span };
            missing_key::complain(key, self.what, spot, self.out);
        }
        node
    }

    fn text_of(&mut self, node: &Node<'_>, key: &str) -> Option<String> {
        match &node.value {
            Value::Scalar(scalar) => Some(scalar.text.to_string()),
            _ => {
                self.wrong(node, &format!("{key} 要写一段文字"));
                None
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, key: &'static str) -> String {
        match self.require(key) {
            Some(node) => self.text_of(node, key).unwrap_or_default(),
            None => String::new(),
        }
    }

    /// A text that may be left out.
    pub(crate) fn text_or_none(&mut self, key: &'static str) -> Option<String> {
        let node = self.find(key)?;
        self.text_of(node, key)
    }

    /// One of some words, with what each stands for.
    pub(crate) fn one_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.require(key)?;
        self.word(node, key, words)
    }

    fn word<T: Copy>(&mut self, node: &Node<'_>, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text_of(node, key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let spot = self.spot(node);
            let words = words.iter().map(|(word, _)| *word);
            wrong_type::complain_about_word(key, &text, words, spot, self.out);
        }
        found
    }

    /// The same, where it may be left out.
    pub(crate) fn one_of_or_none<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.find(key)?;
        self.one_of(key, words)
    }

    /// Yes or no; what it is when left out.
    pub(crate) fn flag(&mut self, key: &'static str, otherwise: bool) -> bool {
        let Some(node) = self.find(key) else { return otherwise };
        match as_flag(node) {
            Some(flag) => flag,
            None => {
                self.wrong(node, &format!("{key} 只能写 true（是）或 false（否）"));
                otherwise
            }
        }
    }

    /// A whole number, zero or more, that must be there.
    pub(crate) fn whole(&mut self, key: &'static str) -> u32 {
        match self.require(key) {
            Some(node) => self.whole_of(node, key).unwrap_or_default(),
            None => 0,
        }
    }

    /// A whole number that may be left out.
    pub(crate) fn whole_or_none(&mut self, key: &'static str) -> Option<u32> {
        let node = self.find(key)?;
        self.whole_of(node, key)
    }

    fn whole_of(&mut self, node: &Node<'_>, key: &str) -> Option<u32> {
        let number = plain(node).and_then(|text| text.parse().ok());
        if number.is_none() {
            self.wrong(node, &format!("{key} 要写一个整数，例如 3"));
        }
        number
    }

    /// A number that may be left out.
    pub(crate) fn number_or_none(&mut self, key: &'static str) -> Option<f64> {
        let node = self.find(key)?;
        let number =
            plain(node).and_then(|text| text.parse::<f64>().ok()).filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(node, &format!("{key} 要写一个数，例如 0.5"));
        }
        number
    }

    /// A date that must be there.
    pub(crate) fn date(&mut self, key: &'static str) -> jiff::civil::Date {
        self.require(key).and_then(|node| self.date_of(node, key)).unwrap_or_default()
    }

    fn date_of(&mut self, node: &Node<'_>, key: &str) -> Option<jiff::civil::Date> {
        let date = plain(node).and_then(|text| text.parse().ok());
        if date.is_none() {
            self.wrong(node, &format!("{key} 要写日期，例如 2026-11-01"));
        }
        date
    }

    /// A date that may be left out.
    pub(crate) fn date_or_none(&mut self, key: &'static str) -> Option<jiff::civil::Date> {
        let node = self.find(key)?;
        self.date_of(node, key)
    }

    /// The days on which it holds.
    pub(crate) fn period(&mut self) -> Period {
        Period { from: self.date_or_none("from"), until: self.date_or_none("until") }
    }

    /// What differs on the day; its values stand already where they belong.
    pub(crate) fn changes(&mut self) -> Vec<Change> {
        self.list("changes", "变动", |r| Change {
            in_force: r.period(),
            law: r.text_or_none("law"),
            note: r.text_or_none("note"),
            certain: r.flag("certain", true),
        })
    }

    /// Several of some words; none when left out.
    pub(crate) fn each_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Vec<T> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        nodes.iter().filter_map(|node| self.word(node, key, words)).collect()
    }

    /// Dates; none when left out.
    pub(crate) fn dates(&mut self, key: &'static str) -> Vec<jiff::civil::Date> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        nodes.iter().map(|node| self.date_of(node, key).unwrap_or_default()).collect()
    }

    /// Texts; none when left out.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        nodes.iter().map(|node| self.text_of(node, key).unwrap_or_default()).collect()
    }

    /// Texts, each alone or with the days on which it holds; none when left out.
    pub(crate) fn sentences(&mut self, key: &'static str) -> Vec<String> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        let sentence = |node: &'n Node<'n>| match &node.value {
            Value::Mapping(_) => Record::read(self.file, node, "有日期的一句", self.out, |r| {
                r.period();
                r.text("text")
            }),
            _ => self.text_of(node, key).unwrap_or_default(),
        };
        nodes.iter().map(sentence).collect()
    }

    /// Texts, or the word `all` for no limit, which is also what it is when left out.
    pub(crate) fn texts_or_all(&mut self, key: &'static str) -> Option<Vec<String>> {
        match self.find(key) {
            None => None,
            Some(node) if plain(node) == Some("all") => None,
            Some(_) => Some(self.texts(key)),
        }
    }

    /// Whole numbers that must be there.
    pub(crate) fn wholes(&mut self, key: &'static str) -> Vec<u32> {
        let Some(node) = self.require(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        nodes.iter().map(|node| self.whole_of(node, key).unwrap_or_default()).collect()
    }

    fn nodes(&mut self, node: &'n Node<'n>, key: &str) -> &'n [Node<'n>] {
        match &node.value {
            Value::Sequence(nodes) => nodes,
            _ => {
                self.wrong(node, &format!("{key} 要写成列表，每行以“- ”开头，或写在 [ ] 里"));
                &[]
            }
        }
    }

    /// A list of mappings; empty when left out.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Record<'n, '_>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        nodes.iter().map(|node| Record::read(self.file, node, what, self.out, &mut read)).collect()
    }

    /// A list whose elements are plain texts or mappings; empty when left out.
    pub(crate) fn texts_or<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        plain: impl Fn(String) -> T,
        mut read: impl FnMut(&mut Record<'n, '_>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let nodes = self.nodes(node, key);
        let one = |node: &'n Node<'n>| match &node.value {
            Value::Scalar(scalar) => plain(scalar.text.to_string()),
            _ => Record::read(self.file, node, what, self.out, &mut read),
        };
        nodes.iter().map(one).collect()
    }

    /// A mapping inside; none when left out.
    pub(crate) fn inner<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl FnOnce(&mut Record<'n, '_>) -> T,
    ) -> Option<T> {
        let node = self.find(key)?;
        Some(Record::read(self.file, node, what, self.out, read))
    }

    /// A mapping inside that must be there.
    pub(crate) fn required_inner<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl FnOnce(&mut Record<'n, '_>) -> T,
    ) -> Option<T> {
        let node = self.require(key)?;
        Some(Record::read(self.file, node, what, self.out, read))
    }

    /// A list of mappings, each with its place and the place of its id; empty when left out.
    pub(crate) fn placed_list<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Record<'n, '_>) -> T,
    ) -> Vec<Placed<'n, T>> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let (nodes, file) = (self.nodes(node, key), self.file);
        let place = |node: &'n Node<'n>| {
            let at = At { file, node };
            let value = Record::read(file, node, what, self.out, &mut read);
            Placed { value, at, id: at.key("id").spot() }
        };
        nodes.iter().map(place).collect()
    }

    /// A mapping from ids to mappings; empty when left out.
    pub(crate) fn placed_map<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl FnMut(&str, &mut Record<'n, '_>) -> T,
    ) -> Vec<Placed<'n, T>> {
        let Some(node) = self.find(key) else { return Vec::new() };
        dictionary(self.file, node, what, self.out, read)
    }

    /// A mapping of plain values; empty when left out.
    pub(crate) fn values(&mut self, key: &'static str) -> Vec<(String, serde_json::Value)> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            self.wrong(node, &format!("{key} 要写成几行“编号: 值”"));
            return Vec::new();
        };
        entries.iter().map(|entry| (entry.key.to_string(), as_json(&entry.node))).collect()
    }

    /// Whatever stands there, for people to read.
    pub(crate) fn anything(&mut self, key: &'static str) -> Option<serde_json::Value> {
        self.find(key).map(as_json)
    }

    /// The node under a key, for values whose type another key decides.
    pub(crate) fn raw(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        self.find(key)
    }

    /// The node under a key that must be there.
    pub(crate) fn required_raw(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        self.require(key)
    }

    /// Complains that a value is not of the type that it must have.
    pub(crate) fn complain(&mut self, node: &Node<'_>, expected: &str) {
        self.wrong(node, expected);
    }
}

/// A mapping from ids to mappings, each with its place and the place of its id.
pub(crate) fn dictionary<'n, T>(
    file: &'n SourceFile,
    node: &'n Node<'n>,
    what: &'static str,
    out: &mut Diagnostics,
    mut read: impl FnMut(&str, &mut Record<'n, '_>) -> T,
) -> Vec<Placed<'n, T>> {
    let Value::Mapping(entries) = &node.value else {
        let spot = Spot { file, span: node.span.clone() };
        wrong_type::complain("这里要写成几行“编号: 内容”", spot, out);
        return Vec::new();
    };
    let place = |entry: &'n Entry<'n>| Placed {
        value: Record::read(file, &entry.node, what, out, |r| read(&entry.key, r)),
        at: At { file, node: &entry.node },
        id: Spot { file, span: entry.key_span.clone() },
    };
    entries.iter().map(place).collect()
}

/// The text of a scalar without quotes.
pub(crate) fn plain<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::Scalar(scalar) if scalar.style == ScalarStyle::Plain => Some(&scalar.text),
        _ => None,
    }
}

/// Yes or no.
pub(crate) fn as_flag(node: &Node<'_>) -> Option<bool> {
    match plain(node)? {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A value as it stands; text without quotes that reads as a number is one.
pub(crate) fn as_json(node: &Node<'_>) -> serde_json::Value {
    match &node.value {
        Value::Sequence(nodes) => nodes.iter().map(as_json).collect(),
        Value::Mapping(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.to_string(), as_json(&entry.node)));
            serde_json::Value::Object(pairs.collect())
        }
        Value::Scalar(scalar) if scalar.is_null() => serde_json::Value::Null,
        Value::Scalar(scalar) if scalar.style != ScalarStyle::Plain => scalar.text.to_string().into(),
        Value::Scalar(scalar) => match &*scalar.text {
            "true" => true.into(),
            "false" => false.into(),
            text if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => text.into(),
            text => text
                .parse::<i64>()
                .map(serde_json::Value::from)
                .or_else(|_| text.parse::<f64>().map(serde_json::Value::from))
                .unwrap_or_else(|_| text.into()),
        },
    }
}
