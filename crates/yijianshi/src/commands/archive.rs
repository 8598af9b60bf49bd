//! `archive verify`: proves that an archive package is as it was sealed, or names what is not.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub enum ArchiveCommand {
    /// Hold a package against its manifest: 0 it is as it was sealed, 2 it is not
    Verify(VerifyArguments),
}

#[derive(Args)]
pub struct VerifyArguments {
    /// The package
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// The status of a package that was changed; 1 is for one that could not be looked at.
const BROKEN: u8 = 2;

/// Runs it.
pub fn run(command: ArchiveCommand) -> anyhow::Result<ExitCode> {
    let ArchiveCommand::Verify(VerifyArguments { file }) = command;
    let package = std::fs::read(&file).with_context(|| format!("读不了 {}", file.display()))?;
    match service::archive::verify(&package) {
        Ok(manifest) => {
            let count = manifest.entries.len();
            say!(
                "归档包完整：办件 {}，{}，{count} 个文件，{} 归档",
                manifest.case,
                manifest.theme,
                manifest.made_at
            );
            say!("校验值 {}，请和“电子归档”页面登记的核对", service::archive::digest(&package));
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            say!("归档包不完整：{broken}");
            Ok(ExitCode::from(BROKEN))
        }
    }
}
