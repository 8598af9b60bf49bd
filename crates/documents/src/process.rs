//! The picture of a case's tasks: who does what, side by side or one after the
//! other, and how many days; from left to right for a desk, from top to bottom
//! for a phone; and the same in words.

use std::collections::BTreeMap;

use catalog::{
    ItemId,
    assessment::{Graph, GraphEdge, GraphNode},
};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

use crate::{print::escape, words::working_days};

/// Width of a box.
const WIDTH: f64 = 176.0;
/// Height of a box: two lines of name, one of department and days.
const HEIGHT: f64 = 76.0;
/// Letters in a line of a name.
const LINE: usize = 11;
/// Lines of a name.
const LINES: usize = 2;
/// Space around the picture.
const MARGIN: f64 = 8.0;

/// The picture from left to right, for a desk and for paper. Empty where there is nothing to do.
pub fn process_svg(graph: &Graph) -> String {
    draw(graph, false)
}

/// The picture from top to bottom, for a phone.
pub fn process_svg_tall(graph: &Graph) -> String {
    draw(graph, true)
}

/// The same in words, one line an item in the order in which they can start.
pub fn process_words(graph: &Graph) -> Vec<String> {
    let mut nodes: Vec<&GraphNode> = graph.nodes.iter().collect();
    nodes.sort_by_key(|node| node.starts);
    nodes.into_iter().map(|node| line_of(graph, node)).collect()
}

fn line_of(graph: &Graph, node: &GraphNode) -> String {
    let before: Vec<&str> = graph
        .edges
        .iter()
        .filter(|edge| edge.to == node.id)
        .filter_map(|edge| graph.nodes.iter().find(|other| other.id == edge.from))
        .map(|other| other.name.as_str())
        .collect();
    let start = if before.is_empty() {
        "受理后就开始".to_owned()
    } else {
        format!("等{}办好后开始", before.join("、"))
    };
    format!("{}（{}）：{start}，{}", node.name, node.department, working_days(node.working_days))
}

fn title_of(graph: &Graph) -> String {
    let days = working_days(graph.working_days);
    format!("办理流程：共{}项，能同时办的同时办，全部办完{days}", graph.nodes.len())
}

type Layout = dagre::graph::Graph<NodeLabel, EdgeLabel>;

fn laid_out(graph: &Graph, direction: RankDir) -> Layout {
    let mut layout = Layout::new();
    for node in &graph.nodes {
        let label = NodeLabel { width: WIDTH, height: HEIGHT, ..NodeLabel::default() };
        layout.set_node(node.id.to_string(), Some(label));
    }
    for edge in &graph.edges {
        layout.set_edge(edge.from.to_string(), edge.to.to_string(), Some(EdgeLabel::default()), None);
    }
    let options = LayoutOptions {
        rankdir: direction,
        nodesep: 16.0,
        ranksep: 44.0,
        edgesep: 12.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut layout, Some(options));
    layout
}

/// The picture as places and sizes, for those who draw it otherwise than in SVG.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, in one line.
    pub title: String,
    /// The same in words, one line an item.
    pub words: Vec<String>,
    /// A box for each item.
    pub boxes: Vec<PictureBox>,
    /// An arrow for each waiting.
    pub arrows: Vec<PictureArrow>,
}

/// The box of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureBox {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// The name in lines.
    pub lines: Vec<String>,
    /// The whole name.
    pub name: String,
    /// The department, shortened.
    pub department: String,
    /// How many days, in words.
    pub days: String,
    /// On the path that takes longest.
    pub critical: bool,
}

impl PictureBox {
    /// Width of every box.
    pub const WIDTH: f64 = WIDTH;
    /// Height of every box.
    pub const HEIGHT: f64 = HEIGHT;
}

/// An arrow from one item to another that waits for it.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureArrow {
    /// Its bends, from tail to head.
    pub points: Vec<(f64, f64)>,
    /// On the path that takes longest.
    pub critical: bool,
}

/// The picture from left to right, or from top to bottom (`tall`); none where there is nothing to do.
pub fn process_picture(graph: &Graph, tall: bool) -> Option<Picture> {
    if graph.nodes.is_empty() {
        return None;
    }
    let layout = laid_out(graph, if tall { RankDir::TB } else { RankDir::LR });
    let mut picture = Picture {
        width: 0.0,
        height: 0.0,
        title: title_of(graph),
        words: process_words(graph),
        boxes: Vec::new(),
        arrows: Vec::new(),
    };
    for node in &graph.nodes {
        let Some((x, y)) = layout.node(&node.id).and_then(|label| label.x.zip(label.y)) else { continue };
        picture.reach(x + WIDTH / 2.0, y + HEIGHT / 2.0);
        picture.boxes.push(PictureBox {
            x: x - WIDTH / 2.0,
            y: y - HEIGHT / 2.0,
            lines: lines_of(&node.name),
            name: node.name.clone(),
            department: shortened(&node.department, 9),
            days: working_days(node.working_days),
            critical: node.critical,
        });
    }
    picture.arrows = Routes::new(graph, &layout, tall).arrows(graph);
    // What takes longest is drawn over the rest.
    picture.arrows.sort_by_key(|arrow| arrow.critical);
    Some(picture)
}

/// Arrows in right angles: out of the middle of a box's side, along a lane between two ranks,
/// into the middle of the other's side. Arrows from one box share a lane; those from another
/// have their own, so that one can be told from the other.
struct Routes {
    tall: bool,
    /// Along and across the way of the arrows: the centre of each box.
    centres: BTreeMap<ItemId, (f64, f64)>,
    /// Where each rank stands along the way.
    ranks: Vec<f64>,
    /// Where an edge passes ranks between its ends: from, to, places along and across.
    bends: BTreeMap<(ItemId, ItemId), Vec<(f64, f64)>>,
}

impl Routes {
    fn new(graph: &Graph, layout: &Layout, tall: bool) -> Self {
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

    fn arrows(&self, graph: &Graph) -> Vec<PictureArrow> {
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

impl Picture {
    /// Makes the picture large enough for a point and the margin around it.
    fn reach(&mut self, x: f64, y: f64) {
        self.width = self.width.max(x + MARGIN);
        self.height = self.height.max(y + MARGIN);
    }
}

fn draw(graph: &Graph, tall: bool) -> String {
    let Some(picture) = process_picture(graph, tall) else { return String::new() };
    let arrows: String = picture.arrows.iter().map(arrow).collect();
    let boxes: String = picture.boxes.iter().map(boxed).collect();
    let (width, height) = (at(picture.width), at(picture.height));
    let (title, words) = (escape(&picture.title), escape(&picture.words.join("；")));
    format!(
        r#"<svg class="process" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{title}"><title>{title}</title><desc>{words}</desc>{arrows}{boxes}</svg>"#
    )
}

/// A line through the points, with its head at the last.
fn arrow(PictureArrow { points, critical }: &PictureArrow) -> String {
    let [.., before, end] = points.as_slice() else { return String::new() };
    let class = if *critical { "process-edge process-critical" } else { "process-edge" };
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", at(*x), at(*y))).collect();
    let [(tip_x, tip_y), left, right] = arrow_head(*before, *end);
    let corner = |(x, y): (f64, f64)| format!("{} {}", at(x), at(y));
    format!(
        r#"<path class="{class}" fill="none" stroke="currentColor" d="M{}"/><path class="{class}" fill="currentColor" d="M{} {}L{}L{}z"/>"#,
        line.join("L"),
        at(tip_x),
        at(tip_y),
        corner(left),
        corner(right)
    )
}

/// The three corners of an arrow's head: its tip, and to the left and to the right behind it.
pub fn arrow_head(before: (f64, f64), end: (f64, f64)) -> [(f64, f64); 3] {
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = dx.hypot(dy).max(1.0);
    let (dx, dy) = (dx / length, dy / length);
    let corner = |side: f64| (end.0 - dx * 8.0 - dy * side, end.1 - dy * 8.0 + dx * side);
    [end, corner(4.5), corner(-4.5)]
}

fn boxed(item: &PictureBox) -> String {
    let class = if item.critical { "process-node process-critical" } else { "process-node" };
    let lines: String = (0_u8..)
        .zip(&item.lines)
        .map(|(index, line)| {
            let y = 22 + 18 * u32::from(index);
            format!(r#"<text class="process-name" x="10" y="{y}">{}</text>"#, escape(line))
        })
        .collect();
    let (name, department, days) = (escape(&item.name), escape(&item.department), &item.days);
    format!(
        r##"<g class="{class}" transform="translate({} {})"><title>{name}</title><rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff" stroke="currentColor"/>{lines}<text class="process-department" x="10" y="64">{department}</text><text class="process-days" x="{}" y="64" text-anchor="end">{days}</text></g>"##,
        at(item.x),
        at(item.y),
        WIDTH - 10.0
    )
}

/// A name in as many lines as there is room for; the whole stands in the title. No line begins
/// with a mark that closes or ends with one that opens: there is room for one letter more.
fn lines_of(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut lines: Vec<String> = Vec::new();
    let mut rest = letters.as_slice();
    while !rest.is_empty() {
        let mut end = rest.len().min(LINE);
        if rest.get(end).is_some_and(|next| "）】》」』”、，。".contains(*next)) {
            end += 1;
        } else if end < rest.len() && "（【《「『“".contains(rest[end - 1]) {
            end -= 1;
        }
        lines.push(rest[..end].iter().collect());
        rest = &rest[end..];
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines[LINES - 1] = shortened(&lines[LINES - 1], LINE - 1) + "…";
    }
    lines
}

fn shortened(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

/// A coordinate with one decimal at most.
fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use catalog::assessment::{GraphEdge, NodeFacts};

    use super::*;

    fn node(id: &str, name: &str, starts: u32) -> GraphNode {
        let facts = NodeFacts { id: id.into(), name: name.into(), department: "公安局".into() };
        GraphNode { facts: facts.into(), working_days: 1, starts, critical: true }
    }

    fn birth() -> Graph {
        Graph {
            nodes: vec![node("household", "上户口", 1), node("certificate", "出生医学证明", 0)],
            edges: vec![GraphEdge { from: "certificate".into(), to: "household".into() }],
            critical_path: vec!["certificate".into(), "household".into()],
            working_days: 2,
        }
    }

    /// Left and top of the boxes, in the order of the nodes.
    fn corners(svg: &str) -> Vec<(f64, f64)> {
        let places = svg.split("translate(").skip(1).map(|rest| rest.split(')').next().unwrap());
        places
            .map(|place| {
                let (x, y) = place.split_once(' ').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            })
            .collect()
    }

    #[test]
    fn what_waits_stands_to_the_right_on_a_desk_and_below_on_a_phone() {
        let (wide, tall) = (corners(&process_svg(&birth())), corners(&process_svg_tall(&birth())));
        assert!(wide[0].0 > wide[1].0 + WIDTH && (wide[0].1 - wide[1].1).abs() < 1.0);
        assert!(tall[0].1 > tall[1].1 + HEIGHT && (tall[0].0 - tall[1].0).abs() < 1.0);
    }

    #[test]
    fn an_arrow_leaves_one_box_in_the_middle_of_its_side_and_enters_the_other_so() {
        let mut graph = birth();
        graph.nodes.push(node("vaccination", "打疫苗", 1));
        graph.edges.push(GraphEdge { from: "certificate".into(), to: "vaccination".into() });
        for tall in [false, true] {
            let picture = process_picture(&graph, tall).unwrap();
            assert_eq!(picture.arrows.len(), 2);
            let middles = |end: bool| -> Vec<(f64, f64)> {
                let sides = picture.boxes.iter().map(|item| match (tall, end) {
                    (false, true) => (item.x, item.y + HEIGHT / 2.0),
                    (false, false) => (item.x + WIDTH, item.y + HEIGHT / 2.0),
                    (true, true) => (item.x + WIDTH / 2.0, item.y),
                    (true, false) => (item.x + WIDTH / 2.0, item.y + HEIGHT),
                });
                sides.collect()
            };
            for arrow in &picture.arrows {
                let (first, last) = (arrow.points[0], arrow.points[arrow.points.len() - 1]);
                let near = |sides: Vec<(f64, f64)>, point: (f64, f64)| {
                    sides.iter().any(|side| (side.0 - point.0).abs() < 0.6 && (side.1 - point.1).abs() < 0.6)
                };
                assert!(near(middles(false), first) && near(middles(true), last), "{tall} {arrow:?}");
                let straight = |pair: &[(f64, f64)]| {
                    (pair[0].0 - pair[1].0).abs() < 0.6 || (pair[0].1 - pair[1].1).abs() < 0.6
                };
                assert!(arrow.points.windows(2).all(straight), "{tall} {arrow:?}");
            }
        }
    }

    #[test]
    fn the_words_say_what_waits_for_what() {
        assert_eq!(
            process_words(&birth()),
            [
                "出生医学证明（公安局）：受理后就开始，1个工作日",
                "上户口（公安局）：等出生医学证明办好后开始，1个工作日"
            ]
        );
    }

    #[test]
    fn names_with_markup_stay_text_and_nothing_is_styled_inline() {
        let mut graph = birth();
        graph.nodes[0].name = "<script>alert(1)</script>&".into();
        let svg = process_svg(&graph);
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
        assert!(!svg.contains("style="));
    }

    #[test]
    fn nothing_to_do_gives_no_picture() {
        assert_eq!(process_svg(&Graph::default()), "");
    }

    #[test]
    fn no_line_of_a_name_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(lines_of("机动车驾驶证注销（死亡）"), ["机动车驾驶证注销（死亡）"]);
        assert_eq!(lines_of("企业职工基本养老保险（一次）"), ["企业职工基本养老保险", "（一次）"]);
    }

    #[test]
    fn a_long_name_takes_two_lines_and_an_ellipsis() {
        let lines = lines_of(&"长".repeat(40));
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1].chars().count(), LINE);
        assert!(lines[1].ends_with('…'));
    }
}
