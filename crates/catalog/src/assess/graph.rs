//! Who waits for whom among the items that are in, and how long it takes.

use std::sync::Arc;

use super::{Entry, View, items};
use crate::{
    assessment::{Graph, GraphEdge, GraphNode},
    ids::ItemId,
};

/// The graph with its longest path. An item starts when all that it needs in
/// this case is there; what is not in the case is not waited for.
pub(super) fn graph(view: &View<'_>) -> Graph {
    let entries: Vec<Entry<'_>> = view.present().collect();
    let days: Vec<u32> = entries.iter().map(|entry| items::working_days(view, *entry)).collect();
    let needs: Vec<Vec<usize>> = entries
        .iter()
        .map(|entry| {
            let position = |need: usize| entries.iter().position(|other| other.index == need);
            view.waits_for(entry.plan).filter_map(position).collect()
        })
        .collect();
    let starts = starts(&days, &needs);
    let path = critical_path(&days, &needs, &starts);
    let id = |at: usize| -> ItemId { entries[at].sheet.facts.id.clone() };
    let nodes = entries.iter().enumerate().map(|(at, entry)| GraphNode {
        facts: Arc::clone(&entry.sheet.node),
        working_days: days[at],
        starts: starts[at],
        critical: path.contains(&at),
    });
    let edges = needs.iter().enumerate().flat_map(|(at, needs)| needs.iter().map(move |need| (*need, at)));
    Graph {
        nodes: nodes.collect(),
        edges: edges.map(|(from, to)| GraphEdge { from: id(from), to: id(to) }).collect(),
        working_days: starts.iter().zip(&days).map(|(start, days)| start + days).max().unwrap_or(0),
        critical_path: path.iter().map(|at| id(*at)).collect(),
    }
}

/// First working day of each: rounds until nothing moves, at most one for each item.
pub(crate) fn starts(days: &[u32], needs: &[Vec<usize>]) -> Vec<u32> {
    let mut starts = vec![0; days.len()];
    for _ in 0..days.len() {
        let mut moved = false;
        for (at, needs) in needs.iter().enumerate() {
            let start = needs.iter().map(|need| starts[*need] + days[*need]).max().unwrap_or(0);
            moved |= std::mem::replace(&mut starts[at], start) != start;
        }
        if !moved {
            break;
        }
    }
    starts
}

/// From the item that ends last back through what it waited for longest.
pub(crate) fn critical_path(days: &[u32], needs: &[Vec<usize>], starts: &[u32]) -> Vec<usize> {
    let ends = |at: &usize| starts[*at] + days[*at];
    // Of several that end last, the first of the theme.
    let Some(last) = (0..days.len()).rev().max_by_key(ends) else { return Vec::new() };
    let mut path = vec![last];
    while let Some(before) = needs[path[path.len() - 1]].iter().copied().rev().max_by_key(ends) {
        if path.contains(&before) {
            break;
        }
        path.push(before);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_chain_of_waiting_sets_the_length() {
        let days = [5, 1, 3, 2];
        let needs = [vec![], vec![], vec![0, 1], vec![1]];
        let starts = starts(&days, &needs);
        assert_eq!(starts, [0, 0, 5, 1]);
        assert_eq!(critical_path(&days, &needs, &starts), [0, 2]);
    }

    #[test]
    fn no_items_have_no_path() {
        assert!(critical_path(&[], &[], &[]).is_empty());
    }
}
