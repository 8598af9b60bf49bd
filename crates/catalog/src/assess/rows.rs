//! Rows of the form: how many, what they are called, and which go their own way.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value as Json;

use super::View;
use crate::{
    answers::Answers,
    assessment::AssessedRows,
    ids::ElementId,
    model::{Apart, Theme},
};

/// The theme's own rows, as the answers have them.
pub(super) fn rows(view: &View<'_>) -> Vec<AssessedRows> {
    let rows = view.theme.rows.iter().zip(&view.plan.rows).zip(&view.sheet.rows);
    rows.map(|((rows, (counts, _)), sheet)| {
        let found = rows
            .counts
            .iter()
            .zip(counts)
            .find(|(_, when)| when.evaluate(&view.outcome.values).is_true())
            .map(|(count, _)| count);
        AssessedRows {
            section: rows.section.clone(),
            row: Arc::clone(&sheet.row),
            count: sheet.by.map(|slot| view.count(slot)),
            least: found.map_or(1, |count| count.least),
            most: found.and_then(|count| count.most).unwrap_or(sheet.most),
        }
    })
    .collect()
}

/// Rows that go their own way: for each such row of that section, its index and what says so.
pub fn rows_apart<'a>(
    theme: &'a Theme,
    answers: &Answers,
    section: &str,
    rows: &[BTreeMap<ElementId, Json>],
) -> Vec<(usize, &'a Apart)> {
    let Some((of_section, (_, nodes))) =
        theme.rows.iter().zip(&theme.plan.rows).find(|(known, _)| known.section == section)
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut of_row = answers.clone();
        of_row.elements.extend(row.iter().map(|(id, value)| (id.clone(), value.clone())));
        let values = theme.plan.evaluate(&of_row).values;
        let apart = of_section.apart.iter().zip(nodes).find(|(_, node)| node.evaluate(&values).is_true());
        found.extend(apart.map(|(apart, _)| (index, apart)));
    }
    found
}
