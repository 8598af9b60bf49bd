//! The figures of a thing that want a date or a number: the fields for those, and what they come to.

use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use catalog::{Answers, Assessment, Catalog, ElementId, model::ElementType};

use super::{
    answers,
    heard::Heard,
    rules_shown::Days,
    thing::{Questions, build},
};
use crate::{
    Web,
    csrf::{Pairs, PostedByAnyone},
    error::Failed,
    ui::{self, Page, field::Field},
    url,
};

/// Fields for what the figures still want, and for what was given for them just now.
pub(super) fn wanted(catalog: &Catalog, assessment: &Assessment, answers: &Answers) -> Vec<Field> {
    let mut ids: Vec<&ElementId> = answers.elements.keys().collect();
    ids.extend(assessment.figures.iter().flat_map(|figure| &figure.needs));
    let mut fields: Vec<Field> = Vec::new();
    for element in ids.into_iter().filter_map(|id| catalog.elements.get(id)) {
        let name = format!("{GIVEN}{}", element.id);
        if fields.iter().any(|field| field.name == name) {
            continue;
        }
        let field = match element.kind {
            ElementType::Date => Field::date(name, &element.label),
            _ => Field::text(name, &element.label).inputmode("decimal").width("middle"),
        };
        let given = answers.elements.get(&element.id).map(|given| match given {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        fields
            .push(Field { unit: element.unit.clone(), ..field.value(given.unwrap_or_default()).optional() });
    }
    fields
}

/// Before the id of an element in the name of its control.
const GIVEN: &str = "el.";

/// Works out the figures, and whatever else a date or a number tells, for what was typed. It is
/// posted, for it belongs into no address and no log; nothing of it is kept.
pub(crate) async fn work_out(
    State(web): State<Web>,
    Path(theme): Path<String>,
    page: Page,
    PostedByAnyone(pairs): PostedByAnyone<Pairs>,
) -> Result<Response, Failed> {
    let asked_rules = answers::rules_asked(&pairs);
    let rules = web.app.rules_asked(&asked_rules).await?;
    let theme = rules.theme(&theme).ok_or_else(Failed::not_found)?;
    let mut read = answers::read(&rules, theme, &pairs)?;
    for (name, text) in &pairs {
        let Some(element) = name.strip_prefix(GIVEN).and_then(|id| rules.elements.get(id)) else {
            continue;
        };
        if let Some(value) = answers::element_value(element, text) {
            read.answers.elements.insert(element.id.clone(), value);
        }
    }
    let assessment = match rules.assess(&theme.id, &read.answers) {
        Ok(assessment) => assessment,
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            read.complaints.extend_from_slice(complaints);
            read.answers.elements.clear();
            rules.assess(&theme.id, &read.answers)?
        }
    };
    // What was worked out is an answer like any other from here on: links carry it, not the date behind it.
    let computed = assessment.answered.iter().filter(|answered| answered.computed);
    let computed: Vec<_> = computed.map(|one| (one.id.clone(), one.answer.clone())).collect();
    read.answers.situations.extend(computed);
    let heard = Heard::read(&web.app, theme, &pairs);
    let days = Days::of(&web, &rules, &asked_rules, &pairs, &read.answers, &theme.id).await?;
    Ok(ui::html(&build(
        &web,
        &rules,
        theme,
        page,
        read,
        &heard,
        &assessment,
        &Questions::default(),
        false,
        days,
    )))
}

/// Somebody comes back to the address of what was posted: the thing's own page.
pub(crate) async fn work_out_again(Path(theme): Path<String>) -> Redirect {
    Redirect::to(&url::Thing(&theme).to_string())
}
