//! The files that the reader's tests read.

#![allow(dead_code, reason = "each test file uses its part")]

use std::{fs, path::Path};

use catalog::read::SourceFile;

/// The district's own catalogue, from the repository.
pub fn district_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/jiangjin");
    let mut files = Vec::new();
    gather(&root, "catalog/jiangjin", &mut files);
    files
}

fn gather(folder: &Path, name: &str, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            gather(&path, &name, files);
        } else {
            files.push(SourceFile { name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}
