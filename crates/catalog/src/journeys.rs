//! Journeys (旅程): worked examples that an official can read and sign.
//!
//! One file a journey, `journeys/<theme>/<name>.yaml`: a person's story in one
//! sentence, the answers, and what is expected to follow from them. Running
//! them shows where the rules have come to say something else; together they
//! have to reach every option and every item. Touches no disk.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::{
    answers::{Answer, Answers},
    assess::{assess, check_answers, parse_answer},
    assessment::{Assessment, SparedBy, State},
    burden,
    check::{journey_answers, journey_coverage, journey_outcome, ordinary_journey},
    diagnostics::Diagnostics,
    model::{Catalog, SituationType, Theme},
    read::{
        SourceFile,
        draft::At,
        record::{Record, as_json},
        tree,
    },
};

/// A journey that can be walked.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Name of its file, as it was handed in.
    pub file: String,
    /// The theme.
    pub theme: String,
    /// Who it is and what they want, in one sentence.
    pub story: String,
    /// It is what befalls the ordinary applicant: nothing rare.
    pub ordinary: bool,
    /// The answers.
    pub answers: Answers,
    /// What follows from them now.
    pub assessment: Assessment,
}

/// What a run of journeys came to.
#[derive(Debug, Default)]
pub struct Run {
    /// Those that can be walked, in the order of their files.
    pub journeys: Vec<Journey>,
    /// Everything that is wrong with them, and everything that none of them reaches.
    pub findings: Diagnostics,
    /// For each journey whose outcome differs from what is written: its file with the outcome written anew.
    pub rewritten: Vec<SourceFile>,
}

/// Walks all journeys of a catalogue.
pub fn run(catalog: &Catalog, files: &[SourceFile]) -> Run {
    let mut run = Run::default();
    for file in files {
        walk(catalog, file, &mut run);
    }
    for theme in &catalog.themes {
        let journeys: Vec<&Journey> =
            run.journeys.iter().filter(|journey| journey.theme == *theme.id).collect();
        coverage(theme, &journeys, &mut run.findings);
        ordinary(catalog, theme, &journeys, &mut run.findings);
    }
    run.findings.arrange();
    run
}

fn walk(catalog: &Catalog, file: &SourceFile, run: &mut Run) {
    let theme_id = folder_of(&file.name);
    let Some(theme) = catalog.theme(theme_id) else {
        journey_answers::of_no_theme(theme_id, &file.name, &mut run.findings);
        return;
    };
    let Some(node) = tree::parse(file, &mut run.findings) else { return };
    let at = At { file, node: &node };
    let before = run.findings.len();
    let ((story, ordinary), answers, expected) =
        Record::read(file, &node, "旅程", &mut run.findings, |r| {
            let story = r.text("story");
            let answers = r.values("answers");
            let elements = r.values("elements");
            let ordinary = r.flag("ordinary", false);
            let expected = r.raw("expect").map(as_json);
            ((story, ordinary), (answers, elements), expected)
        });
    let answers = read_answers(catalog, theme, answers, at, &mut run.findings);
    if run.findings.len() > before {
        return;
    }
    let assessment = assess(catalog, theme, &answers);
    if !assessment.complete {
        let open: Vec<String> = assessment.next.iter().map(|question| question.question.clone()).collect();
        journey_answers::left_open(&open, at.name("answers"), &mut run.findings);
        return;
    }
    let outcome = outcome(catalog, theme, &assessment);
    if expected.as_ref() != Some(&outcome) {
        let expected = expected.unwrap_or(Value::Null);
        for line in differences(&expected, &outcome) {
            journey_outcome::complain(line, at.name("expect"), &mut run.findings);
        }
        run.rewritten.push(SourceFile { name: file.name.clone(), text: rewrite(&file.text, &outcome) });
    }
    run.journeys.push(Journey {
        file: file.name.clone(),
        theme: theme_id.to_owned(),
        story,
        ordinary,
        answers,
        assessment,
    });
}

/// The folder that a file lies in: the theme.
fn folder_of(name: &str) -> &str {
    let mut parts = name.rsplit(['/', '\\']);
    parts.next();
    parts.next().unwrap_or_default()
}

type Pairs = Vec<(String, Value)>;

fn read_answers(
    catalog: &Catalog,
    theme: &Theme,
    (answers, elements): (Pairs, Pairs),
    at: At<'_>,
    out: &mut Diagnostics,
) -> Answers {
    let mut read = Answers::default();
    for (id, value) in answers {
        let text = match value {
            Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join(","),
            other => text_of(&other),
        };
        match parse_answer(theme, &id, &text) {
            Ok(answer) => {
                read.situations.insert(id.as_str().into(), answer);
            }
            Err(problem) => {
                journey_answers::complain(&problem.message, at.key("answers").key(&id).spot(), out);
            }
        }
    }
    read.elements.extend(elements.into_iter().map(|(id, value)| (id.as_str().into(), value)));
    for problem in check_answers(catalog, theme, &read) {
        let under = if read.elements.contains_key(problem.id.as_str()) { "elements" } else { "answers" };
        journey_answers::complain(&problem.message, at.key(under).key(&problem.id).spot(), out);
    }
    read
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What an official signs: the parts of an assessment that are promised to the applicant.
fn outcome(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Value {
    let mut items = Map::new();
    for item in assessment.items.iter().filter(|item| item.state == State::In) {
        let mut says = Map::new();
        says.insert("name".into(), item.name.as_str().into());
        says.insert("working_days".into(), item.working_days.into());
        if let Some(times) = item.repeat {
            says.insert("times".into(), times.into());
        }
        if !item.needs.is_empty() {
            says.insert("after".into(), json!(item.needs));
        }
        items.insert(item.id.to_string(), says.into());
    }
    let needed = || assessment.materials.iter().filter(|material| material.state == State::In);
    let bring: Map<String, Value> = needed()
        .filter(|material| material.spared.is_none())
        .map(|material| (material.id.to_string(), material.name.as_str().into()))
        .collect();
    let spared: Map<String, Value> = needed()
        .filter_map(|material| {
            let spared = material.spared.as_ref()?;
            Some((material.id.to_string(), format!("{}（{}）", material.name, spared_by(spared.by)).into()))
        })
        .collect();
    let blocked: Map<String, Value> = assessment
        .items
        .iter()
        .filter(|item| item.state == State::Blocked)
        .map(|item| (item.id.to_string(), item.name.as_str().into()))
        .collect();
    let stops: Vec<&str> = assessment.stops.iter().map(|stop| stop.message.as_str()).collect();
    let fees: Vec<String> =
        assessment.fees.iter().map(|fee| format!("{}：{}", fee.name, fee.amount)).collect();
    let mut outcome = Map::new();
    outcome.insert("lead".into(), catalog.department_name(&theme.lead).into());
    outcome.insert("items".into(), items.into());
    for (key, part) in [("blocked", blocked), ("bring", bring), ("spared", spared)] {
        if !part.is_empty() {
            outcome.insert(key.into(), part.into());
        }
    }
    outcome.insert(
        "fields".into(),
        assessment.fields.iter().filter(|field| field.state == State::In).count().into(),
    );
    outcome.insert("working_days".into(), assessment.graph.working_days.into());
    outcome.insert("visits".into(), assessment.visits.into());
    if !fees.is_empty() {
        outcome.insert("fees".into(), json!(fees));
    }
    if !stops.is_empty() {
        outcome.insert("stops".into(), json!(stops));
    }
    outcome.into()
}

fn spared_by(by: SparedBy) -> &'static str {
    match by {
        SparedBy::Sharing => "数据共享",
        SparedBy::Commitment => "告知承诺",
        SparedBy::EarlierResult => "前面办出的结果",
        SparedBy::Generated => "系统生成",
    }
}

/// What differs, one line for each key that an official would look at.
fn differences(expected: &Value, outcome: &Value) -> Vec<String> {
    let (Value::Object(expected), Value::Object(outcome)) = (expected, outcome) else {
        return vec!["还没有写下结果".to_owned()];
    };
    let keys: BTreeSet<&String> = expected.keys().chain(outcome.keys()).collect();
    let mut lines = Vec::new();
    for key in keys {
        match (expected.get(key), outcome.get(key)) {
            (Some(Value::Object(was)), Some(Value::Object(is))) => {
                let ids: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                lines.extend(
                    ids.into_iter().filter_map(|id| said(&format!("{key} 的 {id}"), was.get(id), is.get(id))),
                );
            }
            (was, is) => lines.extend(said(key, was, is)),
        }
    }
    if lines.is_empty() { vec!["次序和写下的不一样".to_owned()] } else { lines }
}

fn said(what: &str, was: Option<&Value>, is: Option<&Value>) -> Option<String> {
    if was == is {
        return None;
    }
    let word = |value: Option<&Value>| value.map_or_else(|| "没有".to_owned(), text_of);
    Some(format!("{what}：写下的是{}，现在是{}", word(was), word(is)))
}

/// The file's text with the outcome written anew; what stands before it stays as it is.
fn rewrite(text: &str, outcome: &Value) -> String {
    let kept = match text.find("\nexpect:") {
        Some(at) => &text[..at],
        None => text.trim_end(),
    };
    let mut written = format!("{}\n\nexpect:\n", kept.trim_end());
    for (key, value) in outcome.as_object().into_iter().flatten() {
        match value {
            Value::Object(inner) if inner.is_empty() => written.push_str(&format!("  {key}: {{}}\n")),
            Value::Object(inner) => {
                written.push_str(&format!("  {key}:\n"));
                for (id, value) in inner {
                    written.push_str(&format!("    {id}: {}\n", flow(value)));
                }
            }
            Value::Array(values) => {
                written.push_str(&format!("  {key}:\n"));
                for value in values {
                    written.push_str(&format!("    - {}\n", flow(value)));
                }
            }
            other => written.push_str(&format!("  {key}: {}\n", flow(other))),
        }
    }
    written
}

/// A value on one line; texts in quotes, so that nothing in them means anything.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(inner) => {
            let pairs: Vec<String> =
                inner.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(flow).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A theme has one journey of the ordinary applicant, who ticks no rare case.
fn ordinary(catalog: &Catalog, theme: &Theme, journeys: &[&Journey], out: &mut Diagnostics) {
    let ordinary: Vec<&&Journey> = journeys.iter().filter(|journey| journey.ordinary).collect();
    if let [journey] = ordinary[..] {
        let ticked = burden::asked(catalog, theme, &journey.answers).ticked;
        let labels = theme.screens.iter().flat_map(|screen| &screen.exceptions);
        for exception in labels.filter(|exception| ticked.iter().any(|id| exception.situation == **id)) {
            ordinary_journey::ticked(&exception.label, &journey.file, out);
        }
    } else if !journeys.is_empty() {
        ordinary_journey::not_one(ordinary.len(), &theme.id, out);
    }
}

/// Names every option and every item of a theme that none of its journeys reaches.
fn coverage(theme: &Theme, journeys: &[&Journey], out: &mut Diagnostics) {
    for situation in theme.situations.iter().filter(|situation| situation.is_asked()) {
        let given: Vec<&Answer> = journeys
            .iter()
            .flat_map(|journey| &journey.assessment.answered)
            .filter(|answered| answered.id == situation.id && !answered.assumed)
            .map(|answered| &answered.answer)
            .collect();
        let chosen = |id: &str| {
            given.iter().any(|answer| match answer {
                Answer::One(one) => one == id,
                Answer::Many(many) => many.iter().any(|one| one == id),
                Answer::Bool(_) | Answer::Number(_) => false,
            })
        };
        let mut missed: Vec<&str> = match situation.kind {
            SituationType::Boolean => [(true, "是"), (false, "否")]
                .into_iter()
                .filter(|(value, _)| !given.contains(&&Answer::Bool(*value)))
                .map(|(_, word)| word)
                .collect(),
            SituationType::Number => Vec::new(),
            SituationType::Single | SituationType::Multi => situation
                .options
                .iter()
                .filter(|option| !chosen(&option.id))
                .map(|option| option.label.as_str())
                .collect(),
        };
        if given.is_empty() {
            missed = vec!["这个问题"];
        }
        for option in missed {
            let what = format!("没有旅程走到 {}（{}）的“{option}”", situation.id, situation.question);
            journey_coverage::complain(what, &theme.id, out);
        }
    }
    for entry in &theme.items {
        let reached = journeys.iter().flat_map(|journey| &journey.assessment.items);
        if !reached.into_iter().any(|item| item.id == entry.item && item.state == State::In) {
            journey_coverage::complain(format!("没有旅程办到事项 {}", entry.item), &theme.id, out);
        }
    }
}
