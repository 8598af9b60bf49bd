//! Where the clauses of themes and items stand, looked up once while the files are at hand.

use std::sync::Arc;

use super::draft::At;
use crate::origin::{ItemOrigins, ThemeOrigins};

/// The lines of a theme's file.
pub(super) fn of_theme(at: At<'_>, [situations, items, stops, notices]: [usize; 4]) -> ThemeOrigins {
    let lines = Lines::of(at);
    ThemeOrigins {
        file: lines.file(),
        situations: lines.each("situations", situations),
        items: lines.each("items", items),
        stops: lines.each("stops", stops),
        notices: lines.each("notices", notices),
    }
}

/// The lines of an item's file.
pub(super) fn of_item(at: At<'_>, [materials, fields, steps, variants]: [usize; 4]) -> ItemOrigins {
    let lines = Lines::of(at);
    let promised = At { node: at.key("promised_limit").node, ..at };
    ItemOrigins {
        file: lines.file(),
        materials: lines.each("materials", materials),
        fields: lines.each("fields", fields),
        steps: lines.each("steps", steps),
        variants: (0..variants).map(|index| lines.line(promised.key("variants").index(index))).collect(),
        promised_limit: lines.line(promised),
        fee: lines.line(at.key("fee")),
        on_site: lines.line(at.key("on_site")),
    }
}

/// A file with the places at which its lines begin.
struct Lines<'n> {
    at: At<'n>,
    starts: Vec<usize>,
}

impl<'n> Lines<'n> {
    fn of(at: At<'n>) -> Self {
        let ends = at.file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { at, starts: ends.map(|(end, _)| end + 1).collect() }
    }

    /// The file's name within the catalogue: the folder it lies in and its own.
    fn file(&self) -> Arc<str> {
        let name = self.at.file.name.as_str();
        let slash = |text: &str| text.rfind(['/', '\\']);
        let start = slash(name).and_then(|base| slash(&name[..base])).map_or(0, |slash| slash + 1);
        name[start..].replace('\\', "/").into()
    }

    fn line(&self, at: At<'_>) -> u32 {
        let before = self.starts.partition_point(|start| *start <= at.node.span.start);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    fn each(&self, key: &str, count: usize) -> Vec<u32> {
        let list = self.at.key(key);
        (0..count).map(|index| self.line(list.index(index))).collect()
    }
}
