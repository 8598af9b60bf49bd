//! Who waits for whom.

use std::sync::Arc;

use serde::Serialize;

use crate::ids::ItemId;

/// The graph of tasks.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Graph {
    /// Items that are in.
    pub nodes: Vec<GraphNode>,
    /// From an item to one that waits for it.
    pub edges: Vec<GraphEdge>,
    /// The items of the longest path.
    pub critical_path: Vec<ItemId>,
    /// Its length.
    pub working_days: u32,
}

/// A node of the graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphNode {
    /// What it stands for.
    #[serde(flatten)]
    pub facts: Arc<NodeFacts>,
    /// Its own working days.
    pub working_days: u32,
    /// First working day on which it can start (0 = at once).
    pub starts: u32,
    /// On the critical path.
    pub critical: bool,
}

/// What a node of the graph stands for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NodeFacts {
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Short name of the department.
    pub department: String,
}

/// An edge of the graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphEdge {
    /// The item waited for.
    pub from: ItemId,
    /// The item that waits.
    pub to: ItemId,
}
