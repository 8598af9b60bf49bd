//! The merged form: each data element once, in sections.

use std::sync::Arc;

use super::{
    Look, View,
    chains::{Chains, Use},
    materials::either,
    sheet::bit,
};
use crate::assessment::{AssessedField, AssessedRows, ItemSet, State};

/// Uses of each field by the items that are in. What the theme itself settles is not asked.
pub(super) fn uses(view: &Look<'_>) -> Chains {
    let mut chains = Chains::of(view.sheet.fields.len());
    for entry in view.present() {
        let values = &view.outcome.uses[entry.plan.fields.range()];
        for (nth, (value, used)) in values.iter().zip(&entry.sheet.fields).enumerate() {
            if let Some(field) = used.field
                && !value.is_false()
            {
                chains.push(field, Use::new(entry.index, nth, value.is_true()));
            }
        }
    }
    chains
}

/// Fields of the items that are in, by section, and within it in the order in
/// which the dictionary has them: a name before its number.
pub(super) fn merged(view: &View<'_>, rows_set: &[AssessedRows]) -> Vec<AssessedField> {
    let (chains, rows) = (uses(view), rows(view, rows_set));
    let present = view.present().fold(0, |mask, entry| mask | bit(entry.index));
    let mut fields = Vec::with_capacity(chains.order().count());
    // The sheet has the fields in the order of the form.
    for field in 0..view.sheet.fields.len() {
        if chains.is_used(field) {
            fields.push(assessed(view, field, chains.uses(field), present, &rows));
        }
    }
    fields
}

/// How many rows a section has.
#[derive(Clone, Copy)]
struct RowsSet {
    /// The section repeats, by itself or in this theme.
    repeats: bool,
    /// What the answers set; none where nothing sets it and the person may add rows.
    count: Option<u32>,
    /// The fewest where the person adds them.
    least: u32,
}

/// The rows of each section.
fn rows(view: &View<'_>, set: &[AssessedRows]) -> Vec<RowsSet> {
    let by_itself = |repeats: &bool| RowsSet { repeats: *repeats, count: None, least: 1 };
    let mut rows: Vec<RowsSet> = view.sheet.repeats.iter().map(by_itself).collect();
    for entry in view.present() {
        let Some(count) = entry.plan.repeat.map(|slot| view.count(slot)) else { continue };
        for section in &entry.sheet.rows {
            let set = &mut rows[*section].count;
            *set = Some(set.map_or(count, |known: u32| known.max(count)));
        }
    }
    for (set, sheet) in set.iter().zip(&view.sheet.rows) {
        let fixed = (set.least == set.most).then_some(set.least);
        if let Some(section) = sheet.section {
            rows[section] = RowsSet { repeats: true, count: set.count.or(fixed), least: set.least };
        }
    }
    rows
}

fn assessed(
    view: &View<'_>,
    field: usize,
    uses: impl Iterator<Item = Use> + Clone,
    present: u64,
    rows: &[RowsSet],
) -> AssessedField {
    let sheet = &view.sheet.fields[field];
    let needed = uses.clone().any(|one| one.sure);
    let (mut items, mut required) = (0, false);
    for one in uses.clone().filter(|one| !needed || one.sure) {
        items |= bit(one.item());
        required |= view.sheet.items[one.item()].fields[one.nth()].required;
    }
    // Nobody can know when applying what stands on a paper that an item of this very case results
    // in: a newborn's number, the code on a licence still to be issued.
    let comes_out_of_this_case = sheet.comes_from & present != 0;
    let set = rows[sheet.section];
    let repeats = set.repeats && !sheet.common;
    AssessedField {
        facts: Arc::clone(&sheet.facts),
        required: required && !comes_out_of_this_case,
        repeat: repeats.then(|| set.count.unwrap_or(set.least)),
        open_rows: repeats && set.count.is_none(),
        state: if needed { State::In } else { State::Open },
        shown_when: if needed { None } else { shown_when(view, uses) },
        items: ItemSet::new(&view.sheet.ids, items),
    }
}

fn shown_when(view: &View<'_>, uses: impl Iterator<Item = Use>) -> Option<String> {
    let mut conditions: Vec<String> = Vec::new();
    for one in uses {
        let when = view.sheet.items[one.item()].fields[one.nth()].when.as_ref();
        if view.awaits_form(view.plan.items[one.item()].fields.start + one.nth())
            && let Some(when) = when.map(|when| format!("({when})"))
            && !conditions.contains(&when)
        {
            conditions.push(when);
        }
    }
    either(conditions)
}
