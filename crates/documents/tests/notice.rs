//! The notice over the district's real catalogue, and a small one as it is read.

use catalog::{
    Answer, Answers, Assessment, Catalog, Number,
    assess::assess,
    assessment::{
        AnswerFacts, AnsweredQuestion, AssessedItem, AssessedMaterial, AssessedStep, Figures, Graph,
        GraphNode, ItemFacts, MaterialFacts, NodeFacts, Savings, Spared, SparedBy, State,
    },
    model::{Basis, SituationType},
    read::read,
};
use documents::{Key, NoticeFacts, notice, poster, print};
use jiff::civil::date;

fn district() -> Catalog {
    let (catalog, findings) = read(&catalog_files::jiangjin());
    catalog.unwrap_or_else(|| panic!("{findings:?}"))
}

/// Answers every question with its nth option, yes and no by turns.
fn answered(catalog: &Catalog, theme: &str, nth: usize) -> Assessment {
    let theme = catalog.theme(theme).unwrap();
    let mut answers = Answers::default();
    loop {
        let assessment = assess(catalog, theme, &answers);
        let Some(question) = assessment.next.first() else { return assessment };
        let option = |nth: usize| question.options[nth % question.options.len()].id.clone();
        let answer = match question.kind {
            SituationType::Boolean => Answer::Bool(nth.is_multiple_of(2)),
            SituationType::Single => Answer::One(option(nth)),
            SituationType::Multi => Answer::Many(vec![option(nth)]),
            SituationType::Number => {
                Answer::Number(Number::Whole(question.min.unwrap_or(1.0).max(1.0) as i64))
            }
        };
        answers.situations.insert(question.id.clone(), answer);
    }
}

fn paper(catalog: &Catalog, theme: &str, assessment: &Assessment) -> documents::Paper {
    let theme = catalog.theme(theme).unwrap();
    let link = format!("https://ywj.example/things/{}?a=b", theme.id);
    notice(&NoticeFacts { catalog, theme, assessment, on: date(2026, 3, 2), link })
}

#[test]
fn every_item_and_every_material_of_every_thing_stands_on_its_notice_exactly_once() {
    let catalog = district();
    for theme in &catalog.themes {
        for nth in 0..3 {
            let assessment = answered(&catalog, &theme.id, nth);
            let html = print(&paper(&catalog, &theme.id, &assessment));
            for item in &assessment.items {
                let times = html.matches(&format!(" data-item=\"{}\"", item.id)).count();
                assert_eq!(times, usize::from(item.state != State::Out), "{} {}", theme.id, item.id);
            }
            for material in &assessment.materials {
                let times = html.matches(&format!(" data-material=\"{}\"", material.id)).count();
                assert_eq!(times, 1, "{} {}", theme.id, material.id);
            }
        }
    }
}

#[test]
fn a_complete_notice_says_that_this_is_all_and_an_incomplete_one_does_not() {
    let catalog = district();
    let complete = print(&paper(&catalog, "birth", &answered(&catalog, "birth", 0)));
    assert!(complete.contains("以上是全部材料"));
    let begun = assess(&catalog, catalog.theme("birth").unwrap(), &Answers::default());
    let begun = print(&paper(&catalog, "birth", &begun));
    assert!(!begun.contains("以上是全部材料") && begun.contains("还有问题没有回答"));
}

#[test]
fn what_counters_alone_may_know_is_on_no_notice() {
    let catalog = district();
    for theme in &catalog.themes {
        let html = print(&paper(&catalog, &theme.id, &answered(&catalog, &theme.id, 1)));
        for note in theme.stops.iter().filter_map(|stop| stop.note.as_ref()) {
            assert!(!html.contains(&documents::escape(note)), "{}: {note}", theme.id);
        }
    }
}

#[test]
fn no_paper_is_styled_inline_or_carries_a_script() {
    let catalog = district();
    for theme in &catalog.themes {
        let poster = print(&poster(&catalog, theme, format!("https://ywj.example/things/{}", theme.id)));
        let html = print(&paper(&catalog, &theme.id, &answered(&catalog, &theme.id, 0))) + &poster;
        for unwanted in [" style=", "<style", "<script", " onclick", "href="] {
            assert!(!html.contains(unwanted), "{} has {unwanted}", theme.id);
        }
        assert_eq!(html.matches("<article").count(), html.matches("</article>").count());
        assert_eq!(html.matches("<h1>").count(), 2, "one heading a paper");
    }
}

/// An assessment with one item, one material to bring and one that is spared.
fn small() -> Assessment {
    let figures = |visits| Figures {
        visits,
        departments: 2,
        materials: 2,
        forms: 1,
        steps: 3,
        working_days: 5,
        certain: true,
    };
    let answer = AnswerFacts {
        id: "soldier".into(),
        question: "有一方是现役军人吗".into(),
        answer: Answer::Bool(false),
        label: "不是".into(),
    };
    let node =
        NodeFacts { id: "registration".into(), name: "结婚登记".into(), department: "民政局".into() };
    Assessment {
        complete: true,
        answered: vec![AnsweredQuestion { facts: answer.into(), assumed: false, computed: false }],
        items: vec![item()],
        materials: vec![material("photo", None), material("id_card", Some(SparedBy::Sharing))],
        graph: Graph {
            nodes: vec![GraphNode { facts: node.into(), working_days: 0, starts: 0, critical: true }],
            edges: Vec::new(),
            critical_path: vec!["registration".into()],
            working_days: 0,
        },
        savings: Savings { before: figures(3), after: figures(1) },
        visits: 1,
        version: "2026-03-01.00000000".into(),
        on: date(2026, 11, 5),
        ..Assessment::default()
    }
}

fn item() -> AssessedItem {
    let facts = ItemFacts {
        id: "registration".into(),
        name: "结婚登记".into(),
        department: "civil_affairs".into(),
        department_name: "民政局".into(),
        kind: "行政确认".into(),
        basis: vec![Basis {
            law: "中华人民共和国民法典".into(),
            article: Some("第一千零四十九条".into()),
            gist: "双方亲自申请".into(),
            in_force: catalog::days::Period::ALWAYS,
            certain: true,
        }],
        conditions: vec!["双方完全自愿".into()],
        results: vec!["结婚证".into()],
        on_site: Some("双方同时到场".into()),
        certain: true,
        ..ItemFacts::default()
    };
    let step =
        AssessedStep {
            name: "受理".into(), actor: "婚姻登记处".into(), working_days: 0, supervised: true
        };
    AssessedItem { facts: facts.into(), state: State::In, steps: [step].into(), ..AssessedItem::default() }
}

fn material(id: &str, spared: Option<SparedBy>) -> AssessedMaterial {
    let facts = MaterialFacts {
        id: id.into(),
        name: if id == "photo" { "照片 <2寸>".into() } else { "身份证".into() },
        issuer: "本人".into(),
        sample_note: "红底近期照".into(),
        kind: "photo".into(),
        carrier: vec!["original".into()],
    };
    AssessedMaterial {
        facts: facts.into(),
        state: State::In,
        needed_by: vec!["registration".into()].into(),
        key: spared.is_none(),
        spared: spared
            .map(|by| Spared { by, text: "读卡核验".into(), fallback: "请出示原件".into() }),
        copies: Some(3),
        certain: true,
        ..AssessedMaterial::default()
    }
}

#[test]
fn a_small_notice_reads_so() {
    let mut catalog = district();
    catalog.places.clear();
    let theme = catalog.themes.iter_mut().find(|theme| theme.id == "marriage").unwrap();
    theme.summary = "领结婚证，一次办好。".into();
    theme.outcome = "结婚证".into();
    theme.tips = vec!["两个人一起来".into()];
    let paper = paper(&catalog, "marriage", &small());
    assert!(paper.parts.iter().all(|part| !part.heading.is_empty()));
    let html = print(&paper);
    // The pictures have tests of their own.
    let words: String =
        html.split("<svg").map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest)).collect();
    insta::assert_snapshot!(words);
}

#[test]
fn a_key_names_what_it_stands_for() {
    let catalog = district();
    let paper = paper(&catalog, "birth", &answered(&catalog, "birth", 0));
    let json = serde_json::to_value(&paper).unwrap();
    assert_eq!(json["kind"], "notice");
    assert_eq!(serde_json::to_value(Key::Item("x".into())).unwrap(), serde_json::json!({"item": "x"}));
}
