//! The district's worked examples come out as they are written.

mod read_support;

use std::{fs, path::Path};

use catalog::{
    journeys,
    read::{SourceFile, read},
};
use read_support::district_files;

#[expect(clippy::disallowed_methods, reason = "the test stands in for the binary, which reads the folder")]
fn examples() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/jiangjin/journeys");
    let mut files = Vec::new();
    for theme in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        for path in fs::read_dir(&theme).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.to_string_lossy().into_owned();
            files.push(SourceFile { name, text: fs::read_to_string(&path).unwrap() });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

#[test]
fn every_worked_example_comes_out_as_it_is_written() {
    let (catalog, found) = read(&district_files());
    let catalog = catalog.unwrap_or_else(|| panic!("{found}"));
    let run = journeys::run(&catalog, &examples());
    let differs: Vec<String> = run
        .findings
        .iter()
        .filter(|finding| finding.code == "P121" || finding.code == "P120")
        .map(|finding| format!("{}: {}", finding.file, finding.message))
        .collect();
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}
