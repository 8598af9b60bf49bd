//! The district's own catalogue, its index, and the labelled queries.

use std::path::Path;

use catalog::{Catalog, read::read};
use search::{
    Index,
    evaluation::{self, Expected, Labelled},
};

thread_local! {
    /// The index of the district.
    pub static INDEX: Index = Index::build(&district());
}

/// The district's catalogue.
pub fn district() -> Catalog {
    let (catalog, findings) = read(&catalog_files::jiangjin());
    catalog.unwrap_or_else(|| panic!("the catalogue does not read: {findings:?}"))
}

/// Every labelled query of the repository.
pub fn queries() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("evaluation");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
        .iter()
        .filter(|name| name.extension().is_some_and(|it| it == "tsv"))
        .flat_map(|name| evaluation::read(&std::fs::read_to_string(name).unwrap()).unwrap())
        .collect()
}

/// What is expected, as one word.
pub fn expected_of(query: &Labelled) -> &str {
    match &query.expected {
        Expected::None => "none",
        Expected::AnyOf(_) | Expected::Pair(..) => "a theme",
    }
}
