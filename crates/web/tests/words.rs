//! Every word that a page asks for is in the catalogue, and every word there is asked for.

use std::{collections::BTreeSet, fs, path::Path};

/// The texts of all files below the folder that end so.
fn texts(folder: &Path, endings: &[&str], found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("is a folder") {
        let path = entry.expect("is readable").path();
        if path.is_dir() {
            texts(&path, endings, found);
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(fs::read_to_string(&path).expect("is text"));
        }
    }
}

fn asked(area: &str) -> BTreeSet<String> {
    let mut sources = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[".rs", ".html"], &mut sources);
    let keys = sources
        .iter()
        .flat_map(|source| source.split("t!(\"").skip(1))
        .filter_map(|rest| rest.split('"').next());
    // In Rust a long call may be broken after its bracket.
    let broken = sources.iter().flat_map(|source| source.split("t!(\n").skip(1));
    let broken = broken.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    keys.chain(broken).filter(|key| key.starts_with(&format!("{area}."))).map(str::to_owned).collect()
}

/// Keys of that area in all files of the catalogue: one a line.
fn there(area: &str) -> BTreeSet<String> {
    let mut files = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("locales"), &[".zh-CN.yml"], &mut files);
    let keys = files
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.split_once(": ").map(|(key, _)| key));
    keys.filter(|key| key.starts_with(&format!("{area}."))).map(str::to_owned).collect()
}

#[test]
fn every_word_of_portal_and_components_is_there_and_none_is_left_over() {
    for area in ["portal", "ui"] {
        let (asked, there) = (asked(area), there(area));
        let missing: Vec<_> = asked.difference(&there).collect();
        let unused: Vec<_> = there.difference(&asked).collect();
        assert!(missing.is_empty(), "{area}: no words for {missing:?}");
        assert!(unused.is_empty(), "{area}: nobody asks for {unused:?}");
    }
}
