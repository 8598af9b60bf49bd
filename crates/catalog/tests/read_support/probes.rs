//! Files in which every kind of mapping has a key that there is not: the complaints about them list all
//! keys that the reader knows.

use catalog::{diagnostics::Diagnostic, read::SourceFile};

/// Resembles no key: the complaint about it lists all keys that could stand there.
pub const PROBE: &str = "qqqqqqqqqqqqqqqqqqqq: 0";

/// A probe in every kind of mapping that there is.
pub fn probes() -> Vec<SourceFile> {
    let inner = |keys: &[&str]| keys.iter().map(|key| format!("{key}: [{{{PROBE}}}]\n")).collect::<String>();
    let texts = [
        ("district", format!("{PROBE}\n")),
        ("parameters", format!("a: {{{PROBE}, values: [{{{PROBE}}}]}}\n")),
        ("departments", format!("a: {{{PROBE}}}\n")),
        ("materials/a", format!("a: {{{PROBE}}}\n")),
        ("elements/a", format!("a.b: {{{PROBE}}}\n")),
        ("sections", format!("{PROBE}\nsections: [{{row: a, {PROBE}}}]\n")),
        ("places", format!("{PROBE}\n{}", inner(&["divisions", "windows", "online"]))),
        (
            "calendar",
            format!(
                "{PROBE}\nyears:\n  2026: {{{PROBE}, off: [{{{PROBE}}}], statutory_by_law: [{{{PROBE}}}], adjusted: [{{{PROBE}}}]}}\n"
            ),
        ),
        ("rules", format!("{PROBE}\nrules: [{{{PROBE}, law: [{{{PROBE}}}]}}]\n")),
        (
            "items/a",
            format!(
                "id: a\n{PROBE}\n{}statutory_limit: {{{PROBE}}}\nfee: {{{PROBE}}}\n\
                 commitment_check: {{{PROBE}}}\n\
                 any_of: [{{{PROBE}, ways: [{{{PROBE}}}]}}]\n\
                 promised_limit: {{{PROBE}, variants: [{{{PROBE}}}]}}\n",
                inner(&[
                    "basis",
                    "conditions",
                    "materials",
                    "fields",
                    "parties",
                    "paths",
                    "steps",
                    "result",
                    "obligations",
                    "changes"
                ])
            ),
        ),
        (
            "themes/a",
            format!(
                "id: a\n{PROBE}\n{}baseline: {{{PROBE}}}\n\
                 items: [{{{PROBE}, needs: [{{{PROBE}}}], applied_by: {{{PROBE}}}}}]\n\
                 obligations: [{{{PROBE}, within: {{{PROBE}}}}}]\npresence: {{{PROBE}}}\n\
                 rows: [{{{PROBE}, counts: [{{{PROBE}}}], apart: [{{{PROBE}}}]}}]\n\
                 stops: [{{{PROBE}, ways: [{{{PROBE}}}]}}]\nscreens: [{{{PROBE}, exceptions: [{{{PROBE}}}]}}]\n\
                 situations: [{{{PROBE}, known_by: [{{{PROBE}}}], options: [{{{PROBE}}}], element_values: {{true: a, {PROBE}}}}}]\n",
                inner(&["notices", "figures", "prerequisites", "exclusive", "joint", "extensions"])
            ),
        ),
    ];
    texts
        .into_iter()
        .map(|(name, text)| SourceFile { name: format!("catalog/a/{name}.yaml"), text })
        .collect()
}

/// The keys that a complaint about a probe lists.
pub fn keys_named(about: &Diagnostic) -> Vec<String> {
    let keys = about.hint.as_deref().and_then(|hint| hint.strip_prefix("可以写的键："));
    keys.expect("the probe resembles no key").split('、').map(str::to_owned).collect()
}
