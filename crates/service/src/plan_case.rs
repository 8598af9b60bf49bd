//! From an assessment to the plan that a case keeps.

use casework::{CasePlan, PlannedField, PlannedForm, PlannedItem, PlannedMaterial, PlannedResult, Refusal};
use catalog::{
    Assessment, Catalog, Theme,
    assess::own_forms::{ItemForm, own_forms},
    assessment::{AssessedItem, State},
};

use crate::{Complaint, Failure};

/// The plan of a case that begins now.
///
/// # Errors
/// `Invalid` naming each question still open; `NothingToDo` where no item is left.
pub(crate) fn plan(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Result<CasePlan, Failure> {
    if !assessment.complete {
        let open = assessment.next.iter().map(|question| {
            let message = format!("请先回答：{}", question.question);
            Complaint::new(format!("/answers/{}", question.id), "unanswered", message)
        });
        return Err(Failure::Invalid(open.collect()));
    }
    let forms = own_forms(assessment);
    let items: Vec<PlannedItem> = assessment
        .items
        .iter()
        .filter(|item| item.state == State::In)
        .map(|item| PlannedItem {
            form: forms.iter().find(|form| form.item == item.id).map(planned_form),
            ..planned_item(catalog, assessment, item)
        })
        .collect();
    if items.is_empty() {
        return Err(Failure::Refused(Refusal::NothingToDo));
    }
    let materials = assessment.materials.iter().filter(|material| material.state == State::In);
    let fields = assessment.fields.iter().filter(|field| field.state == State::In);
    Ok(CasePlan {
        theme: theme.id.clone(),
        version: assessment.version.clone(),
        on: Some(assessment.on),
        lead: theme.lead.clone(),
        items,
        materials: materials
            .map(|material| PlannedMaterial {
                material: material.id.clone(),
                key: material.key,
                deferrable: material.deferrable,
                spared: material.spared.is_some(),
            })
            .collect(),
        elements: fields.map(|field| field.id.clone()).collect(),
    })
}

fn planned_item(catalog: &Catalog, assessment: &Assessment, item: &AssessedItem) -> PlannedItem {
    let fields =
        assessment.fields.iter().filter(|field| field.state == State::In && field.items.contains(&item.id));
    let materials = assessment
        .materials
        .iter()
        .filter(|material| material.state == State::In && material.needed_by.contains(&item.id));
    let known = catalog.items.get(&item.id);
    let results = known.map(|item| item.results.as_slice()).unwrap_or_default();
    PlannedItem {
        item: item.id.clone(),
        department: item.department.clone(),
        repeat: item.repeat,
        needs: item.needs.clone(),
        promised_days: item.working_days,
        statutory_days: item.statutory_days,
        special_procedures: known.map(|item| item.special_procedures.clone()).unwrap_or_default(),
        elements: fields.map(|field| field.id.clone()).collect(),
        materials: materials.map(|material| material.id.clone()).collect(),
        results: results
            .iter()
            .map(|result| PlannedResult {
                name: result.name.clone(),
                kind: result.kind.clone(),
                material: result.material.clone(),
                validity: result.validity.clone(),
            })
            .collect(),
        form: None,
    }
}

fn planned_form(form: &ItemForm) -> PlannedForm {
    let fields = form.fields.iter().map(|field| PlannedField {
        element: field.element.clone(),
        required: field.required,
        rows: field.rows,
        settled: field.settled.clone(),
        comes_from: field.comes_from.clone(),
    });
    PlannedForm { name: form.name.clone(), fields: fields.collect() }
}
