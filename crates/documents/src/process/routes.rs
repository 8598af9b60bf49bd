//! The arrows of the picture, in right angles and each in a lane of its own.

use std::collections::BTreeMap;

use catalog::{
    ItemId,
    assessment::{Graph, GraphEdge},
};

use super::{HEIGHT, Layout, PictureArrow, WIDTH};

/// Arrows in right angles: out of the middle of a box's side, along a lane between two ranks,
/// into the middle of the other's side. Arrows from one box share a lane; those from another
/// have their own, so that one can be told from the other.
pub(super) struct Routes {
    tall: bool,
    /// Along and across the way of the arrows: the centre of each box.
    centres: BTreeMap<ItemId, (f64, f64)>,
    /// Where each rank stands along the way.
    ranks: Vec<f64>,
    /// Where an edge passes ranks between its ends: from, to, places along and across.
    bends: BTreeMap<(ItemId, ItemId), Vec<(f64, f64)>>,
}

impl Routes {
    pub(super) fn new(graph: &Graph, layout: &Layout, tall: bool) -> Self {
        let turned = |x: f64, y: f64| if tall { (y, x) } else { (x, y) };
        let mut centres = BTreeMap::new();
        let mut ranks: Vec<f64> = Vec::new();
        for node in &graph.nodes {
            let Some((x, y)) = layout.node(&node.id).and_then(|label| label.x.zip(label.y)) else { continue };
            let centre = turned(x, y);
            if !ranks.iter().any(|rank| (rank - centre.0).abs() < 1.0) {
                ranks.push(centre.0);
            }
            centres.insert(node.id.clone(), centre);
        }
        ranks.sort_by(f64::total_cmp);
        let bends = graph.edges.iter().filter_map(|edge| {
            let label = layout.edge(&edge.from, &edge.to, None)?;
            let points = label.points.iter().map(|point| turned(point.x, point.y)).collect();
            Some(((edge.from.clone(), edge.to.clone()), points))
        });
        let bends = bends.collect();
        Self { tall, centres, ranks, bends }
    }

    fn rank(&self, item: &ItemId) -> Option<usize> {
        let (along, _) = self.centres.get(item)?;
        self.ranks.iter().position(|rank| (rank - along).abs() < 1.0)
    }

    /// Half of a box along the way.
    fn half(&self) -> f64 {
        if self.tall { HEIGHT / 2.0 } else { WIDTH / 2.0 }
    }

    /// The lane of a box behind a rank.
    fn lane(&self, graph: &Graph, gap: usize, from: &ItemId) -> f64 {
        let crosses = |edge: &&GraphEdge| {
            let (first, last) = (self.rank(&edge.from), self.rank(&edge.to));
            first.is_some_and(|first| first <= gap) && last.is_some_and(|last| last > gap)
        };
        let mut sources: Vec<&ItemId> = graph.edges.iter().filter(crosses).map(|edge| &edge.from).collect();
        sources.sort_by(|one, other| self.centres[*one].1.total_cmp(&self.centres[*other].1));
        sources.dedup();
        let place = sources.iter().position(|source| *source == from).unwrap_or_default();
        let (start, end) = (self.ranks[gap] + self.half(), self.ranks[gap + 1] - self.half());
        // The head of the arrow wants some room of its own.
        let room = end - start - 14.0;
        start + 4.0 + room * share(place + 1, sources.len() + 1)
    }

    pub(super) fn arrows(&self, graph: &Graph) -> Vec<PictureArrow> {
        graph.edges.iter().filter_map(|edge| self.arrow(graph, edge)).collect()
    }

    fn arrow(&self, graph: &Graph, edge: &GraphEdge) -> Option<PictureArrow> {
        let (first, last) = (self.rank(&edge.from)?, self.rank(&edge.to)?);
        let (start, end) = (self.centres[&edge.from], self.centres[&edge.to]);
        let mut points = vec![(start.0 + self.half(), start.1)];
        let mut across = start.1;
        for rank in first + 1..=last {
            let next = if rank == last { end.1 } else { self.passes(edge, rank).unwrap_or(across) };
            if (next - across).abs() > 0.5 {
                let lane = self.lane(graph, rank - 1, &edge.from);
                points.extend([(lane, across), (lane, next)]);
            }
            across = next;
        }
        points.push((end.0 - self.half(), end.1));
        let points = points
            .into_iter()
            .map(|(along, across)| if self.tall { (across, along) } else { (along, across) });
        let critical = graph.critical_path.contains(&edge.from) && graph.critical_path.contains(&edge.to);
        Some(PictureArrow { points: points.collect(), critical })
    }

    /// Where an edge passes a rank between its ends.
    fn passes(&self, edge: &GraphEdge, rank: usize) -> Option<f64> {
        let points = self.bends.get(&(edge.from.clone(), edge.to.clone()))?;
        let near = |point: &&(f64, f64)| (point.0 - self.ranks[rank]).abs();
        points.iter().min_by(|one, other| near(one).total_cmp(&near(other))).map(|(_, across)| *across)
    }
}

/// The part of a whole.
#[expect(clippy::cast_precision_loss, reason = "a picture has few lanes")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
