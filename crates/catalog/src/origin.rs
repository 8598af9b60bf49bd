//! Where a clause stands (出处): the file and the line in which an official wrote it.
//!
//! Lines count from 1, as people count. Knows nothing of what the clauses say.

use std::sync::Arc;

use serde::Serialize;

/// A place in the catalogue's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The file within the catalogue, such as `themes/birth.yaml`.
    pub file: Arc<str>,
    /// The line.
    pub line: u32,
}

/// Lines of a theme's file, by the index of what stands there.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names are those of the theme's keys")]
pub struct ThemeOrigins {
    pub file: Arc<str>,
    pub situations: Vec<u32>,
    pub items: Vec<u32>,
    pub stops: Vec<u32>,
    pub notices: Vec<u32>,
}

/// Lines of an item's file, by the index of what stands there.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names are those of the item's keys")]
pub struct ItemOrigins {
    pub file: Arc<str>,
    pub materials: Vec<u32>,
    pub fields: Vec<u32>,
    pub steps: Vec<u32>,
    pub variants: Vec<u32>,
    pub promised_limit: u32,
    pub fee: u32,
    pub on_site: u32,
}

/// The place at an index; nowhere where the files were not looked at.
pub(crate) fn origin(file: &Arc<str>, lines: &[u32], index: usize) -> Origin {
    Origin { file: Arc::clone(file), line: lines.get(index).copied().unwrap_or_default() }
}
