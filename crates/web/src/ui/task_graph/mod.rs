//! Who does what, side by side or one after the other, and how many days: a picture and a table.
//!
//! Columns are the order of waiting; a row holds one item. The layout is our own: the graphs are
//! small and must look the same every time.

use std::collections::BTreeMap;

use askama::Template;
use catalog::{ItemId, assessment::Graph};
use documents::Process;

const NODE_WIDTH: u32 = 164;
const NODE_HEIGHT: u32 = 76;
const GAP_X: u32 = 32;
const GAP_Y: u32 = 16;
const MARGIN: u32 = 2;
/// Characters of a name in one line of a node.
const LINE: usize = 10;

/// The picture of a task graph.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/task_graph/task_graph.html")]
pub(crate) struct TaskGraph {
    /// Distinguishes several graphs on a page.
    pub(crate) id: &'static str,
    width: u32,
    height: u32,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    working_days: u32,
    /// How many items begin one after the other.
    columns: u32,
    /// What is done once for several items, each line with its mark.
    together: Vec<String>,
}

component!(TaskGraph);

impl TaskGraph {
    /// The items one below the other, those that begin together in one group: for narrow and for large type.
    fn stages(&self) -> Vec<Vec<&Node>> {
        let stage = |column: u32| self.nodes.iter().filter(|node| node.column == column).collect();
        (0..self.columns).map(stage).collect()
    }
}

#[derive(Debug, Clone)]
struct Node {
    column: u32,
    x: u32,
    y: u32,
    /// The name, with the marks of what is done once for several items.
    name: String,
    lines: Vec<String>,
    department: String,
    days: String,
    waits_for: Vec<String>,
    critical: bool,
}

#[derive(Debug, Clone)]
struct Edge {
    path: String,
    tip: String,
    critical: bool,
}

impl TaskGraph {
    /// The picture; nothing where no item is in.
    pub(crate) fn of(process: &Process, id: &'static str) -> Option<Self> {
        let graph = &process.graph;
        if graph.nodes.is_empty() {
            return None;
        }
        let places = places(graph);
        let columns = places.values().map(|(column, _)| column + 1).max().unwrap_or(1);
        let rows = places.values().map(|(_, row)| row + 1).max().unwrap_or(1);
        let name_of =
            |id: &ItemId| graph.nodes.iter().find(|node| node.id == *id).map(|node| node.name.clone());
        let nodes = graph.nodes.iter().map(|node| {
            let (x, y) = corner(places[&node.id]);
            let waits_for =
                graph.edges.iter().filter(|edge| edge.to == node.id).filter_map(|edge| name_of(&edge.from));
            let name = process.marks(&node.id) + &node.name;
            Node {
                column: places[&node.id].0,
                x,
                y,
                lines: wrap(&name),
                name,
                department: node.department.clone(),
                days: days(node.working_days),
                waits_for: waits_for.collect(),
                critical: node.critical,
            }
        });
        let edges = graph.edges.iter().filter_map(|edge| {
            let critical = |id: &ItemId| graph.critical_path.contains(id);
            let (from, to) = (corner(*places.get(&edge.from)?), corner(*places.get(&edge.to)?));
            Some(draw(from, to, critical(&edge.from) && critical(&edge.to)))
        });
        Some(Self {
            id,
            width: 2 * MARGIN + columns * NODE_WIDTH + (columns - 1) * GAP_X,
            height: 2 * MARGIN + rows * NODE_HEIGHT + (rows - 1) * GAP_Y,
            nodes: nodes.collect(),
            edges: edges.collect(),
            working_days: graph.working_days,
            columns,
            together: process.together_words(),
        })
    }
}

/// Column and row of every item: the column is the longest way from a beginning, the row keeps
/// an item near what it waits for.
fn places(graph: &Graph) -> BTreeMap<ItemId, (u32, u32)> {
    let mut column: BTreeMap<&ItemId, u32> = graph.nodes.iter().map(|node| (&node.id, 0)).collect();
    for _ in 0..graph.nodes.len() {
        for edge in &graph.edges {
            let (Some(&from), Some(&to)) = (column.get(&edge.from), column.get(&edge.to)) else { continue };
            if to <= from {
                column.insert(&edge.to, from + 1);
            }
        }
    }
    let mut placed: BTreeMap<ItemId, (u32, u32)> = BTreeMap::new();
    let last = column.values().copied().max().unwrap_or(0);
    for current in 0..=last {
        let mut members: Vec<_> = graph.nodes.iter().filter(|node| column[&node.id] == current).collect();
        members.sort_by_key(|node| {
            let before: Vec<u32> = graph
                .edges
                .iter()
                .filter(|edge| edge.to == node.id)
                .filter_map(|edge| placed.get(&edge.from).map(|(_, row)| *row))
                .collect();
            let count = u32::try_from(before.len().max(1)).unwrap_or(1);
            before.iter().sum::<u32>() * 10 / count
        });
        for (row, node) in (0..).zip(members) {
            placed.insert(node.id.clone(), (current, row));
        }
    }
    placed
}

fn corner((column, row): (u32, u32)) -> (u32, u32) {
    (MARGIN + column * (NODE_WIDTH + GAP_X), MARGIN + row * (NODE_HEIGHT + GAP_Y))
}

fn draw(from: (u32, u32), to: (u32, u32), critical: bool) -> Edge {
    let (x1, y1) = (from.0 + NODE_WIDTH, from.1 + NODE_HEIGHT / 2);
    let (x2, y2) = (to.0 - 7, to.1 + NODE_HEIGHT / 2);
    let bend = GAP_X / 2;
    Edge {
        path: format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend),
        tip: format!("M{x2} {}l7 5-7 5z", y2 - 5),
        critical,
    }
}

fn wrap(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut lines: Vec<String> = letters.chunks(LINE).map(|line| line.iter().collect()).collect();
    if lines.len() > 2 {
        lines.truncate(2);
        let second: String = lines[1].chars().take(LINE - 1).collect();
        lines[1] = format!("{second}…");
    }
    lines
}

fn days(working_days: u32) -> String {
    if working_days == 0 {
        t!("ui.graph.at_once").into()
    } else {
        t!("ui.graph.days", days = working_days).into()
    }
}
