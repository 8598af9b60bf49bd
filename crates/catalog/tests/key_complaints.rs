//! No key is passed over in silence: each complains of a value that it cannot take.

mod read_support;

use catalog::read::{SourceFile, read};
use read_support::probes::{PROBE, keys_named, probes};

/// Keys that are kept for people to read, whatever stands under them.
const FOR_PEOPLE: [&str; 21] = [
    "places.yaml source",
    "places.yaml aliases_note",
    "places.yaml place_notes",
    "places.yaml rules",
    "calendar.yaml law",
    "calendar.yaml weekend",
    "calendar.yaml not_holidays",
    "calendar.yaml local_override",
    "calendar.yaml verification",
    "calendar.yaml tests",
    "calendar.yaml notice",
    "calendar.yaml amendments",
    "calendar.yaml note",
    "calendar.yaml certain",
    "rules.yaml definitions",
    "rules.yaml licence_law",
    "rules.yaml glossary",
    "rules.yaml case_states",
    "rules.yaml national_evolution",
    "rules.yaml national_mapping",
    "rules.yaml calculations",
];

/// A value of no form that any key asks for: neither a word, nor a list, nor a mapping with known keys.
const VALUES: [&str; 2] = ["{qqqq: {qqqq: 0}}", "[[qqqq]]"];

/// The file with something in the place of the nth probe, and nothing in the places of the others; with
/// the line and the columns of it.
fn with(file: &SourceFile, nth: usize, instead: &str) -> (SourceFile, usize, std::ops::Range<usize>) {
    let parts: Vec<&str> = file.text.split(PROBE).collect();
    let mut text = String::new();
    let mut at = 0;
    for (index, part) in parts.iter().enumerate() {
        text.push_str(part);
        if index == nth {
            at = text.len();
            text.push_str(instead);
        } else if index + 1 < parts.len() {
            text.push_str("certain: true");
        }
    }
    let line = text[..at].lines().count().max(1);
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = if text[..at].ends_with('\n') { line + 1 } else { line };
    let column = text[begin..at].chars().count() + 1;
    (SourceFile { name: file.name.clone(), text }, line, column..column + instead.chars().count())
}

fn complains(file: &SourceFile, nth: usize, instead: &str) -> Option<Vec<String>> {
    let (probe, line, columns) = with(file, nth, instead);
    let (_, found) = read(&[probe]);
    let mut about = found.iter().filter(|finding| {
        let place = finding.place.as_ref();
        *finding.file == *file.name
            && place.is_some_and(|place| place.line == line && columns.contains(&place.column))
    });
    let first = about.next()?;
    Some(if first.code == "P003" && instead == PROBE { keys_named(first) } else { Vec::new() })
}

#[test]
fn every_key_complains_of_a_value_of_another_form() {
    let mut silent = Vec::new();
    let mut looked_at = 0;
    for file in probes() {
        for nth in 0..file.text.matches(PROBE).count() {
            let keys = complains(&file, nth, PROBE).unwrap_or_else(|| panic!("{} {nth}", file.name));
            for key in keys {
                looked_at += 1;
                let heard =
                    VALUES.iter().any(|value| complains(&file, nth, &format!("{key}: {value}")).is_some());
                let name = format!("{} {key}", file.name.trim_start_matches("catalog/a/"));
                if !heard && !FOR_PEOPLE.contains(&&*name) {
                    silent.push(name);
                }
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
    assert!(looked_at > 250, "{looked_at}");
}
