//! What comes back at the counter: the correction, and materials that were to follow.

use axum::response::Response;
use casework::case::Form;
use catalog::{Catalog, ElementId};
use serde_json::Value;
use service::{CaseCommand, CaseView, MendView, SubmittedMaterial};

use super::{Intake, case};
use crate::{
    act::Act,
    csrf::{Pairs, value, values},
    error::Failed,
    ui::field::{Control, Field},
};

/// A field that the notice opened, with its value, or its values where it repeats.
pub(super) struct ReturnField {
    pub(super) fields: Vec<Field>,
}

/// The fields that the notice opened, with what was typed, or what the form says now.
pub(super) fn return_fields(catalog: &Catalog, case: &CaseView, typed: &Pairs) -> Vec<ReturnField> {
    let Some(correction) = &case.correction else { return Vec::new() };
    let field = |mend: &MendView<ElementId>| {
        let (element, label) = (&mend.id, &mend.name);
        let shown = case
            .sections
            .iter()
            .flat_map(|section| &section.values)
            .filter(|value| value.element == *element);
        let mut now: Vec<String> = shown.map(|value| value.value.clone()).collect();
        if now.is_empty() {
            now.push(String::new());
        }
        let fields = now.into_iter().enumerate().map(|(row, now)| {
            let name = format!("value.{element}.{row}");
            let given = values(typed, &name);
            let given =
                if given.is_empty() { vec![now] } else { given.into_iter().map(str::to_owned).collect() };
            control(catalog, element, name, label, given).help(mend.words())
        });
        ReturnField { fields: fields.collect() }
    };
    correction.fields.iter().map(field).collect()
}

fn control(catalog: &Catalog, element: &ElementId, name: String, label: &str, given: Vec<String>) -> Field {
    use catalog::model::ElementType;
    let known = catalog.elements.get(element);
    let choices: Vec<(String, String)> = known
        .map(|known| known.choices.iter().map(|word| (word.clone(), word.clone())).collect())
        .unwrap_or_default();
    let several = known.is_some_and(|known| known.multiple);
    match known.map(|known| known.kind) {
        _ if several && !choices.is_empty() => {
            let values = given.iter().flat_map(|text| text.split('、')).map(str::to_owned).collect();
            Field { control: Control::Checks, choices, values, ..Field::text(name, label) }
        }
        _ if !choices.is_empty() => Field { values: given, ..Field::choose(name, label, choices) },
        Some(ElementType::Date) => Field { values: given, ..Field::date(name, label) },
        Some(ElementType::Boolean) => {
            let words = ["是", "否"].map(|word| (word.to_owned(), word.to_owned()));
            Field { values: given, ..Field::choose(name, label, words.to_vec()) }
        }
        _ => Field { values: given, ..Field::text(name, label) },
    }
}

/// The values of the opened fields as typed: one, or one a row, or several.
fn typed_form(catalog: &Catalog, case: &CaseView, pairs: &Pairs) -> Form {
    let opened = case.correction.iter().flat_map(|correction| &correction.fields);
    opened
        .map(|mend| {
            let element = &mend.id;
            let rows: Vec<Value> = (0..)
                .map(|row| format!("value.{element}.{row}"))
                .take_while(|name| pairs.iter().any(|(posted, _)| posted == name))
                .map(|name| match catalog.elements.get(element).is_some_and(|known| known.multiple) {
                    true => Value::from(values(pairs, &name)),
                    false => Value::from(value(pairs, &name)),
                })
                .collect();
            let repeats = case
                .sections
                .iter()
                .flat_map(|section| &section.values)
                .filter(|shown| shown.element == *element)
                .count()
                > 1
                || case.sections.iter().any(|section| {
                    section.id.contains('.') && section.values.iter().any(|shown| shown.element == *element)
                });
            let typed =
                if repeats { Value::Array(rows) } else { rows.into_iter().next().unwrap_or_default() };
            (element.clone(), typed)
        })
        .collect()
}

/// What was ticked and scanned for these materials; those of which nothing came are left out.
async fn brought(act: &Act<Intake>, ids: &[String]) -> Result<Vec<SubmittedMaterial>, Failed> {
    let mut materials = Vec::new();
    for id in ids {
        let files = act.keep(&format!("file.{id}")).await?;
        let on_paper = act.ticked(&format!("paper.{id}"));
        if on_paper || !files.is_empty() {
            materials.push(SubmittedMaterial {
                material: id.clone(),
                files,
                on_paper,
                ..SubmittedMaterial::default()
            });
        }
    }
    Ok(materials)
}

/// The correction comes back in the hands of the applicant.
pub(super) async fn take_back(act: Act<Intake>) -> Result<Response, Failed> {
    let view = act.web.app.case(&act.who, &act.about).await?;
    let opened = view.correction.iter().flat_map(|correction| &correction.materials);
    let ids: Vec<String> = opened.map(|mend| mend.id.to_string()).collect();
    let form = typed_form(&act.web.app.rules_kept(&view.rules), &view, &act.pairs);
    let materials = brought(&act, &ids).await;
    let command = materials.map(|materials| CaseCommand::ReturnCorrection { form, materials });
    case::carry_out(act, "return", command).await
}

/// Materials that were to follow (容缺) are brought.
pub(super) async fn supply(act: Act<Intake>) -> Result<Response, Failed> {
    let view = act.web.app.case(&act.who, &act.about).await?;
    let deferred = view.materials.iter().filter(|material| material.deferred);
    let ids: Vec<String> = deferred.map(|material| material.id.to_string()).collect();
    let command = brought(&act, &ids).await.map(CaseCommand::Supply);
    case::carry_out(act, "supply", command).await
}
