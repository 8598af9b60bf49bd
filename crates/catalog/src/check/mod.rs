//! The rules that a catalogue must keep: one file a rule.
//!
//! The head of each file is the rule's manual text in Chinese: `explain`
//! prints it, so it is written for the officials who write packages. The
//! first rules belong to reading and are called from there; the others look at
//! the whole draft. Each complains of everything that it finds.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    diagnostics::{Diagnostics, nearest},
    read::draft::Draft,
};

mod any_of_groups;
mod around_decision;
mod calendar_arithmetic;
mod choices_and_type;
mod circular_prerequisites;
mod computed_answer;
mod constant_value;
mod duplicate_id;
pub(crate) mod duplicate_key;
mod element_and_answers;
pub(crate) mod faulty_condition;
pub(crate) mod journey_answers;
pub(crate) mod journey_coverage;
pub(crate) mod journey_outcome;
pub(crate) mod misplaced_file;
mod missing_file;
pub(crate) mod missing_key;
mod number_range;
mod options_and_default;
mod parties_and_paths;
mod promised_limit;
mod rows_of_theme;
mod same_person;
mod spared_papers;
mod stop_kinds;
mod unknown_department;
mod unknown_element;
mod unknown_item;
pub(crate) mod unknown_key;
mod unknown_material;
mod unknown_prerequisite;
mod unknown_section;
mod unknown_situation;
mod unknown_theme;
pub(crate) mod unreadable_file;
pub(crate) mod wrong_type;

/// Every code with the file whose head explains it.
const RULES: &[(&str, &str)] = &[
    ("P001", include_str!("unreadable_file.rs")),
    ("P002", include_str!("duplicate_key.rs")),
    ("P003", include_str!("unknown_key.rs")),
    ("P004", include_str!("missing_key.rs")),
    ("P005", include_str!("wrong_type.rs")),
    ("P006", include_str!("misplaced_file.rs")),
    ("P007", include_str!("missing_file.rs")),
    ("P008", include_str!("duplicate_id.rs")),
    ("P010", include_str!("unknown_department.rs")),
    ("P011", include_str!("unknown_item.rs")),
    ("P012", include_str!("unknown_prerequisite.rs")),
    ("P013", include_str!("circular_prerequisites.rs")),
    ("P014", include_str!("unknown_material.rs")),
    ("P015", include_str!("unknown_element.rs")),
    ("P016", include_str!("unknown_situation.rs")),
    ("P017", include_str!("unknown_theme.rs")),
    ("P018", include_str!("unknown_section.rs")),
    ("P020", include_str!("faulty_condition.rs")),
    ("P030", include_str!("options_and_default.rs")),
    ("P031", include_str!("element_and_answers.rs")),
    ("P032", include_str!("number_range.rs")),
    ("P033", include_str!("choices_and_type.rs")),
    ("P034", include_str!("promised_limit.rs")),
    ("P035", include_str!("calendar_arithmetic.rs")),
    ("P036", include_str!("constant_value.rs")),
    ("P080", include_str!("computed_answer.rs")),
    ("P081", include_str!("stop_kinds.rs")),
    ("P082", include_str!("any_of_groups.rs")),
    ("P083", include_str!("spared_papers.rs")),
    ("P084", include_str!("parties_and_paths.rs")),
    ("P085", include_str!("around_decision.rs")),
    ("P086", include_str!("rows_of_theme.rs")),
    ("P087", include_str!("same_person.rs")),
    ("P120", include_str!("journey_answers.rs")),
    ("P121", include_str!("journey_outcome.rs")),
    ("P122", include_str!("journey_coverage.rs")),
];

static MANUAL: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    let head = |source: &str| {
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    };
    RULES.iter().map(|(code, source)| (*code, head(source))).collect()
});

/// Why there is a rule and how to keep it, in Chinese; none for an unknown code.
pub fn explain(code: &str) -> Option<&'static str> {
    MANUAL.get(code).map(String::as_str)
}

/// The codes of all rules, in order, for a manual.
pub fn codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(code, _)| *code)
}

/// Looks at the whole draft.
pub(crate) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let rules = [
        missing_file::check,
        duplicate_id::check,
        unknown_department::check,
        unknown_item::check,
        unknown_prerequisite::check,
        circular_prerequisites::check,
        unknown_material::check,
        unknown_element::check,
        unknown_situation::check,
        unknown_theme::check,
        unknown_section::check,
        options_and_default::check,
        element_and_answers::check,
        number_range::check,
        choices_and_type::check,
        promised_limit::check,
        calendar_arithmetic::check,
        constant_value::check,
        computed_answer::check,
        stop_kinds::check,
        any_of_groups::check,
        spared_papers::check,
        parties_and_paths::check,
        around_decision::check,
        rows_of_theme::check,
        same_person::check,
    ];
    for rule in rules {
        rule(draft, out);
    }
}

/// Asks whether a known thing was meant, with its name.
fn meant<'a>(word: &str, known: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<String> {
    let id = nearest(word, known.clone().map(|(id, _)| id))?;
    let name = known.clone().find(|(known, _)| *known == id).map_or("", |(_, name)| name);
    Some(if name.is_empty() {
        format!("是否想写 {id}？")
    } else {
        format!("是否想写 {id}（{name}）？")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_explained_by_its_code_title_and_reason() {
        for code in codes() {
            let text = explain(code).unwrap();
            assert!(text.starts_with(code), "{code}: {text}");
            assert!(text.lines().count() >= 3, "{code}: {text}");
        }
        assert_eq!(explain("P999"), None);
    }
}
