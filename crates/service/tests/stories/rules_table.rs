//! docs/rules.md names every rule of the catalogue with where it is enforced, and names nothing that is not there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use testkit::{catalogue, repository};

/// The rows of the table: id, and everything in code marks behind it.
fn rows() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(repository().join("docs/rules.md")).expect("the table is there");
    let rows = text.lines().filter_map(|line| {
        let mut marked = line.strip_prefix("| `")?.split('`');
        let id = marked.next()?.to_owned();
        // Between two marks stands what is no code.
        Some((id, marked.skip(1).step_by(2).map(str::to_owned).collect()))
    });
    rows.collect()
}

/// The sources of all tests and modules below the folder.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("is a folder") {
        let path: PathBuf = entry.expect("is readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|is| is == "rs") {
            found.push_str(&fs::read_to_string(path).expect("is text"));
        }
    }
}

#[test]
fn every_rule_and_calculation_is_in_the_table_once() {
    let listed: Vec<String> = rows().into_iter().map(|(id, _)| id).collect();
    let catalog = catalogue();
    let known: BTreeSet<&str> = catalog.rules.iter().map(|rule| rule.id.as_str()).collect();
    let in_table: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    let missing: Vec<_> = known.difference(&in_table).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    assert_eq!(listed.len(), in_table.len(), "each stands once");
    assert!(in_table.len() >= 74, "sixty rules and fourteen calculations: {}", in_table.len());
}

#[test]
fn every_file_and_every_test_that_the_table_names_is_there() {
    let mut text = String::new();
    sources(&repository().join("crates"), &mut text);
    for (id, marked) in rows() {
        for name in marked {
            if name.contains(['/', '.']) {
                assert!(repository().join(&name).exists(), "{id}: there is no {name}");
            } else {
                let test = text.contains(&format!("fn {name}("));
                // Stories of the store are functions that a macro makes into tests.
                assert!(test, "{id}: there is no test {name}");
            }
        }
    }
}
