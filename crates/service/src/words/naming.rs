//! What tasks, items and their rows are called.

use casework::{Case, Task};
use catalog::{Catalog, ItemId};

/// The row of a task, counted from 0: 第2个孩子; none where its item is done once for all.
pub(crate) fn row_of_task(catalog: &Catalog, case: &Case, task: &Task) -> Option<String> {
    let row = task.row?;
    let apart = case.plan.apart_of(&task.item, task.row).map(|apart| apart.word.as_str());
    Some(nth_row(apart.filter(|word| !word.is_empty()).or_else(|| catalog.row_word(&task.item)), row))
}

/// A task's name: its item's, with the row: 出生医学证明签发（第2个孩子）.
pub(crate) fn task(catalog: &Catalog, case: &Case, task: &Task) -> String {
    let name = catalog.item_name(&task.item);
    row_of_task(catalog, case, task).map_or_else(|| name.to_owned(), |row| format!("{name}（{row}）"))
}

/// The row of an item that repeats, counted from 0: 第2个孩子; none where it does not.
pub fn row_of(catalog: &Catalog, item: &ItemId, row: Option<u32>) -> Option<String> {
    row.map(|row| nth_row(catalog.row_word(item), row))
}

/// An item's name with its row, counted from 0: 出生医学证明签发（第2个孩子）.
pub fn item_row(catalog: &Catalog, item: &ItemId, row: Option<u32>) -> String {
    let name = catalog.item_name(item);
    row_of(catalog, item, row).map_or_else(|| name.to_owned(), |row| format!("{name}（{row}）"))
}

/// A row by its number, counted from 0: 第2个孩子.
pub(crate) fn nth_row(word: Option<&str>, row: u32) -> String {
    match word {
        Some(word) => format!("第{}个{word}", row + 1),
        None => format!("第{}份", row + 1),
    }
}
