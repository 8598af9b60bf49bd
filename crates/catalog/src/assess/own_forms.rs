//! The forms that the items have by law (各事项自己的表): which fields stand on each,
//! and where the values come from. The one form fills them; none lacks a field.

use serde_json::Value as Json;

use super::{Look, ledger::own_form_name};
use crate::{
    assessment::{Assessment, State},
    ids::{ElementId, ItemId},
};

/// The own form of an item that is in.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemForm {
    /// Which item.
    pub item: ItemId,
    /// What the form is called.
    pub name: String,
    /// Its fields, in the order of the item's file.
    pub fields: Vec<ItemField>,
}

/// A field of an item's own form.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemField {
    /// Which element.
    pub element: ElementId,
    /// The item requires it.
    pub required: bool,
    /// Each row of its section has a value of its own.
    pub rows: bool,
    /// What the theme settles it to.
    pub settled: Option<Json>,
    /// The item of this case whose result tells it.
    pub comes_from: Option<ItemId>,
}

/// The own forms of the items that are in, in the theme's order.
pub fn own_forms(assessment: &Assessment) -> Vec<ItemForm> {
    let view = assessment.told.look();
    // What waits for something blocked may have been left out since.
    let is_in = |id: &ItemId| assessment.items.iter().any(|item| item.id == *id && item.state == State::In);
    let present = view.present().filter(|entry| is_in(&entry.sheet.facts.id));
    let forms = present.map(|entry| {
        let uses = view.outcome.uses[entry.plan.fields.range()].iter().zip(&entry.sheet.fields);
        let mut fields: Vec<ItemField> = Vec::new();
        for (_, used) in uses.filter(|(value, _)| value.is_true()) {
            let field = match (&used.constant, used.field) {
                (Some((element, _)), _) => settled(&view, element, used.required),
                (None, Some(field)) => asked(&view, assessment, field, used.required),
                (None, None) => continue,
            };
            match fields.iter_mut().find(|known| known.element == field.element) {
                Some(known) => known.required |= field.required,
                None => fields.push(field),
            }
        }
        ItemForm { item: entry.sheet.facts.id.clone(), name: own_form_name(&view, entry.index), fields }
    });
    forms.collect()
}

fn settled(view: &Look<'_>, element: &ElementId, required: bool) -> ItemField {
    let constant = view.sheet.constants.iter().find(|constant| constant.id == *element);
    ItemField {
        element: element.clone(),
        required,
        rows: false,
        settled: constant.map(|constant| constant.value.clone()),
        comes_from: None,
    }
}

fn asked(view: &Look<'_>, assessment: &Assessment, field: usize, required: bool) -> ItemField {
    let sheet = &view.sheet.fields[field];
    // A section may repeat by itself or in this theme; the one form has settled which.
    let listed = assessment.fields.iter().find(|listed| listed.id == sheet.facts.id);
    let producer = view.present().find(|entry| sheet.comes_from & super::sheet::bit(entry.index) != 0);
    ItemField {
        element: sheet.facts.id.clone(),
        required,
        rows: listed.is_some_and(|listed| listed.repeat.is_some()),
        settled: None,
        comes_from: producer.map(|entry| entry.sheet.facts.id.clone()),
    }
}
