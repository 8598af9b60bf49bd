//! The picture of a case's tasks: who does what, side by side or one after the
//! other, and how many days; from left to right for a desk, from top to bottom
//! for a phone; and the same in words.

mod routes;

use catalog::{
    Assessment, Catalog, ItemId, MaterialId, Theme,
    assessment::{Graph, GraphNode},
    model::JointKind,
};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};
use serde::Serialize;

use self::routes::Routes;
use crate::{
    print::escape,
    words::{joint_word, working_days},
};

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

/// What the picture shows: the tasks, and what is done once for several of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Process {
    /// Who waits for whom.
    pub graph: Graph,
    /// What is done once for several items of the graph.
    pub together: Vec<Together>,
}

/// One inspection or one drawing for several items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Together {
    /// 只上门看一次, 只画一张图.
    pub what: &'static str,
    /// For which items.
    pub items: Vec<ItemId>,
}

impl Process {
    /// What follows from somebody's answers.
    pub fn of(assessment: &Assessment) -> Self {
        let needs = |material: &MaterialId| {
            let found = assessment.materials.iter().find(|known| known.id == *material);
            found.map(|known| known.needed_by.iter().cloned().collect()).unwrap_or_default()
        };
        let joint = assessment.joint.iter();
        let joint = joint.map(|one| together(one.kind, &one.items, &one.materials, needs));
        Self::with(assessment.graph.clone(), joint)
    }

    /// The whole theme, whatever the answers.
    pub fn of_theme(catalog: &Catalog, theme: &Theme, graph: Graph) -> Self {
        let needs = |material: &MaterialId| {
            let items = theme.items.iter().filter_map(|entry| catalog.items.get(&entry.item));
            let uses = items.filter(|item| item.materials.iter().any(|used| used.material == *material));
            uses.map(|item| item.id.clone()).collect()
        };
        let joint = theme.joint.iter();
        let joint = joint.map(|one| together(one.kind, &one.items, &one.materials, needs));
        Self::with(graph, joint)
    }

    fn with(graph: Graph, joint: impl Iterator<Item = Together>) -> Self {
        let here = joint.map(|mut one| {
            one.items.retain(|item| graph.nodes.iter().any(|node| node.id == *item));
            one
        });
        Self { together: here.filter(|one| one.items.len() > 1).collect(), graph }
    }

    /// The marks of an item: ① where it is one of those of the first line.
    pub fn marks(&self, item: &ItemId) -> String {
        let lines = (0..).zip(&self.together).filter(|(_, one)| one.items.contains(item));
        lines.map(|(nth, _)| mark(nth)).collect()
    }

    /// What is done together, one line each with its mark: ①只上门看一次：食品经营许可、招牌设置.
    pub fn together_words(&self) -> Vec<String> {
        let name = |item: &ItemId| {
            let node = self.graph.nodes.iter().find(|node| node.id == *item);
            node.map_or_else(String::new, |node| node.name.clone())
        };
        let lines = (0..).zip(&self.together).map(|(nth, one)| {
            let names: Vec<String> = one.items.iter().map(name).collect();
            format!("{}{}：{}", mark(nth), one.what, names.join("、"))
        });
        lines.collect()
    }
}

fn together(
    kind: JointKind,
    items: &[ItemId],
    materials: &[MaterialId],
    needs: impl Fn(&MaterialId) -> Vec<ItemId>,
) -> Together {
    let mut all = items.to_vec();
    for item in materials.iter().flat_map(needs) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    Together { what: joint_word(kind), items: all }
}

/// ①, ②, … ⑳.
fn mark(nth: u32) -> char {
    char::from_u32(u32::from('①') + nth.min(19)).unwrap_or('①')
}

/// The picture from left to right, for a desk and for paper. Empty where there is nothing to do.
pub fn process_svg(process: &Process) -> String {
    draw(process, false)
}

/// The picture from top to bottom, for a phone.
pub fn process_svg_tall(process: &Process) -> String {
    draw(process, true)
}

/// The same in words, one line an item in the order in which they can start, and then what is done
/// once for several of them.
pub fn process_words(process: &Process) -> Vec<String> {
    let mut nodes: Vec<&GraphNode> = process.graph.nodes.iter().collect();
    nodes.sort_by_key(|node| node.starts);
    let items = nodes.into_iter().map(|node| process.marks(&node.id) + &line_of(&process.graph, node));
    items.chain(process.together_words()).collect()
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
pub fn process_picture(process: &Process, tall: bool) -> Option<Picture> {
    let graph = &process.graph;
    if graph.nodes.is_empty() {
        return None;
    }
    let layout = laid_out(graph, if tall { RankDir::TB } else { RankDir::LR });
    let mut picture = Picture {
        width: 0.0,
        height: 0.0,
        title: title_of(graph),
        words: process_words(process),
        boxes: Vec::new(),
        arrows: Vec::new(),
    };
    for node in &graph.nodes {
        let Some((x, y)) = layout.node(&node.id).and_then(|label| label.x.zip(label.y)) else { continue };
        picture.reach(x + WIDTH / 2.0, y + HEIGHT / 2.0);
        picture.boxes.push(PictureBox {
            x: x - WIDTH / 2.0,
            y: y - HEIGHT / 2.0,
            lines: lines_of(&(process.marks(&node.id) + &node.name)),
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

impl Picture {
    /// Makes the picture large enough for a point and the margin around it.
    fn reach(&mut self, x: f64, y: f64) {
        self.width = self.width.max(x + MARGIN);
        self.height = self.height.max(y + MARGIN);
    }
}

fn draw(process: &Process, tall: bool) -> String {
    let Some(picture) = process_picture(process, tall) else { return String::new() };
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

    fn birth() -> Process {
        let graph = Graph {
            nodes: vec![node("household", "上户口", 1), node("certificate", "出生医学证明", 0)],
            edges: vec![GraphEdge { from: "certificate".into(), to: "household".into() }],
            critical_path: vec!["certificate".into(), "household".into()],
            working_days: 2,
        };
        Process { graph, together: Vec::new() }
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
        let mut process = birth();
        let graph = &mut process.graph;
        graph.nodes.push(node("vaccination", "打疫苗", 1));
        graph.edges.push(GraphEdge { from: "certificate".into(), to: "vaccination".into() });
        for tall in [false, true] {
            let picture = process_picture(&process, tall).unwrap();
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
        let mut process = birth();
        let graph = &mut process.graph;
        graph.nodes[0].name = "<script>alert(1)</script>&".into();
        let svg = process_svg(&process);
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
        assert!(!svg.contains("style="));
    }

    #[test]
    fn what_is_done_once_for_several_items_bears_the_same_mark_in_picture_and_words() {
        let mut process = birth();
        let items = vec!["household".into(), "certificate".into()];
        process.together = vec![Together { what: "只上门看一次", items }];
        let picture = process_picture(&process, false).unwrap();
        assert!(picture.boxes.iter().all(|item| item.lines[0].starts_with('①')), "{:?}", picture.boxes);
        assert_eq!(
            picture.words,
            [
                "①出生医学证明（公安局）：受理后就开始，1个工作日",
                "①上户口（公安局）：等出生医学证明办好后开始，1个工作日",
                "①只上门看一次：上户口、出生医学证明"
            ]
        );
    }

    #[test]
    fn what_is_together_with_nothing_else_in_the_picture_bears_no_mark() {
        let one = Together { what: "只画一张图", items: vec!["household".into(), "elsewhere".into()] };
        let process = Process::with(birth().graph, [one].into_iter());
        assert_eq!(process.marks(&"household".into()), "");
    }

    #[test]
    fn nothing_to_do_gives_no_picture() {
        assert_eq!(process_svg(&Process::default()), "");
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
