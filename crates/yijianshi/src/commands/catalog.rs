//! `catalog check`, `catalog test`, `catalog diff` and `explain`; `catalog prove` is in `prove`,
//! `catalog questions` in `questions`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, bail};
use catalog::{Catalog, Level, diff::Differences};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{
    prove::{self, ProveArguments},
    questions::{self, QuestionsArguments},
};
use crate::files;

#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Find everything that is wrong with a catalogue, on every day on which it changes, in one run;
    /// the exit status is 1 where there are errors
    Check {
        /// Folder of the catalogue; otherwise the built-in one
        folder: Option<PathBuf>,
        /// How to print the findings
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// How many ways there are to answer a theme, what may follow, and the fewest answers that lead to each item
    Prove(ProveArguments),
    /// How many screens and questions an ordinary applicant meets, against what is listed
    Questions(QuestionsArguments),
    /// Walk all worked examples (journeys) and name what none of them reaches
    Test {
        /// Folder of the catalogue; otherwise the built-in one
        folder: Option<PathBuf>,
        /// Only this theme
        #[arg(long)]
        theme: Option<String>,
        /// Write down what follows now, to be read and signed anew; needs a folder
        #[arg(long, requires = "folder")]
        bless: bool,
        /// How to print the findings
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// What differs between two catalogues, or between two days of one, in plain words
    Diff(DiffArguments),
}

#[derive(Args)]
pub struct DiffArguments {
    /// A folder, or a day such as 2021-06-30
    old: String,
    /// A folder, or a day such as 2026-11-01
    new: String,
    /// Only what concerns one theme, such as birth
    #[arg(long)]
    theme: Option<String>,
    /// Folder of the catalogue whose days are compared, in place of the built-in one; may be given several times
    #[arg(long = "catalog", value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// How to print the differences
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Does what was asked for.
pub fn run(command: CatalogCommand) -> anyhow::Result<ExitCode> {
    match command {
        CatalogCommand::Check { folder, format } => check(folder.as_deref(), format),
        CatalogCommand::Prove(arguments) => prove::run(&arguments),
        CatalogCommand::Questions(arguments) => questions::run(&arguments),
        CatalogCommand::Test { folder, theme, bless, format } => {
            test(folder.as_deref(), theme.as_deref(), bless, format)
        }
        CatalogCommand::Diff(arguments) => diff(&arguments),
    }
}

fn test(folder: Option<&Path>, theme: Option<&str>, bless: bool, format: Format) -> anyhow::Result<ExitCode> {
    let mut catalog = files::read_first_day(folder)?;
    let mut journeys = files::journey_files(folder)?;
    if let Some(theme) = theme {
        catalog.themes.retain(|known| known.id == *theme);
        let own = format!("/{theme}/");
        journeys.retain(|file| file.name.replace('\\', "/").contains(&own));
    }
    let mut run = catalog::journeys::run(&catalog, &journeys);
    if bless && !run.rewritten.is_empty() {
        for file in &run.rewritten {
            std::fs::write(&file.name, &file.text).with_context(|| format!("写不了 {}", file.name))?;
        }
        say!("写下了{}个旅程的新结果，请看过再用", run.rewritten.len());
        let written = std::mem::take(&mut run.rewritten);
        for file in &mut journeys {
            if let Some(new) = written.iter().find(|new| new.name == file.name) {
                *file = new.clone();
            }
        }
        run = catalog::journeys::run(&catalog, &journeys);
    }
    match format {
        Format::Json => say!("{}", serde_json::to_string_pretty(&run.findings)?),
        Format::Text if run.findings.is_empty() => say!(
            "{}个主题的{}个旅程都和写下的一样，每个选项、每个事项都走到了",
            catalog.themes.len(),
            run.journeys.len()
        ),
        Format::Text => say!("{}", run.findings),
    }
    Ok(if run.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the findings; the exit status is 1 where there are errors.
fn check(folder: Option<&Path>, format: Format) -> anyhow::Result<ExitCode> {
    let (catalog, diagnostics) = catalog::read::read_every_day(&files::source_files(folder)?);
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&diagnostics)?);
    } else {
        if !diagnostics.is_empty() {
            say!("{diagnostics}");
        }
        if let Some(catalog) = &catalog {
            let none =
                if diagnostics.is_empty() { "没有发现问题" } else { "没有错误，可以发布" };
            say!(
                "{none}：{}个主题、{}个事项、{}份材料、{}个数据项、{}个部门、{}个参数（版本 {}，有变化的日子 {} 个，每一天都查过）",
                catalog.themes.len(),
                catalog.items.len(),
                catalog.materials.len(),
                catalog.elements.len(),
                catalog.departments.len(),
                catalog.parameters.len(),
                catalog.version,
                catalog.turns.len()
            );
        }
    }
    Ok(if diagnostics.count(Level::Error) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what differs; the exit status is 0 whether anything does or not.
fn diff(arguments: &DiffArguments) -> anyhow::Result<ExitCode> {
    let ((old, old_day), (new, new_day)) =
        (side(&arguments.old, arguments)?, side(&arguments.new, arguments)?);
    let mut differences = Differences::between(&old, &new);
    (differences.old.on, differences.new.on) = (old_day, new_day);
    if let Some(theme) = &arguments.theme {
        if old.theme(theme).or(new.theme(theme)).is_none() {
            bail!("没有主题 {theme}");
        }
        differences = differences.of_theme(theme);
    }
    match arguments.format {
        Format::Json => say!("{}", serde_json::to_string_pretty(&differences)?),
        Format::Text => say!("{differences}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The catalogue as of a day, or as of the first day of a folder's, with that day.
fn side(text: &str, arguments: &DiffArguments) -> anyhow::Result<(Arc<Catalog>, Date)> {
    match text.parse() {
        Ok(day) => Ok((files::read_on(&arguments.folders, day)?, day)),
        Err(_) if Path::new(text).is_dir() => {
            let catalog = files::read_first_day(Some(Path::new(text)))?;
            let day = catalog.day;
            Ok((Arc::new(catalog), day))
        }
        Err(_) => bail!("{text} 既不是日期（如 2026-11-01），也不是文件夹"),
    }
}

/// Prints why a check exists.
pub fn explain(code: &str) -> anyhow::Result<ExitCode> {
    match catalog::explain(&code.to_uppercase()) {
        Some(text) => {
            say!("{text}");
            Ok(ExitCode::SUCCESS)
        }
        None => {
            eprintln!("没有编号为 {code} 的检查");
            Ok(ExitCode::FAILURE)
        }
    }
}
