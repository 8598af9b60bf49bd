//! A table whose rows become cards on a phone.

use askama::Template;

/// A cell: words, perhaps with a link or a component.
#[derive(Debug, Clone)]
#[allow(dead_code, reason = "each area uses those that it needs")]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A number, at the right.
    Number(String),
    /// Words that lead somewhere.
    Link(String, String),
    /// A tag.
    Tag(super::tag::Tag),
}

/// A table with headings.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/table/table.html")]
pub(crate) struct Table {
    /// What it shows, for those who cannot see where it stands.
    pub(crate) caption: String,
    /// Headings.
    pub(crate) headings: Vec<String>,
    /// Rows of as many cells.
    pub(crate) rows: Vec<Vec<Cell>>,
}

component!(Table);

impl Table {
    /// Whether figures stand below a heading: it then stands above them, at the right.
    fn is_number(&self, index: &usize) -> bool {
        let below = self.rows.first().and_then(|row| row.get(*index));
        matches!(below, Some(Cell::Number(_)))
    }

    fn heading(&self, index: &usize) -> &str {
        self.headings.get(*index).map_or("", String::as_str)
    }
}
