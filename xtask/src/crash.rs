//! The crash test, for longer than the tests have time for: the same driver, against the release.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::{debian, run::cargo};

struct Arguments {
    times: u32,
    engine: Option<String>,
    binary: Option<PathBuf>,
}

/// Runs it as the arguments say.
pub fn run(arguments: &[&str]) -> anyhow::Result<()> {
    let Arguments { times, engine, binary } = read(arguments)?;
    debian::install_missing(false)?;
    let binary = match binary {
        Some(binary) => binary.canonicalize().with_context(|| format!("there is no {}", binary.display()))?,
        None => release()?,
    };
    let mut command = cargo();
    command.args(["test", "-p", "yijianshi", "--test", "crash", "--", "--nocapture", "--test-threads", "1"]);
    command.args(engine.as_deref().map(story));
    command.env("YIJIANSHI_CRASH_TIMES", times.to_string()).env("YIJIANSHI_CRASH_BINARY", binary);
    let status = command.status().context("cargo does not start")?;
    if status.success() { Ok(()) } else { bail!("an answer was lost, or the test broke off; see above") }
}

/// The part of a story's name that tells the engine.
fn story(engine: &str) -> &'static str {
    if engine == "sqlite" { "on_sqlite" } else { "on_postgresql" }
}

fn release() -> anyhow::Result<PathBuf> {
    let status = cargo().args(["build", "--release", "-p", "yijianshi"]).status();
    if !status.context("cargo does not start")?.success() {
        bail!("the release was not built");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"));
    Ok(target.join("release/yijianshi"))
}

fn read(arguments: &[&str]) -> anyhow::Result<Arguments> {
    let mut read = Arguments { times: 0, engine: None, binary: None };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().with_context(|| format!("{name} wants a value"))?;
        match *name {
            "--times" => read.times = value.parse().context("--times wants a number")?,
            "--engine" if ["sqlite", "postgres"].contains(value) => read.engine = Some((*value).to_owned()),
            "--binary" => read.binary = Some(PathBuf::from(value)),
            _ => bail!("{name} {value} is not understood"),
        }
    }
    if read.times == 0 { bail!("how often? --times N") } else { Ok(read) }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn arguments_are_read_and_wrong_ones_refused() {
        let arguments = read(&["--times", "200", "--engine", "sqlite"]).unwrap();
        assert_eq!((arguments.times, arguments.engine.as_deref()), (200, Some("sqlite")));
        for wrong in [&[][..], &["--times"], &["--times", "many"], &["--times", "2", "--engine", "oracle"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
