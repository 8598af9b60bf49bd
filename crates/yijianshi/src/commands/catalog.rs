//! `catalog check` and `explain`.

use std::{path::PathBuf, process::ExitCode};

use clap::{Subcommand, ValueEnum};

use crate::files;

#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Find everything that is wrong with a catalogue, in one run
    Check {
        /// Folder of the catalogue; otherwise the built-in one
        folder: Option<PathBuf>,
        /// How to print the findings
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Prints the findings; the exit status is 1 where there are any.
pub fn run(command: CatalogCommand) -> anyhow::Result<ExitCode> {
    let CatalogCommand::Check { folder, format } = command;
    let (catalog, diagnostics) = files::read(folder.as_deref())?;
    match (format, &catalog) {
        (Format::Json, _) => say!("{}", serde_json::to_string_pretty(&diagnostics)?),
        (Format::Text, Some(catalog)) => say!(
            "没有发现问题：{}个主题、{}个事项、{}份材料、{}个数据项、{}个部门（版本 {}）",
            catalog.themes.len(),
            catalog.items.len(),
            catalog.materials.len(),
            catalog.elements.len(),
            catalog.departments.len(),
            catalog.version
        ),
        (Format::Text, None) => say!("{diagnostics}"),
    }
    Ok(if diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
