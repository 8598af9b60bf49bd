//! The case that is driven again and again: by the benchmark, and while the plug is pulled.

use anyhow::{Context, bail};
use catalog::{Answers, Assessment, Catalog, assess, assessment::State};
use serde_json::{Value, json};
use service::sample::Sample;

/// The case, as it is handed in.
#[derive(Debug)]
pub struct Story {
    /// The body of the call; its materials still need a file.
    pub submission: Value,
    /// The departments that decide.
    pub departments: Vec<String>,
    /// What it is, in one line.
    pub described: String,
}

/// A child born abroad: household, medical insurance and vaccination go side by side.
const THEME: &str = "birth";
const ANSWERS: &[(&str, &str)] = &[
    ("birth_place", "abroad"),
    ("birth_registered", "true"),
    ("by_agent", "false"),
    ("children_count", "1"),
    ("declarant", "mother"),
    ("father_recorded", "true"),
    ("foreign_parent", "father"),
    ("household_follow", "mother"),
    ("household_place", "other_province"),
    ("household_type", "collective"),
    ("household_wanted", "true"),
    ("insurance_wanted", "true"),
    ("maternity_insured", "none"),
    ("over_one_month", "false"),
    ("parents_marriage", "unmarried"),
    ("parents_nationality", "one_hmt"),
    ("subsidy_wanted", "false"),
    ("vaccination_wanted", "true"),
];

/// The case of the benchmark, its form filled in with invented values.
pub fn story(catalog: &Catalog) -> anyhow::Result<Story> {
    let theme = catalog.theme(THEME).context("the built-in catalogue has this theme")?;
    let mut answers = Answers::default();
    for (id, text) in ANSWERS {
        let answer = assess::parse_answer(theme, id, text);
        let answer = answer.map_err(|problem| anyhow::anyhow!("{THEME}, {id}: {problem:?}"))?;
        answers.situations.insert((*id).into(), answer);
    }
    let today = casework::case::day_of(jiff::Timestamp::now());
    let (answers, form) = settle(catalog, theme, answers, &mut Sample::new(1), today);
    let assessment = assess::assess(catalog, theme, &answers);
    if !assessment.complete {
        bail!("{THEME} asks more than the benchmark answers: {:?}", assessment.next);
    }
    Ok(describe(THEME, &answers, form, &assessment))
}

fn settle(
    catalog: &Catalog,
    theme: &catalog::Theme,
    mut answers: Answers,
    sample: &mut Sample,
    today: jiff::civil::Date,
) -> (Answers, casework::case::Form) {
    let mut form = sample.form(&assess::assess(catalog, theme, &answers), today);
    answers.elements = service::sample::known_elements(catalog, &form);
    for (id, value) in sample.form(&assess::assess(catalog, theme, &answers), today) {
        form.entry(id).or_insert(value);
    }
    (answers, form)
}

fn to_bring(assessment: &Assessment) -> impl Iterator<Item = &catalog::assessment::AssessedMaterial> {
    assessment.materials.iter().filter(|material| material.state == State::In && material.spared.is_none())
}

fn describe(theme: &str, answers: &Answers, form: casework::case::Form, assessment: &Assessment) -> Story {
    let items: Vec<_> = assessment.items.iter().filter(|item| item.state == State::In).collect();
    let materials: Vec<Value> =
        to_bring(assessment).map(|material| json!({ "material": material.id, "files": [] })).collect();
    let mut departments: Vec<String> = items.iter().map(|item| item.department.to_string()).collect();
    departments.sort();
    departments.dedup();
    Story {
        described: format!(
            "{theme}: {} tasks in {} departments, {}, {} fields, {} materials",
            items.len(),
            departments.len(),
            if items.iter().all(|item| item.needs.is_empty()) { "none waiting" } else { "some waiting" },
            form.len(),
            materials.len()
        ),
        submission: json!({
            "theme": theme,
            "answers": answers.situations,
            "form": form,
            "materials": materials,
            "delivery": { "method": "online" },
            "submit": true,
        }),
        departments,
    }
}
