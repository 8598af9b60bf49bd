//! `search`: finding the thing, on the command line.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use crate::files;

#[derive(Args)]
pub struct SearchArguments {
    /// What somebody might type
    #[arg(required = true)]
    words: Vec<String>,
    /// How many hits at the most
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// The same JSON as the API gives
    #[arg(long)]
    json: bool,
    /// Folder of a catalogue in place of the built-in one
    #[arg(long)]
    catalog: Option<PathBuf>,
}

/// Prints what was found.
pub fn run(arguments: SearchArguments) -> anyhow::Result<ExitCode> {
    let catalog = files::read_whole(arguments.catalog.as_deref())?;
    let found = search::Index::build(&catalog).search(&arguments.words.join(" "), arguments.limit);
    if arguments.json {
        say!("{}", serde_json::to_string_pretty(&found)?);
        return Ok(ExitCode::SUCCESS);
    }
    if found.none {
        say!("这里没有这件事。");
    }
    for hit in &found.hits {
        say!("{:>4.0}%  {}  {}  {}", hit.score * 100.0, hit.theme, hit.name, hit.why);
    }
    for near in &found.near {
        say!("相近  {}  {}  {}", near.theme, near.name, near.note);
    }
    Ok(ExitCode::SUCCESS)
}
