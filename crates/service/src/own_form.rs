//! An item's own form (事项申请表), filled from the one form of the case: for the approver who
//! decides on it, and to print.

use casework::{Case, Projected, ProjectedField, Projection, Task, TaskId, policy::Sight, projection};
use catalog::Catalog;
use documents::{OwnFormLine, OwnFormPaper, OwnFormPart};

use crate::{case_papers::how, form::text_of, notify::task_name};

/// The own form of a task, at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnForm {
    /// The task.
    pub task: TaskId,
    /// The id of its paper among those of the case: `form-01` for the first task.
    pub paper: String,
    /// What the form is called.
    pub name: String,
    /// How many lines it has.
    pub lines: usize,
    /// Labels of fields that the results of other items of the case will still tell.
    pub to_come: Vec<String>,
    /// Labels of fields that the item requires and nobody filled in.
    pub missing: Vec<String>,
}

fn paper_id(task: &Task) -> String {
    let nth = task.id.0.rsplit_once('-').map_or(task.id.0.as_str(), |(_, nth)| nth);
    format!("form-{nth}")
}

/// Whether a reader may see all that stands on the own form of a task.
fn may_see(case: &Case, sight: &Sight, task: &Task) -> bool {
    case.plan.item(&task.item).is_some_and(|item| {
        item.elements.iter().all(|element| sight.form.shows(element))
            && item.materials.iter().all(|material| sight.materials.shows(material))
            && sight.results.shows(&task.item)
    })
}

/// The task whose own form that paper is, where the reader may see it.
pub(crate) fn task_of<'a>(case: &'a Case, sight: &Sight, paper: &str) -> Option<&'a Task> {
    case.tasks.iter().find(|task| paper_id(task) == paper).filter(|task| may_see(case, sight, task))
}

/// The own forms that the reader may see, at a glance.
pub(crate) fn at_a_glance(catalog: &Catalog, case: &Case, sight: &Sight) -> Vec<OwnForm> {
    let label = |field: &ProjectedField| catalog.element_label(&field.element).to_owned();
    let coming = |field: &&ProjectedField| matches!(field.value, Projected::Result { number: None, .. });
    let forms = case.tasks.iter().filter(|task| may_see(case, sight, task)).filter_map(|task| {
        let projected = projection(case, task)?;
        Some(OwnForm {
            task: task.id.clone(),
            paper: paper_id(task),
            name: name(catalog, &projected),
            lines: projected.fields.len(),
            to_come: projected.fields.iter().filter(coming).map(label).collect(),
            missing: projected.missing().map(label).collect(),
        })
    });
    forms.collect()
}

/// The own form as it is printed.
pub(crate) fn paper(catalog: &Catalog, case: &Case, task: &Task) -> Option<OwnFormPaper> {
    let projected = projection(case, task)?;
    let materials = projected.materials.iter().map(|material| {
        let how = match &material.handed_in {
            Some(handed) if handed.is_there() || handed.deferred => how(handed),
            _ if material.spared => "不用交".to_owned(),
            _ => "还没有交".to_owned(),
        };
        (material.material.clone(), catalog.material_name(&material.material).to_owned(), how)
    });
    Some(OwnFormPaper {
        item_name: task_name(catalog, case, &task.id),
        name: name(catalog, &projected),
        parts: parts(catalog, task, &projected),
        materials: materials.collect(),
    })
}

fn name(catalog: &Catalog, projected: &Projection) -> String {
    let usual = || format!("{}申请表", catalog.item_name(&projected.item));
    projected.name.clone().unwrap_or_else(usual)
}

/// The fields by section, a row at a time where a section has several.
fn parts(catalog: &Catalog, task: &Task, projected: &Projection) -> Vec<OwnFormPart> {
    let mut parts: Vec<OwnFormPart> = Vec::new();
    for field in &projected.fields {
        let section = catalog.elements.get(&field.element).map_or("", |element| element.section.as_str());
        let known = catalog.sections.iter().find(|known| known.id == section);
        let heading = known.map_or(section, |known| known.title.as_str());
        let repeats = known.is_some_and(|known| known.row.is_some());
        let own_row = task.row.filter(|_| repeats).map(|row| row as usize);
        let title = match field.row.or(own_row) {
            Some(row) => format!("{heading}（第{}份）", row + 1),
            None => heading.to_owned(),
        };
        let line = OwnFormLine {
            element: field.element.clone(),
            label: catalog.element_label(&field.element).to_owned(),
            value: words(catalog, field),
            required: field.required,
        };
        match parts.iter_mut().find(|part| part.title == title) {
            Some(part) => part.lines.push(line),
            None => parts.push(OwnFormPart { title, lines: vec![line] }),
        }
    }
    parts
}

fn words(catalog: &Catalog, field: &ProjectedField) -> String {
    match &field.value {
        Projected::Filled(value) | Projected::Settled(value) => text_of(value),
        Projected::Result { item, number: Some(number) } => {
            format!("见“{}”的结果，编号 {number}", catalog.item_name(item))
        }
        Projected::Result { item, number: None } => {
            format!("“{}”办好后自动带过来", catalog.item_name(item))
        }
        Projected::Empty => "（没有填）".to_owned(),
    }
}
