//! The merged form: each data element once, in sections.

use std::sync::Arc;

use super::{
    Look, View,
    chains::{Chains, Use},
    sheet::bit,
};
use crate::{
    assessment::{AssessedField, AssessedRows, ItemSet, State},
    condition::node::Value,
};

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

/// Who uses a field, and whether anybody must have it.
#[derive(Clone, Copy, Default)]
struct Wanted {
    /// Items for which it is needed, one bit each.
    surely: u64,
    /// Items for which it may be.
    perhaps: u64,
    /// It must be filled in for one of the former.
    required: bool,
    /// It would have to be for one of the latter.
    perhaps_required: bool,
}

/// The same uses as [`uses`] has, counted together by field.
fn wanted(view: &Look<'_>) -> Vec<Wanted> {
    let mut wanted = vec![Wanted::default(); view.sheet.fields.len()];
    for entry in view.present() {
        let values = &view.outcome.uses[entry.plan.fields.range()];
        for (value, used) in values.iter().zip(&entry.sheet.fields) {
            let Some(field) = used.field else { continue };
            let field = &mut wanted[field];
            match value {
                Value::Bool(false) => {}
                Value::Bool(true) => {
                    field.surely |= bit(entry.index);
                    field.required |= used.required;
                }
                _ => {
                    field.perhaps |= bit(entry.index);
                    field.perhaps_required |= used.required;
                }
            }
        }
    }
    wanted
}

/// Fields of the items that are in, by section, and within it in the order in
/// which the dictionary has them: a name before its number.
pub(super) fn merged(view: &View<'_>, rows_set: &[AssessedRows]) -> Vec<AssessedField> {
    let rows = rows(view, rows_set);
    let present = view.present().fold(0, |mask, entry| mask | bit(entry.index));
    let mut fields = Vec::with_capacity(view.sheet.fields.len());
    // The sheet has the fields in the order of the form.
    for (field, wanted) in wanted(view).into_iter().enumerate() {
        if wanted.surely | wanted.perhaps != 0 {
            fields.push(assessed(view, field, wanted, present, &rows));
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

fn assessed(view: &View<'_>, field: usize, wanted: Wanted, present: u64, rows: &[RowsSet]) -> AssessedField {
    let sheet = &view.sheet.fields[field];
    let needed = wanted.surely != 0;
    let (items, required) =
        if needed { (wanted.surely, wanted.required) } else { (wanted.perhaps, wanted.perhaps_required) };
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
        shown_when: if needed { None } else { shown_when(view, field, items) },
        items: ItemSet::new(&view.sheet.ids, items),
    }
}

/// The conditions, as written, under which other fields make the items that may use it need it.
fn shown_when(view: &View<'_>, field: usize, items: u64) -> Option<String> {
    let mut conditions: Vec<&str> = Vec::new();
    for entry in view.present().filter(|entry| items & bit(entry.index) != 0) {
        for (used, index) in entry.sheet.fields.iter().zip(entry.plan.fields.range()) {
            if used.field == Some(field)
                && let Some(when) = used.when.as_deref()
                && !conditions.contains(&when)
                && view.awaits_form(index)
            {
                conditions.push(when);
            }
        }
    }
    match conditions[..] {
        [] => None,
        [only] => Some(only.to_owned()),
        _ => Some(format!("({})", conditions.join(") || ("))),
    }
}
