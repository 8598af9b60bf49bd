//! Learns the search from the training half of the labelled queries, and says how both halves come out.
//!
//! `cargo run -p search --example learn` measures what is in `data/`; with `-- --learn` it learns what
//! pairs of characters usually go with (`data/learnt.tsv`) and how much each kind of evidence counts (`data/weights.toml`).
//! `-- --file FILE` says how the queries of a file come out, and `-- WORDS` how a sentence is read.
//! Reads the files anew each time, so that a change of the lexicon is measured without building.

#![expect(
    clippy::disallowed_methods,
    reason = "a tool for the workshop may read and write the lexicon's files"
)]
#![expect(clippy::print_stdout, reason = "it is a tool")]

mod model;

use std::{collections::HashSet, fs, path::Path};

use catalog::read::read;
use search::{
    Index, LexiconFiles, Prepared, Texts, Weights,
    evaluation::{self, Labelled},
};

use crate::model::Model;

/// Parts into which the training half is cut: each is judged by what the others taught.
const PARTS: usize = 4;
/// How often a query counts that was written without looking at the lexicon: what its author thought of
/// flatters the lexicon, and makes a second opinion seem less needed than it is.
const UNSEEN: f64 = 8.0;
/// The files that were written with the lexicon.
const FLATTERING: [&str; 4] = ["persons.tsv", "companies.tsv", "shops.tsv", "elsewhere.tsv"];
/// With how many words each pattern is filled.
const FILLINGS: usize = 16;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |name: &str| arguments.iter().any(|it| it == name);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = |name: &str| fs::read_to_string(folder.join("data").join(name)).expect(name);
    let mut files = LexiconFiles {
        classes: file("classes.toml"),
        things: file("things.toml"),
        elsewhere: file("elsewhere.toml"),
        general: file("general.toml"),
        lookalikes: file("lookalikes.txt"),
        guesses: file("guesses.toml"),
        weights: file("weights.toml"),
        learnt: file("learnt.tsv"),
    };
    let catalog = read(&catalog_files::jiangjin()).0.expect("the catalogue reads");
    let build = |files: &LexiconFiles| {
        Index::with(Texts::of(&catalog), files).unwrap_or_else(|error| panic!("{error}"))
    };
    let mut index = build(&files);
    if let Some(words) = arguments.first().filter(|first| !first.starts_with("--")) {
        println!("{:#?}", index.search(words, 5));
        println!("{}", index.explain(words));
        return;
    }
    if let Some(at) = arguments.iter().position(|it| it == "--file") {
        let queries = evaluation::read(&fs::read_to_string(&arguments[at + 1]).unwrap()).unwrap();
        println!("{}", evaluation::evaluate(&index, &queries));
        return;
    }
    let mut queries = Vec::new();
    let mut names: Vec<_> =
        fs::read_dir(folder.join("evaluation")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names.retain(|name| name.extension().is_some_and(|it| it == "tsv"));
    let mut unseen: HashSet<String> = HashSet::new();
    for name in &names {
        let read = evaluation::read(&fs::read_to_string(name).unwrap()).unwrap();
        if !FLATTERING.iter().any(|it| name.ends_with(it)) {
            unseen.extend(read.iter().map(|it| it.query.clone()));
        }
        queries.extend(read);
    }
    let (learning, held_out): (Vec<_>, Vec<_>) = queries.into_iter().partition(Labelled::is_for_learning);
    if asked("--learn") || asked("--associations") {
        let lesson =
            |name: &str| fs::read_to_string(folder.join("evaluation/learning").join(name)).expect(name);
        let lessons = evaluation::read(&lesson("lessons.tsv")).unwrap();
        let examples: Vec<Labelled> = learning.iter().cloned().chain(lessons).collect();
        let (learnt, usual) = associations(&index, &examples, &filled(&lesson("patterns.txt"), &index));
        let classes: Vec<&str> =
            learnt.lines().nth(1).unwrap().split('\t').map(|it| it.split_once('=').unwrap().0).collect();
        let mut right = [(0, 0), (0, 0)];
        for (query, usual) in examples.iter().zip(&usual) {
            let best = (0..usual.len()).max_by(|a, b| usual[*a].total_cmp(&usual[*b])).unwrap();
            let class = class_of(query);
            let entry = &mut right[usize::from(class == "none")];
            entry.0 += usize::from(classes[best] == class);
            entry.1 += 1;
        }
        println!("by themselves, unseen: {right:?}");
        files.learnt = learnt;
        fs::write(folder.join("data/learnt.tsv"), &files.learnt).expect("learnt.tsv");
        index = build(&files);
        if asked("--learn") {
            let counts = |it: &Labelled| if unseen.contains(&it.query) { UNSEEN } else { 1.0 };
            let counts: Vec<f64> = learning.iter().map(counts).collect();
            let weights = learn(&mut index, &learning, &usual[..learning.len()], &counts);
            fs::write(folder.join("data/weights.toml"), written(&weights)).expect("weights.toml");
        }
    }
    println!("训练的一半：{}", evaluation::evaluate(&index, &learning));
    let report = evaluation::evaluate(&index, &held_out);
    if asked("--all") {
        println!("留出的一半：{report}");
    } else {
        println!(
            "留出的一半：{} 句，top-1 {:.2} %，没有的说没有 {:.2} %，肯定却错 {:.2} %",
            report.outcomes.len(),
            report.top_1() * 100.0,
            report.none_recall() * 100.0,
            report.wrong_certain() * 100.0
        );
    }
}

/// The theme that stands for a query's answer; `several` where different things may answer it.
fn class_of(labelled: &Labelled) -> String {
    match &labelled.expected {
        evaluation::Expected::None => "none".into(),
        evaluation::Expected::AnyOf(themes) => {
            let first = plain(&themes[0]);
            if themes.iter().all(|theme| plain(theme) == first) { first } else { "several".into() }
        }
        evaluation::Expected::Pair(one, _) => plain(one),
    }
}

/// Sister themes are one class.
fn plain(theme: &str) -> String {
    match theme.strip_suffix("_enterprise") {
        Some(trade) => format!("{trade}_self_employed"),
        None => theme.to_owned(),
    }
}

/// What was learnt, as a file, and for each query how likely each class is by what the
/// other parts taught.
fn associations(
    index: &Index,
    learning: &[Labelled],
    filled: &[(String, String)],
) -> (String, Vec<Vec<f64>>) {
    let words: Vec<(Vec<String>, String)> = index
        .labelled_words()
        .iter()
        .chain(filled)
        .map(|(word, class)| (index.features(word), class.clone()))
        .collect();
    let queries: Vec<(Vec<String>, String)> =
        learning.iter().map(|it| (index.features(&it.query), class_of(it))).collect();
    let mut classes: Vec<String> = words.iter().chain(&queries).map(|(_, class)| class.clone()).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut usual = vec![Vec::new(); queries.len()];
    for part in 0..PARTS {
        let taught = queries.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let taught = taught
            .map(|(_, it)| (&it.0, &it.1))
            .chain(words.iter().map(|(features, class)| (features, class)));
        let model = Model::taught(&taught.collect::<Vec<_>>(), &classes);
        for (at, (features, ..)) in queries.iter().enumerate().filter(|(at, _)| at % PARTS == part) {
            usual[at] = model.likelihoods(features);
        }
    }
    let taught = queries.iter().chain(&words).map(|(features, class)| (features, class));
    (Model::taught(&taught.collect::<Vec<_>>(), &classes).written(), usual)
}

/// Ways of speaking, each with some words of the lexicon in its gap, and what is meant then.
fn filled(patterns: &str, index: &Index) -> Vec<(String, String)> {
    let words = index.labelled_words();
    let shops = index.shop_themes();
    let is_shop = |class: &String| shops.contains(class);
    let is_good = |word: &str| word.chars().all(|c| !c.is_ascii()) && word.chars().count() > 1;
    let mut filled = Vec::new();
    let lines = patterns.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for (number, line) in lines.enumerate() {
        let (pattern, meaning) = line.split_once('\t').expect("a pattern and what it means");
        let fits = |(gap, class): (&str, &String)| {
            pattern.contains(gap)
                && match gap {
                    "{店}" => is_shop(class),
                    "{事}" => class != "none" && !is_shop(class),
                    _ => class == "none",
                }
        };
        for gap in ["{店}", "{事}", "{别的}"] {
            let fitting: Vec<_> =
                words.iter().filter(|(word, class)| is_good(word) && fits((gap, class))).collect();
            for turn in 0..FILLINGS.min(fitting.len()) {
                // Each pattern with other words, in an order that is the same each time.
                let (word, class) = fitting[(turn * 7919 + number * 104_729) % fitting.len()];
                let meant = if meaning == "same" { class.clone() } else { meaning.to_owned() };
                filled.push((pattern.replace(gap, word), meant));
            }
        }
    }
    filled
}

/// Weights that are not learnt: one fixes the scale; what is read depends on others; the second opinions
/// would count too little, since the queries that were written with the lexicon flatter it; and the
/// catalogue's own names, of which few queries are made, are trusted.
const FIXED: [&str; 18] = [
    "item",
    "shared_item",
    "alias",
    "caution",
    "usual",
    "unusual",
    "alike",
    "sure",
    "heard",
    "spelled",
    "initials",
    "slip",
    "goal",
    "before_goal",
    "beside",
    "workplace",
    "lacking",
    "steepness",
];

/// Goes through the weights one by one and keeps what makes the loss smaller.
fn learn(index: &mut Index, queries: &[Labelled], usual: &[Vec<f64>], counts: &[f64]) -> Weights {
    let prepared: Vec<Prepared> =
        queries.iter().zip(usual).map(|(query, usual)| index.prepare(query, usual)).collect();
    let loss =
        |index: &Index| prepared.iter().zip(counts).map(|(it, counts)| index.loss(it) * counts).sum::<f64>();
    let mut best = loss(index);
    println!("{best:.2}");
    for step in [0.3, 0.12, 0.05] {
        let names: Vec<&str> = index.weights_mut().each_mut().into_iter().map(|(name, _)| name).collect();
        for (number, name) in names.iter().enumerate() {
            if FIXED.contains(name) {
                continue;
            }
            for factor in [1.0 + step, 1.0 / (1.0 + step)] {
                loop {
                    let before = *index.weights_mut().each_mut()[number].1;
                    // The one around nought is moved by adding.
                    let after = if *name == "caution" { before + factor - 1.0 } else { before * factor };
                    *index.weights_mut().each_mut()[number].1 = after;
                    let now = loss(index);
                    if now < best - 0.1 {
                        best = now;
                        println!("{best:.2} {name} {after:.3}");
                    } else {
                        *index.weights_mut().each_mut()[number].1 = before;
                        break;
                    }
                }
            }
        }
    }
    index.weights_mut().clone()
}

fn written(weights: &Weights) -> String {
    let mut weights = weights.clone();
    let lines = weights.each_mut().into_iter().map(|(name, value)| format!("{name} = {:.4}\n", *value));
    let lines: String = lines.collect();
    format!("# 各种依据各算多少。由训练的一半学出来：cargo run -p search --example learn -- --learn\n{lines}")
}
