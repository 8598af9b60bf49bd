//! Components as they are used, the ugly ones too: rendered and checked.

use askama::Template;
use casework::case::FileRef;
use catalog::{
    assessment::{Figures, Graph, GraphEdge, GraphNode, NodeFacts, Savings},
    model::{ElementType, SituationType},
};
use documents::{Process, Together};
use service::FormField;

use super::{
    button::Button,
    callout::Callout,
    choice::Choice,
    empty::Empty,
    error_summary::ErrorSummary,
    field::{Field, Offer},
    filter_bar::{Filter, FilterBar},
    obligations::Obligations,
    pagination::Pagination,
    papers::Papers,
    prerequisite::Prerequisite,
    savings::SavingsCard,
    stat::Stat,
    step_line::{Progress, Rail, Step, StepLine},
    table::{Cell, Table},
    tag::Tag,
    task_graph::TaskGraph,
    upload::Upload,
    warning::Warning,
    ways::{Way, Ways},
};

const LONG: &str = "关于在江津区行政区域内从事食品生产加工小作坊经营活动并同时申请门头招牌设置的说明";

fn form_field(kind: ElementType, name: &str) -> FormField {
    FormField {
        element: name.into(),
        name: name.to_owned(),
        label: format!("{LONG}{name}"),
        kind,
        required: true,
        value: String::new(),
        values: Vec::new(),
        multiple: false,
        choices: Vec::new(),
        unit: Some("平方米".into()),
        help: "<b>写清楚</b>".into(),
        min: None,
        max: None,
        from: Some("出生医学证明".into()),
        differs: true,
        offers: Vec::new(),
        fixed: false,
        shown_when: Some("a.b == 'c'".into()),
        hidden: false,
        complaint: Some("请填写".into()),
        sensitive: true,
        used_by: Vec::new(),
    }
}

fn every_kind() -> Vec<Field> {
    use ElementType::*;
    let kinds = [
        Text, Integer, Decimal, Date, Datetime, Boolean, Choice, IdCard, Uscc, Mobile, Address, PersonName,
        Money, Area,
    ];
    let mut fields: Vec<Field> = kinds
        .iter()
        .enumerate()
        .map(|(index, kind)| Field::of(&form_field(*kind, &format!("x.k{index}"))))
        .collect();
    let choices = |count: usize| (0..count).map(|index| format!("选项{index}")).collect::<Vec<_>>();
    fields.push(Field::of(&FormField { choices: choices(3), ..form_field(Choice, "x.few") }));
    fields.push(Field::of(&FormField { choices: choices(40), ..form_field(Choice, "x.many") }));
    fields.push(Field::of(&FormField {
        choices: choices(9),
        multiple: true,
        ..form_field(Choice, "x.several.1")
    }));
    fields.push(Field::of(&FormField { fixed: true, value: LONG.into(), ..form_field(Text, "x.fixed") }));
    let offer = |label: &str, whom: Option<&str>| Offer {
        name: "same",
        value: "officer.0=shareholder.49".into(),
        label: label.into(),
        whom: whom.map(str::to_owned),
    };
    let offers = vec![offer(LONG, Some("<b>写清楚")), offer("股东 50", None)];
    fields.push(Field::text("x.same", "姓名").offers(offers));
    fields.push(Field::lines("reason", "为什么").optional());
    fields.push(Field::password("password", "密码", "current-password"));
    fields
}

fn question(kind: SituationType, name: &str) -> Choice {
    Choice {
        name: name.into(),
        question: LONG.into(),
        why: "因为".into(),
        kind,
        options: vec![("a".into(), "甲".into()), ("b".into(), LONG.into()), ("c".into(), "丙".into())],
        chosen: vec!["b".into()],
        unit: Some("人".into()),
        error: Some("请选一个".into()),
        large: true,
        whole: true,
    }
}

/// Items that wait for each other, the second half of them looked at together.
fn process(count: usize) -> Process {
    let items = (count / 2..count).map(|index| format!("item{index}").into());
    let together = vec![Together { what: "只上门看一次", items: items.collect() }];
    Process { graph: graph(count), together }
}

fn graph(count: usize) -> Graph {
    let node = |index: usize| GraphNode {
        facts: NodeFacts {
            id: format!("item{index}").into(),
            name: format!("{LONG}{index}"),
            department: "区市场监管局".into(),
        }
        .into(),
        working_days: 5,
        starts: 0,
        critical: index == 0,
    };
    let edge = |index: usize| GraphEdge {
        from: format!("item{}", index / 2).into(),
        to: format!("item{index}").into(),
    };
    Graph {
        nodes: (0..count).map(node).collect(),
        edges: (1..count).map(edge).collect(),
        critical_path: vec!["item0".into()],
        working_days: 15,
    }
}

fn steps() -> Vec<Step> {
    let progress = [Progress::Done, Progress::Now, Progress::Ahead, Progress::Bad];
    progress
        .into_iter()
        .map(|progress| Step { title: LONG.into(), text: "区卫生健康委".into(), progress })
        .collect()
}

/// Every example by name.
fn examples() -> Vec<(&'static str, String)> {
    let shown = |component: &dyn std::fmt::Display| component.to_string();
    let figures = |visits| Figures {
        visits,
        departments: 4,
        materials: 17,
        forms: 6,
        steps: 14,
        working_days: 35,
        certain: false,
    };
    let file = FileRef {
        id: "f1".into(),
        name: "<结婚证>.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 3_000_000,
    };
    let upload = Upload {
        help: true,
        id: "f-m".into(),
        name: "file".into(),
        label: "结婚证".into(),
        files: vec![file],
        limit: 20 << 20,
        error: Some("太大".into()),
        removable: true,
    };
    vec![
        ("fields", every_kind().iter().map(ToString::to_string).collect()),
        ("question.single", shown(&question(SituationType::Single, "single"))),
        ("question.multi", shown(&question(SituationType::Multi, "multi"))),
        ("question.number", shown(&question(SituationType::Number, "number"))),
        ("graph.forty", shown(&TaskGraph::of(&process(40), "g").expect("has nodes"))),
        ("graph.one", shown(&TaskGraph::of(&process(1), "g").expect("has nodes"))),
        ("steps", shown(&StepLine { steps: steps() })),
        ("rail", shown(&Rail { steps: steps() })),
        (
            "callouts",
            [
                Callout::info(LONG, ""),
                Callout::warn("", LONG),
                Callout::stop("不", "行"),
                Callout::done("好", "了"),
            ]
            .iter()
            .map(ToString::to_string)
            .collect(),
        ),
        (
            "tags",
            [Tag::plain("一"), Tag::active("二"), Tag::done("三"), Tag::warn("四"), Tag::red("五")]
                .iter()
                .map(ToString::to_string)
                .collect(),
        ),
        ("upload", shown(&upload)),
        ("savings", shown(&SavingsCard::of(&Savings { before: figures(6), after: figures(1) }))),
        (
            "stat",
            shown(&Stat {
                label: "超期".into(),
                value: "3".into(),
                kind: "red",
                href: Some("/x".into()),
                notes: vec![("今天".into(), None), ("整件超期 2 件".into(), Some("/y".into()))],
            }),
        ),
        (
            "empty",
            shown(&Empty {
                icon: "bell",
                title: "没有".into(),
                text: LONG.into(),
                next: Some(Button::link("回首页", "/")),
            }),
        ),
        (
            "buttons",
            [
                Button::submit("提交").confirm("确定吗").icon("check"),
                Button::link("看", "/a?b=1&c=2").kinds(&["quiet", "small"]),
            ]
            .iter()
            .map(ToString::to_string)
            .collect(),
        ),
        ("errors", shown(&ErrorSummary { errors: vec![("#f-x".into(), LONG.into())] })),
        (
            "filters",
            shown(&FilterBar {
                label: "筛选".into(),
                filters: vec![Filter {
                    label: "全部".into(),
                    href: "/".into(),
                    current: true,
                    count: Some(3),
                }],
            }),
        ),
        ("pages", shown(&Pagination::of("/cases?show=open", Some("a"), Some("b&c")))),
        (
            "table",
            shown(&Table {
                caption: "办件".into(),
                headings: vec!["编号".into(), "天数".into()],
                rows: vec![vec![Cell::Link("JJ1".into(), "/x".into()), Cell::Number("3".into())]; 40],
            }),
        ),
        ("qr", super::qr("http://127.0.0.1/things/birth?a=b", "扫<码").expect("is short").to_string()),
        ("papers", shown(&Papers { number: "JJ1", papers: &papers(), pdf: true })),
        ("obligations", shown(&Obligations { obligations: &obligations() })),
        ("obligations.none", shown(&Obligations { obligations: &[] })),
        ("prerequisites", prerequisites().iter().map(ToString::to_string).collect()),
        ("warnings", warnings().iter().map(ToString::to_string).collect()),
        ("ways", ways().iter().map(ToString::to_string).collect()),
    ]
}

/// With everything that may be told, and with nothing of it.
fn obligations() -> Vec<service::ObligationView> {
    let bare = service::ObligationView {
        text: "<b>写清楚".into(),
        row: None,
        limit: "每年".into(),
        due: None,
        due_estimated: false,
        comes_round: true,
        under_way: true,
        consequence: None,
        law: None,
    };
    let full = service::ObligationView {
        text: LONG.into(),
        row: Some("第50个员工".into()),
        due: Some(jiff::civil::date(2026, 12, 31)),
        due_estimated: true,
        comes_round: false,
        under_way: false,
        consequence: Some(LONG.into()),
        law: Some(LONG.into()),
        ..bare.clone()
    };
    std::iter::once(bare).chain(vec![full; 40]).collect()
}

/// Typed wrong; there with its number; there without; and what cannot be said here.
fn prerequisites() -> Vec<Prerequisite> {
    let wrong = Prerequisite {
        prerequisite: "work_permit".into(),
        name: LONG.into(),
        actor: LONG.into(),
        items: format!("{LONG}、{LONG}"),
        note: Some("<b>写清楚".into()),
        law: Some(LONG.into()),
        met: true,
        before: true,
        number: "5".repeat(60),
        on: "昨天".into(),
        open: true,
        error: Some("办好的日期请写成 2026-03-02 这样".into()),
    };
    let there = Prerequisite {
        prerequisite: "appraisal".into(),
        open: false,
        on: "2026-03-02".into(),
        error: None,
        ..wrong.clone()
    };
    let bare = Prerequisite {
        prerequisite: "bare".into(),
        number: String::new(),
        on: String::new(),
        items: String::new(),
        note: None,
        law: None,
        before: false,
        ..there.clone()
    };
    let not_yet = Prerequisite { prerequisite: "not_yet".into(), met: false, before: true, ..bare.clone() };
    vec![wrong, there, bare, not_yet]
}

fn warnings() -> Vec<Warning> {
    let wrong = Warning {
        stop: "flue".into(),
        message: LONG.into(),
        law: Some(LONG.into()),
        ways: vec!["<b>写清楚".into(), LONG.into()],
        signed: service::words::acknowledgement(LONG),
        ticked: false,
        error: Some("请看清楚，再在方框里打勾".into()),
    };
    let bare = Warning {
        stop: "bare".into(),
        law: None,
        ways: Vec::new(),
        ticked: true,
        error: None,
        ..wrong.clone()
    };
    vec![wrong, bare]
}

fn ways() -> Vec<Ways> {
    let way = |way: &str, bring: &str, usual: bool, chosen: bool| Way {
        way: way.into(),
        label: LONG.into(),
        bring: bring.into(),
        usual,
        chosen,
    };
    let group = |group: &str, ways: Vec<Way>| Ways {
        group: group.into(),
        name: format!("<b>写清楚{LONG}"),
        law: Some(LONG.into()),
        items: format!("{LONG}、{LONG}"),
        ways,
    };
    vec![
        group("none_chosen", vec![way("a", LONG, true, false), way("b", "", false, false)]),
        group("nine", (0..9).map(|nth| way(&nth.to_string(), LONG, nth == 0, nth == 8)).collect()),
    ]
}

fn papers() -> Vec<service::PaperLine> {
    let paper = |id: &str, kind, about: Option<&str>| service::PaperLine {
        id: id.into(),
        kind,
        about: about.map(str::to_owned),
        on: jiff::civil::date(2026, 3, 2),
    };
    vec![
        paper("receipt", documents::Kind::Receipt, None),
        paper("task-01", documents::Kind::Result, Some("<结婚证>")),
    ]
}

/// Opening tags of that name with their attributes.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}");
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(&open) {
        rest = &rest[at + open.len()..];
        let end = rest.find('>').expect("a tag ends");
        if rest.starts_with([' ', '>', '\n']) {
            found.push(&rest[..end]);
        }
    }
    found
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

#[test]
fn every_control_has_a_label() {
    for (name, html) in examples() {
        let labels: Vec<_> = tags(&html, "label").iter().filter_map(|tag| attribute(tag, "for")).collect();
        for control in ["input", "select", "textarea"].iter().flat_map(|control| tags(&html, control)) {
            let kind = attribute(control, "type").unwrap_or("text");
            // Radios and checkboxes stand inside their label.
            if matches!(kind, "hidden" | "radio" | "checkbox") {
                continue;
            }
            let id = attribute(control, "id").unwrap_or_else(|| panic!("{name}: no id: {control}"));
            assert!(labels.contains(&id), "{name}: no label for {id}");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_reference_leads_somewhere() {
    for (name, html) in examples() {
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(count, ids.len(), "{name}: an id is there twice");
        for attribute in ["aria-describedby", "aria-labelledby"] {
            for value in
                html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next())
            {
                for id in value.split_whitespace() {
                    assert!(ids.contains(&id), "{name}: {attribute} names {id}, which is not there");
                }
            }
        }
    }
}

#[test]
fn nothing_is_styled_or_scripted_inline_and_markup_in_words_is_escaped() {
    for (name, html) in examples() {
        assert!(
            !html.contains(" style=") && !html.contains("<script") && !html.contains(" onclick"),
            "{name}"
        );
        assert!(!html.contains("<b>写清楚") && !html.contains("<结婚证>"), "{name}: not escaped");
    }
}

#[test]
fn groups_of_choices_have_a_legend_and_their_boxes_stand_in_labels() {
    for (name, html) in examples() {
        assert_eq!(html.matches("<fieldset").count(), html.matches("<legend").count(), "{name}");
        let boxes = html.matches("type=\"radio\"").count() + html.matches("type=\"checkbox\"").count();
        assert_eq!(boxes, html.matches("<label class=\"choice").count(), "{name}");
    }
}

#[test]
fn a_graph_puts_what_waits_to_the_right_of_what_it_waits_for() {
    let html = TaskGraph::of(&process(4), "g").expect("has nodes").render().expect("renders");
    assert!(html.contains("translate(2 2)") && html.contains("translate(198 2)"), "{html}");
}
