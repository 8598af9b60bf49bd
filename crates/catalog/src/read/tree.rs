//! A YAML file as a tree in which every part knows its bytes.
//!
//! Scalars stay text: what `no`, `001` or `on` means is decided by the key
//! that they stand under, never by guessing. Anchors, aliases and tags are not
//! part of the catalogue's format. Offsets are bytes, not characters: the
//! parser counts both, and with Chinese text the wrong one points elsewhere.

use std::{borrow::Cow, ops::Range};

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, Span};

use super::SourceFile;
use crate::{
    check,
    diagnostics::{Diagnostics, Spot},
};

/// Layers that a file may have; the catalogue's own have fewer than ten.
const DEEPEST: usize = 64;

/// A part of a file.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value<'a>,
}

/// What a part holds.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Scalar(Scalar<'a>),
    Sequence(Vec<Node<'a>>),
    Mapping(Vec<Entry<'a>>),
}

/// A single value.
#[derive(Debug)]
pub(crate) struct Scalar<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) style: ScalarStyle,
}

/// A key with its value.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node<'a>,
}

impl Scalar<'_> {
    /// Nothing is written, or `null` without quotes.
    pub(crate) fn is_null(&self) -> bool {
        self.style == ScalarStyle::Plain && matches!(&*self.text, "" | "~" | "null")
    }
}

impl Node<'_> {
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_null())
    }

    /// The bytes of the file that hold these bytes of a scalar's text, for pointing
    /// into a condition. Where the text runs over lines, or has the values of parameters in it, the whole scalar.
    pub(crate) fn within(&self, source: &str, part: &Range<usize>) -> Range<usize> {
        let Value::Scalar(scalar) = &self.value else { return self.span.clone() };
        let Some(raw) = source.get(self.span.clone()) else { return self.span.clone() };
        if raw.contains('\n') || (raw.contains('｛') && !scalar.text.contains('｛')) {
            return self.span.clone();
        }
        let (skip, escape) = match scalar.style {
            ScalarStyle::Plain => (0, None),
            ScalarStyle::SingleQuoted => (1, Some('\'')),
            ScalarStyle::DoubleQuoted => (1, Some('\\')),
            _ => return self.span.clone(),
        };
        let place = |wanted: usize| {
            let (mut decoded, mut characters) = (0, raw[skip..].char_indices());
            while let Some((at, character)) = characters.next() {
                if decoded >= wanted {
                    return self.span.start + skip + at;
                }
                decoded += character.len_utf8();
                if Some(character) == escape {
                    characters.next();
                }
            }
            self.span.end
        };
        place(part.start)..place(part.end)
    }
}

/// Reads a file into a tree. Nothing comes back where the file cannot be read
/// to its end; why is in `out`.
pub(crate) fn parse<'a>(file: &'a SourceFile, out: &mut Diagnostics) -> Option<Node<'a>> {
    let mut builder = Builder { file, open: Vec::new(), root: None, documents: 0, sound: true, out };
    for step in Parser::new_from_str(&file.text) {
        match step {
            Ok((event, span)) => {
                builder.take(event, &span);
                if builder.open.len() > DEEPEST {
                    let at = offset(&span.start, &file.text);
                    let deepest = ErrorKind::RecursionLimitExceeded;
                    check::unreadable_file::complain(&deepest, Spot { file, span: at..at + 1 }, builder.out);
                    return None;
                }
            }
            Err(error) => {
                let at = offset(error.marker(), &file.text);
                let spot = Spot { file, span: at..at + 1 };
                check::unreadable_file::complain(error.kind(), spot, builder.out);
                return None;
            }
        }
    }
    let (sound, root) = (builder.sound, builder.root.filter(|root| !root.is_null()));
    if sound && root.is_none() {
        out.error_in_file("P001", &file.name, "这个文件是空的").hint("请写上内容，或者删去这个文件");
    }
    root.filter(|_| sound)
}

struct Builder<'a, 'o> {
    file: &'a SourceFile,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    documents: usize,
    sound: bool,
    out: &'o mut Diagnostics,
}

/// A sequence or mapping whose end is still to come.
struct Open<'a> {
    start: usize,
    value: Value<'a>,
    key: Option<(Cow<'a, str>, Range<usize>)>,
}

impl<'a> Builder<'a, '_> {
    fn take(&mut self, event: Event<'a>, span: &Span) {
        let bytes = offset(&span.start, &self.file.text)..offset(&span.end, &self.file.text);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), &bytes);
                self.add(Node { span: bytes, value: Value::Scalar(Scalar { text, style }) });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), &bytes);
                let value = Value::Sequence(Vec::new());
                self.open.push(Open { start: bytes.start, value, key: None });
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_extras(anchor, tag.is_some(), &bytes);
                let value = Value::Mapping(Vec::new());
                self.open.push(Open { start: bytes.start, value, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let end = bytes.end.max(open.start);
                    self.add(Node { span: open.start..end, value: open.value });
                }
            }
            Event::Alias(_) => {
                self.refuse_extras(1, false, &bytes);
                let text = Cow::Borrowed("");
                self.add(Node {
                    span: bytes,
                    value: Value::Scalar(Scalar { text, style: ScalarStyle::Plain }),
                });
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(&bytes, "一个文件只能写一份内容，不能用 --- 分成几份");
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, node: Node<'a>) {
        let Some(open) = self.open.last_mut() else {
            if self.root.is_none() {
                self.root = Some(node);
            }
            return;
        };
        match &mut open.value {
            Value::Sequence(nodes) => nodes.push(node),
            Value::Mapping(entries) => match (open.key.take(), node.value) {
                (Some((key, key_span)), value) => {
                    let node = Node { span: node.span, value };
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        let first = Spot { file: self.file, span: first.key_span.clone() };
                        check::duplicate_key::complain(&key, first, key_span, self.out);
                    } else {
                        entries.push(Entry { key, key_span, node });
                    }
                }
                (None, Value::Scalar(scalar)) => open.key = Some((scalar.text, node.span)),
                (None, _) => {
                    open.key = Some((Cow::Borrowed(""), node.span.clone()));
                    self.refuse(&node.span, "冒号前面只能是一个词，不能是列表");
                }
            },
            Value::Scalar(_) => {}
        }
    }

    fn refuse_extras(&mut self, anchor: usize, tagged: bool, bytes: &Range<usize>) {
        if anchor != 0 {
            self.refuse(bytes, "不能用 & 和 * 引用别处的内容，请照样写出来");
        }
        if tagged {
            self.refuse(bytes, "不能用 ! 标记类型，请去掉");
        }
    }

    fn refuse(&mut self, bytes: &Range<usize>, message: &str) {
        self.sound = false;
        self.out.error("P001", Spot { file: self.file, span: bytes.clone() }, message);
    }
}

fn offset(marker: &Marker, text: &str) -> usize {
    marker
        .byte_offset()
        .unwrap_or_else(|| text.char_indices().nth(marker.index()).map_or(text.len(), |(at, _)| at))
}
