//! `catalog questions`: what a theme asks of an ordinary applicant, for people and for programs.

use std::{path::PathBuf, process::ExitCode};

use anyhow::bail;
use catalog::{
    burden::{Burden, burden},
    journeys,
};
use clap::Args;
use serde_json::json;

use crate::files;

#[derive(Args)]
pub struct QuestionsArguments {
    /// The theme, such as birth; otherwise every theme and the average
    theme: Option<String>,
    /// Folder of a catalogue in place of the built-in one
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// Prints for each theme what it lists, what the ordinary applicant is asked, and what nobody is asked more of.
pub fn run(arguments: &QuestionsArguments) -> anyhow::Result<ExitCode> {
    let folder = arguments.catalog.as_deref();
    let catalog = files::read_first_day(folder)?;
    let walked = journeys::run(&catalog, &files::journey_files(folder)?).journeys;
    let mut themes = catalog.themes.iter().collect::<Vec<_>>();
    if let Some(id) = &arguments.theme {
        themes.retain(|theme| theme.id == *id.as_str());
        if themes.is_empty() {
            bail!("没有主题 {id}");
        }
    }
    let told: Vec<Burden> = themes.into_iter().map(|theme| burden(&catalog, theme, &walked)).collect();
    let averages = Averages::of(&told);
    if arguments.json {
        let averages = json!({
            "listed": averages.listed,
            "ordinary": {"questions": averages.questions, "screens": averages.screens},
        });
        say!("{}", serde_json::to_string_pretty(&json!({"themes": told, "average": averages}))?);
        return Ok(ExitCode::SUCCESS);
    }
    for one in &told {
        say!("{}", line(one));
    }
    if told.len() > 1 {
        say!(
            "平均：列了 {:.1} 问，平常的人翻 {:.1} 页、答 {:.1} 题",
            averages.listed,
            averages.screens,
            averages.questions
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn line(told: &Burden) -> String {
    let ordinary = match &told.ordinary {
        Some(asked) => format!(
            "平常的人翻 {} 页、答 {} 题（另有 {} 样少见的情况可勾）",
            asked.screens, asked.questions, asked.offered
        ),
        None => "没有平常的旅程".to_owned(),
    };
    format!(
        "{}（{}）：列了 {} 问，{ordinary}，最多 {} 页、{} 题",
        told.name, told.theme, told.listed, told.most.screens, told.most.questions
    )
}

/// Over the themes that have an ordinary applicant.
struct Averages {
    listed: f64,
    questions: f64,
    screens: f64,
}

impl Averages {
    fn of(told: &[Burden]) -> Self {
        let ordinary: Vec<_> =
            told.iter().filter_map(|one| Some((one.listed, one.ordinary.as_ref()?))).collect();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred questions")]
        let average = |sum: usize| sum as f64 / ordinary.len().max(1) as f64;
        Self {
            listed: average(ordinary.iter().map(|(listed, _)| listed).sum()),
            questions: average(ordinary.iter().map(|(_, asked)| asked.questions).sum()),
            screens: average(ordinary.iter().map(|(_, asked)| asked.screens).sum()),
        }
    }
}
