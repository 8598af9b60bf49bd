//! The merged form: each data element once, in sections.

use std::collections::BTreeMap;

use super::{Entry, View, materials::either};
use crate::{
    assessment::{AssessedField, State},
    condition::node::Value,
    ids::ElementId,
    model::{Element, FieldUse},
};

/// One use of an element by an item that is in.
struct Use<'a> {
    entry: Entry<'a>,
    /// Index of its condition in the plan.
    index: usize,
    used: &'a FieldUse,
    value: Value,
}

/// Fields of the items that are in, by section, and within it in the order in
/// which the dictionary has them: a name before its number. What the theme itself settles is not asked.
pub(super) fn merged(view: &View<'_>) -> Vec<AssessedField> {
    let mut uses: BTreeMap<&ElementId, Vec<Use<'_>>> = BTreeMap::new();
    for entry in view.present() {
        for (index, used) in entry.plan.fields.range().zip(&entry.item.fields) {
            let value = view.used(index);
            if value.is_false() || view.theme.constants.contains_key(&used.element) {
                continue;
            }
            uses.entry(&used.element).or_default().push(Use { entry, index, used, value });
        }
    }
    let rows = rows(view);
    let place = |section: &str| view.catalog.sections.iter().position(|known| known.id == section);
    let known = uses.iter().filter_map(|(id, uses)| Some((view.catalog.elements.get(*id)?, uses)));
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|(element, _)| (place(&element.section).unwrap_or(usize::MAX), element.order));
    known.into_iter().map(|(element, uses)| assessed(view, element, uses, &rows)).collect()
}

/// For each section that repeats: how many rows the answers set; none where
/// nothing sets it and the person may add rows.
fn rows<'a>(view: &View<'a>) -> BTreeMap<&'a str, Option<u32>> {
    let repeating = view.catalog.sections.iter().filter(|section| section.row.is_some());
    let mut rows: BTreeMap<&str, Option<u32>> =
        repeating.map(|section| (section.id.as_str(), None)).collect();
    for entry in view.present() {
        let Some(count) = entry.plan.repeat.map(|slot| view.count(slot)) else { continue };
        for used in &entry.item.fields {
            let section = view.catalog.elements.get(&used.element).map(|element| element.section.as_str());
            if let Some(set) = section.and_then(|section| rows.get_mut(section)) {
                *set = Some(set.map_or(count, |known| known.max(count)));
            }
        }
    }
    for set in super::rows::rows(view) {
        let fixed = (set.least == set.most).then_some(set.least);
        let section = view.catalog.sections.iter().find(|section| section.id == set.section);
        if let Some(section) = section {
            rows.insert(section.id.as_str(), set.count.or(fixed));
        }
    }
    rows
}

/// The fewest rows where the person adds them.
fn least(view: &View<'_>, section: &str) -> u32 {
    super::rows::rows(view).into_iter().find(|rows| rows.section == section).map_or(1, |rows| rows.least)
}

fn assessed(
    view: &View<'_>,
    element: &Element,
    uses: &[Use<'_>],
    rows: &BTreeMap<&str, Option<u32>>,
) -> AssessedField {
    let needed = uses.iter().any(|one| one.value.is_true());
    let counted = || uses.iter().filter(|one| !needed || one.value.is_true());
    let mut items = Vec::new();
    for one in counted() {
        if !items.contains(&one.entry.item.id) {
            items.push(one.entry.item.id.clone());
        }
    }
    let common = view.theme.rows.iter().any(|rows| rows.common.contains(&element.id));
    let rows = rows.get(element.section.as_str()).filter(|_| !common);
    AssessedField {
        id: element.id.clone(),
        label: element.label.clone(),
        kind: element.kind,
        required: counted().any(|one| one.used.required) && !comes_out_of_this_case(view, element),
        section: element.section.clone(),
        prefill: element.prefill.as_ref().map(|from| source_name(view, from)),
        repeat: rows.map(|set| set.unwrap_or_else(|| least(view, &element.section))),
        open_rows: rows.is_some_and(Option::is_none),
        state: if needed { State::In } else { State::Open },
        shown_when: if needed { None } else { shown_when(view, uses) },
        items,
        choices: element.choices.clone(),
        multiple: element.multiple,
        min: element.min,
        max: element.max,
        pattern: element.pattern.clone(),
        unit: element.unit.clone(),
        help: element.help.clone(),
        sensitive: element.sensitive,
        same_as: element.same_as.clone(),
        copy_from: element.copy_from.clone(),
    }
}

/// Whether the value stands on a paper that an item of this very case results in: nobody can
/// know it when applying (a newborn's number, the code on a licence still to be issued).
fn comes_out_of_this_case(view: &View<'_>, element: &Element) -> bool {
    let Some(paper) = element.prefill.as_deref() else { return false };
    let mut results = view.present().flat_map(|entry| &entry.item.results);
    results.any(|result| result.material.as_deref() == Some(paper))
}

/// The name of the department or material that a value can be read from.
fn source_name(view: &View<'_>, from: &str) -> String {
    match view.catalog.departments.get(from) {
        Some(department) => department.short_name.clone(),
        None => view.catalog.material_name(from).to_owned(),
    }
}

fn shown_when(view: &View<'_>, uses: &[Use<'_>]) -> Option<String> {
    let mut conditions: Vec<String> = Vec::new();
    for one in uses.iter().filter(|one| view.awaits_form(one.index)) {
        if let Some(when) = one.used.when.as_ref().map(|when| format!("({when})"))
            && !conditions.contains(&when)
        {
            conditions.push(when);
        }
    }
    either(conditions)
}
