//! The picture of a case's tasks: who does what, side by side or one after the
//! other, and how many days; from left to right for a desk, from top to bottom
//! for a phone; and the same in words.

use catalog::assessment::{Graph, GraphNode};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, Point, RankDir};

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
    draw(graph, RankDir::LR)
}

/// The picture from top to bottom, for a phone.
pub fn process_svg_tall(graph: &Graph) -> String {
    draw(graph, RankDir::TB)
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

fn draw(graph: &Graph, direction: RankDir) -> String {
    if graph.nodes.is_empty() {
        return String::new();
    }
    let layout = laid_out(graph, direction);
    let mut body = String::new();
    let (mut right, mut bottom) = (0.0_f64, 0.0_f64);
    for edge in &graph.edges {
        let Some(label) = layout.edge(&edge.from, &edge.to, None) else { continue };
        let critical = graph.critical_path.contains(&edge.from) && graph.critical_path.contains(&edge.to);
        body.push_str(&arrow(&label.points, critical));
        for point in &label.points {
            right = right.max(point.x);
            bottom = bottom.max(point.y);
        }
    }
    for node in &graph.nodes {
        let Some((x, y)) = layout.node(&node.id).and_then(|label| label.x.zip(label.y)) else { continue };
        body.push_str(&boxed(node, x - WIDTH / 2.0, y - HEIGHT / 2.0));
        right = right.max(x + WIDTH / 2.0);
        bottom = bottom.max(y + HEIGHT / 2.0);
    }
    let (width, height) = (at(right + MARGIN), at(bottom + MARGIN));
    let title = escape(&title_of(graph));
    let words = escape(&process_words(graph).join("；"));
    format!(
        r#"<svg class="process" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{title}"><title>{title}</title><desc>{words}</desc>{body}</svg>"#
    )
}

/// A line through the points, with its head at the last.
fn arrow(points: &[Point], critical: bool) -> String {
    let [.., before, end] = points else { return String::new() };
    let class = if critical { "process-edge process-critical" } else { "process-edge" };
    let line: Vec<String> = points.iter().map(|point| format!("{} {}", at(point.x), at(point.y))).collect();
    let (dx, dy) = (end.x - before.x, end.y - before.y);
    let length = dx.hypot(dy).max(1.0);
    let (dx, dy) = (dx / length, dy / length);
    let corner =
        |side: f64| format!("{} {}", at(end.x - dx * 8.0 - dy * side), at(end.y - dy * 8.0 + dx * side));
    format!(
        r#"<path class="{class}" fill="none" stroke="currentColor" d="M{}"/><path class="{class}" fill="currentColor" d="M{} {}L{}L{}z"/>"#,
        line.join("L"),
        at(end.x),
        at(end.y),
        corner(4.5),
        corner(-4.5)
    )
}

fn boxed(node: &GraphNode, x: f64, y: f64) -> String {
    let class = if node.critical { "process-node process-critical" } else { "process-node" };
    let lines: String = (0_u8..)
        .zip(lines_of(&node.name))
        .map(|(index, line)| {
            let y = 22 + 18 * u32::from(index);
            format!(r#"<text class="process-name" x="10" y="{y}">{}</text>"#, escape(&line))
        })
        .collect();
    let (name, department) = (escape(&node.name), escape(&shortened(&node.department, 9)));
    let days = working_days(node.working_days);
    format!(
        r##"<g class="{class}" transform="translate({} {})"><title>{name}</title><rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff" stroke="currentColor"/>{lines}<text class="process-department" x="10" y="64">{department}</text><text class="process-days" x="{}" y="64" text-anchor="end">{days}</text></g>"##,
        at(x),
        at(y),
        WIDTH - 10.0
    )
}

/// A name in as many lines as there is room for; the whole stands in the title.
fn lines_of(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut lines: Vec<String> = letters.chunks(LINE).map(|line| line.iter().collect()).collect();
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
    use catalog::assessment::GraphEdge;

    use super::*;

    fn node(id: &str, name: &str, starts: u32) -> GraphNode {
        GraphNode {
            id: id.into(),
            name: name.into(),
            department: "公安局".into(),
            working_days: 1,
            starts,
            critical: true,
        }
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
    fn a_long_name_takes_two_lines_and_an_ellipsis() {
        let lines = lines_of(&"长".repeat(40));
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1].chars().count(), LINE);
        assert!(lines[1].ends_with('…'));
    }
}
