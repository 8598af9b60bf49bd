//! The manual of the catalogue names every key that the reader knows and every check, and no
//! other; its running example is the district's own theme.

mod read_support;

use std::collections::{BTreeMap, BTreeSet};

use catalog::{
    Diagnostics, codes, explain, journeys,
    read::{SourceFile, read},
};
use read_support::{
    district_files,
    probes::{PROBE, keys_named, probes},
};

const PAGE: &str = include_str!("../../../docs/catalogue.md");

/// What is said of a probe in a worked example.
fn of_a_journey() -> Diagnostics {
    let (catalog, found) = read(&district_files());
    let catalog = catalog.unwrap_or_else(|| panic!("{found}"));
    let probe = SourceFile { name: "journeys/birth/probe.yaml".into(), text: format!("story: a\n{PROBE}\n") };
    journeys::run(&catalog, &[probe]).findings
}

/// The keys that the reader knows, by what they describe.
fn known() -> BTreeMap<String, BTreeSet<String>> {
    let (_, found) = read(&probes());
    let of_a_journey = of_a_journey();
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for diagnostic in found.iter().chain(of_a_journey.iter()).filter(|diagnostic| diagnostic.code == "P003") {
        let (what, _) = diagnostic.message.split_once("里没有").expect("the complaint says where");
        known.entry(what.to_owned()).or_default().extend(keys_named(diagnostic));
    }
    known
}

/// The first column of the tables under each heading of the page.
fn told() -> BTreeMap<String, BTreeSet<String>> {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for section in PAGE.split("\n## ").skip(1) {
        let (heading, text) = section.split_once('\n').expect("a heading stands on a line of its own");
        if !text.contains("| 键 |") {
            continue;
        }
        let keys = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        told.entry(heading.to_owned()).or_default().extend(keys.map(|(key, _)| key.to_owned()));
    }
    told
}

#[test]
fn the_manual_names_every_key_and_no_other() {
    let (known, told) = (known(), told());
    assert_eq!(
        known.keys().collect::<Vec<_>>(),
        told.keys().collect::<Vec<_>>(),
        "the page has a table for each kind of content"
    );
    for (what, keys) in known {
        assert_eq!(keys, told[&what], "keys of {what}");
    }
}

#[test]
fn the_manual_names_every_function_that_conditions_may_call() {
    use catalog::condition::functions::{Function, Reading};
    let names = Function::ALL.iter().map(|function| function.name());
    for name in names.chain(Reading::ALL.map(|(name, _)| name)).chain(["add_working_days", "value_on"]) {
        assert!(PAGE.contains(&format!("`{name}(")), "{name}");
    }
}

#[test]
fn the_manual_names_every_check_by_its_title_and_no_other() {
    let row = |line: &str| {
        let (code, rest) = line.strip_prefix("| `P")?.split_once("` | ")?;
        let (title, level) = rest.split_once(" | ")?;
        Some((format!("P{code} {title}"), level.trim_end_matches(" |").to_owned()))
    };
    let told: Vec<(String, String)> = PAGE.lines().filter_map(row).collect();
    let heads = codes().map(|code| explain(code).and_then(|text| text.lines().next()).expect("a title"));
    assert_eq!(told.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), heads.collect::<Vec<_>>());
    assert!(told.iter().all(|(_, level)| ["错误", "警告", "提醒"].iter().any(|word| level.contains(word))));
}

#[test]
fn the_running_example_of_the_manual_stands_in_the_district_word_for_word() {
    let journey = include_str!("../../../catalog/jiangjin/journeys/birth/ordinary.yaml");
    let files = district_files();
    let theme = files.iter().find(|file| file.name.ends_with("themes/birth.yaml")).expect("the theme");
    let lines: BTreeSet<&str> = theme.text.lines().chain(journey.lines()).map(str::trim).collect();
    let blocks = PAGE.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest));
    let mut shown = 0;
    for line in blocks.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()) {
        assert!(lines.contains(line), "{line}");
        shown += 1;
    }
    assert!(shown > 40, "{shown} lines");
}
