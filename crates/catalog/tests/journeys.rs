//! The district's worked examples come out as they are written.

mod read_support;

use catalog::{journeys, read::read};
use read_support::{district_files, example_files};

#[test]
fn every_worked_example_comes_out_as_it_is_written() {
    let (catalog, found) = read(&district_files());
    let catalog = catalog.unwrap_or_else(|| panic!("{found}"));
    let run = journeys::run(&catalog, &example_files());
    let differs: Vec<String> = run
        .findings
        .iter()
        .filter(|finding| finding.code == "P121" || finding.code == "P120")
        .map(|finding| format!("{}: {}", finding.file, finding.message))
        .collect();
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}
