//! `audit verify`: proves that the log of everything that happened is whole, or names the first
//! break.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use serde::Deserialize;
use store::{Audit, Break, Fault, Head};

use crate::serve;

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Go through the whole log: 0 it is whole, 2 it is not
    Verify(VerifyArguments),
}

#[derive(Args)]
pub struct VerifyArguments {
    #[command(flatten)]
    place: serve::PlaceArguments,
    /// What an earlier run printed with `--format json`, kept elsewhere: shows also that nothing was
    /// put back to a time before it
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// To read
    Text,
    /// For programs, and to be kept for `--since`
    Json,
}

/// The status of a log that is not whole; 1 is for one that could not be looked at.
const BROKEN: u8 = 2;

/// Runs it.
pub fn run(command: AuditCommand) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify(arguments) = command;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(verify(arguments))
}

#[derive(Deserialize)]
struct Earlier {
    heads: Vec<Head>,
}

async fn verify(arguments: VerifyArguments) -> anyhow::Result<ExitCode> {
    let since = match &arguments.since {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("读不了 {}", file.display()))?;
            let earlier: Earlier = serde_json::from_str(&text)
                .with_context(|| format!("{} 不是 audit verify --format json 的结果", file.display()))?;
            earlier.heads
        }
        None => Vec::new(),
    };
    let store = serve::open_place(&arguments.place).await?;
    let audit = store.audit(&since).await.context("日志没有核完")?;
    store.close().await;
    match arguments.format {
        Format::Json => say!("{}", serde_json::to_string_pretty(&audit)?),
        Format::Text => say!("{}", in_words(&audit)),
    }
    Ok(if audit.whole { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

fn in_words(audit: &Audit) -> String {
    let Audit { cases, events, entries, .. } = audit;
    let looked_at = format!("{cases} 件办件，{events} 个事件，{entries} 条提交记录");
    match &audit.first_break {
        None => format!("日志完整：{looked_at}"),
        Some(found) => format!("日志不完整，第一处在：{}\n看过的：{looked_at}", told(found)),
    }
}

/// The first break in words: where, and what is wrong.
fn told(found: &Break) -> String {
    let what = match found.what {
        Fault::EventChanged => "这个事件不是当时写下的样子（被改动、调换或插入）",
        Fault::EventMissing => "这个事件不见了",
        Fault::CaseChanged => "办件记录的版本与它的事件对不上",
        Fault::CaseMissing => "事件还在，办件记录不见了",
        Fault::EntryChanged => "这条提交记录不是当时写下的样子",
        Fault::EntryMissing => "这条提交记录不见了",
        Fault::StrandChanged => "这一股的末尾不是当时写下的样子",
        Fault::StrandMissing => "这一股不见了",
        Fault::RegisterChanged => "股的登记不是当时写下的样子",
        Fault::PutBack => "上次核验时有的记录现在没有了，数据被换回了更早的样子",
    };
    let parts = [
        found.case.as_ref().map(|case| format!("办件 {case}")),
        found.sequence.map(|sequence| format!("第 {sequence} 个事件")),
        found.strand.map(|strand| format!("第 {strand} 股")),
        found.entry.map(|entry| format!("第 {entry} 条")),
    ];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if place.is_empty() { what.to_owned() } else { format!("{place}：{what}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audited(first_break: Option<Break>) -> String {
        let whole = first_break.is_none();
        in_words(&Audit { whole, cases: 2, events: 9, entries: 11, first_break, heads: Vec::new() })
    }

    #[test]
    fn a_whole_log_is_told_with_how_much_was_looked_at() {
        assert_eq!(audited(None), "日志完整：2 件办件，9 个事件，11 条提交记录");
    }

    #[test]
    fn the_first_break_is_told_with_its_place_and_what_is_wrong_there() {
        let event = Break {
            case: Some("JJ202611267TKYS22".into()),
            sequence: Some(3),
            what: Fault::EventMissing,
            ..Break::default()
        };
        assert_eq!(
            audited(Some(event)),
            "日志不完整，第一处在：办件 JJ202611267TKYS22 第 3 个事件：这个事件不见了
\
             看过的：2 件办件，9 个事件，11 条提交记录"
        );
        let entry = Break { strand: Some(1), entry: Some(7), what: Fault::EntryChanged, ..Break::default() };
        assert!(audited(Some(entry)).contains("第 1 股 第 7 条：这条提交记录不是当时写下的样子"));
        let register = Break { what: Fault::RegisterChanged, ..Break::default() };
        assert!(
            audited(Some(register)).contains("第一处在：股的登记不是当时写下的样子"),
            "without any place"
        );
    }
}
