//! `search`: finding the thing, on the command line, and measuring how well it is found.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::Args;
use search::evaluation::{self, Labelled};

use crate::files;

#[derive(Args)]
pub struct SearchArguments {
    /// What somebody might type
    #[arg(required_unless_present = "evaluate")]
    words: Vec<String>,
    /// How many hits at the most
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// The same JSON as the API gives
    #[arg(long)]
    json: bool,
    /// Folder of a catalogue in place of the built-in one; may be given several times
    #[arg(long = "catalog", value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Search all labelled queries of a file, or of the .tsv files of a folder, and print how they
    /// come out: query, tab, expected theme or `none`, tab, kind
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "json"])]
    evaluate: Option<PathBuf>,
}

/// Prints what was found.
pub fn run(arguments: SearchArguments) -> anyhow::Result<ExitCode> {
    let catalog = files::read_on(&arguments.folders, files::today())?;
    let index = search::Index::build(&catalog);
    if let Some(path) = arguments.evaluate {
        return evaluate(&index, &path);
    }
    let found = index.search(&arguments.words.join(" "), arguments.limit);
    if arguments.json {
        say!("{}", serde_json::to_string_pretty(&found)?);
        return Ok(ExitCode::SUCCESS);
    }
    if found.none {
        match &found.elsewhere {
            Some(elsewhere) => say!("这里没有这件事：{elsewhere}。"),
            None => say!("这里没有这件事。"),
        }
    }
    for hit in &found.hits {
        say!("{:>4.0}%  {}  {}  {}", hit.score * 100.0, hit.theme, hit.name, hit.why);
        for guess in &hit.guesses {
            say!(
                "       猜 {} = {}（{}），因为说到“{}”",
                guess.about(),
                guess.value,
                guess.label,
                guess.word
            );
        }
    }
    if let Some(ask) = &found.ask {
        say!("先问一句：{}", ask.question);
    }
    for near in &found.near {
        say!("相近  {}  {}  {}", near.theme, near.name, near.note);
    }
    if let Some(advice) = &found.advice {
        say!("{advice}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints how labelled queries come out: all of them, and the half that nothing was learnt from.
fn evaluate(index: &search::Index, path: &Path) -> anyhow::Result<ExitCode> {
    let mut names = Vec::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("打不开文件夹 {}", path.display()))?
        {
            names.push(entry?.path());
        }
        names.retain(|name| name.extension().is_some_and(|it| it == "tsv"));
        names.sort();
    } else {
        names.push(path.to_owned());
    }
    let mut queries: Vec<Labelled> = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(&name).with_context(|| format!("读不了 {}", name.display()))?;
        let read = evaluation::read(&text).map_err(|error| anyhow::anyhow!("{}：{error}", name.display()))?;
        queries.extend(read);
    }
    let (learning, held_out): (Vec<&Labelled>, Vec<&Labelled>) =
        queries.iter().partition(|query| query.is_for_learning());
    say!("全部：{}", evaluation::evaluate(index, &queries));
    say!("训练的一半：{}", evaluation::evaluate(index, learning).summary());
    say!("留出的一半（没有用来训练）：{}", evaluation::evaluate(index, held_out).summary());
    Ok(ExitCode::SUCCESS)
}
