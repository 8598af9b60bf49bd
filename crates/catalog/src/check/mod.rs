//! The rules that a catalogue must keep: one file a rule.
//!
//! The head of each file is the rule's manual text in Chinese: `explain`
//! prints it, so it is written for the officials who write packages. The
//! first rules belong to reading and are called from there; the others look at
//! the whole draft, and the last, which decide what holds for all answers, at
//! the compiled catalogue. Each complains of everything that it finds.

use std::{collections::BTreeMap, sync::LazyLock};

use self::proven::Proven;
use crate::{
    diagnostics::{Diagnostics, nearest},
    model::Catalog,
    read::draft::{Draft, Spots},
};

mod always_false;
mod always_true;
mod any_of_groups;
mod around_decision;
mod asked_too_early;
mod bare_numbers;
mod calendar_arithmetic;
pub(crate) mod changes_overlap;
mod choices_and_type;
mod circular_prerequisites;
mod commitment_risk;
mod commitment_terms;
mod computed_answer;
mod constant_value;
mod critical_path;
mod deferral_of_key;
mod duplicate_id;
pub(crate) mod duplicate_key;
mod earlier_result;
mod effective_dates;
mod element_and_answers;
pub(crate) mod empty_period;
mod empty_words;
pub(crate) mod faulty_condition;
mod fee_basis;
mod idle_question;
pub(crate) mod journey_answers;
pub(crate) mod journey_coverage;
pub(crate) mod journey_outcome;
mod latin_letters;
mod legal_basis;
mod long_sentence;
pub(crate) mod misplaced_file;
mod missing_file;
pub(crate) mod missing_key;
mod no_savings;
mod nobody_can_know;
mod nothing_remains;
mod number_range;
mod one_fact_two_ids;
mod options_and_default;
pub(crate) mod ordinary_journey;
mod parameter_gap;
mod parameter_name;
mod parameter_overlap;
pub(crate) mod parameter_without_value;
mod parties_and_paths;
mod promised_limit;
mod proven;
mod public_words;
mod repeated_reference;
mod rows_of_theme;
mod same_person;
mod screens;
mod segment;
mod shareable_material;
mod spared_papers;
mod steps_beyond_promise;
mod stop_kinds;
pub(crate) mod succession_gap;
mod too_many_numbers;
mod unknown_department;
mod unknown_element;
mod unknown_item;
pub(crate) mod unknown_key;
mod unknown_material;
pub(crate) mod unknown_parameter;
mod unknown_prerequisite;
mod unknown_section;
mod unknown_situation;
mod unknown_theme;
mod unreachable_item;
mod unreachable_material;
mod unreachable_option;
mod unreachable_question;
mod unreachable_stop;
pub(crate) mod unreadable_file;
mod unused_parameter;
mod unverifiable_condition;
mod vague_words;
mod waiting_in_vain;
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
    ("P009", include_str!("one_fact_two_ids.rs")),
    ("P010", include_str!("unknown_department.rs")),
    ("P011", include_str!("unknown_item.rs")),
    ("P012", include_str!("unknown_prerequisite.rs")),
    ("P013", include_str!("circular_prerequisites.rs")),
    ("P014", include_str!("unknown_material.rs")),
    ("P015", include_str!("unknown_element.rs")),
    ("P016", include_str!("unknown_situation.rs")),
    ("P017", include_str!("unknown_theme.rs")),
    ("P018", include_str!("unknown_section.rs")),
    ("P019", include_str!("repeated_reference.rs")),
    ("P020", include_str!("faulty_condition.rs")),
    ("P021", include_str!("nobody_can_know.rs")),
    ("P022", include_str!("always_true.rs")),
    ("P023", include_str!("always_false.rs")),
    ("P024", include_str!("too_many_numbers.rs")),
    ("P030", include_str!("options_and_default.rs")),
    ("P031", include_str!("element_and_answers.rs")),
    ("P032", include_str!("number_range.rs")),
    ("P033", include_str!("choices_and_type.rs")),
    ("P034", include_str!("promised_limit.rs")),
    ("P035", include_str!("calendar_arithmetic.rs")),
    ("P036", include_str!("constant_value.rs")),
    ("P037", include_str!("effective_dates.rs")),
    ("P040", include_str!("vague_words.rs")),
    ("P041", include_str!("long_sentence.rs")),
    ("P042", include_str!("latin_letters.rs")),
    ("P043", include_str!("empty_words.rs")),
    ("P044", include_str!("unverifiable_condition.rs")),
    ("P045", include_str!("bare_numbers.rs")),
    ("P050", include_str!("legal_basis.rs")),
    ("P051", include_str!("fee_basis.rs")),
    ("P052", include_str!("commitment_terms.rs")),
    ("P053", include_str!("deferral_of_key.rs")),
    ("P054", include_str!("steps_beyond_promise.rs")),
    ("P055", include_str!("shareable_material.rs")),
    ("P056", include_str!("commitment_risk.rs")),
    ("P060", include_str!("unreachable_item.rs")),
    ("P061", include_str!("unreachable_option.rs")),
    ("P062", include_str!("unreachable_question.rs")),
    ("P063", include_str!("unreachable_stop.rs")),
    ("P064", include_str!("unreachable_material.rs")),
    ("P065", include_str!("idle_question.rs")),
    ("P066", include_str!("nothing_remains.rs")),
    ("P067", include_str!("waiting_in_vain.rs")),
    ("P068", include_str!("earlier_result.rs")),
    ("P069", include_str!("critical_path.rs")),
    ("P070", include_str!("no_savings.rs")),
    ("P080", include_str!("computed_answer.rs")),
    ("P081", include_str!("stop_kinds.rs")),
    ("P082", include_str!("any_of_groups.rs")),
    ("P083", include_str!("spared_papers.rs")),
    ("P084", include_str!("parties_and_paths.rs")),
    ("P085", include_str!("around_decision.rs")),
    ("P086", include_str!("rows_of_theme.rs")),
    ("P087", include_str!("same_person.rs")),
    ("P088", include_str!("screens.rs")),
    ("P089", include_str!("asked_too_early.rs")),
    ("P090", include_str!("empty_period.rs")),
    ("P091", include_str!("parameter_overlap.rs")),
    ("P092", include_str!("parameter_gap.rs")),
    ("P093", include_str!("unknown_parameter.rs")),
    ("P094", include_str!("unused_parameter.rs")),
    ("P095", include_str!("parameter_without_value.rs")),
    ("P096", include_str!("parameter_name.rs")),
    ("P097", include_str!("changes_overlap.rs")),
    ("P098", include_str!("succession_gap.rs")),
    ("P120", include_str!("journey_answers.rs")),
    ("P121", include_str!("journey_outcome.rs")),
    ("P122", include_str!("journey_coverage.rs")),
    ("P123", include_str!("ordinary_journey.rs")),
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

/// Whether a finding of this code keeps a catalogue from being read at all: a name that leads
/// nowhere, a condition that cannot be compiled. The others say what might be better.
pub(crate) fn breaks(code: &str) -> bool {
    code < "P037" || ("P080".."P100").contains(&code)
}

/// Looks at the whole draft.
pub(crate) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let rules = [
        missing_file::check,
        duplicate_id::check,
        one_fact_two_ids::check,
        unknown_department::check,
        unknown_item::check,
        unknown_prerequisite::check,
        circular_prerequisites::check,
        unknown_material::check,
        unknown_element::check,
        unknown_situation::check,
        unknown_theme::check,
        unknown_section::check,
        repeated_reference::check,
        nobody_can_know::check,
        options_and_default::check,
        element_and_answers::check,
        number_range::check,
        choices_and_type::check,
        promised_limit::check,
        calendar_arithmetic::check,
        constant_value::check,
        effective_dates::check,
        vague_words::check,
        long_sentence::check,
        latin_letters::check,
        empty_words::check,
        unverifiable_condition::check,
        bare_numbers::check,
        legal_basis::check,
        fee_basis::check,
        commitment_terms::check,
        commitment_risk::check,
        deferral_of_key::check,
        steps_beyond_promise::check,
        shareable_material::check,
        computed_answer::check,
        stop_kinds::check,
        any_of_groups::check,
        spared_papers::check,
        parties_and_paths::check,
        around_decision::check,
        rows_of_theme::check,
        same_person::check,
        screens::check,
        asked_too_early::check,
        parameter_overlap::check,
        parameter_gap::check,
        unused_parameter::check,
        parameter_name::check,
    ];
    for rule in rules {
        rule(draft, out);
    }
}

/// Looks at all answers to all themes.
pub(crate) fn prove(catalog: &Catalog, spots: &Spots<'_>, out: &mut Diagnostics) {
    let rules = [
        always_true::check,
        always_false::check,
        too_many_numbers::check,
        unreachable_item::check,
        unreachable_option::check,
        unreachable_question::check,
        unreachable_stop::check,
        unreachable_material::check,
        idle_question::check,
        nothing_remains::check,
        waiting_in_vain::check,
        earlier_result::check,
        critical_path::check,
        no_savings::check,
    ];
    let proven = Proven::of(catalog, spots, out);
    for rule in rules {
        rule(&proven, out);
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
