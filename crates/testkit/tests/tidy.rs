//! The house stays tidy: pure rooms stay pure, nothing is left half done, names are kept.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use testkit::repository;

/// Rooms that take what they need as arguments and return values.
const PURE: &[&str] = &["identifiers", "workdays", "catalog", "casework", "documents", "search"];

/// What a pure room may not depend on.
const IMPURE: &[&str] = &[
    "tokio",
    "axum",
    "axum-extra",
    "tower",
    "tower-http",
    "hyper",
    "reqwest",
    "rusqlite",
    "sqlx",
    "object_store",
    "store",
    "service",
    "web",
    "exchange",
    "tempfile",
    "getrandom",
];

/// What a pure room may not say.
const TOUCHING: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "thread::sleep",
    "tokio::",
];

fn room(name: &str) -> PathBuf {
    repository().join("crates").join(name)
}

/// Files below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rooms() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("crates")).expect("the rooms").flatten();
    let mut rooms: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    rooms.sort();
    rooms
}

/// The file's text without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn pure_rooms_know_nothing_of_clocks_files_sockets_and_databases() {
    let mut trouble = Vec::new();
    for name in PURE {
        let manifest = fs::read_to_string(room(name).join("Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("a manifest");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for dependency in dependencies.into_iter().flat_map(toml::Table::keys) {
            if IMPURE.contains(&dependency.as_str()) {
                trouble.push(format!("{name} depends on {dependency}"));
            }
        }
        for path in files(&room(name).join("src"), &["rs"]) {
            let code = code(&path);
            for word in TOUCHING.iter().filter(|word| code.contains(**word)) {
                trouble.push(format!("{} says {word}", path.display()));
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let below: &[(&str, &[&str])] = &[
        ("store", &["service", "web", "exchange"]),
        ("exchange", &["service", "web", "store"]),
        ("service", &["web", "axum", "rusqlite", "sqlx"]),
        ("web", &["rusqlite", "sqlx"]),
    ];
    for (name, above) in below {
        let manifest = fs::read_to_string(room(name).join("Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("a manifest");
        let own = manifest["dependencies"].as_table().expect("dependencies");
        let wrong: Vec<_> = above.iter().filter(|wrong| own.contains_key(**wrong)).collect();
        assert!(wrong.is_empty(), "{name} depends on {wrong:?}");
    }
}

#[test]
fn nothing_is_left_half_done() {
    let unfinished = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!(")];
    let mut trouble = Vec::new();
    for path in rooms().iter().flat_map(|room| files(room, &["rs"])) {
        let code = code(&path);
        for word in unfinished.iter().filter(|word| code.contains(**word)) {
            trouble.push(format!("{} has {word}", path.display()));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn files_are_named_in_small_letters() {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    for path in rooms().iter().flat_map(|room| files(room, &["rs", "html", "sql"])) {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        assert!(stem.chars().all(plain), "{}", path.display());
    }
}

#[test]
fn every_template_is_used_and_every_used_one_is_there() {
    let web = room("web").join("src");
    let mut named = BTreeSet::new();
    for path in files(&web, &["rs", "html"]) {
        let text = fs::read_to_string(&path).expect("a source file");
        named.extend(text.split('"').filter(|word| word.ends_with(".html")).map(str::to_owned));
    }
    let there: BTreeSet<_> = files(&web, &["html"])
        .iter()
        .map(|path| path.strip_prefix(&web).expect("below").to_string_lossy().into_owned())
        .collect();
    let known =
        |name: &str| there.contains(name) || there.iter().any(|path| path.ends_with(&format!("/{name}")));
    let missing: Vec<_> = named.iter().filter(|name| !known(name)).collect();
    assert!(missing.is_empty(), "named but not there: {missing:?}");
    let idle: Vec<_> =
        there.iter().filter(|path| !named.iter().any(|name| path.ends_with(name.as_str()))).collect();
    assert!(idle.is_empty(), "there but not used: {idle:?}");
}

#[test]
fn no_template_has_code_or_style_of_its_own() {
    for path in files(&room("web").join("src"), &["html"]) {
        let text = fs::read_to_string(&path).expect("a template").to_lowercase();
        for wrong in [
            " style=\"",
            " onclick=",
            " onchange=",
            " onsubmit=",
            "javascript:",
            "<style",
            "https://",
            "|safe",
        ] {
            let marked = text.contains(wrong);
            assert!(!marked, "{} has {wrong}", path.display());
        }
    }
}
